"""What a tree of the published site says of itself, in a file of its own.

1. A finished tree carries ``.dabyl.json``: what it was made of, and how it differs from the last.
2. An idle tree that was made ready for the next publication carries ``.dabyl.ready.json``.
3. A tree that is being changed carries neither.
"""

from pathlib import Path

import msgspec

from dabyl.adapters.disk import TEMPORARY, write_whole
from dabyl.adapters.many import read, unlink
from dabyl.core.values.instants import parse_instant
from dabyl.ports.publisher import Mark

STATE = ".dabyl.json"
READY = ".dabyl.ready.json"
OURS = frozenset({STATE, READY, TEMPORARY})


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What a finished tree says of itself."""

    serial: int
    number: int
    head: str
    at: str
    known_at: str
    leased: bool
    maker: str
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    files: int

    def mark(self) -> Mark:
        """Return what the tree was rendered from."""
        return Mark(
            number=self.number,
            head=self.head,
            at=parse_instant(self.at),
            known_at=parse_instant(self.known_at),
            leased=self.leased,
            maker=self.maker,
        )


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """What an idle tree says when it is ready: after which publication, and what is empty."""

    serial: int
    hollow: tuple[str, ...]


def state_of(tree: Path) -> State | None:
    """Return what a finished tree says of itself; None of any other."""
    raw = read(tree / STATE)
    try:
        return None if raw is None else msgspec.json.decode(raw, type=State)
    except (ValueError, RecursionError):
        return None


def hollow_of(idle: Path, shown: State | None) -> tuple[str, ...] | None:
    """Return what is empty in an idle tree that was made ready after *shown*; None if it wasn't."""
    raw = read(idle / READY)
    if raw is None or shown is None:
        return None
    try:
        ready = msgspec.json.decode(raw, type=Ready)
    except (ValueError, RecursionError):
        return None
    return ready.hollow if ready.serial == shown.serial else None


def begin(idle: Path) -> State | None:
    """Make sure that there is an idle tree, and that it says nothing; return what it said."""
    behind = state_of(idle)
    idle.mkdir(exist_ok=True)
    for name in (STATE, READY):
        unlink(idle / name)
    return behind


def say(tree: Path, said: State | Ready) -> None:
    """Let a tree say something of itself, whole or not at all."""
    name = STATE if isinstance(said, State) else READY
    write_whole(tree / name, msgspec.json.encode(said))


def written_twice(behind: State | None, shown: State) -> tuple[str, ...]:
    """Return the paths that both of the last publications wrote."""
    if behind is None or behind.serial + 1 != shown.serial:
        return ()
    before = frozenset(behind.changed)
    return tuple(path for path in shown.changed if path in before)
