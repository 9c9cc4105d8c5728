"""Vale, an invented country of two regions and five districts, by plain values.

East has the districts E1, E2 and E3, West has W1 and W2. Its headquarters may set every level; a
region's office may set yellow and orange in its own districts for ten days, with the crown's
consent. Days are counted in Vale's own zone, five hours ahead of UTC.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import attrs

from dabyl.core.calendars.daycount import Counting
from dabyl.core.calendars.endings import EndRule, OpenEnd
from dabyl.core.law.book import LawBook
from dabyl.core.law.days import Day
from dabyl.core.law.kinds import Kind
from dabyl.core.law.powers import Action, Office, Power
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause, Work
from dabyl.core.levels.decision import (
    Area,
    Bulletin,
    Change,
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
)
from dabyl.core.levels.scale import (
    CompanionState,
    Level,
    Modifier,
    PublicationKind,
    ReasonClass,
    Scale,
    ScaleVersion,
)
from dabyl.core.levels.standing import Standing
from dabyl.core.places.shapes import Circle, Shape
from dabyl.core.places.units import DatedParent, DatedTexts, Unit
from dabyl.core.register.decide import TakeDecision, decide
from dabyl.core.register.facts import (
    DecisionMade,
    Fact,
    Numbered,
    PackAdopted,
    WorkspaceKind,
    WorkspaceMade,
)
from dabyl.core.register.fold import fold
from dabyl.core.register.pack import Pack
from dabyl.core.register.register import Register
from dabyl.core.register.standing import standing
from dabyl.core.values.instants import Instant, from_datetime, parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment
from dabyl.core.values.problems import Problem, Refused
from dabyl.core.values.zones import zone
from support.authenticator import WORKSPACE

ZONE = "Asia/Tashkent"

SCALE = "vale"
HQ, EAST, WEST, CROWN = "hq", "east", "west", "crown"
DISTRICTS = ("E1", "E2", "E3", "W1", "W2")
LATE = parse_instant("2100-01-01T00:00Z")


def t(text: str) -> Instant:
    """Return the instant of a local time of Vale, such as ``2020-03-01T12:00``."""
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=zone(ZONE)))


def m(text: str, **more: Any) -> Moment:
    """Return a moment of Vale."""
    return Moment(instant=t(text), zone=ZONE, **more)


def words(text: str) -> Texts:
    """Return a text in the languages of Vale."""
    return Texts.of({"en": text, "ru": text})


def _unit(key: str, kind: str, parent: str | None) -> Unit:
    parents = () if parent is None else (DatedParent(key=parent),)
    names = (DatedTexts(texts=words(f"Place {key}")),)
    return Unit(key=key, country="V", kind=kind, zone=ZONE, names=names, parents=parents)


UNITS = (
    _unit("V", "country", None),
    _unit("E", "region", "V"),
    _unit("W", "region", "V"),
    *(_unit(key, "district", key[0]) for key in DISTRICTS),
)

RING = Shape(id="ring", within=("E1",), geometry=Circle(60.0, 40.0, 2.0), names=words("the ring"))
INNER = Shape(id="inner", within=("E1",), geometry=Circle(60.0, 40.0, 1.0))


def level(key: str, rank: int, **more: Any) -> Level:
    """Return a level with all its texts."""
    fields: dict[str, Any] = {"names": words(key), "advice": words(f"{key}: look"), **more}
    return Level(id=key, rank=rank, changes=words("nothing"), **fields)


LEVELS = (level("yellow", 1), level("orange", 2), level("red", 3))
RULE = EndRule(counting=Counting.FIRST_DAY_COUNTS)


def version(**more: Any) -> ScaleVersion:
    """Return a version of Vale's scale."""
    fields: dict[str, Any] = {
        "levels": LEVELS,
        "ends": RULE,
        "modifiers": (Modifier(id="sharp", levels=("red",)),),
        "states": (CompanionState(id="regime"),),
        "publications": (PublicationKind(id="bulletin", max_days=30),),
        "reasons": (ReasonClass(id="event"),),
        "trend": True,
        **more,
    }
    return ScaleVersion(**fields)


