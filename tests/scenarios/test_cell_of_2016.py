"""June 2016 on cell broadcast: all that is told fits the phones' channel, and passes the gate."""

import attrs
import pytest

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.scenarios.scenario import Scenario
from dabyl.core.formats.scenarios.steps import Step
from dabyl.core.levels.decision import Area
from dabyl.core.publication.cap.channels import CELL, FEED
from dabyl.core.register.facts import DecisionMade
from dabyl.core.register.register import Register
from dabyl.core.values.instants import parse_instant
from support.released import played_as
from support.replays import shipped

NATIONAL = "kz-2016-03"
UNTIL = parse_instant("2016-06-09T12:00Z")
BUT = {"KZ", "750000000"}  # the city that is left out, so that the rest is no country


def days_of_june() -> Scenario:
    """Return the scenario up to the days after the national level was declared."""
    whole = shipped("kazakhstan-2016")
    return attrs.evolve(
        whole, steps=tuple(step for step in whole.steps if step.recorded_at <= UNTIL)
    )


def region_by_region(scenario: Scenario, units: tuple[str, ...]) -> Scenario:
    """Return a scenario in which the national level names each region."""
    return attrs.evolve(scenario, steps=tuple(_named(step, units) for step in scenario.steps))


def _named(step: Step, units: tuple[str, ...]) -> Step:
    fact = step.fact
    if not isinstance(fact, DecisionMade) or fact.decision.id != NATIONAL:
        return step
    (effect,) = fact.decision.effects
    effect = attrs.evolve(effect, area=Area(units=units))
    return attrs.evolve(
        step, fact=attrs.evolve(fact, decision=attrs.evolve(fact.decision, effects=(effect,)))
    )


def on_cell(register: Register):
    return [one.message for one in register.messages if one.message.channel == CELL.id]


def infos(message):
    return read(message.text.encode()).alerts[0].alert.infos


@pytest.fixture(scope="module")
def whole() -> Register:
    return played_as(days_of_june(), (FEED, CELL))


@pytest.fixture(scope="module")
def regions(whole) -> tuple[str, ...]:
    day = UNTIL.local("Asia/Almaty").date()
    places = whole.gazetteer
    return tuple(key for key in places.children("KZ", day) if key not in BUT)


@pytest.fixture(scope="module")
def parted(regions) -> Register:
    return played_as(region_by_region(days_of_june(), regions), (FEED, CELL))


class TestTheDaysOfJune:
    def test_are_told_on_both_channels(self, whole):
        kinds = [message.kind for message in on_cell(whole)]
        assert {"Alert", "Update", "Cancel"} <= set(kinds)
        feed = [one for one in whole.messages if one.message.channel == FEED.id]
        assert [one.message.kind for one in feed] == ["Alert", "Alert", "Cancel"]

    def test_end_within_the_life_of_the_channel(self, whole):
        for record in whole.messages:
            if record.message.channel == CELL.id:
                life = record.message.ends.s - record.recorded_at.s
                assert life <= CELL.longest.total_seconds()


class TestMoreAreasThanAMessageTakes:
    def test_are_told_in_several_messages(self, parted, regions):
        assert len(regions) > CELL.most_shapes
        first = [m for m in on_cell(parted) if m.layer == NATIONAL and m.kind == "Alert"]
        assert len(first) > 1
        assert len({message.chain for message in first}) == len(first)

    def test_that_are_each_within_the_limits(self, parted):
        for message in on_cell(parted):
            for info in infos(message):
                rings = [ring for area in info.areas for ring in area.polygons]
                circles = [circle for area in info.areas for circle in area.circles]
                assert len(rings) + len(circles) <= CELL.most_shapes
                assert sum(len(ring.text.split()) for ring in rings) <= CELL.most_points

    def test_that_lose_none_of_them(self, parted, regions):
        told = [
            {code.value for area in infos(message)[0].areas for code in area.geocodes}
            for message in on_cell(parted)
            if message.layer == NATIONAL and message.kind == "Alert"
        ]
        together = set().union(*told)
        for key in regions:
            assert key in together or parted.gazetteer.children(key, UNTIL.local("UTC").date())

    def test_that_are_renewed_each_in_its_chain(self, parted):
        messages = [m for m in on_cell(parted) if m.layer == NATIONAL]
        chains = {message.chain for message in messages}
        for chain in chains:
            kinds = [message.kind for message in messages if message.chain == chain]
            assert kinds[0] == "Alert"
            assert set(kinds[1:]) == {"Update"}
            assert len(kinds) > 2

    def test_that_the_public_feed_still_tells_in_one(self, parted, regions):
        feed = [m.message for m in parted.messages if m.message.channel == FEED.id]
        (national,) = [message for message in feed if message.layer == NATIONAL]
        assert len(infos(national)[0].areas) == len(regions)
