"""What every store of entries does, run on each."""

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import attrs
import pytest
from django.db import IntegrityError, connections

from dabyl.adapters.memory.journal import MemoryJournalStore
from dabyl.adapters.store.database import Database
from dabyl.adapters.store.journal import DjangoJournalStore
from dabyl.adapters.store.models import EntryRow
from dabyl.adapters.store.server import Server
from dabyl.core.journal.chain import Verified, verify_chain
from dabyl.core.journal.entry import START, format_entry
from dabyl.core.values.problems import Unavailable
from dabyl.ports.journal import Overtaken
from support import appender
from support.journals import KEEPER, a_journal, a_note, chained
from support.postgres import a_server, close_of_thread
from support.wires import Cut, a_wire

JOURNAL = a_journal(6)


def disk_store(where):
    store = DjangoJournalStore(Database(where))
    store.database.make_tables()
    return store


@pytest.fixture(params=["memory", "disk", pytest.param("server", marks=pytest.mark.postgres)])
def store(request, tmp_path):
    if request.param == "memory":
        yield MemoryJournalStore()
        return
    is_disk = request.param == "disk"
    store = disk_store(tmp_path / "journal.sqlite3" if is_disk else a_server(request))
    yield store
    store.close()


@pytest.fixture
def on_disk(tmp_path):
    store = disk_store(tmp_path / "journal.sqlite3")
    yield store
    store.close()


class TestAnEmptyJournal:
    def test_ends_at_the_start(self, store):
        assert store.head() == START

    def test_has_no_entries(self, store):
        assert list(store.entries()) == []
        assert store.head_at(1) is None
        assert store.head_at(0) is None


class TestAppend:
    def test_keeps_entries_in_order(self, store):
        store.append(JOURNAL[:4], expected=0)
        store.append(JOURNAL[4:], expected=4)
        assert list(store.entries()) == JOURNAL
        assert store.head() == JOURNAL[-1].head

    def test_keeps_the_bytes_that_were_hashed(self, store):
        store.append(JOURNAL, expected=0)
        assert list(store.lines()) == [format_entry(entry) for entry in JOURNAL]
        assert isinstance(verify_chain(store.lines()), Verified)

    def test_of_nothing_changes_nothing(self, store):
        store.append([], expected=0)
        assert store.head() == START

    def test_tells_who_came_too_late_what_came_between(self, store):
        store.append(JOURNAL[:5], expected=0)
        late = chained([(a_note("late"), KEEPER)], JOURNAL[1].head)
        with pytest.raises(Overtaken) as overtaken:
            store.append(late, expected=2)
        assert (overtaken.value.expected, overtaken.value.actual) == (2, 5)
        assert overtaken.value.between == tuple(JOURNAL[2:5])
        assert store.head() == JOURNAL[4].head

    def test_refuses_to_follow_what_is_not_there_yet(self, store):
        store.append(JOURNAL[:2], expected=0)
        with pytest.raises(Overtaken) as overtaken:
            store.append(JOURNAL[3:], expected=3)
        assert overtaken.value.between == ()

    @pytest.mark.parametrize("batch", [[2, 3], [0, 2], [0, 1, 1], [1, 0]])
    def test_refuses_entries_that_do_not_follow_and_keeps_none(self, store, batch):
        with pytest.raises(ValueError, match="does not follow"):
            store.append([JOURNAL[at] for at in batch], expected=0)
        assert list(store.lines()) == []

    def test_of_two_threads_at_once_lets_exactly_one_win(self, store):
        barrier = Barrier(2)

        def attempt(name, head):
            batch = chained([(a_note(f"{name} {i}"), KEEPER) for i in range(3)], head)
            barrier.wait()
            try:
                store.append(batch, expected=head.number)
            except Overtaken as overtaken:
                return overtaken.between
            finally:
                close_of_thread(store)
            return tuple(batch)

        for _ in range(10):
            head = store.head()
            with ThreadPoolExecutor(2) as pool:
                one, other = pool.map(attempt, ("one", "other"), (head, head))
            assert one == other == tuple(store.entries(head.number))


