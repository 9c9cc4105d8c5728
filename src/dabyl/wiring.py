"""Wiring: which adapter serves which port; the only module that names both.

1. The doors (``cli``, ``workers`` and others) ask here for what touches the world.
2. What takes long to load and serves few commands is loaded when it is asked for.
"""

import shutil
from collections.abc import Iterable
from importlib.metadata import version as version_of
from pathlib import Path

import attrs

from dabyl.adapters import faults
from dabyl.adapters.agendabook import FileAgendaBook
from dabyl.adapters.clock import SystemClock
from dabyl.adapters.disk import outside
from dabyl.adapters.files import FilePublisher
from dabyl.adapters.packs import load_pack, load_pack_folder, shipped_packs
from dabyl.adapters.publickey import load_public_key
from dabyl.adapters.words import words_of
from dabyl.adapters.workspace import Workspace, create_workspace
from dabyl.adapters.workspace import open_workspace as open_folder
from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.journal.chain import Broken, Verified
from dabyl.core.journal.keys import PublicKey, WorkspaceKind
from dabyl.core.register.register import EMPTY, Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.ports.agendabook import AgendaBook
from dabyl.ports.borders import BorderFile, Columns
from dabyl.ports.clock import Clock
from dabyl.ports.publisher import Publisher
from dabyl.ports.signers import Signer
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import Desk, catch_up

__all__ = ["load_pack", "load_pack_folder", "shipped_packs", "words_of"]

AGENDA_BOOK = "agenda.json"


def version() -> str:
    """Return the version of this program."""
    return version_of("dabyl")


def clock() -> Clock:
    """Return the clock of this machine."""
    return SystemClock()


def install_faults() -> None:
    """Let writes fail where ``DABYL_FAULTS`` says; only tests set it."""
    faults.install()


# --- workspaces ---


@attrs.define(eq=False)
class House:
    """An open workspace: its desk, and its register as far as it was folded."""

    workspace: Workspace
    desk: Desk
    _register: Register = EMPTY

    @property
    def folder(self) -> Path:
        """Return where the workspace lies."""
        return self.workspace.folder

    @property
    def keeper(self) -> Signer:
        """Return the key of the workspace's keeper."""
        return self.desk.signers.signer_for(None)

    def register(self) -> Register:
        """Return the register of everything in the journal by now.

        Raises:
            Refused: no pack was adopted yet.
            Unavailable: the journal cannot be read.
        """
        self._register = catch_up(self.desk, self._register)
        if not self._register.epochs:
            raise Refused([Problem(code=Code.NO_PACK, where=str(self.folder))])
        return self._register

    def verify(self) -> Verified | Broken:
        """Check every entry of the journal."""
        return self.workspace.verify()


def open_workspace(folder: Path) -> House:
    """Open the workspace in *folder*; see ``adapters/workspace``."""
    return _house(open_folder(folder))


def make_workspace(
    folder: Path, *, kind: WorkspaceKind, packs: Iterable[str], at: Instant
) -> House:
    """Make a workspace in *folder* with the named packs adopted; on failure none is left behind.

    Raises:
        Refused: there is something already, or no such pack.
        Rejected: a pack makes no sense; every problem found.
        Unavailable: the disk is full or not writable.
    """
    sources = [load_pack(name) for name in dict.fromkeys(packs)]
    wholes = [parse_whole(source.texts, source.borders) for source in sources]
    offices = [office.id for whole in wholes for office in whole.pack.offices]
    house = _house(create_workspace(folder, kind, at=at, offices=offices))
    try:
        register = catch_up(house.desk, EMPTY)
        for source in sources:
            register = adopt_pack(house.desk, register, source, at=at)
    except BaseException:
        house.workspace.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return house


def _house(workspace: Workspace) -> House:
    desk = Desk(journal=workspace.journal, signers=workspace.signers, snapshots=workspace.snapshots)
    return House(workspace, desk)


def agenda_book(house: House) -> AgendaBook:
    """Return the agenda book of a workspace."""
    return FileAgendaBook(house.folder / AGENDA_BOOK)


# --- packs, places, files ---


def read_border_file(path: Path, columns: Columns, *, layer: str | None = None) -> BorderFile:
    """Read one layer of a file of areas; see ``adapters/borders``."""
    from dabyl.adapters.borders import (  # noqa: PLC0415 - GDAL takes long to load
        read_border_file as read,
    )

    return read(path, columns, layer=layer)


def read_file(file: Path) -> bytes:
    """Return the bytes of a file of the user's.

    Raises:
        Rejected: there is no such file.
        Unavailable: it cannot be read.
    """
    if not file.is_file():
        problem = Problem(code=Code.FILE_MISSING, where=str(file), data={"file": str(file)})
        raise Rejected([problem])
    with outside(f"cannot read {file}"):
        return file.read_bytes()


def read_text(file: Path) -> str:
    """Return the text of a file of the user's.

    Raises:
        Rejected: there is no such file, or it is not text.
        Unavailable: it cannot be read.
    """
    try:
        return read_file(file).decode("utf-8")
    except UnicodeDecodeError:
        problem = Problem(code=Code.NOT_TEXT, where=str(file), data={"file": str(file)})
        raise Rejected([problem]) from None


def public_key(file: Path) -> PublicKey:
    """Return the public key in a file; see ``adapters/publickey``."""
    return load_public_key(file)


# --- the public ---


def publisher(out: Path) -> Publisher:
    """Return the publisher to the folder *out*."""
    return FilePublisher(out)
