"""Every column of every export is explained, and no other."""

import re

import pytest

from dabyl.core.formats.exports.table import FIRST
from dabyl.usecases.export import TABLES, TRAIL
from support.tree import ROOT

TEXT = (ROOT / "docs" / "reference" / "exports.md").read_text("utf-8")
PARTS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE))


def columns(text):
    return tuple(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))


class TestExports:
    def test_begin_with_what_is_explained_first(self):
        assert columns(TEXT.partition("\n## ")[0]) == FIRST

    @pytest.mark.parametrize("name", [*TABLES, "trail"])
    def test_have_the_columns_that_are_explained_in_their_order(self, name):
        assert columns(PARTS[name]) == {**TABLES, "trail": TRAIL}[name]
