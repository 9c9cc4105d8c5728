from datetime import date
from enum import StrEnum
from itertools import count

import pytest

from dabyl.core.formats.toml.node import nearest
from dabyl.core.formats.toml.reader import read_toml
from dabyl.core.formats.toml.table import Table
from dabyl.core.formats.toml.values import NO_DAY
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import EARLIEST, parse_instant
from dabyl.core.values.languages import NO_TEXTS, Texts


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def a_table(text: str) -> Table:
    return read_toml(text, file="f.toml")


def found(table: Table) -> list[tuple[Code, str]]:
    return [(problem.code, problem.where) for problem in table.findings.problems()]


class TestSingleValues:
    def test_are_read(self):
        table = a_table(
            'text = " a "\nid = "a-1"\nn = 3\nx = 1\ny = 1.5\nf = true\nd = 2016-06-06\n'
            't = 2016-06-06T12:00:00+06:00\ns = "2016-06-06T12:00+06:00"\nz = "Asia/Almaty"\n'
            'c = "blue"\n'
        )
        assert table.text("text") == "a"
        assert table.id("id") == "a-1"
        assert table.integer("n", at_least=1) == 3
        assert (table.number("x"), table.number("y")) == (1.0, 1.5)
        assert table.flag("f", default=False)
        assert table.day("d") == date(2016, 6, 6)
        assert table.instant("t") == table.instant("s") == parse_instant("2016-06-06T06:00Z")
        assert table.zone("z") == "Asia/Almaty"
        assert table.choice("c", Colour) is Colour.BLUE
        assert table.plain("n") == 3
        table.done()
        table.findings.reject()

    def test_that_are_wanted_and_missing_are_reported_and_have_a_placeholder(self):
        table = a_table("")
        read = (
            table.text("a"),
            table.id("b"),
            table.integer("c", at_least=5),
            table.integer("d"),
            table.number("e"),
            table.day("f"),
            table.instant("g"),
            table.zone("h"),
            table.choice("i", Colour),
            table.texts("j"),
            table.table("k").fields(),
        )
        assert read == ("", "", 5, 0, 0.0, NO_DAY, EARLIEST, "UTC", Colour.RED, NO_TEXTS, ())
        assert found(table) == [(Code.MISSING_FIELD, "f.toml:1")] * 11

    def test_that_are_optional_and_missing_are_none(self):
        table = a_table("")
        assert {
            table.optional_text("a"),
            table.optional_id("a"),
            table.optional_integer("a"),
            table.optional_number("a"),
            table.optional_flag("a"),
            table.optional_day("a"),
            table.optional_instant("a"),
            table.optional_zone("a"),
            table.optional_choice("a", Colour),
            table.optional_texts("a"),
            table.optional_table("a"),
            table.plain("a"),
        } == {None}
        assert table.flag("a", default=True)
        assert (table.strings("a"), table.tables("a"), table.ids("a")) == ((), (), ())
        assert not table.findings

    @pytest.mark.parametrize(
        ("text", "read", "code"),
        [
            ("x = 1", lambda t: t.text("x"), Code.WRONG_TYPE),
            ('x = " "', lambda t: t.text("x"), Code.TEXT_EMPTY),
            ('x = "A b"', lambda t: t.id("x"), Code.NOT_AN_ID),
            ("x = true", lambda t: t.integer("x"), Code.WRONG_TYPE),
            ("x = 1.0", lambda t: t.integer("x"), Code.WRONG_TYPE),
            ("x = 0", lambda t: t.integer("x", at_least=1), Code.NUMBER_TOO_SMALL),
            ("x = true", lambda t: t.number("x"), Code.WRONG_TYPE),
            ('x = "1"', lambda t: t.number("x"), Code.WRONG_TYPE),
            ("x = 1", lambda t: t.flag("x", default=True), Code.WRONG_TYPE),
            ("x = 2016-06-06T12:00:00", lambda t: t.day("x"), Code.WRONG_TYPE),
            ("x = 2016-06-06T12:00:00", lambda t: t.instant("x"), Code.TIME_UNREADABLE),
            ('x = "noon"', lambda t: t.instant("x"), Code.TIME_UNREADABLE),
            ("x = 2016-06-06", lambda t: t.instant("x"), Code.WRONG_TYPE),
            ('x = "Nowhere"', lambda t: t.zone("x"), Code.ZONE_UNKNOWN),
            ('x = "rad"', lambda t: t.choice("x", Colour), Code.UNKNOWN_VALUE),
            ("x = 1", lambda t: t.choice("x", Colour), Code.WRONG_TYPE),
            ("x = 12:00:00", lambda t: t.text("x"), Code.WRONG_TYPE),
            ("x = 1", lambda t: t.table("x"), Code.WRONG_TYPE),
            ("x = 1", lambda t: t.tables("x"), Code.WRONG_TYPE),
            ("x = 1", lambda t: t.texts("x"), Code.WRONG_TYPE),
            ('x = "unknown"', lambda t: t.texts("x"), Code.WRONG_TYPE),
            ("", lambda t: t.strings("x", required=True), Code.MISSING_FIELD),
            ("x = []", lambda t: t.strings("x", required=True), Code.LIST_EMPTY),
        ],
        ids=count(),
    )
    def test_that_are_wrong_are_reported_once(self, text, read, code):
        table = a_table(text)
        read(table)
        assert [problem.code for problem in table.findings.problems()] == [code]


