"""Folding a long journal with its verification, and starting from a snapshot instead.

``python bench/fold.py [ENTRIES] [QUESTIONS]``

The journal is real: each line is sealed, hashed into the chain and signed. The full start reads
every line, verifies the chain on one thread, parses every entry and folds. The other start reads
a snapshot through its store, MAC included. The peer is what the full start cannot do without:
SHA-256, Ed25519 and ``json.loads`` of every line. What both registers stand for is compared first,
at random places and times, then each is timed, in processor seconds, in a process of its own.
Target: 20 times.
"""

import gc
import json
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from _history import SCALE, SPAN_S, a_pack, decisions, first_facts, sealed
from dabyl.adapters.keys import SigningKey
from dabyl.adapters.snapshots import FileSnapshotStore
from dabyl.core.formats.entries.facts import numbered
from dabyl.core.formats.snapshots.register import format_register, parse_register
from dabyl.core.journal.chain import Verified, verify_chain
from dabyl.core.journal.entry import START, Head, format_entry, parse_entry, seal
from dabyl.core.journal.keys import WorkspaceKind, workspace_draft
from dabyl.core.register.facts import DecisionMade
from dabyl.core.register.fold import fold
from dabyl.core.register.register import Register
from dabyl.core.register.standing import standing
from dabyl.core.values.instants import Instant

TARGET = 20
SEED = b"b" * 32
JOURNAL, SNAPSHOTS, KEY = "journal", "snapshots", "snapshots.key"
ROUNDS = 1
MESSAGE = b"x" * 54  # as long as what an entry's signature covers
ONE = "--one"


HOWS = ("peer", "verify", "full", "snapshot", "answering")


def main(entries: int, questions: int) -> bool:
    """Compare, measure, print; return whether the target was met."""
    with TemporaryDirectory(prefix="dabyl-bench-") as name:
        folder = Path(name)
        write_journal(folder / JOURNAL, entries)
        folded = full(folder)
        head = Head(number=folded.number, hash=folded.head, recorded_at=folded.recorded_at)
        store(folder).save(head, format_register(folded))
        compare(folded, from_snapshot(folder), questions)
        del folded
        _, base = best("nothing", folder)
        found = {how: best(how, folder) for how in HOWS}
        journal_bytes = (folder / JOURNAL).stat().st_size
        snapshot_bytes = sum(file.stat().st_size for file in (folder / SNAPSHOTS).iterdir())
    words = {
        "peer": "SHA-256, Ed25519, json.loads alone",
        "verify": "verification of the chain",
        "full": "verification and fold",
        "snapshot": "start from a snapshot",
        "answering": "... and every place answered once",
    }
    for how, (seconds, memory) in found.items():
        print(
            f"{words[how]:36} {seconds:8.2f} s {entries / seconds:12,.0f} entries/s,"
            f" {(memory - base) / entries:8,.0f} bytes of memory an entry"
        )
    print(f"on disk: the journal {journal_bytes / entries:,.0f} bytes an entry,", end=" ")
    print(f"the snapshot {snapshot_bytes / entries:,.0f}")
    took = {how: seconds for how, (seconds, _) in found.items()}
    print(f"verification and fold take {took['full'] / took['peer']:.2f} x the peer's time")
    faster = took["full"] / took["snapshot"]
    print(f"start from a snapshot is {faster:.1f} x faster (target {TARGET})")
    return faster >= TARGET


# --- what is measured ---


def full(folder: Path) -> Register:
    """Verify the journal and fold it."""
    lines = read_lines(folder)
    verify(lines)
    return fold(map(numbered, map(parse_entry, lines)))


def verify(lines: list[bytes]) -> None:
    """Verify the chain."""
    found = verify_chain(lines)
    if not isinstance(found, Verified):
        raise SystemExit(f"the journal is not whole: {found}")


def from_snapshot(folder: Path) -> Register:
    """Read the register from its snapshot."""
    latest = store(folder).latest()
    if latest is None:
        raise SystemExit("no snapshot")
    return parse_register(latest[1])


