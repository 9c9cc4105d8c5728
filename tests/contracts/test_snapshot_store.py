"""What every store of snapshots does, run on each."""

import pytest

from dabyl.adapters.memory.snapshots import MemorySnapshotStore
from dabyl.adapters.snapshots import FileSnapshotStore
from support.journals import a_journal

JOURNAL = a_journal(12)


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    if request.param == "memory":
        return MemorySnapshotStore()
    return FileSnapshotStore(tmp_path / "snapshots", tmp_path / "snapshots.key")


class TestSnapshots:
    def test_are_none_at_first(self, store):
        assert store.latest() is None

    def test_come_back_with_their_head(self, store):
        store.save(JOURNAL[3].head, b"folded")
        assert store.latest() == (JOURNAL[3].head, b"folded")

    def test_of_a_later_head_come_first(self, store):
        for at in (1, 8, 11):
            store.save(JOURNAL[at].head, b"%d" % at)
        assert store.latest() == (JOURNAL[11].head, b"11")

    def test_at_the_same_head_are_replaced(self, store):
        store.save(JOURNAL[3].head, b"old")
        store.save(JOURNAL[3].head, b"new")
        assert store.latest() == (JOURNAL[3].head, b"new")
