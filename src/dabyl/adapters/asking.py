"""Asking other people's servers over HTTP, and trusting none of them.

1. A name is resolved here, each address is judged, and the connection goes to the very address that
   was judged: what the name means a moment later doesn't matter. The certificate is checked for the
   name. Proxies of the environment are not used: they would resolve anew.
2. Where a server sends on to is judged like the first address, a few times at most.
3. Size and time are bounded for the whole answer, headers, handshake and waiting included; a
   compressed answer is bounded by what comes out of it.
4. Only gzip is taken; an answer that breaks off is none.
5. For a host that the operator allows by name, an address that isn't public is taken, too.
"""

import socket
import ssl
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer
from time import monotonic
from typing import Final

import attrs

from dabyl.core.formats.cap.limits import LIMITS
from dabyl.core.formats.cap.watching.addresses import Address, is_public, parse_address, sent_on
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected
from dabyl.ports.watching import Answer, Failed, Got, Same

_SENT_ON: Final = frozenset({301, 302, 303, 307, 308})
_OK, _UNCHANGED = 200, 304
_CHUNK: Final = 65_536
_GZIP: Final = 16 + zlib.MAX_WBITS
_ACCEPTED: Final = "application/cap+xml, application/atom+xml, application/rss+xml, application/xml"


class _Given(Exception):
    """Something about an answer that makes it none."""

    def __init__(self, code: Code, **data: object) -> None:
        super().__init__(code.value)
        self.code, self.data = code, data


@attrs.frozen(kw_only=True)
class _Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


