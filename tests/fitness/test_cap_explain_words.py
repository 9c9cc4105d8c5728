"""What explanations are written with stands in every language, for every word that CAP knows."""

from string import Formatter

import pytest

from dabyl.adapters.cap_words import LANGUAGES
from dabyl.core.formats.cap.explaining.force import Force
from dabyl.core.formats.cap.explaining.seen import Doubt
from dabyl.core.formats.cap.explaining.words import Words, catalogue
from dabyl.core.formats.cap.signature.verdict import UNSIGNED, Reason, State, Verdict, fault
from dabyl.core.formats.cap.vocabulary import (
    Category,
    Certainty,
    MsgType,
    ResponseType,
    Scope,
    Severity,
    Status,
    Urgency,
)

GROUPS = {
    "category": Category,
    "certainty": Certainty,
    "force": Force,
    "later": Doubt,
    "message": MsgType,
    "response": ResponseType,
    "scope": Scope,
    "severity": Severity,
    "signature": State,
    "urgency": Urgency,
}


def slots(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


class TestWords:
    @pytest.mark.parametrize("group", sorted(catalogue()))
    def test_stand_in_every_language_with_the_same_slots(self, group):
        for key, texts in catalogue()[group].items():
            assert set(texts) == set(LANGUAGES), key
            assert all(text == text.strip() and text for text in texts.values()), key
            assert len({frozenset(slots(text)) for text in texts.values()}) == 1, key

    @pytest.mark.parametrize("group", sorted(GROUPS))
    def test_are_there_for_every_word(self, group):
        assert {each.value for each in GROUPS[group]} <= set(catalogue()[group])

    def test_are_there_for_every_status_that_is_not_in_earnest(self):
        assert set(Status) - {Status.ACTUAL} <= set(catalogue()["status"])

    def test_are_there_for_every_verdict(self):
        verdicts = [UNSIGNED, Verdict(state=State.VALID), *map(fault, Reason)]
        assert all(Words(lang).verdict(each) for lang in LANGUAGES for each in verdicts)
