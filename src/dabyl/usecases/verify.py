"""Verifying a published site against a verified journal: its files, its token, its place in it.

1. Every file that the site's manifests list must be there with the hash that they give.
2. The token must be signed: by the key that the checker gives, else by a key of the journal itself.
3. Token and manifest name a number and a hash of the journal; the journal must reach that number
   and have that hash there, so that entries cut off its end are noticed.
"""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import TypeVar

import attrs
import msgspec

from dabyl.core.formats.token.jws import Token, parse_token
from dabyl.core.journal.chain import Anchor, Broken, Verified, verify_site_anchor
from dabyl.core.journal.keys import PublicKey
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.usecases.check_token import check_signature

MANIFEST, TOKEN = "manifest.json", "token.jws"

T = TypeVar("T")
ReadFile = Callable[[str], bytes | None]
"""Given a path, return the bytes that the site has there, or None."""


class _Journal(msgspec.Struct):
    number: int
    head: str


class _Now(msgspec.Struct):
    journal: _Journal
    files: dict[str, str]
    years: dict[str, str] = {}


class _Year(msgspec.Struct):
    files: dict[str, str]


class _Claims(msgspec.Struct):
    journal: _Journal


@attrs.frozen(kw_only=True)
class SiteChecked:
    """What was found: the journal with the site as its anchor, or where they part."""

    journal: Verified | Broken
    files: int
    problems: tuple[Problem, ...]


def verify_site(verified: Verified, read: ReadFile, *, key: PublicKey | None) -> SiteChecked:
    """Check the site that *read* gives against the *verified* journal.

    Raises:
        Rejected: there is no site, or its manifest cannot be read.
    """
    manifest = _decoded(read, MANIFEST, _Now)
    hashes = dict(manifest.files)
    problems: list[Problem] = []
    for path in manifest.years.values():
        hashes |= _decoded(read, path, _Year).files
    problems += _file_problems(read, hashes)
    anchor = Anchor(number=manifest.journal.number, hash=manifest.journal.head)
    raw = read(TOKEN)
    if raw is None:
        problems.append(_missing(TOKEN))
    else:
        problems += _token_problems(raw, verified, key, anchor)
    return SiteChecked(
        journal=verify_site_anchor(verified, anchor), files=len(hashes), problems=tuple(problems)
    )


def _file_problems(read: ReadFile, hashes: Mapping[str, str]) -> Iterator[Problem]:
    for path, wanted in hashes.items():
        body = read(path)
        if body is None:
            yield _missing(path)
        elif sha256(body).hexdigest() != wanted:
            yield Problem(code=Code.SITE_FILE_CHANGED, where=path, data={"file": path})


def _token_problems(
    raw: bytes, verified: Verified, key: PublicKey | None, anchor: Anchor
) -> tuple[Problem, ...]:
    try:
        token = check_signature(raw, key or _own_key(parse_token(raw), verified))
    except (Refused, Rejected) as error:
        return tuple(attrs.evolve(problem, where=TOKEN) for problem in error.problems)
    claimed = msgspec.convert(token.claims, _Claims).journal
    if (claimed.number, claimed.head) != (anchor.number, anchor.hash):
        data = {"token": claimed.number, "manifest": anchor.number}
        return (Problem(code=Code.SITE_TOKEN_DIFFERS, where=TOKEN, data=data),)
    return ()


def _own_key(token: Token, verified: Verified) -> PublicKey:
    for key in verified.keys:
        if key.id == token.key:
            return key
    data = {"have": token.key, "want": ", ".join(key.id for key in verified.keys)}
    raise Refused([Problem(code=Code.TOKEN_KEY, where=TOKEN, data=data)])


def _decoded(read: ReadFile, path: str, kind: type[T]) -> T:
    raw = read(path)
    if raw is None:
        raise Rejected([_missing(path)])
    try:
        return msgspec.json.decode(raw, type=kind)
    except (ValueError, RecursionError) as error:
        data = {"file": path, "reason": str(error)}
        problem = Problem(code=Code.SITE_UNREADABLE, where=path, data=data)
        raise Rejected([problem]) from None


def _missing(path: str) -> Problem:
    return Problem(code=Code.SITE_FILE_MISSING, where=path, data={"file": path})
