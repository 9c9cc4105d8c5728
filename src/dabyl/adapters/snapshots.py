"""Snapshots on disk: files that nobody but this workspace can have made.

1. A file is ``NUMBER-HASH.snapshot``: 32 bytes of HMAC-SHA256 over the name and the data, then the
   data. The key lies in ``keys/snapshots.key``; it is made when it is first needed.
2. A file that is short, changed, renamed, or sealed by another key is passed over: the register is
   folded instead. So a damaged cache costs time, never truth.
3. The one that was saved last and the newest before it are kept; so what belonged to a journal that
   was longer, before it was restored from a copy, goes.
"""

import hmac
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import attrs

from dabyl.adapters.disk import outside, write_whole
from dabyl.core.journal.entry import Head
from dabyl.core.values.instants import Instant

KEPT = 2
_NAME = re.compile(r"(\d+)-([0-9a-f]{64})-(-?\d+)\.snapshot", re.ASCII)
_MAC_BYTES = 32


@attrs.frozen
class FileSnapshotStore:
    """Keeps snapshots in *folder*, sealed with the key in *key_file*."""

    folder: Path
    key_file: Path

    def save(self, head: Head, data: bytes) -> None:
        """Keep *data* as the snapshot at *head*; older ones go."""
        with outside("cannot save a snapshot"):
            self.folder.mkdir(exist_ok=True)
            file = self.folder / f"{head.number}-{head.hash}-{head.recorded_at.s}.snapshot"
            write_whole(file, _mac(self._key(), file, data) + data)
            files = self._files()
            before = [old for old, its in files if its.number < head.number][: KEPT - 1]
            for old in {old for old, _ in files} - {file, *before}:
                old.unlink()

    def latest(self) -> tuple[Head, bytes] | None:
        """Return the newest whole snapshot with its head, or None."""
        return next(self._whole(), None)

    def _whole(self) -> Iterator[tuple[Head, bytes]]:
        for file, head in self._files():
            with suppress(OSError):
                sealed = file.read_bytes()
                mac, data = sealed[:_MAC_BYTES], sealed[_MAC_BYTES:]
                if hmac.compare_digest(mac, _mac(self.key_file.read_bytes(), file, data)):
                    yield head, data

    def _files(self) -> list[tuple[Path, Head]]:
        found = [(file, _NAME.fullmatch(file.name)) for file in self.folder.glob("*.snapshot")]
        heads = [
            (file, Head(number=int(m[1]), hash=m[2], recorded_at=Instant(int(m[3]))))
            for file, m in found
            if m is not None
        ]
        return sorted(heads, key=lambda pair: pair[1].number, reverse=True)

    def _key(self) -> bytes:
        with suppress(FileExistsError):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            handle = os.open(self.key_file, flags, 0o600)
            try:
                os.write(handle, secrets.token_bytes(_MAC_BYTES))
            finally:
                os.close(handle)
        return self.key_file.read_bytes()


def _mac(key: bytes, file: Path, data: bytes) -> bytes:
    return hmac.digest(key, file.name.encode() + b"\n" + data, "sha256")
