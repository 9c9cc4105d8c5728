"""Times: how they are written, in which offset, and when ``sent`` may be.

1. A time is written to the second with a numeric offset: ``2016-06-06T12:00:00+06:00``.
2. UTC is written ``-00:00``. A comma in place of the sign passes the schema and no reader.
3. The offset is the one that holds in the area; UTC for a local area is a warning.
4. A message isn't from the future, and at release ``sent`` is now.
"""

import re
from typing import Final

from dabyl.core.formats.cap.rules.context import Context, Territory
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import SPACE
from dabyl.core.values.instants import Instant

WRITTEN: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+,-]\d\d:\d\d", re.ASCII)
"""How a time is written; the comma has a rule of its own."""

_WEST_S: Final = -12 * 3600
_EAST_S: Final = 14 * 3600
_SKEW_S: Final = 60
_STALE_S: Final = 600
_SIGN_AT: Final = 19
_NOT_UK: Final = frozenset(Profile) - {Profile.UK}


@rule(
    number=9,
    code="cap-time-form",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.3.2",
    kinds=kinds(E, oasis=E, elsewhere=E),
)
def times_have_one_form(message: Message, context: Context) -> Judged:
    """Every time is ``YYYY-MM-DDThh:mm:ss±hh:mm``: an offset, no ``Z``, no fraction."""
    del context
    for path, time in message.times:
        text = time.text.strip(SPACE)
        if not WRITTEN.fullmatch(text) or (time.instant is None and text[_SIGN_AT] != ","):
            yield Fault(path, data={"value": text})


@rule(
    number=10,
    code="cap-time-utc",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.3.2",
    kinds=kinds(E, oasis=E, elsewhere=W),
)
def utc_is_minus_zero(message: Message, context: Context) -> Judged:
    """UTC is written ``-00:00``; ``+00:00`` is accepted on input only."""
    del context
    for path, time in message.times:
        if time.text.rstrip(SPACE).endswith("+00:00"):
            yield Fault(path, data={"value": time.text.strip(SPACE)})


@rule(
    number=11,
    code="cap-time-sign",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.3.2; the character class in its schema lets a comma in",
    kinds=kinds(E, oasis=E, elsewhere=E),
)
def sign_of_an_offset_is_a_sign(message: Message, context: Context) -> Judged:
    """The sign of an offset is ``+`` or ``-``."""
    del context
    for path, time in message.times:
        text = time.text.strip(SPACE)
        if text[_SIGN_AT : _SIGN_AT + 1] == "," and WRITTEN.fullmatch(text):
            yield Fault(path, data={"value": text})


@rule(
    number=12,
    code="cap-time-offset",
    subject=Subject.MESSAGE,
    source="Google; IPAWS profile 1.0, sent; CAP-AU 1.0, sent",
    kinds=kinds(W, oasis=I, elsewhere=W, ipaws=E, uk=I),
    needs=(Need.TERRITORY,),
)
def offset_is_that_of_the_area(message: Message, context: Context) -> Judged:
    """The offset is one that exists, and the legal one of the area at that instant, not UTC."""
    territory = context.territory
    if territory is None:
        yield Gap(Need.TERRITORY)
    for path, time in message.times:
        offset_s, instant = time.offset_s, time.instant
        if offset_s is None or instant is None:
            continue
        data = {"value": time.text.strip(SPACE)}
        if not _WEST_S <= offset_s <= _EAST_S:
            yield Fault(path, "no-such", data)
        elif territory is not None and territory.zones:
            if offset_s not in _legal(territory, instant):
                yield Fault(path, data=data)
        elif offset_s == 0:
            yield Fault(path, "utc", data, only=_NOT_UK)


def _legal(territory: Territory, at: Instant) -> set[float | None]:
    offsets = [at.local(zone).utcoffset() for zone in territory.zones]
    return {None if offset is None else offset.total_seconds() for offset in offsets}


@rule(
    number=13,
    code="cap-sent-not-now",
    subject=Subject.RELEASE,
    source="own: a message is released when it is sent",
    kinds=kinds(E, oasis=W, elsewhere=W),
    needs=(Need.AT, Need.RELEASE),
)
def sent_is_now(message: Message, context: Context) -> Judged:
    """``sent`` is not in the future, and not older than a few minutes at release."""
    sent = None if message.alert.sent is None else message.alert.sent.instant
    if sent is None:
        return
    release = context.release
    at = context.at if release is None else release.at
    if at is None:
        yield Gap(Need.AT)
    elif sent.s > at.s + _SKEW_S:
        yield Fault("sent", "future", {"value": sent.text(), "at": at.text()})
    if release is None:
        yield Gap(Need.RELEASE)
    elif sent.s < release.at.s - _STALE_S:
        yield Fault("sent", data={"value": sent.text(), "at": release.at.text()})
