from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.law.kinds import Manner, Offender, Reach
from dabyl.core.law.order import Comparison, compare
from dabyl.core.law.sanctions import (
    Confiscation,
    Direction,
    FineAmount,
    FineUnits,
    Liberty,
    Loss,
    Part,
    Range,
    Restriction,
    Sanction,
    Term,
    Unstated,
    sanction_problems,
)
from dabyl.core.values.codes import Code
from support.statutes import any_sanctions, known_sanctions, prison, units

FOUR_TO_TEN = Sanction(
    (prison(4, 10), Part(id="taking", penalty=Confiscation(), manner=Manner.ADDITIONAL))
)
SIX_TO_TEN = Sanction((prison(6, 10), Part(id="taking", penalty=Confiscation())))
FLIPPED = {
    Comparison.HARSHER: Comparison.MILDER,
    Comparison.MILDER: Comparison.HARSHER,
    Comparison.EQUAL: Comparison.EQUAL,
    Comparison.NOT_COMPARABLE: Comparison.NOT_COMPARABLE,
}
AT_MOST = {Comparison.MILDER, Comparison.EQUAL}


def beside(one, other, offender=Offender.PERSON, where=Reach.INSIDE):
    return compare(one, other, offender=offender, where=where)


def one(penalty, manner=Manner.MANDATORY):
    return Sanction((Part(id="p", penalty=penalty, manner=manner),))


class TestSanction:
    def test_meets_the_offenders_and_the_reach_of_its_parts(self):
        abroad = prison(5, 9, "abroad", reach=Reach.OUTSIDE)
        official = units(50, name="official", offenders=frozenset({Offender.OFFICIAL}))
        sanction = Sanction((abroad, official))
        assert sanction.meeting(Offender.PERSON, Reach.INSIDE) == ()
        assert sanction.meeting(Offender.PERSON, Reach.OUTSIDE) == (abroad,)
        assert sanction.meeting(Offender.OFFICIAL, Reach.INSIDE) == (official,)

    def test_has_its_parts_replaced_added_and_taken_away(self):
        sanction = Sanction((prison(4, 10), units(10)))
        assert sanction.with_part(units(20)).parts == (prison(4, 10), units(20))
        assert sanction.with_part(units(20, name="new")).parts[2].id == "new"
        assert sanction.without("prison").parts == (units(10),)

    def test_tells_every_range_that_goes_backwards_and_every_id_that_comes_twice(self):
        loss = Part(id="loss", penalty=Loss("licence", Term(-1, None)))
        taking = Part(id="loss", penalty=Confiscation())
        wrong = Sanction((prison(10, 4), units(20, 10), loss, taking))
        found = [(p.code, p.where) for p in sanction_problems(wrong, "art-1")]
        assert found == [
            (Code.RANGE_BACKWARDS, "art-1.prison"),
            (Code.RANGE_BACKWARDS, "art-1.fine"),
            (Code.RANGE_BACKWARDS, "art-1.loss"),
            (Code.DUPLICATE, "art-1.loss"),
        ]

    @given(known_sanctions)
    def test_in_order_has_no_problems(self, sanction):
        assert list(sanction_problems(sanction, "art-1")) == []


class TestOrder:
    def test_calls_a_raised_lower_limit_harsher(self):
        assert beside(SIX_TO_TEN, FOUR_TO_TEN) is Comparison.HARSHER

    @pytest.mark.parametrize(
        ("harsher", "milder"),
        [
            (Sanction((prison(4, None),)), Sanction((prison(4, 20),))),
            (Sanction((prison(1, 2),)), one(Restriction(Term.years(5, 9)))),
            (one(Restriction(Term(1, 1))), Sanction((units(900),))),
            (
                Sanction((prison(3, 8),)),
                Sanction(
                    (prison(3, 8, manner=Manner.ALTERNATIVE), units(5, manner=Manner.ALTERNATIVE))
                ),
            ),
            (SIX_TO_TEN, Sanction((prison(6, 10),))),
            (one(Loss("licence", Term(6, None))), one(Loss("licence", Term(6, 12)))),
            (Sanction((units(5),)), Sanction()),
        ],
    )
    def test_knows_which_is_harsher(self, harsher, milder):
        assert beside(harsher, milder) is Comparison.HARSHER

    @pytest.mark.parametrize(
        ("one_way", "other_way"),
        [
            (Sanction((prison(2, 12),)), Sanction((prison(4, 10),))),
            (
                one(FineUnits(Range.fixed(Decimal(5)), "mci")),
                one(FineAmount(Range.fixed(Decimal(5)), "KZT")),
            ),
            (
                one(FineAmount(Range.fixed(Decimal(5)), "GBP", "day")),
                one(FineAmount(Range.fixed(Decimal(5)), "GBP")),
            ),
            (
                Sanction((prison(4, 8), Part(id="c", penalty=Confiscation()))),
                Sanction((prison(4, 10),)),
            ),
            (
                Sanction((prison(1, 2),)),
                one(Unstated(direction=Direction.HIGHER, before=Liberty(Term(1, 2)))),
            ),
        ],
    )
    def test_says_when_two_can_not_be_compared(self, one_way, other_way):
        assert beside(one_way, other_way) is Comparison.NOT_COMPARABLE

    def test_looks_at_the_one_offender_only(self):
        official = frozenset({Offender.OFFICIAL})
        harder = Sanction((units(10), units(20, name="official", offenders=official)))
        assert beside(harder, Sanction((units(10),))) is Comparison.EQUAL
        assert beside(harder, Sanction((units(10),)), Offender.OFFICIAL) is Comparison.HARSHER

    @given(any_sanctions, any_sanctions, any_sanctions, st.sampled_from(Offender))
    def test_is_transitive(self, a, b, c, offender):
        first, second = beside(a, b, offender), beside(b, c, offender)
        if first in AT_MOST and second in AT_MOST:
            strict = Comparison.MILDER in {first, second}
            assert beside(a, c, offender) is (Comparison.MILDER if strict else Comparison.EQUAL)

    @given(any_sanctions, any_sanctions)
    def test_says_the_same_from_both_sides(self, a, b):
        assert beside(a, b) is FLIPPED[beside(b, a)]

    @given(any_sanctions)
    def test_calls_a_sanction_equal_to_itself(self, a):
        assert beside(a, a) is Comparison.EQUAL
