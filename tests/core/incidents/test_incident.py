from dabyl.core.incidents.incident import Bound, Disagreement, Figure, Recorded
from dabyl.core.levels.decision import Source
from dabyl.core.values.instants import Instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment

AS_OF = Moment(instant=Instant(0), zone="UTC")
FIGURE = Figure(
    id="f-1",
    incident="blast",
    category="killed",
    low=3,
    high=3,
    as_of=AS_OF,
    source=Source(id="gazette"),
)


class TestFigure:
    def test_is_exact_and_supersedes_nothing_unless_it_says_so(self):
        assert (FIGURE.bound, FIGURE.supersedes) == (Bound.EXACT, ())

    def test_is_the_same_when_it_says_the_same_however_often_it_is_recorded(self):
        times = {Recorded(figure=FIGURE, recorded_at=Instant(s)) for s in (1, 2)}
        assert len(times) == 2
        assert {recorded.figure for recorded in times} == {FIGURE}


class TestDisagreement:
    def test_names_the_figures_that_disagree(self):
        text = Texts.of({"en": "the total is not the sum"})
        found = Disagreement(category="killed", figures=("f-1", "f-2"), text=text)
        assert (found.figures, found.text.best("ru")) == (("f-1", "f-2"), text.best("en"))
