from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.values import Time
from dabyl.core.formats.cap.vocabulary import Status
from dabyl.core.formats.cap.watching.live import PLAYED, WITHOUT_END, in_force
from dabyl.core.values.instants import Instant, parse_instant
from support.cap import CLEAN, SENT, an_update, changed, with_info
from support.watching import heard

START = parse_instant(SENT)
END = parse_instant("2016-06-07T12:00:00+06:00")
LATER = parse_instant("2016-06-06T14:00:00+06:00")
CANCEL = an_update(msg_type="Cancel", identifier="osland-cancel")


def names(*alerts, at=LATER, **more):
    return [each.heard.kept.identifier for each in in_force(alerts, at=at, **more)]


def before(at):
    return Instant(at.s - 1)


OWN = CLEAN.identifier


class TestAlert:
    def test_is_in_force_from_effective_up_to_expires(self):
        alert = heard(with_info(CLEAN, 0, effective="2016-06-06T13:00:00+06:00"))
        start = parse_instant("2016-06-06T13:00:00+06:00")
        assert names(alert, at=before(start)) == []
        assert names(alert, at=start) == [OWN]
        assert names(alert, at=before(END)) == [OWN]
        assert names(alert, at=END) == []

    def test_without_effective_counts_from_sent_on(self):
        alert = heard(with_info(CLEAN, 0, effective=None))
        assert names(alert, at=before(START)) == []
        assert names(alert, at=START) == [OWN]

    def test_does_not_count_before_it_was_sent(self):
        alert = heard(with_info(CLEAN, 0, effective="2016-06-05T12:00:00+06:00"))
        assert names(alert, at=before(START)) == []

    def test_without_expires_counts_a_week(self):
        alert = heard(with_info(CLEAN, 0, expires=None))
        (found,) = in_force([alert], at=before(START.plus(WITHOUT_END)))
        assert found.until is None
        assert names(alert, at=START.plus(WITHOUT_END)) == []

    def test_ends_with_the_last_of_its_blocks(self):
        alert = heard(with_info(CLEAN, 2, expires="2016-06-06T15:00:00+06:00"))
        (found,) = in_force([alert], at=LATER)
        assert (len(found.infos), found.until) == (2, END)
        (found,) = in_force([alert], at=parse_instant("2016-06-06T15:00:00+06:00"))
        assert [info.language for info in found.infos] == ["en"]

    def test_has_no_end_when_one_of_its_blocks_has_none(self):
        alert = heard(with_info(CLEAN, 2, expires=None))
        assert in_force([alert], at=LATER)[0].until is None

    def test_whose_times_cannot_be_read_is_judged_by_those_that_can(self):
        assert names(heard(changed(CLEAN, sent=Time("yesterday")))) == []
        assert names(heard(changed(CLEAN, sent=None))) == []
        assert names(heard(with_info(CLEAN, 0, effective="x", expires="y"))) == [OWN]

    def test_without_blocks_warns_of_nothing(self):
        assert names(heard(changed(CLEAN, infos=()))) == []

    def test_that_is_no_warning_is_never_in_force(self):
        for kind in ("Cancel", "Ack", "Error", "", None):
            assert names(heard(changed(CLEAN, msg_type=kind))) == []

    def test_of_an_exercise_counts_when_it_is_asked_for(self):
        for status in (Status.EXERCISE, Status.TEST):
            alert = heard(changed(CLEAN, status=status))
            assert names(alert) == []
            assert names(alert, statuses=PLAYED) == [OWN]
        for status in (Status.DRAFT, Status.SYSTEM):
            assert names(heard(changed(CLEAN, status=status)), statuses=PLAYED) == []

    def test_are_listed_in_the_order_of_sending(self):
        later = heard(changed(CLEAN, identifier="b", sent="2016-06-06T13:00:00+06:00"))
        assert names(later, heard()) == [OWN, "b"]


class TestEnding:
    def test_is_done_by_an_update_and_a_cancel_of_the_same_sender(self):
        assert names(heard(), heard(an_update())) == ["osland-2016-000018"]
        assert names(heard(), heard(CANCEL)) == []

    def test_waits_until_the_other_was_sent(self):
        at = parse_instant("2016-06-06T12:30:00+06:00")
        assert names(heard(), heard(CANCEL), at=at) == [OWN]

    def test_is_not_done_by_an_ack(self):
        assert names(heard(), heard(changed(CANCEL, msg_type="Ack"))) == [OWN]

    def test_is_not_done_by_another_sender(self):
        foreign = changed(CANCEL, sender="mallory@example.org")
        assert names(heard(), heard(foreign)) == [OWN]
        named = changed(foreign, references=f"mallory@example.org,{OWN},{SENT}")
        assert names(heard(), heard(named)) == [OWN]

    def test_needs_a_signature_where_the_warning_has_one(self):
        signed = heard(CLEAN, State.VALID)
        for weaker in (State.NONE, State.UNVERIFIABLE, State.INVALID):
            assert names(signed, heard(CANCEL, weaker)) == [OWN]
        assert names(signed, heard(CANCEL, State.VALID)) == []

    def test_is_not_done_by_a_signature_that_is_wrong(self):
        assert names(heard(), heard(CANCEL, State.INVALID)) == [OWN]
        assert names(heard(CLEAN, State.INVALID), heard(CANCEL, State.UNVERIFIABLE)) == []

    def test_of_an_actual_warning_is_not_done_by_a_test(self):
        assert names(heard(), heard(changed(CANCEL, status="Test"))) == [OWN]

    def test_names_the_time_by_its_instant(self):
        elsewhere = f"{CLEAN.sender},{OWN},2016-06-06T09:00:00+03:00"
        assert names(heard(), heard(changed(CANCEL, references=elsewhere))) == []
        other = f"{CLEAN.sender},{OWN},2016-06-06T12:00:01+06:00"
        assert names(heard(), heard(changed(CANCEL, references=other))) == [OWN]

    def test_by_a_text_that_is_no_time_or_no_reference_ends_nothing(self):
        for text in (f"{CLEAN.sender},{OWN},noon", OWN, None):
            assert names(heard(), heard(changed(CANCEL, references=text))) == [OWN]

    def test_never_reaches_back_to_what_was_sent_later(self):
        early = changed(CANCEL, sent="2016-06-06T11:00:00+06:00")
        assert names(heard(), heard(early)) == [OWN]

    def test_is_never_done_to_itself(self):
        own = changed(CLEAN, msg_type="Update", references=f"{CLEAN.sender},{OWN},{SENT}")
        assert names(heard(own)) == [OWN]

    @given(st.permutations([heard(), heard(an_update()), heard(CANCEL, digest="c")]))
    def test_does_not_depend_on_the_order_of_receipt(self, order):
        assert names(*order) == ["osland-2016-000018"]

    @given(st.sampled_from(State), st.sampled_from(State), st.sampled_from(["Update", "Cancel"]))
    def test_by_what_is_less_to_be_relied_on_changes_nothing(self, one, other, kind):
        signed, act = heard(CLEAN, one), heard(changed(CANCEL, msg_type=kind), other)
        ended = OWN not in names(signed, act)
        assert ended == (act.trust >= signed.trust)
