"""Scales: ordered sets of levels of one authority and subject, with their rules, in dated versions.

1. Ranks order the levels of a version; a rank says nothing outside its scale.
2. A scale has one or more versions, each from a day on; a later version maps the level ids of the
   one before it, so that a level set under old words is read in new ones.
3. The floor is the absence of a level, or a named lowest level that holds where no layer does.
4. A scale may have no levels by policy; it then says so, and answers no level anywhere.
5. What is not known is None or empty, and ``confirmed`` is false for what no source read confirms.

The numbers in field comments are those of the 26 features that a general scale format expresses.
"""

from datetime import date
from enum import StrEnum

import attrs

from dabyl.core.calendars.endings import EndRule
from dabyl.core.values.languages import NO_TEXTS, Texts


class Floor(StrEnum):
    """What holds where no layer does."""

    ABSENCE = "absence"
    NAMED = "named"


class Combination(StrEnum):
    """Which of several layers on one ground gives the level."""

    HIGHEST = "highest"
    MOST_SPECIFIC = "most-specific"
    SHOW_ALL = "show-all"


class AfterEnd(StrEnum):
    """What holds when a layer's stated end comes.

    ``UNDERNEATH``: the layer ends; a layer below shows, or none. ``PREVIOUS``: the level that the
    layer replaced resumes. ``STAYS``: the level stays until it is lifted; the end is a review date.
    """

    UNDERNEATH = "underneath"
    PREVIOUS = "previous"
    STAYS = "stays"


class PeriodKind(StrEnum):
    """What a scale demands of a layer's period."""

    FREE = "free"
    MAX_DAYS = "max-days"
    MUST_END = "must-end"
    SHORT = "short"
    AUTOMATIC_EXPIRY = "automatic-expiry"
    UNTIL_NEXT_REPORT = "until-next-report"


class SetBy(StrEnum):
    """Whose judgement a level is."""

    ASSESSOR = "assessor"
    EXECUTIVE = "executive"
    UNKNOWN = "unknown"


class Evidence(StrEnum):
    """What a level's criterion rests on."""

    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    HAPPENED = "happened"
    LIKELIHOOD = "likelihood"


class ScopeKind(StrEnum):
    """What a decision can be about, beside the kinds of units that a pack names."""

    PART = "part"
    SITE = "site"
    SECTOR = "sector"
    EVENT = "event"
    GROUP = "group"
    ABROAD = "abroad"


class Required(StrEnum):
    """Content without which an act may not be published."""

    AREA = "area"
    PERIOD = "period"
    REASON = "reason"
    ADVICE = "advice"
    CONTACT = "contact"
    REVIEW = "review"
    CHANGES = "changes"


@attrs.frozen(kw_only=True)
class Level:
    """One step of a scale."""

    id: str
    rank: int
    code: str | None = None  # 1: number or letter printed with the name ("X")
    names: Texts = NO_TEXTS  # 4
    short: Texts = NO_TEXTS  # 4: for text messages
    definition: Texts = NO_TEXTS  # 4
    criteria: Texts = NO_TEXTS  # 6
    evidence: Evidence | None = None  # 6
    horizon: Texts = NO_TEXTS  # 6: "within 12 months"
    advice: Texts = NO_TEXTS  # 4: one step a line
    changes: Texts = NO_TEXTS  # what changes for you, even if "nothing"
    colour: str | None = None  # 5: a CSS hex colour; never the only cue
    colour_name: Texts = NO_TEXTS  # 5
    aliases: tuple[str, ...] = ()  # 4: for search
    confirmed: bool = True
    source: str | None = None


@attrs.frozen(kw_only=True)
class PeriodRule:
    """13: what the period of a level must be, from a day to a day (exclusive)."""

    kind: PeriodKind
    levels: tuple[str, ...] = ()  # empty: all
    days: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    confirmed: bool = True
    source: str | None = None

    def applies(self, level: str, on: date) -> bool:
        """Tell whether the rule speaks about *level* on the day *on*."""
        return (
            (not self.levels or level in self.levels)
            and (self.valid_from is None or self.valid_from <= on)
            and (self.valid_to is None or on < self.valid_to)
        )


@attrs.frozen(kw_only=True)
class Transitions:
    """17: which changes of level the scale allows."""

    skip: bool = True
    needs_incident: tuple[str, ...] = ()
    announce_ahead: bool = True


@attrs.frozen(kw_only=True)
class Modifier:
    """18: a mark within a level ("reinforced", "sharpened")."""

    id: str
    names: Texts = NO_TEXTS
    levels: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class ReasonClass:
    """22: why, in a word that can be published."""

    id: str
    names: Texts = NO_TEXTS
    preventive: bool = False
    no_specific_threat: bool = False