class TestEntries:
    @pytest.mark.parametrize("after", range(8))
    def test_come_after_a_number(self, store, after):
        store.append(JOURNAL, expected=0)
        assert list(store.entries(after)) == JOURNAL[after:]
        assert list(store.lines(after)) == [format_entry(entry) for entry in JOURNAL[after:]]

    def test_are_many(self, store):
        many = a_journal(1200)
        store.append(many, expected=0)
        assert [entry.number for entry in store.entries(3)] == list(range(4, 1201))

    def test_can_be_read_while_others_are_written(self, store):
        store.append(JOURNAL[:3], expected=0)
        reading = store.entries()
        first = next(reading)
        store.append(JOURNAL[3:], expected=3)
        assert [first, *reading][:3] == JOURNAL[:3]

    def test_have_a_head_each(self, store):
        store.append(JOURNAL, expected=0)
        assert [store.head_at(entry.number) for entry in JOURNAL] == [e.head for e in JOURNAL]
        assert store.head_at(7) is None


class TestOnDisk:
    def test_a_journal_is_there_after_reopening(self, on_disk):
        on_disk.append(JOURNAL, expected=0)
        on_disk.close()
        assert list(on_disk.entries()) == JOURNAL
        again = disk_store(on_disk.database.where)
        assert list(again.entries()) == JOURNAL
        again.close()

    def test_many_journals_are_open_at_once(self, tmp_path):
        one, other = disk_store(tmp_path / "one"), disk_store(tmp_path / "other")
        one.append(JOURNAL, expected=0)
        other.append(JOURNAL[:2], expected=0)
        assert (one.head(), other.head()) == (JOURNAL[5].head, JOURNAL[1].head)
        one.close()
        other.close()

    def test_a_commit_is_synced_in_full(self, on_disk):
        on_disk.head()
        with connections[on_disk.database.alias].cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)

    def test_no_entry_is_updated_or_deleted(self, on_disk):
        on_disk.append(JOURNAL, expected=0)
        rows = EntryRow.objects.using(on_disk.database.alias)
        with pytest.raises(IntegrityError, match="never changed"):
            rows.filter(number=3).update(kind="other")
        with pytest.raises(IntegrityError, match="never deleted"):
            rows.filter(number=6).delete()
        assert list(on_disk.entries()) == JOURNAL

    @pytest.mark.parametrize(
        "row",
        [
            (6, "a", JOURNAL[4].hash),
            (8, "a", JOURNAL[5].hash),
            (7, "a", "b"),
            (7, JOURNAL[1].hash, JOURNAL[5].hash),
        ],
    )
    def test_no_row_takes_the_place_of_another(self, on_disk, row):
        on_disk.append(JOURNAL, expected=0)
        insert = "INSERT OR REPLACE INTO journal_entry VALUES (?, ?, ?, 'note', 1, x'00')"
        raw = sqlite3.connect(on_disk.database.where)
        with pytest.raises(sqlite3.IntegrityError, match="follows the last one"):
            raw.execute(insert, row)
        raw.close()

    def test_a_locked_journal_is_unavailable_and_then_available(self, tmp_path):
        store = disk_store(tmp_path / "journal")
        store.close()
        impatient = DjangoJournalStore(Database(tmp_path / "journal", lock_wait_s=0.05))
        other = sqlite3.connect(tmp_path / "journal", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="holds the lock"):
            impatient.append(JOURNAL, expected=0)
        other.execute("ROLLBACK")
        other.close()
        impatient.append(JOURNAL, expected=0)
        assert impatient.head() == JOURNAL[-1].head
        impatient.close()

    def test_a_file_that_is_no_journal_is_unavailable(self, tmp_path):
        (tmp_path / "journal").write_text("no database " * 1000)
        with pytest.raises(Unavailable, match="not a database"):
            DjangoJournalStore(Database(tmp_path / "journal")).head()

    def test_a_folder_that_is_gone_is_unavailable(self, tmp_path):
        with pytest.raises(Unavailable, match="cannot be opened"):
            DjangoJournalStore(Database(tmp_path / "no" / "journal")).head()


