"""Workspaces: folders that hold one journal, its keys, and what is derived from it.

    dabyl.toml        the workspace's id and kind, and the version of this layout
    settings.toml     what its keeper chose; may be there before, and name a PostgreSQL
    journal.sqlite3   the journal, unless a PostgreSQL keeps it
    keys/             private keys, one an office; back them up apart from the journal
    snapshots/        a cache, may be deleted
    clock.toml        only in an exercise: by how much its clock is ahead

1. ``dabyl.toml`` is written last: without it there is no workspace, and what a crash left behind is
   recognised by ``.making`` and made anew by the next attempt.
2. A folder, or a schema of a PostgreSQL, that holds anything else is never touched. ``.making``
   says which workspace was to be made, so that what a crash left in a schema is recognised, too.
3. The id and kind stand in the first entry of the journal too, signed; the two must agree.
"""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

import attrs

from dabyl.adapters.about import ABOUT, VERSION, database_of, read_about, trouble, unreadable
from dabyl.adapters.disk import TEMPORARY, clear, outside, sync_path, write_whole
from dabyl.adapters.exercise_clock import FILE as CLOCK
from dabyl.adapters.keys import KeyFolder, SigningKey
from dabyl.adapters.settings import SETTINGS
from dabyl.adapters.snapshots import FileSnapshotStore
from dabyl.adapters.store.claim import claim, remove_tables
from dabyl.adapters.store.database import Database
from dabyl.adapters.store.ready import make_ready
from dabyl.adapters.store.server import Server
from dabyl.core.journal.chain import Broken, Verified, verify_chain
from dabyl.core.journal.entry import START, Entry, field_problem, seal
from dabyl.core.journal.keys import WorkspaceKind, first_keyring, key_draft, workspace_draft
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Refused, Rejected, Unavailable

if TYPE_CHECKING:
    from dabyl.adapters.store.drafts import DjangoDraftStore
    from dabyl.adapters.store.journal import DjangoJournalStore

Check = Callable[[Verified, Callable[[], Iterator[Entry]]], Verified | Broken]

JOURNAL = "journal.sqlite3"
KEYS = "keys"
SNAPSHOTS = "snapshots"
SNAPSHOT_KEY = "snapshots.key"
MAKING = ".making"
_OURS = frozenset(
    {JOURNAL, f"{JOURNAL}-wal", f"{JOURNAL}-shm", f"{JOURNAL}-journal"}
    | {KEYS, SNAPSHOTS, MAKING, TEMPORARY, CLOCK}
)


