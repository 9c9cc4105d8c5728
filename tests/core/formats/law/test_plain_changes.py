from dabyl.core.formats.law.plain_changes import plain_conflict, plain_difference, plain_event
from dabyl.core.law.amending import Conflict
from dabyl.core.law.book import LawBook
from dabyl.core.law.law import law_of
from dabyl.core.law.states import difference
from dabyl.core.law.timeline import law_timeline
from support.statutes import BASE, WORK, day

LAW = law_of(LawBook(works=(WORK,), clauses=(BASE,)))


class TestPlainChanges:
    def test_are_provisions_before_and_after(self):
        (found,) = difference(LAW.statutes, "code", day(-1), day(400))
        plain = plain_difference(found)
        assert plain["provision"] == "art-1"
        assert (plain["before"]["state"], plain["after"]["state"]) == ("not-in-force", "in-force")

    def test_are_events_with_their_days(self):
        plain = plain_event(law_timeline(LAW)[0])
        assert (plain["what"], plain["work"], plain["status"]) == ("commences", "code", "confirmed")
        assert plain["day"]

    def test_are_provisions_that_two_bills_change(self):
        conflict = Conflict(provision="art-1", bills=("a", "b"), parts=("fine",))
        assert plain_conflict(conflict) == {
            "provision": "art-1",
            "bills": ["a", "b"],
            "parts": ["fine"],
        }
