"""What counts as now for what the public is told."""

from datetime import timedelta

import pytest

from dabyl.core.values.problems import Unavailable
from dabyl.usecases.desk import load
from dabyl.usecases.present import SKEW_S, present
from dabyl.usecases.take_decision import take_decision
from support.desks import a_desk, a_level, noon


@pytest.fixture
def register():
    """A register whose last entry is of noon of the fifth."""
    desk = a_desk()
    take_decision(desk, a_level("xo-1"), at=noon(5))
    return load(desk)


class TestNow:
    def test_is_what_the_clock_shows(self, register):
        assert present(register, noon(6)) == noon(6)
        assert present(register, noon(5)) == noon(5)

    def test_is_the_last_entry_where_clocks_differ_by_seconds(self, register):
        assert present(register, noon(5).plus(timedelta(seconds=-SKEW_S))) == noon(5)

    def test_is_not_told_by_a_clock_that_went_back(self, register):
        with pytest.raises(Unavailable, match="set the clock of this machine"):
            present(register, noon(5).plus(timedelta(seconds=-SKEW_S - 1)))
