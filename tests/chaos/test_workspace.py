"""A workspace whose process dies, or whose disk is full, at every place that writes.

No accepted decision is lost, no half entry is there, and readers see the old site or the new one.
"""

import shutil
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from dabyl.core.calendars.endings import OpenEnd
from dabyl.core.journal.chain import Verified
from dabyl.core.values.instants import Instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Unavailable
from dabyl.usecases.take_decision import take_decision
from dabyl.usecases.verify import verify_site
from dabyl.wiring import House, open_site, open_workspace, publish_now, publisher, verify_journal
from support.crashes import KILLED, in_child, strikes
from support.desks import a_level
from support.processes import asked, osland_folder

pytestmark = pytest.mark.chaos

FULL = 3
FIRST = a_level("xo-1", area="XO-N", ending=OpenEnd())
LONG = Texts.of({"en": "long " * 10_000})  # more than fits into what the file has free
SECOND = attrs.evolve(a_level("xo-2", "red", area="XO-S", ending=OpenEnd()), note=LONG)


@attrs.frozen
class Deciding:
    """Record the second decision, and leave a sign outside once it is accepted."""

    world: Path

    def __call__(self) -> int:
        house = open_workspace(self.world / "hq")
        try:
            take_decision(house.desk, SECOND, at=later(house))
        except Unavailable:
            return FULL
        (self.world / "accepted").touch()
        house.workspace.close()
        return 0


@attrs.frozen
class Publishing:
    """Publish what stands."""

    world: Path

    def __call__(self) -> int:
        house = open_workspace(self.world / "hq")
        try:
            out = publisher(self.world / "public")
            publish_now(house, out, house.register(), at=later(house))
        except Unavailable:
            return FULL
        finally:
            house.workspace.close()
        return 0


def later(house: House) -> Instant:
    return house.register().recorded_at.plus(timedelta(minutes=1))


@pytest.fixture(scope="module")
def beginning(tmp_path_factory):
    """Make a workspace with one decision, published."""
    world = tmp_path_factory.mktemp("beginning")
    asked("init", world / "hq", "--pack", osland_folder(world), "--kind", "live")
    house = open_workspace(world / "hq")
    take_decision(house.desk, FIRST, at=later(house))
    house.workspace.close()
    assert Publishing(world)() == 0
    return world


@pytest.fixture(scope="module")
def decided(beginning, tmp_path_factory):
    """The same with the second decision, not yet published."""
    world = again(beginning, tmp_path_factory.mktemp("decided") / "world")
    assert Deciding(world)() == 0
    return world


def again(before: Path, world: Path) -> Path:
    shutil.rmtree(world, ignore_errors=True)
    shutil.copytree(before, world, symlinks=True)
    return world


def writes(work, world: Path, notes: Path) -> list[str]:
    assert in_child(work(world), faults=f"list:{notes}") == 0
    return notes.read_text("utf-8").splitlines()


def decisions(world: Path) -> tuple[str, ...]:
    """Return the decisions of a journal that must be whole."""
    assert isinstance(verify_journal(world / "hq"), Verified)
    house = open_workspace(world / "hq")
    try:
        return house.register().decision_ids()
    finally:
        house.workspace.close()


def shown(world: Path) -> dict[str, bytes]:
    """Return the public files, which must be those that the manifests list."""
    journal = verify_journal(world / "hq")
    assert isinstance(journal, Verified)
    checked = verify_site(journal, open_site(world / "public"), key=None)
    assert checked.problems == ()
    assert isinstance(checked.journal, Verified)
    tree = world / "public"
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and not path.name.startswith(".dabyl")
    }


class TestDeciding:
    def test_killed_anywhere_loses_nothing_that_was_accepted(
        self, beginning, tmp_path, chaos_every_write
    ):
        world = tmp_path / "world"
        found = writes(Deciding, again(beginning, world), tmp_path / "writes")
        for number in strikes(found, every=chaos_every_write):
            work = Deciding(again(beginning, world))
            assert in_child(work, faults=f"kill:{number}") in {KILLED, 0}
            known = decisions(world)
            assert known[:1] == ("xo-1",), found[number - 1]
            if (world / "accepted").exists():
                assert known == ("xo-1", "xo-2"), found[number - 1]
            if known == ("xo-1",):
                assert work() == 0
            assert decisions(world) == ("xo-1", "xo-2"), found[number - 1]

    def test_on_a_full_disk_is_refused_and_changes_nothing(self, beginning, tmp_path):
        world = again(beginning, tmp_path / "world")
        assert in_child(Deciding(world), faults="full:1") == FULL
        assert decisions(world) == ("xo-1",)
        assert Deciding(world)() == 0


class TestPublishing:
    def test_killed_anywhere_shows_the_old_site_or_the_new_one(
        self, decided, tmp_path, chaos_every_write
    ):
        world = tmp_path / "world"
        old = shown(decided)
        found = writes(Publishing, again(decided, world), tmp_path / "writes")
        new = shown(world)
        assert old != new
        assert len(strikes(found, every=False)) > 10
        for number in strikes(found, every=chaos_every_write):
            work = Publishing(again(decided, world))
            assert in_child(work, faults=f"kill:{number}") == KILLED
            assert shown(world) in (old, new), found[number - 1]
            assert work() == 0
            assert shown(world) == new, found[number - 1]

    def test_on_a_full_disk_goes_on_showing_the_old_site(
        self, decided, tmp_path, chaos_every_write
    ):
        world = tmp_path / "world"
        old = shown(decided)
        found = writes(Publishing, again(decided, world), tmp_path / "writes")
        new = shown(world)
        for number in strikes(found, every=chaos_every_write):
            work = Publishing(again(decided, world))
            assert in_child(work, faults=f"full:{number}") == FULL
            assert shown(world) in (old, new), found[number - 1]
