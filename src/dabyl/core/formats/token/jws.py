"""Status tokens: what stands, as a compact JWS that a sign board checks without a network.

1. The signature is Ed25519 over the ASCII of ``header.payload`` (RFC 7515, RFC 8037); the key that
   signs stays in the shell: it asks for ``signing_input`` and hands the signature to ``compact``.
2. The header names the algorithm, the key and the type, and nothing else; a token with another
   algorithm is no token.
3. A token says what stood at ``iat`` and may be shown as what stands now before ``exp``, no longer.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs
import msgspec

from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Rejected

ALGORITHM = "EdDSA"
TYPE = "dabyl-status+jwt"
_PARTS = 3
_SIGNATURE_BYTES = 64


class _Header(msgspec.Struct, forbid_unknown_fields=True):
    alg: str
    kid: str
    typ: str


@attrs.frozen(kw_only=True)
class Token:
    """A token, taken apart: nothing says yet that its signature is good."""

    key: str
    claims: Mapping[str, Any]
    signed: bytes
    signature: bytes


class Freshness(StrEnum):
    """Whether a token may be shown as what stands now."""

    FRESH = "fresh"
    STALE = "stale"
    NOT_YET = "not-yet"


def signing_input(claims: Mapping[str, Any], *, key: str) -> bytes:
    """Return the bytes to be signed with the key that has the id *key*."""
    header = {"alg": ALGORITHM, "kid": key, "typ": TYPE}
    return b".".join(_coded(msgspec.json.encode(part, order="sorted")) for part in (header, claims))


def compact(signed: bytes, signature: bytes) -> bytes:
    """Return the token of a signing input and its signature."""
    return signed + b"." + _coded(signature)


def parse_token(data: bytes) -> Token:
    """Take a token apart.

    Raises:
        Rejected: not a token of this type.
    """
    parts = data.strip().split(b".")
    if len(parts) != _PARTS:
        raise _rejected("three parts with dots between them are a token")
    try:
        header = msgspec.json.decode(_plain(parts[0]), type=_Header)
        claims = msgspec.json.decode(_plain(parts[1]), type=dict[str, Any])
        signature = _plain(parts[2])
    except (ValueError, RecursionError) as error:
        raise _rejected(str(error)) from error
    if header.alg != ALGORITHM or header.typ != TYPE or len(signature) != _SIGNATURE_BYTES:
        raise _rejected(f"a {TYPE} token is signed with {ALGORITHM}")
    if not all(type(claims.get(name)) is int for name in ("iat", "exp")):
        raise _rejected("a token says from when until when it may be shown: iat, exp")
    return Token(key=header.kid, claims=claims, signed=b".".join(parts[:2]), signature=signature)


def freshness(token: Token, *, at: Instant) -> Freshness:
    """Tell whether the token may be shown as what stands at *at*; nothing of its signature."""
    if at.s < token.claims["iat"]:
        return Freshness.NOT_YET
    return Freshness.FRESH if at.s < token.claims["exp"] else Freshness.STALE


def _rejected(why: str) -> Rejected:
    return Rejected((Problem(code=Code.TOKEN_UNREADABLE, where="token", data={"why": why}),))


def _coded(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")


def _plain(data: bytes) -> bytes:
    if data.rstrip(b"=") != data or not data.translate(None, b"-_").isalnum():
        raise ValueError("not base64url without padding")
    return urlsafe_b64decode(data + b"=" * (-len(data) % 4))
