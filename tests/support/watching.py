"""What watching is tested with: alerts, feeds, and a server on the loopback that misbehaves."""

import gzip
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import attrs

from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.values import Alert
from dabyl.core.formats.cap.watching.kept import Heard, Kept
from dabyl.core.formats.cap.writing import format_alert
from support.cap import CLEAN, changed

HOST = "127.0.0.1"


def document(identifier: str = "osland-1", **changes: Any) -> bytes:
    """Return an alert as bytes."""
    return format_alert(changed(CLEAN, identifier=identifier, **changes))


def heard(alert: Alert = CLEAN, signature: State = State.NONE, digest: str = "") -> Heard:
    """Return an alert as if it had been read."""
    kept = Kept(
        hash=digest or f"hash of {alert.identifier}",
        source="https://osland.example/cap.atom",
        received_at_s=0,
        identifier=alert.identifier or "",
        sender=alert.sender or "",
        sent="" if alert.sent is None else alert.sent.text,
        signature=signature,
        schema_valid=True,
    )
    return Heard(kept=kept, alert=alert)


def atom(*hrefs: str, date: str = "2016-06-06T12:00:00Z", inside: bytes = b"") -> bytes:
    """Return an Atom feed that links to alerts; *inside* stands in an entry of its own."""
    links = "".join(
        f"<entry><id>{n}</id><updated>{date}</updated>"
        f'<link href="{href}" type="application/cap+xml"/></entry>'
        for n, href in enumerate(hrefs)
    )
    held = f"<entry><id>in</id><content>{inside.decode()}</content></entry>" if inside else ""
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id>{links}{held}</feed>'.encode()


def rss(*hrefs: str) -> bytes:
    """Return an RSS feed that links to alerts."""
    items = "".join(f"<item><guid>{h}</guid><link>{h}</link></item>" for h in hrefs)
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


@attrs.define
class Page:
    """What the server answers at a path. ``raw`` writes to the connection by itself."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = attrs.field(factory=dict)
    etag: str | None = None
    raw: Callable[[socket.socket], None] | None = None
    packed: bool = False


@attrs.define
class Server:
    """A server: its pages by path, and the requests that it saw."""

    port: int = 0
    pages: dict[str, Page] = attrs.field(factory=dict)
    seen: list[tuple[str, dict[str, str]]] = attrs.field(factory=list)

    def url(self, path: str, host: str = HOST) -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [path for path, _ in self.seen]


@contextmanager
def serving() -> Iterator[Server]:
    """Serve on the loopback while the block runs."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            server.seen.append((self.path, headers))
            page = server.pages.get(self.path, Page(status=404))
            if page.raw is not None:
                page.raw(self.connection)
                self.close_connection = True
            elif page.etag is not None and headers.get("if-none-match") == page.etag:
                self._send(304, {"ETag": page.etag}, b"")
            else:
                own = {"ETag": page.etag} if page.etag else {}
                body = gzip.compress(page.body) if page.packed else page.body
                own |= {"Content-Encoding": "gzip"} if page.packed else {}
                self._send(page.status, own | dict(page.headers), body)

        def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        # typing has override from 3.12 on
        def log_message(self, *_: object) -> None:  # type: ignore[explicit-override]
            """Say nothing."""

    with ThreadingHTTPServer((HOST, 0), Handler) as http:
        http.daemon_threads = True
        server.port = http.server_port
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