def scale(*versions: ScaleVersion, key: str = SCALE, **more: Any) -> Scale:
    """Return a scale of Vale."""
    fields: dict[str, Any] = {
        "names": words(key),
        "territory": ("V",),
        "zone": ZONE,
        "languages": ("en", "ru"),
        **more,
    }
    return Scale(id=key, versions=versions or (version(),), **fields)


OFFICES = (
    Office(id=HQ, kind="national", place="V", names=words("Headquarters")),
    Office(id=EAST, kind="regional", place="E", names=words("East office")),
    Office(id=WEST, kind="regional", place="W", names=words("West office")),
    Office(id=CROWN, kind="crown", place="V", names=words("Crown")),
)
ACT = Work(id="act", country="v")


def provision(number: int, *wordings: Wording, kind: Kind = Kind.POWER) -> Clause:
    """Return a provision of the act."""
    return Clause(id=f"act.{number}", work="act", kind=kind, number=str(number), wordings=wordings)


def wording(name: str, *, commences: date | None = None, until: date | None = None) -> Wording:
    """Return a wording of a provision."""
    return Wording(
        id=name,
        commences=Day() if commences is None else Day.on(commences),
        applies_until=None if until is None else Day.on(until),
    )


LAW = LawBook(
    works=(ACT,),
    clauses=(
        provision(1, wording("act.1-2019", commences=date(2019, 1, 1))),
        provision(2, wording("act.2-2019", commences=date(2019, 1, 1), until=date(2030, 1, 1))),
        provision(3, wording("act.3-x")),
    ),
)
POWERS = (
    Power(id="all", provision="act.1", office_kinds=("national",), actions=tuple(Action)),
    Power(
        id="some",
        provision="act.2",
        office_kinds=("regional",),
        actions=(Action.DECLARE, Action.EXTEND, Action.LIFT),
        levels=("yellow", "orange"),
        area_kinds=("district",),
        max_days=10,
        consents=("crown",),
    ),
    Power(
        id="maybe",
        provision="act.3",
        office_kinds=("regional",),
        actions=(Action.DECLARE,),
        levels=("red",),
        confirmed=False,
    ),
)


def pack(*scales: Scale, **more: Any) -> Pack:
    """Return the pack of Vale."""
    fields: dict[str, Any] = {
        "units": UNITS,
        "offices": OFFICES,
        "law": LAW,
        "powers": POWERS,
        **more,
    }
    return Pack(
        id="v",
        title=words("Vale"),
        languages=("en", "ru"),
        zone=ZONE,
        root="V",
        scales=scales or (scale(),),
        **fields,
    )


# --- decisions ---


def area(*keys: str, scope: Scope | None = None, shapes: tuple[Shape, ...] = ()) -> Area:
    """Return an area of units by key."""
    return Area(units=keys, scope=scope, shapes=shapes)


def _ground(where: str | Area) -> Area:
    return Area(units=tuple(where.split())) if isinstance(where, str) else where


def declare(where: str | Area, name: str, start: str, ending: Any = None, **more: Any) -> Declare:
    """Return a declaration; *where* lists keys."""
    return Declare(
        area=_ground(where), level=name, start=m(start), ending=ending or OpenEnd(), **more
    )


def extend(layers: str, start: str, ending: Any, where: str | None = None, **more: Any) -> Extend:
    """Return an extension; *layers* lists layers."""
    ground = None if where is None else _ground(where)
    return Extend(layers=tuple(layers.split()), start=m(start), ending=ending, area=ground, **more)


def lift(layers: str, start: str, where: str | None = None) -> Lift:
    """Return a lift."""
    ground = None if where is None else _ground(where)
    return Lift(layers=tuple(layers.split()), start=m(start), area=ground)


def _change(direction: Direction, layers: str, start: str, **more: Any) -> Change:
    where = more.pop("where", None)
    ground = None if where is None else _ground(where)
    return Change(
        direction=direction, layers=tuple(layers.split()), start=m(start), area=ground, **more
    )


