"""Secrets of the mail server: a user and a password, from the environment or a file of its own.

    user = "dabyl"
    password = "..."

1. The environment comes first: ``DABYL_MAIL_USER`` and ``DABYL_MAIL_PASSWORD``, both or neither.
2. A file that others than its owner can read or write is not used, and that is said.
3. They are read anew for each use, so a new password needs no restart. They stand in no report.
"""

import os
import stat
import tomllib
from pathlib import Path
from typing import Final, TypeGuard

import attrs

from dabyl.core.values.problems import Unavailable

USER: Final = "DABYL_MAIL_USER"
PASSWORD: Final = "DABYL_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@attrs.frozen
class Login:
    """Who we are to the server; the password is in no text made of this."""

    user: str
    password: str = attrs.field(repr=False)


def mail_login(file: Path | None) -> Login | None:
    """Return user and password; None when neither the environment nor the settings give any.

    Raises:
        Unavailable: the file cannot be read, is open to others, or doesn't hold both.
    """
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if _is_sayable(user) and _is_sayable(password):
        return Login(user, password)
    if user or password:
        raise Unavailable(f"{USER} and {PASSWORD} are needed together, in Latin letters")
    return None if file is None else _in_file(file)


def _in_file(file: Path) -> Login:
    try:
        with file.open("rb") as opened:
            if os.fstat(opened.fileno()).st_mode & _OTHERS:
                raise Unavailable(f"{file} can be read by others: chmod 600 {file}")
            found = tomllib.load(opened)
    except OSError as error:
        raise Unavailable(f"cannot read {file}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        # without its cause: that may quote the line with the password
        raise Unavailable(f"{file} is not TOML with user and password") from None
    user, password = found.get("user"), found.get("password")
    if _is_sayable(user) and _is_sayable(password):
        return Login(user, password)
    raise Unavailable(f"{file} needs user and password, both as text in Latin letters")


def _is_sayable(found: object) -> TypeGuard[str]:
    """Tell whether it is a text that can be said to a server: SMTP takes ASCII."""
    return isinstance(found, str) and bool(found) and found.isascii()
