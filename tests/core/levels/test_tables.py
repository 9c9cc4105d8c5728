"""Tables find the rows of two times as a look at every row would."""

from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.calendars.endings import OpenEnd
from dabyl.core.levels.pieces import FOREVER, Layer, Piece, Track
from dabyl.core.levels.tables import Row, table
from support.vale import m

LAYER = Layer(
    id="a",
    decision="a",
    office=None,
    scale="vale",
    track=Track.LEVEL,
    level="red",
    start=m("2020-01-01"),
)


def piece(start: int, end: int) -> Piece:
    """Return a piece of a layer."""
    return Piece(layer=LAYER, ground=1, start=start, end=end, ending=OpenEnd(), ending_decision="a")


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Draw a row, sometimes open in one time or the other."""
    known, start = draw(st.integers(0, 20)), draw(st.integers(0, 20))
    gone = draw(st.just(FOREVER) | st.integers(known + 1, 22))
    end = draw(st.just(FOREVER) | st.integers(start + 1, 22))
    return Row(known, gone, start, end, piece(start, end))


times = st.integers(-1, 25)
some_rows = st.lists(rows(), max_size=12)


def holding(every: list[Row], at: int, known_at: int) -> set[int]:
    """Return the rows that hold, by looking at each."""
    return {
        id(row) for row in every if row.known <= known_at < row.gone and row.start <= at < row.end
    }


class TestATable:
    @given(some_rows, times, times)
    def test_finds_the_rows_that_hold(self, every: list[Row], at: int, known_at: int) -> None:
        found = table(every).at(at, known_at)
        assert {id(row) for row in found} == holding(every, at, known_at)
        assert len(found) == len({id(row) for row in found})

    @given(some_rows, times, times)
    def test_finds_the_next_edge(self, every: list[Row], at: int, known_at: int) -> None:
        edge = table(every).next_edge(at, known_at)
        known = [row for row in every if row.known <= known_at < row.gone]
        edges = [e for row in known for e in (row.start, row.end) if e > at]
        assert edge == min(edges, default=None)

    @given(some_rows, times, times)
    def test_finds_the_last_edge(self, every: list[Row], at: int, known_at: int) -> None:
        edge = table(every).last_edge(at, known_at)
        known = [row for row in every if row.known <= known_at < row.gone]
        edges = [e for row in known for e in (row.start, row.end) if e <= at]
        assert edge == max(edges, default=None)

    @given(some_rows, times, times)
    def test_finds_what_starts_or_ends_between(
        self, every: list[Row], since: int, until: int
    ) -> None:
        crossing = {
            id(row) for row in every if since < row.start <= until or since < row.end <= until
        }
        assert {id(row) for row in table(every).crossing(since, until)} == crossing

    @given(some_rows, times)
    def test_tells_whether_anything_was_known(self, every: list[Row], known_at: int) -> None:
        assert table(every).known_by(known_at) == any(row.known <= known_at for row in every)
        assert table(every).is_empty() == (not every)

    def test_looks_no_further_than_what_is_known_reaches(self) -> None:
        gone = Row(0, 1, 0, 5, piece(0, 5))
        later = Row(10, FOREVER, 20, 30, piece(20, 30))
        assert table([gone, later]).next_edge(0, 2) is None
