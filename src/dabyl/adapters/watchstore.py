"""The store of a watcher: a folder in which nothing is ever half there.

1. ``alerts/HASH.xml`` is a document as it was received, ``alerts/HASH.json`` what is known of it.
   The document is written first: what has no JSON beside it is as good as not there.
2. ``sources/HASH.json`` is what is known of a source, under the hash of its address.
3. Each file is written beside its place and renamed into it, so that a process may die at any time.
4. One watcher at a time writes, by a lock on ``.lock``; readers need none.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final, Self, TypeVar

import attrs
import msgspec

from dabyl.adapters.disk import outside, sync_path, write_whole
from dabyl.core.formats.cap.watching.kept import Kept
from dabyl.core.formats.cap.watching.sources import Source
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused, Rejected

T = TypeVar("T")
ALERTS, SOURCES, LOCK = "alerts", "sources", ".lock"
_KEPT: Final = msgspec.json.Decoder(Kept)
_SOURCE: Final = msgspec.json.Decoder(Source)


@attrs.frozen
class WatchFolder:
    """What a watcher keeps in *folder*."""

    folder: Path

    @contextmanager
    def turn(self) -> Iterator[Self]:
        """Take the turn to write.

        Raises:
            Refused: another has it.
            Unavailable: the folder can't be written.
        """
        with outside(f"cannot write to {self.folder}"):
            for name in (ALERTS, SOURCES):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
            lock = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                data = {"folder": str(self.folder)}
                problem = Problem(code=Code.WATCH_STORE_BUSY, where=str(self.folder), data=data)
                raise Refused([problem]) from None
            yield self
        finally:
            os.close(lock)

    def source(self, address: str) -> Source:
        """Return what is known of a source; see ``ports/watching``."""
        file = self._source_file(address)
        with outside(f"cannot read {file}"):
            if not file.exists():
                return Source(address=address)
            return _decoded(file, _SOURCE)

    def save(self, source: Source) -> None:
        """Write what is known of a source."""
        file = self._source_file(source.address)
        with outside(f"cannot write {file}"):
            write_whole(file, msgspec.json.encode(source))
            sync_path(file.parent)

    def has(self, digest: str) -> bool:
        """Tell whether an alert is kept."""
        return self._alert_file(digest, "json").exists()

    def keep(self, kept: Kept, data: bytes) -> None:
        """Keep an alert, unless it is there."""
        if self.has(kept.hash):
            return
        with outside(f"cannot write to {self.folder}"):
            write_whole(self._alert_file(kept.hash, "xml"), data)
            write_whole(self._alert_file(kept.hash, "json"), msgspec.json.encode(kept))
            sync_path(self.folder / ALERTS)

    def every(self) -> Iterator[Kept]:
        """Return what is kept, in the order of receipt."""
        with outside(f"cannot read {self.folder}"):
            found = [_decoded(file, _KEPT) for file in (self.folder / ALERTS).glob("*.json")]
        yield from sorted(found, key=lambda kept: (kept.received_at_s, kept.hash))

    def read(self, digest: str) -> bytes:
        """Return the document of an alert that is kept."""
        with outside(f"cannot read {self.folder}"):
            return self._alert_file(digest, "xml").read_bytes()

    def _alert_file(self, digest: str, ending: str) -> Path:
        return self.folder / ALERTS / f"{digest}.{ending}"

    def _source_file(self, address: str) -> Path:
        name = sha256(address.encode()).hexdigest()[:32]
        return self.folder / SOURCES / f"{name}.json"


def _decoded(file: Path, decoder: "msgspec.json.Decoder[T]") -> T:
    try:
        return decoder.decode(file.read_bytes())
    except msgspec.MsgspecError as error:
        data = {"file": str(file), "reason": str(error)}
        problem = Problem(code=Code.WATCH_STORE_BROKEN, where=str(file), data=data)
        raise Rejected([problem]) from None
