"""The mail loop, on a clock that is moved by hand."""

from datetime import timedelta
from threading import Event, Thread

import pytest

from dabyl.adapters.clock import SimulatedClock
from dabyl.adapters.held import Held
from dabyl.adapters.reminder_words import reminder_words
from dabyl.adapters.sentbook import FileSentBook
from dabyl.core.calendars.endings import ForDays
from dabyl.core.values.problems import Unavailable
from dabyl.ports.post import Letter
from dabyl.usecases.remind import Told
from dabyl.workers.mail import MailLoop
from support.vale import EAST, HQ, act, declare, extend, register, t

YELLOW = ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=10))))
EASTERN = ("2020-03-01", act("e", declare("E", "red", "2020-03-01", ForDays(days=10)), office=EAST))
KNOWN = register(YELLOW)
TOLD = Told(addresses={HQ: ("duty@hq.example",)}, words=reminder_words())
BOTH = Told(addresses={HQ: ("duty@hq.example",), EAST: ("e@x.example",)}, words=reminder_words())


class Box:
    """A post that keeps what it takes, and fails for whom it is told to."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.tried: list[str] = []
        self.fails_for: dict[str, Exception] = {}

    def send(self, letter: Letter, *, at) -> None:
        assert at < letter.useful_until
        self.tried.append(letter.about)
        if letter.to in self.fails_for:
            raise self.fails_for[letter.to]
        self.taken.append(letter.about)


class World:
    def __init__(self, path) -> None:
        self.book = FileSentBook(path)
        self.clock = SimulatedClock(t("2020-03-08"))
        self.machine = self.clock
        self.box = Box()
        self.lock = Held(path.parent.parent / "locks" / "sending.lock")
        self.reported: list[str] = []
        self.troubles: list[str] = []

    def loop(self, told: Told = TOLD) -> MailLoop:
        return MailLoop(
            told=told,
            post=self.box,
            book=self.book,
            clock=self.clock,
            machine=self.machine,
            report=lambda letter: self.reported.append(letter.about),
            trouble=self.troubles.append,
            is_ours=self.lock.is_ours,
            poll_s=0.005,
        )


@pytest.fixture
def world(tmp_path):
    return World(tmp_path / "mail" / "sent.json")


def turn(loop: MailLoop, known=None) -> None:
    if known is not None:
        loop.see(known)
    loop.turn(Event())


class TestTurn:
    def test_does_nothing_before_it_saw_a_register(self, world):
        turn(world.loop())
        assert (world.box.tried, world.troubles) == ([], [])

    def test_sends_each_reminder_once(self, world):
        loop = world.loop()
        for when in ("2020-03-08", "2020-03-08T01:00", "2020-03-10", "2020-03-10T18:00"):
            world.clock.move_to(t(when))
            turn(loop, KNOWN)
            turn(loop)
        assert world.box.taken == ["hq a 72 h", "hq a 24 h", "hq a 6 h"]
        assert world.reported == world.box.taken

    def test_sends_none_again_after_a_restart(self, world):
        for _ in range(2):
            turn(world.loop(), KNOWN)
        assert world.box.taken == ["hq a 72 h"]

    def test_sends_only_the_newest_after_a_long_absence(self, world):
        world.clock.move_to(t("2020-03-10T20:00"))
        turn(world.loop(), KNOWN)
        assert world.box.taken == ["hq a 6 h"]

    def test_sends_nothing_while_another_process_does_and_says_so_once(self, world):
        loop, first = world.loop(), Held(world.lock.file)
        assert first.is_ours()
        for _ in range(2):
            turn(loop, KNOWN)
        assert world.box.tried == []
        assert world.troubles == [
            "another process sends this workspace's letters; this one waits until that ends"
        ]
        first.let_go()
        turn(loop)
        assert world.box.taken == ["hq a 72 h"]

    def test_sends_where_it_cannot_be_known_whether_another_does(self, world):
        world.lock.file.parent.write_text("no folder")
        loop = world.loop()
        for _ in range(2):
            turn(loop, KNOWN)
        assert world.box.taken == ["hq a 72 h"]
        assert len(world.troubles) == 1

    def test_stops_between_letters(self, world):
        loop, stop = world.loop(), Event()
        stop.set()
        loop.see(KNOWN)
        loop.turn(stop)
        assert world.box.tried == []

    def test_says_once_that_an_office_has_no_address(self, world):
        loop = world.loop()
        known = register(
            YELLOW,
            EASTERN,
            (
                "2020-03-01",
                act("n", declare("W", "red", "2020-03-01", ForDays(days=10)), office=None),
            ),
        )
        for _ in range(2):
            turn(loop, known)
        assert world.troubles == [
            "no address under [mail.to] for no office",
            "no address under [mail.to] for east",
        ]


class TestFailure:
    def test_is_told_and_tried_again_later_each_time(self, world):
        loop = world.loop()
        world.box.fails_for["duty@hq.example"] = Unavailable("no answer")
        loop.see(KNOWN)
        waits = []
        for _ in range(9):
            loop.turn(Event())
            waits.append(int(world.troubles[-1].split()[-2]))
            world.clock.move_to(world.clock.now().plus(timedelta(seconds=waits[-1] - 1)))
            loop.turn(Event())
            assert len(world.troubles) == len(waits)
            world.clock.move_to(world.clock.now().plus(timedelta(seconds=1)))
        assert waits == [30, 60, 120, 240, 480, 960, 1800, 1800, 1800]
        assert world.troubles[0] == "hq a 72 h: no answer; again in 30 s"
        world.box.fails_for.clear()
        turn(loop)
        assert world.box.taken == ["hq a 72 h"]

    def test_keeps_its_pace_when_the_register_is_shown_again(self, world):
        loop = world.loop()
        world.box.fails_for["duty@hq.example"] = Unavailable("no answer")
        for _ in range(3):
            turn(loop, KNOWN)
        assert len(world.box.tried) == 1

    def test_of_one_letter_holds_up_no_other(self, world):
        known = register(YELLOW, EASTERN)
        world.box.fails_for["duty@hq.example"] = Unavailable("no answer")
        turn(world.loop(BOTH), known)
        assert world.box.taken == ["east e 72 h"]

    def test_by_a_defect_is_told_without_its_words(self, world, capsys):
        known = register(YELLOW, EASTERN)
        world.box.fails_for["duty@hq.example"] = ValueError("duty@hq.example")
        turn(world.loop(BOTH), known)
        assert world.box.taken == ["east e 72 h"]
        assert world.troubles == ["hq a 72 h: a defect of Dabyl, ValueError; again in 30 s"]
        assert "ValueError: duty@hq.example" in capsys.readouterr().err

    def test_lasts_until_the_letter_is_of_no_use(self, world):
        loop = world.loop()
        world.box.fails_for["duty@hq.example"] = Unavailable("no answer")
        turn(loop, KNOWN)
        world.clock.move_to(t("2020-03-10"))
        world.box.fails_for.clear()
        turn(loop, KNOWN)
        assert world.troubles[-1] == "hq a 72 h: given up, it is of no use any more"
        assert world.box.taken == ["hq a 24 h"]

    def test_is_over_when_the_end_was_moved(self, world):
        loop = world.loop()
        world.box.fails_for["duty@hq.example"] = Unavailable("no answer")
        turn(loop, KNOWN)
        longer = act("x", extend("a", "2020-03-11", ForDays(days=30)))
        world.clock.move_to(t("2020-03-09"))
        world.box.fails_for.clear()
        turn(loop, register(YELLOW, ("2020-03-08", longer)))
        assert world.box.taken == []
        assert len(world.troubles) == 1

    def test_of_the_book_sends_nothing_twice_and_is_told(self, world):
        world.book.path.parent.write_text("in the way")
        loop = world.loop()
        for _ in range(2):
            turn(loop, KNOWN)
        assert world.box.taken == world.reported == ["hq a 72 h"]
        (told,) = world.troubles
        assert told.endswith("after a restart it may be sent again")


class TestRun:
    def until(self, loop, condition) -> None:
        stop, waiting = Event(), Event()
        thread = Thread(target=loop.run, args=(stop,))
        thread.start()
        for _ in range(10_000):
            if condition():
                break
            waiting.wait(0.005)
        stop.set()
        thread.join(60)
        assert not thread.is_alive()
        assert condition()

    def test_sends_what_another_thread_shows_it(self, world):
        loop = world.loop()
        loop.see(KNOWN)
        self.until(loop, lambda: world.box.taken)

    def test_outlives_a_defect(self, world, capsys):
        loop = world.loop()
        loop.see(None)  # no register at all

        def told() -> bool:
            if world.troubles:
                loop.see(KNOWN)
            return bool(world.box.taken)

        self.until(loop, told)
        assert world.troubles[0].startswith("a defect of Dabyl")
        assert "Traceback" in capsys.readouterr().err


class TestAnExercise:
    def test_is_told_of_by_its_own_clock_in_letters_of_today(self, world):
        world.machine = SimulatedClock(t("2019-11-11"))
        dated = []
        world.box.send = lambda letter, *, at: dated.append((letter.about, at))
        turn(world.loop(), KNOWN)
        assert dated == [("hq a 72 h", t("2019-11-11"))]

    def test_tries_again_by_the_real_clock(self, world):
        world.machine = SimulatedClock(t("2019-11-11"))
        world.box.fails_for["duty@hq.example"] = Unavailable("no answer")
        loop = world.loop()
        turn(loop, KNOWN)
        world.clock.advance(timedelta(hours=1))
        turn(loop)
        assert len(world.box.tried) == 1
        world.machine.advance(timedelta(seconds=30))
        turn(loop)
        assert len(world.box.tried) == 2
