"""Files of alerts on the command line: read within limits, and put where the user wants them."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from dabyl.cli.times import WrongUsage
from dabyl.core.formats.cap.limits import LIMITS, Flaw, ReadProblem
from dabyl.core.formats.cap.reading import Reading, read
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected
from dabyl.wiring_cap import read_start, write_files

T = TypeVar("T")

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files that hold alerts.")]
To = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where to write.", show_default="standard output"),
]


def read_alerts(file: Path, *, assume_zone: str | None = None) -> tuple[bytes, Reading]:
    """Return a file's bytes and what is in them.

    Raises:
        Rejected: it holds no alert, or names a document type.
    """
    data = read_start(file, most=LIMITS.bytes_)
    reading = read(data, assume_zone=assume_zone)
    if reading.problems:
        raise Rejected([_told(file, problem) for problem in reading.problems])
    return data, reading


def _told(file: Path, problem: ReadProblem) -> Problem:
    where = f"{file}:{problem.line}" if problem.line else str(file)
    if problem.flaw is Flaw.DOCTYPE:
        return Problem(code=Code.CAP_DOCTYPE, where=where, data={"file": str(file)})
    reason = " ".join([problem.flaw.value, *(str(value) for value in problem.data.values())])
    data = {"file": str(file), "reason": reason}
    return Problem(code=Code.CAP_UNREADABLE, where=where, data=data)


class Batch:
    """Files that are worked on one by one; one that is rejected stops no other."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def each(self, files: Iterable[Path], work: Callable[[Path], T]) -> Iterator[T]:
        """Yield what *work* makes of each file that it does not reject."""
        for file in files:
            try:
                yield work(file)
            except Rejected as rejected:
                self.problems.extend(rejected.problems)

    def end(self) -> None:
        """Say what was rejected.

        Raises:
            Rejected: something was.
        """
        if self.problems:
            raise Rejected(self.problems)


def put(bodies: Mapping[str, bytes], to: Path | None) -> None:
    """Write bodies into a folder by their names, or the only one to standard output.

    Raises:
        WrongUsage: there are several, and no folder.
    """
    if to is not None:
        write_files(to, bodies)
        return
    if len(bodies) > 1:
        data = {"count": len(bodies)}
        raise WrongUsage([Problem(code=Code.CAP_SEVERAL, where="--to", data=data)])
    for body in bodies.values():
        sys.stdout.buffer.write(body if body.endswith(b"\n") else body + b"\n")
    sys.stdout.flush()
