"""Workspaces: folders that hold one journal, its keys, and what is derived from it.

    dabyl.toml        the workspace's id and kind, and the version of this layout
    journal.sqlite3   the journal
    keys/             private keys, one an office; back them up apart from the journal
    snapshots/        a cache, may be deleted

1. ``dabyl.toml`` is written last: without it there is no workspace, and what a crash left behind is
   recognised by ``.making`` and made anew by the next attempt.
2. A folder that holds anything else is never touched.
3. The id and kind stand in the first entry of the journal too, signed; the two must agree.
"""

import fcntl
import os
import secrets
import shutil
import tomllib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import attrs

from dabyl.adapters.disk import TEMPORARY, outside, sync_path, write_whole
from dabyl.adapters.keys import KeyFolder, SigningKey
from dabyl.adapters.snapshots import FileSnapshotStore
from dabyl.adapters.store.database import Database
from dabyl.adapters.store.ready import make_ready
from dabyl.core.journal.chain import Broken, Verified, verify_chain
from dabyl.core.journal.entry import START, Entry, field_problem, seal
from dabyl.core.journal.keys import WorkspaceKind, first_keyring, key_draft, workspace_draft
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused, Rejected

if TYPE_CHECKING:
    from dabyl.adapters.store.drafts import DjangoDraftStore
    from dabyl.adapters.store.journal import DjangoJournalStore

Check = Callable[[Verified, Callable[[], Iterator[Entry]]], Verified | Broken]

VERSION = 1
ABOUT = "dabyl.toml"
JOURNAL = "journal.sqlite3"
KEYS = "keys"
SNAPSHOTS = "snapshots"
SNAPSHOT_KEY = "snapshots.key"
MAKING = ".making"
_OURS = frozenset(
    {JOURNAL, f"{JOURNAL}-wal", f"{JOURNAL}-shm", f"{JOURNAL}-journal"}
    | {KEYS, SNAPSHOTS, MAKING, TEMPORARY}
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
    with outside(f"cannot make a workspace in {folder}"), _turn(folder):
        try:
            _fill(folder, name, WorkspaceKind(kind), keys, at, begin)
        except BaseException:
            with suppress(OSError):
                _clear(folder, (ABOUT, *(_OURS - {MAKING}), MAKING))
            raise
    return open_workspace(folder)


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
    if not (folder / ABOUT).is_file():
        raise Refused((_problem(Code.WORKSPACE_MISSING, folder),))
    about = _read_about(folder)
    if not (folder / JOURNAL).is_file():
        raise Rejected((_problem(Code.WORKSPACE_UNREADABLE, folder, reason=f"{JOURNAL} is gone"),))
    return _workspace(folder, about["id"], WorkspaceKind(about["kind"]))


def _read_about(folder: Path) -> dict[str, Any]:
    try:
        with outside(f"cannot open the workspace {folder}"):
            about = tomllib.loads((folder / ABOUT).read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reason = f"{ABOUT}: {error}"
        raise Rejected((_problem(Code.WORKSPACE_UNREADABLE, folder, reason=reason),)) from None
    version, name = about.get("version"), about.get("id")
    if isinstance(version, int) and version > VERSION:
        raise Refused((_problem(Code.WORKSPACE_NEWER, folder, version=version, known=VERSION),))
    is_right = version == VERSION and isinstance(name, str) and is_id(name)
    if not is_right or about.get("kind") not in tuple(WorkspaceKind):
        reason = f"{ABOUT}: version, id or kind is not right"
        raise Rejected((_problem(Code.WORKSPACE_UNREADABLE, folder, reason=reason),))
    return about


def _check_first_entry(workspace: Workspace) -> None:
    first = next(workspace.journal.entries(), None)
    if first is None:
        reason = "the journal is empty"
        raise Rejected((_problem(Code.WORKSPACE_UNREADABLE, workspace.folder, reason=reason),))
    ring = first_keyring(first)
    if (ring.workspace, ring.kind) != (workspace.id, workspace.kind):
        data = {"id": workspace.id, "kind": workspace.kind, "other": ring.workspace}
        raise Refused((_problem(Code.WORKSPACE_IS_ANOTHER, workspace.folder, **data),))


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Be the only one who makes a workspace here, in an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    was_making = (folder / MAKING).exists()
    others = {path.name for path in folder.iterdir()} - {MAKING}
    if ABOUT in others:
        raise Refused((_problem(Code.WORKSPACE_EXISTS, folder),))
    if others - (_OURS if was_making else set()):
        raise Refused((_problem(Code.WORKSPACE_NOT_EMPTY, folder),))
    lock = os.open(folder / MAKING, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if (folder / ABOUT).exists():
            raise Refused((_problem(Code.WORKSPACE_EXISTS, folder),))
        yield
    except BlockingIOError:
        raise Refused((_problem(Code.WORKSPACE_IN_THE_MAKING, folder),)) from None
    finally:
        os.close(lock)


def _fill(  # noqa: PLR0917 - all that a workspace is made from
    folder: Path,
    name: str,
    kind: WorkspaceKind,
    keys: list[SigningKey],
    at: Instant,
    begin: Callable[[Workspace], object],
) -> None:
    _clear(folder, _OURS - {MAKING})
    (folder / KEYS).mkdir(mode=0o700)
    (folder / SNAPSHOTS).mkdir()
    for key in keys:
        key.save(folder / KEYS)
    draft = workspace_draft(name, kind, [key.public for key in keys])
    keeper = keys[0]
    first = seal(draft, head=START, recorded_at=at, key_id=keeper.key_id, sign=keeper.sign)
    with _workspace(folder, name, kind) as workspace:
        workspace.journal.database.make_tables()
        workspace.journal.append([first], expected=0)
        begin(workspace)
    sync_path(folder)
    about = f'version = {VERSION}\nid = "{name}"\nkind = "{kind}"\n'
    write_whole(folder / ABOUT, about.encode())
    (folder / MAKING).unlink()
    sync_path(folder)


def _clear(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


def _workspace(folder: Path, name: str, kind: WorkspaceKind) -> Workspace:
    from dabyl.adapters.store.journal import (  # noqa: PLC0415 - models need Django to be ready
        DjangoJournalStore,
    )

    return Workspace(
        id=name,
        kind=kind,
        folder=folder,
        journal=DjangoJournalStore(Database(folder / JOURNAL)),
        signers=KeyFolder(folder / KEYS),
        snapshots=FileSnapshotStore(folder / SNAPSHOTS, folder / KEYS / SNAPSHOT_KEY),
    )


def _problem(code: Code, folder: Path, **data: object) -> Problem:
    return Problem(code=code, where=str(folder), data={"folder": str(folder), **data})
