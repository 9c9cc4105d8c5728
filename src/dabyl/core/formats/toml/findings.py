"""Findings: the problems of one reading, collected over all its files."""

from collections.abc import Iterable

from dabyl.core.values.problems import Problem, Rejected


class Findings:
    """Problems as they are found; told apart by file and line, given out in that order.

    *files* is the order of the files; one that it does not name comes after them.
    """

    def __init__(self, files: Iterable[str] = ()) -> None:
        self._found: dict[tuple[int, int, str, str, str], Problem] = {}
        self._files: dict[str, int] = {file: place for place, file in enumerate(files)}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, problem: Problem, *, file: str, line: int) -> None:
        """Keep a problem; the same one at the same place is kept once."""
        place = self._files.setdefault(file, len(self._files))
        key = (place, line, problem.code.value, problem.where, repr(problem.data))
        self._found.setdefault(key, problem)

    def take(self, rejected: Rejected, *, file: str) -> None:
        """Keep the problems of another reader, in their order, as those of *file*."""
        for problem in rejected.problems:
            self.add(problem, file=file, line=0)

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems: files in their order, then lines."""
        return tuple(self._found[key] for key in sorted(self._found, key=lambda key: key[:2]))

    def reject(self) -> None:
        """Do nothing when nothing was found.

        Raises:
            Rejected: with every problem found, in file order.
        """
        if self._found:
            raise Rejected(self.problems())
