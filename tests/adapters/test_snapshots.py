import pytest

from dabyl.adapters.snapshots import KEPT, FileSnapshotStore
from dabyl.core.values.problems import Unavailable
from support.journals import a_journal

JOURNAL = a_journal(6)


@pytest.fixture
def store(tmp_path):
    store = FileSnapshotStore(tmp_path / "snapshots", tmp_path / "snapshots.key")
    store.save(JOURNAL[1].head, b"older")
    store.save(JOURNAL[4].head, b"newer")
    return store


def newest(store):
    return max(store.folder.iterdir(), key=lambda file: int(file.name.partition("-")[0]))


class TestFileSnapshots:
    def test_keep_the_newest_only(self, store):
        for entry in JOURNAL:
            store.save(entry.head, b"x")
        assert len(list(store.folder.iterdir())) == KEPT

    def test_of_a_journal_that_was_longer_go(self, store):
        store.save(JOURNAL[2].head, b"restored")
        assert store.latest() == (JOURNAL[2].head, b"restored")
        assert len(list(store.folder.iterdir())) == KEPT

    def test_pass_over_one_that_was_changed(self, store):
        data = bytearray(newest(store).read_bytes())
        data[-1] ^= 1
        newest(store).write_bytes(data)
        assert store.latest() == (JOURNAL[1].head, b"older")

    def test_pass_over_one_that_is_cut_short(self, store):
        newest(store).write_bytes(b"short")
        assert store.latest() == (JOURNAL[1].head, b"older")

    def test_pass_over_one_that_was_renamed(self, store):
        file = newest(store)
        file.rename(file.with_name(file.name.replace("5-", "9-", 1)))
        assert store.latest() == (JOURNAL[1].head, b"older")

    def test_pass_over_what_others_put_there(self, store):
        (store.folder / "notes.snapshot").write_bytes(b"?")
        (store.folder / f"99-{'0' * 64}-5.snapshot").mkdir()
        assert store.latest() == (JOURNAL[4].head, b"newer")

    def test_are_worth_nothing_under_another_key(self, store):
        store.key_file.unlink()
        assert store.latest() is None
        store.save(JOURNAL[0].head, b"anew")
        assert store.latest() == (JOURNAL[0].head, b"anew")

    def test_have_a_key_that_only_its_owner_reads(self, store):
        assert store.key_file.stat().st_mode & 0o777 == 0o600

    def test_say_when_they_cannot_be_kept(self, tmp_path):
        (tmp_path / "file").touch()
        store = FileSnapshotStore(tmp_path / "file", tmp_path / "key")
        with pytest.raises(Unavailable, match="cannot save a snapshot"):
            store.save(JOURNAL[0].head, b"x")
        assert store.latest() is None
