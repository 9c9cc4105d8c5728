"""Whom decisions about Osland reach."""

from datetime import date

import attrs
import pytest

from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Area, Lift, Scope
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.register.reached import reached, reached_by_body
from support import osland as o

TODAY = date(2026, 11, 26)
PEOPLE = {"XO-N-1": 120, "XO-N-2": 30, "XO-N-3": 50, "XO-S": 500}
UNITS = tuple(attrs.evolve(one, population=PEOPLE.get(one.key)) for one in o.UNITS)
AMBER = o.declared("amber", "amber", ["XO-N-1", "XO-S"], "2021-03-01T00:00+01:00")


def register(*decisions):
    return o.register(*o.made("2021-03-01T00:00Z", *decisions), packs=(o.pack(units=UNITS),))


class TestReached:
    def test_counts_who_lives_in_the_places(self):
        assert reached(register(), AMBER, TODAY).people == 620

    def test_counts_who_lives_where_the_layers_lie(self):
        lift = o.decision("lift", Lift(layers=("amber", "gone"), start=o.at("2021-03-02T00:00Z")))
        assert reached(register(AMBER), lift, TODAY).people == 620

    def test_counts_nobody_of_a_drawn_area(self):
        area = Area(units=("XO-S",), shapes=(o.CIRCLE,))
        drawn = attrs.evolve(AMBER, effects=(attrs.evolve(AMBER.effects[0], area=area),))
        found = reached(register(), drawn, TODAY)
        assert (found.people, found.uncounted) == (500, ("XO-N-1",))

    def test_counts_nobody_of_an_act_about_a_sector(self):
        area = Area(units=("XO-S",), scope=Scope(kind=ScopeKind.SECTOR, id="aviation"))
        sector = attrs.evolve(AMBER, effects=(attrs.evolve(AMBER.effects[0], area=area),))
        assert reached(register(), sector, TODAY) is None


class TestReachedByBody:
    def test_takes_what_can_be_read(self):
        body = decision_to_body(AMBER)
        del body["effects"]["1"]["level"]
        body["effects"]["1"]["area"]["units"] = ["XO-S", "nowhere", 7]
        assert reached_by_body(register(), body, TODAY).people == 500

    @pytest.mark.parametrize(
        "effects",
        [None, {"1": None}, {"1": {"area": []}}, {"1": {"area": {"shapes": [1]}}}],
        ids=["none", "empty", "no area", "no shape"],
    )
    def test_is_unknown_when_nothing_can_be(self, effects):
        assert reached_by_body(register(), {"effects": effects}, TODAY) is None
