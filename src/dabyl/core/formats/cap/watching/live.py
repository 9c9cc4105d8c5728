"""Live: which of many alerts are in force at an instant, given what followed them.

1. An alert counts from ``sent`` on. A block of it is in force from ``effective``, or else ``sent``,
   up to ``expires``. A block without ``expires`` is in force until something ends it, a week long
   at most: the standard leaves this to the reader, and a list that never ends warns nobody.
2. An Update or a Cancel ends each alert that it refers to, by sender, identifier and time, when it
   is of the same sender, was not sent before it, and is to be relied on as far at least: nobody
   ends a signed warning by writing its sender's name.
3. A Cancel itself, an Ack and an Error are no warnings. Whether Test and Exercise count, the caller
   says; a Draft and a System message never do.

Source: CAP 1.2, 3.2.1 and 3.2.2.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

import attrs

from dabyl.core.formats.cap.values import Info, Reference, Time
from dabyl.core.formats.cap.vocabulary import MsgType, Status
from dabyl.core.formats.cap.watching.kept import Heard
from dabyl.core.values.instants import Instant

IN_EARNEST: Final = frozenset({Status.ACTUAL})
PLAYED: Final = frozenset({Status.ACTUAL, Status.EXERCISE, Status.TEST})
_WARNINGS: Final = frozenset({MsgType.ALERT, MsgType.UPDATE})
_ENDING: Final = frozenset({MsgType.UPDATE, MsgType.CANCEL})

WITHOUT_END: Final = timedelta(days=7)

_Name = tuple[str, str]


@attrs.frozen(kw_only=True)
class InForce:
    """An alert with its blocks that are in force; ``until`` is None when no end is stated."""

    heard: Heard
    infos: tuple[Info, ...]
    until: Instant | None


def in_force(
    heard: Iterable[Heard], *, at: Instant, statuses: frozenset[Status] = IN_EARNEST
) -> tuple[InForce, ...]:
    """Return what is in force at *at*, in the order in which it was sent."""
    known = [each for each in heard if (sent := _sent(each)) is not None and sent <= at]
    endings = _endings(known)
    found = [
        standing
        for each in known
        if _is_warning(each, statuses) and not _is_ended(each, endings)
        if (standing := _standing(each, at)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (_sent_s(each.heard), each.heard.kept.hash)))


def end_of(heard: Heard) -> Instant:
    """Return when the last of its blocks is over; for one without blocks, when it was sent."""
    ends = (_period(heard, info)[1] for info in heard.alert.infos)
    return max(ends, key=_s, default=Instant(_sent_s(heard)))


def ended_by(heard: Heard) -> Iterator[Reference]:
    """Yield what an alert refers to in order to end it: what is of its own sender."""
    if heard.alert.msg_type in _ENDING:
        for reference in heard.alert.parsed_references:
            if isinstance(reference, Reference) and reference.sender == heard.kept.sender:
                yield reference


def _is_warning(heard: Heard, statuses: frozenset[Status]) -> bool:
    return heard.alert.msg_type in _WARNINGS and heard.alert.status in statuses


def _standing(heard: Heard, at: Instant) -> InForce | None:
    infos = tuple(info for info in heard.alert.infos if _holds(heard, info, at))
    if not infos:
        return None
    ends = [_instant(info.expires) for info in infos]
    known = [end for end in ends if end is not None]
    until = max(known, key=_s) if len(known) == len(ends) else None
    return InForce(heard=heard, infos=infos, until=until)


def _holds(heard: Heard, info: Info, at: Instant) -> bool:
    start, end = _period(heard, info)
    return start <= at < end


def _period(heard: Heard, info: Info) -> tuple[Instant, Instant]:
    start = _instant(info.effective) or Instant(_sent_s(heard))
    return start, _instant(info.expires) or start.plus(WITHOUT_END)


def _endings(known: Iterable[Heard]) -> dict[_Name, list[tuple[Heard, Reference]]]:
    """Return what ends messages, by whom it names."""
    found: dict[_Name, list[tuple[Heard, Reference]]] = {}
    for each in known:
        for reference in ended_by(each):
            found.setdefault((reference.sender, reference.identifier), []).append((each, reference))
    return found


def _is_ended(heard: Heard, endings: dict[_Name, list[tuple[Heard, Reference]]]) -> bool:
    name = (heard.kept.sender, heard.kept.identifier)
    return any(_ends(by, reference, heard) for by, reference in endings.get(name, ()))


def _ends(by: Heard, reference: Reference, heard: Heard) -> bool:
    return (
        by.kept.hash != heard.kept.hash
        and by.trust >= heard.trust
        and by.alert.status == heard.alert.status
        and _sent_s(heard) <= _sent_s(by)
        and _same_time(reference.sent, heard)
    )


def _same_time(text: str, heard: Heard) -> bool:
    named = Time(text).instant
    return text == heard.kept.sent if named is None else named == _sent(heard)


def _sent(heard: Heard) -> Instant | None:
    return _instant(heard.alert.sent)


def _sent_s(heard: Heard) -> int:
    sent = _sent(heard)
    return 0 if sent is None else sent.s


def _instant(time: Time | None) -> Instant | None:
    return None if time is None else time.instant


def _s(at: Instant) -> int:
    return at.s
