from datetime import UTC, datetime, timedelta

from dabyl.adapters.clock import SimulatedClock, SystemClock
from dabyl.core.values.instants import Instant, from_datetime


class TestSystemClock:
    def test_shows_the_time_of_this_machine(self):
        before = from_datetime(datetime.now(UTC))  # noqa: TID251 - to compare with
        now = SystemClock().now()
        after = from_datetime(datetime.now(UTC))  # noqa: TID251 - to compare with
        assert before <= now <= after


class TestSimulatedClock:
    def test_stands_still(self):
        clock = SimulatedClock(Instant(5))
        assert (clock.now(), clock.now()) == (Instant(5), Instant(5))

    def test_goes_where_it_is_moved(self):
        clock = SimulatedClock(Instant(5))
        clock.move_to(Instant(3))
        assert clock.now() == Instant(3)
        assert clock.advance(timedelta(days=1)) == clock.now() == Instant(86_403)
