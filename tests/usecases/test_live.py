"""What changed between two looks."""

import pytest

from dabyl.adapters.memory.drafts import MemoryDraftStore
from dabyl.core.drafts.steps import commented
from dabyl.usecases.live import Change, Kind, Mark, Seen, Stores, changes, look, missed
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


@pytest.fixture
def stores(journal, drafts):
    return Stores(journal, drafts, MemoryDraftStore())


def said(draft, text="Look."):
    return commented(draft, text, by="officer-2", at=noon(6))


class TestALook:
    def test_is_the_one_before_while_nothing_happens(self, stores):
        first = look(stores)
        assert first == Seen(Mark(3, 1), {"xo-1": 1}, {})
        assert look(stores, first) is first

    def test_tells_a_draft_that_was_changed_and_one_that_was_begun(self, drafts, stores):
        first = look(stores)
        drafts.put(said(a_draft("xo-1")), expected=1)
        drafts.put(a_draft("xo-2"), expected=0)
        assert set(changes(first, look(stores, first))) == {
            Change(kind=Kind.DRAFT, number=3, key="xo-1", revision=2),
            Change(kind=Kind.DRAFT, number=3, key="xo-2", revision=1),
        }

    def test_tells_an_entry_by_its_number(self, journal, stores):
        first = look(stores)
        journal.number = 5
        second = look(stores, first)
        assert list(changes(first, second)) == [Change(kind=Kind.ENTRY, number=5)]
        assert second.revisions is first.revisions

    def test_tells_a_draft_of_the_library_as_such(self, stores):
        first = look(stores)
        stores.library.put(a_draft("library-1"), expected=0)
        second = look(stores, first)
        told = Change(kind=Kind.LIBRARY, number=3, key="library-1", revision=1)
        assert list(changes(first, second)) == [told]
        assert second.revisions is first.revisions


class TestAMark:
    def test_comes_back_from_its_text(self):
        assert Mark.parse(str(Mark(12, 340, 5))) == Mark(12, 340, 5)

    @pytest.mark.parametrize(
        "text", ["", "1", "1.2", "1.2.x", "-1.2.3", "1.2.²", f"1.2.{'9' * 40}"]
    )
    def test_is_none_of_anything_else(self, text):
        assert Mark.parse(text) is None

    def test_tells_what_was_missed(self):
        assert list(missed(Mark(1, 1), Mark(1, 1))) == []
        assert list(missed(Mark(1, 1), Mark(2, 5, 1))) == [
            Change(kind=Kind.DRAFT, number=2),
            Change(kind=Kind.LIBRARY, number=2),
            Change(kind=Kind.ENTRY, number=2),
        ]
