from datetime import date
from decimal import Decimal

import attrs
import pytest

from dabyl.core.formats.law.plain import (
    plain_applies,
    plain_item,
    plain_part,
    plain_penalty,
    plain_state,
    plain_wording,
    plain_working,
)
from dabyl.core.law import bills as b
from dabyl.core.law import changes as c
from dabyl.core.law import sanctions as s
from dabyl.core.law.amending import compare_bill
from dabyl.core.law.applicable import Applies, Reason
from dabyl.core.law.days import Day
from dabyl.core.law.fines import Reduction, UnitValue, fine
from dabyl.core.law.kinds import Offender
from dabyl.core.law.turns import InForce, NotInForce, Unknown
from support.statutes import BASE, SEARCHED, a_bill, clause, day, insert, prison, statutes, units

WORDING = BASE.wordings[0]
RANGE = s.Range(Decimal(1), Decimal("2.50"))


@pytest.mark.parametrize(
    ("penalty", "expected"),
    [
        (
            s.Liberty(s.Term.years(4, 10)),
            {"penalty": "liberty", "years": {"from": 4, "to": 10}},
        ),
        (
            s.Liberty(s.Term.years(15, None)),
            {"penalty": "liberty", "years": {"from": 15, "to": "life"}},
        ),
        (
            s.Restriction(s.Term(6, 18)),
            {"penalty": "restriction", "months": {"from": 6, "to": 18}},
        ),
        (
            s.FineUnits(RANGE, "mci"),
            {"penalty": "fine-units", "range": {"from": "1", "to": "2.5"}, "unit": "mci"},
        ),
        (
            s.FineAmount(RANGE, "KZT"),
            {"penalty": "fine-amount", "range": {"from": "1", "to": "2.5"}, "currency": "KZT"},
        ),
        (
            s.FineAmount(RANGE, "GBP", "day"),
            {
                "penalty": "fine-amount",
                "range": {"from": "1", "to": "2.5"},
                "currency": "GBP",
                "per": "day",
            },
        ),
        (
            s.FineShare(RANGE, "revenue"),
            {"penalty": "fine-share", "range": {"from": "1", "to": "2.5"}, "of": "revenue"},
        ),
        (s.Confiscation(), {"penalty": "confiscation", "of": "property"}),
        (
            s.Loss("licence", s.Term(12, 24)),
            {"penalty": "loss", "right": "licence", "years": {"from": 1, "to": 2}},
        ),
        (
            s.Unstated(direction=s.Direction.HIGHER, before=s.Confiscation(), searched=SEARCHED),
            {
                "penalty": "unstated",
                "direction": "higher",
                "before": {"penalty": "confiscation", "of": "property"},
                "searched": {"en": "the law's page of 2016"},
            },
        ),
    ],
)
def test_a_penalty_is_plain(penalty, expected):
    assert plain_penalty(penalty) == expected


def test_what_was_before_an_unstated_value_may_be_unknown():
    assert plain_penalty(s.Unstated(direction=s.Direction.LOWER))["before"] is None


def test_a_part_says_whom_it_meets_and_how():
    part = prison(4, 10, offenders=frozenset({Offender.PERSON, Offender.OFFICIAL}))
    found = plain_part(part)
    assert (found["offenders"], found["manner"]) == (["official", "person"], "mandatory")


class TestWording:
    def test_says_when_it_holds_and_what_it_costs(self):
        ending = attrs.evolve(WORDING, applies_until=Day(not_before=day(9)), confirmed=False)
        found = plain_wording(ending)
        assert (found["commences"], found["applies_until"]) == ("2016-01-01", "2016-01-10..")
        assert [part["id"] for part in found["sanction"]] == ["prison", "fine"]
        assert found["status"] == "unconfirmed"

    def test_without_an_end_or_a_known_sanction_says_none(self):
        found = plain_wording(attrs.evolve(WORDING, sanction=None))
        assert (found["applies_until"], found["sanction"]) == (None, None)


class TestState:
    def test_is_one_of_three(self):
        wording = plain_wording(WORDING)
        assert plain_state(InForce(WORDING)) == {"state": "in-force", "version": wording}
        assert plain_state(NotInForce()) == {"state": "not-in-force"}
        assert plain_state(Unknown(candidates=(WORDING,), may_have_lapsed=True)) == {
            "state": "unknown",
            "candidates": [wording],
            "may_have_lapsed": True,
        }


class TestWhatApplies:
    def test_names_the_version_and_the_reason(self):
        found = plain_applies(Applies(WORDING, Reason.DAY_OF_OFFENCE))
        assert (found["version"], found["reason"]) == ("v1", "day-of-offence")
        assert plain_applies(Applies(None, Reason.ENDED)) == {
            "version": None,
            "reason": "ended",
            "sanction": [],
        }

    def test_has_a_fine_with_its_working_in_exact_text(self):
        value = UnitValue(
            unit="mci", value=Decimal(2405), currency="KZT", valid_from=date(2018, 1, 1)
        )
        found = plain_working(fine(Decimal(100), value, [Reduction(percent=Decimal(30))]))
        assert (found["amount"], found["currency"]) == ("168350", "KZT")
        assert found["unit_value"]["until"] is None
        last = {"step": "less-percent", "left": "240500", "right": "30", "result": "168350"}
        assert found["working"][-1] == last
        ended = attrs.evolve(value, valid_to=date(2019, 1, 1))
        assert plain_working(fine(Decimal(1), ended))["unit_value"]["until"] == "2019-01-01"


class TestItem:
    def test_shows_the_part_before_and_after(self):
        change = c.ReplacePart(provision="art-1", part=prison(6, 10))
        draft = a_bill(change, stage=b.Stage.DRAFTED)
        found = plain_item(compare_bill(statutes(BASE), draft)[0])
        assert found["before"]["years"] == {"from": 4, "to": 10}
        assert found["after"]["years"] == {"from": 6, "to": 10}
        assert (found["standing"], found["status"]) == ("would-be", "confirmed")

    def test_shows_nothing_where_nothing_reads(self):
        gone = c.RepealPart(provision="art-1", name="fine")
        first, second = compare_bill(statutes(BASE), a_bill(insert("art-2", units(5)), gone))
        assert plain_item(first)["before"] is None
        assert plain_item(first)["after"]["sanction"][0]["id"] == "fine"
        assert plain_item(second)["after"] is None

    def test_shows_a_sanction_that_is_not_known_as_unknown(self):
        unread = clause(attrs.evolve(WORDING, sanction=None))
        turn = c.Turn(provision="art-1", name="fine", direction=s.Direction.HIGHER)
        found = plain_item(compare_bill(statutes(unread), a_bill(turn))[0])
        assert found["before"] == {"penalty": "unknown"}
        assert found["after"]["penalty"] == "unstated"
