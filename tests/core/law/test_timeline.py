import attrs
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.law import bills as b
from dabyl.core.law import changes as c
from dabyl.core.law.book import LawBook
from dabyl.core.law.days import NOT_KNOWN, Day
from dabyl.core.law.law import law_of
from dabyl.core.law.timeline import ChangeOfLaw, law_timeline
from support.statutes import BASE, WORK, a_bill, clause, day, insert, prison, small, wording

HARSHER = c.ReplacePart(provision="art-1", part=prison(6, 10))


def law_with(*bills, clauses=(BASE,)):
    return law_of(LawBook(works=(WORK,), clauses=clauses, bills=bills))


def told(law, subject=None):
    return [(event.what.value, event.name) for event in law_timeline(law, subject)]


class TestLawTimeline:
    def test_has_commencements_and_ends_in_order(self):
        ends = attrs.evolve(wording("b", day(9)), applies_until=Day.on(day(20)))
        gone = attrs.evolve(wording("c", day(30)), repeals=True)
        law = law_with(clauses=(clause(gone, ends, wording("a", day(1))),))
        assert told(law) == [("commences", "a"), ("commences", "b"), ("ends", "b"), ("ends", "c")]

    def test_has_what_a_bill_that_is_law_made_with_the_bill(self):
        events = law_timeline(law_with(a_bill(HARSHER)), "bill")
        assert [(event.what, event.provision) for event in events] == [
            (ChangeOfLaw.COMMENCES, "art-1"),
            (ChangeOfLaw.STAGE, None),
        ]

    def test_says_what_a_draft_would_change_and_nothing_of_one_that_was_dropped(self):
        draft = a_bill(HARSHER, insert("art-2"), name="draft", stage=b.Stage.ADOPTED)
        dropped = a_bill(HARSHER, name="dropped", stage=b.Stage.REJECTED)
        law = law_with(draft, dropped)
        assert told(law, "draft") == [
            ("would-commence", "1"),
            ("would-commence", "1"),
            ("stage", "adopted"),
        ]
        assert told(law, "dropped") == [("stage", "rejected")]
        assert [event.work for event in law_timeline(law, "art-2")] == [None]

    def test_puts_days_of_which_nothing_is_known_last(self):
        law = law_with(clauses=(clause(wording("x", NOT_KNOWN), wording("a", day(1))),))
        assert told(law, "code") == [("commences", "a"), ("commences", "x")]

    @given(st.lists(small, max_size=5))
    def test_is_in_the_order_of_days(self, begins):
        wordings = [wording(f"v{n}", begin) for n, begin in enumerate(begins)]
        events = law_timeline(law_with(clauses=(clause(*wordings),)))
        assert [event.day.exact for event in events] == sorted(begins)
