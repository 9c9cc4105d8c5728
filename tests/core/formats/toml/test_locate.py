import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.toml.locate import Path, line_of, locate

SCALE = '''\
# a comment with [brackets] and a "quote"
id = "x"        # line 2
name = { kk = "а", ru = "б" }
rule.kind = "max-days"
rule."odd.key" = 15
long = """
  [[level]]
  two "quotes" \\""" inside
"""
raw = \'\'\'
  it's ''
\'\'\'
rows = [
  { id = "a", n = [1, 2] },  # line 14
  { id = "b" },

  "c",
]
empty = []
none = {}

[[level]]
id = "low"
rank = 1

[[level]]
id = "high"
rank = 2
  [level.name]
  en = "High"
  [[level.alias]]
  en = "h"
  [[level.alias]]
  en = "hh"

[ a . "b.c" ]
x = 1
'''


class TestLocate:
    @pytest.mark.parametrize(
        ("path", "line"),
        [
            (("id",), 2),
            (("name", "ru"), 3),
            (("rule",), 4),
            (("rule", "odd.key"), 5),
            (("long",), 6),
            (("raw",), 10),
            (("rows",), 13),
            (("rows", 0, "n", 1), 14),
            (("rows", 1, "id"), 15),
            (("rows", 2), 17),
            (("empty",), 19),
            (("none",), 20),
            (("level",), 22),
            (("level", 0, "rank"), 24),
            (("level", 1), 26),
            (("level", 1, "name", "en"), 30),
            (("level", 1, "alias", 1, "en"), 34),
            (("a", "b.c", "x"), 37),
        ],
    )
    def test_finds_the_line_of(self, path, line):
        assert locate(SCALE)[path] == line

    def test_finds_every_path_of_the_text(self):
        assert set(paths(tomllib.loads(SCALE))) <= set(locate(SCALE))

    def test_reads_windows_line_ends(self):
        assert locate("a = 1\r\nb = 2\r\n")[("b",)] == 2

    @given(st.text(alphabet="ab.=[]{},\"'#\n\\ 1", max_size=60))
    def test_finds_every_path_of_any_toml(self, text):
        lines = locate(text)
        try:
            tree = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            return
        assert set(paths(tree)) <= set(lines)

    @pytest.mark.parametrize(
        "text", ["[", "[]", "[[", "a =", "a = [1\nb", 'x y = { "', "a = {,}", "]"]
    )
    def test_never_fails_on_what_is_not_toml(self, text):
        assert all(line >= 1 for line in locate(text).values())


class TestLineOf:
    def test_gives_the_nearest_enclosing_line(self):
        assert line_of({("a",): 3}, ("a", "b", 0)) == 3

    def test_gives_the_first_line_when_nothing_encloses(self):
        assert line_of({}, ("a",)) == 1


def paths(value: Any, path: Path = ()) -> list[Path]:
    items = (
        list(value.items())
        if isinstance(value, dict)
        else list(enumerate(value))
        if isinstance(value, list)
        else []
    )
    return [p for key, inner in items for p in ((*path, key), *paths(inner, (*path, key)))]
