"""The law of Kazakhstan's pack: what was read, and nothing that was not."""

from datetime import date
from decimal import Decimal

import pytest

from dabyl.adapters.packs import load_pack
from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.law.amending import Standing, compare_bill
from dabyl.core.law.applicable import applicable
from dabyl.core.law.book import LawBook
from dabyl.core.law.fines import Reduction, fine, plain, unit_value
from dabyl.core.law.sanctions import Liberty, Term, Unstated
from dabyl.core.law.states import InForce, Unknown, state_on

DAY = date(2016, 6, 5)


@pytest.fixture(scope="module")
def law() -> LawBook:
    files = load_pack("kz")
    return parse_whole(files.texts, files.borders).law


class TestTheCriminalCode:
    def test_gave_4_to_10_years_on_5_june_2016(self, law):
        state = state_on(law.statutes.clauses["kz-cc-255-1"], DAY)
        assert isinstance(state, InForce)
        assert state.wording.sanction.part("liberty").penalty == Liberty(Term.years(4, 10))

    def test_gives_6_to_10_years_later_nobody_knows_since_when(self, law):
        clause = law.statutes.clauses["kz-cc-255-1"]
        later = clause.history[-1]
        assert later.sanction.part("liberty").penalty == Liberty(Term.years(6, 10))
        assert later.commences.exact is None
        assert isinstance(state_on(clause, date(2018, 6, 1)), Unknown)


class TestTheFineOf2018:
    def test_was_168350_tenge(self, law):
        on = date(2018, 6, 1)
        (applies,) = applicable(law.statutes.clauses["kz-ao-149-1"], on=on, judged_on=on)
        units = applies.sanction.part("fine").penalty.range.least
        value = unit_value(law.units, "mci", on)
        assert plain(fine(units, value, [Reduction(percent=Decimal(30))]).amount) == "168350"


class TestThePackage:
    def test_has_four_parts_that_would_be(self, law):
        items = compare_bill(law.statutes, law.bill("kz-2016-package"))
        assert {item.article for item in items} == {"1", "2", "3", "4"}
        assert {item.standing for item in items} == {Standing.WOULD_BE}
        assert {item.amendment.confirmed for item in items} == {False}

    def test_says_higher_where_no_value_was_read(self, law):
        first, *_ = compare_bill(law.statutes, law.bill("kz-2016-package"))
        assert first.part_before.penalty == Liberty(Term.years(4, 10))
        assert isinstance(first.part_after.penalty, Unstated)

    def test_tells_everything_in_three_languages(self, law):
        for item in compare_bill(law.statutes, law.bill("kz-2016-package")):
            assert item.amendment.says.languages() == ("en", "kk", "ru")
