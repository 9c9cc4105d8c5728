"""Seen messages: what is known beside an alert, to tell what it replaces and what replaced it.

1. A message is found by sender and identifier. What came after it is found by its references,
   message by message, up to the latest.
2. A later message counts when it is an Update or a Cancel of the same sender and status, was sent
   no earlier than what it names and, where keys were given, is signed by a key of its sender.
   Else it is told with the doubt: a stranger's Cancel ends nothing.
3. What was sent after the asked instant was not there yet, and is left out.
4. Not more than fifty are told of an alert, and no walk looks at more than four thousand: those of
   the same sender first, signed ones before others, then in the order of sending. So thousands of
   messages that name each other cost no more than as many that don't.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from typing import Final, Self

import attrs

from dabyl.core.formats.cap.explaining.choosing import language_of, primary
from dabyl.core.formats.cap.explaining.harmless import one_line
from dabyl.core.formats.cap.reading import Found
from dabyl.core.formats.cap.signature.keyring import Keyring
from dabyl.core.formats.cap.signature.structure import has_signature
from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.formats.cap.values import Alert, Reference, Time
from dabyl.core.formats.cap.vocabulary import MsgType
from dabyl.core.values.instants import Instant

Name = tuple[str | None, str | None]
"""Sender and identifier."""

MOST_TOLD: Final = 50
MOST_LOOKED_AT: Final = 4_000
_ACTS: Final = frozenset({MsgType.UPDATE.value, MsgType.CANCEL.value})


class Doubt(StrEnum):
    """Why a message that names an alert doesn't count as its successor."""

    OTHER_SENDER = "other-sender"
    OTHER_STATUS = "other-status"
    TIME = "time"
    NOT_VERIFIED = "not-verified"


@attrs.frozen(kw_only=True)
class Met:
    """What is kept of a message that was seen; ``signed`` is the document, when it is signed."""

    sender: str | None
    identifier: str | None
    sent: Time | None
    status: str | None
    msg_type: str | None
    references: tuple[Reference, ...]
    titles: tuple[tuple[str, str], ...]
    signed: bytes | None = attrs.field(default=None, repr=False)

    @property
    def name(self) -> Name:
        """Sender and identifier."""
        return self.sender, self.identifier

    def title(self, wanted: str) -> tuple[str, str] | None:
        """Return the language and the title for a reader of *wanted*; None when there is none."""
        own = (each for each in self.titles if primary(each[0]) == primary(wanted))
        return next(own, next(iter(self.titles), None))


def met(found: Found) -> Met:
    """Return what is kept of a message."""
    alert = found.alert
    titles = ((language_of(i), one_line(i.headline) or one_line(i.event)) for i in alert.infos)
    return Met(
        sender=alert.sender,
        identifier=alert.identifier,
        sent=alert.sent,
        status=alert.status,
        msg_type=alert.msg_type,
        references=tuple(r for r in alert.parsed_references if isinstance(r, Reference)),
        titles=tuple((language, title) for language, title in titles if title),
        signed=found.data if has_signature(found.element) else None,
    )


@attrs.frozen
class Later:
    """A message that names an alert, and why that doesn't count; None when it does."""

    message: Met
    doubt: Doubt | None


@attrs.frozen
class Seen:
    """Messages by name, and by what they name; ``beyond`` the file that is explained or in it."""

    by_name: Mapping[Name, Met]
    after: Mapping[Name, tuple[Met, ...]]
    beyond: bool
    _verdicts: dict[tuple[object, ...], bool] = attrs.field(factory=dict, eq=False)

    @classmethod
    def of(cls, messages: Iterable[Met], *, beyond: bool = True) -> Self:
        """Return what was seen; of two messages with one name the first is kept."""
        by_name: dict[Name, Met] = {}
        for each in messages:
            by_name.setdefault(each.name, each)
        after: dict[Name, list[Met]] = {}
        for each in by_name.values():
            if each.msg_type in _ACTS:
                for name in {(r.sender, r.identifier) for r in each.references}:
                    after.setdefault(name, []).append(each)
        in_order = {name: tuple(sorted(after[name], key=_weight(name[0]))) for name in after}
        return cls(by_name, in_order, beyond)

    @classmethod
    def among(cls, alerts: Iterable[Found]) -> Self:
        """Return what was seen, from alerts as they were read."""
        return cls.of(map(met, alerts))

    def named(self, reference: Reference) -> Met | None:
        """Return the message that a reference names, if it was seen."""
        return self.by_name.get((reference.sender, reference.identifier))

    def later(self, alert: Alert, *, keyring: Keyring | None, at: Instant) -> tuple[Later, ...]:
        """Return what names the alert or what replaced it, by *at*, in the order of sending."""
        own: Name = (alert.sender, alert.identifier)
        found: dict[Name, Later] = {}
        for each, sent in islice(self._walk(own, alert.sent, found), MOST_LOOKED_AT):
            if each.name != own and each.name not in found and not _is_after(each, at):
                found[each.name] = Later(each, self._doubt(each, alert, sent, keyring, at))
                if len(found) == MOST_TOLD:
                    break
        return tuple(sorted(found.values(), key=_order))

    def _walk(
        self, own: Name, sent: Time | None, found: Mapping[Name, Later]
    ) -> Iterator[tuple[Met, Time | None]]:
        """Yield what names the alert, then what names each of those found that count."""
        left: list[tuple[Name, Time | None]] = [(own, sent)]
        followed = {own}
        while left:
            name, when = left.pop()
            for each in self.after.get(name, ()):
                yield each, when
                later = found.get(each.name)
                if later is not None and later.doubt is None and each.name not in followed:
                    followed.add(each.name)
                    left.append((each.name, each.sent))

    def _doubt(
        self, later: Met, alert: Alert, sent: Time | None, keyring: Keyring | None, at: Instant
    ) -> Doubt | None:
        if later.sender != alert.sender:
            return Doubt.OTHER_SENDER
        if later.status != alert.status:
            return Doubt.OTHER_STATUS
        before, after = _sent(sent), _sent(later.sent)
        if before is None or after is None or after < before:
            return Doubt.TIME
        if keyring is not None and not self._is_signed(later, keyring, at):
            return Doubt.NOT_VERIFIED
        return None

    def _is_signed(self, message: Met, keyring: Keyring, at: Instant) -> bool:
        if message.signed is None:
            return False
        key = (message.name, at, keyring.keys)
        if key not in self._verdicts:
            state = verify(message.signed, keyring, received_at=at).state
            self._verdicts[key] = state is State.VALID
        return self._verdicts[key]


def _weight(sender: str | None) -> Callable[[Met], tuple[bool, bool, int]]:
    """Return what puts messages that name one of *sender* in order: its own first."""

    def weigh(one: Met) -> tuple[bool, bool, int]:
        sent = _sent(one.sent)
        return one.sender != sender, one.signed is None, 0 if sent is None else sent.s

    return weigh


def _is_after(message: Met, at: Instant) -> bool:
    sent = _sent(message.sent)
    return sent is not None and sent > at


def _sent(time: Time | None) -> Instant | None:
    return None if time is None else time.instant


def _order(later: Later) -> tuple[int, str]:
    sent = _sent(later.message.sent)
    return (0 if sent is None else sent.s), later.message.identifier or ""
