"""Geocodes: codes of places, each of a scheme as it was on a day.

1. A scheme changes: a code is only understood with the scheme's version beside it.
2. A code is one of the day on which the message was sent. One that the named version had, and that
   day did not, is told apart: the message of an end repeats what it ends, years later.
3. The same code in several languages or areas is told once.
"""

from datetime import date
from typing import Final

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.gazetteers import Gazetteer, day_of, scheme_of, version_of
from dabyl.core.formats.cap.rules.kinds import E, I, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule

PRESCRIBED: Final = frozenset({"SAME"})
"""Names that a profile demands as they are, without a version."""


@rule(
    number=91,
    code="cap-geocode",
    subject=Subject.MESSAGE,
    source="CAP-CP 1.0, location references; own: codes of regions changed while levels held",
    kinds=kinds(E, oasis=I, elsewhere=I, cap_cp=W),
    needs=(Need.GAZETTEER,),
)
def geocode_is_of_its_day(message: Message, context: Context) -> Judged:
    """``valueName`` names scheme and version, in which the code existed on the day of ``sent``."""
    on = _day_of_sending(message)
    for (name, code), path in _codes(message).items():
        if name in PRESCRIBED:
            continue
        if version_of(name) is None:
            yield Fault(f"{path}/valueName", data={"name": name})
        elif context.gazetteer is None:
            yield Gap(Need.GAZETTEER)
        elif on is not None and code:
            yield from _existence(path, name, code, on, context.gazetteer)


def _codes(message: Message) -> dict[tuple[str, str], str]:
    """Return each code with its name and its first place; of a name without version the first."""
    found: dict[tuple[str, str], str] = {}
    for ground in message.grounds:
        for number, each in enumerate(ground.area.geocodes, 1):
            name, code = (each.name or "").strip(), (each.value or "").strip()
            key = (name, "" if version_of(name) is None else code)
            if name and key not in found:
                found[key] = f"{ground.path}/geocode[{number}]"
    return found


def _existence(path: str, name: str, code: str, on: date, known: Gazetteer) -> Judged:
    scheme, version = scheme_of(name), day_of(version_of(name) or "")
    existed = known.existed(scheme, code, on)
    data = {"scheme": scheme, "code": code, "day": on.isoformat()}
    if existed is None:
        yield Gap(Need.GAZETTEER)
    elif not existed and version is not None and known.existed(scheme, code, version):
        yield Fault(f"{path}/value", "elsewhen", data, at_most=W)
    elif not existed:
        yield Fault(f"{path}/value", "unknown", data)


def _day_of_sending(message: Message) -> date | None:
    sent = message.alert.sent
    if sent is None or sent.instant is None:
        return None
    return date.fromisoformat(sent.text.strip()[:10])
