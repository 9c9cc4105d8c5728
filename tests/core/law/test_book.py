import attrs

from dabyl.core.law import bills as b
from dabyl.core.law import changes as c
from dabyl.core.law.book import LawBook
from dabyl.core.law.law import NO_LAW, law_of, law_problems
from dabyl.core.law.sources import Source
from dabyl.core.values.codes import Code
from support.statutes import BASE, WORK, a_bill, day, prison, unit_of, wording

HARSHER = c.ReplacePart(provision="art-1", part=prison(6, 10))
SOURCE = Source(id="s", url="https://x.org")
BOOK = LawBook(works=(WORK,), clauses=(BASE,))


def with_bills(*bills):
    return attrs.evolve(BOOK, bills=bills)


def makers(law):
    return [wording.by for wording in law.statutes.clauses["art-1"].history]


class TestLaw:
    def test_has_in_its_statutes_the_bills_that_are_law_only(self):
        law, draft = a_bill(HARSHER), a_bill(HARSHER, name="draft", stage=b.Stage.DRAFTED)
        known = law_of(with_bills(law, draft))
        assert makers(known) == [None, ("bill", "1")]
        assert set(known.bills) == {"bill", "draft"}

    def test_keeps_what_bills_made_of_a_provision_that_is_recorded_again(self):
        known = law_of(with_bills(a_bill(HARSHER)))
        again = attrs.evolve(BASE, wordings=(wording("new", day(50), prison(5, 9)),))
        known = known.with_book(LawBook(clauses=(again,)))
        assert makers(known) == [None, ("bill", "1")]

    def test_takes_a_bill_out_that_comes_again_and_is_no_law(self):
        known = law_of(with_bills(a_bill(HARSHER)))
        known = known.with_book(LawBook(bills=(a_bill(HARSHER, stage=b.Stage.ADOPTED),)))
        assert makers(known) == [None]

    def test_replaces_the_value_of_a_unit_of_the_same_first_day(self):
        known = law_of(LawBook(units=(unit_of(1), unit_of(2, day(9)))))
        known = known.with_book(LawBook(units=(unit_of(3),), sources={"s": SOURCE}))
        assert [int(value.value) for value in known.units] == [2, 3]
        assert known.sources["s"] is SOURCE

    def test_knows_its_works_and_whose_they_are(self):
        known = NO_LAW.with_book(BOOK, "xx")
        assert (known.work("code"), known.work("none")) == (WORK, None)
        assert known.packs["code"] == "xx"


class TestLawProblems:
    def test_are_those_of_bills_that_a_new_wording_would_leave_without_anything_to_change(self):
        known = law_of(with_bills(a_bill(HARSHER)))
        bare = attrs.evolve(BASE, wordings=(wording("bare", day(0)),))
        found = list(law_problems(known, LawBook(clauses=(bare,))))
        assert [problem.code for problem in found] == [Code.AMENDS_NOTHING]
        unnamed = attrs.evolve(BASE, id="art-2")
        assert not list(law_problems(known, LawBook(clauses=(unnamed,))))

    def test_are_those_of_bills_on_what_an_earlier_bill_of_the_book_made(self):
        gone = a_bill(c.Repeal(provision="art-1"), on=day(10))
        book = with_bills(gone, a_bill(HARSHER, name="late", on=day(20)))
        assert [problem.where for problem in law_problems(NO_LAW, book)] == ["late.1[0]"]

    def test_are_none_where_a_bill_that_is_known_comes_again(self):
        known = law_of(with_bills(a_bill(HARSHER)))
        assert not list(law_problems(known, with_bills(a_bill(HARSHER))))
