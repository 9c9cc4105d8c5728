"""The audit trail: who did what to accounts and sessions, as a hash chain of its own.

1. A line is canonical JSON: number, time, what, by whom and about whom, by pseudonyms, and the hash
   of the line before. Nothing in it is a name, an address or a secret.
2. Lines are only added. ``broken_at`` finds the first that does not follow from those before.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from dabyl.adapters.accounts.models import AuditRow, Person
from dabyl.adapters.accounts.turns import turn
from dabyl.core.journal.canonical import format_canonical, parse_canonical
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Rejected

START = "0" * 64
_LOST = "?"
_BLANK = dict.fromkeys(("about", "at", "by", "subject", "what"), _LOST)
_AT_ONCE = 500


def note(
    what: str, *, by: Person | None, subject: Person | None, at: Instant, about: str = ""
) -> None:
    """Add a line; *by* is None when it happened in a ceremony or by itself."""
    with turn():
        last = AuditRow.objects.order_by("-number").first()
        number, previous = (last.number + 1, last.hash) if last else (1, START)
        line = format_canonical(
            {
                "about": about,
                "at": at.text(),
                "by": by.key if by else None,
                "number": number,
                "previous": previous,
                "subject": subject.key if subject else None,
                "what": what,
            }
        )
        AuditRow.objects.create(number=number, previous=previous, hash=_hash(line), line=line)


def lines(most: int) -> tuple[dict[str, object], ...]:
    """Return the newest lines, the last first; of one that was destroyed, that it is there."""
    rows = AuditRow.objects.order_by("-number")[:most]
    return tuple({**_BLANK, **_said(bytes(row.line))} for row in rows)


def lines_after(number: int, most: int) -> tuple[dict[str, object], ...]:
    """Return lines in their order, from the one after *number* on; see ``lines``."""
    rows = AuditRow.objects.filter(number__gt=number).order_by("number")[:most]
    return tuple({**_BLANK, **_said(bytes(row.line)), "number": row.number} for row in rows)


def rows(
    names: Sequence[str], since: Instant | None, until: Instant | None
) -> Iterator[tuple[str | int | None, ...]]:
    """Give every line within the days, in order, as the fields *names*; see ``lines``."""
    number = 0
    while found := lines_after(number, _AT_ONCE):
        for line in found:
            number = int(str(line["number"]))
            at = str(line["at"])
            begun = since is None or at >= since.text()
            if at == _LOST or (begun and (until is None or at < until.text())):
                yield tuple(number if name == "number" else _text(line[name]) for name in names)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def head() -> tuple[int, str]:
    """Return the number and the hash of the last line."""
    last = AuditRow.objects.order_by("-number").first()
    return (last.number, last.hash) if last else (0, START)


def has(number: int, line_hash: str) -> bool:
    """Tell whether line *number* has this hash."""
    return AuditRow.objects.filter(number=number, hash=line_hash).exists()


def broken_at() -> int | None:
    """Return the number of the first line that does not follow from those before, or None."""
    previous = START
    for number, row in enumerate(AuditRow.objects.order_by("number"), start=1):
        line = bytes(row.line)
        said = _said(line)
        follows = (said.get("number"), said.get("previous")) == (number, previous)
        if row.number != number or not follows or row.hash != _hash(line):
            return number
        previous = row.hash
    return None


def _hash(line: bytes) -> str:
    return sha256(line).hexdigest()


def _said(line: bytes) -> dict[str, object]:
    try:
        said = parse_canonical(line)
    except Rejected:
        return {}
    return said if isinstance(said, dict) else {}
