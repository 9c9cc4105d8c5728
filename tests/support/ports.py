"""Ports that a test names itself, each to be had until somebody listens at it.

They lie below those that the system gives to whoever asks for any, and each process has a place of
its own to begin at: so nobody takes one between its choice and its use.
"""

import os
import socket
from itertools import count

_FIRST, _MANY = 20_000, 12_000
_numbers = count(os.getpid() * 61)


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port that nobody listens at."""
    while True:
        port = _FIRST + next(_numbers) % _MANY
        with socket.socket() as probe:
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
