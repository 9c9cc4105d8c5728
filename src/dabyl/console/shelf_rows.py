"""Rows of the library's tables: places, borders, scales, offices, powers, law and texts.

A text that is missing in a language is named as missing; days are those that the pack states.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from dabyl.core.law.days import Day
from dabyl.core.law.works import Clause
from dabyl.core.places.units import Unit
from dabyl.core.register.facts import BordersAdopted, LawRecorded, PackAdopted
from dabyl.core.register.library import LibraryEntry, library_entries
from dabyl.core.register.pack import Pack
from dabyl.core.register.register import Register
from dabyl.core.values.languages import Texts

_OPEN: Final = "…"
_BY_FORM: Final = {"places.toml": "place", "offices.toml": "office"}


@attrs.frozen
class Row:
    """A row of a table: its cells, and how deep it lies in what comes before."""

    cells: tuple[str, ...]
    depth: int = 0
    since: LibraryEntry | None = None
    thing: tuple[str, str] | None = None
    """A kind of thing and its id, where a form changes it."""


def places(pack: Pack, lang: str) -> Iterator[Row]:
    """Give the places of a pack, as the tree they make."""
    units = {unit.key: unit for unit in pack.units}
    below: dict[str | None, list[Unit]] = {}
    for unit in pack.units:
        parent = unit.parents[-1].key if unit.parents else None
        below.setdefault(parent if parent in units else None, []).append(unit)

    def walk(parent: str | None, depth: int) -> Iterator[Row]:
        for unit in below.get(parent, ()):
            yield _place(pack, unit, lang, depth)
            yield from walk(unit.key, depth + 1)

    return walk(None, 0)


def _place(pack: Pack, unit: Unit, lang: str, depth: int) -> Row:
    texts = unit.names[-1].texts if unit.names else Texts()
    people = "" if unit.population is None else f"{unit.population:,}".replace(",", "\u202f")
    cells = (
        texts.best(lang) or unit.key,
        unit.key,
        _named(pack.unit_kinds, unit.kind, lang),
        ", ".join(f"{one.scheme} {one.code}" for one in unit.codes),
        _days(unit.valid_from, unit.valid_to),
        people,
        _missing(pack, texts),
    )
    return Row(cells, depth=depth, thing=("place", unit.key))


def borders(register: Register) -> Iterator[Row]:
    """Give the border sets that were adopted, the last one first."""
    for entry in library_entries(register):
        if isinstance(entry.fact, BordersAdopted):
            one = entry.fact.borders
            days = _days(one.valid_from, one.valid_to)
            cells = (one.id, one.source, one.licence, days, str(len(one.shapes)))
            yield Row(cells, since=entry)


def scales(pack: Pack, lang: str) -> Iterator[Row]:
    """Give the levels of each version of each scale."""
    for scale in pack.scales:
        for version in reversed(scale.versions):
            for level in version.levels:
                yield Row(
                    (
                        scale.names.best(lang) or scale.id,
                        _days(version.valid_from, None),
                        level.names.best(lang) or level.id,
                        str(level.rank),
                        level.colour or "",
                        _missing(pack, level.names, level.advice),
                    )
                )


def duties(pack: Pack, lang: str) -> Iterator[Row]:
    """Give the measures of each version of each scale."""
    for scale in pack.scales:
        for version in reversed(scale.versions):
            for one in version.measures:
                yield Row(
                    (
                        scale.names.best(lang) or scale.id,
                        _days(version.valid_from, None),
                        one.id,
                        ", ".join(one.levels),
                        one.text.best(lang),
                        one.provision or "",
                    )
                )


def offices(pack: Pack, lang: str) -> Iterator[Row]:
    """Give the offices."""
    units = {unit.key: unit for unit in pack.units}
    for one in pack.offices:
        unit = units.get(one.place)
        place = unit.name(lang, date.max) if unit else one.place
        cells = (
            one.names.best(lang) or one.id,
            one.id,
            _named(pack.office_kinds, one.kind, lang),
            place,
            one.head.best(lang),
            _days(one.valid_from, one.valid_to),
            _missing(pack, one.names),
        )
        yield Row(cells, thing=("office", one.id))


def powers(pack: Pack) -> Iterator[Row]:
    """Give the powers."""
    for one in pack.powers:
        yield Row(
            (
                one.id,
                one.provision,
                ", ".join(one.office_kinds),
                ", ".join(one.actions),
                ", ".join(one.levels) or "*",
                ", ".join(one.area_kinds) or "*",
                "" if one.max_days is None else str(one.max_days),
            )
        )


def provisions(register: Register, pack: Pack, lang: str) -> Iterator[Row]:
    """Give the provisions of the pack's country, with the days on which they hold."""
    entries = tuple(library_entries(register))
    for clause in register.law.statutes.clauses.values():
        if register.law.packs.get(clause.work) == pack.id:
            cells = (clause.id, clause.title.best(lang), clause.kind.value, _holds(clause))
            yield Row(cells, since=_named_in(entries, clause.id))


