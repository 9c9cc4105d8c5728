"""Every CAP rule has one function, one code, a source, kinds in every profile, and words."""

from string import Formatter

import pytest

from dabyl.adapters.cap_words import LANGUAGES, cap_catalogue
from dabyl.core.formats.cap.rules.everything import RULES
from dabyl.core.formats.cap.rules.kinds import Profile

NUMBERS = range(1, 109)


def texts_of(code):
    """Yield each text of a code and of its cases, with its name."""
    for name, table in cap_catalogue()[code].items():
        if name in {"message", "fix"}:
            yield name, table
        else:
            yield from ((f"{name}.{part}", texts) for part, texts in table.items())


def slots(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


class TestRules:
    def test_are_all_of_the_table_once(self):
        assert sorted(rule.number for rule in RULES) == sorted(NUMBERS)

    def test_have_codes_of_their_own(self):
        assert len({rule.code for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.number}-{rule.code}")
class TestEachRule:
    def test_says_in_one_sentence_what_it_demands(self, rule):
        assert rule.sentence.endswith(".")

    def test_names_its_source(self, rule):
        assert rule.source

    def test_has_a_kind_in_every_profile(self, rule):
        assert set(rule.kinds) == set(Profile)

    def test_has_a_code_as_codes_are_written(self, rule):
        assert rule.code.startswith("cap-")
        assert rule.code == rule.code.lower()

    def test_has_a_message_and_a_fix(self, rule):
        assert {"message", "fix"} <= set(cap_catalogue()[rule.code])


@pytest.mark.parametrize("code", sorted(cap_catalogue()))
class TestWords:
    def test_stand_in_every_language(self, code):
        for name, texts in texts_of(code):
            assert set(texts) == set(LANGUAGES), name
            assert all(text == text.strip() and text for text in texts.values()), name

    def test_have_the_same_slots_in_every_language(self, code):
        for name, texts in texts_of(code):
            assert len({frozenset(slots(text)) for text in texts.values()}) == 1, name
