"""Tables as CSV and JSON."""

import csv
import json
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.exports.table import FIRST, Table, csv_parts, json_parts
from dabyl.core.values.instants import Instant

texts = st.text(st.characters(blacklist_categories=("Cs",)))
cells = st.none() | st.integers() | texts | st.tuples(texts, texts)
AT = Instant(1_465_000_000)


def a_table(*rows, columns=("one", "other")):
    return Table(name="things", columns=columns, rows=rows, number=7, at=AT)


def read(table):
    return list(csv.reader(StringIO(b"".join(csv_parts(table)).decode(), newline="")))


class TestCsv:
    def test_begins_with_names_and_each_row_with_the_register(self):
        assert read(a_table(("a", 1), (None, ("x", "y")))) == [
            [*FIRST, "one", "other"],
            ["7", AT.text(), "a", "1"],
            ["7", AT.text(), "", "x; y"],
        ]

    @pytest.mark.parametrize(
        "sign", list("=+-@|%\t\r\n＝＋－＠"), ids=lambda sign: f"{ord(sign):x}"
    )
    def test_holds_nothing_that_a_spreadsheet_takes_for_a_formula(self, sign):
        for text in (f"{sign}HYPERLINK(1)", f"  {sign}x"):
            assert read(a_table((text, (text, "b"))))[1][2:] == [f"'{text}", f"'{text}; b"]

    def test_leaves_other_texts_and_numbers_as_they_are(self):
        assert read(a_table(("a=b", -5)))[1][2:] == ["a=b", "-5"]

    @given(st.lists(st.tuples(cells, cells)))
    def test_has_a_row_for_each_whatever_is_in_them(self, rows):
        found = read(a_table(*rows))
        assert [len(row) for row in found] == [4] * (len(rows) + 1)


class TestJson:
    @given(st.lists(st.tuples(cells, cells)))
    def test_comes_back_whole(self, rows):
        told = json.loads(b"".join(json_parts(a_table(*rows))))
        assert {key: told[key] for key in told if key not in {"rows", "columns"}} == {
            "table": "things",
            "register_number": 7,
            "register_at": AT.text(),
        }
        assert told["columns"] == [*FIRST, "one", "other"]
        back = [(row["one"], row["other"]) for row in told["rows"]]
        assert back == [tuple(list(c) if isinstance(c, tuple) else c for c in row) for row in rows]
        assert all(row["register_number"] == 7 for row in told["rows"])
