"""A WebSub hub on loopback that keeps what it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import attrs


@attrs.define
class Hub:
    """Where it listens, what it was told (fields of each request), and what it answers."""

    address: str = ""
    told: list[dict[str, list[str]]] = attrs.field(factory=list)
    answer: int = 204


@contextmanager
def a_hub(answer: int = 204) -> Iterator[Hub]:
    """Run a hub until the block ends."""
    hub = Hub(answer=answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            hub.told.append(parse_qs(self.rfile.read(length).decode()))
            self.send_response(hub.answer)
            self.end_headers()

        def log_message(self, *_: object) -> None:  # type: ignore[explicit-override]
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.address = f"http://127.0.0.1:{server.server_port}/"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
