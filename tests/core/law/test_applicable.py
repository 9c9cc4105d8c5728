from datetime import date

import attrs
import pytest
from hypothesis import given

from dabyl.core.law.applicable import Applies, Reason, applicable
from dabyl.core.law.days import NOT_KNOWN, Day
from dabyl.core.law.kinds import Manner, Offender, Reach
from dabyl.core.law.order import Comparison, compare
from dabyl.core.law.sanctions import Confiscation, Direction, Part, Sanction, Unstated
from dabyl.core.law.states import state_on
from dabyl.core.law.turns import InForce
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused
from support.statutes import (
    clause,
    clauses,
    day,
    known_sanctions,
    prison,
    small,
    uncertain,
    wording,
)

OFFENCE, JUDGED = day(10), day(90)
OLD = wording("old", day(0), prison(4, 10))
HARSHER = wording("harsher", day(50), prison(6, 10))
MILDER = wording("milder", day(50), prison(3, 10))


def judged(later, on=OFFENCE, judged_on=JUDGED, old=OLD):
    return applicable(clause(old, later), on=on, judged_on=judged_on)


def refused(*wordings, on=OFFENCE, judged_on=JUDGED):
    with pytest.raises(Refused) as refusal:
        applicable(clause(*wordings), on=on, judged_on=judged_on)
    (problem,) = refusal.value.problems
    return problem


class TestApplicable:
    def test_never_reaches_back_with_a_harsher_wording(self):
        assert judged(HARSHER) == (Applies(OLD, Reason.DAY_OF_OFFENCE),)

    def test_takes_a_milder_wording_that_came_before_the_judgement(self):
        assert judged(MILDER) == (Applies(MILDER, Reason.MILDER_LATER),)
        assert judged(MILDER, judged_on=day(49)) == (Applies(OLD, Reason.DAY_OF_OFFENCE),)

    def test_keeps_a_milder_wording_that_was_replaced_again(self):
        again = clause(OLD, MILDER, wording("again", day(60), prison(5, 10)))
        (found,) = applicable(again, on=day(10), judged_on=day(90))
        assert found.wording == MILDER

    def test_keeps_the_wording_of_the_day_beside_an_equal_one(self):
        same = attrs.evolve(OLD, id="same", commences=Day.on(day(50)))
        assert judged(same) == (Applies(OLD, Reason.DAY_OF_OFFENCE),)

    def test_gives_both_that_can_not_be_compared(self):
        narrow = wording("narrow", day(50), prison(3, 12))
        expected = (Applies(OLD, Reason.NOT_COMPARABLE), Applies(narrow, Reason.NOT_COMPARABLE))
        assert judged(narrow) == expected

    def test_costs_nothing_once_the_provision_ended(self):
        (found,) = judged(attrs.evolve(OLD, id="gone", commences=Day.on(day(50)), repeals=True))
        assert found == Applies(None, Reason.ENDED)
        assert found.sanction == Sanction()

    def test_answers_when_what_is_unknown_is_surely_harsher(self):
        later = attrs.evolve(HARSHER, commences=Day(not_before=day(20)))
        assert judged(later) == (Applies(OLD, Reason.DAY_OF_OFFENCE),)

    def test_refuses_when_what_is_unknown_may_be_milder(self):
        problem = refused(OLD, attrs.evolve(MILDER, commences=Day(not_before=day(20))))
        assert problem.code is Code.LAW_UNKNOWN
        assert problem.data["candidates"] == "milder"

    def test_refuses_when_the_provision_may_have_ended(self):
        problem = refused(attrs.evolve(OLD, applies_until=Day(not_before=day(50))))
        assert problem.data["candidates"] == "-"

    def test_refuses_when_the_wording_of_the_day_is_unknown(self):
        problem = refused(attrs.evolve(OLD, commences=NOT_KNOWN), HARSHER)
        assert problem.code is Code.LAW_UNKNOWN

    def test_refuses_when_nothing_was_in_force_that_day(self):
        assert refused(HARSHER).code is Code.PROVISION_NOT_IN_FORCE

    def test_refuses_a_judgement_before_the_offence(self):
        assert refused(OLD, judged_on=day(9)).code is Code.END_BEFORE_START

    def test_refuses_a_sanction_that_is_not_known(self):
        turned = Part(id="prison", penalty=Unstated(direction=Direction.HIGHER))
        assert refused(attrs.evolve(OLD, sanction=None)).code is Code.SANCTION_UNKNOWN
        problem = refused(OLD, wording("turned", day(50), turned))
        assert (problem.code, problem.data["parts"]) == (Code.SANCTION_UNKNOWN, "prison")

    def test_looks_at_the_offender_and_the_reach(self):
        abroad = wording("abroad", day(0), prison(5, 9, reach=Reach.OUTSIDE))
        milder = wording("milder", day(5), prison(4, 9, reach=Reach.OUTSIDE))
        act = clause(abroad, milder)
        inside = applicable(act, on=day(1), judged_on=day(9))
        outside = applicable(act, on=day(1), judged_on=day(9), where=Reach.OUTSIDE)
        assert [found.wording for found in inside] == [abroad]
        assert [found.wording for found in outside] == [milder]

    @given(clauses(small.map(Day.on)), small, small)
    def test_is_never_harsher_than_the_day(self, drawn, one, other):
        on, judged_on = sorted((one, other))
        exact = clause(*(attrs.evolve(w, applies_until=None) for w in drawn.wordings))
        of_the_day = state_on(exact, on)
        if not isinstance(of_the_day, InForce):
            return
        found = applicable(exact, on=on, judged_on=judged_on)
        expected = of_the_day.wording.sanction
        for each in found:
            beside = compare(each.sanction, expected, offender=Offender.PERSON)
            assert beside is not Comparison.HARSHER

    @given(clauses(uncertain()), small, small)
    def test_is_never_harsher_than_the_day_where_days_are_uncertain(self, drawn, one, other):
        on, judged_on = sorted((one, other))
        try:
            found = applicable(drawn, on=on, judged_on=judged_on)
        except Refused:
            return
        of_the_day = state_on(drawn, on)
        assert isinstance(of_the_day, InForce)
        for each in found:
            beside = compare(each.sanction, of_the_day.wording.sanction, offender=Offender.PERSON)
            assert beside is not Comparison.HARSHER

    @given(known_sanctions, known_sanctions)
    def test_of_two_names_the_one_that_the_order_calls_milder(self, old, new):
        before = wording("before", date(2016, 1, 1), *old.parts)
        after = wording("after", day(50), *new.parts)
        found = {each.wording.id for each in judged(after, old=before)}
        expected = {
            Comparison.HARSHER: {"before"},
            Comparison.EQUAL: {"before"},
            Comparison.MILDER: {"after"},
            Comparison.NOT_COMPARABLE: {"before", "after"},
        }
        assert found == expected[compare(new, old, offender=Offender.PERSON)]

    def test_takes_the_mildest_of_several(self):
        confiscation = Part(id="c", penalty=Confiscation(), manner=Manner.ADDITIONAL)
        first = wording("first", day(20), prison(2, 12))
        second = wording("second", day(30), prison(2, 9, manner=Manner.MANDATORY))
        third = wording("third", day(40), prison(1, 9), confiscation)
        act = clause(OLD, first, second, third)
        found = applicable(act, on=day(10), judged_on=day(90))
        assert [each.wording.id for each in found] == ["second", "third"]
