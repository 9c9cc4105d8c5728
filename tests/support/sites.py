"""Registers to publish from: the summer of 2016 in Kazakhstan, in short, as values."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import attrs

from dabyl.adapters.packs import load_pack
from dabyl.adapters.theme import load_theme
from dabyl.core.calendars.endings import Ending, ForDays, NotStated, ThroughDate
from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.incidents.incident import Bound, Figure, Incident
from dabyl.core.levels.decision import (
    Area,
    Change,
    Claim,
    Decision,
    Declare,
    Direction,
    Extend,
    Lift,
    Mode,
    Source,
)
from dabyl.core.levels.standing import Standing, StandingLayer
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.press import Press
from dabyl.core.publication.site import Site, plan
from dabyl.core.register.facts import (
    BordersAdopted,
    DecisionMade,
    Fact,
    FigureRecorded,
    IncidentRecorded,
    Numbered,
    PackAdopted,
    WorkspaceKind,
    WorkspaceMade,
)
from dabyl.core.register.fold import fold
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment, Precision, Status

ALMATY_ZONE = "Asia/Almaty"
AKTOBE_CITY, ALMATY_CITY = "151000000", "750000000"
KNB = "republican-hq"
THEME = load_theme()


def en(text: str) -> Texts:
    """Return the text in English, and marked in the other languages."""
    return Texts.of({"en": text, "ru": f"(ru) {text}", "kk": f"(kk) {text}"})


def moment(text: str, **kwargs: Any) -> Moment:
    """Return a moment in the zone of Almaty."""
    return Moment(instant=parse_instant(text), zone=ALMATY_ZONE, **kwargs)


@cache
def kz_facts() -> tuple[Fact, ...]:
    """Return the pack of Kazakhstan and its borders as facts."""
    source = load_pack("kz")
    whole = parse_whole(source.texts, source.borders)
    return (PackAdopted(pack=whole.pack), *(BordersAdopted(borders=b) for b in whole.borders))


def declare(
    key: str,
    level: str,
    units: Iterable[str],
    start: str,
    ending: Ending,
    **kwargs: Any,
) -> Decision:
    """Return a recorded decision that declares a level."""
    effect = Declare(area=Area(units=tuple(units)), level=level, start=moment(start), ending=ending)
    return a_decision(key, effect, **kwargs)


def a_decision(key: str, *effects: Any, **kwargs: Any) -> Decision:
    """Return a recorded decision of the republican headquarters."""
    fields: dict[str, Any] = {
        "office": KNB,
        "mode": Mode.RECORDED,
        "scale": "kz-2013",
        "title": en(key),
        **kwargs,
    }
    return Decision(id=key, effects=tuple(effects), **fields)


def numbered(facts: Iterable[tuple[str, Fact]], *, kind: WorkspaceKind) -> tuple[Numbered, ...]:
    """Return facts, each with the time of its recording, as the journal would have them."""
    first = WorkspaceMade(id="w-test", kind=kind, keys=())
    listed = [("2009-01-01T00:00Z", first), *facts]
    return tuple(
        Numbered(number=number, recorded_at=parse_instant(at), hash=f"{number:064x}", fact=fact)
        for number, (at, fact) in enumerate(listed, start=1)
    )


def kz_register(*facts: tuple[str, Fact], kind: WorkspaceKind = WorkspaceKind.REPLAY) -> Register:
    """Return a register with the pack of Kazakhstan and further facts."""
    pack = [("2013-08-09T00:00Z", fact) for fact in kz_facts()]
    return fold(numbered([*pack, *facts], kind=kind))


def summer() -> tuple[tuple[str, Fact], ...]:
    """Return the summer of 2016, in short."""
    source = Source(id="s", publisher="A paper", url="https://example.org/a", date="2016-06-05")
    red = declare(
        "kz-2016-01",
        "red",
        [AKTOBE_CITY],
        "2016-06-05T18:00+05:00",
        NotStated(),
        office=None,
        sources=(source,),
        incident="aktobe-2016",
        uncertain=(en("Which office declared it is not known."),),
        claims=(Claim(field="area", text=en("the region"), source="s", units=("150000000",)),),
    )
    yellow = declare("kz-2016-03", "yellow", ["KZ"], "2016-06-06T00:00+06:00", ForDays(days=40))
    lowered = a_decision(
        "kz-2016-02",
        Change(
            direction=Direction.LOWER,
            layers=("kz-2016-01",),
            start=moment("2016-06-09T00:00+06:00", status=Status.PLAYED),
        ),
    )
    longer = a_decision(
        "kz-2016-04",
        Extend(
            layers=("kz-2016-03",), start=moment("2016-07-16T00:00+06:00"), ending=ForDays(days=30)
        ),
        decided=moment("2016-07-15T00:00+06:00", precision=Precision.DAY),
    )
    almaty = declare(
        "kz-2016-05", "red", [ALMATY_CITY], "2016-07-18T12:20+06:00", NotStated(), office=None
    )
    almaty_over = a_decision(
        "kz-2016-06",
        Change(
            direction=Direction.LOWER,
            layers=("kz-2016-05",),
            start=moment("2016-07-18T22:00+06:00"),
        ),
    )
    longest = a_decision(
        "kz-2016-07",
        Extend(
            layers=("kz-2016-03",),
            start=moment("2016-08-15T00:00+06:00"),
            ending=ThroughDate(day=date(2017, 1, 15)),
        ),
    )
    lift = a_decision(
        "kz-2017-01", Lift(layers=("kz-2016-03",), start=moment("2017-01-16T12:00+06:00"))
    )
    incident = Incident(
        id="aktobe-2016",
        place=AKTOBE_CITY,
        started=moment("2016-06-05T00:00+06:00", precision=Precision.DAY),
        names=en("Attack in Aktobe"),
        summary=en("Two gun shops and a military base were attacked."),
        sources=(source,),
    )
    figures = (
        Figure(
            id="f1",
            incident="aktobe-2016",
            category="killed-civilian",
            low=3,
            high=3,
            as_of=moment("2016-06-05T20:00+06:00"),
            source=source,
        ),
        Figure(
            id="f2",
            incident="aktobe-2016",
            category="killed-civilian",
            low=5,
            high=5,
            bound=Bound.AT_LEAST,
            as_of=moment("2016-06-14T00:00+06:00", precision=Precision.DAY),
            source=source,
            supersedes=("f1",),
        ),
    )
    return (
        ("2016-06-05T13:00Z", IncidentRecorded(incident=incident)),
        ("2016-06-05T13:30Z", DecisionMade(decision=red, defects=(("office-missing", "office"),))),
        ("2016-06-05T14:30Z", FigureRecorded(figure=figures[0])),
        ("2016-06-06T02:00Z", DecisionMade(decision=yellow)),
        ("2016-06-08T12:00Z", DecisionMade(decision=lowered)),
        ("2016-06-14T12:00Z", FigureRecorded(figure=figures[1])),
        ("2016-07-15T12:00Z", DecisionMade(decision=longer)),
        ("2016-07-18T07:00Z", DecisionMade(decision=almaty)),
        ("2016-07-18T15:00Z", DecisionMade(decision=almaty_over)),
        ("2016-08-14T12:00Z", DecisionMade(decision=longest)),
        ("2017-01-16T08:00Z", DecisionMade(decision=lift)),
    )


def corrected() -> tuple[tuple[str, Fact], ...]:
    """Return its beginning, with the incident's name corrected at 18:00 in Almaty on 14 June."""
    first, *others = summer()[:5]
    told = first[1]
    assert isinstance(told, IncidentRecorded)
    better = attrs.evolve(told.incident, names=en("Attacks in Aktobe"))
    return (first, *others, ("2016-06-14T12:00Z", IncidentRecorded(incident=better)))


