"""What is typed of an incident or of a figure: fields become values, or every reason why not.

1. All problems are told at once, each with the field that it is about; what was typed is kept.
2. A place is named by code or by name in any language, as in a draft.
3. Times are those of the clocks of the first scale's country.
4. Ids are given by the console; sending the same form twice records nothing twice.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

import attrs

from dabyl.core.formats.entries.records import MOST_PEOPLE
from dabyl.core.incidents.incident import Bound, Figure, Incident
from dabyl.core.levels.decision import Source
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.instants import Instant, local_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment, Precision
from dabyl.core.values.problems import Problem, Rejected
from dabyl.core.values.seen import without_unseen

MOST_CHARS: Final = 4_000
_WEB: Final = ("https://", "http://")
_NOTHING: Final = Instant(0)


@attrs.frozen(kw_only=True)
class Setting:
    """What fields are read with: the clocks, the languages, and what a place's name can mean."""

    zone: str
    languages: tuple[str, ...]
    find: Callable[[str], tuple[str, ...]]
    now: Instant


@attrs.frozen
class Form:
    """The fields that were sent, and what is wrong with them so far."""

    fields: Mapping[str, str]
    setting: Setting
    problems: list[Problem] = attrs.field(factory=list, init=False)

    def incident(self) -> Incident:
        """Return the incident.

        Raises:
            Rejected: with every problem.
        """
        key = self._id()
        found = Incident(
            id=key,
            place=self._place(),
            started=self._moment("started"),
            names=self._texts("name", needed=True),
            summary=self._texts("summary"),
            sources=(self._source(key),),
        )
        self._refuse()
        return found

    def figure(self, incident: str, supersedes: tuple[str, ...]) -> Figure:
        """Return a figure of an incident, in place of others; see ``incident``."""
        key = self._id()
        low, high, bound = self._count()
        found = Figure(
            id=key,
            incident=incident,
            category=self._category(),
            low=low,
            high=high,
            bound=bound,
            as_of=self._moment("as_of"),
            source=self._source(key),
            supersedes=supersedes,
            note=self._texts("note"),
        )
        self._refuse()
        return found

    def _refuse(self) -> None:
        if self.problems:
            raise Rejected(self.problems)

    def _one(self, name: str) -> str:
        text = without_unseen(self.fields.get(name, "")).strip()
        if len(text) > MOST_CHARS:
            self._wrong(name, f"{text[:20]}…", near=f"≤ {MOST_CHARS}")
        return text

    def _needed(self, name: str) -> str:
        text = self._one(name)
        if not text:
            self.problems.append(Problem(code=Code.MISSING_FIELD, where=name, data={"field": name}))
        return text

    def _wrong(self, name: str, value: str, near: str) -> None:
        data = {"value": value, "near": near}
        self.problems.append(Problem(code=Code.UNKNOWN_VALUE, where=name, data=data))

    def _id(self) -> str:
        text = self._one("id")
        if not is_id(text):
            self._wrong("id", text, near="a-1")
        return text

    def _place(self) -> str:
        text = self._needed("place")
        found = self.setting.find(text) if text else ()
        if text and len(found) != 1:
            data = {"place": text, "candidates": ", ".join(found)}
            code = Code.PLACE_AMBIGUOUS if found else Code.PLACE_UNKNOWN
            self.problems.append(Problem(code=code, where="place", data=data))
        return found[0] if found else ""

    def _moment(self, name: str) -> Moment:
        """Return a moment: a day and a time, or a day alone."""
        day, clock = self._needed(name), self._one(f"{name}_time")
        precision = Precision.MINUTE if clock else Precision.DAY
        zone = self.setting.zone
        if not day:
            return Moment(instant=_NOTHING, zone=zone)
        try:
            wall = datetime.fromisoformat(f"{day}T{clock or '00:00'}").replace(tzinfo=None)
            instant = local_instant(wall.date(), wall.time(), zone)
        except (ValueError, OverflowError):
            self._wrong(name, f"{day} {clock}".strip(), near="2026-06-05, 14:30")
            return Moment(instant=_NOTHING, zone=zone)
        if instant > self.setting.now:
            near = f"≤ {self.setting.now.local(zone):%Y-%m-%d, %H:%M}"
            self._wrong(name, f"{day} {clock}".strip(), near=near)
        return Moment(instant=instant, zone=zone, precision=precision)

    def _texts(self, name: str, *, needed: bool = False) -> Texts:
        found = {lang: self._one(f"{name}-{lang}") for lang in self.setting.languages}
        told = {lang: text for lang, text in found.items() if text}
        if needed and len(told) < len(found):
            self.problems.append(Problem(code=Code.MISSING_FIELD, where=name, data={"field": name}))
        return Texts.of(told)

    def _source(self, key: str) -> Source:
        url = self._one("url")
        if url and not url.startswith(_WEB):
            self._wrong("url", url, near="https://example.org/…")
        publisher = self._needed("publisher")
        return Source(id=f"{key}.source", publisher=publisher, url=url, date=self._one("date"))

    def _category(self) -> str:
        text = self._needed("category")
        if text and not is_id(text):
            self._wrong("category", text, near="killed-total")
        return text

    def _count(self) -> tuple[int, int, Bound]:
        low = self._number("low")
        text = self._one("bound") or Bound.EXACT
        if text not in set(Bound):
            self._wrong("bound", text, near=", ".join(Bound))
            text = Bound.EXACT
        bound = Bound(text)
        high = self._number("high") if bound is Bound.RANGE else low
        if high < low:
            self._wrong("high", str(high), near=f"≥ {low}")
        return low, high, bound

    def _number(self, name: str) -> int:
        text = self._needed(name)
        is_number = text.isascii() and text.isdecimal() and len(text) < len(str(MOST_PEOPLE))
        if text and not is_number:
            self._wrong(name, text, near=f"0 – {MOST_PEOPLE - 1}")
        return int(text) if is_number else 0


def next_id(stem: str, taken: Mapping[str, object] | set[str]) -> str:
    """Return the first free id with a number after a stem."""
    return next(one for one in _numbered(stem, len(taken)) if one not in taken)


def _numbered(stem: str, taken: int) -> Iterator[str]:
    return (f"{stem}-{number:02}" for number in range(1, taken + 2))
