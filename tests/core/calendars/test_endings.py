from datetime import date

import pytest
from hypothesis import given

from dabyl.core.calendars.daycount import Counting
from dabyl.core.calendars.endings import (
    AtEvent,
    AtTime,
    EndRule,
    ForDays,
    NotStated,
    OpenEnd,
    ThroughDate,
    end_instant,
)
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.languages import Texts
from support.strategies import days, zones

START = parse_instant("2016-07-18T12:20+06:00")
DAY = date(2016, 7, 18)
RULE = EndRule(counting=Counting.FIRST_DAY_COUNTS, last_minute_is_midnight=True)
STRICT = EndRule(counting=Counting.FIRST_DAY_COUNTS)


def end(ending, rule=RULE):
    found = end_instant(ending, start=START, zone="Asia/Almaty", rule=rule)
    return None if found is None else found.text("Asia/Almaty")


class TestEndInstant:
    @pytest.mark.parametrize(
        ("ending", "text"),
        [
            (ForDays(days=14), "2016-08-01T00:00:00+06:00"),
            (ThroughDate(day=date(2017, 1, 15)), "2017-01-16T00:00:00+06:00"),
            (AtTime(day=DAY, minutes=22 * 60), "2016-07-18T22:00:00+06:00"),
            (AtTime(day=DAY, minutes=0), "2016-07-18T00:00:00+06:00"),
            (AtTime(day=DAY, minutes=24 * 60), "2016-07-19T00:00:00+06:00"),
            (AtTime(day=DAY, minutes=24 * 60 - 1), "2016-07-19T00:00:00+06:00"),
        ],
    )
    def test_is_one_for_each_wording(self, ending, text):
        assert end(ending) == text

    def test_takes_23_59_as_it_is_where_the_pack_says_nothing(self):
        ending = AtTime(day=DAY, minutes=24 * 60 - 1)
        assert end(ending, STRICT) == "2016-07-18T23:59:00+06:00"

    @pytest.mark.parametrize(
        "ending", [AtEvent(event=Texts.of({"en": "the summit ends"})), OpenEnd(), NotStated()]
    )
    def test_is_open_when_no_time_is_stated(self, ending):
        assert end(ending) is None

    @given(days, zones)
    def test_is_the_same_for_all_spellings_of_midnight(self, day, zone):
        spellings = (
            ThroughDate(day=day),
            AtTime(day=day, minutes=24 * 60),
            AtTime(day=day, minutes=24 * 60 - 1),
        )
        assert len({end_instant(e, start=START, zone=zone, rule=RULE) for e in spellings}) == 1


class TestEndings:
    def test_refuse_what_is_no_period_and_no_time_of_day(self):
        with pytest.raises(ValueError, match="days"):
            ForDays(days=0)
        for minutes in (-1, 1441):
            with pytest.raises(ValueError, match="minutes"):
                AtTime(day=DAY, minutes=minutes)
