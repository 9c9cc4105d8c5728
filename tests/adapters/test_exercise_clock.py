from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from dabyl.adapters.clock import SystemClock
from dabyl.adapters.exercise_clock import FILE, ExerciseClock, clock_of
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.problems import Refused, Rejected, Unavailable

JUNE = parse_instant("2016-06-05T14:30+06:00")
DAY = timedelta(days=1)


def is_between(first: Instant, show: Callable[[], Instant], ahead_s: int) -> bool:
    shown, last = show(), SystemClock().now()
    return first.s + ahead_s <= shown.s <= last.s + ahead_s


class TestExerciseClock:
    def test_shows_the_time_of_the_machine_until_it_is_set(self, tmp_path):
        clock = ExerciseClock(tmp_path)
        assert is_between(SystemClock().now(), clock.now, 0)
        assert clock.ahead_s() is None

    def test_runs_on_from_when_it_started_for_everybody_who_asks(self, tmp_path):
        ExerciseClock(tmp_path).start(JUNE)
        other = ExerciseClock(tmp_path)
        ahead_s = other.ahead_s()
        assert ahead_s is not None
        assert is_between(SystemClock().now(), other.now, ahead_s)
        assert JUNE <= other.now() < JUNE.plus(DAY)

    def test_is_moved_on_and_never_back(self, tmp_path):
        clock, other = ExerciseClock(tmp_path), ExerciseClock(tmp_path)
        clock.start(JUNE)
        clock.move_on(JUNE.plus(DAY))
        assert JUNE.plus(DAY) <= other.now() < JUNE.plus(2 * DAY)
        with pytest.raises(Refused) as refusal:
            other.move_on(JUNE)
        assert [one.code for one in refusal.value.problems] == [Code.EXERCISE_CLOCK_BACK]
        assert JUNE.plus(DAY) <= clock.now()

    def test_moved_by_many_at_once_shows_the_latest(self, tmp_path):
        ExerciseClock(tmp_path).start(JUNE)

        def move(days: int) -> None:
            try:
                ExerciseClock(tmp_path).move_on(JUNE.plus(days * DAY))
            except Refused:
                return

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(move, (5, 40, 1, 30, 2, 20, 3, 10)))
        assert JUNE.plus(40 * DAY) <= ExerciseClock(tmp_path).now() < JUNE.plus(41 * DAY)
        assert [path.name for path in tmp_path.iterdir()] == [FILE]

    @pytest.mark.parametrize(
        "text", ["", "ahead_s", 'ahead_s = "soon"', "ahead_s = []", "other = 1"]
    )
    def test_that_makes_no_sense_is_named(self, tmp_path, text):
        (tmp_path / FILE).write_text(text)
        with pytest.raises(Rejected) as rejected:
            ExerciseClock(tmp_path).now()
        assert [one.where for one in rejected.value.problems] == [str(tmp_path / FILE)]

    def test_that_cannot_be_read_or_written_is_unavailable(self, tmp_path):
        (tmp_path / FILE).mkdir()
        with pytest.raises(Unavailable, match="cannot read"):
            ExerciseClock(tmp_path).now()
        with pytest.raises(Unavailable, match="cannot set"):
            ExerciseClock(tmp_path).start(JUNE)
        with pytest.raises(Unavailable, match="cannot set"):
            ExerciseClock(tmp_path / "gone").move_on(JUNE)


class TestClockOf:
    @pytest.mark.parametrize("kind", [WorkspaceKind.LIVE, WorkspaceKind.REPLAY])
    def test_refuses_any_but_an_exercise_by_name(self, tmp_path, kind):
        assert clock_of(tmp_path, kind) == SystemClock()
        ExerciseClock(tmp_path).start(JUNE)
        with pytest.raises(Refused) as refusal:
            clock_of(tmp_path, kind)
        assert [one.code for one in refusal.value.problems] == [Code.EXERCISE_CLOCK_ELSEWHERE]
        assert refusal.value.problems[0].data == {"kind": kind}

    def test_lets_an_exercise_have_its_own(self, tmp_path):
        ExerciseClock(tmp_path).start(JUNE)
        assert clock_of(tmp_path, WorkspaceKind.EXERCISE).now() < JUNE.plus(DAY)
