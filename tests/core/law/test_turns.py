from datetime import date, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.law.days import Day
from dabyl.core.law.states import state_on
from dabyl.core.law.turns import turns_of
from support.law_reference import state_by_the_rules
from support.statutes import clause, clauses, day, small, uncertain, wording

limits = st.none() | small | st.sampled_from((date.min, date.max))
wild = st.builds(Day, not_before=limits, not_after=limits)  # backwards ones, too


def around(drawn):
    """Return each limit of each wording and its neighbours, and the ends of all time."""
    days = {date.min, date.max}
    for each in drawn.history:
        for known in (each.commences, each.applies_until or Day()):
            for limit in (known.earliest, known.latest):
                days |= {limit}
                days |= {limit - timedelta(days=1)} if limit > date.min else set()
                days |= {limit + timedelta(days=1)} if limit < date.max else set()
    return days


class TestTurns:
    @given(clauses(uncertain()), st.lists(small, max_size=5))
    def test_give_the_state_that_the_rules_give_on_every_day(self, drawn, days):
        for on in around(drawn) | set(days):
            assert state_on(drawn, on) == state_by_the_rules(drawn, on)

    @given(clauses(wild))
    def test_give_it_for_days_that_go_backwards_too(self, drawn):
        for on in around(drawn):
            assert state_on(drawn, on) == state_by_the_rules(drawn, on)

    @given(clauses(uncertain()))
    def test_begin_before_all_days_and_each_change_something(self, drawn):
        turns = drawn.turns
        assert turns.days[0] == date.min
        assert list(turns.days) == sorted(set(turns.days))
        pairs = zip(turns.states, turns.states[1:], strict=False)
        assert all(before != after for before, after in pairs)

    def test_are_one_a_wording_where_days_are_exact(self):
        act = clause(*(wording(f"v{n}", day(10 * n)) for n in range(20)))
        assert turns_of(act.history).days == (date.min, *(day(10 * n) for n in range(20)))

    def test_are_kept_and_made_anew_for_a_changed_clause(self):
        act = clause(wording("v1", day(1)))
        assert act.turns is act.turns
        assert attrs.evolve(act, wordings=()).turns.days == (date.min,)