@cache
def summer_register(kind: WorkspaceKind = WorkspaceKind.REPLAY) -> Register:
    """Return the register of the summer of 2016."""
    return kz_register(*summer(), kind=kind)


def site_at(text: str, register: Register | None = None, *, archive: bool = False) -> Site:
    """Return the site at an instant, as known then."""
    at = parse_instant(text)
    known = summer_register() if register is None else register
    return plan(known, at=at, known_at=at, theme=THEME, archive=archive)


def press_at(text: str, register: Register | None = None, *, archive: bool = False) -> Press:
    """Return the press at an instant, as known then."""
    at: Instant = parse_instant(text)
    known = summer_register() if register is None else register
    answers = Answers(register=known, at=at, known_at=at, lease_s=3600)
    return Press(theme=THEME, answers=answers, archive=archive)


def a_standing_layer(key: str, *, end: str | None = None, **kwargs: Any) -> StandingLayer:
    """Return a yellow layer on the whole country, from 6 June 2016."""
    fields: dict[str, Any] = {
        "id": key,
        "decision": key,
        "office": KNB,
        "level": "yellow",
        "area": ("KZ",),
        "start": moment("2016-06-06T00:00+06:00"),
        "end": None if end is None else parse_instant(end),
        "ending": ForDays(days=40),
        "ending_decision": key,
        "zone": ALMATY_ZONE,
        "review": None,
        "modifier": None,
        "trend": None,
        "scope": None,
        "only": False,
    }
    return StandingLayer(**{**fields, **kwargs})


def a_standing(**kwargs: Any) -> Standing:
    """Return what stands in the country on 7 June 2016, of its own making."""
    at = parse_instant("2016-06-07T12:00+06:00")
    fields: dict[str, Any] = {
        "place": "KZ",
        "scale": "kz-2013",
        "at": at,
        "known_at": at,
        "as_of": at,
        "valid_until": parse_instant("2016-06-07T13:00+06:00"),
        "level": None,
        "rank": None,
        "highest_part": kwargs.get("level"),
        "since": None,
        "until": None,
        "next": None,
        "review_by": None,
        "layers": (),
        "overruled": (),
        "parts": (),
    }
    return Standing(**{**fields, **kwargs})
