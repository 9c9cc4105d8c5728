"""Osland to publish from: an invented country of two regions, with all that a page can say."""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from typing import Any

import attrs
import shapely

from dabyl.core.calendars.daycount import Counting
from dabyl.core.calendars.endings import AtEvent, EndRule, ForDays, OpenEnd
from dabyl.core.incidents.incident import Bound, Figure, Incident
from dabyl.core.levels.decision import (
    Area,
    Bulletin,
    Change,
    Claim,
    Consent,
    Correct,
    Decision,
    Declare,
    DeclareState,
    Direction,
    EndState,
    Extend,
    Lift,
    Mode,
    Scope,
    Source,
    Trend,
)
from dabyl.core.levels.scale import Level, Measure, Scale, ScaleVersion, ScopeKind
from dabyl.core.levels.standing import Conflict
from dabyl.core.places.borders import BorderSet
from dabyl.core.places.shapes import Circle, Shape
from dabyl.core.places.units import DatedParent, DatedTexts, Unit
from dabyl.core.publication import place_page
from dabyl.core.publication.press import Press
from dabyl.core.register.facts import (
    BordersAdopted,
    DecisionMade,
    Fact,
    FigureRecorded,
    IncidentRecorded,
    PackAdopted,
    WorkspaceKind,
)
from dabyl.core.register.fold import fold
from dabyl.core.register.pack import Pack
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment, Precision, Status
from support.packs import a_pack
from support.sites import kz_facts, numbered

OSLO = "Europe/Oslo"
HQ = "xo-hq"
ADOPTED = "2020-01-01T00:00Z"


def en(text: str) -> Texts:
    """Return a text in English."""
    return Texts.of({"en": text})


def at(text: str, **kwargs: Any) -> Moment:
    """Return a moment in Oslo."""
    return Moment(instant=parse_instant(text), zone=OSLO, **kwargs)


def unit(key: str, parent: str | None, name: str, **kwargs: Any) -> Unit:
    """Return a unit of Osland."""
    fields: dict[str, Any] = {
        "country": "XO",
        "kind": "region",
        "zone": OSLO,
        "names": (DatedTexts(texts=en(name)),),
        "parents": () if parent is None else (DatedParent(key=parent),),
        **kwargs,
    }
    return Unit(key=key, **fields)


UNITS = (
    unit("XO", None, "Osland", kind="country", point=(10.0, 60.0)),
    unit("XO-N", "XO", "North"),
    unit("XO-S", "XO", "South", zone="Europe/London"),
    unit("XO-N-1", "XO-N", "Nordhavn", kind="city", point=(10.2, 61.2)),
    unit("XO-N-2", "XO-N", "Nordby", kind="city", point=(10.4, 61.2)),
    unit("XO-N-3", "XO-N", "Nordli", kind="city", children_cover=False),
)

HARBOUR = Scale(
    id="xo-harbour",
    names=en("Harbour level"),
    territory=("XO-S",),
    zone=OSLO,
    languages=("en",),
    versions=(
        ScaleVersion(
            ends=EndRule(counting=Counting.FIRST_DAY_COUNTS),
            levels=(Level(id="closed", rank=1, names=en("closed"), colour="blue"),),
        ),
    ),
)


def square(west: float, south: float, east: float, north: float) -> shapely.Geometry:
    """Return a box."""
    return shapely.box(west, south, east, north)


BORDERS = BorderSet(
    id="xo-1",
    source="Osland Survey",
    licence="CC0",
    attribution="Osland Survey",
    shapes={"XO-N": square(8, 60, 12, 62), "XO-S": square(8, 58, 12, 60)},
)


def pack(**kwargs: Any) -> Pack:
    """Return the pack of Osland, with fields changed."""
    made = a_pack()
    more = Measure(
        id="doors", levels=("amber",), addressee=en("shops"), text=en("Lock doors."), binding=False
    )
    bare = Measure(id="bare", levels=("amber",), provision="gone.1", text=en("Look around."))
    main = made.scales[0]
    last = main.versions[-1]
    version = attrs.evolve(last, measures=(*last.measures, more, bare))
    main = attrs.evolve(main, versions=(*main.versions[:-1], version))
    fields: dict[str, Any] = {"units": UNITS, "scales": (main, HARBOUR), **kwargs}
    return attrs.evolve(made, **fields)


def decision(key: str, *effects: Any, **kwargs: Any) -> Decision:
    """Return a recorded decision of Osland's headquarters."""
    fields: dict[str, Any] = {"office": HQ, "mode": Mode.RECORDED, "scale": "xo-alert", **kwargs}
    return Decision(id=key, effects=tuple(effects), **fields)


