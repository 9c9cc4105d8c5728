"""Reading an ID token: by which it is proven who somebody is to the provider.

1. It is signed by a key that the provider publishes now, with RS256 or ES256 and nothing else.
2. It is from this provider, for us and for this errand, made just now and not over.
3. The subject is all that is read. A name or an e-mail address in it is not looked at.

Source: OpenID Connect Core 1.0, 3.1.3.7.
"""

from collections.abc import Mapping
from typing import Any, Final

from joserfc.errors import ClaimError, JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry, decode

from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused

ALGORITHMS: Final = ("RS256", "ES256")
LEEWAY_S: Final = 60
"""By how much the clocks of the provider and of this machine may differ."""
_LONGEST_SUBJECT: Final = 255
_LEAST_RSA_SIGNS: Final = 342
"""How long a modulus of 2048 bits is in base64; what is shorter is too weak."""
_SIGNED: Final = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)


def subject_of(
    token: str,
    keys: Mapping[str, Any],
    *,
    issuer: str,
    client: str,
    nonce: str,
    at: Instant,
) -> str:
    """Return whom a token is about, by the provider's own id.

    Raises:
        Refused: it is not good; with the first thing that is wrong.
    """
    try:
        claims = decode(token, _key_set(keys), registry=_SIGNED).claims
        registry = JWTClaimsRegistry(
            now=at.s,
            leeway=LEEWAY_S,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        registry.validate(claims)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise refused(_why(error)) from None
    _check_party(claims, client)
    subject = claims["sub"]
    if len(subject) > _LONGEST_SUBJECT or not subject.isprintable():
        raise refused("sub")
    return str(subject)


def refused(why: str) -> Refused:
    """Return that an answer of the provider is not accepted; *why* holds nothing from it."""
    return Refused([Problem(code=Code.OIDC_ANSWER, where="provider", data={"why": why})])


def _check_party(claims: Mapping[str, Any], client: str) -> None:
    """Check that a token that others may read too was made for us."""
    audience, party = claims["aud"], claims.get("azp")
    is_shared = isinstance(audience, list) and len(audience) > 1
    if party != client if party is not None else is_shared:
        raise refused("azp")


def _key_set(said: Mapping[str, Any]) -> KeySet:
    """Return the keys that a signature can be checked with; others are passed over."""
    found = said.get("keys")
    keys = [_key(one) for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return KeySet([key for key in keys if key is not None])


def _key(said: Mapping[str, Any]) -> RSAKey | ECKey | None:
    is_weak = len(str(said.get("n"))) < _LEAST_RSA_SIGNS
    try:
        match said.get("kty"):
            case "RSA" if not is_weak:
                return RSAKey.import_key(dict(said))
            case "EC":
                return ECKey.import_key(dict(said))
            case _:
                return None
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _why(error: Exception) -> str:
    """Return what is wrong in a word or two, with nothing of the token."""
    match error:
        case ClaimError():
            return f"{error.error} {error.claim}"
        case JoseError():
            return error.error
        case _:
            return type(error).__name__
