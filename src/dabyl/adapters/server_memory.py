"""Answers kept in memory, in front of a slower application that makes them.

1. An answer is kept under its address for as long as it says itself (``max-age``), and not beyond
   the next entry of the journal: so nothing old is told after a decision is known here.
2. What is kept is bounded in bytes; when it is full, what was kept longest goes.
3. GET and HEAD are answered, and the question of a browser whether it may ask from another site
   (anybody may). HEAD is a GET without its bytes.
4. Every answer has a strong ETag of its bytes; a request that names it gets 304. What is shown
   of the server's inside is nothing.
"""

from collections.abc import Awaitable, Callable
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

import attrs

from dabyl.adapters.server_http import SAFETY, Application, Scope, Send, accepts_gzip, names, packed
from dabyl.core.values.shelf import Shelf

_OK: Final = 200
_PREFLIGHT: Final = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, HEAD"),
    (b"access-control-allow-headers", b"if-none-match"),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
    *SAFETY,
]
_OPEN: Final = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"etag, retry-after"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"vary", b"accept-encoding"),
    *SAFETY,
]
_KEPT_HEADERS: Final = frozenset({b"content-type", b"cache-control", b"retry-after", b"allow"})
_SHORTEST_WORTH_PACKING: Final = 256
MOST_BYTES: Final = 64 * 1024 * 1024
_BESIDE_BYTES: Final = 512
"""About what is kept beside the bytes of an answer."""


@attrs.frozen(kw_only=True)
class Present:
    """What a request is answered from: the journal's number, the time, and more for the views."""

    number: int
    now_s: int
    state: dict[str, Any]


@attrs.frozen(kw_only=True, eq=False)
class Kept:
    """A complete answer."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    tag: bytes
    number: int
    until_s: int

    @cached_property
    def packed(self) -> bytes:
        """The bytes compressed, once."""
        return packed(self.body)


@attrs.define(eq=False)
class Memory:
    """The application; *inner* makes the answers, *present* tells what they are made from."""

    inner: Application
    present: Callable[[], Awaitable[Present]]
    shelf: Shelf[tuple[bytes, bytes], Kept] = attrs.field(factory=lambda: Shelf(MOST_BYTES))

    async def __call__(
        self, scope: Scope, receive: Callable[[], Awaitable[Any]], send: Send
    ) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        method = scope["method"]
        if method == "OPTIONS":
            await _say(send, 204, _PREFLIGHT, b"")
            return
        if method not in {"GET", "HEAD"}:
            headers = [(b"allow", b"GET, HEAD"), (b"content-length", b"0"), *_OPEN]
            await _say(send, 405, headers, b"")
            return
        present = await self.present()
        path = scope.get("raw_path") or scope["path"].encode()
        key = (path, scope["query_string"])
        kept = self.shelf.get(key)
        if kept is None or kept.number != present.number or kept.until_s <= present.now_s:
            kept = await self._made(scope, receive, present)
            self._keep(key, kept, present)
        await _reply(kept, scope, send)

    async def _made(
        self, scope: Scope, receive: Callable[[], Awaitable[Any]], present: Present
    ) -> Kept:
        """Ask *inner*, and return its answer with how long it may be kept."""
        said: list[dict[str, Any]] = []

        async def hear(event: dict[str, Any]) -> None:
            said.append(event)

        await self.inner({**scope, "method": "GET", **present.state}, receive, hear)
        start, *rest = said
        body = b"".join(event.get("body", b"") for event in rest)
        headers = [(n.lower(), v) for n, v in start["headers"] if n.lower() in _KEPT_HEADERS]
        status = start["status"]
        return Kept(
            status=status,
            headers=[*headers, *_OPEN],
            body=body,
            tag=sha256(body).hexdigest()[:32].encode(),
            number=present.number,
            until_s=present.now_s + (_age_s(dict(headers)) if status == _OK else 0),
        )

    def _keep(self, key: tuple[bytes, bytes], kept: Kept, present: Present) -> None:
        if kept.until_s <= present.now_s:
            self.shelf.drop(key)
        else:
            self.shelf.keep(key, kept, size=2 * len(kept.body) + _BESIDE_BYTES)


async def _reply(kept: Kept, scope: Scope, send: Send) -> None:
    asked = {name.lower(): value for name, value in scope["headers"]}
    body, tag, headers = kept.body, kept.tag, list(kept.headers)
    big = len(body) >= _SHORTEST_WORTH_PACKING
    if big and accepts_gzip(asked.get(b"accept-encoding", b"")):
        body, tag = kept.packed, tag + b"-gz"
        headers.append((b"content-encoding", b"gzip"))
    if kept.status == _OK:
        headers.append((b"etag", b'"' + tag + b'"'))
        if names(asked.get(b"if-none-match", b""), tag.decode()):
            await _say(send, 304, headers, b"")
            return
    headers.append((b"content-length", b"%d" % len(body)))
    await _say(send, kept.status, headers, b"" if scope["method"] == "HEAD" else body)


async def _say(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _age_s(headers: dict[bytes, bytes]) -> int:
    for part in headers.get(b"cache-control", b"").split(b","):
        name, _, value = part.strip().partition(b"=")
        if name == b"max-age" and value.isdigit():
            return int(value)
    return 0