@pytest.mark.postgres
class TestOnAServer:
    @pytest.fixture
    def on_server(self, request):
        store = disk_store(a_server(request))
        yield store
        store.close()

    def test_no_entry_is_updated_deleted_or_out_of_order(self, on_server):
        on_server.append(JOURNAL[:4], expected=0)
        rows = EntryRow.objects.using(on_server.database.alias)
        with pytest.raises(IntegrityError, match="never changed"):
            rows.filter(number=3).update(kind="other")
        with pytest.raises(IntegrityError, match="never deleted"):
            rows.filter(number=4).delete()
        with pytest.raises(IntegrityError, match="follows the last one"):
            rows.create(
                number=6,
                hash="a",
                previous=JOURNAL[3].hash,
                kind="note",
                recorded_at_s=1,
                line=b"",
            )
        with pytest.raises(IntegrityError, match="never deleted"):
            connections[on_server.database.alias].cursor().execute("TRUNCATE journal_entry")
        assert list(on_server.entries()) == JOURNAL[:4]

    @pytest.fixture
    def wired(self, on_server):
        with a_wire(on_server.database.where.port) as wire:
            store = disk_store(attrs.evolve(on_server.database.where, port=wire.port))
            yield store, wire
            store.close()

    def test_recorded_though_its_answer_was_lost_is_recorded(self, on_server, wired):
        store, wire = wired
        wire.cut = Cut.AFTER
        store.append(JOURNAL[:4], expected=0)
        assert wire.is_cut
        assert store.head() == on_server.head() == JOURNAL[3].head

    def test_never_heard_of_is_not_recorded(self, on_server, wired):
        store, wire = wired
        wire.cut = Cut.BEFORE
        with pytest.raises(Unavailable, match="nothing was written"):
            store.append(JOURNAL[:4], expected=0)
        assert on_server.head() == START
        store.append(JOURNAL[:4], expected=0)
        assert on_server.head() == JOURNAL[3].head

    @pytest.mark.parametrize("cut", Cut, ids=lambda cut: cut.value)
    def test_lost_for_good_at_a_commit_tells_that_nobody_knows(self, wired, cut):
        store, wire = wired
        wire.cut, wire.for_good = cut, True
        with pytest.raises(Unavailable, match="nobody knows whether this was recorded"):
            store.append(JOURNAL[:4], expected=0)

    def test_that_is_gone_is_unavailable(self):
        gone = Server(host="127.0.0.1", port=1, user="dabyl", name="nothing")
        with pytest.raises(Unavailable, match=r"nothing on 127\.0\.0\.1:1"):
            DjangoJournalStore(Database(gone)).head()


class Appender:
    """A process of ``support/appender.py``."""

    def __init__(self, file, batches=1, size=3, **env):
        self.process = subprocess.Popen(
            [sys.executable, appender.__file__, str(file), str(batches), str(size)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(appender.__file__).parents[1]), **env},
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def wait(self):
        return self.process.stdout.readline().strip()

    def go(self):
        self.process.stdin.write("go\n")
        self.process.stdin.flush()


@pytest.fixture
def file(tmp_path):
    store = disk_store(tmp_path / "journal.sqlite3")
    store.append(JOURNAL, expected=0)
    store.close()
    return tmp_path / "journal.sqlite3"


def reopened(file):
    store = DjangoJournalStore(Database(file))
    lines = list(store.lines())
    store.close()
    assert isinstance(verify_chain(lines), Verified)
    return len(lines)


class TestProcesses:
    def test_that_append_at_once_let_exactly_one_win(self, file):
        rounds = 5
        with Appender(file, rounds) as one, Appender(file, rounds) as other:
            for number in range(1, rounds + 1):
                assert [one.wait(), other.wait()] == ["ready", "ready"]
                one.go()
                other.go()
                outcomes = sorted([one.wait(), other.wait()])
                assert outcomes == sorted([str(6 + 3 * number), "overtaken"])
        assert reopened(file) == 6 + 3 * rounds

    @pytest.mark.chaos
    @pytest.mark.parametrize("write", range(1, 7))
    def test_killed_at_a_write_leave_all_or_nothing_of_a_batch(self, file, write):
        accepted = 6
        with Appender(file, 3, DABYL_FAULTS=f"kill:{write}") as process:
            while process.wait() == "ready":
                process.go()
                if not (answer := process.wait()):
                    break
                accepted = int(answer)
            assert process.process.wait(30) == -signal.SIGKILL
        left = reopened(file)
        assert left in {accepted, accepted + 3}
        with Appender(file) as process:
            assert process.wait() == "ready"
            process.go()
            assert process.wait() == str(left + 3)

    def test_on_a_full_disk_are_told_and_lose_nothing(self, file):
        accepted, refused = 6, 0
        with Appender(file, 40, APPENDER_FILE_BYTES="200000") as process:
            for _ in range(40):
                assert process.wait() == "ready"
                process.go()
                answer = process.wait()
                if answer.startswith("unavailable: cannot record, nothing was written"):
                    refused += 1
                else:
                    accepted = int(answer)
        assert refused > 0
        assert accepted > 6
        assert reopened(file) == accepted
