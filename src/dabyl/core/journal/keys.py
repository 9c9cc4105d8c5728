"""Keys: which ones a journal knows, and what they may sign.

1. The first entry, of kind ``workspace``, names the workspace and its first keys; entries of kind
   ``key`` add or retire one. Both are of no office, so only a keeper's key signs them.
2. A key belongs to one office, and signs that office's entries only; the keeper's key belongs to
   none, and may sign any (what an office decided elsewhere is recorded by the keeper).
3. A key's id is the first 16 hexadecimal digits of the SHA-256 of its 32 public bytes.
4. A retired key stays known, so that what it signed before can be checked; it signs nothing after.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any

import attrs
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dabyl.core.journal.entry import SIGNED_AS, Entry, Unsealed, signature_bytes
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.problems import Problem, Rejected

WORKSPACE_ENTRY = "workspace"
KEY_ENTRY = "key"

_PUBLIC_BYTES = 32


class WorkspaceKind(StrEnum):
    """Whether a workspace speaks in earnest; set at its making, for good."""

    LIVE = "live"
    REPLAY = "replay"
    EXERCISE = "exercise"


def key_id(public: bytes) -> str:
    """Return the id of the key with the 32 *public* bytes."""
    return sha256(public).hexdigest()[:16]


@attrs.frozen(kw_only=True)
class PublicKey:
    """The public half of a key, and the office it belongs to (None: the keeper)."""

    public: bytes
    office: str | None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no key, or of no office that can be."""
        if len(self.public) != _PUBLIC_BYTES:
            raise ValueError("a public key has 32 bytes")
        if self.office is not None and not is_id(self.office):
            raise ValueError(f"{self.office!r} is no id of an office")

    @property
    def id(self) -> str:
        """Return the id that entries name this key by."""
        return key_id(self.public)

    def as_body(self) -> dict[str, Any]:
        """Return the key as it stands in an entry."""
        public = urlsafe_b64encode(self.public).decode().rstrip("=")
        return {"id": self.id, "office": self.office, "public": public}


@attrs.frozen(kw_only=True)
class Keyring:
    """The keys of one workspace at one point of its journal."""

    workspace: str
    kind: WorkspaceKind
    known: Mapping[str, PublicKey]
    retired: frozenset[str] = frozenset()

    def active(self) -> tuple[PublicKey, ...]:
        """Return the keys that may sign the next entry."""
        return tuple(key for name, key in self.known.items() if name not in self.retired)

    def objection(self, entry: Entry) -> Problem | None:
        """Return why *entry* may not be signed by the key that it names, or None."""
        key = self.known.get(entry.key)
        if key is None:
            return _problem(Code.KEY_UNKNOWN, entry.key)
        if key.id in self.retired:
            return _problem(Code.KEY_RETIRED, entry.key)
        if key.office not in {None, entry.office}:
            data = {"key": entry.key, "office": key.office, "entry_office": entry.office or "-"}
            return Problem(code=Code.KEY_OF_ANOTHER_OFFICE, where="key", data=data)
        return None


def workspace_draft(workspace: str, kind: WorkspaceKind, keys: Iterable[PublicKey]) -> Unsealed:
    """Return the first entry of a journal."""
    body = {"id": workspace, "kind": kind, "keys": [key.as_body() for key in keys]}
    return Unsealed(kind=WORKSPACE_ENTRY, body=body)


def key_draft(key: PublicKey, *, retired: bool = False) -> Unsealed:
    """Return the entry that adds *key* to a workspace, or retires it."""
    return Unsealed(kind=KEY_ENTRY, body={"key": key.as_body(), "retired": retired})


def first_keyring(entry: Entry) -> Keyring:
    """Return the keys that the first *entry* of a journal registers.

    Raises:
        Rejected: the entry does not make a workspace.
    """
    workspace, kind = entry.body.get("id"), entry.body.get("kind")
    is_named = isinstance(workspace, str) and is_id(workspace)
    if entry.kind != WORKSPACE_ENTRY or not is_named or kind not in tuple(WorkspaceKind):
        raise Rejected((Problem(code=Code.JOURNAL_NO_WORKSPACE),))
    rows = entry.body.get("keys")
    if not isinstance(rows, list) or not rows:
        raise _unreadable("keys")
    ring = Keyring(workspace=str(workspace), kind=WorkspaceKind(kind), known={})
    for at, row in enumerate(rows):
        ring = _with_key(ring, _read_key(row, f"keys[{at}]"))
    return ring


def next_keyring(ring: Keyring, entry: Entry) -> Keyring:
    """Return the keys known after *entry*.

    Raises:
        Rejected: the entry makes a second workspace, or changes keys in a way that makes no sense.
    """
    if entry.kind == WORKSPACE_ENTRY:
        raise Rejected((Problem(code=Code.JOURNAL_WORKSPACE_TWICE),))
    if entry.kind != KEY_ENTRY:
        return ring
    if entry.office is not None:
        data = {"key": entry.key, "office": "-", "entry_office": entry.office}
        raise Rejected((Problem(code=Code.KEY_OF_ANOTHER_OFFICE, where="key", data=data),))
    key, retired = _read_key(entry.body.get("key"), "key"), entry.body.get("retired")
    if not isinstance(retired, bool):
        raise _unreadable("retired")
    return _without_key(ring, key) if retired else _with_key(ring, key)


def signature_holds(public: bytes, signature: str, entry_hash: str) -> bool:
    """Tell whether *signature* is that of an entry with *entry_hash* by the key *public*."""
    try:
        _loaded(public).verify(signature_bytes(signature), SIGNED_AS + bytes.fromhex(entry_hash))
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=1024)
def _loaded(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


def _with_key(ring: Keyring, key: PublicKey) -> Keyring:
    if key.id in ring.known:
        raise Rejected((_problem(Code.KEY_ALREADY_KNOWN, key.id),))
    return attrs.evolve(ring, known={**ring.known, key.id: key})


def _without_key(ring: Keyring, key: PublicKey) -> Keyring:
    if ring.known.get(key.id) != key:
        raise Rejected((_problem(Code.KEY_UNKNOWN, key.id),))
    return attrs.evolve(ring, retired=ring.retired | {key.id})


def _read_key(row: Any, where: str) -> PublicKey:  # noqa: ANN401 - anything that JSON can hold
    try:
        key = PublicKey(public=urlsafe_b64decode(row["public"] + "="), office=row["office"])
    except (TypeError, KeyError, ValueError):
        raise _unreadable(where) from None
    if key.as_body() != row:
        raise _unreadable(where)
    return key


def _problem(code: Code, key: str) -> Problem:
    return Problem(code=code, where="key", data={"key": key})


def _unreadable(where: str) -> Rejected:
    return Rejected((Problem(code=Code.KEYS_UNREADABLE, where=f"body.{where}"),))
