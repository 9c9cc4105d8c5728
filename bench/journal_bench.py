"""The journal: sealing, verifying, storing, reading, and the memory that entries take.

``python bench/journal_bench.py [ENTRIES]`` prints rates, and what each costs against a bare peer in
the same run: Ed25519 alone, SHA-256 alone, ``json`` of the standard library, ``sqlite3`` without
Django.
"""

import json
import os
import sqlite3
import sys
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dabyl.adapters.store.database import Database
from dabyl.adapters.store.ready import make_ready
from dabyl.core.journal.chain import Verified, verify_chain
from dabyl.core.journal.entry import (
    START,
    Entry,
    Unsealed,
    format_entry,
    parse_entry,
    seal,
)
from dabyl.core.journal.keys import PublicKey, WorkspaceKind, workspace_draft
from dabyl.core.values.instants import Instant

AT = Instant(1_465_149_600)
BODY = {
    "id": "2016-06-05-1",
    "office": "kz-headquarters",
    "mode": "recorded",
    "effects": [
        {
            "kind": "declare",
            "scale": "kz",
            "level": "yellow",
            "area": {"places": ["KZ"]},
            "start": {"at": "2016-06-06T00:00:00+06:00", "precision": "minute"},
            "end": {"kind": "days", "days": 40},
        }
    ],
    "words": {"kk": "Террористік қауіптің деңгейі", "ru": "Уровень опасности", "en": "Level"},
    "sources": ["https://example.org/a", "https://example.org/b"],
}


def main(count: int) -> None:
    print(
        f"journal of {count:,} entries of {len(json.dumps(BODY))} bytes, {os.cpu_count()} cores\n"
    )
    key = Ed25519PrivateKey.generate()
    entries = bench_seal(key, count)
    lines = [format_entry(entry) for entry in entries]
    bench_parse(lines)
    bench_verify(key, lines)
    bench_store(entries)
    bench_memory(lines)


def bench_seal(key: Ed25519PrivateKey, count: int) -> list[Entry]:
    public = PublicKey(public=key.public_key().public_bytes_raw(), office=None)
    entries: list[Entry] = []

    def seal_all() -> None:
        head = START
        first = workspace_draft("bench", WorkspaceKind.EXERCISE, [public])
        for number in range(count):
            draft = first if number == 0 else Unsealed(kind="decision", body=BODY)
            entry = seal(draft, head=head, recorded_at=AT, key_id=public.id, sign=key.sign)
            entries.append(entry)
            head = entry.head

    def sign_only() -> None:
        for _ in range(count):
            key.sign(b"x" * 54)

    compare("seal", count, seal_all, "Ed25519 signing alone", sign_only)
    return entries


def bench_parse(lines: list[bytes]) -> None:
    compare(
        "parse an entry, check that it is canonical",
        len(lines),
        lambda: [parse_entry(line) for line in lines],
        "json.loads and dumps with sorted keys",
        lambda: [json.dumps(json.loads(line), sort_keys=True) for line in lines],
    )


def bench_verify(key: Ed25519PrivateKey, lines: list[bytes]) -> None:
    public, signature = key.public_key(), key.sign(b"x" * 54)

    def check_only() -> None:
        for line in lines:
            sha256(line).digest()
            public.verify(signature, b"x" * 54)

    def on_threads() -> None:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            assert isinstance(verify_chain(lines, run=pool.map), Verified)  # noqa: S101 - or the rate is of nothing

    peer = "SHA-256 and Ed25519 alone, one thread"
    compare("verify, one thread", len(lines), lambda: verify_chain(lines), peer, check_only)
    compare("verify, all threads", len(lines), on_threads, peer, check_only)


def bench_store(entries: list[Entry]) -> None:
    make_ready()
    from dabyl.adapters.store.journal import (  # noqa: PLC0415 - models need Django to be ready
        DjangoJournalStore,
    )

    few, rest = entries[:200], entries[200:]
    with TemporaryDirectory() as folder:
        store = DjangoJournalStore(Database(Path(folder) / "journal.sqlite3"))
        store.database.make_tables()
        bare = bare_table(Path(folder) / "bare.sqlite3")

        def one_by_one() -> None:
            for entry in few:
                store.append([entry], expected=entry.number - 1)

        compare(
            "append one entry, synced",
            len(few),
            one_by_one,
            "sqlite3 INSERT and COMMIT, synced",
            lambda: insert_each(bare, few),
        )
        if rest:
            compare(
                "append all others in one batch",
                len(rest),
                lambda: store.append(rest, expected=len(few)),
                "sqlite3 INSERT of all and COMMIT",
                lambda: insert(bare, rest),
            )
        read = "sqlite3 SELECT of all"
        select = "SELECT line FROM entry ORDER BY number"
        compare(
            "read lines",
            len(entries),
            lambda: sum(1 for _ in store.lines()),
            read,
            lambda: bare.execute(select).fetchall(),
        )
        compare(
            "read entries",
            len(entries),
            lambda: sum(1 for _ in store.entries()),
            read,
            lambda: bare.execute(select).fetchall(),
        )
        size = (Path(folder) / "journal.sqlite3").stat().st_size
        print(f"\non disk: {size / len(entries):,.0f} bytes an entry")
        bare.close()
        store.close()


def bare_table(file: Path) -> sqlite3.Connection:
    bare = sqlite3.connect(file, isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, line BLOB)")
    return bare


def insert(bare: sqlite3.Connection, entries: list[Entry]) -> None:
    rows = [(entry.number, format_entry(entry)) for entry in entries]
    bare.execute("BEGIN IMMEDIATE")
    bare.executemany("INSERT INTO entry VALUES (?, ?)", rows)
    bare.execute("COMMIT")


def insert_each(bare: sqlite3.Connection, entries: list[Entry]) -> None:
    for entry in entries:
        insert(bare, [entry])


def bench_memory(lines: list[bytes]) -> None:
    sample = lines[: min(len(lines), 10_000)]
    tracemalloc.start()
    kept = [parse_entry(line) for line in sample]
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    line_bytes = sum(map(len, sample)) / len(kept)
    print(f"in memory: {size / len(kept):,.0f} bytes an entry, its line has {line_bytes:,.0f}")


def compare(
    what: str, count: int, ours: Callable[[], object], peer: str, theirs: Callable[[], object]
) -> None:
    one, other = timed(ours), timed(theirs)
    print(f"{what:45} {count / one:12,.0f}/s  {one / count * 1e6:8.1f} us each")
    print(f"  {peer:43} {count / other:12,.0f}/s  ratio {one / other:.2f}")


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
