"""A watcher that dies, or whose disk is full, at every place that writes: nothing is lost."""

from hashlib import sha256
from pathlib import Path

import attrs
import pytest

from dabyl.adapters.asking import HttpAsker
from dabyl.adapters.clock import SimulatedClock
from dabyl.adapters.watchfolder import FolderAsker
from dabyl.adapters.watchstore import WatchFolder
from dabyl.core.formats.cap.signature.keyring import NO_KEYS
from dabyl.core.values.problems import Unavailable
from dabyl.usecases.watch import Watcher
from support.cap import AT
from support.crashes import KILLED, in_child, strikes
from support.watching import HOST, Page, atom, document, serving

pytestmark = pytest.mark.chaos

FULL = 3
LONG = "long " * 5_000
NAMES = ["a", "b", "inside"]


@attrs.frozen
class NoChance:
    def jitter(self) -> float:
        return 0.0


@attrs.frozen
class Watching:
    """One turn over a feed; full disks are told by the exit code."""

    folder: Path
    url: str

    def __call__(self) -> int:
        try:
            with WatchFolder(self.folder).turn() as store:
                Watcher(
                    store=store,
                    web=HttpAsker(agent="test", private=frozenset({HOST})),
                    folders=FolderAsker(),
                    clock=SimulatedClock(AT),
                    chance=NoChance(),
                    keyring=NO_KEYS,
                    tell=lambda _: None,
                    every_s=300,
                ).turn([self.url], once=True)
        except Unavailable as error:
            return FULL if "the disk is full" in str(error) else 1
        return 0


@pytest.fixture
def url():
    with serving() as server:
        feed = atom("/a", "/b", inside=document("inside"))
        server.pages = {
            "/feed": Page(body=feed, etag='"1"'),
            "/a": Page(body=document("a", note=LONG)),
            "/b": Page(body=document("b", note=LONG)),
        }
        yield server.url("/feed")


@pytest.fixture
def written(url, tmp_path):
    notes = tmp_path / "writes"
    assert in_child(Watching(tmp_path / "first", url), faults=f"list:{notes}") == 0
    return notes.read_text("utf-8").splitlines()


def kept(folder: Path) -> list[str]:
    """Return the identifiers of what is kept; each document is what its hash says."""
    store = WatchFolder(folder)
    found = list(store.every())
    assert all(sha256(store.read(each.hash)).hexdigest() == each.hash for each in found)
    return sorted(each.identifier for each in found)


class TestWatching:
    def test_writes_at_more_places_than_a_few(self, written):
        assert len(strikes(written, every=False)) >= 8

    @pytest.mark.parametrize("fault", ["kill", "full"])
    def test_that_dies_has_nothing_half_and_has_everything_after_the_next_turn(
        self, url, written, tmp_path, chaos_every_write, fault
    ):
        code = {"kill": KILLED, "full": FULL}[fault]
        for number in strikes(written, every=chaos_every_write):
            folder = tmp_path / f"{fault}-{number}"
            assert in_child(Watching(folder, url), faults=f"{fault}:{number}") == code
            assert set(kept(folder)) <= set(NAMES), written[number - 1]
            assert Watching(folder, url)() == 0
            assert kept(folder) == NAMES, written[number - 1]
