"""The reach of a decision as JSON, and the figures of a place."""

from datetime import date

import attrs

from dabyl.core.formats.status.records import decision_fields, place_fields
from dabyl.core.values.instants import parse_instant
from support import osland as o

NOON = parse_instant("2026-11-26T12:00Z")
FIGURE = {
    "population": 500,
    "population_as_of": date(2021, 3, 1),
    "population_source": "Census",
}
UNITS = tuple(attrs.evolve(u, **FIGURE) if u.key == "XO-S" else u for u in o.UNITS)


def fields(*places):
    amber = o.declared("amber", "amber", places, "2021-03-01T00:00+01:00")
    facts = o.made("2021-03-01T00:00Z", amber)
    register = o.register(*facts, packs=(o.pack(units=UNITS),))
    return decision_fields(register, register.record("amber"), NOON)


class TestTheReachOfADecision:
    def test_has_its_number_days_sources_and_whom_it_leaves_out(self):
        assert fields("XO-S", "XO-N-1")["reach"] == {
            "people": 500,
            "at_least": True,
            "uncounted": ["XO-N-1"],
            "first_day": "2021-03-01",
            "last_day": "2021-03-01",
            "sources": ["Census"],
        }

    def test_is_null_where_no_figure_is_known(self):
        assert fields("XO-N-1")["reach"] is None


class TestTheFigureOfAPlace:
    def test_comes_with_its_day_and_source(self):
        register = o.register(packs=(o.pack(units=UNITS),))
        found = {
            key: place_fields(register, unit, NOON)
            for key, unit in register.gazetteer.units.items()
        }
        told = ("population", "population_as_of", "population_source")
        assert [found["XO-S"][name] for name in told] == [500, "2021-03-01", "Census"]
        assert [found["XO"][name] for name in told] == [None, None, None]
