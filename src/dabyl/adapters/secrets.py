"""Secrets that others gave us, from the environment or a file of their own.

    user = "dabyl"          # of the mail server, or of the database
    password = "..."

    secret = "..."          # of the OpenID provider

1. The environment comes first: ``DABYL_MAIL_USER`` and ``DABYL_MAIL_PASSWORD``, both or neither;
   ``DABYL_DATABASE_USER`` and ``DABYL_DATABASE_PASSWORD``; ``DABYL_OIDC_SECRET``.
2. A file that others than its owner can read or write is not used, and that is said.
3. They are read anew for each use, so a new password needs no restart; those of the database when
   a process opens it. They stand in no report.
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
OIDC_SECRET: Final = "DABYL_OIDC_SECRET"  # noqa: S105 - the same
DATABASE_USER: Final = "DABYL_DATABASE_USER"
DATABASE_PASSWORD: Final = "DABYL_DATABASE_PASSWORD"  # noqa: S105 - as above
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
    return _login(file, USER, PASSWORD)


def database_login(file: Path | None) -> Login | None:
    """Return user and password of the database; see ``mail_login``."""
    return _login(file, DATABASE_USER, DATABASE_PASSWORD)


def _login(file: Path | None, user_in: str, password_in: str) -> Login | None:
    user, password = os.environ.get(user_in), os.environ.get(password_in)
    if _is_sayable(user) and _is_sayable(password):
        return Login(user, password)
    if user or password:
        raise Unavailable(f"{user_in} and {password_in} are needed together, in Latin letters")
    if file is None:
        return None
    return Login(*_in_file(file, "user", "password"))


def oidc_secret(file: Path | None) -> str | None:
    """Return our secret at the OpenID provider; None when nothing gives one.

    Raises:
        Unavailable: the file cannot be read, is open to others, or doesn't hold it.
    """
    found = os.environ.get(OIDC_SECRET)
    if found and not _is_sayable(found):
        raise Unavailable(f"{OIDC_SECRET} is needed in Latin letters")
    if found or file is None:
        return found or None
    return _in_file(file, "secret")[0]


def _in_file(file: Path, *names: str) -> tuple[str, ...]:
    try:
        with file.open("rb") as opened:
            if os.fstat(opened.fileno()).st_mode & _OTHERS:
                raise Unavailable(f"{file} can be read by others: chmod 600 {file}")
            found = tomllib.load(opened)
    except OSError as error:
        raise Unavailable(f"cannot read {file}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        # without its cause: that may quote the line with the password
        raise Unavailable(f"{file} is not TOML with {' and '.join(names)}") from None
    texts = tuple(text for name in names if _is_sayable(text := found.get(name)))
    if len(texts) < len(names):
        raise Unavailable(f"{file} needs {' and '.join(names)}, as text in Latin letters")
    return texts


def _is_sayable(found: object) -> TypeGuard[str]:
    """Tell whether it is a text that can be said to a server: they take ASCII."""
    return isinstance(found, str) and bool(found) and found.isascii()
