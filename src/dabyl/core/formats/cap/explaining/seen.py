"""Seen messages: what is known beside an alert, to tell what it replaces and what replaced it.

1. A message is found by sender and identifier. What came after it is found by its references,
   message by message, up to the latest.
2. A later message counts when it is an Update or a Cancel of the same sender and status, was sent
   no earlier than what it names and, where keys were given, is signed by a key of its sender.
   Else it is told with the doubt: a stranger's Cancel ends nothing.
3. What was sent after the asked instant was not there yet, and is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
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

    @classmethod
    def of(cls, messages: Iterable[Met], *, beyond: bool = True) -> Self:
        """Return what was seen; of two messages with one name the first is kept."""
        by_name: dict[Name, Met] = {}
        for each in messages:
            by_name.setdefault(each.name, each)
        after: dict[Name, list[Met]] = {}
        for each in by_name.values():
            for name in {(r.sender, r.identifier) for r in each.references}:
                after.setdefault(name, []).append(each)
        return cls(by_name, {name: tuple(each) for name, each in after.items()}, beyond)

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
        left: list[tuple[Name, Time | None]] = [(own, alert.sent)]
        while left:
            name, sent = left.pop()
            for each in self._naming(name, at):
                if each.name != own and each.name not in found:
                    doubt = _doubt(each, alert, sent, keyring, at)
                    found[each.name] = Later(each, doubt)
                    if doubt is None:
                        left.append((each.name, each.sent))
        return tuple(sorted(found.values(), key=_order))

    def _naming(self, name: Name, at: Instant) -> Iterator[Met]:
        for each in self.after.get(name, ()):
            sent = _sent(each.sent)
            if each.msg_type in _ACTS and (sent is None or sent <= at):
                yield each


def _doubt(
    later: Met, alert: Alert, sent: Time | None, keyring: Keyring | None, at: Instant
) -> Doubt | None:
    if later.sender != alert.sender:
        return Doubt.OTHER_SENDER
    if later.status != alert.status:
        return Doubt.OTHER_STATUS
    before, after = _sent(sent), _sent(later.sent)
    if before is None or after is None or after < before:
        return Doubt.TIME
    if keyring is not None and not _is_signed(later, keyring, at):
        return Doubt.NOT_VERIFIED
    return None


def _is_signed(message: Met, keyring: Keyring, at: Instant) -> bool:
    if message.signed is None:
        return False
    return verify(message.signed, keyring, received_at=at).state is State.VALID


def _sent(time: Time | None) -> Instant | None:
    return None if time is None else time.instant


def _order(later: Later) -> tuple[int, str]:
    sent = _sent(later.message.sent)
    return (0 if sent is None else sent.s), later.message.identifier or ""
