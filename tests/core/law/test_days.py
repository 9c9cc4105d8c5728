from datetime import date

import pytest
from hypothesis import given

from dabyl.core.law.days import NOT_KNOWN, Day
from support.statutes import day, small, uncertain

NEW_YEAR = date(2016, 1, 1)


class TestDay:
    def test_is_exact_when_both_limits_are_the_same(self):
        assert Day.on(NEW_YEAR).exact == NEW_YEAR
        assert Day(not_before=NEW_YEAR).exact is None
        assert NOT_KNOWN.exact is None

    @given(uncertain(), small)
    def test_has_come_exactly_when_it_has_on_every_day_that_it_may_be(self, uncertain_day, on):
        ways = {d <= on for d in (uncertain_day.earliest, uncertain_day.latest)}
        expected = ways.pop() if len(ways) == 1 else None
        assert uncertain_day.has_come(on) is expected

    def test_is_backwards_when_its_limits_contradict_each_other(self):
        assert Day(not_before=day(2), not_after=day(1)).backwards
        assert not Day(not_before=day(1), not_after=day(2)).backwards

    def test_moves_with_what_is_known_of_it(self):
        assert Day.on(day(1)).later(10) == Day.on(day(11))
        assert Day(not_after=day(1)).later(10) == Day(not_after=day(11))

    def test_takes_a_lower_limit_only_where_it_has_none_and_can(self):
        assert NOT_KNOWN.from_day(day(3)) == Day(not_before=day(3))
        assert NOT_KNOWN.from_day(None) == NOT_KNOWN
        assert Day.on(day(1)).from_day(day(3)) == Day.on(day(1))
        assert Day(not_after=day(1)).from_day(day(3)) == Day(not_after=day(1))

    @pytest.mark.parametrize(
        ("known", "text"),
        [
            (Day.on(NEW_YEAR), "2016-01-01"),
            (Day(not_before=NEW_YEAR), "2016-01-01.."),
            (Day(not_after=NEW_YEAR), "..2016-01-01"),
            (NOT_KNOWN, ".."),
        ],
    )
    def test_is_one_word(self, known, text):
        assert known.text() == text
