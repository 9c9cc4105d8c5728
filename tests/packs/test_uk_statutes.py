"""The law of the United Kingdom's pack: an Act with tiers, whose day of force is not known."""

from datetime import date
from decimal import Decimal

import pytest

from dabyl.adapters.packs import load_pack
from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.law.amending import Standing, compare_bill
from dabyl.core.law.applicable import applicable
from dabyl.core.law.bills import OnCondition, Stage
from dabyl.core.law.kinds import Kind, Offender, Reach
from dabyl.core.law.law import Law, law_of
from dabyl.core.law.order import Comparison, compare
from dabyl.core.law.sanctions import FineAmount, FineShare, Range
from dabyl.core.law.states import state_on
from dabyl.core.law.turns import NotInForce, Unknown
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused

ACT = "uk-premises-act"


@pytest.fixture(scope="module")
def law() -> Law:
    return law_of(parse_whole(load_pack("uk").texts).pack.law)


def up_to(pounds: int, per: str = "") -> FineAmount:
    return FineAmount(Range(Decimal(0), Decimal(pounds)), "GBP", per)


def cost(law: Law, section: str):
    return law.statutes.clauses[f"{ACT}.{section}"].history[-1].sanction


class TestTheAct:
    def test_had_royal_assent_on_3_april_2025(self, law):
        bill = law.bills["uk-premises-bill"]
        assert bill.is_law
        assert bill.reached(Stage.SIGNED).exact == date(2025, 4, 3)
        assert law.statutes.works[ACT].address() == "/akn/gb/act/ukpga/2025-04-03/10"

    def test_commences_on_a_condition_not_before_april_2027(self, law):
        for article in law.bills["uk-premises-bill"].articles:
            assert isinstance(article.commencement, OnCondition)
        duty = law.statutes.clauses[f"{ACT}.s-5"]
        assert state_on(duty, date(2026, 11, 25)) == NotInForce()
        assert state_on(duty, date(2027, 4, 2)) == NotInForce()
        assert isinstance(state_on(duty, date(2027, 4, 3)), Unknown)

    def test_has_duties_powers_procedure_and_sanctions(self, law):
        kinds = {law.statutes.clauses[name].kind for name in law.statutes.inside[ACT]}
        assert kinds == {Kind.DUTY, Kind.POWER, Kind.PROCEDURE, Kind.SANCTION}

    def test_can_be_compared_with_nothing_before_it(self, law):
        items = compare_bill(law.statutes, law.bills["uk-premises-bill"])
        assert {item.before for item in items} == {None}
        assert {item.standing for item in items} == {Standing.IS}


class TestTheTiers:
    def test_cost_up_to_10000_and_18_million_pounds_or_a_share(self, law):
        assert [p.penalty for p in cost(law, "s-18-standard").parts] == [up_to(10_000)]
        share = FineShare(Range(Decimal(0), Decimal(5)), "qualifying-worldwide-revenue")
        parts = cost(law, "s-18-enhanced").parts
        assert [part.penalty for part in parts] == [up_to(18_000_000), share]

    def test_share_in_revenue_meets_firms_only(self, law):
        enhanced = cost(law, "s-18-enhanced")
        assert len(enhanced.meeting(Offender.PERSON, Reach.INSIDE)) == 1
        assert len(enhanced.meeting(Offender.LARGE_FIRM, Reach.INSIDE)) == 2

    def test_cost_so_much_a_day_which_is_not_confirmed(self, law):
        for tier, pounds in (("standard", 500), ("enhanced", 50_000)):
            wording = law.statutes.clauses[f"{ACT}.s-19-{tier}"].history[-1]
            assert [p.penalty for p in wording.sanction.parts] == [up_to(pounds, "day")]
            assert not wording.confirmed

    def test_are_in_order(self, law):
        one, other = cost(law, "s-18-standard"), cost(law, "s-18-enhanced")
        assert compare(one, other, offender=Offender.PERSON) is Comparison.MILDER
        daily = cost(law, "s-19-standard")
        assert compare(one, daily, offender=Offender.PERSON) is Comparison.NOT_COMPARABLE


class TestAnOffence:
    @pytest.mark.parametrize(
        ("on", "code"),
        [
            (date(2026, 11, 25), Code.PROVISION_NOT_IN_FORCE),
            (date(2027, 6, 1), Code.LAW_UNKNOWN),
        ],
    )
    def test_is_not_judged_before_the_act_is_in_force(self, law, on, code):
        with pytest.raises(Refused) as refusal:
            applicable(law.statutes.clauses[f"{ACT}.s-18-standard"], on=on, judged_on=on)
        assert [p.code for p in refusal.value.problems] == [code]
