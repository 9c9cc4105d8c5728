from datetime import date
from itertools import product

import attrs
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.law.days import Day
from dabyl.core.law.kinds import Kind
from dabyl.core.law.states import (
    difference,
    state_on,
    texts_of,
)
from dabyl.core.law.turns import InForce, NotInForce, Unknown
from dabyl.core.law.works import Clause
from support.statutes import WORK, clause, clauses, day, prison, small, statutes, uncertain, wording

OLD = wording("v2014", date(2015, 1, 1), prison(4, 10))
LATER = wording(
    "later", Day(not_before=date(2016, 12, 22), not_after=date(2025, 1, 1)), prison(6, 10)
)
ACT = clause(OLD, LATER)


def ways(known, on):
    """Return days on which it may be: its limits, and the day asked about."""
    days = {known.earliest, known.latest, on}
    return sorted(d for d in days if known.earliest <= d <= known.latest)


def outcome(begins, ends, repeals, on):
    begun = [(b, n) for n, b in enumerate(begins) if b <= on]
    if not begun:
        return None
    last = max(begun)[1]
    return None if repeals[last] or (ends[last] is not None and ends[last] <= on) else last


class TestState:
    def test_is_the_wording_of_the_day(self):
        assert state_on(ACT, date(2016, 6, 5)) == InForce(OLD)

    def test_is_unknown_between_the_limits_of_a_commencement(self):
        expected = Unknown(candidates=(OLD, LATER), may_have_lapsed=False)
        assert state_on(ACT, date(2020, 1, 1)) == expected
        assert state_on(ACT, date(2025, 1, 1)) == InForce(LATER)

    def test_is_not_in_force_before_the_first_and_after_the_last_day(self):
        ended = clause(attrs.evolve(OLD, applies_until=Day.on(day(3))))
        assert state_on(ended, date(2014, 12, 31)) == NotInForce()
        assert state_on(ended, day(2)) == InForce(ended.wordings[0])
        assert state_on(ended, day(3)) == NotInForce()

    def test_may_have_lapsed_when_its_end_is_uncertain(self):
        ending = clause(attrs.evolve(OLD, applies_until=Day(not_before=day(3))))
        assert state_on(ending, day(4)) == Unknown(candidates=ending.wordings, may_have_lapsed=True)

    @given(clauses(uncertain()), small)
    def test_is_what_every_combination_of_days_gives(self, drawn, on):
        history = drawn.history
        begins = [ways(w.commences, on) for w in history]
        ends = [[None] if w.applies_until is None else ways(w.applies_until, on) for w in history]
        repeals = [w.repeals for w in history]
        found = {outcome(b, e, repeals, on) for b in product(*begins) for e in product(*ends)}
        state = state_on(drawn, on)
        assert set(texts_of(state)) == {history[n] for n in found if n is not None}
        assert (None in found) is (
            state == NotInForce() or (isinstance(state, Unknown) and state.may_have_lapsed)
        )

    @given(st.lists(small, max_size=5), small)
    def test_is_one_wording_at_most_where_days_are_exact(self, begins, on):
        exact = clause(*(wording(f"v{n}", begin) for n, begin in enumerate(begins)))
        assert len(texts_of(state_on(exact, on))) == (1 if any(b <= on for b in begins) else 0)

    def test_is_unknown_for_a_provision_without_days(self):
        state = state_on(clause(wording("v", None)), day(1))
        assert isinstance(state, Unknown)
        assert state.may_have_lapsed


class TestWork:
    @given(st.lists(clauses(uncertain()), max_size=3), small, small)
    def test_differs_between_two_days_in_what_reads_otherwise(self, drawn, one, other):
        named = [attrs.evolve(c, id=f"art-{n}") for n, c in enumerate(drawn)]
        law = statutes(*named)
        changed = {item.provision: item for item in difference(law, "code", one, other)}
        for each in named:
            states = (state_on(each, one), state_on(each, other))
            assert (each.id in changed) is (states[0] != states[1])
            if each.id in changed:
                assert (changed[each.id].before, changed[each.id].after) == states

    def test_has_addresses_that_outsiders_use(self):
        act = Clause(
            id="art-149-1", work="code", kind=Kind.SANCTION, number="149(1)", eid="art_149"
        )
        assert WORK.address() == "/akn/xx/act/code/2014-07-05/235"
        on = date(2016, 6, 5)
        assert act.address(WORK, "kk", on) == f"{WORK.address()}/kaz@2016-06-05/!main~art_149"
        assert ACT.address(WORK, "fra", on) == f"{WORK.address()}/fra@2016-06-05/!main~art-1"

    def test_takes_a_clause_in_the_place_of_the_one_of_its_id(self):
        changed = attrs.evolve(ACT, number="255")
        law = statutes(ACT, clause(name="art-2")).with_clause(changed)
        assert law.inside["code"] == ("art-1", "art-2")
        assert law.clauses["art-1"] == changed

    def test_loses_a_clause_with_its_place(self):
        law = statutes(ACT, clause(name="art-2")).without_clauses(["art-1"])
        assert law.inside["code"] == ("art-2",)
        assert set(law.clauses) == {"art-2"}
