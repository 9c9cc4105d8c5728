"""The OpenID provider: where people are sent, and who it says they are when they come back.

1. The authorization code flow with PKCE (S256), ``state`` and ``nonce``; only ``openid`` is asked
   for. No token is kept: the subject is read from the ID token, and the rest is forgotten.
2. The provider's document and keys are read anew each time, so a key that it withdrew counts no
   more; the document must state the issuer that the settings name.
3. Its addresses are ``https``; ``http`` only when the issuer itself is on this machine.

Source: OpenID Connect Core 1.0 and Discovery 1.0; RFC 7636; RFC 9207.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

import attrs

from dabyl.adapters.oidc.errand import Errand
from dabyl.adapters.oidc.fetching import Answer, Fetcher, word_of
from dabyl.adapters.oidc.id_token import refused, subject_of
from dabyl.adapters.settings_oidc import OidcSettings, is_of_this_machine, is_safe
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused, Unavailable

_DOCUMENT: Final = "/.well-known/openid-configuration"
_POSTED: Final = "client_secret_post"
_BASIC: Final = "client_secret_basic"


@attrs.frozen
class Subject:
    """Who somebody is to a provider; unique together, and the only thing an account is bound to."""

    issuer: str
    subject: str


@attrs.frozen(kw_only=True)
class Provider:
    """A provider as the settings name it; *back* is where it sends people back to."""

    settings: OidcSettings
    back: str
    secret: Callable[[], str | None]
    fetcher: Fetcher

    def way(self, errand: Errand, *, anew: bool = False) -> str:
        """Return the address that somebody is sent to; *anew*: who is signed in there is asked too.

        Raises:
            Unavailable: the provider's document cannot be read, or says what we cannot use.
        """
        start = self._place(self._document(), "authorization_endpoint")
        asked = {
            "response_type": "code",
            "client_id": self.settings.client,
            "redirect_uri": self.back,
            "scope": "openid",
            "state": errand.state,
            "nonce": errand.nonce,
            "code_challenge": errand.challenge,
            "code_challenge_method": "S256",
            **({"prompt": "login"} if anew else {}),
        }
        return f"{start}{'&' if '?' in start else '?'}{urlencode(asked)}"

    def subject(self, errand: Errand, said: Mapping[str, str], *, at: Instant) -> Subject:
        """Return who came back with what the provider *said* in the address.

        Raises:
            Refused: the provider let nobody through, or its answer is not good.
            Unavailable: the provider cannot be asked.
        """
        document = self._document()
        self._check_sender(document, said)
        if "error" in said or not said.get("code"):
            data = {"error": word_of(said.get("error")) or "no code"}
            raise Refused([Problem(code=Code.OIDC_DECLINED, where="provider", data=data)])
        token = _id_token(self._exchanged(document, errand, said["code"]))
        subject = subject_of(
            token,
            self.fetcher.get(self._place(document, "jwks_uri")),
            issuer=self.settings.issuer,
            client=self.settings.client,
            nonce=errand.nonce,
            at=at,
        )
        return Subject(self.settings.issuer, subject)

    def _document(self) -> Mapping[str, Any]:
        document = self.fetcher.get(f"{self.settings.issuer.rstrip('/')}{_DOCUMENT}")
        if document.get("issuer") != self.settings.issuer:
            raise Unavailable(f"the document of {self.settings.issuer} states another issuer")
        return document

    def _place(self, document: Mapping[str, Any], name: str) -> str:
        found = document.get(name)
        is_near = is_of_this_machine(self.settings.issuer)
        if isinstance(found, str) and is_safe(found) and (is_near or found.startswith("https:")):
            return found
        raise Unavailable(f"the document of {self.settings.issuer} has no {name} that is safe")

    def _check_sender(self, document: Mapping[str, Any], said: Mapping[str, str]) -> None:
        """Check that the answer is this provider's, where it says whose it is (RFC 9207)."""
        is_said = document.get("authorization_response_iss_parameter_supported") is True
        if ("iss" in said or is_said) and said.get("iss") != self.settings.issuer:
            raise refused("iss")

    def _exchanged(self, document: Mapping[str, Any], errand: Errand, code: str) -> Answer:
        """Give the code and the proof for tokens."""
        client, secret = self.settings.client, self.secret()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.back,
            "code_verifier": errand.proof,
        }
        login = None
        if secret is None:
            form["client_id"] = client
        elif _is_posted(document):
            form |= {"client_id": client, "client_secret": secret}
        else:
            login = (client, secret)
        return self.fetcher.post(self._place(document, "token_endpoint"), form, login=login)


def _is_posted(document: Mapping[str, Any]) -> bool:
    """Tell whether the secret stands in the form: only where the header is not taken."""
    ways = document.get("token_endpoint_auth_methods_supported")
    return isinstance(ways, list) and _POSTED in ways and _BASIC not in ways


def _id_token(answer: Answer) -> str:
    token = answer.said.get("id_token")
    if answer.status != HTTPStatus.OK or not isinstance(token, str):
        raise refused(answer.error)
    return token
