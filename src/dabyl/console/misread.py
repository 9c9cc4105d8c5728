"""What cannot be read of a time or an end that was typed, told as the form asks for it.

1. An empty field is missing, whatever stands around it.
2. The form asks for days, dates and times by the clocks of a place: for no offset, no minutes.
"""

import re
from collections.abc import Mapping
from typing import Any

import attrs

from dabyl.console.typed import FIRST
from dabyl.console.typed_plain import mapping, sequence, whole
from dabyl.console.typed_times import DAYS
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem

_ENDING = re.compile(r"(.*effects\.(\w+)\.ending)\[\d+\]")
_MOMENT = re.compile(r".*effects\.\w+\.(start|review)\.at")
_UNREAD = frozenset({Code.WRONG_TYPE, Code.TIME_UNREADABLE, Code.OUT_OF_RANGE})


def as_typed(problem: Problem, body: Mapping[str, Any]) -> Problem:
    """Return a problem of reading a body as one of the form; others as they are."""
    if problem.code not in _UNREAD:
        return problem
    if found := _ENDING.fullmatch(problem.where):
        where, number = found.groups()
        ending = sequence(mapping(_effects(body, where).get(number)).get("ending"))
        return _of_end(attrs.evolve(problem, where=where), ending)
    if _MOMENT.fullmatch(problem.where):
        return _of_time(problem, str(problem.data.get("value", "")))
    return problem


def _effects(body: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    """Return the effects of a body, or those that a correction changes, where the place says so."""
    effects = mapping(body.get("effects"))
    if ".changes." not in where:
        return effects
    return mapping(mapping(mapping(effects.get(FIRST)).get("changes")).get("effects"))


def _of_end(problem: Problem, ending: list[Any]) -> Problem:
    typed = " ".join(str(one) for one in ending[1:]).strip()
    if not typed:
        return Problem(code=Code.MISSING_FIELD, where=problem.where, data={"field": "ending"})
    if ending[0] == DAYS:
        return attrs.evolve(problem, code=Code.DAYS_UNREADABLE, data={"value": typed})
    return _of_time(problem, _clock(typed))


def _clock(typed: str) -> str:
    """Return a day and minutes as a time of that day."""
    day, _, rest = typed.partition(" ")
    minutes = whole(rest)
    return typed if minutes is None else f"{day} {minutes // 60:02}:{minutes % 60:02}"


def _of_time(problem: Problem, typed: str) -> Problem:
    return attrs.evolve(problem, code=Code.CLOCK_UNREADABLE, data={"value": typed})
