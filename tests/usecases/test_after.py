"""After a release: what was published is noted, and looked for as readers get it."""

from datetime import timedelta

import attrs
import pytest

from dabyl.adapters.afterbook import FileAfterBook
from dabyl.adapters.theme import load_theme
from dabyl.core.publication.after import FormKind
from dabyl.core.publication.site import render
from dabyl.core.values.problems import Unavailable
from dabyl.ports.afterbook import After
from dabyl.usecases.after import AGAIN_S, look, note_failed, note_published
from dabyl.usecases.desk import load
from dabyl.usecases.release import release
from dabyl.usecases.take_decision import take_decision
from support.desks import a_level, a_lift, noon
from support.released import a_speaking_desk

AT, SOON = noon(5), noon(5).plus(timedelta(minutes=1))
THEME = load_theme()


@attrs.define
class Site:
    """A site in memory, and what its readers get."""

    files: dict[str, bytes]
    broken: dict[str, bytes | None] = attrs.field(factory=dict)

    def published(self, path):
        return self.files.get(path)

    def served(self, path):
        found = self.broken.get(path, self.files.get(path))
        if found is None:
            raise Unavailable("HTTP 404")
        return found


@pytest.fixture
def book(tmp_path):
    return FileAfterBook(tmp_path / "after" / "book.json")


def decided(desk, *decisions, at=AT):
    for one in decisions:
        take_decision(desk, one, at=at)
        release(desk, load(desk), at=at)
    return load(desk)


def published(book, register, at=AT):
    site = Site(render(register, at, at, THEME))
    note_published(book, register, site, THEME, at=at)
    return site


@pytest.fixture
def desk():
    return a_speaking_desk()


def forms(book, key="xo-1"):
    return book.read().forms[key]


class TestNoting:
    def test_begins_with_what_is_released_after_the_first_publication(self, desk, book):
        published(book, decided(desk, a_level("xo-0", "red")))
        assert book.read() == After(number=load(desk).number)
        published(book, decided(desk, a_level("xo-1", area="XO-S")), SOON)
        assert set(book.read().forms) == {"xo-1"}
        assert {one.published_at for one in forms(book)} == {SOON}

    def test_names_every_kind_of_form_and_the_channel_of_messages(self, desk, book):
        published(book, load(desk))
        published(book, decided(desk, a_level("xo-1", area="XO-N")))
        assert {one.kind for one in forms(book)} == set(FormKind)
        (message,) = (one for one in forms(book) if one.kind is FormKind.CAP)
        assert message.channel == "feed"
        paths = {one.path for one in forms(book)}
        assert {"en/decision/xo-1/index.html", "en/place/XO-N/index.html"} <= paths

    def test_gives_each_decision_its_own_messages_and_the_places_of_what_it_ends(self, desk, book):
        published(book, load(desk))
        decided(desk, a_level("xo-1", area="XO-N"))
        published(book, decided(desk, a_lift("xo-2", "xo-1", start=6), at=noon(6)), noon(6))
        messages = [
            [one.path for one in forms(book, key) if one.kind is FormKind.CAP]
            for key in ("xo-1", "xo-2")
        ]
        assert [len(one) for one in messages] == [1, 1]
        assert messages[0] != messages[1]
        assert "en/place/XO-N/index.html" in {one.path for one in forms(book, "xo-2")}

    def test_writes_nothing_when_nothing_came(self, desk, book):
        published(book, load(desk))
        before = book.path.stat().st_mtime_ns
        published(book, load(desk), SOON)
        assert book.path.stat().st_mtime_ns == before

    def test_keeps_the_failure_until_a_publication_succeeds(self, desk, book):
        note_failed(book, "the disk is full", at=AT)
        assert book.read() is None
        published(book, load(desk))
        note_failed(book, "the disk is full", at=AT)
        assert book.read().failure.why == "the disk is full"
        published(book, load(desk), SOON)
        assert book.read().failure is None


class TestLooking:
    @pytest.fixture
    def site(self, desk, book):
        published(book, load(desk))
        return published(book, decided(desk, a_level("xo-1", area="XO-N")))

    def test_sees_what_readers_get_once(self, book, site):
        assert look(book, site, at=SOON)
        assert {one.seen_at for one in forms(book)} == {SOON}
        assert not look(book, site, at=SOON)

    @pytest.mark.parametrize(
        ("got", "why"), [(None, "HTTP 404"), (b"old", "other bytes than were published")]
    )
    def test_tells_what_readers_do_not_get_and_looks_again(self, book, site, got, why):
        path = "en/index.html"
        site.broken[path] = got
        look(book, site, at=SOON)
        again = SOON.plus(timedelta(seconds=AGAIN_S))
        (bad,) = (one for one in forms(book) if one.seen_at is None)
        assert (bad.path, bad.failed, bad.again) == (path, why, again)
        assert not look(book, site, at=SOON)
        site.broken.clear()
        assert look(book, site, at=again)
        (mended,) = (one for one in forms(book) if one.path == path)
        assert (mended.seen_at, mended.failed, mended.again) == (again, "", None)

    def test_has_nothing_to_look_for_before_the_first_publication(self, book):
        assert not look(book, Site({}), at=AT)