@attrs.frozen(eq=False, kw_only=True)
class Workspace:
    """An open workspace. Close it, or use it in a ``with``."""

    id: str
    kind: WorkspaceKind
    folder: Path
    journal: "DjangoJournalStore"
    signers: KeyFolder
    snapshots: FileSnapshotStore

    def __enter__(self) -> Self:
        """Return the workspace."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the journal."""
        self.journal.close()

    def drafts(self, *, of_library: bool = False) -> "DjangoDraftStore":
        """Return a store of drafts, beside the journal; a workspace of old gets its table."""
        from dabyl.adapters.store.drafts import (  # noqa: PLC0415 - as for the journal
            draft_store,
        )

        self.journal.database.make_tables()
        return draft_store(self.journal.database, of_library=of_library)

    def verify(self) -> Verified | Broken:
        """Verify the journal on all processors; see ``core/journal/chain``."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return verify_chain(self.journal.lines(), workspace=self.id, run=pool.map)

    def add_key(self, office: str, *, at: Instant) -> None:
        """Make a key for *office* and register it in the journal, unless it has one.

        Raises:
            Overtaken: somebody else recorded meanwhile; try again.
        """
        if office in self.signers.offices():
            return
        key = SigningKey.make(office)
        keeper, head = self.signers.signer_for(None), self.journal.head()
        entry = seal(
            key_draft(key.public), head=head, recorded_at=at, key_id=keeper.key_id, sign=keeper.sign
        )
        self.journal.append([entry], expected=head.number)
        key.save(self.signers.folder)
        self.signers.forget()


def create_workspace(
    folder: Path,
    kind: str,
    *,
    at: Instant,
    offices: Iterable[str] = (),
    workspace_id: str | None = None,
    make_key: Callable[[str | None], SigningKey] = SigningKey.make,
    begin: Callable[[Workspace], object] = id,
) -> Workspace:
    """Make a workspace in *folder*, with keys for the keeper and *offices*, and open it.

    *kind* is ``live``, ``replay`` or ``exercise``; the id is random when none is given. *begin*
    records what every such workspace begins with; when it fails, there is no workspace.

    Raises:
        Refused: there is a workspace, or something else, or another process is making one.
        Unavailable: the disk is full or not writable; nothing that opens is left behind.
    """
    make_ready()
    name = workspace_id or f"w-{secrets.token_hex(6)}"
    if not is_id(name):
        raise Rejected((field_problem("id", "an id such as kz-2016"),))
    keys = [make_key(office) for office in (None, *dict.fromkeys(offices))]
    with outside(f"cannot make a workspace in {folder}"), _turn(folder) as left_behind:
        where = database_of(folder, JOURNAL)
        with claim(where, left_behind=left_behind):
            try:
                _fill(folder, where, name, WorkspaceKind(kind), keys, at, begin)
            except BaseException:
                with suppress(OSError, Unavailable):
                    _remove(folder, where)
                raise
    return open_workspace(folder)


def remove_workspace(folder: Path) -> None:
    """Remove a workspace that was made just now and came to nothing; its settings stay."""
    _remove(folder, database_of(folder, JOURNAL))
    with suppress(OSError):  # of something that stays
        folder.rmdir()


def open_workspace(folder: Path) -> Workspace:
    """Open the workspace in *folder*.

    Raises:
        Refused: there is none, or a newer version of Dabyl made it, or its journal is of another.
        Rejected: ``dabyl.toml`` or the first entry cannot be read.
        Unavailable: the disk cannot be read.
    """
    workspace = _open(folder)
    try:
        _check_first_entry(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace


def verify_workspace(folder: Path, *, also: Check) -> Verified | Broken:
    """Verify the journal in *folder*, also when its first entry keeps it from being opened.

    When nothing is wrong with the chain, *also* judges what the entries say.

    Raises:
        Refused: there is no workspace, or a newer version of Dabyl made it.
        Rejected: ``dabyl.toml`` cannot be read, or there is no journal beside it.
        Unavailable: the disk cannot be read.
    """
    with _open(folder) as workspace:
        found = workspace.verify()
        return found if isinstance(found, Broken) else also(found, workspace.journal.entries)


def _open(folder: Path) -> Workspace:
    make_ready()
    about = read_about(folder)
    where = database_of(folder, JOURNAL)
    workspace = _workspace(folder, where, about["id"], WorkspaceKind(about["kind"]))
    try:
        _check_journal(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace


def _check_journal(workspace: Workspace) -> None:
    database = workspace.journal.database
    if not database.has_journal():
        raise unreadable(workspace.folder, f"no journal in {database.label}")


def _check_first_entry(workspace: Workspace) -> None:
    first = next(workspace.journal.entries(), None)
    if first is None:
        raise unreadable(workspace.folder, "the journal is empty")
    ring = first_keyring(first)
    if (ring.workspace, ring.kind) != (workspace.id, workspace.kind):
        data = {"id": workspace.id, "kind": workspace.kind, "other": ring.workspace}
        raise Refused((trouble(Code.WORKSPACE_IS_ANOTHER, workspace.folder, **data),))


@contextmanager
def _turn(folder: Path) -> Iterator[str | None]:
    """Be the only one who makes a workspace here, in an empty folder but for its settings.

    Give the id of the workspace that a making which died was to have.
    """
    folder.mkdir(parents=True, exist_ok=True)
    was_making = (folder / MAKING).exists()
    others = {path.name for path in folder.iterdir()} - {MAKING, SETTINGS}
    if ABOUT in others:
        raise Refused((trouble(Code.WORKSPACE_EXISTS, folder),))
    if others - (_OURS if was_making else set()):
        raise Refused((trouble(Code.WORKSPACE_NOT_EMPTY, folder),))
    lock = os.open(folder / MAKING, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if (folder / ABOUT).exists():
            raise Refused((trouble(Code.WORKSPACE_EXISTS, folder),))
        yield (folder / MAKING).read_text("ascii") or None
    except BlockingIOError:
        raise Refused((trouble(Code.WORKSPACE_IN_THE_MAKING, folder),)) from None
    finally:
        os.close(lock)


def _fill(  # noqa: PLR0917 - all that a workspace is made from
    folder: Path,
    where: Path | Server,
    name: str,
    kind: WorkspaceKind,
    keys: list[SigningKey],
    at: Instant,
    begin: Callable[[Workspace], object],
) -> None:
    clear(folder, _OURS - {MAKING})
    (folder / MAKING).write_text(name, "ascii")  # in place: the lock is on this very file
    sync_path(folder / MAKING)
    (folder / KEYS).mkdir(mode=0o700)
    (folder / SNAPSHOTS).mkdir()
    if isinstance(where, Path):
        where.touch(mode=0o640)  # drafts are in it, too
    for key in keys:
        key.save(folder / KEYS)
    draft = workspace_draft(name, kind, [key.public for key in keys])
    keeper = keys[0]
    first = seal(draft, head=START, recorded_at=at, key_id=keeper.key_id, sign=keeper.sign)
    with _workspace(folder, where, name, kind) as workspace:
        workspace.journal.database.make_tables()
        workspace.journal.append([first], expected=0)
        begin(workspace)
    sync_path(folder)
    about = f'version = {VERSION}\nid = "{name}"\nkind = "{kind}"\n'
    write_whole(folder / ABOUT, about.encode())
    (folder / MAKING).unlink()
    sync_path(folder)


def _remove(folder: Path, where: Path | Server) -> None:
    """Remove everything but the settings; the sign that it is ours goes last."""
    remove_tables(where)
    clear(folder, (ABOUT, *(_OURS - {MAKING}), MAKING))


def _workspace(folder: Path, where: Path | Server, name: str, kind: WorkspaceKind) -> Workspace:
    from dabyl.adapters.store.journal import (  # noqa: PLC0415 - models need Django to be ready
        DjangoJournalStore,
    )

    return Workspace(
        id=name,
        kind=kind,
        folder=folder,
        journal=DjangoJournalStore(Database(where)),
        signers=KeyFolder(folder / KEYS),
        snapshots=FileSnapshotStore(folder / SNAPSHOTS, folder / KEYS / SNAPSHOT_KEY),
    )
