"""What changed between two looks."""

import pytest

from dabyl.adapters.memory.drafts import MemoryDraftStore
from dabyl.core.drafts.steps import commented
from dabyl.usecases.live import Change, Kind, Mark, Seen, changes, look, missed
from support.desks import noon
from support.drafting import a_draft


class Journal:
    """As much of a journal as is looked at."""

    def __init__(self):
        self.number = 3

    def head(self):
        return self


@pytest.fixture
def journal():
    return Journal()


@pytest.fixture
def drafts():
    store = MemoryDraftStore()
    store.put(a_draft("xo-1"), expected=0)
    return store


def said(draft, text="Look."):
    return commented(draft, text, by="officer-2", at=noon(6))


class TestALook:
    def test_is_the_one_before_while_nothing_happens(self, journal, drafts):
        first = look(journal, drafts)
        assert first == Seen(Mark(3, 1), {"xo-1": 1})
        assert look(journal, drafts, first) is first

    def test_tells_a_draft_that_was_changed_and_one_that_was_begun(self, journal, drafts):
        first = look(journal, drafts)
        drafts.put(said(a_draft("xo-1")), expected=1)
        drafts.put(a_draft("xo-2"), expected=0)
        assert set(changes(first, look(journal, drafts, first))) == {
            Change(kind=Kind.DRAFT, number=3, key="xo-1", revision=2),
            Change(kind=Kind.DRAFT, number=3, key="xo-2", revision=1),
        }

    def test_tells_an_entry_by_its_number(self, journal, drafts):
        first = look(journal, drafts)
        journal.number = 5
        second = look(journal, drafts, first)
        assert list(changes(first, second)) == [Change(kind=Kind.ENTRY, number=5)]
        assert second.revisions is first.revisions


class TestAMark:
    def test_comes_back_from_its_text(self):
        assert Mark.parse(str(Mark(12, 340))) == Mark(12, 340)

    @pytest.mark.parametrize("text", ["", "1", "1.2.3", "1.x", "-1.2", "1.²", f"1.{'9' * 40}"])
    def test_is_none_of_anything_else(self, text):
        assert Mark.parse(text) is None

    def test_tells_what_was_missed(self):
        assert list(missed(Mark(1, 1), Mark(1, 1))) == []
        assert list(missed(Mark(1, 1), Mark(2, 5))) == [
            Change(kind=Kind.DRAFT, number=2),
            Change(kind=Kind.ENTRY, number=2),
        ]
