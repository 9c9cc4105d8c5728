"""The law of Kazakhstan's pack: what was read, and nothing that was not."""

from datetime import date
from decimal import Decimal

import pytest

from dabyl.adapters.packs import load_pack
from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.law.amending import Standing, compare_bill
from dabyl.core.law.applicable import Reason, applicable
from dabyl.core.law.bills import Stage
from dabyl.core.law.findings import FindingKind
from dabyl.core.law.fines import Reduction, fine, plain, unit_value
from dabyl.core.law.kinds import Kind, Offender, Reach
from dabyl.core.law.law import Law, law_of
from dabyl.core.law.sanctions import FineUnits, Liberty, Loss, Term, Unstated
from dabyl.core.law.states import state_on
from dabyl.core.law.turns import InForce, NotInForce, Unknown
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused

DAY = date(2016, 6, 5)
UNIT_VALUES = {
    date(2015, 1, 1): 1982,
    date(2016, 6, 5): 2121,
    date(2017, 7, 1): 2269,
    date(2018, 12, 31): 2405,
    date(2019, 1, 1): 2525,
    date(2020, 3, 31): 2651,
    date(2020, 4, 1): 2778,
    date(2021, 1, 1): 2917,
    date(2022, 1, 1): 3063,
    date(2023, 1, 1): 3450,
    date(2024, 1, 1): 3692,
    date(2025, 1, 1): 3932,
    date(2026, 11, 25): 4325,
}


@pytest.fixture(scope="module")
def law() -> Law:
    files = load_pack("kz")
    return law_of(parse_whole(files.texts, files.borders).pack.law)


@pytest.fixture(scope="module")
def items(law):
    return compare_bill(law.statutes, law.bills["kz-2016-package"])


def clause(law: Law, name: str):
    return law.statutes.clauses[name]


def reading(law: Law, name: str, on: date):
    state = state_on(clause(law, name), on)
    assert isinstance(state, InForce)
    return state.wording


class TestTheCriminalCode:
    def test_gave_4_to_10_years_on_5_june_2016(self, law):
        sanction = reading(law, "kz-cc-255-1", DAY).sanction
        assert sanction.part("liberty").penalty == Liberty(Term.years(4, 10))

    def test_gives_6_to_10_years_later_nobody_knows_since_when(self, law):
        later = clause(law, "kz-cc-255-1").history[-1]
        assert later.sanction.part("liberty").penalty == Liberty(Term.years(6, 10))
        assert later.commences.exact is None
        assert isinstance(state_on(clause(law, "kz-cc-255-1"), date(2018, 6, 1)), Unknown)

    @pytest.mark.parametrize(
        ("name", "years"),
        [
            ("kz-cc-172", (5, 9)),
            ("kz-cc-255-2", (8, 12)),
            ("kz-cc-255-3", (12, 17)),
            ("kz-cc-256-1", (5, 9)),
            ("kz-cc-256-2", (7, 12)),
            ("kz-cc-257-1", (10, 17)),
            ("kz-cc-257-2", (8, 12)),
            ("kz-cc-258-1", (5, 9)),
            ("kz-cc-258-2", (7, 12)),
        ],
    )
    def test_has_the_years_of_the_current_text_marked_unconfirmed(self, law, name, years):
        later = clause(law, name).history[-1]
        assert later.sanction.part("liberty").penalty == Liberty(Term.years(*years))
        assert not later.confirmed

    @pytest.mark.parametrize("name", ["kz-cc-172", "kz-cc-255-3", "kz-cc-257-1", "kz-cc-258-1"])
    def test_does_not_know_what_was_not_read_of_2016(self, law, name):
        assert reading(law, name, DAY).sanction is None
        with pytest.raises(Refused) as refusal:
            applicable(clause(law, name), on=DAY, judged_on=DAY)
        assert [p.code for p in refusal.value.problems] == [Code.SANCTION_UNKNOWN]

    def test_never_reaches_back_with_the_harsher_text(self, law):
        found = applicable(clause(law, "kz-cc-255-2"), on=DAY, judged_on=date(2026, 1, 1))
        assert [each.wording.id for each in found] == ["kz-cc-255-2.2014"]
        assert found[0].reason is Reason.DAY_OF_OFFENCE