@attrs.frozen(kw_only=True, eq=False)
class HttpAsker:
    """Asks over HTTP. ``agent`` says who asks; ``private`` are the hosts that may lie anywhere."""

    agent: str
    private: frozenset[str] = frozenset()
    most_bytes: int = LIMITS.bytes_
    most_s: float = 30.0
    most_sent_on: int = 5
    trust: ssl.SSLContext = attrs.field(factory=ssl.create_default_context, repr=False)

    def ask(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Return what is at an address; see ``ports/watching``."""
        validators = {"If-None-Match": etag, "If-Modified-Since": modified}
        known = {name: value for name, value in validators.items() if value is not None}
        try:
            return self._ask(parse_address(address), known)
        except Rejected as rejected:
            return Failed(problem=rejected.problems[0])
        except _Given as given:
            data = {"address": address, **given.data}
            return Failed(problem=Problem(code=given.code, where=address, data=data))

    def _ask(self, address: Address, known: Mapping[str, str]) -> Answer:
        deadline = monotonic() + self.most_s
        for _ in range(self.most_sent_on + 1):
            reply = self._exchange(address, known, deadline)
            location = reply.headers.get("location")
            if reply.status not in _SENT_ON or location is None:
                return self._answer(address, reply)
            address = sent_on(address, location)
        raise _Given(Code.WATCH_SENT_ON, limit=self.most_sent_on)

    @staticmethod
    def _answer(address: Address, reply: _Reply) -> Answer:
        if reply.status == _UNCHANGED:
            return Same()
        if reply.status != _OK:
            data = {"address": address.text, "status": reply.status}
            return Failed(
                problem=Problem(code=Code.WATCH_STATUS, where=address.text, data=data),
                retry_after=reply.headers.get("retry-after", ""),
            )
        return Got(
            data=reply.body,
            address=address.text,
            etag=reply.headers.get("etag"),
            modified=reply.headers.get("last-modified"),
        )

    # --- one request ---

    def _exchange(self, address: Address, known: Mapping[str, str], deadline: float) -> _Reply:
        headers = {
            "Host": address.server,
            "User-Agent": self.agent,
            "Accept": f"{_ACCEPTED}, */*;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **known,
        }
        with (
            self._in_time(deadline),
            closing(self._connected(address, deadline)) as plain,
            _cut_off(plain, deadline),
            closing(HTTPConnection(address.host, address.port)) as connection,
        ):
            connection.sock = self._secured(plain, address)
            connection.request("GET", address.target, headers=headers)
            with closing(connection.getresponse()) as response:
                return self._read(response)

    @contextmanager
    def _in_time(self, deadline: float) -> Iterator[None]:
        """Say what became of the connection: too slow when time is up, whatever broke by it."""
        try:
            yield
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            if monotonic() >= deadline:
                raise _Given(Code.WATCH_TOO_SLOW, limit=self.most_s) from None
            reason = str(error) or type(error).__name__
            raise _Given(Code.WATCH_UNREACHABLE, reason=reason[:200]) from None
        if monotonic() >= deadline:  # a connection that was cut looks like the end of an answer
            raise _Given(Code.WATCH_TOO_SLOW, limit=self.most_s)

    def _connected(self, address: Address, deadline: float) -> socket.socket:
        """Return a connection to an address of the host that was judged, the first that answers."""
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
        judged = [each for each in found if self._may_ask(address, str(each[4][0]))]
        if not judged:
            data = {"host": address.host, "ip": found[0][4][0]}
            raise _Given(Code.WATCH_PRIVATE, **data)
        trouble: OSError = TimeoutError("it doesn't answer")
        for family, kind, protocol, _, place in judged:
            wire = socket.socket(family, kind, protocol)
            try:
                wire.settimeout(max(0.001, deadline - monotonic()))
                wire.connect(place)
            except OSError as error:
                wire.close()
                trouble = error
            else:
                return wire
        raise trouble

    def _may_ask(self, address: Address, ip: str) -> bool:
        return address.host in self.private or is_public(ip)

    def _secured(self, wire: socket.socket, address: Address) -> socket.socket:
        if not address.is_secret:
            return wire
        return self.trust.wrap_socket(wire, server_hostname=address.host)

    # --- one answer ---

    def _read(self, response: HTTPResponse) -> _Reply:
        headers = {name.lower(): value for name, value in response.getheaders()}
        body = self._body(response, headers) if response.status == _OK else b""
        return _Reply(status=response.status, headers=headers, body=body)

    def _body(self, response: HTTPResponse, headers: Mapping[str, str]) -> bytes:
        coding = headers.get("content-encoding", "identity").strip().lower()
        if coding in {"gzip", "x-gzip"}:
            return self._unpacked(response)
        if coding not in {"", "identity"}:
            raise _Given(Code.WATCH_UNREACHABLE, reason=f"it is encoded as {coding[:40]}")
        body = bytearray()
        for piece in _pieces(response):
            body += piece
            self._hold_to_size(len(body))
        return bytes(body)

    def _unpacked(self, response: HTTPResponse) -> bytes:
        unpacker, body = zlib.decompressobj(_GZIP), bytearray()
        for piece in _pieces(response):
            body += unpacker.decompress(piece, self.most_bytes + 1 - len(body))
            self._hold_to_size(len(body))
        if not unpacker.eof:
            raise _Given(Code.WATCH_UNREACHABLE, reason="its compressed answer breaks off")
        return bytes(body)

    def _hold_to_size(self, size: int) -> None:
        if size > self.most_bytes:
            raise _Given(Code.WATCH_TOO_LARGE, limit=self.most_bytes)


def _pieces(response: HTTPResponse) -> Iterator[bytes]:
    """Yield the answer as it comes.

    Raises:
        HTTPException: it breaks off.
    """
    while piece := response.read1(_CHUNK):
        yield piece
    if response.length:
        raise HTTPException(f"it breaks off, {response.length} bytes before its end")


@contextmanager
def _cut_off(wire: socket.socket, deadline: float) -> Iterator[None]:
    """Cut a connection at the deadline, whatever it is doing then."""
    handle = wire.dup()
    timer = Timer(max(0.0, deadline - monotonic()), _shut, (handle,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        handle.close()


def _shut(wire: socket.socket) -> None:
    try:
        wire.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already
