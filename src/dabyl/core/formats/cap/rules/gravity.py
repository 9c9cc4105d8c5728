"""Gravity: what a level becomes in CAP, and what people are asked to do about it.

1. Severity and urgency rise with the level's rank: the top of a scale is Extreme and Immediate, a
   step below is milder. What has ended is Minor and Past.
2. The level's word and colour go along as parameters, in every block; the message of an end carries
   no level.
3. What to do stands as a type and as words. ``AllClear`` is said when the danger is over, ``None``
   alone, and ``Assess`` not to the public.
"""

import re
from collections.abc import Iterator
from typing import Final

from dabyl.core.formats.cap.rules.context import CarriedLevel, Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Info
from dabyl.core.formats.cap.vocabulary import ResponseType, Scope, Severity, Urgency

LEVEL: Final = "dabyl.level"
LEVEL_NAME: Final = "dabyl.level-name"
LEVEL_COLOUR: Final = "dabyl.level-colour"

_SEVERITIES: Final = (Severity.EXTREME, Severity.SEVERE, Severity.MODERATE, Severity.MINOR)
_URGENCIES: Final = (Urgency.IMMEDIATE, Urgency.EXPECTED, Urgency.FUTURE, Urgency.FUTURE)
_AWARENESS: Final = "awareness_level"
_STEP: Final = re.compile(r"\s*([1-4])\s*;", re.ASCII)
_TO_COME: Final = frozenset({Urgency.IMMEDIATE, Urgency.EXPECTED, Urgency.FUTURE})
_WANT_BOTH: Final = frozenset({Profile.GOOGLE, Profile.CAP_CP, Profile.CAP_AU, Profile.DABYL})


def gravity_of(rank: int, steps: int) -> tuple[Severity, Urgency]:
    """Return severity and urgency of the level of *rank*, from 1, in a scale of *steps* levels."""
    below = min(max(steps - rank, 0), len(_SEVERITIES) - 1)
    return _SEVERITIES[below], _URGENCIES[below]


@rule(
    number=55,
    code="cap-level",
    subject=Subject.RELEASE,
    source="own; MeteoAlarm, awareness levels",
    kinds=kinds(E, oasis=I, elsewhere=W),
    needs=(Need.LEVEL,),
)
def gravity_rises_with_the_level(message: Message, context: Context) -> Judged:
    """Severity and urgency rise with the level, whose word and colour travel as parameters."""
    infos = message.alert.infos
    for number, info in enumerate(infos, 1):
        yield from _awareness(f"info[{number}]", info)
    if context.level is None:
        if infos:
            yield Gap(Need.LEVEL)
        return
    for number, info in enumerate(infos, 1):
        yield from _gravity(f"info[{number}]", info, context.level)
        yield from _parameters(f"info[{number}]", info, context.level)


def _awareness(path: str, info: Info) -> Iterator[Fault]:
    for number, parameter in enumerate(info.parameters, 1):
        if (parameter.name or "").strip().lower() == _AWARENESS:
            found = _STEP.match(parameter.value or "")
            if found and info.severity != (wanted := _SEVERITIES[-int(found[1])]):
                data = {"value": info.severity or "-", "wanted": wanted}
                yield Fault(f"{path}/parameter[{number}]", "awareness", data, at_most=W)


def _gravity(path: str, info: Info, level: CarriedLevel) -> Iterator[Fault]:
    wanted = gravity_of(level.rank, level.steps)
    if level.has_ended:
        wanted = (Severity.MINOR, Urgency.PAST)
    pairs = (("severity", info.severity, wanted[0]), ("urgency", info.urgency, wanted[1]))
    for name, value, right in pairs:
        if value != right:
            data = {"name": name, "value": value or "-", "wanted": right}
            yield Fault(f"{path}/{name}", data=data)


def _parameters(path: str, info: Info, level: CarriedLevel) -> Iterator[Fault]:
    said = {each.name: each.value or "" for each in info.parameters}
    if level.has_ended:
        if LEVEL in said or LEVEL_NAME in said:
            yield Fault(path, "ended")
        return
    word = level.names.get(info.language or "", "")
    if word.casefold() not in said.get(LEVEL_NAME, "").casefold() or not said.get(LEVEL_NAME):
        yield Fault(path, "word", {"name": LEVEL_NAME, "wanted": word or "-"})
    if level.colour and said.get(LEVEL_COLOUR) != level.colour:
        yield Fault(path, "colour", {"name": LEVEL_COLOUR, "wanted": level.colour})


@rule(
    number=56,
    code="cap-response-type",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.2; CAP-CP 1.0, recommendation 5; CAP-AU 1.0; Google",
    kinds=kinds(W, oasis=W, elsewhere=W),
)
def response_types_fit(message: Message, context: Context) -> Judged:
    """``responseType`` goes with ``instruction``; ``AllClear`` when it is over, ``None`` alone."""
    is_public = message.alert.scope == Scope.PUBLIC
    ended = context.level is None or context.level.has_ended
    for number, info in enumerate(message.alert.infos, 1):
        path, types = f"info[{number}]", frozenset(info.response_types)
        if not types:
            yield Fault(path, "missing", only=_WANT_BOTH)
        elif not (info.instruction or "").strip() and types != {ResponseType.NONE}:
            yield Fault(path, "instruction", only=_WANT_BOTH)
        if ResponseType.ALL_CLEAR in types and not (ended and info.urgency not in _TO_COME):
            yield Fault(f"{path}/responseType", "clear", {"urgency": info.urgency or "-"})
        if ResponseType.NONE in types and len(types) > 1:
            yield Fault(f"{path}/responseType", "none")
        if ResponseType.ASSESS in types and is_public:
            yield Fault(f"{path}/responseType", "assess")