def answering(folder: Path) -> Register:
    """Read the register from its snapshot, and tell what stands at every place."""
    register = from_snapshot(folder)
    at = Instant(SPAN_S // 2)
    for unit in a_pack().units:
        standing(register, unit.key, scale=SCALE, at=at, known_at=register.recorded_at)
    return register


def peer(folder: Path) -> list[object]:
    """Hash every line, check a signature for each, and read its JSON."""
    lines = read_lines(folder)
    key = Ed25519PrivateKey.from_private_bytes(SEED)
    public, signature = key.public_key(), key.sign(MESSAGE)
    read: list[object] = []
    for line in lines:
        sha256(line).digest()
        public.verify(signature, MESSAGE)
        read.append(json.loads(line))
    return read


def read_lines(folder: Path) -> list[bytes]:
    """Return the lines of the journal."""
    return (folder / JOURNAL).read_bytes().splitlines()


# --- how ---


def write_journal(file: Path, entries: int) -> None:
    """Write a journal of so many entries, one a line."""
    key = SigningKey.from_seed(SEED)
    draft = workspace_draft("bench", WorkspaceKind.REPLAY, [key.public])
    first = seal(draft, head=START, recorded_at=Instant(0), key_id=key.key_id, sign=key.sign)
    _, pack = first_facts()
    facts = [(Instant(0), pack)]
    made = decisions(entries - 2)
    told = chain(facts, ((at, DecisionMade(decision=decision)) for at, decision in made))
    rest = sealed(told, head=first.head, key_id=key.key_id, sign=key.sign)
    file.write_bytes(b"".join(format_entry(entry) + b"\n" for entry in (first, *rest)))


def store(folder: Path) -> FileSnapshotStore:
    """Return the store of snapshots."""
    return FileSnapshotStore(folder / SNAPSHOTS, folder / KEY)


def compare(one: Register, other: Register, questions: int) -> None:
    """Ask both registers the same at random, and stop at the first difference."""
    dice = random.Random(7)
    places = [unit.key for unit in a_pack().units]
    for _ in range(questions):
        place = dice.choice(places)
        at, known_at = Instant(dice.randrange(SPAN_S)), Instant(dice.randrange(SPAN_S))
        ours = standing(one, place, scale=SCALE, at=at, known_at=known_at)
        theirs = standing(other, place, scale=SCALE, at=at, known_at=known_at)
        if ours != theirs:
            raise SystemExit(f"answers differ at {place} {at} {known_at}")
    print(f"{questions:,} answers are the same")


def best(how: str, folder: Path) -> tuple[float, int]:
    """Return the shortest time of a process, and the memory that it then holds."""
    found = [in_a_process(how, folder) for _ in range(ROUNDS)]
    return min(seconds for seconds, _ in found), min(memory for _, memory in found)


def in_a_process(how: str, folder: Path) -> tuple[float, int]:
    """Measure in a fresh process."""
    command = [sys.executable, __file__, ONE, how, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def one(how: str, folder: Path) -> None:
    """Measure once, here, and print the seconds and the resident bytes."""
    ways: dict[str, Callable[[Path], object]] = {
        "nothing": lambda _: None,
        "peer": peer,
        "verify": lambda folder: verify(read_lines(folder)),
        "full": full,
        "snapshot": from_snapshot,
        "answering": answering,
    }
    a_pack()
    start = process_time()
    kept = ways[how](folder)
    seconds = process_time() - start
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    print(seconds, pages * resource.getpagesize())
    del kept


if __name__ == "__main__":
    if sys.argv[1:2] == [ONE]:
        one(sys.argv[2], Path(sys.argv[3]))
    else:
        numbers = [int(word) for word in sys.argv[1:3]]
        met = main(*(numbers + [100_000, 400][len(numbers) :]))
        raise SystemExit(0 if met else 1)
