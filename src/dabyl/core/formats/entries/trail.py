"""The wire shape of an anchor: where the console's audit trail stood.

An entry of kind ``audit`` has the body ``{"number": 12, "hash": "..."}``: the number of the trail's
last line then, and its SHA-256 in hexadecimal.
"""

from collections.abc import Callable
from typing import Annotated, Any

from msgspec import Meta

from dabyl.core.levels.parts import Wire, plain_of
from dabyl.core.register.facts import AuditAnchored, Fact
from dabyl.core.values.wire import Path, read

AUDIT_ENTRY = "audit"


class _Anchor(Wire, omit_defaults=False):
    number: Annotated[int, Meta(ge=1)]
    hash: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


def read_anchor(body: object, where: Callable[[Path], str]) -> Fact:
    """Return the anchor of a body.

    Raises:
        Rejected: it is none.
    """
    wire = read(body, _Anchor, where)
    return AuditAnchored(number=wire.number, hash=wire.hash)


def written_anchor(fact: AuditAnchored) -> dict[str, Any]:
    """Return the body of an anchor."""
    return plain_of(_Anchor(number=fact.number, hash=fact.hash))
