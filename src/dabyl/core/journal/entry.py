"""Entries: what is official, sealed into a chain.

1. An entry's content is number, time of recording, the hash of the entry before, kind, body, the
   office in whose name it is written, and the id of the key that signs it.
2. Its hash is the SHA-256 of the canonical bytes of the content; its signature is the key's Ed25519
   signature of ``SIGNED_AS`` and the 32 bytes of the hash.
3. Its line is the canonical JSON ``{"entry":CONTENT,"hash":"...","signature":"..."}``. What follows
   the content has a fixed length, so the hashed bytes are a plain slice of the line.
4. Time never goes back: an entry is recorded at or after the one before.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, cast

import attrs

from dabyl.core.journal.canonical import encode_plain, parse_canonical, plain
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.instants import EARLIEST, Instant, parse_instant
from dabyl.core.values.problems import Problem, Refused, Rejected

SIGNED_AS = b"dabyl journal entry 1\n"
NO_HASH = "0" * 64

_Fields = Mapping[str, tuple[Callable[[Any], bool], str]]

_BEFORE = len('{"entry":')
_AFTER = len(',"hash":"' + NO_HASH + '","signature":"' + "0" * 86 + '"}')


def _plain_body(body: Mapping[str, Any]) -> dict[str, Any]:
    return cast("dict[str, Any]", plain(dict(body)))


@attrs.frozen(kw_only=True)
class Unsealed:
    """What is to be recorded, by which office (None: by the keeper of the workspace).

    ``body`` is plain, see ``canonical``; it is copied, and never changed afterwards.
    """

    kind: str
    body: Mapping[str, Any] = attrs.field(converter=_plain_body, hash=False)
    office: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a kind or office that is no id."""
        problems = tuple(_name_problems(self.kind, self.office))
        if problems:
            raise Rejected(problems)


@attrs.frozen(kw_only=True)
class Entry:
    """One sealed line of the journal. Made by ``seal`` and ``parse_entry`` only."""

    number: int
    recorded_at: Instant
    previous: str
    kind: str
    body: Mapping[str, Any] = attrs.field(hash=False)
    office: str | None
    key: str
    hash: str
    signature: str

    @property
    def head(self) -> "Head":
        """Return the head of a journal that ends with this entry."""
        return Head(number=self.number, hash=self.hash, recorded_at=self.recorded_at)


@attrs.frozen(kw_only=True)
class Head:
    """Where a journal ends: the number, hash and time of its last entry."""

    number: int
    hash: str
    recorded_at: Instant


START = Head(number=0, hash=NO_HASH, recorded_at=EARLIEST)
"""The head of an empty journal."""


def seal(
    unsealed: Unsealed,
    *,
    head: Head,
    recorded_at: Instant,
    key_id: str,
    sign: Callable[[bytes], bytes],
) -> Entry:
    """Return *unsealed* as the entry that follows *head*.

    *sign* returns the Ed25519 signature, 64 bytes, of what it is given, by the key *key_id*.

    Raises:
        Refused: *recorded_at* lies before the head.
    """
    if recorded_at < head.recorded_at:
        raise Refused((time_goes_back(head.recorded_at, recorded_at),))
    draft = Entry(
        number=head.number + 1,
        recorded_at=recorded_at,
        previous=head.hash,
        kind=unsealed.kind,
        body=unsealed.body,
        office=unsealed.office,
        key=key_id,
        hash="",
        signature="",
    )
    digest = sha256(format_content(draft))
    signature = urlsafe_b64encode(sign(SIGNED_AS + digest.digest())).decode().rstrip("=")
    return attrs.evolve(draft, hash=digest.hexdigest(), signature=signature)


def seal_all(
    drafts: Iterable[Unsealed],
    *,
    head: Head,
    recorded_at: Instant,
    key_id: str,
    sign: Callable[[bytes], bytes],
) -> tuple[Entry, ...]:
    """Return all *drafts* as entries that follow *head* and each other.

    Raises:
        Refused: *recorded_at* lies before the head.
    """
    entries: list[Entry] = []
    for draft in drafts:
        entry = seal(draft, head=head, recorded_at=recorded_at, key_id=key_id, sign=sign)
        entries.append(entry)
        head = entry.head
    return tuple(entries)


