import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.values.instants import Instant
from dabyl.core.values.periods import Period

seconds = st.integers(0, 20)


@st.composite
def periods(draw):
    start = draw(seconds)
    end = draw(st.none() | st.integers(start, 20))
    return Period(start=Instant(start), end=None if end is None else Instant(end))


def inside(period):
    return {s for s in range(25) if period.holds(Instant(s))}


class TestPeriod:
    def test_is_half_open(self):
        assert inside(Period(start=Instant(2), end=Instant(4))) == {2, 3}

    def test_may_be_open(self):
        assert inside(Period(start=Instant(2))) == set(range(2, 25))

    def test_refuses_to_end_before_it_starts(self):
        with pytest.raises(ValueError, match="before it starts"):
            Period(start=Instant(2), end=Instant(1))

    @given(periods())
    def test_is_empty_when_it_holds_nothing(self, period):
        assert period.is_empty() == (not inside(period))

    @given(periods(), periods())
    def test_overlaps_when_some_instant_lies_in_both(self, one, other):
        if not one.is_empty() and not other.is_empty():
            assert one.overlaps(other) == bool(inside(one) & inside(other))