def bills(register: Register, pack: Pack, lang: str) -> Iterator[Row]:
    """Give the bills of the pack's country."""
    entries = tuple(library_entries(register))
    for bill in register.law.bills.values():
        entry = _named_in(entries, bill.id)
        if entry is not None and _pack_of(entry) == pack.id:
            on = _day(bill.stages[-1].on) if bill.stages else ""
            yield Row((bill.id, bill.title.best(lang), bill.stage.value, on), since=entry)


def _named_in(entries: tuple[LibraryEntry, ...], key: str) -> LibraryEntry | None:
    """Return the last entry whose book has a provision or a bill with an id."""
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, BordersAdopted):
            continue
        book = fact.book if isinstance(fact, LawRecorded) else fact.pack.law
        if key in {one.id for one in book.clauses} | {one.id for one in book.bills}:
            return entry
    return None


def _pack_of(entry: LibraryEntry) -> str:
    fact = entry.fact
    if isinstance(fact, PackAdopted):
        return fact.pack.id
    return fact.pack if isinstance(fact, LawRecorded) else ""


def templates(pack: Pack, lang: str) -> Iterator[Row]:
    """Give the templates."""
    for one in pack.templates:
        missing = _missing(pack, one.texts)
        yield Row((one.id, one.action, one.level or "*", one.form, one.texts.best(lang), missing))


def translations(pack: Pack, lang: str) -> Iterator[Row]:
    """Give every text that is missing in a language."""
    for where, texts in _texts(pack):
        if missing := _missing(pack, texts):
            file, _, rest = where.partition(" ")
            kind = _BY_FORM.get(file)
            thing = None if kind is None else (kind, rest.partition(" ")[0])
            yield Row((where, texts.best(lang), missing), thing=thing)


def _texts(pack: Pack) -> Iterator[tuple[str, Texts]]:
    """Give every text of a pack that is to stand in each of its languages."""
    yield "pack.toml title", pack.title
    for unit in pack.units:
        for names in unit.names:
            yield f"places.toml {unit.key} name", names.texts
    for office in pack.offices:
        yield f"offices.toml {office.id} name", office.names
        yield f"offices.toml {office.id} head", office.head
        yield f"offices.toml {office.id} contact", office.contact
    for scale in pack.scales:
        yield f"{scale.id} name", scale.names
        for version in scale.versions:
            for level in version.levels:
                for field in ("names", "short", "definition", "criteria", "horizon", "advice"):
                    yield f"{scale.id} {level.id} {field}", getattr(level, field)
            for one in version.measures:
                yield f"{scale.id} {one.id} text", one.text
    for clause in pack.law.clauses:
        yield f"{clause.id} title", clause.title
    for bill in pack.law.bills:
        yield f"{bill.id} title", bill.title
    for template in pack.templates:
        yield f"texts {template.id}", template.texts


# --- cells ---


def _missing(pack: Pack, *every: Texts) -> str:
    """Return the languages in which a text that there is has no words."""
    found = {lang for texts in every if texts for lang in texts.missing(pack.languages)}
    return ", ".join(lang for lang in pack.languages if lang in found)


def _named(kinds: Mapping[str, Texts], kind: str, lang: str) -> str:
    return kinds[kind].best(lang) if kind in kinds else kind


def _days(first: date | None, end: date | None) -> str:
    if first is None and end is None:
        return ""
    return f"{first or _OPEN} – {end or _OPEN}"


def _day(day: Day) -> str:
    if day.exact is not None:
        return day.exact.isoformat()
    return _days(day.not_before, day.not_after) or "?"


def _holds(clause: Clause) -> str:
    spans = []
    for wording in clause.history:
        until = _OPEN if wording.applies_until is None else _day(wording.applies_until)
        spans.append(f"{_day(wording.commences)} – {until}")
    return "; ".join(spans)
