"""Checking many files on all cores, in order, in memory that does not grow with their number.

1. Results come in the order of the files. At most a few packets of files are on their way at once.
2. A file that cannot be read is a finding, and the run goes on.
3. For a chain every file is read twice: first for what is kept of each alert (its names, times and
   references), which grows with their number, then to judge each beside all of them.
4. Few files are judged in this process: starting others costs more than it saves.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

import attrs

from dabyl.adapters.alertreports import WRITERS, Form
from dabyl.core.formats.cap.limits import LIMITS
from dabyl.core.formats.cap.reading import Found, read
from dabyl.core.formats.cap.report import Row, Said, report
from dabyl.core.formats.cap.rules.chain import Known, chain_of, known
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Layer
from dabyl.core.formats.cap.rules.kinds import Kind, Profile
from dabyl.core.formats.cap.rules.message import message_of
from dabyl.core.values.instants import Instant

UNREADABLE: Final = "cap-file-unreadable"

_PACKET: Final = 32
_AHEAD: Final = 4
_FEW: Final = 64
_CERTIFICATES: Final = (".pem", ".crt")

Answer = TypeVar("Answer")


@attrs.frozen(kw_only=True)
class Question:
    """What is asked of every file."""

    profiles: tuple[Profile, ...]
    context: Context
    received_at: Instant
    form: Form
    lang: str


@attrs.frozen
class Part:
    """The answer on some files: the bytes to show, how many files, and whether any has an error."""

    data: bytes
    files: int
    has_error: bool


def files_below(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files that *paths* name, those of a folder by name with the folder before them.

    Certificates that lie beside alerts in a folder are passed over.
    """
    for path in paths:
        if not Path(path).is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            inside = (os.path.join(folder, name) for name in sorted(names))  # noqa: PTH118 - keeps ./
            yield from (name for name in inside if _is_wanted(name))


def _is_wanted(name: str) -> bool:
    """Tell whether it is a file, or a link to nothing, which is told; a pipe would never end."""
    is_there = os.path.isfile(name) or not os.path.exists(name)  # noqa: PTH110, PTH113 - one of many
    return is_there and not name.endswith(_CERTIFICATES)


def check_files(
    files: Iterable[str], question: Question, *, workers: int | None = None, chain: bool = False
) -> Iterator[Part]:
    """Yield what is said of the files, in their order, a packet at a time."""
    names = list(files)
    count = workers or os.cpu_count() or 1
    if len(names) <= _FEW or count == 1:
        yield from _here(names, question, chain=chain)
        return
    if chain:
        with ProcessPoolExecutor(count) as pool:
            met = [each for some in _in_order(pool, _known, names, count) for each in some]
        question = _beside(question, met)
    with ProcessPoolExecutor(count, initializer=_ask, initargs=(question,)) as pool:
        yield from _in_order(pool, _judged, names, count)


def _here(names: list[str], question: Question, *, chain: bool) -> Iterator[Part]:
    asked = _beside(question, _known(names)) if chain else question
    for name in names:
        yield _part([name], asked)


def _beside(question: Question, met: Iterable[Known]) -> Question:
    return attrs.evolve(question, context=attrs.evolve(question.context, chain=chain_of(met)))


def _in_order(
    pool: ProcessPoolExecutor, work: Callable[[list[str]], Answer], names: list[str], count: int
) -> Iterator[Answer]:
    packets = (names[at : at + _PACKET] for at in range(0, len(names), _PACKET))
    waiting: deque[Future[Answer]] = deque()
    waiting.extend(pool.submit(work, each) for each in islice(packets, count * _AHEAD))
    while waiting:
        answer = waiting.popleft().result()
        waiting.extend(pool.submit(work, each) for each in islice(packets, 1))
        yield answer


_asked: list[Question] = []
"""What this process was asked when it was started."""


def _ask(question: Question) -> None:
    _asked[:] = [question]


def _judged(names: list[str]) -> Part:
    return _part(names, _asked[0])


def _part(names: list[str], question: Question) -> Part:
    write = WRITERS[question.form]
    shown, has_error = [], False
    for name in names:
        for row in _rows(name, question):
            shown.append(write(name, row, question.lang))
            has_error |= row.has_error
    return Part(b"".join(shown), len(names), has_error)


def _rows(name: str, question: Question) -> Iterable[Row]:
    try:
        data = _start(name)
    except OSError as error:
        reason = {"reason": error.strerror or type(error).__name__}
        said = Said(
            code=UNREADABLE,
            layer=Layer.WELLFORMED,
            kind=Kind.ERROR,
            where="",
            line=0,
            data=reason,
        )
        return (Row(findings=(said,)),)
    asked = question
    return report(data, asked.profiles, asked.context, received_at=asked.received_at)


def _known(names: list[str]) -> list[Known]:
    return [known(message_of(found)) for name in names for found in _alerts(name)]


def _alerts(name: str) -> Iterable[Found]:
    try:
        return read(_start(name)).alerts
    except OSError:
        return ()


def _start(name: str) -> bytes:
    """Return a file's bytes, or one more than the limit when it is longer."""
    with Path(name).open("rb") as stream:
        return stream.read(LIMITS.bytes_ + 1)
