"""What can go wrong: problems, and three families of errors by who acts next.

1. A problem has a code, a place and data; words for people are looked up by code at the shell.
2. ``Refused``: a rule said no; every reason at once; never retried.
3. ``Rejected``: input was not understood; every problem found, in file order.
4. ``Unavailable``: something outside failed; retried, then reported.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from dabyl.core.values.codes import Code


@attrs.frozen(kw_only=True)
class Problem:
    """One thing that is wrong, where, and with which data.

    ``where`` is what a person can find: ``scale.toml:12 level[2].rank``, ``effects[0].level``.
    ``data`` holds plain values (text, numbers, lists of them) for the words of the code.
    """

    code: Code
    where: str = ""
    data: Mapping[str, Any] = attrs.field(factory=dict)


class DabylError(Exception):
    """Base of everything that Dabyl raises on purpose."""


class _WithProblems(DabylError):
    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(f"{p.code} at {p.where or '-'}" for p in self.problems))


class Refused(_WithProblems):
    """A rule said no: every reason at once, shown, never retried."""


class Rejected(_WithProblems):
    """Input not understood: carries every problem with its place."""


class Unavailable(DabylError):
    """Something outside failed: retried, then reported."""
