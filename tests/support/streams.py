"""Pages that listen, without a browser: one connection each to the console's stream."""

import json
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import attrs

PATIENCE_S = 60.0


@attrs.define(eq=False)
class Stream:
    """A connection to ``/live``; lines come as they are sent."""

    connection: HTTPConnection
    reply: HTTPResponse
    last_id: str = ""
    is_over: bool = False

    @property
    def status(self) -> int:
        """Return what was answered."""
        return self.reply.status

    def next(self) -> dict[str, Any] | None:
        """Wait for an event, and return what it tells; None when the stream ended.

        ``is_over`` then says whether its last word was that the session did.
        """
        name, data = "message", ""
        while True:
            line = self.reply.readline().decode()
            if not line:
                return None
            line = line.rstrip("\n")
            field, _, value = line.partition(": ")
            if field == "id":
                self.last_id = value
            elif field == "event":
                name = value
            elif field == "data":
                data = value
            elif not line and name == "end":
                self.is_over = True
            elif not line and data and not self.is_over:
                told: dict[str, Any] = json.loads(data)
                return told

    def close(self) -> None:
        """Go away."""
        self.reply.close()
        self.connection.close()


def listening(address: str, session: str, *, after: str = "", last_id: str = "") -> Stream:
    """Open the stream of a session; return once the server said that it is there."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE_S)
    headers = {"Cookie": f"dabyl-session={session}", "Accept": "text/event-stream"}
    if last_id:
        headers["Last-Event-ID"] = last_id
    connection.request("GET", f"/live?after={after}", headers=headers)
    reply = connection.getresponse()
    stream = Stream(connection, reply)
    if reply.status == 200 and reply.headers["content-type"] == "text/event-stream":
        assert reply.readline() == b": here\n"
        assert reply.readline() == b"\n"
    return stream
