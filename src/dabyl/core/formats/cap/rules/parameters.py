"""Parameters: how many and how long, what phones are sent of them, and flags to broadcast at once.

1. Parameters have limits; the texts of American phone alerts have narrow ones of their own.
2. A text for phones is measured as phones do: in septets, or in units of 16 bits as soon as one
   character needs it.
3. A flag to broadcast at once says yes or no. A Cancel has none, so nobody may go by flags alone.

Source of the lengths: NWS practice for wireless alerts (90 and 360 characters); GOV.UK
Emergency Alerts (a broadcast of 15 pages: 1,395 septets or 615 units).
"""

import re
from collections.abc import Iterator
from typing import Final

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Judged
from dabyl.core.formats.cap.rules.kinds import OURS, E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Info, NamedValue
from dabyl.core.formats.cap.vocabulary import MsgType
from dabyl.core.formats.sms.segments import Alphabet, Segments, segments

MOST_PARAMETERS: Final = 50
NAME_CHARS: Final = 256
VALUE_CHARS: Final = 4000
WIRELESS: Final = {"cmamtext": 90, "cmamlongtext": 360}
"""How long the texts of American phone alerts may be, by their names in small letters."""

BROADCAST_UNITS: Final = {Alphabet.GSM_7: 1395, Alphabet.UCS_2: 615}

_UK: Final = frozenset({Profile.UK})
_FOR_PHONES: Final = re.compile(r"(?:^|[:.])(?:sms|sms[-_]?te?xt|short[-_]?text)$")
_FLAG: Final = re.compile(
    r"(?:broadcast[-_]?(?:immediate(?:ly)?|intrusive)|wireless[-_]?immediate)$"
)
_ANSWERS: Final = frozenset({"yes", "no"})
_LONGEST_NAME: Final = 100
_MEASURED_CHARS: Final = 8000
"""So much of a text is measured: what is longer is too long for every phone."""


@rule(
    number=66,
    code="cap-parameter-limits",
    subject=Subject.MESSAGE,
    source="own; NWS, CAP documentation, CMAMtext and CMAMlongtext",
    kinds=kinds(E, oasis=I, ipaws=E, elsewhere=W),
)
def parameters_keep_their_limits(message: Message, context: Context) -> Judged:
    """A block has at most 50 parameters, a name 256 and a value 4,000 characters; phones less."""
    del context
    for number, info in enumerate(message.alert.infos, 1):
        path = f"info[{number}]"
        if len(info.parameters) > MOST_PARAMETERS:
            data = {"count": len(info.parameters), "most": MOST_PARAMETERS}
            yield Fault(path, data=data, only=OURS)
        for place, parameter in _parameters(path, info):
            yield from _too_long(place, parameter)
            yield from _no_phone_alert(place, parameter)


def _parameters(path: str, info: Info) -> Iterator[tuple[str, NamedValue]]:
    for number, parameter in enumerate(info.parameters, 1):
        yield f"{path}/parameter[{number}]", parameter


def _too_long(place: str, parameter: NamedValue) -> Iterator[Fault]:
    for case, text, most in (
        ("name", parameter.name or "", NAME_CHARS),
        ("value", parameter.value or "", VALUE_CHARS),
    ):
        if len(text) > most:
            yield Fault(place, case, {"chars": len(text), "most": most}, only=OURS)


def _no_phone_alert(place: str, parameter: NamedValue) -> Iterator[Fault]:
    most = WIRELESS.get(_name(parameter))
    if most is None:
        return
    measured = _measured(parameter.value)
    if measured.alphabet is not Alphabet.GSM_7:
        yield Fault(place, "alphabet", {"name": parameter.name})
    if measured.units > most:
        data = {"name": parameter.name, "units": measured.units, "most": most}
        yield Fault(place, "phone", data)


def _name(parameter: NamedValue) -> str:
    name = parameter.name or ""
    return name.strip().lower() if len(name) <= _LONGEST_NAME else ""


@rule(
    number=67,
    code="cap-short-text",
    subject=Subject.MESSAGE,
    source="own; 3GPP TS 23.038, 6.2.1; GOV.UK Emergency Alerts, length of a message",
    kinds=kinds(W, oasis=I, uk=E),
)
def short_texts_are_measured(message: Message, context: Context) -> Judged:
    """A text for phones is measured in GSM-7 or UCS-2 as its characters need, with its segments."""
    del context
    for number, info in enumerate(message.alert.infos, 1):
        path = f"info[{number}]"
        for place, parameter in _parameters(path, info):
            if _FOR_PHONES.search(_name(parameter)):
                measured = _measured(parameter.value)
                if measured.count > 1:
                    yield Fault(place, data=_measures(measured), at_most=W)
        if len(info.description or "") > BROADCAST_UNITS[Alphabet.UCS_2]:
            measured = _measured(info.description)
            most = BROADCAST_UNITS[measured.alphabet]
            if measured.units > most:
                data = {**_measures(measured), "most": most}
                yield Fault(f"{path}/description", "broadcast", data, only=_UK)


def _measured(text: str | None) -> Segments:
    return segments((text or "").strip()[:_MEASURED_CHARS])


def _measures(measured: Segments) -> dict[str, object]:
    return {
        "alphabet": measured.alphabet.upper(),
        "units": measured.units,
        "count": measured.count,
    }


@rule(
    number=68,
    code="cap-broadcast-flag",
    subject=Subject.MESSAGE,
    source="NAADS LMD guide; SOREM common look and feel, Broadcast_Immediately",
    kinds=kinds(E, oasis=I, elsewhere=W, cap_cp=E),
)
def flags_say_yes_or_no(message: Message, context: Context) -> Judged:
    """A flag to broadcast at once is yes or no; receivers don't go by it alone: cancels lack it."""
    del context
    is_cancel = message.alert.msg_type == MsgType.CANCEL
    for number, info in enumerate(message.alert.infos, 1):
        for place, parameter in _parameters(f"info[{number}]", info):
            if _FLAG.search(_name(parameter)):
                yield from _flag(place, parameter, is_cancel=is_cancel)


def _flag(place: str, parameter: NamedValue, *, is_cancel: bool) -> Iterator[Fault]:
    value = (parameter.value or "").strip()
    data = {"name": parameter.name, "value": value[:40] or "-"}
    if value.lower() not in _ANSWERS:
        yield Fault(place, data=data)
    elif value.lower() == "yes":
        yield Fault(place, "cancel" if is_cancel else "alone", data, at_most=W if is_cancel else I)
