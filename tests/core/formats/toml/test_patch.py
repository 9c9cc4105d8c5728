"""One value of a text changes, and nothing else of it."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.toml.patch import Spot, table_at, with_field

TEXT = """\
# Offices.

[[office]]
id = "hq"  # the first
name = { en = "Headquarters", fr = "État-major" }
# a remark inside
kind = "hq"

# Seen in July.
[[office]]
id = "crown"
name = [{ en = "Crown" }]

[[office.note]]
name = "inner"

[other]
id = "hq"
"""
HQ = Spot("office", "id", "hq")
CROWN = Spot("office", "id", "crown")


class TestAField:
    def test_is_changed_in_its_own_line(self):
        changed = with_field(TEXT, HQ, "name", {"en": 'The "HQ"', "fr": "QG"})
        old = 'name = { en = "Headquarters", fr = "État-major" }'
        new = 'name = { en = "The \\"HQ\\"", fr = "QG" }'
        assert changed == TEXT.replace(old, new)

    def test_is_added_below_the_last_of_its_table(self):
        changed = with_field(TEXT, HQ, "people", 12)
        assert changed == TEXT.replace('kind = "hq"\n', 'kind = "hq"\npeople = 12\n')

    def test_is_taken_out(self):
        assert with_field(TEXT, HQ, "kind", None) == TEXT.replace('kind = "hq"\n', "")
        assert with_field(TEXT, HQ, "people", None) == TEXT

    def test_that_is_written_otherwise_stays(self):
        many = TEXT.replace('kind = "hq"', 'kind = """\nhq"""')
        assert with_field(many, HQ, "kind", "new") is None
        assert with_field(TEXT, HQ, "name.en", "new") is None

    @pytest.mark.parametrize("spot", [Spot("office", "id", "none"), Spot("place", "id", "hq")])
    def test_of_no_table_is_none(self, spot):
        assert with_field(TEXT, spot, "name", "x") is None
        assert table_at(TEXT, spot) is None

    def test_of_a_text_that_is_no_toml_is_none(self):
        assert table_at("[", HQ) is None

    def test_of_a_table_is_read(self):
        found = table_at(TEXT, CROWN)
        assert found is not None
        assert found["name"] == [{"en": "Crown"}]

    @given(st.text(), st.dictionaries(st.sampled_from(["en", "fr", "kk"]), st.text()))
    def test_says_what_it_was_told_and_all_else_as_before(self, one, names):
        for value in (one, names):
            changed = with_field(TEXT, HQ, "name", value)
            if changed is not None:  # a control character has no place in TOML
                before, after = tomllib.loads(TEXT), tomllib.loads(changed)
                before["office"][0]["name"] = value
                assert after == before
                assert changed.count("\n") == TEXT.count("\n")
