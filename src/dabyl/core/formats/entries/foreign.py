"""Entries about warnings of others: shown with their document, or withdrawn.

1. The document stands in the entry as its text, and its hash is that of the text: what was shown
   can be checked, signature included, with nothing but the journal.
2. What stands beside the text repeats it; an entry that says otherwise is rejected.
"""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

import attrs
import msgspec

from dabyl.core.formats.cap.reading import read as read_alerts
from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.values import Alert
from dabyl.core.levels.parts import Wire, plain_of
from dabyl.core.register.facts import ForeignShown, ForeignWithdrawn
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.wire import Fault, Path, Senseless, read, unknown_value

FOREIGN_ENTRY: Final = "foreign"
FOREIGN_WITHDRAWN_ENTRY: Final = "foreign-withdrawn"

_Where = Callable[[Path], str]


class _Foreign(Wire, omit_defaults=False):
    identifier: str
    sender: str
    sent: str
    status: str
    scope: str
    kind: str
    hash: str
    source: str
    received_at: str
    signature: State
    reason: str | None
    key: str | None
    schema_valid: bool
    errors: tuple[str, ...]
    office: str | None
    supersedes: tuple[str, ...]
    until: str
    text: str

    def __post_init__(self) -> None:
        """Refuse what the document doesn't say, and times that are none."""
        if faults := (*_time_faults(self), *_document_faults(self)):
            raise Senseless(*faults)


class _Withdrawn(Wire):
    hash: str
    office: str
    reason: str


def written_foreign(fact: ForeignShown | ForeignWithdrawn) -> tuple[str, Mapping[str, Any]]:
    """Return the kind and the body of the entry that holds *fact*."""
    if isinstance(fact, ForeignWithdrawn):
        return FOREIGN_WITHDRAWN_ENTRY, plain_of(_Withdrawn(**attrs.asdict(fact)))
    times = {"received_at": fact.received_at.text(), "until": fact.until.text()}
    fields = attrs.asdict(fact) | times | {"signature": State(fact.signature)}
    return FOREIGN_ENTRY, plain_of(_Foreign(**fields))


def _shown(body: object, where: _Where) -> ForeignShown:
    wire = read(body, _Foreign, where)
    times = {"received_at": _instant(wire.received_at), "until": _instant(wire.until)}
    fields = msgspec.structs.asdict(wire) | times | {"signature": wire.signature.value}
    return ForeignShown(**fields)


def _withdrawn(body: object, where: _Where) -> ForeignWithdrawn:
    return ForeignWithdrawn(**msgspec.structs.asdict(read(body, _Withdrawn, where)))


FOREIGN_READERS: Final[
    Mapping[str, Callable[[object, _Where], ForeignShown | ForeignWithdrawn]]
] = {
    FOREIGN_ENTRY: _shown,
    FOREIGN_WITHDRAWN_ENTRY: _withdrawn,
}
"""What reads the body of each kind of entry; it raises ``Rejected`` with every problem found."""


def _time_faults(wire: _Foreign) -> Iterator[Fault]:
    for name, text in (("received_at", wire.received_at), ("until", wire.until)):
        try:
            _instant(text)
        except ValueError:
            yield unknown_value(text, "an instant: 2016-06-06T12:00:00Z").under((name,))


def _document_faults(wire: _Foreign) -> Iterator[Fault]:
    data = wire.text.encode()
    digest = sha256(data).hexdigest()
    if digest != wire.hash:
        yield unknown_value(wire.hash, digest).under(("hash",))
    found = read_alerts(data).alerts
    if len(found) != 1:
        yield unknown_value(f"{len(found)} alerts", "one alert").under(("text",))
        return
    for name, have in _repeated(found[0].alert):
        if getattr(wire, name) != have:
            yield unknown_value(getattr(wire, name), have).under((name,))


def _repeated(alert: Alert) -> Iterator[tuple[str, str]]:
    yield "identifier", alert.identifier or ""
    yield "sender", alert.sender or ""
    yield "sent", "" if alert.sent is None else alert.sent.text.strip()
    yield "status", alert.status or ""
    yield "scope", alert.scope or ""
    yield "kind", alert.msg_type or ""


def _instant(text: str) -> Instant:
    return parse_instant(text)