def raise_(layers: str, start: str, name: str, ending: Any = None, **more: Any) -> Change:
    """Return a raise."""
    return _change(Direction.RAISE, layers, start, level=name, ending=ending or OpenEnd(), **more)


def lower(layers: str, start: str, **more: Any) -> Change:
    """Return a lowering: to what lies underneath, unless a level and an ending are given."""
    return _change(Direction.LOWER, layers, start, **more)


def state(where: str, start: str, ending: Any = None) -> DeclareState:
    """Return a companion state."""
    return DeclareState(
        state="regime", area=_ground(where), start=m(start), ending=ending or OpenEnd()
    )


def end_state(states: str, start: str) -> EndState:
    """Return the end of companion states."""
    return EndState(states=tuple(states.split()), start=m(start))


def bulletin(where: str, start: str, ending: Any = None) -> Bulletin:
    """Return a bulletin."""
    return Bulletin(
        kind="bulletin",
        area=_ground(where),
        start=m(start),
        ending=ending or OpenEnd(),
        text=words("Keep calm."),
    )


def act(key: str, *effects: Any, **more: Any) -> Decision:
    """Return a recorded decision of the headquarters."""
    fields: dict[str, Any] = {
        "mode": Mode.RECORDED,
        "scale": SCALE,
        "office": HQ,
        "provision": "act.1",
        **more,
    }
    return Decision(id=key, effects=effects, **fields)


def taken(key: str, *effects: Any, **more: Any) -> Decision:
    """Return a decision taken by the headquarters, complete."""
    return act(key, *effects, **{"mode": Mode.TAKEN, "reason": "event", **more})


def withdraw(key: str, other: str) -> Decision:
    """Return the withdrawal of another decision."""
    return act(key, Correct(decision=other, withdraw=True))


def correct(key: str, other: str, **changes: Any) -> Decision:
    """Return a correction of another decision's fields."""
    return act(key, Correct(decision=other, changes=changes))


# --- registers ---

Told = tuple[str, "Decision | Fact"]


def numbered(
    *told: Told, adopted: str = "2019-01-01", first: Pack | None = None
) -> tuple[Numbered, ...]:
    """Return facts in the order of the journal: the workspace, the pack, and what is told."""
    start: list[Told] = [
        (adopted, WorkspaceMade(id=WORKSPACE, kind=WorkspaceKind.EXERCISE, keys=())),
        (adopted, PackAdopted(pack=first or pack())),
    ]
    return tuple(
        Numbered(
            number=number,
            recorded_at=t(when),
            hash=f"{number:064x}",
            fact=DecisionMade(decision=what) if isinstance(what, Decision) else what,
        )
        for number, (when, what) in enumerate([*start, *told], start=1)
    )


def register(*told: Told, first: Pack | None = None) -> Register:
    """Return the register of Vale after what is told."""
    return fold(numbered(*told, first=first))


def ask(known: Register, place: str, at: str, known_at: str | None = None, **more: Any) -> Standing:
    """Return what stands at a place; without *known_at*, as everything is known."""
    when = LATE if known_at is None else t(known_at)
    return standing(known, place, at=t(at), known_at=when, **{"scale": SCALE, **more})


def reasons(known: Register, decision: Decision, at: str) -> tuple[Problem, ...]:
    """Return every reason for which a decision of its own office is refused; none when taken."""
    try:
        decide(known, TakeDecision(decision=decision, by_office=decision.office or ""), at=t(at))
    except Refused as refused:
        return refused.problems
    return ()


def codes(problems: Iterable[Problem]) -> list[str]:
    """Return the codes of problems, in their order."""
    return [problem.code.value for problem in problems]


def with_version(known: Pack, **more: Any) -> Pack:
    """Return the pack whose first scale has other rules."""
    first, *rest = known.scales
    last = attrs.evolve(first.versions[-1], **more)
    changed = attrs.evolve(first, versions=(*first.versions[:-1], last))
    return attrs.evolve(known, scales=(changed, *rest))


def days_after(text: str, days: int) -> date:
    """Return the date a number of days after a local one."""
    return date.fromisoformat(text) + timedelta(days=days)
