"""Making a workspace: its first entry names it, says its kind for good, and lists its keys."""

from collections.abc import Iterable

from dabyl.core.journal.keys import PublicKey
from dabyl.core.register.facts import OfficeKey, WorkspaceKind, WorkspaceMade
from dabyl.core.register.register import EMPTY, Register
from dabyl.core.values.instants import Instant
from dabyl.usecases.desk import Desk, record


def init_workspace(
    desk: Desk, *, name: str, kind: WorkspaceKind, keys: Iterable[PublicKey], at: Instant
) -> Register:
    """Write the first entry of an empty journal, as of *at*.

    Raises:
        Overtaken: the journal is not empty.
        Unavailable: the journal cannot be written.
    """
    public = tuple(
        OfficeKey(id=key.id, office=key.office, public=key.as_body()["public"]) for key in keys
    )
    return record(desk, EMPTY, [WorkspaceMade(id=name, kind=kind, keys=public)], at=at)
