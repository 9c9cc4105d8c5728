from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.watching.pace import (
    LONGEST_BACK_OFF_S,
    LONGEST_WAIT_S,
    NEVER_ASKED,
    Pace,
    after_answer,
    after_failure,
    next_time,
    retry_after_s,
)
from dabyl.core.values.instants import Instant, parse_instant

NOW = parse_instant("2016-06-06T12:00:00Z")
jitters = st.floats(0, 1, exclude_max=True)
spans = st.integers(1, 86_400)


def failed(times, *, jitter=0.0, asked_s=None):
    pace = NEVER_ASKED
    for _ in range(times):
        pace = after_failure(pace, at=NOW, every_s=60, jitter=jitter, asked_s=asked_s)
    return pace


class TestSource:
    def test_that_was_never_asked_is_due(self):
        assert next_time(NEVER_ASKED, at=NOW, once=False) == NOW

    @given(spans, jitters)
    def test_that_answers_is_due_after_the_usual_time_up_to_a_tenth_later(self, every_s, jitter):
        due = next_time(after_answer(at=NOW, every_s=every_s, jitter=jitter), at=NOW, once=False)
        assert every_s <= due.s - NOW.s <= every_s * 1.1

    def test_that_answered_may_be_asked_once_at_any_time(self):
        pace = after_answer(at=NOW, every_s=300, jitter=0)
        assert next_time(pace, at=NOW, once=True) == NOW

    def test_that_failed_waits_even_when_asked_once(self):
        assert next_time(failed(1), at=NOW, once=True).s == NOW.s + 60

    def test_that_fails_again_waits_twice_as_long(self):
        waits = [next_time(failed(n), at=NOW, once=False).s - NOW.s for n in range(1, 10)]
        assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]

    def test_that_answers_again_is_as_if_it_had_never_failed(self):
        assert after_answer(at=NOW, every_s=60, jitter=0).failures == 0

    @given(st.integers(1, 2000), jitters, spans)
    def test_that_fails_waits_at_least_half_of_its_time_and_an_hour_at_most(
        self, failures, jitter, every_s
    ):
        pace = after_failure(
            Pace(failures=failures), at=NOW, every_s=every_s, jitter=jitter, asked_s=None
        )
        wait_s = next_time(pace, at=NOW, once=True).s - NOW.s
        longest_s = min(every_s * 2**failures, LONGEST_BACK_OFF_S)
        assert max(1, longest_s // 2) <= wait_s <= longest_s

    @given(st.integers(0, 10**9), jitters)
    def test_that_says_when_is_not_asked_before_and_a_day_later_at_the_latest(self, asked, jitter):
        pace = failed(1, jitter=jitter, asked_s=asked)
        wait_s = next_time(pace, at=NOW, once=True).s - NOW.s
        assert min(asked, LONGEST_WAIT_S) <= wait_s <= LONGEST_WAIT_S

    def test_is_due_when_the_clock_was_set_back_by_years(self):
        pace = after_answer(at=NOW, every_s=300, jitter=0)
        earlier = Instant(NOW.s - 10 * LONGEST_WAIT_S)
        assert next_time(pace, at=earlier, once=False) == earlier


class TestRetryAfter:
    def test_is_seconds_or_a_date(self):
        assert retry_after_s(" 120 ", at=NOW) == 120
        assert retry_after_s("Mon, 06 Jun 2016 12:10:00 GMT", at=NOW) == 600

    def test_that_has_passed_asks_for_nothing(self):
        assert retry_after_s("Mon, 06 Jun 2016 11:00:00 GMT", at=NOW) == 0

    @given(st.text(max_size=40))
    def test_never_breaks_on_what_a_server_writes(self, text):
        found = retry_after_s(text, at=NOW)
        assert found is None or found >= 0

    def test_that_says_nothing_is_none(self):
        assert retry_after_s("", at=NOW) is None
        assert retry_after_s("soon", at=NOW) is None
