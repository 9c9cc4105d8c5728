"""The agenda book as a small file in the workspace."""

from pathlib import Path

import attrs
import msgspec

from dabyl.adapters.disk import outside, sync_path, write_whole
from dabyl.core.register.events import Due, DueKind
from dabyl.core.values.instants import Instant


class _Item(msgspec.Struct, frozen=True):
    at: int
    kind: DueKind
    subject: str
    hours_before: int


class _Position(msgspec.Struct, frozen=True):
    at: int
    item: _Item | None


@attrs.frozen
class FileAgendaBook:
    """Keeps the position in the file *path*; one that cannot be read counts as none."""

    path: Path

    def position(self) -> tuple[Instant, Due | None] | None:
        """Return the position; see ``ports/agendabook``."""
        try:
            found = msgspec.json.decode(self.path.read_bytes(), type=_Position)
        except (OSError, ValueError, RecursionError):
            return None
        item = found.item
        due = (
            None
            if item is None
            else Due(
                at=Instant(item.at),
                kind=item.kind,
                subject=item.subject,
                hours_before=item.hours_before,
            )
        )
        return Instant(found.at), due

    def seen_to(self, at: Instant, due: Due | None) -> None:
        """Write the position; see ``ports/agendabook``."""
        item = None if due is None else _Item(due.at.s, due.kind, due.subject, due.hours_before)
        with outside("cannot write the agenda's position"):
            write_whole(self.path, msgspec.json.encode(_Position(at.s, item)))
            sync_path(self.path.parent)
