"""The agenda loop, on a clock that is moved by hand."""

from datetime import timedelta
from threading import Event, Thread

import attrs
import pytest

from dabyl.adapters.agendabook import FileAgendaBook
from dabyl.adapters.clock import SimulatedClock
from dabyl.core.register.events import Due, DueKind
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Unavailable
from dabyl.workers.agenda import AgendaLoop

T0 = Instant(1_465_192_800)
HOUR = timedelta(hours=1)


def at(hours: float) -> Instant:
    return T0.plus(hours * HOUR)


def due(hours: float, subject: str, kind: DueKind = DueKind.LAPSE) -> Due:
    return Due(at=at(hours), kind=kind, subject=subject)


@attrs.define
class Site:
    """A site whose agenda is given; it notes each publication."""

    number: int = 1
    published: list[Instant] = attrs.field(factory=list)
    broken: int = 0
    items: list[Due] = attrs.field(factory=list)

    def register(self) -> Register:
        return Register(number=self.number)

    def journal_number(self) -> int:
        return self.number

    def due(self, _register: Register, after: Instant, _known_at: Instant) -> tuple[Due, ...]:
        return tuple(sorted(item for item in self.items if item.at > after))

    def publish(self, _register: Register, when: Instant) -> None:
        if self.broken:
            self.broken -= 1
            raise Unavailable("the disk is full")
        self.published.append(when)


@pytest.fixture
def world(tmp_path):
    return World(tmp_path / "agenda.json")


class World:
    def __init__(self, path) -> None:
        self.book = FileAgendaBook(path)
        self.clock = SimulatedClock(T0)
        self.site = Site()
        self.crash_after = ""
        self.reported: list[str] = []
        self.troubles: list[str] = []

    def report(self, item: Due) -> None:
        self.reported.append(item.subject)
        if item.subject == self.crash_after:
            raise KeyboardInterrupt

    def loop(self) -> AgendaLoop:
        return AgendaLoop(
            site=self.site,
            book=self.book,
            clock=self.clock,
            lease_s=3600,
            report=self.report,
            trouble=self.troubles.append,
            poll_s=0.005,
            retry_s=0.005,
        )


class TestTurn:
    def test_at_first_looks_ahead_only(self, world):
        world.site.items = [due(-1, "old"), due(2, "coming")]
        world.loop().turn()
        assert (world.reported, world.site.published) == ([], [T0])

    def test_wakes_at_half_the_lease_or_at_the_next_item(self, world):
        assert world.loop().turn() == (1, at(0.5))
        world.site.items = [due(0.25, "soon")]
        assert world.loop().turn() == (1, at(0.25))

    def test_sees_to_each_item_once_and_in_order(self, world):
        world.loop().turn()
        world.site.items = [due(2, "b"), due(1, "a"), due(2, "c", DueKind.REMINDER), due(9, "z")]
        world.clock.move_to(at(3))
        world.loop().turn()
        world.loop().turn()
        assert world.reported == ["a", "b", "c"]

    def test_sees_to_nothing_again_when_the_clock_went_back_and_is_set_right(self, world):
        world.loop().turn()
        world.site.items = [due(1, "a"), due(2, "b")]
        for hours in (3, 0.5, 3):
            world.clock.move_to(at(hours))
            world.loop().turn()
        assert world.reported == ["a", "b"]

    def test_after_a_crash_goes_on_behind_the_last_item_written(self, world):
        world.loop().turn()
        world.site.items = [due(1, "a"), due(2, "b"), due(2, "c"), due(3, "d")]
        world.clock.move_to(at(4))
        world.crash_after = "b"
        with pytest.raises(KeyboardInterrupt):
            world.loop().turn()
        assert world.book.position() == (at(1), due(1, "a"))
        world.crash_after = ""
        world.reported.clear()
        world.loop().turn()
        assert world.reported == ["b", "c", "d"]

    def test_goes_on_within_one_instant(self, world):
        world.site.items = [due(2, "b"), due(2, "c")]
        world.book.seen_to(at(2), due(2, "b"))
        world.clock.move_to(at(2))
        world.loop().turn()
        assert world.reported == ["c"]


class TestRun:
    def until(self, condition, world) -> None:
        stop = Event()
        thread = Thread(target=world.loop().run, args=(stop,))
        thread.start()
        waiting = Event()
        for _ in range(10_000):
            if condition():
                break
            waiting.wait(0.005)
        stop.set()
        thread.join(60)
        assert not thread.is_alive()
        assert condition()

    def test_publishes_again_when_the_journal_grew(self, world):
        def grown() -> bool:
            world.site.number = 2
            return len(world.site.published) > 1

        self.until(grown, world)

    def test_publishes_again_when_the_time_has_come(self, world):
        def later() -> bool:
            world.clock.move_to(at(0.6))
            return at(0.6) in world.site.published

        self.until(later, world)

    def test_reports_what_is_unavailable_and_tries_again(self, world):
        world.site.broken = 2
        self.until(lambda: world.site.published, world)
        assert world.troubles == ["the disk is full"] * 2


class TestBook:
    def test_gives_back_what_was_written(self, tmp_path):
        book = FileAgendaBook(tmp_path / "agenda.json")
        assert book.position() is None
        item = Due(at=T0, kind=DueKind.REMINDER, subject="kz-1", hours_before=72)
        book.seen_to(T0, item)
        assert book.position() == (T0, item)
        book.seen_to(at(1), None)
        assert book.position() == (at(1), None)

    def test_counts_as_empty_when_it_cannot_be_read(self, tmp_path):
        (tmp_path / "agenda.json").write_text("{", encoding="utf-8")
        assert FileAgendaBook(tmp_path / "agenda.json").position() is None

    def test_says_when_the_disk_refuses(self, tmp_path):
        with pytest.raises(Unavailable):
            FileAgendaBook(tmp_path / "no" / "agenda.json").seen_to(T0, None)