def declared(key: str, level: str, units: Iterable[str], start: str, **kwargs: Any) -> Decision:
    """Return a decision that declares one level; ``effect`` fields come with their names."""
    effect_fields: dict[str, Any] = {"ending": OpenEnd(), "review": None}
    own = {f.name for f in attrs.fields(Declare)} - {"area", "level", "start"}
    effect_fields |= {name: value for name, value in kwargs.items() if name in own}
    rest = {name: value for name, value in kwargs.items() if name not in own and name != "scope"}
    scope = kwargs.get("scope")
    area = Area(units=tuple(units), scope=scope)
    effect = Declare(area=area, level=level, start=at(start), **effect_fields)
    return decision(key, effect, **rest)


def register(
    *facts: tuple[str, Fact],
    kind: WorkspaceKind = WorkspaceKind.LIVE,
    packs: tuple[Pack, ...] | None = None,
    borders: tuple[BorderSet, ...] = (BORDERS,),
) -> Register:
    """Return a register with Osland and further facts."""
    first = [(ADOPTED, PackAdopted(pack=one)) for one in packs or (pack(),)]
    drawn = [(ADOPTED, BordersAdopted(borders=one)) for one in borders]
    return fold(numbered([*first, *drawn, *facts], kind=kind))


def made(when: str, *decisions: Decision) -> tuple[tuple[str, Fact], ...]:
    """Return decisions as facts recorded at an instant."""
    return tuple((when, DecisionMade(decision=one)) for one in decisions)


SOURCE = Source(id="s", publisher="Gazette", url="https://example.org/1", date="2021", note="p. 1")
CIRCLE = Shape(id="ring", within=("XO-N-1",), geometry=Circle(10.2, 61.2, 2), names=en("the ring"))


