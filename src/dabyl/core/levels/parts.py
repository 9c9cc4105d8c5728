"""Wire shapes of what decisions are made of: moments, endings, sources, claims, consents.

1. An instant is RFC 3339 text; it is written in UTC, and read with any offset.
2. An ending is a list, its kind first: ``["days", 40]``, ``["through", "2017-01-15"]``,
   ``["time", "2016-07-18", 1320]`` (minutes of the day), ``["event", {"en": "..."}]``,
   ``["open"]``, ``["not-stated"]``. A merge patch replaces a list as a whole, and so an ending too.
3. What is as usual is left out: a moment's precision is ``minute``, its status ``stated``.
4. Times lie in the years 1000 to 8999 and a period has at most 36,525 days, so that no end of any
   period falls out of the calendar.
"""

from datetime import date, datetime, timedelta
from typing import Annotated, assert_never

import msgspec
from msgspec import Meta, Struct, field

from dabyl.core.calendars.endings import (
    AtEvent,
    AtTime,
    Ending,
    ForDays,
    NotStated,
    OpenEnd,
    ThroughDate,
)
from dabyl.core.levels.decision import Claim, Consent, Source
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import from_datetime
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.moments import Moment, Precision, Status
from dabyl.core.values.wire import Fault, Senseless
from dabyl.core.values.zones import is_zone

FIRST_YEAR, LAST_YEAR = 1000, 8999
MOST_DAYS = 36_525
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

Words = dict[str, str]


def texts_of(words: Words) -> Texts:
    """Return the texts of a mapping from language to text."""
    return Texts.of(words) if words else NO_TEXTS


class Wire(Struct, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A shape on the wire; what is not given is as usual."""


class WireMoment(Wire):
    """A moment."""

    at: Annotated[datetime, Meta(tz=True)]
    zone: str
    precision: Precision = Precision.MINUTE
    status: Status = Status.STATED

    def __post_init__(self) -> None:
        """Refuse an unknown zone and a time out of range."""
        if not FIRST_YEAR <= self.at.year <= LAST_YEAR:
            raise Senseless(_out_of_calendar(("at",)))
        if not is_zone(self.zone):
            raise Senseless(Fault(("zone",), Code.ZONE_UNKNOWN, {"value": self.zone}))

    def value(self) -> Moment:
        """Return the moment."""
        return Moment(
            instant=from_datetime(self.at),
            zone=self.zone,
            precision=self.precision,
            status=self.status,
        )


def wire_moment(moment: Moment) -> WireMoment:
    """Return the shape of a moment."""
    return WireMoment(
        at=_EPOCH + timedelta(seconds=moment.instant.s),
        zone=moment.zone,
        precision=moment.precision,
        status=moment.status,
    )


def moment_or_none(wire: WireMoment | None) -> Moment | None:
    """Return the moment of a shape, if there is one."""
    return None if wire is None else wire.value()


def wire_or_none(moment: Moment | None) -> WireMoment | None:
    """Return the shape of a moment, if there is one."""
    return None if moment is None else wire_moment(moment)


def _out_of_calendar(path: tuple[str | int, ...]) -> Fault:
    return Fault(path, Code.OUT_OF_RANGE, {"least": FIRST_YEAR, "most": LAST_YEAR})


def _in_calendar(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Senseless(_out_of_calendar((1,)))


# --- endings ---


class _Row(Struct, array_like=True, forbid_unknown_fields=True, gc=False):
    """A shape on the wire that is a list, its kind first."""


class WireDays(_Row, tag="days"):
    """For a number of days."""

    days: Annotated[int, Meta(ge=1, le=MOST_DAYS)]

    def value(self) -> Ending:
        """Return the ending."""
        return ForDays(days=self.days)


class WireThrough(_Row, tag="through"):
    """Through a day."""

    day: date

    def __post_init__(self) -> None:
        """Refuse a day out of range."""
        _in_calendar(self.day)

    def value(self) -> Ending:
        """Return the ending."""
        return ThroughDate(day=self.day)


class WireTime(_Row, tag="time"):
    """At a time of a day."""

    day: date
    minutes: Annotated[int, Meta(ge=0, le=1440)]

    def __post_init__(self) -> None:
        """Refuse a day out of range."""
        _in_calendar(self.day)

    def value(self) -> Ending:
        """Return the ending."""
        return AtTime(day=self.day, minutes=self.minutes)


class WireEvent(_Row, tag="event"):
    """At an event."""

    event: Words

    def value(self) -> Ending:
        """Return the ending."""
        return AtEvent(event=texts_of(self.event))


class WireOpen(_Row, tag="open"):
    """Until further notice."""

    def value(self) -> Ending:
        """Return the ending."""
        return OpenEnd()


class WireNotStated(_Row, tag="not-stated"):
    """No end stated."""

    def value(self) -> Ending:
        """Return the ending."""
        return NotStated()


WireEnding = WireDays | WireThrough | WireTime | WireEvent | WireOpen | WireNotStated


def wire_ending(ending: Ending) -> WireEnding:
    """Return the shape of an ending."""
    match ending:
        case ForDays():
            return WireDays(ending.days)
        case ThroughDate():
            return WireThrough(ending.day)
        case AtTime():
            return WireTime(ending.day, ending.minutes)
        case AtEvent():
            return WireEvent(ending.event.as_dict())
        case OpenEnd():
            return WireOpen()
        case NotStated():
            return WireNotStated()
        case _:
            assert_never(ending)


# --- what stands beside a decision ---


class WireSource(Wire):
    """Where a fact was read."""

    id: str
    publisher: str = ""
    url: str = ""
    date: str = ""
    lang: str = ""
    note: str = ""

    def value(self) -> Source:
        """Return the source."""
        return Source(
            id=self.id,
            publisher=self.publisher,
            url=self.url,
            date=self.date,
            lang=self.lang,
            note=self.note,
        )


def wire_source(source: Source) -> WireSource:
    """Return the shape of a source."""
    return WireSource(
        id=source.id,
        publisher=source.publisher,
        url=source.url,
        date=source.date,
        lang=source.lang,
        note=source.note,
    )


class WireClaim(Wire):
    """What a source states."""

    subject: str = field(name="field")
    text: Words
    source: str = ""
    instant: WireMoment | None = None
    level: str | None = None
    units: tuple[str, ...] = ()

    def value(self) -> Claim:
        """Return the claim."""
        return Claim(
            field=self.subject,
            text=texts_of(self.text),
            source=self.source,
            instant=moment_or_none(self.instant),
            level=self.level,
            units=self.units,
        )


def wire_claim(claim: Claim) -> WireClaim:
    """Return the shape of a claim."""
    return WireClaim(
        subject=claim.field,
        text=claim.text.as_dict(),
        source=claim.source,
        instant=wire_or_none(claim.instant),
        level=claim.level,
        units=claim.units,
    )


class WireConsent(Wire):
    """Another office's agreement."""

    office: str
    given: WireMoment | None = None
    reference: str = ""

    def value(self) -> Consent:
        """Return the consent."""
        return Consent(
            office=self.office, given=moment_or_none(self.given), reference=self.reference
        )


def wire_consent(consent: Consent) -> WireConsent:
    """Return the shape of a consent."""
    return WireConsent(
        office=consent.office, given=wire_or_none(consent.given), reference=consent.reference
    )


def plain_of(wire: Struct) -> dict[str, object]:
    """Return the plain value of a shape."""
    plain: dict[str, object] = msgspec.to_builtins(wire)
    return plain