def format_content(entry: Entry) -> bytes:
    """Return the bytes of *entry* that its hash is made from."""
    return encode_plain(
        {
            "body": entry.body,
            "key": entry.key,
            "kind": entry.kind,
            "number": entry.number,
            "office": entry.office,
            "previous": entry.previous,
            "recorded_at": entry.recorded_at.text(),
        }
    )


def format_entry(entry: Entry) -> bytes:
    """Return the line of *entry*, without a line break."""
    tail = f',"hash":"{entry.hash}","signature":"{entry.signature}"}}'
    return b'{"entry":' + format_content(entry) + tail.encode()


def parse_entry(line: bytes) -> Entry:
    """Read the *line* of an entry: its shape only, ``chain`` checks hash and signature.

    Raises:
        Rejected: with every problem found.
    """
    value = parse_canonical(line)
    problems = tuple(_shape_problems(value, _SEALED_FIELDS, "")) or tuple(
        _shape_problems(value["entry"], _CONTENT_FIELDS, "entry.")
    )
    if problems:
        raise Rejected(problems)
    content = value["entry"]
    return Entry(
        **{**content, "recorded_at": _time(content["recorded_at"])},
        hash=value["hash"],
        signature=value["signature"],
    )


def content_of(line: bytes) -> bytes:
    """Return the hashed part of an entry's *line*."""
    return line[_BEFORE:-_AFTER]


def signature_bytes(signature: str) -> bytes:
    """Return the 64 bytes that the text *signature* of an entry stands for."""
    return urlsafe_b64decode(signature + "==")


def time_goes_back(before: Instant, recorded_at: Instant) -> Problem:
    """Return the problem of an entry that is recorded earlier than the one before it."""
    return Problem(
        code=Code.TIME_GOES_BACK,
        where="recorded_at",
        data={"before": before.text(), "recorded_at": recorded_at.text()},
    )


def _name_problems(kind: str, office: str | None) -> Iterator[Problem]:
    if not is_id(kind):
        yield field_problem("kind", "an id such as decision")
    if office is not None and not is_id(office):
        yield field_problem("office", "an id, or nothing")


def field_problem(field: str, wanted: str) -> Problem:
    """Return the problem of an entry's *field* that is not what is *wanted*."""
    return Problem(code=Code.ENTRY_FIELD, where=field, data={"field": field, "wanted": wanted})


def _shape_problems(value: object, fields: _Fields, where: str) -> Iterator[Problem]:
    if not isinstance(value, dict) or value.keys() != fields.keys():
        wanted = ", ".join(fields)
        yield Problem(code=Code.ENTRY_SHAPE, where=where.rstrip("."), data={"wanted": wanted})
        return
    for name, (is_right, wanted) in fields.items():
        if not is_right(value[name]):
            yield field_problem(where + name, wanted)


def _matches(pattern: str) -> Callable[[Any], bool]:
    match = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: isinstance(value, str) and match(value) is not None


def _is_name(value: Any) -> bool:  # noqa: ANN401 - anything that JSON can hold
    return isinstance(value, str) and is_id(value)


def _is_number(value: Any) -> bool:  # noqa: ANN401 - anything that JSON can hold
    return isinstance(value, int) and value > 0 and value is not True


@lru_cache(maxsize=1024)
def _time(text: str) -> Instant | None:
    """Return the instant that *text* is the one spelling of, or None."""
    try:
        at = parse_instant(text)
    except ValueError:
        return None
    return at if at.text() == text else None


_is_hash = _matches("[0-9a-f]{64}")
_CONTENT_FIELDS: _Fields = {
    "body": (lambda value: isinstance(value, dict), "an object"),
    "key": (_matches("[0-9a-f]{16}"), "16 hexadecimal digits"),
    "kind": (_is_name, "an id such as decision"),
    "number": (_is_number, "a whole number from 1"),
    "office": (lambda value: value is None or _is_name(value), "an id, or null"),
    "previous": (_is_hash, "64 hexadecimal digits"),
    "recorded_at": (
        lambda value: isinstance(value, str) and _time(value) is not None,
        "a time in UTC such as 2016-06-06T06:00:00Z",
    ),
}
_SEALED_FIELDS: _Fields = {
    "entry": (lambda _: True, "an object"),
    "hash": (_is_hash, "64 hexadecimal digits"),
    "signature": (_matches("[0-9A-Za-z_-]{85}[AQgw]"), "64 bytes in base64url"),
}