class TestTheCodeOnAdministrativeOffences:
    @pytest.mark.parametrize("name", ["462-3", "470", "482", "484", "485", "486"])
    def test_does_not_know_what_was_not_read_of_2016(self, law, name):
        assert reading(law, f"kz-ao-{name}", DAY).sanction is None

    @pytest.mark.parametrize(
        ("name", "units"),
        [
            ("149-1", [100, 100, 200, 300, 500]),
            ("462-3", [5, 15, 100, 200, 500]),
            ("470", [None, 40, 40, 80, 100]),
            ("482", [20, None, 25, 30, 40]),
            ("483", [5, None, 10, 15, 45]),
            ("484", [10, None, 50, 50, 50]),
            ("485", [20, 20, 20, 20, 20]),
            ("486", [15, None, 20, 30, 40]),
        ],
    )
    def test_has_the_fine_of_today_by_class_of_offender_marked_unconfirmed(self, law, name, units):
        wording = clause(law, f"kz-ao-{name}").history[-1]

        def fine_of(offender):
            parts = wording.sanction.meeting(offender, Reach.INSIDE)
            fines = [p.penalty.range for p in parts if isinstance(p.penalty, FineUnits)]
            return int(fines[0].most) if fines else None

        assert [fine_of(offender) for offender in Offender] == units
        assert not wording.confirmed

    @pytest.mark.parametrize("name", ["484", "485", "486"])
    def test_has_a_wording_by_law_28_vi_whose_day_is_not_known(self, law, name):
        made = next(w for w in clause(law, f"kz-ao-{name}").history if w.id.endswith(".2016"))
        assert made.adopted == date(2016, 12, 22)
        assert isinstance(state_on(clause(law, f"kz-ao-{name}"), date(2017, 6, 1)), Unknown)

    def test_costs_168350_tenge_for_an_offence_of_2018(self, law):
        on = date(2018, 6, 1)
        (applies,) = applicable(clause(law, "kz-ao-149-1"), on=on, judged_on=on)
        units = applies.sanction.part("fine").penalty.range.least
        value = unit_value(law.units, "mci", on)
        assert plain(fine(units, value, [Reduction(percent=Decimal(30))]).amount) == "168350"


class TestTheUnit:
    def test_has_the_value_of_each_year(self, law):
        assert {on: unit_value(law.units, "mci", on).value for on in UNIT_VALUES} == UNIT_VALUES

    def test_is_unconfirmed_where_no_source_or_no_agreement_was_found(self, law):
        doubtful = [value.valid_from for value in law.units if not value.confirmed]
        assert doubtful == [date(2017, 1, 1), date(2022, 4, 1)]

    @pytest.mark.parametrize("on", [date(2014, 12, 31), date(2027, 1, 1)])
    def test_refuses_days_without_a_value(self, law, on):
        with pytest.raises(Refused) as refusal:
            unit_value(law.units, "mci", on)
        assert [p.code for p in refusal.value.problems] == [Code.UNIT_VALUE_MISSING]


class TestTheLawOnWeapons:
    def test_did_not_ban_a_complete_firearm_in_a_shop_on_5_june_2016(self, law):
        banned = clause(law, "kz-weapons-22-4-3")
        assert state_on(banned, DAY) == NotInForce()
        assert isinstance(state_on(banned, date(2018, 6, 1)), Unknown)
        assert banned.history[-1].forbids == ("complete-firearm-in-shop",)

    def test_bans_gun_shops_from_dwellings_since_july_2018_at_the_latest(self, law):
        assert state_on(clause(law, "kz-weapons-22-4-2"), DAY) == NotInForce()
        assert reading(law, "kz-weapons-22-4-2", date(2018, 7, 31)).forbids


class TestTheLawOnCounteringTerrorism:
    def test_named_the_headquarters_and_the_duties_of_sites_in_2016(self, law):
        heads = reading(law, "kz-law-416.art-13", DAY).text.get("en")
        assert "chairman of the KNB heads the republican one" in heads
        assert reading(law, "kz-law-416.art-10-3", DAY).id == "kz-law-416.art-10-3.2013"


