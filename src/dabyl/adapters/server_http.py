"""Answers over HTTP: one ASGI application around a function that finds what is at a path.

1. Only GET and HEAD are answered; other methods get 405 and the list of these two.
2. An answer has a strong ETag of its bytes; a request that names it gets 304 and no bytes.
3. A path with an empty, a hidden or an upward segment is never handed on.
4. Text is compressed for those who accept gzip; each answer of a text says that it varies by that.
5. What an answer is made of is worked out once for bytes that are found again and again.
6. What the public may use elsewhere (data, not pages) may be fetched from any origin.
"""

import gzip
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from hashlib import sha256
from html import unescape
from typing import Any, assert_never

import attrs

_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "xml": "application/xml",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "jws": "application/jose",
    "png": "image/png",
    "pem": "application/x-pem-file",
    "webmanifest": "application/manifest+json",
}
_UNKNOWN = "application/octet-stream"
_PACKED = {"application/octet-stream", "image/png"}
SAFETY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
_IN_PAGE = re.compile(rb"""<meta http-equiv=["']?Content-Security-Policy["']? content="([^"]*)">""")
_FRAMES = "frame-ancestors 'self'"
_STRICTEST = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_OPEN = (
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
_SHORTEST_WORTH_PACKING = 256


Scope = Mapping[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Callable[[], Awaitable[Any]], Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


@attrs.frozen
class Answer:
    """A complete answer."""

    status: int
    headers: Headers
    body: bytes = b""


@attrs.frozen(kw_only=True)
class Ready:
    """An answer with bytes, made once: to those who have none of them yet, and to those who do."""

    whole: Answer
    unchanged: Answer
    tag: str


@attrs.frozen(kw_only=True)
class Found:
    """Bytes at a path; ``name`` ends in what tells their type, unless ``kind`` does.

    ``policy`` is a page's content security policy; without one it is read from the page.
    """

    name: str
    body: bytes
    max_age_s: int = 15
    policy: str | None = None
    kind: str | None = None

    @cached_property
    def plain(self) -> Ready:
        """The answer with these bytes as they are."""
        return _ready(self, self.body, _tag(self.body), ())

    @cached_property
    def packed(self) -> Ready:
        """The answer with these bytes compressed."""
        tag = f"{_tag(self.body)}-gz"
        return _ready(self, packed(self.body), tag, [(b"content-encoding", b"gzip")])

    @property
    def content_type(self) -> str:
        """The type of the bytes."""
        return self.kind or type_of(self.name)

    @cached_property
    def is_worth_packing(self) -> bool:
        """Whether the bytes are those of a text that is long enough."""
        is_long = len(self.body) >= _SHORTEST_WORTH_PACKING
        return is_long and self.content_type not in _PACKED


@attrs.frozen
class Moved:
    """What is asked for is at another path of this server."""

    to: str


Find = Callable[[str, str], Awaitable[Found | Moved | None]]
"""Given a path without its first slash, and the query, find what is there."""


def application(find: Find) -> Application:
    """Return the ASGI application that answers with what *find* finds."""

    async def app(scope: Scope, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        del receive  # nothing that is answered here has a body
        if scope["type"] != "http":
            return
        reply = await answer(find, scope)
        start = {"type": "http.response.start", "status": reply.status, "headers": reply.headers}
        await send(start)
        await send({"type": "http.response.body", "body": reply.body})

    return app


async def answer(find: Find, scope: Scope) -> Answer:
    """Return the whole answer to one request."""
    method = scope["method"]
    if method not in {"GET", "HEAD"}:
        return _plain(405, "only GET and HEAD are answered here", [(b"allow", b"GET, HEAD")])
    path = scope["path"].removeprefix("/")
    found = await find(path, scope["query_string"].decode("latin-1")) if is_clean(path) else None
    reply = _reply(found, _headers(scope["headers"]))
    return attrs.evolve(reply, body=b"") if method == "HEAD" else reply


def _reply(found: Found | Moved | None, asked: Mapping[bytes, bytes]) -> Answer:
    match found:
        case None:
            return _plain(404, "nothing is published at this address")
        case Moved(to=to):
            return Answer(308, [(b"location", to.encode("ascii")), *SAFETY])
        case Found():
            return _with_body(found, asked)
        case _:
            assert_never(found)


def is_clean(path: str) -> bool:
    """Tell whether no segment of *path* is empty (but for the last), hidden, or leads upwards."""
    segments = path.split("/")
    return (
        all(segments[:-1])
        and not any(segment.startswith(".") for segment in segments)
        and not any(sign in path for sign in ("\\", "\0"))
    )


def type_of(name: str) -> str:
    """Return the content type that the ending of *name* tells."""
    return _TYPES.get(name.rpartition(".")[2], _UNKNOWN)


def _with_body(found: Found, asked: Mapping[bytes, bytes]) -> Answer:
    packs = accepts_gzip(asked.get(b"accept-encoding", b"")) and found.is_worth_packing
    ready = found.packed if packs else found.plain
    return ready.unchanged if names(asked.get(b"if-none-match", b""), ready.tag) else ready.whole


def _ready(found: Found, body: bytes, tag: str, more: Iterable[tuple[bytes, bytes]]) -> Ready:
    kind = found.content_type
    headers: Headers = [
        (b"content-type", kind.encode()),
        (b"cache-control", f"public, max-age={found.max_age_s}".encode()),
        *SAFETY,
    ]
    if kind.startswith("text/html") or kind == "image/svg+xml":
        headers.append((b"content-security-policy", _policy(found).encode()))
    if not kind.startswith("text/html"):
        headers.extend(_OPEN)
    if found.is_worth_packing:
        headers.append((b"vary", b"accept-encoding"))
    headers += [*more, (b"etag", f'"{tag}"'.encode())]
    length = (b"content-length", str(len(body)).encode())
    return Ready(
        whole=Answer(200, [*headers, length], body), unchanged=Answer(304, headers), tag=tag
    )


def _tag(body: bytes) -> str:
    return sha256(body).hexdigest()[:32]


def _policy(found: Found) -> str:
    if found.policy is not None:
        return found.policy
    stated = _IN_PAGE.search(found.body)
    own = _STRICTEST if stated is None else unescape(stated.group(1).decode())
    return f"{own.rstrip('; ')}; {_FRAMES}"


def packed(body: bytes) -> bytes:
    """Return the bytes compressed."""
    return gzip.compress(body, compresslevel=9, mtime=0)


@lru_cache(maxsize=256)
def accepts_gzip(accepted: bytes) -> bool:
    """Tell whether a client takes gzip, by its ``accept-encoding``."""
    for item in accepted.decode("latin-1").lower().split(","):
        name, _, weight = (part.strip() for part in item.partition(";"))
        if name == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def names(condition: bytes, tag: str) -> bool:
    """Tell whether ``if-none-match`` names a tag."""
    if not condition:
        return False
    wanted = [item.strip() for item in condition.decode("latin-1").split(",")]
    return "*" in wanted or any(item.removeprefix("W/") == f'"{tag}"' for item in wanted)


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in pairs}


def _plain(status: int, text: str, more: Iterable[tuple[bytes, bytes]] = ()) -> Answer:
    body = f"{text}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        *SAFETY,
        *more,
    ]
    return Answer(status, headers, body)
