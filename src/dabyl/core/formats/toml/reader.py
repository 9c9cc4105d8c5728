"""Reading TOML: text to a `Table` that tells lines and collects problems.

How a reader of a format is written::

    table = read_toml(text, file="scale.toml")       # Rejected: not TOML at all
    scale_id = table.id("id")                        # problems are collected, nothing is raised
    rows = [(row.integer("rank"), row.texts("name", languages=("kk", "ru")))
            for row in table.tables("level")]
    table.done()                                     # fields that nobody asked for
    table.findings.reject()                          # Rejected: every problem, in file order

1. Text that is not TOML is rejected with the line of the first error.
2. Nesting deeper than 64 values is rejected, so that no reader needs to fear it.
3. Everything else is found by asking the table; see `Table`.
"""

import re
import tomllib
from typing import Any

from dabyl.core.formats.toml.findings import Findings
from dabyl.core.formats.toml.locate import locate
from dabyl.core.formats.toml.table import Table
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

MAX_DEPTH = 64
_AT = re.compile(r"\s*\(at line (\d+), column (\d+)\)$")
_LONG_KEY = re.compile(
    r"""^[ \t]*(?:\[+[ \t]*)?(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){64}""",
    re.ASCII | re.MULTILINE,
)


def read_toml(text: str, *, file: str, findings: Findings | None = None) -> Table:
    """Read *text* as the TOML file *file*; *findings* is given when several files are one reading.

    Raises:
        Rejected: the text is not TOML, or is nested too deep.
    """
    tree = _tree(text, file)
    return Table(
        tree,
        lines=locate(text),
        file=file,
        findings=Findings() if findings is None else findings,
    )


def try_toml(text: str, *, file: str, findings: Findings) -> Table:
    """Read *text* like `read_toml`; when it is not TOML, say so in *findings*.

    The table returned is then empty, and finds nothing more.
    """
    try:
        return read_toml(text, file=file, findings=findings)
    except Rejected as rejected:
        findings.take(rejected, file=file)
        return Table({}, lines={}, file=file, findings=Findings())


def _tree(text: str, file: str) -> dict[str, Any]:
    if _LONG_KEY.search(text):
        raise Rejected((_too_deep(file),))
    try:
        tree = tomllib.loads(text)
    except RecursionError:
        raise Rejected((_too_deep(file),)) from None
    except ValueError as error:
        raise Rejected((_syntax(str(error), text, file),)) from None
    if _deeper_than(tree, MAX_DEPTH):
        raise Rejected((_too_deep(file),))
    return tree


def _syntax(message: str, text: str, file: str) -> Problem:
    place = _AT.search(message)
    line = int(place.group(1)) if place else text.count("\n") + 1
    reason = _AT.sub("", message)
    return Problem(code=Code.SYNTAX, where=f"{file}:{line}", data={"reason": reason})


def _too_deep(file: str) -> Problem:
    return Problem(code=Code.NESTED_TOO_DEEP, where=file, data={"most": MAX_DEPTH})


def _deeper_than(tree: dict[str, Any], limit: int) -> bool:
    level: list[Any] = [tree]
    for _ in range(limit):
        level = [
            inner
            for value in level
            for inner in (value.values() if isinstance(value, dict) else value)
            if isinstance(inner, dict | list)
        ]
    return bool(level)
