"""Areas: nobody consents to what lies beyond the area of their key."""

from datetime import date

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.levels.decision import Area, Scope
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.register.areas import office_ground, outside, places_of
from dabyl.core.register.decide import TakeDecision, decide
from dabyl.core.register.facts import WorkspaceMade
from dabyl.core.values.problems import Refused
from support.authenticator import WORKSPACE
from support.staffed import ROOT, SPARE, admission, admitted, approved, officers
from support.vale import (
    EAST,
    HQ,
    POWERS,
    RING,
    SCALE,
    act,
    area,
    bulletin,
    correct,
    declare,
    end_state,
    extend,
    lift,
    lower,
    pack,
    register,
    state,
    t,
    taken,
    withdraw,
)

NOW = "2020-03-05"
DAYS = ForDays(days=3)
ADA, BEA, CYR = officers(HQ)
EASTERN = attrs.evolve(BEA, area=("E1", "E2"))
STAFF = [(NOW, fact) for fact in admitted(ROOT, SPARE)]
STAFF += [(NOW, admission(one, number)) for number, one in enumerate((ADA, EASTERN, CYR), 4)]
EAST_AND_WEST = ("2020-03-01", act("a", declare("E1 W1", "red", "2020-03-01")))
REGIME = ("2020-03-01", act("s", state("W2", "2020-03-01")))
KNOWN = register(EAST_AND_WEST, REGIME, *STAFF)
LIVE = attrs.evolve(KNOWN, workspace=WorkspaceMade(id=WORKSPACE, kind=WorkspaceKind.LIVE, keys=()))
SECTOR = Scope(id="railways", kind=ScopeKind.SECTOR)


def beyond(*effects, of=("E1", "E2"), known=KNOWN):
    return outside(known, taken("x", *effects), of)


def refused(decision, one=ADA, other=EASTERN):
    approval = approved(decision, one, other, LIVE.number)
    command = TakeDecision(decision=decision, by_office=HQ, approval=approval)
    try:
        decide(LIVE, command, at=t(NOW))
    except Refused as refusal:
        return [(one.code.value, one.where, dict(one.data)) for one in refusal.problems]
    return []


class TestAConsent:
    def test_counts_within_the_area_of_its_key(self):
        assert refused(taken("x", declare("E1 E2", "red", NOW, DAYS))) == []

    def test_is_refused_beyond_it_with_the_person_and_the_places(self):
        said = {"person": "officer-2", "area": "E1, E2", "outside": "E3, W"}
        assert refused(taken("x", declare("E W", "red", NOW, DAYS))) == [
            ("consent-area", "consents[1].person", said)
        ]

    def test_of_either_person_is_judged(self):
        found = refused(taken("x", declare("W1", "red", NOW, DAYS)), EASTERN, CYR)
        assert [one[:2] for one in found] == [("consent-area", "consents[0].person")]

    def test_of_a_key_without_area_counts_wherever_its_office_decides(self):
        assert refused(taken("x", declare("W1", "red", NOW, DAYS)), ADA, CYR) == []

    def test_of_a_key_that_nobody_knows_is_refused_for_that(self):
        stranger = attrs.evolve(EASTERN, secret=SPARE.secret, area=("E1",))
        found = refused(taken("x", declare("W1", "red", NOW, DAYS)), ADA, stranger)
        assert "consent-area" not in [code for code, *_ in found]


class TestADecision:
    @pytest.mark.parametrize(
        ("name", "effect", "found"),
        [
            ("declare", declare("E1 W2", "red", NOW), ("W2",)),
            ("state", state("W1", NOW), ("W1",)),
            ("bulletin", bulletin("V", NOW), ("E3", "W")),
            ("layers", lift("a", NOW), ("W1",)),
            ("part of layers", lift("a", NOW, "E1"), ()),
            ("extend", extend("a", NOW, DAYS), ("W1",)),
            ("lower", lower("a", NOW, where="E1"), ()),
            ("end of a state", end_state("s", NOW), ("W2",)),
            ("unknown layers", lift("nothing", NOW), ()),
            ("scope", declare(Area(scope=SECTOR), "red", NOW), ("E3", "W")),
            ("unknown place", declare("E1 X9", "red", NOW), ()),
        ],
        ids=lambda given: given if isinstance(given, str) else "",
    )
    def test_lies_where_its_effects_do(self, name, effect, found):
        del name
        assert beyond(effect) == found

    def test_that_draws_a_shape_lies_in_the_units_around_it(self):
        ring = area(shapes=(RING,))
        assert beyond(declare(ring, "red", NOW)) == ()
        assert beyond(declare(ring, "red", NOW), of=("E2",)) == ("E1",)

    def test_lies_on_the_ground_of_its_day(self):
        assert beyond(declare("E1", "red", NOW), declare("W", "red", NOW)) == ("W",)
        assert places_of(KNOWN, taken("x", declare("E1 E2", "red", NOW))) == ("E1", "E2")

    def test_of_an_unknown_scale_lies_nowhere(self):
        assert outside(KNOWN, taken("x", declare("W1", "red", NOW), scale="none"), ("E1",)) == ()

    def test_without_a_smaller_area_is_not_looked_at(self):
        assert outside(KNOWN, taken("x", declare("W1", "red", NOW)), ()) == ()


class TestACorrection:
    def test_lies_where_the_corrected_decision_does(self):
        assert outside(KNOWN, withdraw("x", "a"), ("E1", "E2")) == ("W1",)
        assert outside(KNOWN, withdraw("x", "a"), ("E1", "W1")) == ()

    def test_lies_where_it_moves_it_to(self):
        moved = correct("x", "a", effects={"1": {"area": {"units": ["E2"]}}})
        assert outside(KNOWN, moved, ("E1", "W1")) == ("E2",)

    def test_of_a_correction_lies_where_the_first_decision_does(self):
        first = correct("b", "a", number="7")
        known = register(EAST_AND_WEST, ("2020-03-02", first))
        assert outside(known, withdraw("x", "b"), ("E1",)) == ("W1",)

    def test_that_makes_no_sense_lies_nowhere_of_its_own(self):
        assert outside(KNOWN, withdraw("x", "nothing"), ("E1",)) == ()
        assert outside(KNOWN, correct("x", "a", effects=7), ("E1",)) == ("W1",)


class TestTheGroundOfAnOffice:
    DAY = date(2020, 3, 5)

    def ground(self, office, *, scale=SCALE, powers=POWERS):
        known = register(first=pack(powers=powers))
        found = office_ground(known, office, scale, self.DAY)
        return None if found is None else known.epoch.covering(found, self.DAY)

    def test_is_that_of_its_place(self):
        assert self.ground(EAST) == ("E",)
        assert self.ground(HQ) == ("V",)

    def test_has_no_bounds_where_a_power_of_it_reaches_beyond(self):
        powers = (*POWERS, attrs.evolve(POWERS[1], id="far", scale=SCALE, beyond_territory=True))
        assert self.ground(EAST, powers=powers) is None
        assert self.ground(EAST, powers=powers, scale="another") == ("E",)
        assert self.ground(HQ, powers=powers) == ("V",)

    def test_has_no_bounds_when_nobody_knows_the_office(self):
        assert self.ground("nobody") is None