@attrs.frozen(kw_only=True)
class PublicationKind:
    """3: something the authority publishes that is not a level (a bulletin)."""

    id: str
    names: Texts = NO_TEXTS
    ranked: bool = False
    max_days: int | None = None


@attrs.frozen(kw_only=True)
class CompanionState:
    """20: a legal state beside the level (an operation regime, a state of emergency)."""

    id: str
    names: Texts = NO_TEXTS
    provision: str | None = None
    confirmed: bool = True
    source: str | None = None


@attrs.frozen(kw_only=True)
class Measure:
    """19: what follows from a level, as published by the authority whose measure it is."""

    id: str
    levels: tuple[str, ...]
    office: str | None = None
    addressee: Texts = NO_TEXTS
    text: Texts = NO_TEXTS
    provision: str | None = None
    binding: bool | None = None
    permanent: bool = False
    sector: str | None = None
    confirmed: bool = True
    source: str | None = None


@attrs.frozen(kw_only=True)
class ChannelRule:
    """23: a channel of the authority, with its longest text."""

    id: str
    formats: tuple[str, ...] = ()
    max_chars: int | None = None


@attrs.frozen(kw_only=True)
class ScaleVersion:
    """A scale's words and rules from a day on."""

    valid_from: date | None = None
    levels: tuple[Level, ...] = ()  # in rank order
    mapping: tuple[tuple[str, str | None], ...] = ()  # 7: old id -> new id, None unknown
    floor: Floor = Floor.ABSENCE  # 2
    combination: Combination = Combination.HIGHEST  # 10
    below_parent: bool = False  # 10: may a part be below what covers it
    after_end: AfterEnd = AfterEnd.UNDERNEATH  # 16
    set_by: SetBy = SetBy.UNKNOWN  # 12
    scopes: tuple[str, ...] = ()  # 9: unit kinds and ScopeKind values; empty: any
    ends: EndRule = attrs.field(kw_only=True)  # 14
    end_forms: tuple[str, ...] = ()  # 14: days, date, time, event, open; empty: any
    periods: tuple[PeriodRule, ...] = ()  # 13
    review_months: int | None = None  # 15
    transitions: Transitions = Transitions()  # 17
    modifiers: tuple[Modifier, ...] = ()  # 18
    trend: bool = False  # 18: may an act carry a trend arrow
    measures: tuple[Measure, ...] = ()  # 19
    states: tuple[CompanionState, ...] = ()  # 20
    required: tuple[Required, ...] = ()  # 21
    reasons: tuple[ReasonClass, ...] = ()  # 22
    channels: tuple[ChannelRule, ...] = ()  # 23
    publications: tuple[PublicationKind, ...] = ()  # 3
    note: Texts = NO_TEXTS
    confirmed: bool = True
    source: str | None = None

    def level(self, level_id: str) -> Level | None:
        """Return the level with this id, or None."""
        return next((level for level in self.levels if level.id == level_id), None)

    def steps(self) -> int:
        """Return how many levels there are, so that "3 of 5" can be printed."""
        return len(self.levels)


@attrs.frozen(kw_only=True)
class Scale:
    """A scale of one authority and subject, in dated versions, oldest first."""

    id: str
    names: Texts
    territory: tuple[str, ...]  # 8: keys of the places where the scale can hold
    zone: str  # 14: the zone that days are counted in
    languages: tuple[str, ...]  # those that a public text must have
    versions: tuple[ScaleVersion, ...] = attrs.field(validator=attrs.validators.min_len(1))
    subject: Texts = NO_TEXTS  # 8: about what (terrorism; Northern Ireland-related terrorism)
    event_code: str | None = None  # of that subject, in the OASIS event terms list: OET-177
    purpose: str | None = None  # 8: what the level is for, when an authority has several
    policy: Texts = NO_TEXTS  # 25: why there is no scale; such a scale has no levels
    erratum: bool = True  # 24: may an act be corrected without a new act
    source: str | None = None

    def version(self, on: date) -> ScaleVersion:
        """Return the version of the day *on*; before the first version, the first."""
        best = self.versions[0]
        for version in self.versions[1:]:
            if version.valid_from is not None and version.valid_from <= on:
                best = version
        return best

    def no_scale(self) -> bool:
        """Tell whether the authority has, by policy, no levels."""
        return not any(version.levels for version in self.versions)

    def read_as(self, level_id: str, *, made: int, read: int) -> str | None:
        """Return what a level of the version *made* is called in *read*, or None when unknown.

        Versions are counted from 0, in order of time.
        """
        current: str | None = level_id
        for version in self.versions[made + 1 : read + 1]:
            if current is not None:
                current = dict(version.mapping).get(current, current)
        return current
