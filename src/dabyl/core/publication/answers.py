"""Answers: what pages, feeds and files ask of the register, each asked once and shared by all.

1. Every form of the site asks here, so that page, status, badge, map, feed and message can't
   disagree about a place.
2. Which scales hold, what a level is called and what advice goes with it are those of the day.
3. The site's country is that of the pack adopted first; other packs' places have pages as well.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

import attrs

from dabyl.core.incidents.incident import Incident
from dabyl.core.levels.decision import Decision
from dabyl.core.levels.pieces import Layer
from dabyl.core.levels.scale import Level, Scale, ScaleVersion
from dabyl.core.levels.standing import Standing, StandingLayer
from dabyl.core.places.gazetteer import Gazetteer
from dabyl.core.places.units import Unit
from dabyl.core.publication.chronicle import Chronicle
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.highest import highest
from dabyl.core.register.pack import Pack
from dabyl.core.register.register import Register
from dabyl.core.register.scales import scales_at
from dabyl.core.register.standing import standing
from dabyl.core.register.timeline import bulletins, states
from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Answers:
    """A register, asked about one instant, as known at one instant."""

    register: Register
    at: Instant
    known_at: Instant
    lease_s: int
    _standings: dict[tuple[str, str], Standing] = attrs.field(init=False, factory=dict)
    _scales: dict[str, tuple[str, ...]] = attrs.field(init=False, factory=dict)
    _highest: dict[tuple[str, str, Instant], str | None] = attrs.field(init=False, factory=dict)
    _names: dict[tuple[str, str], str] = attrs.field(init=False, factory=dict)

    @cached_property
    def epoch(self) -> Epoch:
        """The packs as known."""
        return self.register.epoch_at(self.known_at)

    @cached_property
    def pack(self) -> Pack:
        """The pack of the site's country."""
        return next(iter(self.epoch.packs.values()))

    @cached_property
    def zone(self) -> str:
        """The zone in which the site as a whole speaks."""
        return self.pack.zone

    @cached_property
    def day(self) -> date:
        """The day of the instant asked about."""
        return self.at.local(self.zone).date()

    @cached_property
    def places(self) -> Gazetteer:
        """All places."""
        return self.epoch.gazetteer

    @property
    def country(self) -> str:
        """The key of the site's country."""
        return self.pack.root

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The keys of the countries of all packs, the site's first."""
        return tuple(dict.fromkeys(pack.root for pack in self.epoch.packs.values()))

    @cached_property
    def paged(self) -> tuple[str, ...]:
        """The keys of all places that have pages: countries and two floors of units below."""
        return tuple(dict.fromkeys(self._two_floors()))

    def _two_floors(self) -> Iterator[str]:
        for root in self.countries:
            yield root
            for region in self.children(root):
                yield region
                yield from self.children(region)

    def children(self, key: str) -> tuple[str, ...]:
        """Return the units that lie directly in a place on the day."""
        return self.places.children(key, self.day)

    def parent(self, key: str) -> str | None:
        """Return the unit that a place lies in on the day."""
        return self.places.parent(key, self.day)

    def unit(self, key: str) -> Unit:
        """Return the unit with the key."""
        return self.places.units[key]

    def zone_of(self, key: str) -> str:
        """Return the zone of a place."""
        return self.places.units[key].zone

    def name(self, key: str, lang: str) -> str:
        """Return the name of a place on the day."""
        found = self._names.get((key, lang))
        if found is None:
            found = self._names[key, lang] = self.places.name(key, lang, self.day)
        return found

    # --- scales and levels ---

    def scales(self, place: str) -> tuple[str, ...]:
        """Return the scales that hold at a place, its own first."""
        found = self._scales.get(place)
        if found is None:
            found = scales_at(self.register, place, self.at, known_at=self.known_at)
            self._scales[place] = found
        return found

    def scale(self, scale: str) -> Scale:
        """Return a scale."""
        return self.epoch.readings[scale].scale

    def version(self, scale: str, at: Instant | None = None) -> ScaleVersion:
        """Return the version of a scale on the day, or on the day of another instant."""
        found = self.scale(scale)
        return found.version((at or self.at).local(found.zone).date())

    def level(self, scale: str, level: str, at: Instant | None = None) -> Level:
        """Return a level as the day's version has it, else as the newest version that has it."""
        found = self.version(scale, at).level(level)
        if found is None:
            versions = reversed(self.scale(scale).versions)
            found = next((one for v in versions if (one := v.level(level)) is not None), None)
        return found or Level(id=level, rank=0)

    # --- what stands ---

    def standing(self, place: str, scale: str) -> Standing:
        """Return what stands at a place."""
        found = self._standings.get((place, scale))
        if found is None:
            found = self._standings[place, scale] = standing(
                self.register,
                place,
                scale=scale,
                at=self.at,
                known_at=self.known_at,
                lease_s=self.lease_s,
            )
        return found

    def highest_at(self, place: str, scale: str, at: Instant) -> Level | None:
        """Return the highest level anywhere in a place at another instant, as known."""
        asked = place, scale, at
        if asked not in self._highest:
            self._highest[asked] = highest(
                self.register, place, scale=scale, at=at, known_at=self.known_at
            )
        level = self._highest[asked]
        return None if level is None else self.level(scale, level)

    def main(self, place: str) -> Standing:
        """Return what stands at a place by the scale of its own country."""
        return self.standing(place, self.scales(place)[0])

    def others(self, place: str) -> tuple[Standing, ...]:
        """Return what stands at a place by every other scale."""
        return tuple(self.standing(place, scale) for scale in self.scales(place)[1:])

    def states(self, place: str) -> tuple[tuple[str, StandingLayer], ...]:
        """Return the companion states in force at a place, each with its scale."""
        return tuple(
            (scale, layer)
            for scale in self.scales(place)
            for layer in states(
                self.register, scale=scale, place=place, at=self.at, known_at=self.known_at
            )
        )

    def bulletins(self, place: str) -> tuple[tuple[str, StandingLayer], ...]:
        """Return the bulletins valid at a place, each with its scale."""
        return tuple(
            (scale, layer)
            for scale in self.scales(place)
            for layer in bulletins(
                self.register, scale=scale, place=place, at=self.at, known_at=self.known_at
            )
        )

    # --- the record ---

    def decision(self, key: str) -> Decision | None:
        """Return a decision as known; None when it was withdrawn or not yet known."""
        return self.register.decision_as_known(key, self.known_at)

    def known(self, keys: Iterable[str]) -> list[Decision]:
        """Return those of the decisions that are known."""
        found = (self.decision(key) for key in keys)
        return [decision for decision in found if decision is not None]

    def layer(self, key: str | None) -> Layer | None:
        """Return what an effect put on the map, or None."""
        rows = self.epoch.ledger.rows(key or "")
        return rows[0].piece.layer if rows else None

    @cached_property
    def by_incident(self) -> dict[str, tuple[str, ...]]:
        """The decisions known that name each incident, in journal order."""
        found: dict[str, list[str]] = {}
        for key in self.register.decision_ids(self.known_at):
            decision = self.decision(key)
            if decision is not None and decision.incident is not None:
                found.setdefault(decision.incident, []).append(key)
        return {incident: tuple(keys) for incident, keys in found.items()}

    @cached_property
    def incidents(self) -> dict[str, Incident]:
        """The incidents as known, in the order in which they were recorded first."""
        records = sorted(self.register.incidents.values(), key=lambda record: record.number)
        known = (self.register.incident(one.incident.id, self.known_at) for one in records)
        return {incident.id: incident for incident in known if incident is not None}

    @cached_property
    def chronicle(self) -> Chronicle:
        """What happened and what was told, by year."""
        return Chronicle(register=self.register, at=self.at, known_at=self.known_at, zone=self.zone)
