from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.calendars.daycount import Counting, end_of_days, months_after
from dabyl.core.values.instants import day_start, parse_instant
from support.strategies import days, instants, zones

SIX_JUNE = parse_instant("2016-06-06T00:00+06:00")


def end(start, count, counting, zone="Asia/Almaty"):
    return end_of_days(start, count, zone=zone, counting=counting).text(zone)


class TestEndOfDays:
    def test_counts_the_first_day_when_the_rule_says_so(self):
        first = Counting.FIRST_DAY_COUNTS
        assert end(SIX_JUNE, 40, first) == "2016-07-16T00:00:00+06:00"
        assert end(parse_instant("2016-07-16T00:00+06:00"), 30, first) == (
            "2016-08-15T00:00:00+06:00"
        )
        assert end(parse_instant("2016-06-06T15:00+06:00"), 40, first) == (
            "2016-07-16T00:00:00+06:00"
        )

    def test_leaves_the_start_day_out_when_the_rule_says_so(self):
        assert end(SIX_JUNE, 40, Counting.START_DAY_NOT_COUNTED) == "2016-07-17T00:00:00+06:00"

    def test_counts_spans_of_24_hours_when_the_rule_says_so(self):
        start = parse_instant("2026-03-28T12:00+01:00")
        spans = Counting.SPANS_OF_24_HOURS
        assert end(start, 1, spans, "Europe/Oslo") == "2026-03-29T13:00:00+02:00"

    @pytest.mark.parametrize("counting", Counting)
    def test_refuses_a_period_without_a_day(self, counting):
        with pytest.raises(ValueError, match="at least one day"):
            end_of_days(SIX_JUNE, 0, zone="UTC", counting=counting)

    @given(days, zones, st.integers(1, 400), st.sampled_from(Counting))
    def test_a_longer_period_ends_later(self, day, zone, count, counting):
        start = day_start(day, zone)
        one = end_of_days(start, count, zone=zone, counting=counting)
        assert start < one < end_of_days(start, count + 1, zone=zone, counting=counting)

    @given(instants, zones, st.integers(1, 400), st.integers(1, 400))
    def test_periods_counted_from_the_first_day_join_without_a_gap(self, start, zone, one, two):
        first = Counting.FIRST_DAY_COUNTS
        middle = end_of_days(start, one, zone=zone, counting=first)
        assert end_of_days(middle, two, zone=zone, counting=first) == end_of_days(
            start, one + two, zone=zone, counting=first
        )


class TestMonthsAfter:
    @pytest.mark.parametrize(
        ("day", "months", "after"),
        [
            (date(2020, 3, 1), 3, date(2020, 6, 1)),
            (date(2020, 1, 31), 1, date(2020, 2, 29)),
            (date(2020, 12, 5), 1, date(2021, 1, 5)),
            (date(2020, 6, 30), 18, date(2021, 12, 30)),
        ],
    )
    def test_is_the_same_day_or_the_last_of_a_shorter_month(
        self, day: date, months: int, after: date
    ) -> None:
        assert months_after(day, months) == after
