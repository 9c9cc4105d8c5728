"""Exporting: what the register and the drafts hold, as tables for others to work on.

1. ``decisions`` has a row for each effect of each decision as known now; ``levels`` a row for each
   span of time in which one level stood at a place; ``incidents`` a row for what was told of each
   incident, at first and after each correction; ``figures`` a row for each figure of each incident;
   ``drafts`` a row for each draft and what became of it, without anybody's name.
2. A filter leaves out rows: by days (of recording; of the span; of beginning), by office, by scale,
   and by place. A place takes in what lies in it.
3. Columns are never renamed; ``docs/reference/exports.md`` tells what each means.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any, Final

import attrs

from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.exports.table import Cell, Table
from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Source
from dabyl.core.levels.standing import Standing
from dabyl.core.register.records import DecisionRecord
from dabyl.core.register.register import Register
from dabyl.core.register.scales import scales_at
from dabyl.core.register.standing import standing
from dabyl.core.register.timeline import timeline
from dabyl.core.values.instants import Instant
from dabyl.usecases.export_filter import EVERYTHING, Filter

Row = tuple[Cell, ...]

DECISIONS: Final = (
    *("number", "recorded_at", "decision", "office", "mode", "scale", "official_number"),
    *("provision", "decided", "reason", "incident", "effect", "kind", "level", "layers", "area"),
    *("start", "ending", "title", "withdrawn_by", "corrected_by"),
)
LEVELS: Final = (
    *("place", "name", "scale", "from", "until", "level", "highest_part", "decisions"),
)
FIGURES: Final = (
    *("recorded_at", "incident", "incident_name", "place", "figure", "category", "bound"),
    *("low", "high", "as_of", "as_of_precision", "publisher", "url", "source_date", "supersedes"),
    *("replaced_by", "note"),
)
INCIDENTS: Final = (
    *("number", "recorded_at", "until", "incident", "name", "summary", "place", "started"),
    *("started_precision", "publisher", "url", "source_date"),
)
DRAFTS: Final = (
    *("draft", "office", "scale", "kind", "begun_at", "state", "state_since", "versions"),
    *("editors", "comments", "entry", "deadline", "countersigned"),
)
TRAIL: Final = ("number", "at", "what", "by", "subject", "about")
"""The audit trail, which is no part of the register; whoever keeps it gives its rows."""
DRAFTS_TABLE: Final = "drafts"
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "decisions": DECISIONS,
    "levels": LEVELS,
    "incidents": INCIDENTS,
    "figures": FIGURES,
    "drafts": DRAFTS,
}


def export(
    name: str,
    register: Register,
    *,
    at: Instant,
    drafts: Iterable[Draft] = (),
    only: Filter = EVERYTHING,
    lang: str = "en",
) -> Table:
    """Return a table, whose rows are made one by one; names in *lang*.

    Raises:
        KeyError: there is no such table.
    """
    made = _Maker(register, at, only, lang)
    rows: Mapping[str, Callable[[], Iterator[Row]]] = {
        "decisions": made.decisions,
        "levels": made.levels,
        "incidents": made.incidents,
        "figures": made.figures,
        "drafts": lambda: made.drafts(drafts),
    }
    columns = TABLES[name]
    return Table(name=name, columns=columns, rows=rows[name](), number=register.number, at=at)


@attrs.frozen
class _Maker:
    """What rows are made of."""

    register: Register
    at: Instant
    only: Filter
    lang: str

    def decisions(self) -> Iterator[Row]:
        for key in self.register.decision_ids():
            record = self.register.record(key)
            decision = record.decision
            is_wanted = self.only.takes(office=decision.office, scale=decision.scale)
            if is_wanted and self.only.takes_instant(record.recorded_at):
                yield from self._effects(record)

    def _effects(self, record: DecisionRecord) -> Iterator[Row]:
        key = record.decision.id
        known = self.register.decision_as_known(key, self.at) or record.decision
        body = decision_to_body(known)
        withdrawn = self.register.withdrawn(key, self.at)
        corrected = tuple(one.by for one in self.register.corrections_of(key))
        for number in sorted(body["effects"], key=int):
            effect = body["effects"][number]
            area = tuple(effect.get("area", {}).get("units", ()))
            if not self._lies_in(area):
                continue
            yield (
                *(record.number, record.recorded_at.text(), key, known.office, known.mode.value),
                *(known.scale, body.get("number"), known.provision, _at(body.get("decided"))),
                *(known.reason, known.incident, int(number), effect["kind"], effect.get("level")),
                *(tuple(effect.get("layers", ())), area, _at(effect.get("start"))),
                *(_ending(effect.get("ending")), known.title.best(self.lang) or None),
                *(None if withdrawn is None else withdrawn.by, corrected),
            )

    def levels(self) -> Iterator[Row]:
        for scale in self.register.scales:
            if self.only.scale not in {None, scale}:
                continue
            for place in self._places():
                if scale in scales_at(self.register, place, self.at):
                    yield from self._spans(scale, place)

    def _places(self) -> Iterator[str]:
        """Give the place asked for, else every country, and the units directly in it."""
        day = self.at.local("UTC").date()
        gazetteer = self.register.gazetteer
        for root in gazetteer.roots if self.only.place is None else (self.only.place,):
            yield root
            yield from gazetteer.children(root, day)

    def _spans(self, scale: str, place: str) -> Iterator[Row]:
        register, at = self.register, self.at
        events = timeline(register, place=place, scale=scale, known_at=at)
        begun: tuple[Instant, Standing] | None = None
        for start in sorted({one.at for one in events}):
            found = standing(register, place, at=start, known_at=at, scale=scale)
            if begun is None or _told(begun[1]) != _told(found):
                yield from self._span(begun, start)
                begun = (start, found)
        yield from self._span(begun, None)

    def _span(self, begun: tuple[Instant, Standing] | None, end: Instant | None) -> Iterator[Row]:
        if begun is None:
            return
        start, found = begun
        end = end or found.until
        layers = found.layers or found.scoped
        offices = {layer.office for layer in layers}
        wanted = self.only.office is None or self.only.office in offices
        if wanted and self.only.takes_span(start, end):
            unit = self.register.gazetteer.units[found.place]
            name = unit.name(self.lang, start.local(unit.zone).date())
            yield (
                *(found.place, name, found.scale, start.text(), end.text() if end else None),
                *(found.level, found.highest_part),
                tuple(dict.fromkeys(layer.decision for layer in layers)),
            )

    def incidents(self) -> Iterator[Row]:
        for key, record in self.register.incidents.items():
            for one, following in zip_longest(record.versions, record.versions[1:]):
                told, started = one.incident, one.incident.started
                source = told.sources[0] if told.sources else None
                if not self._lies_in((told.place,)) or not self.only.takes_instant(one.recorded_at):
                    continue
                yield (
                    *(one.number, one.recorded_at.text()),
                    following.recorded_at.text() if following else None,
                    *(
                        key,
                        told.names.best(self.lang) or None,
                        told.summary.best(self.lang) or None,
                    ),
                    *(told.place, started.text(), started.precision.value),
                    *_cited(source),
                )

    def figures(self) -> Iterator[Row]:
        for key, record in self.register.incidents.items():
            incident = record.incident
            replaced = {
                old: one.figure.id for one in record.figures for old in one.figure.supersedes
            }
            for one in record.figures:
                figure = one.figure
                if not self._lies_in((incident.place,)) or not self.only.takes_instant(
                    one.recorded_at
                ):
                    continue
                yield (
                    *(one.recorded_at.text(), key, incident.names.best(self.lang) or None),
                    *(incident.place, figure.id, figure.category, figure.bound.value),
                    *(figure.low, figure.high, figure.as_of.text(), figure.as_of.precision.value),
                    *_cited(figure.source),
                    *(figure.supersedes, replaced.get(figure.id)),
                    figure.note.best(self.lang) or None,
                )

    def drafts(self, drafts: Iterable[Draft]) -> Iterator[Row]:
        for draft in drafts:
            body, begun = draft.current.content, draft.versions[0].at
            scale = str(body.get("scale", ""))
            if not self.only.takes(office=draft.office, scale=scale):
                continue
            if not self.only.takes_instant(begun) or not self._lies_in(_drafted(body)):
                continue
            since = draft.proposal or draft.ended
            yield (
                *(draft.id, draft.office, scale, _kinds(body), begun.text(), draft.state.value),
                since.at.text() if since else None,
                *(len(draft.versions), len(draft.editors), len(draft.comments), draft.entry),
                draft.deadline.text() if draft.deadline else None,
                draft.countersigned,
            )

    def _lies_in(self, places: Iterable[str]) -> bool:
        wanted, gazetteer = self.only.place, self.register.gazetteer
        if wanted is None:
            return True
        day = self.at.local("UTC").date()
        known = (place for place in places if place in gazetteer.units)
        return any(wanted in gazetteer.chain(place, day) for place in known)


def _told(found: Standing) -> tuple[object, ...]:
    return found.level, found.highest_part, tuple(layer.id for layer in found.layers)


def _at(moment: Mapping[str, Any] | None) -> str | None:
    return None if moment is None else str(moment["at"])


def _ending(ending: Iterable[Any] | None) -> str | None:
    """Return an end as it is worded: its kind, and what goes with it."""
    if ending is None:
        return None
    parts = (value.values() if isinstance(value, dict) else (value,) for value in ending)
    return " ".join(str(one) for some in parts for one in some)


def _kinds(body: Mapping[str, Any]) -> tuple[str, ...]:
    effects = body.get("effects", {})
    return tuple(str(effects[key].get("kind", "")) for key in sorted(effects))


def _drafted(body: Mapping[str, Any]) -> tuple[str, ...]:
    effects = body.get("effects", {}).values()
    return tuple(str(key) for one in effects for key in one.get("area", {}).get("units", ()))


def _cited(source: Source | None) -> Row:
    """Return who says so, at which address, on which day."""
    if source is None:
        return None, None, None
    return source.publisher or source.id, source.url or None, source.date or None
