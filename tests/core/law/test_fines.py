from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.law.fines import Reduction, Step, UnitValue, fine, plain, unit_value
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused
from support.statutes import small

MCI_2018 = UnitValue(
    unit="mci",
    value=Decimal(2405),
    currency="KZT",
    valid_from=date(2018, 1, 1),
    valid_to=date(2019, 1, 1),
)
THIRTY = Reduction(percent=Decimal(30))
percents = st.integers(0, 100).map(Decimal)


class TestUnitValue:
    def test_is_the_one_of_the_day(self):
        assert unit_value([MCI_2018], "mci", date(2018, 6, 1)) is MCI_2018

    @pytest.mark.parametrize("on", [date(2017, 12, 31), date(2019, 1, 1)])
    def test_that_is_missing_refuses(self, on):
        with pytest.raises(Refused) as refusal:
            unit_value([MCI_2018], "mci", on)
        assert [p.code for p in refusal.value.problems] == [Code.UNIT_VALUE_MISSING]

    def test_that_is_there_twice_refuses(self):
        with pytest.raises(Refused) as refusal:
            unit_value([MCI_2018, MCI_2018], "mci", date(2018, 6, 1))
        assert [p.code for p in refusal.value.problems] == [Code.UNIT_VALUE_TWICE]

    @given(small)
    def test_without_an_end_holds_from_its_first_day_on(self, on):
        endless = UnitValue(unit="u", value=Decimal(1), currency="X", valid_from=date(2016, 6, 1))
        assert endless.holds(on) is (on >= date(2016, 6, 1))


class TestFine:
    def test_of_100_units_less_30_percent_in_2018_is_168350_with_its_working(self):
        working = fine(Decimal(100), MCI_2018, [THIRTY])
        assert plain(working.amount) == "168350"
        assert working.currency == "KZT"
        assert working.steps == (
            Step(kind="times", left=Decimal(100), right=Decimal(2405), result=Decimal(240500)),
            Step(
                kind="less-percent", left=Decimal(240500), right=Decimal(30), result=Decimal(168350)
            ),
        )

    @given(st.integers(0, 10**6).map(Decimal), st.lists(percents, max_size=30))
    def test_is_exact(self, units, percents):
        working = fine(units, MCI_2018, [Reduction(percent=p) for p in percents])
        whole = int(units) * 2405
        for percent in percents:
            whole *= 100 - int(percent)
        assert Fraction(working.amount) * 100 ** len(percents) == whole
        assert [step.result for step in working.steps][-1] == working.amount

    @given(st.integers(0, 10**6).map(Decimal), percents)
    def test_never_grows_by_a_reduction(self, units, percent):
        full = fine(units, MCI_2018).amount
        assert 0 <= fine(units, MCI_2018, [Reduction(percent=percent)]).amount <= full

    def test_refuses_every_reduction_that_is_none(self):
        wrong = [Reduction(percent=Decimal(101)), THIRTY, Reduction(percent=Decimal(-1))]
        with pytest.raises(Refused) as refusal:
            fine(Decimal(1), MCI_2018, wrong)
        assert [(p.code, p.where) for p in refusal.value.problems] == [
            (Code.REDUCTION_RANGE, "reductions[0]"),
            (Code.REDUCTION_RANGE, "reductions[2]"),
        ]


@pytest.mark.parametrize(
    ("value", "text"), [("168350.00", "168350"), ("10", "10"), ("1E+2", "100"), ("0.50", "0.5")]
)
def test_a_decimal_is_written_plainly(value, text):
    assert plain(Decimal(value)) == text
