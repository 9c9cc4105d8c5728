"""Tables as CSV and JSON, part by part, so that a long one is never in memory as a whole.

1. Every row begins with the number of the register's last entry and the instant of the answer, so
   that a row says by itself what it rests on, also when files are put together.
2. CSV is RFC 4180 in UTF-8: commas, CRLF, one line of names first. Several values in a cell are
   parted by ``; ``.
3. A text that a spreadsheet could take for a formula begins with an apostrophe in CSV; JSON keeps
   it as it is.
4. JSON is one object: the table's name, the register's number, the instant, the columns, the rows.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final

import attrs

from dabyl.core.values.instants import Instant

Cell = str | int | None | tuple[str, ...]
FIRST: Final = ("register_number", "register_at")
_FORMULA: Final = tuple("=+-@|%\t\r\n＝＋－＠")


@attrs.frozen(kw_only=True)
class Table:
    """Rows under names, with the register that they were read from."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
    number: int
    at: Instant


def csv_parts(table: Table) -> Iterator[bytes]:
    """Give a table as CSV, line by line."""
    yield _line((*FIRST, *table.columns))
    first = (str(table.number), table.at.text())
    for row in table.rows:
        yield _line((*first, *map(_text, row)))


def json_parts(table: Table) -> Iterator[bytes]:
    """Give a table as JSON, row by row."""
    columns = (*FIRST, *table.columns)
    head = {
        "table": table.name,
        FIRST[0]: table.number,
        FIRST[1]: table.at.text(),
        "columns": columns,
    }
    yield f'{_json(head)[:-1]},"rows":['.encode()
    parted = "\n"
    for row in table.rows:
        cells = (table.number, table.at.text(), *row)
        yield f"{parted}{_json(dict(zip(columns, cells, strict=True)))}".encode()
        parted = ",\n"
    yield b"\n]}\n"


def _line(cells: Iterable[str]) -> bytes:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    text = cell if isinstance(cell, str) else "; ".join(cell)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
