"""The publisher to disk."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.adapters.files import FilePublisher
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Refused, Unavailable
from dabyl.ports.publisher import Mark, Outcome, SiteChange

NOON = Instant(1_465_192_800)


def mark(number: int = 1) -> Mark:
    return Mark(number=number, head=f"h{number}", at=NOON, known_at=NOON, leased=True, maker="t")


def publish(
    out: Path,
    files: dict[str, bytes],
    *,
    removed: tuple[str, ...] = (),
    whole: bool = False,
    number: int = 1,
) -> Outcome:
    with FilePublisher(out).turn() as turn:
        return turn.publish(
            SiteChange(mark=mark(number), files=files.items(), removed=removed, whole=whole)
        )


def site(out: Path) -> dict[str, bytes]:
    """Return what a reader finds, by a walk of its own."""
    found = {}
    for folder, _, names in os.walk(out):
        for name in names:
            path = Path(folder) / name
            if not name.startswith(".dabyl"):
                found[path.relative_to(out).as_posix()] = path.read_bytes()
    return found


class TestPublish:
    def test_shows_exactly_the_files_of_a_whole_publication(self, tmp_path):
        out = tmp_path / "site"
        publish(out, {"a.txt": b"1", "en/b.txt": b"2"}, whole=True)
        publish(out, {"a.txt": b"1", "kk/c.txt": b"3"}, whole=True)
        assert site(out) == {"a.txt": b"1", "kk/c.txt": b"3"}
        assert not (out / "en").exists()

    def test_keeps_what_a_partial_publication_does_not_name(self, tmp_path):
        out = tmp_path / "site"
        publish(out, {"a": b"1", "b": b"2", "c": b"3"}, whole=True)
        publish(out, {"a": b"9"}, removed=("b",))
        assert site(out) == {"a": b"9", "c": b"3"}
        publish(out, {"d": b"4"})
        assert site(out) == {"a": b"9", "c": b"3", "d": b"4"}
        publish(out, {"e": b"5"})
        assert site(out) == {"a": b"9", "c": b"3", "d": b"4", "e": b"5"}

    def test_says_what_it_wrote_and_what_stayed(self, tmp_path):
        out = tmp_path / "site"
        assert publish(out, {"a": b"1", "b": b"2"}, whole=True).written == ("a", "b")
        outcome = publish(out, {"a": b"1", "b": b"3", "c": b"4"}, removed=("x",))
        assert outcome == Outcome(written=("b", "c"), removed=(), unchanged=1)

    def test_leaves_the_bytes_that_a_reader_holds(self, tmp_path):
        out = tmp_path / "site"
        publish(out, {"a": b"old"}, whole=True)
        with (out / "a").open("rb") as reader:
            publish(out, {"a": b"new 1"})
            publish(out, {"a": b"new 2"})
            publish(out, {"a": b"new 3"})
            assert reader.read() == b"old"

    def test_first_needs_a_whole_site(self, tmp_path):
        with pytest.raises(ValueError, match="whole"):
            publish(tmp_path / "site", {"a": b"1"})

    def test_takes_an_empty_folder_and_makes_missing_ones_above(self, tmp_path):
        out = tmp_path / "x" / "y" / "site"
        out.mkdir(parents=True)
        publish(out, {"a": b"1"}, whole=True)
        assert site(out) == {"a": b"1"}
        publish(tmp_path / "p" / "q", {"a": b"1"}, whole=True)
        assert site(tmp_path / "p" / "q") == {"a": b"1"}

    def test_cost_follows_what_changed(self, tmp_path):
        out = tmp_path / "site"
        many = {f"history/{n}.html": b"x" * 100 for n in range(200)}
        publish(out, many, whole=True)
        publish(out, {"a": b"1"})
        before = {path: path.stat().st_ctime_ns for path in tmp_path.rglob("history/*.html")}
        publish(out, {"a": b"2"})
        publish(out, {"a": b"3"})
        after = {path: path.stat().st_ctime_ns for path in tmp_path.rglob("history/*.html")}
        assert after == before


def make_ready(out: Path) -> None:
    with FilePublisher(out).turn() as turn:
        turn.make_ready()


def trees(out: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    return site(out.parent / f".{out.name}.a"), site(out.parent / f".{out.name}.b")


def idle_tree(out: Path) -> Path:
    trees = {out.with_name(f".{out.name}.{turn}") for turn in "ab"}
    return next(iter(trees - {out.resolve()}))


class TestMakeReady:
    def test_brings_the_idle_tree_up_and_lays_out_empty_files_where_both_of_the_last_wrote(
        self, tmp_path
    ):
        out = tmp_path / "site"
        publish(out, {"a": b"1", "en/b": b"2", "c": b"3", "d": b"4"}, whole=True)
        publish(out, {"a": b"4", "en/b": b"5", "e": b"6"}, removed=("c",))
        shown = {"a": b"4", "d": b"4", "e": b"6", "en/b": b"5"}
        make_ready(out)
        assert site(idle_tree(out)) == {**shown, "a": b"", "en/b": b""}
        assert site(out) == shown

    def test_lets_the_next_publication_fill_only_what_differs(self, tmp_path):
        out = tmp_path / "site"
        publish(out, {"a": b"0", "b": b"0", "c": b"0", "d": b"0"}, whole=True)
        publish(out, {"a": b"1", "b": b"2", "c": b"3", "d": b"4"})
        shown = {path: (out / path).stat().st_ino for path in "bcd"}
        make_ready(out)
        laid_out = (idle_tree(out) / "a").stat().st_ino
        outcome = publish(out, {"a": b"5", "b": b"2"}, removed=("d",))
        assert outcome == Outcome(written=("a",), removed=("d",), unchanged=2)
        assert site(out) == {"a": b"5", "b": b"2", "c": b"3"}
        assert (out / "a").stat().st_ino == laid_out
        assert [(out / path).stat().st_ino for path in "bc"] == [shown["b"], shown["c"]]

    def test_leaves_nothing_empty_in_a_whole_publication(self, tmp_path):
        out = tmp_path / "site"
        publish(out, {"a": b"1", "en/b": b"2"}, whole=True)
        publish(out, {"a": b"3", "en/b": b"4"}, whole=True)
        make_ready(out)
        outcome = publish(out, {"a": b"3", "c": b"5"}, whole=True)
        assert outcome == Outcome(written=("c",), removed=("en/b",), unchanged=1)
        assert site(out) == {"a": b"3", "c": b"5"}

    def test_can_be_done_again_and_left_out(self, tmp_path):
        out = tmp_path / "site"
        make_ready(out)
        publish(out, {"a": b"1"}, whole=True)
        for number in range(4):
            make_ready(out)
            make_ready(out)
            publish(out, {"b": str(number).encode()})
            publish(out, {f"c{number}": b"x"})
        assert site(out) == {"a": b"1", "b": b"3", **{f"c{number}": b"x" for number in range(4)}}

    @pytest.mark.parametrize("what", ["shared", "written", "gone"])
    def test_fills_nothing_but_an_empty_file_of_one_name(self, tmp_path, what):
        out, other = tmp_path / "site", tmp_path / "other"
        for number in range(3):
            publish(out, {"en/a": str(number).encode(), "b": b"x"}, whole=not number)
        make_ready(out)
        laid_out = idle_tree(out) / "en" / "a"
        match what:
            case "shared":
                os.link(laid_out, other)
            case "written":
                laid_out.write_bytes(b"something longer")
            case _:
                shutil.rmtree(laid_out.parent)
        publish(out, {"en/a": b"3"})
        assert site(out) == {"en/a": b"3", "b": b"x"}
        assert not other.exists() or other.read_bytes() == b""

    def test_is_compared_with_the_shown_tree_when_a_crash_left_it_half_filled(self, tmp_path):
        out = tmp_path / "site"
        for number in range(3):
            publish(out, dict.fromkeys("abc", str(number).encode()), whole=not number)
        make_ready(out)

        def files():
            yield "a", b"3"
            raise RuntimeError("no more")

        with pytest.raises(RuntimeError), FilePublisher(out).turn() as turn:
            turn.publish(SiteChange(mark=mark(), files=files()))
        publish(out, {"b": b"4"})
        assert site(out) == {"a": b"2", "b": b"4", "c": b"2"}

    @pytest.mark.parametrize("said", [b"{", b'{"serial": 1, "hollow": ["a"]}'])
    def test_counts_only_after_the_last_publication(self, tmp_path, said):
        out = tmp_path / "site"
        for number in range(3):
            publish(out, {"a": str(number).encode()}, whole=not number)
        make_ready(out)
        (idle_tree(out) / ".dabyl.ready.json").write_bytes(said)
        publish(out, {"b": b"9"})
        assert site(out) == {"a": b"2", "b": b"9"}


class TestRecovery:
    def test_repairs_an_idle_tree_that_a_crash_left_half_changed(self, tmp_path):
        out = tmp_path / "site"
        publish(out, {"a": b"1", "b": b"2"}, whole=True)
        publish(out, {"a": b"3"})
        idle = idle_tree(out)
        (idle / ".dabyl.json").unlink()
        (idle / "a").unlink()
        (idle / "a").write_bytes(b"half")
        (idle / "rest").write_bytes(b"left over")
        publish(out, {"c": b"4"})
        assert site(out) == {"a": b"3", "b": b"2", "c": b"4"}

    def test_starts_anew_when_the_state_of_the_shown_tree_is_lost(self, tmp_path):
        out = tmp_path / "site"
        publish(out, {"a": b"1"}, whole=True)
        (out / ".dabyl.json").write_text("{", encoding="utf-8")
        with FilePublisher(out).turn() as turn:
            assert turn.last() is None
        publish(out, {"b": b"2"}, whole=True)
        assert site(out) == {"b": b"2"}

    def test_leaves_the_old_site_whole_when_rendering_fails_midway(self, tmp_path):
        out = tmp_path / "site"
        publish(out, {"a": b"1", "b": b"2"}, whole=True)

        def files():
            yield "a", b"9"
            raise RuntimeError("no more")

        with pytest.raises(RuntimeError), FilePublisher(out).turn() as turn:
            turn.publish(SiteChange(mark=mark(), files=files(), whole=True))
        assert site(out) == {"a": b"1", "b": b"2"}
        publish(out, {"c": b"3"})
        assert site(out) == {"a": b"1", "b": b"2", "c": b"3"}


class TestTurn:
    def test_remembers_what_was_published(self, tmp_path):
        out = tmp_path / "site"
        with FilePublisher(out).turn() as turn:
            assert turn.last() is None
        publish(out, {"a": b"1"}, whole=True, number=7)
        with FilePublisher(out).turn() as turn:
            assert turn.last() == mark(7)
            assert list(turn.paths()) == ["a"]
            assert (turn.read("a"), turn.read("b"), turn.read("a/b")) == (b"1", None, None)

    def test_is_taken_by_one_at_a_time(self, tmp_path):
        publisher = FilePublisher(tmp_path / "site")
        with publisher.turn(), pytest.raises(Refused) as refusal, publisher.turn():
            pass
        assert [p.code for p in refusal.value.problems] == [Code.PUBLISHER_BUSY]
        with publisher.turn():
            pass

    @pytest.mark.parametrize("what", ["file", "folder", "link"])
    def test_leaves_alone_what_is_not_ours(self, tmp_path, what):
        out = tmp_path / "site"
        other = tmp_path / "other"
        other.mkdir()
        (other / "thesis.txt").write_text("mine", encoding="utf-8")
        match what:
            case "file":
                out.write_text("mine", encoding="utf-8")
            case "folder":
                shutil.copytree(other, out)
            case _:
                out.symlink_to(other)
        with pytest.raises(Refused) as refusal:
            publish(out, {"a": b"1"}, whole=True)
        assert [p.code for p in refusal.value.problems] == [Code.FOLDER_FOREIGN]
        assert (other / "thesis.txt").read_text(encoding="utf-8") == "mine"

    def test_says_why_a_place_cannot_be_reached(self, tmp_path):
        (tmp_path / "file").write_text("", encoding="utf-8")
        with pytest.raises(Unavailable, match="cannot publish"):
            publish(tmp_path / "file" / "site", {"a": b"1"}, whole=True)


paths = st.sampled_from(["a", "b", "en/a", "en/place/x", "kk/a", "kk/place/x", "kk/place/y"])
steps = st.tuples(
    st.booleans(),
    st.booleans(),
    st.dictionaries(paths, st.sampled_from([b"1", b"22", b"333"]), max_size=5),
    st.lists(paths, max_size=3),
)


class TestAnySequence:
    @given(st.lists(steps, max_size=8))
    def test_shows_what_a_plain_dictionary_would_hold(self, tmp_path_factory, sequence):
        out = tmp_path_factory.mktemp("publish") / "site"
        publish(out, {"a": b"0"}, whole=True)
        model = {"a": b"0"}
        for is_ready, whole, files, removed in sequence:
            if is_ready:
                make_ready(out)
            gone = tuple(path for path in removed if path not in files)
            publish(out, files, removed=gone, whole=whole)
            kept = {} if whole else {p: b for p, b in model.items() if p not in gone}
            model = {**kept, **files}
            assert site(out) == model
