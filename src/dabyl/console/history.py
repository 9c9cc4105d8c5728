"""History: what stood where at an instant, as it was known at another, and what changed since.

1. ``at`` is when it held, ``known_at`` when it was known; ``against`` is a second time of knowing.
   Each that is not given is now.
2. The answers are those of the public site: the same questions, asked of other times.
3. Sliders move over the times at which something began, ended or was recorded; the same times can
   be typed. The newest of them are marked, and every mark is a link as well; the sliders go back
   to the first of all. Without a script the form is sent by its button.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice

import attrs
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from dabyl.console.frame import language, page
from dabyl.console.news import telling_entries
from dabyl.console.standing import Row, level_style, places_named, rows, spoken_language
from dabyl.console.watcher import mark_now
from dabyl.core.publication.press import Press
from dabyl.core.publication.site import plan
from dabyl.core.register.events import Event
from dabyl.core.register.facts import Fact, FigureRecorded, IncidentRecorded, PackAdopted
from dabyl.core.register.register import Register
from dabyl.core.register.timeline import timeline
from dabyl.core.values.instants import Instant, local_instant
from dabyl.wiring_console import console, load_theme

TIMES = ("at", "known_at", "against")
_MARKS = 100
_MINUTE_S = 60
_DAY = 1_440  # minutes: so far back a slider goes at least


@attrs.frozen(kw_only=True)
class Time:
    """A time that can be moved: what its field says, and from where to where it goes."""

    name: str
    text: str
    instant: Instant
    least: int
    most: int
    is_wrong: bool

    @property
    def minute(self) -> int:
        """Return it as a slider counts."""
        return self.instant.s // _MINUTE_S


@attrs.frozen(kw_only=True)
class Mark:
    """Something that began, ended or was recorded, with the fields of its time."""

    minute: int
    when: str
    what: str
    query: str


@attrs.frozen(kw_only=True)
class Compared:
    """A place as it was known at two times; a row is None when it had no scale yet."""

    name: str
    within: bool
    one: Row | None
    other: Row | None

    @property
    def differs(self) -> bool:
        """Tell whether something else was known."""
        return _told(self.one) != _told(self.other)


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Show what stood where, as known at two times."""
    since = mark_now()
    register, now = console().house.register(), console().domain_now()
    press = press_at(register, at=now, known_at=now)
    lang, zone = spoken_language(press, language(request)), press.answers.zone
    happened = timeline(register, known_at=now)
    begun, learned = _events(press, lang, happened), _records(press, lang)
    firsts = _firsts(register, happened)
    times = {name: _time(request, name, zone, firsts[name]) for name in TIMES}
    at = times["at"].instant
    one, other = (press_at(register, at=at, known_at=times[name].instant) for name in TIMES[1:])
    return page(
        request,
        "history.html.j2",
        live=telling_entries(request.get_full_path(), since),
        times=times,
        moments={"at": begun, "known_at": learned, "against": learned},
        begun=begun,
        learned=learned,
        is_cut={"at": len(happened) > _MARKS, "known_at": len(learned) == _MARKS},
        between=_between(learned, times),
        rows=tuple(compared(one, other, lang)),
        levels=Markup(level_style(press)),  # noqa: S704 - made of the pack's colours
        zone=zone,
        moment=lambda instant: press.speakers[lang].instant(instant, zone),
    )


def press_at(register: Register, *, at: Instant, known_at: Instant) -> Press:
    """Return what the public site would be made with for two times."""
    return plan(register, at=at, known_at=known_at, theme=load_theme()).press


def compared(one: Press, other: Press, lang: str) -> Iterator[Compared]:
    """Give every place of either, side by side."""
    known, later = ({row.place: row for row in rows(press, lang)} for press in (one, other))
    for key in dict.fromkeys((*known, *later)):
        found = known.get(key) or later[key]
        yield Compared(
            name=found.name, within=found.within, one=known.get(key), other=later.get(key)
        )


