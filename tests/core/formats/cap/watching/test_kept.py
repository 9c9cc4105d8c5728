import msgspec

from dabyl.core.formats.cap.signature.keyring import NO_KEYS
from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.watching.contents import contents
from dabyl.core.formats.cap.watching.kept import Kept, kept_of
from dabyl.core.values.instants import parse_instant
from support.alertkeys import RECEIVED, a_key, an_alert, ring, signed
from support.cap import AT
from support.watching import atom, document, heard

HERE = "https://alerts.example/cap.atom"


def kept(data, keyring=NO_KEYS, received_at=AT):
    (found,) = contents(data, HERE).documents
    return kept_of(found, HERE, keyring, received_at=received_at)


class TestKept:
    def test_says_where_it_came_from_and_what_was_found(self):
        found = kept(document())
        assert (found.source, found.received_at) == (HERE, AT)
        assert (found.identifier, found.sender) == ("osland-1", "warnings@osland.example")
        assert (found.signature, found.schema_valid, found.errors) == (State.NONE, True, ())

    def test_names_the_errors_of_the_standard(self):
        found = kept(document(msg_type="Update", references="nonsense"))
        assert found.errors == ("cap-reference-form",)

    def test_says_of_an_alert_without_anything_that_it_has_nothing(self):
        found = kept(b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>')
        assert (found.identifier, found.sender, found.sent) == ("", "", "")
        assert not found.schema_valid

    def test_has_the_verdict_of_the_registered_keys(self):
        data = signed(an_alert(), a_key())
        assert kept(data, ring(a_key()), RECEIVED).signature is State.VALID
        assert kept(data, received_at=RECEIVED).signature is State.UNVERIFIABLE
        late = parse_instant("2036-06-06T12:00:00Z")
        assert kept(data, ring(a_key()), late).reason == "key-expired"

    def test_is_verified_in_a_feed_as_alone(self):
        data = atom(inside=signed(an_alert(), a_key()))
        assert kept(data, ring(a_key()), RECEIVED).signature is State.VALID

    def test_is_the_same_after_it_was_written_and_read(self):
        found = kept(document())
        assert msgspec.json.decode(msgspec.json.encode(found), type=Kept) == found


class TestTrust:
    def test_grows_from_wrong_over_none_to_valid(self):
        trust = [heard(signature=s).trust for s in (State.INVALID, State.NONE, State.VALID)]
        assert trust == sorted(set(trust))
        assert heard(signature=State.UNVERIFIABLE).trust == trust[1]
