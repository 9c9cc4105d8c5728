"""Speakers: everything that is said in one language, in one place.

1. Words come from the theme; names, levels and advice from the pack; nothing is made up.
2. A number chooses among the forms that the language has for it.
3. An instant is printed as clocks of the place's own zone show it, and the zone is named.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import SimpleNamespace

import attrs

from dabyl.core.calendars.endings import Ending
from dabyl.core.calendars.printed import (
    printed_after_effect,
    printed_day,
    printed_end,
    printed_ending,
    printed_instant,
    printed_moment,
)
from dabyl.core.levels.scale import Level
from dabyl.core.values.instants import Instant
from dabyl.core.values.moments import Moment, Status

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@attrs.frozen(eq=False)
class Speaker:
    """One language: its words, and how it prints times, numbers and levels."""

    lang: str
    words: Mapping[str, str]
    t: SimpleNamespace = attrs.field(init=False)  # the same words, for templates
    _instants: dict[tuple[int, str], str] = attrs.field(init=False, factory=dict)
    _ends: dict[tuple[int, str], str] = attrs.field(init=False, factory=dict)

    @t.default
    def _make_t(self) -> SimpleNamespace:
        return SimpleNamespace(**self.words)

    @property
    def direction(self) -> str:
        """Which way the language is written."""
        return "rtl" if self.lang in _RIGHT_TO_LEFT else "ltr"

    def say(self, key: str, **slots: object) -> str:
        """Return the words of *key* with its slots filled."""
        return self.words[key].format(**slots)

    def count(self, key: str, n: int) -> str:
        """Return the words of *key* in the form that the number *n* takes."""
        form = f"{key}_{plural_form(self.lang, n)}"
        return self.words[form if form in self.words else f"{key}_other"].format(n=n)

    def instant(self, at: Instant, zone: str) -> str:
        """Return the instant as a person reads it, with its zone."""
        found = self._instants.get((at.s, zone))
        if found is None:
            found = printed_instant(at, zone, self.lang)
            self._instants[at.s, zone] = found
        return found

    def clock(self, at: Instant, zone: str) -> str:
        """Return the instant in figures, for where room is short."""
        return f"{at.local(zone):%d.%m.%Y %H:%M}"

    def day(self, day: date) -> str:
        """Return the day as a person reads it."""
        return printed_day(day, self.lang)

    def end(self, end: Instant | None, zone: str, ending: Ending | None = None) -> str:
        """Return the one printed form of an end; where there is none, how the text puts it."""
        if end is None:
            return printed_end(None, zone, self.lang) if ending is None else self.wording(ending)
        found = self._ends.get((end.s, zone))
        if found is None:
            found = printed_end(end, zone, self.lang)
            self._ends[end.s, zone] = found
        return found

    def wording(self, ending: Ending) -> str:
        """Return the wording of an end, as the text had it."""
        return printed_ending(ending, self.lang)

    def moment(self, moment: Moment) -> str:
        """Return a moment no finer than its text states it, and where it comes from."""
        text = printed_moment(moment, self.lang)
        if moment.status is Status.STATED:
            return text
        return f"{text}, {self.words[f'status_{moment.status}']}"

    def late(self, seconds: int) -> str:
        """Return how late something came."""
        return printed_after_effect(seconds, self.lang)

    def level(self, level: Level) -> str:
        """Return what a level is called: its colour, where it has one, and its name."""
        name = level.names.best(self.lang) or level.id
        colour = level.colour_name.best(self.lang)
        text = f"{colour} ({name})" if colour else name
        text = text[:1].upper() + text[1:]
        return f"{level.code} · {text}" if level.code else text

    def level_short(self, level: Level) -> str:
        """Return the shortest name of a level."""
        return level.short.best(self.lang) or level.names.best(self.lang) or level.id

    def listed(self, names: Iterable[str]) -> str:
        """Return names in a row."""
        return ", ".join(names)


def plural_form(lang: str, n: int) -> str:
    """Return which form of words the number takes: one, few, many or other.

    Source: Unicode CLDR, plural rules, for whole numbers.
    """
    match lang:
        case "ru" | "uk" | "be":
            if n % 10 == 1 and n % 100 != 11:  # noqa: PLR2004 - the rule's own numbers
                return "one"
            if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14:  # noqa: PLR2004 - the same
                return "few"
            return "many"
        case "kk" | "ky" | "uz" | "tr":
            return "other"
        case _:
            return "one" if n == 1 else "other"
