"""OpenID providers on loopback: Authlib's server, over real HTTP; one that can be told to cheat.

What is right is Authlib's: it checks the client, the secret, the address to go back to, and PKCE.
"""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import attrs
from authlib.oauth2.rfc6749 import AuthorizationServer, OAuth2Request
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from typing_extensions import override

CLIENT, SECRET = "dabyl", "a-very-secret.secret~4711-of-the-console"
LIFE_S = 300
DOCUMENT = "/.well-known/openid-configuration"
Claims = dict[str, Any]
Reply = tuple[int, Any, list[tuple[str, str]]]
"""Status, body and headers; a body that is no text is sent as JSON."""


@attrs.define(eq=False)
class Provider:
    """A provider: who is signed in there, what it says and how, and what it was asked."""

    back: str
    port: int = 0
    scheme: str = "http"
    subject: str = "7f3a"
    secret: str | None = SECRET
    keys: dict[str, RSAKey | ECKey] = attrs.field(factory=dict)
    signs_with: str = "ES256"
    published: list[str] = attrs.field(factory=lambda: ["RS256", "ES256"])
    claims: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] | None = None
    document: dict[str, Any] = attrs.field(factory=dict)
    instead: dict[str, Callable[[], Reply]] = attrs.field(factory=dict)
    """What is answered at a path instead of what would be right."""
    asked: list[tuple[str, dict[str, str]]] = attrs.field(factory=list)
    given: dict[str, "Code"] = attrs.field(factory=dict)
    before: Callable[[], object] = lambda: None
    """Called before each answer."""
    greets: bool = False
    """Whether it shows a page of its own before it sends anybody back."""

    @property
    def issuer(self) -> str:
        """Return where it is; to a browser another site than ``localhost``."""
        return f"{self.scheme}://127.0.0.1:{self.port}/realms/hq"

    def settings(self, **more: str) -> str:
        """Return the table of the settings that names it."""
        fields = {"issuer": self.issuer, "client": CLIENT, "name": "HQ account", **more}
        return "[oidc]\n" + "".join(f'{name} = "{said}"\n' for name, said in fields.items())

    def id_token(self, claims: Claims) -> str:
        """Return a signed token, as right or as wrong as was wished."""
        if self.sign is not None:
            return self.sign(self.claims(claims))
        header = {"alg": self.signs_with, "kid": self.signs_with}
        key = self.keys[self.signs_with]
        return jwt.encode(header, self.claims(claims), key, [self.signs_with])

    def answer(self, method: str, path: str, fields: dict[str, str], headers: Any) -> Reply:
        """Answer a request."""
        place = path.removeprefix("/realms/hq")
        self.asked.append((place, fields))
        self.before()
        if place in self.instead:
            return self.instead[place]()
        if place == DOCUMENT:
            return 200, {**self._document(), **self.document}, []
        if place == "/keys":
            keys = [self.keys[name].as_dict(private=False) for name in self.published]
            return 200, {"keys": keys}, []
        request = _Request(method, f"https://provider{path}", fields, headers)
        server = _Server(self)
        if place == "/authorize" and self.greets and method == "GET":
            return 200, _greeting(fields), [("Content-Type", "text/html; charset=utf-8")]
        if place == "/authorize":
            grant = server.get_consent_grant(request, end_user=self.subject)
            return server.create_authorization_response(  # type: ignore[no-any-return]  # untyped
                request, grant_user=self.subject, grant=grant
            )
        if place == "/token":
            return server.create_token_response(request)  # type: ignore[no-any-return]  # untyped
        return 404, {}, []

    def _document(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "code_challenge_methods_supported": ["S256"],
        }


@attrs.frozen
class Code:
    """A code that was given, and for what."""

    code: str
    redirect_uri: str
    subject: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return "openid"

    def get_nonce(self) -> str | None:
        return self.nonce


class _Request(OAuth2Request):  # type: ignore[misc]  # Authlib has no types
    """A request as Authlib's server reads it."""

    def __init__(self, method: str, uri: str, fields: dict[str, str], headers: Any) -> None:
        super().__init__(method, uri, headers=headers)
        self.fields = fields
        self.payload = BasicOAuth2Payload(fields)

    @property
    def args(self) -> dict[str, str]:
        return self.fields

    @property
    def form(self) -> dict[str, str]:
        return self.fields


