from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.values.instants import Instant
from dabyl.core.values.known import Known

told = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99)), max_size=6).map(
    lambda pairs: sorted(pairs, key=lambda pair: pair[0])
)
instants = st.integers(-1, 10).map(Instant)


class TestKnown:
    @given(told, instants)
    def test_is_what_was_told_last_by_then(self, pairs, known_at):
        by_then = [value for since, value in pairs if since <= known_at.s]
        assert Known.of(pairs).at(known_at) == (by_then[-1] if by_then else None)

    @given(told, told, instants)
    def test_never_depends_on_what_came_later(self, pairs, more, known_at):
        later = [(known_at.s + 1 + since, value) for since, value in more]
        by_then = [pair for pair in pairs if pair[0] <= known_at.s]
        assert Known.of(by_then).at(known_at) == Known.of([*by_then, *later]).at(known_at)

    @given(told, told)
    def test_grows_at_its_end(self, pairs, more):
        later = [(9 + since, value) for since, value in more]
        assert list(Known.of(pairs).with_values(later)) == [*pairs, *later]

    @given(told)
    def test_gives_everything_in_order(self, pairs):
        known = Known.of(pairs)
        assert list(known) == pairs
        assert known.last() == (pairs[-1][1] if pairs else None)
