"""Guessing is slowed by its source, and by nothing else."""

import pytest

from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Refused
from support.consoles import a_console

HERE, ELSEWHERE = "192.0.2.7", "192.0.2.8"
NOW = Instant(1_800_000_000)


@pytest.fixture(scope="module")
def slowdown(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("slow")):
        from dabyl.adapters.accounts import slowdown as found  # noqa: PLC0415 - as Django wants

        yield found


@pytest.fixture(autouse=True)
def _nobody_tried(slowdown):
    slowdown.Slowed.objects.all().delete()


def tries(slowdown, source: str, seconds: int, *, start: int = 0) -> list[int]:
    """Try once every second; return when a try was looked at."""
    looked_at = []
    for second in range(start, start + seconds):
        try:
            slowdown.take_turn(source, at=Instant(NOW.s + second))
        except Refused:
            continue
        else:
            looked_at.append(second)
    return looked_at


class TestASource:
    def test_is_told_how_long_to_wait(self, slowdown):
        tries(slowdown, HERE, 8)
        with pytest.raises(Refused) as refusal:
            slowdown.take_turn(HERE, at=Instant(NOW.s + 7))
        (problem,) = refusal.value.problems
        assert (problem.code, problem.data) == (Code.CODE_TOO_SOON, {"wait_s": 4})

    def test_is_slowed_more_and_more_up_to_a_quarter_of_an_hour(self, slowdown):
        waits = [slowdown.wait_s(failures) for failures in range(40)]
        assert waits[:9] == [0, 0, 0, 0, 0, 1, 2, 4, 8]
        assert waits == sorted(waits)
        assert max(waits) == 900

    def test_has_few_of_ten_thousand_codes_looked_at(self, slowdown):
        assert len(tries(slowdown, HERE, 10_000)) < 30

    def test_slows_nobody_elsewhere(self, slowdown):
        tries(slowdown, HERE, 100)
        assert tries(slowdown, ELSEWHERE, 3) == [0, 1, 2]

    def test_is_as_free_as_before_after_a_right_one(self, slowdown):
        tries(slowdown, HERE, 100)
        slowdown.was_right(HERE)
        assert tries(slowdown, HERE, 3, start=100) == [100, 101, 102]

    def test_is_forgotten_after_a_day(self, slowdown):
        tries(slowdown, HERE, 1000)
        assert tries(slowdown, HERE, 2, start=100_000) == [100_000, 100_001]

    def test_is_a_network_where_one_person_has_a_network(self, slowdown):
        assert slowdown.source_of("2001:db8::1") == slowdown.source_of("2001:db8::ffff:2")
        assert slowdown.source_of("2001:db8::1") != slowdown.source_of("2001:db8:0:1::1")
        assert slowdown.source_of("::ffff:192.0.2.7") == slowdown.source_of(HERE)

    def test_is_kept_as_nothing_that_tells_where_it_is(self, slowdown):
        tries(slowdown, HERE, 1)
        assert HERE not in str(list(slowdown.Slowed.objects.values()))
