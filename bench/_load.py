"""Asks for one address again and again, over connections that stay: a process of its own.

``python bench/_load.py PORT PATH CONNECTIONS REQUESTS [HEADER]``

Each connection asks anew when it has its answer whole. The first answer tells how long answers
are; every other is as long, or the load ends with an error. Prints the seconds that it took, and
how many of them this process itself was at work: when that is nearly all, it is what limits.
"""

import socket
import sys
from selectors import EVENT_READ, DefaultSelector
from time import perf_counter, process_time

PATIENCE_S = 30.0
OK = b"HTTP/1.1 200"


def main(port: int, path: str, connections: int, requests: int, header: str = "") -> None:
    """Ask, and print how long it took."""
    more = f"{header}\r\n" if header else ""
    asking = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}\r\n".encode()
    wires = [socket.create_connection(("127.0.0.1", port), PATIENCE_S) for _ in range(connections)]
    for wire in wires:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    size = answer_size(wires[0], asking)
    start, worked = perf_counter(), process_time()
    load(wires, asking, size, requests)
    print(perf_counter() - start, process_time() - worked)


def answer_size(wire: socket.socket, asking: bytes) -> int:
    """Ask once, and return how many bytes an answer has."""
    wire.sendall(asking)
    head, got = b"", b""
    while b"\r\n\r\n" not in head:
        got = wire.recv(65_536)
        head += got
        if not got:
            raise SystemExit("the server hangs up")
    head, _, rest = head.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    stated = [line for line in lines if line.startswith(b"content-length:")]
    if not head.startswith(OK) or not stated:
        raise SystemExit(f"not an answer that can be counted: {head.decode('latin-1')}")
    size = int(stated[0].partition(b":")[2])
    left = size - len(rest)
    while left:
        left -= len(wire.recv(left))
    return len(head) + 4 + size


def load(wires: list[socket.socket], asking: bytes, size: int, requests: int) -> None:
    """Ask *requests* times."""
    buffer = bytearray(max(size, 65_536))
    left = dict.fromkeys(wires, size)
    with DefaultSelector() as selector:
        for each in wires:
            selector.register(each, EVENT_READ, each)
            each.sendall(asking)
        unasked, unanswered = requests - len(wires), requests
        while unanswered:
            ready = selector.select(PATIENCE_S)
            if not ready:
                raise SystemExit("the server has gone quiet")
            for key, _ in ready:
                wire: socket.socket = key.data
                got = wire.recv_into(buffer, left[wire])
                if not got or (left[wire] == size and not buffer.startswith(OK)):
                    raise SystemExit(f"an odd answer: {bytes(buffer[:60])!r}")
                left[wire] -= got
                if left[wire]:
                    continue
                left[wire] = size
                unanswered -= 1
                if unasked > 0:
                    unasked -= 1
                    wire.sendall(asking)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), *sys.argv[5:6])