class TestThePackage:
    def test_has_four_parts_that_would_be(self, items):
        assert {item.article for item in items} == {"1", "2", "3", "4"}
        assert {item.standing for item in items} == {Standing.WOULD_BE}
        assert {item.amendment.confirmed for item in items} == {False}

    def test_says_higher_where_no_value_was_read(self, items):
        assert items[0].part_before.penalty == Liberty(Term.years(4, 10))
        raised = [item for item in items if item.article in {"1", "3"}]
        assert all(isinstance(item.part_after.penalty, Unstated) for item in raised)
        assert all(item.part_after.penalty.searched for item in raised)

    def test_tells_everything_in_three_languages(self, items):
        for item in items:
            assert item.amendment.says.languages() == ("en", "kk", "ru")

    def test_says_whom_it_touches(self, items):
        touched = {name for item in items for name in item.amendment.touches}
        assert touched == {"persons", "gun-shops", "security-firm-owners"}

    def test_went_through_the_lower_house_and_nobody_read_its_signature(self, law):
        path = {reached.stage: reached for reached in law.bills["kz-2016-package"].stages}
        assert path[Stage.SECOND_READING].on.exact == date(2016, 11, 8)
        assert path[Stage.ADOPTED].on.exact == date(2016, 11, 9)
        assert {s.value for s, reached in path.items() if not reached.confirmed} == {"signed"}
        assert path[Stage.SIGNED].note
        assert all(reached.sources for reached in path.values() if reached.confirmed)

    def test_leaves_no_trace_in_what_is_in_force(self, law):
        assert "kz-weapons-incomplete" not in law.statutes.clauses
        assert all(w.by is None for w in clause(law, "kz-cc-255-1").history)

    def test_tells_what_was_seen_adopted_and_what_came_later(self, law):
        found = law.bills["kz-2016-package"].findings
        later = [f for f in found if f.kind is FindingKind.LATER]
        assert len(later) < len(found)
        said = " ".join(f.says.get("en") or "" for f in later)
        for fact in ("separate law", "separate buildings", "two and a half times", "a third"):
            assert fact in said
        assert {article for f in found for article in f.articles} == {"1", "2", "3", "4"}
        assert all(f.sources for f in found)


class TestTheLawOfJuly2017:
    def test_is_a_law_of_its_own_on_loss_of_citizenship(self, law):
        bill = law.bills["kz-2017-citizenship"]
        assert bill.is_law
        assert bill.reached(Stage.SIGNED).exact == date(2017, 7, 11)
        (item,) = compare_bill(law.statutes, bill)
        assert item.standing is Standing.IS
        assert item.after.sanction.parts[0].penalty == Loss("citizenship", Term(0, None))

    def test_is_not_in_force_before_and_unknown_for_long_after(self, law):
        lost = clause(law, "kz-cc-citizenship")
        assert state_on(lost, date(2017, 7, 21)) == NotInForce()
        assert isinstance(state_on(lost, date(2018, 6, 1)), Unknown)
        assert isinstance(state_on(lost, date(2026, 1, 1)), InForce)


class TestTheProvisionsThatDecisionsCite:
    @pytest.mark.parametrize("name", ["kz-decree-611", "kz-decree-611.ch-4"])
    def test_read_by_the_day_as_of_2013_2019_and_2023(self, law, name):
        assert state_on(clause(law, name), date(2013, 8, 8)) == NotInForce()
        days = {
            date(2016, 6, 6): "2013",
            date(2019, 9, 17): "2013",
            date(2019, 9, 18): "2019",
            date(2023, 10, 14): "2019",
            date(2023, 10, 15): "2023",
            date(2024, 7, 1): "2023",
        }
        found = {day: reading(law, name, day).id for day in days}
        assert found == {day: f"{name}.{year}" for day, year in days.items()}

    def test_say_of_versions_whose_text_nobody_read_that_it_is_not_known(self, law):
        for wording in clause(law, "kz-decree-611.ch-4").wordings[1:]:
            assert not wording.confirmed
            assert "not known" in (wording.text.get("en") or "")

    def test_are_powers_where_offices_act(self, law):
        names = ("kz-decree-611.ch-4", "kz-law-416.art-4", "kz-law-416.art-13")
        assert {clause(law, name).kind for name in names} == {Kind.POWER}
        assert clause(law, "kz-law-416.art-10-3").kind is Kind.DUTY


class TestWorks:
    def test_have_addresses_that_outsiders_use(self, law):
        works = law.statutes.works
        assert works["kz-decree-611"].address() == "/akn/kz/act/decree/2013-08-09/611"
        assert {w.official.rsplit("/", 1)[1] for w in works.values() if w.official} == {
            "U1300000611",
            "Z990000416_",
            "K1400000226",
            "K1400000235",
            "Z980000339_",
        }

    def test_can_be_read_as_they_stood_on_a_day(self, law):
        clauses = [law.statutes.clauses[name] for name in law.statutes.inside["kz-cc"]]
        shown = {one.id for one in clauses if state_on(one, DAY) != NotInForce()}
        assert {"kz-cc-172", "kz-cc-255-1", "kz-cc-257-1"} <= shown
        assert "kz-cc-citizenship" not in shown
