"""What a workspace says about itself: its id and kind in ``dabyl.toml``, and where its database is.

1. The database is a file in the workspace's folder, unless its settings name a server.
2. What is not right is told with the folder it was found in.
3. Root works in no folder of somebody else's: what it left there, that user could not read.
"""

import os
import tomllib
from pathlib import Path
from typing import Any, Final

from dabyl.adapters.disk import outside, user_called
from dabyl.adapters.secrets import database_login
from dabyl.adapters.settings import load_settings
from dabyl.adapters.settings_database import DatabaseSettings
from dabyl.adapters.store.server import Server
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.problems import Problem, Refused, Rejected

VERSION: Final = 1
ABOUT: Final = "dabyl.toml"
_ROOT: Final = 0


def read_about(folder: Path) -> dict[str, Any]:
    """Return the version, id and kind of the workspace in *folder*.

    Raises:
        Refused: there is none, a newer version of Dabyl made it, or it is another user's.
        Rejected: ``dabyl.toml`` is not right.
        Unavailable: the disk cannot be read.
    """
    try:
        with outside(f"cannot open the workspace {folder}"):
            if not (folder / ABOUT).is_file():
                raise Refused((trouble(Code.WORKSPACE_MISSING, folder),))
            _check_user(folder)
            about = tomllib.loads((folder / ABOUT).read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise unreadable(folder, f"{ABOUT}: {error}") from None
    version, name = about.get("version"), about.get("id")
    if isinstance(version, int) and version > VERSION:
        raise Refused((trouble(Code.WORKSPACE_NEWER, folder, version=version, known=VERSION),))
    is_right = version == VERSION and isinstance(name, str) and is_id(name)
    if not is_right or about.get("kind") not in tuple(WorkspaceKind):
        raise unreadable(folder, f"{ABOUT}: version, id or kind is not right")
    return about


def database_of(folder: Path, file: str) -> Path | Server:
    """Return where a database of the workspace in *folder* is: *file* there, or a server.

    Raises:
        Rejected: the settings make no sense; every problem.
        Unavailable: they, or the secrets, cannot be read.
    """
    found = load_settings(folder).database
    return folder / file if found is None else _server(found, folder)


def unreadable(folder: Path, reason: str) -> Rejected:
    """Return what tells that a workspace cannot be read."""
    return Rejected((trouble(Code.WORKSPACE_UNREADABLE, folder, reason=reason),))


def trouble(code: Code, folder: Path, **data: object) -> Problem:
    """Return a problem with a workspace."""
    return Problem(code=code, where=str(folder), data={"folder": str(folder), **data})


def _check_user(folder: Path) -> None:
    owner = folder.stat().st_uid
    if os.geteuid() == _ROOT and owner != _ROOT:
        raise Refused((trouble(Code.WORKSPACE_OF_USER, folder, user=user_called(owner)),))


def _server(found: DatabaseSettings, folder: Path) -> Server:
    login = database_login(None if found.secrets is None else folder / found.secrets)
    return Server(
        host=found.host,
        port=found.port,
        name=found.name,
        schema=found.schema,
        user=found.user if login is None else login.user,
        password=None if login is None else login.password,
        ca=None if found.ca is None else folder / found.ca,
    )
