"""A folder as a source: its files are its alerts, new when their time or size is."""

import os
from pathlib import Path

import attrs

from dabyl.adapters.alertchecks import files_below
from dabyl.adapters.userfiles import read_start
from dabyl.core.formats.cap.limits import LIMITS
from dabyl.core.formats.cap.watching.sources import Link
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import DabylError, Problem
from dabyl.ports.watching import Answer, Failed, Got, Listed


@attrs.frozen
class FolderAsker:
    """Asks folders and files of this machine that the operator named."""

    def ask(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Return the files of a folder, or the bytes of one; see ``ports/watching``."""
        del etag, modified
        try:
            if Path(address).is_dir():
                return Listed(
                    links=tuple(Link(file, _stamp(file)) for file in files_below([address]))
                )
            return Got(data=read_start(Path(address), most=LIMITS.bytes_), address=address)
        except DabylError as error:
            data = {"address": address, "reason": str(error)}
            return Failed(problem=Problem(code=Code.WATCH_UNREACHABLE, where=address, data=data))


def _stamp(file: str) -> str:
    try:
        found = os.stat(file)  # noqa: PTH116 - one of many
    except OSError:
        return ""  # it is told when it is read
    return f"{found.st_mtime_ns} {found.st_size}"