def _told(row: Row | None) -> tuple[object, ...]:
    if row is None:
        return ()
    return (
        str(row.chip),
        row.note,
        *((one.layer.id, one.until, str(one.chip)) for one in row.layers),
    )


def _time(
    request: HttpRequest,
    name: str,
    zone: str,
    first: tuple[Instant, ...],
) -> Time:
    typed = request.GET.get(name, "").strip()
    found = _instant(typed, zone) if typed else None
    instant = found or _next_minute(console().domain_now())
    minutes = [_next_minute(one).s // _MINUTE_S for one in first]
    now = _next_minute(console().domain_now()).s // _MINUTE_S
    minutes += [instant.s // _MINUTE_S, now, now - _DAY]
    return Time(
        name=name,
        text=typed if typed and found is None else f"{instant.local(zone):%Y-%m-%dT%H:%M}",
        instant=instant,
        least=min(minutes),
        most=max(minutes),
        is_wrong=bool(typed) and found is None,
    )


def _next_minute(at: Instant) -> Instant:
    """Return the instant itself, or the next whole minute: times are typed in minutes."""
    return Instant(-(-at.s // _MINUTE_S) * _MINUTE_S)


def _instant(text: str, zone: str) -> Instant | None:
    try:
        wall = datetime.fromisoformat(text).replace(tzinfo=None)
        return local_instant(wall.date(), wall.time(), zone)
    except (ValueError, OverflowError):
        return None


def _firsts(register: Register, happened: tuple[Event, ...]) -> Mapping[str, tuple[Instant, ...]]:
    """Return from when on each time can be moved: from the first that there is of all."""
    begun = (happened[0].at, happened[-1].at) if happened else ()
    decided = register.decision_ids()[:1]
    learned = [register.record(key).recorded_at for key in decided]
    learned += [one.recorded_at for one in islice(register.others, 1)]
    return {TIMES[0]: begun, **dict.fromkeys(TIMES[1:], tuple(learned))}


def _events(press: Press, lang: str, happened: tuple[Event, ...]) -> tuple[Mark, ...]:
    """Return when something began or ended, as known now, the newest last."""
    return tuple(
        _mark(
            press,
            lang,
            "at",
            one.at,
            f"{one.decision}: {places_named(press, one.area, lang)}",
        )
        for one in happened[-_MARKS:]
    )


def _records(press: Press, lang: str) -> tuple[Mark, ...]:
    """Return when decisions, incidents, figures and packs were recorded, the newest last."""
    register = press.answers.register
    taken = (register.record(key) for key in register.decision_ids()[-_MARKS:])
    found = [(one.number, one.recorded_at, one.decision.id) for one in taken]
    found += [
        (one.number, one.recorded_at, name) for one in register.others if (name := _named(one.fact))
    ]
    return tuple(
        _mark(press, lang, "known_at", recorded_at, f"{number}: {name}")
        for number, recorded_at, name in sorted(found)[-_MARKS:]
    )


def _named(fact: Fact) -> str:
    """Return what a fact is about that changes what is known of the world; empty for others."""
    match fact:
        case IncidentRecorded(incident=incident):
            return incident.id
        case FigureRecorded(figure=figure):
            return figure.id
        case PackAdopted(pack=pack):
            return pack.id
        case _:
            return ""


def _mark(press: Press, lang: str, name: str, at: Instant, what: str) -> Mark:
    """Return a mark, at the first minute that can be typed at which it is so."""
    shown, zone = _next_minute(at), press.answers.zone
    return Mark(
        minute=shown.s // _MINUTE_S,
        when=press.speakers[lang].instant(at, zone),
        what=what,
        query=f"{name}={shown.local(zone):%Y-%m-%dT%H:%M}",
    )


def _between(learned: tuple[Mark, ...], times: Mapping[str, Time]) -> tuple[Mark, ...]:
    """Return what was recorded between the two times of knowing."""
    first, last = sorted(times[name].minute for name in TIMES[1:])
    return tuple(one for one in learned if first < one.minute <= last)
