"""Known messages: what is kept of a message so that others can be judged beside it.

1. A known message is named by sender and identifier. Two with one name that say the
   same are one message that was met twice; else the identifier was used twice.
2. What followed a message is found by its name: every known message that refers to it.
3. An expired message is one all of whose blocks have ended; without ``expires`` nobody can say so,
   and it counts as unexpired.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from hashlib import sha256

import attrs
from lxml import etree

from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.values import Alert, Reference
from dabyl.core.values.instants import Instant

Name = tuple[str, str]
"""Sender and identifier."""


@attrs.frozen(kw_only=True)
class Known:
    """A message that was met before: its name, its times and what it refers to."""

    sender: str
    identifier: str
    sent_text: str
    sent_s: int | None
    status: str | None
    scope: str | None
    msg_type: str | None
    references: tuple[Reference, ...]
    ends_s: int | None
    mark: str

    @property
    def name(self) -> Name:
        """Sender and identifier."""
        return self.sender, self.identifier

    @property
    def triple(self) -> str:
        """How a reference names it."""
        return f"{self.sender},{self.identifier},{self.sent_text}"

    def is_over(self, at: Instant) -> bool:
        """Tell whether all of it has ended at *at*; what ends then has ended."""
        return self.ends_s is not None and self.ends_s <= at.s


def known(message: Message) -> Known:
    """Return what is kept of a message."""
    alert = message.alert
    sent = alert.sent
    return Known(
        sender=alert.sender or "",
        identifier=alert.identifier or "",
        sent_text="" if sent is None else sent.text.strip(),
        sent_s=None if sent is None or sent.instant is None else sent.instant.s,
        status=alert.status,
        scope=alert.scope,
        msg_type=alert.msg_type,
        references=tuple(r for r in alert.parsed_references if isinstance(r, Reference)),
        ends_s=_end(alert),
        mark=mark_of(message),
    )


def _end(alert: Alert) -> int | None:
    ends = [info.expires.instant if info.expires else None for info in alert.infos]
    known_ends = [end.s for end in ends if end is not None]
    return max(known_ends) if ends and len(known_ends) == len(ends) else None


def mark_of(message: Message) -> str:
    """Return a digest of what a message says, the same in a wrapper and alone."""
    return sha256(_said_by(message)).hexdigest()


def _said_by(message: Message) -> bytes:
    if message.element is not None:
        with suppress(etree.C14NError):  # a namespace is relative, which has no canonical form
            return etree.tostring(message.element, method="c14n", exclusive=True, with_tail=False)
    return repr(message.alert).encode()


@attrs.frozen
class Chain:
    """All known messages, the judged ones among them, by name and by what they refer to."""

    by_name: Mapping[Name, tuple[Known, ...]]

    @cached_property
    def followers(self) -> Mapping[Name, tuple[Known, ...]]:
        """For a name, the known messages that refer to it."""
        found: dict[Name, list[Known]] = {}
        for same in self.by_name.values():
            for each in same:
                for name in {(r.sender, r.identifier) for r in each.references}:
                    found.setdefault(name, []).append(each)
        return {name: tuple(each) for name, each in found.items()}

    def named(self, reference: Reference) -> tuple[Known, ...]:
        """Return the known messages of a reference's sender and identifier."""
        return self.by_name.get((reference.sender, reference.identifier), ())


def chain_of(messages: Iterable[Known]) -> Chain:
    """Return the chain of known messages; equal bytes under one name count once."""
    found: dict[Name, dict[str, Known]] = {}
    for each in messages:
        found.setdefault(each.name, {})[each.mark] = each
    return Chain({name: tuple(same.values()) for name, same in found.items()})
