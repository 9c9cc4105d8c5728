"""Effects as people write them: ``do`` says which kind, and which other fields there are."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, assert_never

import attrs

from dabyl.core.formats.decisions.grounds import (
    Find,
    optional_area,
    own_key,
    read_area,
    texts,
)
from dabyl.core.formats.decisions.times import (
    optional_ending,
    optional_moment,
    read_ending,
    read_moment,
)
from dabyl.core.formats.toml.table import Table
from dabyl.core.journal.canonical import plain
from dabyl.core.levels.decision import (
    Bulletin,
    Change,
    Correct,
    Declare,
    DeclareState,
    Direction,
    Effect,
    EndState,
    Extend,
    Lift,
    Mode,
    Source,
    Trend,
)
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected


class Do(StrEnum):
    """What an effect does."""

    DECLARE = "declare"
    EXTEND = "extend"
    RAISE = "raise"
    LOWER = "lower"
    LIFT = "lift"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    DECLARE_STATE = "declare-state"
    END_STATE = "end-state"
    BULLETIN = "bulletin"


@attrs.frozen(kw_only=True)
class Setting:
    """What holds where the text says nothing else."""

    zone: str
    mode: Mode
    scale: str | None = None
    sources: Mapping[str, Source] = attrs.field(factory=dict)
    find: Find = own_key


def read_effect(table: Table, setting: Setting) -> Effect:
    """Read one effect."""
    do = table.choice("do", Do)
    match do:
        case Do.DECLARE:
            return _declare(table, setting)
        case Do.EXTEND:
            return Extend(
                layers=table.strings("layers", required=True),
                start=read_moment(table, "from", setting.zone),
                ending=read_ending(table),
                area=optional_area(table, setting.find),
                review=optional_moment(table, "review", setting.zone),
            )
        case Do.RAISE:
            return _change(table, setting, Direction.RAISE)
        case Do.LOWER:
            return _change(table, setting, Direction.LOWER)
        case Do.LIFT:
            return Lift(
                layers=table.strings("layers", required=True),
                start=read_moment(table, "from", setting.zone),
                area=optional_area(table, setting.find),
            )
        case Do.CORRECT:
            return _correct(table)
        case Do.WITHDRAW:
            return Correct(decision=table.id("decision"), withdraw=True)
        case Do.DECLARE_STATE | Do.END_STATE | Do.BULLETIN:
            return _beside(table, setting, do)
        case _:
            assert_never(do)


def _declare(table: Table, setting: Setting) -> Effect:
    return Declare(
        area=read_area(table, setting.find),
        level=table.id("level"),
        start=read_moment(table, "from", setting.zone),
        ending=read_ending(table),
        ending_zone=table.optional_zone("ending_zone"),
        review=optional_moment(table, "review", setting.zone),
        modifier=table.optional_id("modifier"),
        trend=table.optional_choice("trend", Trend),
        only=table.flag("only", default=False),
    )


def _change(table: Table, setting: Setting, direction: Direction) -> Effect:
    level, ending = table.optional_id("level"), optional_ending(table)
    if level is None and ending is not None:
        table.problem(Code.MISSING_FIELD, field="level")
    if level is not None and ending is None:
        ending = read_ending(table)
    return Change(
        direction=direction,
        layers=table.strings("layers", required=True),
        start=read_moment(table, "from", setting.zone),
        area=optional_area(table, setting.find),
        level=level,
        ending=ending,
        review=optional_moment(table, "review", setting.zone),
        modifier=table.optional_id("modifier"),
        trend=table.optional_choice("trend", Trend),
    )


def _beside(table: Table, setting: Setting, do: Do) -> Effect:
    start = read_moment(table, "from", setting.zone)
    if do is Do.END_STATE:
        states = table.strings("states", required=True)
        return EndState(states=states, start=start, area=optional_area(table, setting.find))
    area, ending = read_area(table, setting.find), read_ending(table)
    if do is Do.BULLETIN:
        kind, text = table.id("publication"), texts(table, "text")
        return Bulletin(kind=kind, area=area, start=start, ending=ending, text=text)
    review = optional_moment(table, "review", setting.zone)
    state = table.id("state")
    return DeclareState(state=state, area=area, start=start, ending=ending, review=review)


def _correct(table: Table) -> Effect:
    """Read a correction: ``set`` is a merge patch of the body, ``remove`` names what goes."""
    given = table.plain("set")
    if not isinstance(given, dict):
        table.optional_table("set")
        given = {}
    patch: dict[str, Any] = _as_text(given)
    for path in table.strings("remove"):
        _put_null(patch, path.split("."))
    try:
        patch = plain(patch)
    except Rejected as rejected:
        for problem in rejected.problems:
            table.problem(problem.code, "set", **{"field": "set", **problem.data})
    if not patch:
        table.problem(Code.MISSING_FIELD, field="set")
    return Correct(decision=table.id("decision"), changes=patch)


def _as_text(value: Any) -> Any:  # noqa: ANN401 - what TOML gives
    """Return the value with its days and times as text."""
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {key: _as_text(part) for key, part in value.items()}
        case list():
            return [_as_text(part) for part in value]
        case _:
            return value


def _put_null(patch: dict[str, Any], path: list[str]) -> None:
    *above, last = path
    for name in above:
        inner = patch.get(name)
        patch[name] = inner if isinstance(inner, dict) else {}
        patch = patch[name]
    patch[last] = None
