"""What every store of drafts does, run on each."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from dabyl.adapters.memory.drafts import MemoryDraftStore
from dabyl.adapters.store.database import Database
from dabyl.adapters.store.drafts import DjangoDraftStore, draft_store
from dabyl.core.drafts.steps import commented, saved
from dabyl.core.values.problems import Unavailable
from dabyl.ports.drafts import DraftOvertaken
from support.desks import noon
from support.drafting import a_draft
from support.postgres import a_server, close_of_thread

ON_SERVER = [
    pytest.param(name, marks=pytest.mark.postgres) for name in ("server", "server-library")
]


@pytest.fixture(params=["memory", "disk", "disk-library", *ON_SERVER])
def store(request, tmp_path):
    if request.param == "memory":
        yield MemoryDraftStore()
        return
    where, _, library = request.param.partition("-")
    database = Database(tmp_path / "w.sqlite3" if where == "disk" else a_server(request))
    database.make_tables()
    draft_store(database, of_library=not library).put(a_draft("xo-other"), expected=0)
    yield draft_store(database, of_library=bool(library))
    database.close()


def typed(draft, text):
    body = {**draft.current.content, "note": {"en": text}}
    return saved(draft, body, based_on=draft.current.number, by="officer-2", at=noon(6))


class TestDrafts:
    def test_are_none_at_first(self, store):
        assert (store.all(), store.get("xo-1")) == ((), None)

    def test_come_back_whole_in_the_order_of_their_ids(self, store):
        for key in ("xo-2", "xo-1"):
            store.put(a_draft(key), expected=0)
        assert store.get("xo-2") == a_draft("xo-2")
        assert store.all() == (a_draft("xo-1"), a_draft("xo-2"))

    def test_are_replaced_by_who_saw_the_last_change(self, store):
        draft = a_draft()
        store.put(draft, expected=0)
        store.put(typed(draft, "new"), expected=1)
        assert store.get("xo-1") == typed(draft, "new")

    def test_are_not_replaced_by_who_did_not_and_he_is_given_what_is_stored(self, store):
        draft = a_draft()
        store.put(draft, expected=0)
        store.put(typed(draft, "first"), expected=1)
        with pytest.raises(DraftOvertaken) as overtaken:
            store.put(typed(draft, "late"), expected=1)
        assert overtaken.value.stored == typed(draft, "first") == store.get("xo-1")

    def test_are_not_begun_twice(self, store):
        store.put(a_draft(level="amber"), expected=0)
        with pytest.raises(DraftOvertaken) as overtaken:
            store.put(a_draft(level="red"), expected=0)
        assert overtaken.value.stored == a_draft(level="amber")

    def test_are_not_replaced_when_there_is_none(self, store):
        with pytest.raises(DraftOvertaken) as overtaken:
            store.put(typed(a_draft(), "new"), expected=1)
        assert overtaken.value.stored is None

    def test_tell_their_revisions_without_being_read(self, store):
        assert (store.changes(), store.revisions()) == (0, {})
        store.put(a_draft("xo-2"), expected=0)
        store.put(a_draft("xo-1"), expected=0)
        store.put(typed(a_draft("xo-1"), "new"), expected=1)
        assert store.changes() == 3
        assert store.revisions() == {"xo-1": 2, "xo-2": 1}

    def test_of_two_threads_at_once_let_exactly_one_win(self, store):
        barrier = Barrier(2)

        def attempt(draft, text):
            barrier.wait()
            try:
                store.put(commented(draft, text, by=text, at=noon(6)), expected=draft.revision)
            except DraftOvertaken:
                return 0
            finally:
                close_of_thread(store)
            return 1

        store.put(a_draft(), expected=0)
        for _ in range(5):
            draft = store.get("xo-1")
            with ThreadPoolExecutor(2) as pool:
                assert sum(pool.map(attempt, (draft, draft), ("one", "other"))) == 1


@pytest.mark.parametrize("where", ["disk", pytest.param("server", marks=pytest.mark.postgres)])
class TestADatabase:
    def test_that_lost_a_table_says_which_and_what_to_do(self, request, tmp_path, where):
        database = Database(tmp_path / "w.sqlite3" if where == "disk" else a_server(request))
        database.make_tables()
        with database.doing("x") as connection, connection.cursor() as cursor:
            cursor.execute("DROP TABLE draft")
        with pytest.raises(Unavailable, match="the table draft is missing; restore the database"):
            DjangoDraftStore(database).all()
        database.close()


class TestOnDisk:
    def test_a_store_that_cannot_be_reached_is_unavailable(self, tmp_path):
        store = DjangoDraftStore(Database(tmp_path / "no" / "file"))
        for attempt in (
            store.all,
            lambda: store.get("x"),
            store.changes,
            store.revisions,
            lambda: store.put(a_draft(), expected=0),
        ):
            with pytest.raises(Unavailable, match="cannot be opened"):
                attempt()
