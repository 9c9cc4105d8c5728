"""After a release: the files by which a decision reaches people, each with its kind.

1. They are the decision's own pages, those of the country and of the places that it names, the map,
   and the feeds; and its messages, each by its channel.
2. The messages of a decision are those that were released after it and before the next one.
"""

from collections.abc import Iterator
from enum import StrEnum
from itertools import takewhile

import attrs

from dabyl.core.levels.decision import Decision
from dabyl.core.publication.cap.files import cap_path
from dabyl.core.publication.links import decision_tail, place_tail
from dabyl.core.publication.press import Press
from dabyl.core.register.effects import pieces_named
from dabyl.core.register.records import DecisionRecord
from dabyl.core.register.register import Register


class FormKind(StrEnum):
    """What a file is."""

    DECISION = "decision"
    FRONT = "front"
    PLACE = "place"
    MAP = "map"
    PRINT = "print"
    SMS = "sms"
    STATUS = "status"
    FEED = "feed"
    CAP = "cap"


@attrs.frozen
class FormFile:
    """A file of a kind; ``channel`` is that of a message."""

    kind: FormKind
    path: str
    channel: str = ""


def files_of(press: Press, key: str) -> tuple[FormFile, ...]:
    """Return the files by which a decision reaches people."""
    record = press.answers.register.record(key)
    return tuple(_files(press, record))


def _files(press: Press, record: DecisionRecord) -> Iterator[FormFile]:
    register = press.answers.register
    places = [one for one in _places(register, record.decision) if one in press.paged]
    for lang in press.languages:
        yield FormFile(FormKind.DECISION, f"{lang}/{decision_tail(record.decision.id)}")
        yield FormFile(FormKind.FRONT, f"{lang}/index.html")
        yield FormFile(FormKind.FEED, f"feed/{lang}.atom")
        for place in places:
            yield FormFile(FormKind.PLACE, f"{lang}/{place_tail(place)}")
            yield FormFile(FormKind.PRINT, f"print/{lang}/{place}.html")
            yield FormFile(FormKind.SMS, f"text/{lang}/{place}.sms.txt")
    yield FormFile(FormKind.MAP, "geo/standing.geojson")
    yield from (FormFile(FormKind.STATUS, f"status/{place}.json") for place in places)
    for message in _messages(register, record):
        yield FormFile(FormKind.CAP, cap_path(message[0]), message[1])


def _places(register: Register, decision: Decision) -> Iterator[str]:
    """Give the places that a decision names, or on which what it names lies, each once."""
    seen: dict[str, None] = {}
    day = register.recorded_at.local("UTC").date()
    for effect in decision.effects:
        area = getattr(effect, "area", None)
        if area is not None:
            seen |= dict.fromkeys(area.units)
        for piece in pieces_named(register, effect):
            seen |= dict.fromkeys(register.epoch.covering(piece.ground, day))
    yield from seen


def _messages(register: Register, record: DecisionRecord) -> Iterator[tuple[str, str]]:
    """Give the identifiers and channels of the messages between a decision and the next one."""
    numbers = (register.record(key).number for key in register.order.backwards())
    later = takewhile(lambda number: number > record.number, numbers)
    following = min(later, default=register.number + 1)
    for one in register.messages:
        if record.number < one.number < following:
            yield one.message.identifier, one.message.channel
