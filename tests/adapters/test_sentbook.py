"""The book of letters: what is in it stays, until it is of no use."""

import attrs
import pytest

from dabyl.adapters.sentbook import FileSentBook
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Unavailable
from dabyl.ports.post import Letter

NOW = Instant(1_465_192_800)
LETTER = Letter(
    id="a", to="x@y", subject="s", body="b", about="hq a 24 h", useful_until=Instant(NOW.s + 60)
)


@pytest.fixture
def book(tmp_path):
    return FileSentBook(tmp_path / "mail" / "sent.json")


class TestBook:
    def test_is_empty_at_first(self, book):
        assert book.sent() == frozenset()

    def test_keeps_what_was_sent_for_those_who_open_it_later(self, book):
        book.note(LETTER, at=NOW)
        book.note(attrs.evolve(LETTER, id="b"), at=NOW)
        assert FileSentBook(book.path).sent() == {"a", "b"}

    def test_forgets_what_is_of_no_use(self, book):
        book.note(LETTER, at=NOW)
        late = LETTER.useful_until
        book.note(attrs.evolve(LETTER, id="b", useful_until=Instant(late.s + 60)), at=late)
        assert book.sent() == {"b"}

    def test_holds_no_address(self, book):
        book.note(LETTER, at=NOW)
        assert b"x@y" not in book.path.read_bytes()

    def test_counts_as_empty_when_it_cannot_be_read(self, book):
        book.path.parent.mkdir()
        for data in (b"{", b"[]", b'{"a": "b"}', b'{"\xff": 1}'):
            book.path.write_bytes(data)
            assert book.sent() == frozenset()
        book.note(LETTER, at=NOW)
        assert book.sent() == {"a"}

    def test_says_when_the_disk_refuses(self, book):
        book.path.parent.write_text("in the way")
        with pytest.raises(Unavailable, match="which letters were sent"):
            book.note(LETTER, at=NOW)