def everything() -> tuple[tuple[str, Fact], ...]:
    """Return facts that make a page say everything it can."""
    amber = declared(
        "amber",
        "amber",
        ["XO"],
        "2021-03-01T00:00+01:00",
        ending=ForDays(days=30),
        review=at("2021-03-05T00:00+01:00"),
        modifier="reinforced",
        trend=Trend.UP,
        number="1/2021",
        provision="xo-act.3",
        decided=at("2021-02-28T00:00+01:00", precision=Precision.DAY),
        announced=at("2021-02-01T00:00+01:00", precision=Precision.MONTH),
        signer=en("head"),
        reason="event",
        grounds=en("A festival."),
        advice=en("Look around.\n\nTell the police."),
        changes=en("Bags are searched at the gates."),
        contact=en("call 1"),
        title=en("Festival level"),
        incident="fire",
        consents=(
            Consent(office="xo-crown", given=at("2021-02-27T10:00+01:00")),
            Consent(office=HQ),
        ),
        sources=(SOURCE, Source(id="bare")),
        claims=(
            Claim(field="end", text=en("until April"), source="s", instant=at("2021-04-20T00:00Z")),
            Claim(field="weather", text=en("rain")),
        ),
        uncertain=(en("the hour"),),
        note=en("A note."),
    )
    red = declared(
        "red", "red", ["XO-N-1"], "2021-03-02T12:00+01:00", only=True, office=None, reason="unheard"
    )
    rail = declared(
        "rail",
        "amber",
        ["XO"],
        "2021-03-02T00:00+01:00",
        scope=Scope(kind=ScopeKind.SECTOR, id="rail", names=en("railways")),
    )
    state = decision(
        "state",
        DeclareState(
            state="operation",
            area=Area(units=("XO-N",)),
            start=at("2021-03-02T00:00+01:00"),
            ending=AtEvent(event=en("the end of it")),
        ),
        provision="xo-act.3",
    )
    bulletin = decision(
        "bulletin",
        Bulletin(
            kind="bulletin",
            area=Area(units=("XO",)),
            start=at("2021-03-02T00:00+01:00"),
            ending=ForDays(days=10),
            text=en("Keep calm."),
        ),
        provision="gone.2",
    )
    ring = decision(
        "ring",
        Declare(
            area=Area(shapes=(CIRCLE,)),
            level="amber",
            start=at("2021-03-02T00:00+01:00"),
            ending=OpenEnd(),
        ),
    )
    harbour = declared(
        "harbour",
        "closed",
        ["XO-S"],
        "2021-03-02T00:00+01:00",
        scale="xo-harbour",
        office="unheard",
    )
    lowered = decision(
        "lowered",
        Change(
            direction=Direction.LOWER,
            layers=("red",),
            start=at("2021-03-10T00:00+01:00", status=Status.INFERRED),
            area=Area(units=("XO-N-1",)),
            level="amber",
            ending=ForDays(days=3),
            modifier="reinforced",
        ),
        Change(direction=Direction.LOWER, layers=("ring",), start=at("2021-03-10T00:00+01:00")),
        EndState(states=("state",), start=at("2021-03-10T00:00+01:00")),
    )
    raised = decision(
        "raised",
        Change(
            direction=Direction.RAISE,
            layers=("lowered", "amber.9"),
            start=at("2021-03-11T00:00+01:00"),
            level="red",
            ending=ForDays(days=1),
        ),
    )
    longer = decision(
        "longer",
        Extend(
            layers=("amber",),
            start=at("2021-03-31T00:00+02:00"),
            ending=ForDays(days=10),
            area=Area(units=("XO-S",)),
        ),
        decided=at("2021-03-12T00:00+01:00"),
        mode=Mode.TAKEN,
    )
    corrected = decision(
        "corrected", Correct(decision="amber", changes={"number": "2/2021"}), office="xo-crown"
    )
    withdrawn = decision("withdrawn", Correct(decision="rail", withdraw=True))
    lift = decision("lift", Lift(layers=("amber",), start=at("2021-05-05T00:00+02:00")))
    fire = Incident(
        id="fire",
        place="XO-N-1",
        started=at("2021-01-01T00:00+01:00", precision=Precision.YEAR),
        names=en("Fire"),
        summary=en("A fire."),
        sources=(SOURCE,),
        unresolved=(en("Who lit it?"),),
    )
    bare = Incident(id="bare", place="XO", started=at("2021-01-01T00:00+01:00"), names=Texts())
    figures = [
        Figure(
            id=f"f{number}",
            incident="fire",
            category=category,
            low=number,
            high=number + 2,
            bound=bound,
            as_of=at(f"2021-03-0{number + 1}T00:00+01:00"),
            source=SOURCE,
            supersedes=("f0",) if number == 1 else (),
            note=en("a note"),
        )
        for number, (bound, category) in enumerate(
            zip(Bound, ("killed", "killed", "unheard", "unheard"), strict=True)
        )
    ]
    return (
        ("2021-02-01T00:00Z", IncidentRecorded(incident=fire)),
        ("2021-02-01T00:00Z", IncidentRecorded(incident=bare)),
        ("2021-03-01T12:00Z", DecisionMade(decision=amber, defects=(("no-advice", "advice"),))),
        *made("2021-03-02T10:00Z", red, rail, state, bulletin, ring, harbour),
        *(("2021-03-04T00:00Z", FigureRecorded(figure=one)) for one in figures),
        *made("2021-03-10T10:00Z", lowered, raised),
        *made("2021-03-12T10:00Z", longer),
        *made("2021-03-13T10:00Z", corrected, withdrawn),
        *made("2021-05-05T10:00Z", lift),
    )


def b64(data: bytes) -> str:
    """Return bytes in base64."""
    return b64encode(data).decode()


def kz_units() -> tuple[Unit, ...]:
    """Return the units of Kazakhstan."""
    return tuple(u for fact in kz_facts() if isinstance(fact, PackAdopted) for u in fact.pack.units)


def kz_declared(key: str, level: str, place: str, number: int) -> Decision:
    """Return a decision about one place of Kazakhstan, unlike others by its number."""
    start = Moment(instant=Instant(1_464_739_200 + number * 3_600), zone="Asia/Almaty")
    effect = Declare(
        area=Area(units=(place,)), level=level, start=start, ending=ForDays(days=20 + number)
    )
    return decision(key, effect, scale="kz-2013", office="republican-hq", title=en(key))


def early_register(one: Pack, *facts: tuple[str, Fact]) -> Register:
    """Return a register that adopted its pack in 2009."""
    return fold(
        numbered([("2009-01-01T00:00Z", PackAdopted(pack=one)), *facts], kind=WorkspaceKind.LIVE)
    )


@cache
def osland(kind: WorkspaceKind = WorkspaceKind.LIVE) -> Register:
    """Return the register of everything."""
    return register(*everything(), kind=kind)


def conflict() -> Conflict:
    """Return a conflict about nothing."""
    return Conflict(about="level", decisions=("amber",), text=Texts())


def conflict_text(press: Press, one: Conflict) -> str:
    """Return a conflict in English words."""
    return str(place_page.conflict_text(press, one, "xo-alert", "en", ""))