class TestLists:
    def test_are_read(self):
        table = a_table('s = ["a b"]\ni = ["a", "b"]\nc = ["red", "blue"]')
        assert table.strings("s") == ("a b",)
        assert table.ids("i") == ("a", "b")
        assert table.choices("c", Colour) == (Colour.RED, Colour.BLUE)
        assert not table.findings

    def test_report_each_item_that_is_wrong(self):
        table = a_table('s = ["a",\n 1, ""]\ni = ["a", "B!"]\nc = ["red", "rad"]')
        assert table.strings("s") == ("a",)
        assert table.ids("i") == ("a", "B!")
        assert table.choices("c", Colour) == (Colour.RED,)
        assert found(table) == [
            (Code.WRONG_TYPE, "f.toml:2 s[1]"),
            (Code.TEXT_EMPTY, "f.toml:2 s[2]"),
            (Code.NOT_AN_ID, "f.toml:3 i[1]"),
            (Code.UNKNOWN_VALUE, "f.toml:4 c[1]"),
        ]


class TestTexts:
    def test_are_read_as_text_and_as_lines(self):
        table = a_table('x = { en = " a ", kk = ["б", "в "] }')
        assert table.texts("x", languages=("en", "kk")) == Texts.of({"en": "a", "kk": "б\nв"})
        assert not table.findings

    def test_may_be_unknown_where_the_reader_says_so(self):
        table = a_table('x = "unknown"')
        assert table.texts("x", languages=("en",), unknown=True) == NO_TEXTS
        assert not table.findings

    def test_report_what_is_missing_empty_or_not_text(self):
        table = a_table('x = { en = "", KK = "a", ru = [1] }')
        table.texts("x", languages=("en", "kk", "kk"))
        assert [problem.code for problem in table.findings.problems()] == [
            Code.TEXT_EMPTY,
            Code.LANGUAGE_UNKNOWN,
            Code.WRONG_TYPE,
            Code.LANGUAGE_MISSING,
        ]


class TestTables:
    def test_are_read_with_their_places(self):
        table = a_table(
            "[[level]]\nrank = 1\n[[level]]\nrank = 2\n[rule.kz]\na = 1\n[rule.ru]\na = 2"
        )
        low, high = table.tables("level")
        assert (low.integer("rank"), high.where("rank")) == (1, "f.toml:4 level[1].rank")
        rules = table.table("rule").entries()
        assert [(name, rule.integer("a")) for name, rule in rules] == [("kz", 1), ("ru", 2)]
        assert table.where() == "f.toml:1"
        assert "level" in table
        assert high.integer("rank") == 2
        assert not table.findings

    def test_hand_out_no_entry_that_is_not_a_table(self):
        assert a_table("a = 1").entries() == ()

    def test_that_are_missing_find_nothing(self):
        table = a_table("")
        missing = table.table("x")
        missing.text("y")
        missing.done()
        assert [problem.code for problem in table.findings.problems()] == [Code.MISSING_FIELD]

    def test_report_fields_that_nobody_asked_for_with_the_nearest_known(self):
        table = a_table("[[level]]\nrnk = 1\n\n[x]\ny = 1")
        table.tables("level")[0].optional_integer("rank")
        table.done()
        problems = table.findings.problems()
        assert found(table) == [
            (Code.UNKNOWN_FIELD, "f.toml:2 level[0].rnk"),
            (Code.UNKNOWN_FIELD, "f.toml:4 x"),
        ]
        assert problems[0].data == {"field": "rnk", "near": "rank"}


class TestNearest:
    def test_gives_all_when_none_is_near(self):
        assert nearest("zzz", ["a", "b"]) == "one of: a, b"
