from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.law.records import Records, in_force, known_clause
from dabyl.core.law.turns import InForce, NotInForce
from dabyl.core.values.instants import Instant
from support.law_reference import clause_by_the_rules
from support.statutes import clause, clauses, prison, small, uncertain, wording

OLD = wording("v2014", date(2015, 1, 1), prison(4, 10))
ACT = clause(OLD)

told = st.lists(st.tuples(st.integers(0, 9), clauses(uncertain())), max_size=5).map(
    lambda found: tuple(sorted(found, key=lambda record: record[0]))
)


class TestRecords:
    @given(told, st.integers(-1, 10).map(Instant))
    def test_tell_the_clause_that_was_recorded_last_by_then(self, records, known_at):
        assert known_clause(Records.of(records), known_at) is clause_by_the_rules(records, known_at)

    @given(told, told, st.integers(-1, 10).map(Instant), small)
    def test_made_later_change_nothing_of_what_was_known(self, records, more, known_at, on):
        later = tuple((known_at.s + 1 + since, drawn) for since, drawn in more)
        by_then = tuple(record for record in records if record[0] <= known_at.s)
        before = in_force(Records.of(by_then), on, known_at)
        assert in_force(Records.of((*by_then, *later)), on, known_at) == before
        assert in_force(Records.of(records), on, known_at) == before

    def test_tell_nothing_before_the_first(self):
        records = Records.of([(5, ACT)])
        assert in_force(records, date(2016, 6, 5), Instant(4)) == NotInForce()
        assert in_force(records, date(2016, 6, 5), Instant(5)) == InForce(OLD)
