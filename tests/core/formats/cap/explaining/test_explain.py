"""What is explained, and what is believed."""

from dabyl.core.formats.cap.explaining.explain import explain
from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.signature.keyring import NO_KEYS
from dabyl.core.formats.cap.signature.verdict import Reason, State
from support.alertkeys import RECEIVED, a_key, an_alert, ring, signed
from support.cap import CLEAN, SENDER, an_update
from support.cap import an_alert as an_osland_alert
from support.explained import beside, explained

KEY = a_key()


def judged(data, keyring=None):
    return explain(read(data).alerts[0], at=RECEIVED, keyring=keyring)


class TestExplain:
    def test_tells_what_was_signed_where_the_signature_holds(self):
        data = signed(an_alert(), KEY).replace(b"KZ-0001", b"KZ-<!-- a comment -->0001")
        said = judged(b"<!-- before -->\n" + data, ring(KEY))
        assert said.alert.line == 1  # of the signed bytes, which begin with the alert
        assert said.signature.state is State.VALID
        assert said.alert.identifier == "KZ-0001"
        assert said.has_keys

    def test_finds_out_a_changed_message_without_keys(self):
        said = judged(signed(an_alert(), KEY).replace(b"KZ-0001", b"KZ-0002"))
        assert said.signature.reason is Reason.DIGEST_MISMATCH
        assert said.alert.identifier == "KZ-0002"
        assert not said.has_keys

    def test_verifies_each_alert_of_a_wrapper_as_a_document(self):
        data = b"<alerts>" + signed(an_alert(), KEY) + an_alert(identifier="KZ-0002") + b"</alerts>"
        states = [
            explain(found, at=RECEIVED, keyring=ring(KEY)).signature.state
            for found in read(data).alerts
        ]
        assert states == [State.VALID, State.NONE]

    def test_takes_the_time_of_the_question_for_that_of_receipt(self):
        data = signed(an_alert(), KEY)
        late = explain(read(data).alerts[0], at=KEY.certificate.valid.end, keyring=ring(KEY))
        assert late.signature.reason is Reason.KEY_EXPIRED

    def test_names_what_the_message_refers_to(self):
        references = f"x {SENDER},{CLEAN.identifier},t {SENDER},y,t"
        update = an_update(references=references)
        earlier = explained(update, seen=beside(CLEAN)).earlier
        assert earlier[0].reference == "x"
        assert [each.message is not None for each in earlier] == [False, True, False]
        assert [each.message for each in explained(update).earlier] == [None, None, None]

    def test_knows_whether_anything_else_was_looked_at(self):
        alone = explained(CLEAN)
        assert (alone.later, alone.beyond) == (None, False)
        among = explained(CLEAN, seen=beside(CLEAN))
        assert (among.later, among.beyond) == ((), True)

    def test_takes_only_actual_messages_for_earnest(self):
        assert explained(CLEAN).is_loud
        assert not explained(an_osland_alert(status="Exercise")).is_loud
        assert not explained(an_osland_alert(msg_type="Cancel")).is_loud

    def test_keeps_the_verdict_of_the_schema(self):
        assert explained(CLEAN).schema_valid
        assert not judged(b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>').schema_valid
        assert judged(signed(an_alert(), KEY), NO_KEYS).signature.state is State.UNVERIFIABLE
