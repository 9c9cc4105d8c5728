"""A wire to a PostgreSQL that can be cut while a commit is under way."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from threading import Thread

import attrs

HOST = "127.0.0.1"
COMMIT = b"COMMIT"
_MUCH = 65_536


class Cut(Enum):
    """Where the wire is cut: before the server hears of the commit, or before it is answered."""

    BEFORE = "before"
    AFTER = "after"


@attrs.define
class Wire:
    """Where to connect to, where it is cut, and whether it stays so for those who come later."""

    port: int
    cut: Cut | None = None
    for_good: bool = False
    is_cut: bool = False
    _ends: list[socket.socket] = attrs.field(factory=list, init=False)
    _threads: list[Thread] = attrs.field(factory=list, init=False)

    def lead(self, listening: socket.socket, to: int) -> None:
        """Take connections and lead them to the port *to*, until nobody listens any more."""
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                self._ends.append(client)
                if self.is_cut and self.for_good:
                    client.shutdown(socket.SHUT_RDWR)
                    continue
                server = socket.create_connection((HOST, to))
                self._ends.append(server)
                self.start(self._hand_on, client, server)
                self.start(_hand_back, server, client)

    def start(self, target: Callable[..., None], *given: object) -> None:
        """Do something beside."""
        self._threads.append(Thread(target=target, args=given))
        self._threads[-1].start()

    def close(self) -> None:
        """Let everything that goes on end."""
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for end in self._ends:
            end.close()

    def _hand_on(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(_MUCH):
                if self.cut is not None and not self.is_cut and COMMIT in data:
                    self.is_cut = True
                    client.shutdown(socket.SHUT_RDWR)  # whatever the server says now is lost
                    if self.cut is Cut.AFTER:
                        server.sendall(data)
                    break
                server.sendall(data)
            server.shutdown(socket.SHUT_WR)


@contextmanager
def a_wire(to: int) -> Iterator[Wire]:
    """Lead connections to the port *to*, until the block ends."""
    listening = socket.create_server((HOST, 0))
    wire = Wire(port=listening.getsockname()[1])
    wire.start(wire.lead, listening, to)
    try:
        yield wire
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        wire.close()
        listening.close()


def _hand_back(server: socket.socket, client: socket.socket) -> None:
    with suppress(OSError):
        while data := server.recv(_MUCH):
            client.sendall(data)
