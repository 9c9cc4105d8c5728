"""A publisher that dies, or whose disk is full, at every place that writes: one site is shown."""

import os
import shutil
from pathlib import Path

import attrs
import pytest

from dabyl.adapters.files import FilePublisher
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Unavailable
from dabyl.ports.publisher import Mark, SiteChange
from support.crashes import KILLED, in_child, strikes

pytestmark = pytest.mark.chaos

FULL, READY = 3, 2
MARK = Mark(number=1, head="h", at=Instant(0), known_at=Instant(0), leased=True, maker="t")
SITES = [
    {"a": "1" * 5000, "en/b": "2", "en/c": "3"},
    {"a": "9" * 5000, "en/b": "2", "en/c": "4", "kk/d": "5"},
    {"a": "9" * 5000, "en/c": "6", "kk/d": "5"},
]
"""What stands after each publication; the second changes and adds, the third removes as well."""


def publication(n: int) -> SiteChange:
    before, after = SITES[n - 1] if n else {}, SITES[n]
    changed = {path: text for path, text in after.items() if before.get(path) != text}
    return SiteChange(
        mark=MARK,
        files=[(path, text.encode()) for path, text in changed.items()],
        removed=tuple(sorted(before.keys() - after)),
        whole=n == 0,
    )


@attrs.frozen
class Publishing:
    """Publication *n* to a folder, the third made ready for; full disks are told by the code."""

    out: Path
    n: int

    def __call__(self) -> int:
        try:
            with FilePublisher(self.out).turn() as turn:
                if self.n == READY:
                    turn.make_ready()
                turn.publish(publication(self.n))
        except Unavailable as error:
            return FULL if "the disk is full" in str(error) else 1
        return 0


def shown(out: Path) -> dict[str, str] | None:
    if not out.exists():
        return None
    found = {}
    for folder, _, names in os.walk(out):
        for name in names:
            if not name.startswith(".dabyl"):
                path = Path(folder) / name
                found[path.relative_to(out).as_posix()] = path.read_text("utf-8")
    return found


@pytest.fixture(params=range(3), ids=["first", "second", "third"])
def before(request, tmp_path):
    """Publish all that comes before a publication; return the folder and its number."""
    world = tmp_path / "before"
    world.mkdir()
    for n in range(request.param):
        assert Publishing(world / "site", n)() == 0
    return world, request.param


@pytest.fixture
def written(before, tmp_path):
    """Publish without faults, and return the writes in their order."""
    world, n = before
    notes = tmp_path / "writes"
    out = again(world, tmp_path / "world")
    assert in_child(Publishing(out, n), faults=f"list:{notes}") == 0
    assert shown(out) == SITES[n]
    return notes.read_text("utf-8").splitlines()


def again(before: Path, world: Path) -> Path:
    shutil.rmtree(world, ignore_errors=True)
    shutil.copytree(before, world, symlinks=True)
    return world / "site"


class TestPublishing:
    def test_writes_at_more_places_than_a_few(self, written):
        assert len(strikes(written, every=False)) >= 10

    def test_killed_leaves_the_old_site_or_the_new_one_whole(
        self, before, written, tmp_path, chaos_every_write
    ):
        old_world, n = before
        old = SITES[n - 1] if n else None
        for number in strikes(written, every=chaos_every_write):
            out = again(old_world, tmp_path / "world")
            assert in_child(Publishing(out, n), faults=f"kill:{number}") == KILLED
            assert shown(out) in (old, SITES[n]), written[number - 1]
            if shown(out) == old:
                assert Publishing(out, n)() == 0
            for later in range(n + 1, len(SITES)):
                assert Publishing(out, later)() == 0
            assert shown(out) == SITES[-1], written[number - 1]

    def test_on_a_full_disk_leaves_the_old_site_whole_and_says_why(
        self, before, written, tmp_path, chaos_every_write
    ):
        old_world, n = before
        old = SITES[n - 1] if n else None
        for number in strikes(written, every=chaos_every_write):
            out = again(old_world, tmp_path / "world")
            assert in_child(Publishing(out, n), faults=f"full:{number}") == FULL
            assert shown(out) in (old, SITES[n]), written[number - 1]
            assert Publishing(out, n)() == 0
            assert shown(out) == SITES[n], written[number - 1]
