import pytest

from dabyl.adapters.watchfolder import FolderAsker
from dabyl.adapters.watchstore import WatchFolder
from dabyl.core.formats.cap.watching.contents import contents
from dabyl.core.formats.cap.watching.sources import Link, Source, noted
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused, Rejected, Unavailable
from dabyl.ports.watching import Failed, Got, Listed
from support.watching import document, heard

DATA = document()
(FOUND,) = contents(DATA, "x").documents
KEPT = heard(digest=FOUND.hash).kept


@pytest.fixture
def store(tmp_path):
    with WatchFolder(tmp_path / "watched").turn() as kept:
        yield kept


class TestStore:
    def test_has_what_was_kept(self, store):
        assert not store.has(KEPT.hash)
        store.keep(KEPT, DATA)
        assert store.has(KEPT.hash)
        assert list(store.every()) == [KEPT]
        assert store.read(KEPT.hash) == DATA

    def test_keeps_what_came_first(self, store):
        store.keep(KEPT, DATA)
        store.keep(heard(digest=KEPT.hash).kept.__class__(**{**_fields(), "source": "later"}), DATA)
        assert [kept.source for kept in store.every()] == [KEPT.source]

    def test_knows_a_source_by_its_address(self, store):
        source = noted(Source(address="https://a.example/"), [Link("b")])
        store.save(source)
        assert store.source("https://a.example/") == source
        assert store.source("https://a.example/2") == Source(address="https://a.example/2")

    def test_lets_one_write_at_a_time(self, store):
        with pytest.raises(Refused) as refused, WatchFolder(store.folder).turn():
            pass
        assert [problem.code for problem in refused.value.problems] == [Code.WATCH_STORE_BUSY]

    def test_says_which_file_is_broken(self, store):
        store.keep(KEPT, DATA)
        (store.folder / "alerts" / f"{KEPT.hash}.json").write_text("{")
        with pytest.raises(Rejected) as rejected:
            list(store.every())
        assert [problem.code for problem in rejected.value.problems] == [Code.WATCH_STORE_BROKEN]

    def test_is_empty_where_nothing_is(self, tmp_path):
        assert list(WatchFolder(tmp_path / "none").every()) == []

    def test_that_cannot_be_written_is_unavailable(self, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(Unavailable), WatchFolder(tmp_path / "file").turn():
            pass


def _fields():
    return {name: getattr(KEPT, name) for name in KEPT.__struct_fields__}


class TestFolder:
    def test_lists_its_files_with_a_stamp_that_changes_with_them(self, tmp_path):
        file = tmp_path / "sub" / "a.xml"
        file.parent.mkdir()
        file.write_bytes(DATA)
        asker = FolderAsker()
        before = asker.ask(str(tmp_path))
        assert isinstance(before, Listed)
        assert [link.address for link in before.links] == [str(file)]
        assert asker.ask(str(tmp_path)) == before
        file.write_bytes(DATA + b"\n")
        assert asker.ask(str(tmp_path)) != before

    def test_gives_the_bytes_of_a_file(self, tmp_path):
        file = tmp_path / "a.xml"
        file.write_bytes(DATA)
        assert FolderAsker().ask(str(file)) == Got(data=DATA, address=str(file))

    def test_tells_of_what_is_not_there(self, tmp_path):
        answer = FolderAsker().ask(str(tmp_path / "none"))
        assert isinstance(answer, Failed)
        assert answer.problem.code is Code.WATCH_UNREACHABLE

    def test_lists_a_link_to_nothing_which_is_told_when_it_is_read(self, tmp_path):
        (tmp_path / "a.xml").symlink_to(tmp_path / "none")
        asker = FolderAsker()
        answer = asker.ask(str(tmp_path))
        assert isinstance(answer, Listed)
        assert isinstance(asker.ask(answer.links[0].address), Failed)
