"""Asking the OpenID provider something, and reading its answer as JSON.

1. An answer is small and comes soon, or it is none: a provider that hangs or drips keeps nobody.
2. No redirect is followed: what is asked, and told, stays between us and the address we were given.
3. Why it failed is said without anything that was sent or received, but the provider's own short
   word for it (``invalid_client``), which is a name and no text.
"""

import json
import re
import ssl
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from socket import SHUT_RDWR, socket
from threading import Event, Timer
from typing import Any, Final
from urllib.parse import quote_plus, urlencode, urlsplit

import attrs

from dabyl.core.values.problems import Unavailable

PATIENCE_S: Final = 5.0
MOST_BYTES: Final = 1 << 18
_WORD: Final = re.compile(r"[a-z_]{1,40}", re.ASCII)


@attrs.frozen
class Answer:
    """What came: its status, and its object, empty when it is none."""

    status: int
    said: Mapping[str, Any]

    @property
    def error(self) -> str:
        """Return the provider's word for what is wrong, or the status."""
        return word_of(self.said.get("error")) or str(self.status)


@attrs.frozen
class Fetcher:
    """Asks; *ca* is whom to trust instead of the machine's own list."""

    ca: Path | None = None
    patience_s: float = PATIENCE_S

    def get(self, address: str) -> Mapping[str, Any]:
        """Return the object at an address.

        Raises:
            Unavailable: there is none.
        """
        answer = self._ask(address, None, {})
        if answer.status != HTTPStatus.OK or not answer.said:
            raise Unavailable(f"{address} answers {answer.status}, without an object of JSON")
        return answer.said

    def post(
        self, address: str, form: Mapping[str, str], *, login: tuple[str, str] | None
    ) -> Answer:
        """Send a form, and return what came; *login* is who we are, told in the header.

        Raises:
            Unavailable: nothing came that is of use.
        """
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if login is not None:
            # RFC 6749, 2.3.1: both are encoded as in a form first
            pair = ":".join(quote_plus(part) for part in login).encode()
            headers["Authorization"] = f"Basic {b64encode(pair).decode()}"
        answer = self._ask(address, urlencode(form).encode(), headers)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status < HTTPStatus.OK:
            raise Unavailable(f"{address} answers {answer.status}")
        return answer

    def _ask(self, address: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(address)
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        more = {"Accept": "application/json", "User-Agent": "Dabyl", **headers}
        try:
            with self._wire(parts.scheme, parts.hostname or "", parts.port) as wire:
                wire.request("GET" if body is None else "POST", path, body, more)
                with wire.getresponse() as reply:
                    return _answer(reply, address)
        except (OSError, HTTPException, ValueError) as error:
            raise Unavailable(f"{address} cannot be asked: {type(error).__name__}") from None

    @contextmanager
    def _wire(self, scheme: str, host: str, port: int | None) -> Iterator[HTTPConnection]:
        wire = (
            HTTPSConnection(host, port, timeout=self.patience_s, context=self._trust())
            if scheme == "https"
            else HTTPConnection(host, port, timeout=self.patience_s)
        )
        try:
            wire.connect()
            with _cut_after(self.patience_s, wire.sock):
                yield wire
        finally:
            wire.close()

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=None if self.ca is None else str(self.ca))


def word_of(found: object) -> str:
    """Return a provider's word when it is one; else nothing."""
    return found if isinstance(found, str) and _WORD.fullmatch(found) else ""


@contextmanager
def _cut_after(patience_s: float, sock: socket) -> Iterator[None]:
    """End a conversation after so many seconds, however busy the other side is.

    Raises:
        TimeoutError: it was ended.
    """
    is_over = Event()

    def cut() -> None:
        is_over.set()
        with suppress(OSError):
            sock.shutdown(SHUT_RDWR)

    timer = Timer(patience_s, cut)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if is_over.is_set():
            raise TimeoutError


def _answer(reply: HTTPResponse, address: str) -> Answer:
    body = reply.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Unavailable(f"{address} answers more than {MOST_BYTES} bytes")
    return Answer(reply.status, _object(body))


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
