"""What ``dabyl cap watch --in-force`` shows: for people, and in JSON.

The words of an alert are others' words: they are shown as text, without what a terminal would obey.
"""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from dabyl.core.formats.cap.explaining.harmless import one_line
from dabyl.core.formats.cap.values import Info
from dabyl.core.formats.cap.watching.cover import Cover
from dabyl.core.values.instants import Instant
from dabyl.usecases.listing import Row


def rows_fields(rows: Sequence[Row], at: Instant) -> dict[str, Any]:
    """Return what is in force, for JSON."""
    return {"at": at.text(), "in_force": [_fields(row) for row in rows]}


def _fields(row: Row) -> dict[str, Any]:
    kept, until = row.standing.heard.kept, row.standing.until
    alert = row.standing.heard.alert
    return {
        "identifier": kept.identifier,
        "sender": kept.sender,
        "sent": kept.sent,
        "status": alert.status,
        "scope": alert.scope,
        "until": None if until is None else until.text(),
        "cover": None if row.cover is None else row.cover.name.lower(),
        "signature": {"state": kept.signature, "reason": kept.reason, "key": kept.key},
        "schema_valid": kept.schema_valid,
        "errors": list(kept.errors),
        "source": kept.source,
        "received_at": kept.received_at.text(),
        "hash": kept.hash,
        "infos": [_info(info) for info in row.standing.infos],
    }


def _info(info: Info) -> dict[str, Any]:
    return {
        "language": info.language or "en-US",
        "event": info.event,
        "headline": info.headline,
        "severity": info.severity,
        "urgency": info.urgency,
        "certainty": info.certainty,
        "areas": [area.description for area in info.areas],
    }


def show_rows(out: Console, rows: Sequence[Row], at: Instant) -> None:
    """Show what is in force to people; what may concern the place comes last."""
    if not rows:
        out.print(f"nothing of what is kept is in force at {at.text()}")
        return
    for row in sorted(rows, key=lambda row: row.cover is Cover.UNKNOWN):
        _show(out, row)


def _show(out: Console, row: Row) -> None:
    kept, info = row.standing.heard.kept, row.standing.infos[0]
    until = "no end stated" if row.standing.until is None else f"until {row.standing.until.text()}"
    where = ", ".join(area.description or "" for area in info.areas)
    unsure = " (whether it covers the place can't be told)" if row.cover is Cover.UNKNOWN else ""
    out.print(Text(one_line(info.headline or info.event or kept.identifier), style="bold"))
    out.print(Text(f"  {one_line(info.severity or '')} · {one_line(where)}{unsure}"))
    out.print(Text(f"  {until} · {one_line(kept.sender)} · {one_line(kept.identifier)}"))
    out.print(Text(f"  signature {kept.signature} · {one_line(kept.source)}", style="dim"))