@attrs.frozen
class _Client:
    provider: Provider

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return self.provider.back

    def get_allowed_scope(self, scope: str) -> str:
        return "openid" if scope == "openid" else ""

    def check_redirect_uri(self, uri: str) -> bool:
        return uri == self.provider.back

    def check_client_secret(self, secret: str) -> bool:
        return secret == self.provider.secret

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        taken = {**self.provider._document(), **self.provider.document}  # noqa: SLF001 - its own
        ways = taken["token_endpoint_auth_methods_supported"]
        return method == "none" if self.provider.secret is None else method in ways

    def check_response_type(self, kind: str) -> bool:
        return kind == "code"

    def check_grant_type(self, kind: str) -> bool:
        return kind == "authorization_code"


class _Grant(AuthorizationCodeGrant):  # type: ignore[misc]  # as above
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post", "none")

    def save_authorization_code(self, code: str, request: Any) -> None:
        asked = request.payload.data
        self.server.provider.given[code] = Code(
            code=code,
            redirect_uri=asked["redirect_uri"],
            subject=request.user,
            nonce=asked.get("nonce"),
            code_challenge=asked.get("code_challenge"),
            code_challenge_method=asked.get("code_challenge_method"),
        )

    def query_authorization_code(self, code: str, _client: Any) -> Code | None:
        found: Code | None = self.server.provider.given.get(code)
        return found

    def delete_authorization_code(self, code: Code) -> None:
        del self.server.provider.given[code.code]

    def authenticate_user(self, code: Code) -> str:
        return code.subject


class _Strict(CodeChallenge):  # type: ignore[misc]  # as above
    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)


class _Tokens(OpenIDCode):  # type: ignore[misc]  # as above
    def __init__(self, provider: Provider) -> None:
        super().__init__(require_nonce=True)
        self.provider = provider

    def exists_nonce(self, _nonce: str, _request: Any) -> bool:
        return False

    def encode_id_token(self, _token: Any, request: Any) -> str:
        now = int(time.time())  # noqa: TID251 - a provider has a clock of its own
        return self.provider.id_token(
            {
                "iss": self.provider.issuer,
                "aud": CLIENT,
                "sub": request.user,
                "iat": now,
                "exp": now + LIFE_S,
                "nonce": request.authorization_code.nonce,
                "email": "zhanerke@secretive.example",
            }
        )


class _Server(AuthorizationServer):  # type: ignore[misc]  # as above
    def __init__(self, provider: Provider) -> None:
        super().__init__(scopes_supported=["openid"])
        self.provider = provider
        self.register_grant(_Grant, [_Tokens(provider), _Strict(required=True)])
        self.register_token_generator("default", _bearer)

    def query_client(self, client: str) -> _Client | None:
        return _Client(self.provider) if client == CLIENT else None

    def save_token(self, token: Any, request: Any) -> None:
        """Keep none: nobody asks with it."""

    def create_oauth2_request(self, request: _Request) -> _Request:
        return request

    def handle_response(self, status: int, body: Any, headers: list[tuple[str, str]]) -> Reply:
        return status, body, headers

    def send_signal(self, *_: object, **__: object) -> None:
        """Tell nobody."""


def _greeting(fields: dict[str, str]) -> str:
    kept = "".join(f'<input type="hidden" name="{n}" value="{v}">' for n, v in fields.items())
    return f'<h1>Who are you?</h1><form method="post">{kept}<button>It is me</button></form>'


def _bearer(**_: object) -> Claims:
    return {"access_token": "an-access-token", "token_type": "Bearer", "scope": "openid"}


def follow(address: str) -> str:
    """Open an address at the provider, as a browser does; return where it sends on to."""
    parts = urlsplit(address)
    wire = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        wire.request("GET", f"{parts.path}?{parts.query}")
        reply = wire.getresponse()
        assert reply.status == 302, reply.read()
        return str(reply.headers["Location"])
    finally:
        wire.close()


@contextmanager
def a_provider(back: str, *, tls: SSLContext | None = None) -> Iterator[Provider]:
    """Run a provider until the block ends; it sends people to *back* only."""
    provider = Provider(back)
    provider.keys = {
        "RS256": RSAKey.generate_key(2048, {"kid": "RS256", "use": "sig"}),
        "ES256": ECKey.generate_key("P-256", {"kid": "ES256", "use": "sig"}),
    }

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            self._reply(dict(parse_qsl(urlsplit(self.path).query)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._reply(dict(parse_qsl(body)))

        def _reply(self, fields: dict[str, str]) -> None:
            path = urlsplit(self.path).path
            status, body, headers = provider.answer(self.command, path, fields, self.headers)
            data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        @override
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.port = server.server_address[1]
        if tls is not None:
            provider.scheme = "https"
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()


def unsigned(claims: Claims) -> str:
    """Return a token that nobody signed, as ``none``."""
    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join([*(urlsafe_b64encode(part).decode().rstrip("=") for part in parts), ""])
