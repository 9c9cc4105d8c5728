"""Checking a signed status token without a network: its key, its signature, its time."""

from typing import assert_never

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dabyl.core.formats.token.jws import Freshness, Token, freshness, parse_token
from dabyl.core.journal.keys import PublicKey
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused


def check_token(data: bytes, key: PublicKey, *, at: Instant) -> Token:
    """Return the token when it may be trusted as what stands at *at*.

    Raises:
        Rejected: it is no token.
        Refused: another key signed it, its signature is wrong, or it does not speak about *at*.
    """
    token = parse_token(data)
    _check_signature(token, key)
    match freshness(token, at=at):
        case Freshness.FRESH:
            return token
        case Freshness.STALE:
            until = Instant(token.claims["exp"]).text()
            raise _refused(Code.TOKEN_EXPIRED, until=until, at=at.text())
        case Freshness.NOT_YET:
            since = Instant(token.claims["iat"]).text()
            raise _refused(Code.TOKEN_NOT_YET, since=since, at=at.text())
        case never:
            assert_never(never)


def check_signature(data: bytes, key: PublicKey) -> Token:
    """Return the token when its signature is good, whatever the time.

    Raises:
        Rejected: it is no token.
        Refused: another key signed it, or its signature is wrong.
    """
    token = parse_token(data)
    _check_signature(token, key)
    return token


def _check_signature(token: Token, key: PublicKey) -> None:
    if token.key != key.id:
        raise _refused(Code.TOKEN_KEY, have=token.key, want=key.id)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(token.signature, token.signed)
    except InvalidSignature:
        raise _refused(Code.TOKEN_SIGNATURE) from None


def _refused(code: Code, **data: object) -> Refused:
    return Refused([Problem(code=code, where="token", data=data)])
