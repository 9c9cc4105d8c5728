"""Lives: from when to when a message holds.

1. A message says when it ends, so that nobody has to guess.
2. It is sent before it ends, and begins before it ends. What takes effect before it was sent is
   back-dated, and a person confirms that.
3. It doesn't outlive its level, nor what its channel carries: a longer level is renewed in time.
4. A start that lies ahead is of no use where receivers heed neither ``effective`` nor ``onset``.
"""

from collections.abc import Iterator
from typing import Final

from dabyl.core.formats.cap.rules.context import Channel, Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import OTHERS, OURS, E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import SPACE, Time
from dabyl.core.values.instants import Instant

_IPAWS: Final = frozenset({Profile.IPAWS})


def _at(time: Time | None) -> Instant | None:
    return None if time is None else time.instant


def _text(time: Time | None) -> str:
    """Return what is written: an instant of the year 10000 has no text of its own."""
    return "-" if time is None else time.text.strip(SPACE)


@rule(
    number=57,
    code="cap-expires",
    subject=Subject.MESSAGE,
    source="IPAWS profile 1.0, expires; Google; CAP-CP 1.0, recommendation 3; CAP-AU 1.0, expires",
    kinds=kinds(E, oasis=I, ipaws=E, google=E, cap_cp=W, cap_au=W),
)
def expires_is_there(message: Message, context: Context) -> Judged:
    """``expires`` is always present."""
    del context
    for number, info in enumerate(message.alert.infos, 1):
        if info.expires is None:
            yield Fault(f"info[{number}]")


@rule(
    number=58,
    code="cap-time-order",
    subject=Subject.MESSAGE,
    source="Google; CAP 1.2, 3.2.2; own: a back-dated message is confirmed by a person",
    kinds=kinds(E, oasis=W, elsewhere=W, google=E),
)
def times_are_in_order(message: Message, context: Context) -> Judged:
    """A message is sent before it ends, and takes effect and begins before it ends."""
    del context
    sent = message.alert.sent
    for number, info in enumerate(message.alert.infos, 1):
        path, ends = f"info[{number}]", _at(info.expires)
        if _is_before(info.effective, sent):
            data = {"value": _text(info.effective), "other": _text(sent)}
            yield Fault(f"{path}/effective", "back-dated", data, at_most=W, only=OURS)
            yield Fault(f"{path}/effective", "back-dated", data, at_most=I, only=OTHERS)
        if ends is not None and ends == _at(sent):
            data = {"value": _text(info.expires)}
            yield Fault(f"{path}/expires", "sent", data, only=OURS)
            yield Fault(f"{path}/expires", "sent", data, at_most=W, only=OTHERS)
        for name, start in (("sent", sent), ("effective", info.effective)):
            if _is_before(info.expires, start):
                data = {"value": _text(info.expires), "name": name, "other": _text(start)}
                yield Fault(f"{path}/expires", data=data)
        if _is_before(info.expires, info.onset):
            # Others let a message run out before what it foretells, and send it anew.
            data = {"value": _text(info.expires), "name": "onset", "other": _text(info.onset)}
            yield Fault(f"{path}/expires", data=data, only=OURS)
            yield Fault(f"{path}/expires", data=data, at_most=I, only=OTHERS)


def _is_before(one: Time | None, other: Time | None) -> bool:
    first, second = _at(one), _at(other)
    return first is not None and second is not None and first < second


@rule(
    number=59,
    code="cap-life",
    subject=Subject.RELEASE,
    source="own: phones show an alert again after a day; nobody is warned of what is over",
    kinds=kinds(E, oasis=I),
    needs=(Need.LEVEL, Need.CHANNEL),
)
def life_ends_with_the_level(message: Message, context: Context) -> Judged:
    """``expires`` is not after the end of the level, nor beyond the channel's longest life."""
    ends = [
        (f"info[{number}]/expires", info.expires)
        for number, info in enumerate(message.alert.infos, 1)
        if info.expires is not None
    ]
    if not ends:
        return
    if context.level is None:
        yield Gap(Need.LEVEL)
    elif not context.level.has_ended:
        yield from _outlives_the_level(ends, context.level.end)
    if context.channel is None:
        yield Gap(Need.CHANNEL)
    else:
        yield from _outlives_the_channel(ends, _at(message.alert.sent), context.channel)


def _outlives_the_level(ends: list[tuple[str, Time]], end: Instant | None) -> Iterator[Fault]:
    for path, time in ends:
        if end is not None and time.instant is not None and time.instant > end:
            yield Fault(path, data={"value": _text(time), "most": end.text()})


def _outlives_the_channel(
    ends: list[tuple[str, Time]], sent: Instant | None, channel: Channel
) -> Iterator[Fault]:
    most_s = channel.longest_life_s
    for path, time in ends:
        end = time.instant
        if most_s is not None and sent is not None and end is not None and end.s - sent.s > most_s:
            data = {"value": _text(time), "channel": channel.name, "hours": f"{most_s / 3600:g}"}
            yield Fault(path, "channel", data)


@rule(
    number=60,
    code="cap-late-start",
    subject=Subject.MESSAGE,
    source="IPAWS profile 1.0, effective and onset",
    kinds=kinds(W, oasis=I, ipaws=W),
    needs=(Need.CHANNEL,),
)
def starts_are_heeded(message: Message, context: Context) -> Judged:
    """A delayed start is not left to ``effective`` and ``onset`` where receivers ignore them."""
    sent, channel = message.alert.sent, context.channel
    for number, info in enumerate(message.alert.infos, 1):
        for name, start in (("effective", info.effective), ("onset", info.onset)):
            if not _is_before(sent, start):
                continue
            where, data = f"info[{number}]/{name}", {"value": _text(start), "name": name}
            yield Fault(where, data=data, only=_IPAWS)
            if channel is None:
                yield Gap(Need.CHANNEL)
            elif not channel.heeds_onset:
                yield Fault(where, data=data, only=OURS)
