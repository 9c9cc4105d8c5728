"""Figures that cannot all be right are named, and nothing is averaged."""

from typing import Any

from dabyl.core.incidents.disagreements import disagreements
from dabyl.core.incidents.incident import Bound, Figure, Recorded
from dabyl.core.levels.decision import Source
from support.vale import LATE, m, t


def a_figure(key: str, category: str, low: int, **more: Any) -> Figure:
    """Return a figure as of one day by one source."""
    fields: dict[str, Any] = {
        "high": low,
        "as_of": m("2020-03-01"),
        "source": Source(id="one"),
        **more,
    }
    return Figure(id=key, incident="fire", category=category, low=low, **fields)


def found(*figures: Figure, known_at: str | None = None) -> list[tuple[str, tuple[str, ...]]]:
    """Return the disagreements of figures, recorded a day apart."""
    recorded = [
        Recorded(figure=figure, recorded_at=t(f"2020-03-{day:02}"))
        for day, figure in enumerate(figures, 1)
    ]
    when = LATE if known_at is None else t(known_at)
    return [(one.category, one.figures) for one in disagreements(recorded, when)]


OTHER = Source(id="two")


class TestTwoSources:
    def test_disagree_about_one_category_as_of_one_day(self) -> None:
        one, two = a_figure("a", "killed", 5), a_figure("b", "killed", 7, source=OTHER)
        assert found(one, two) == [("killed", ("a", "b"))]
        assert found(two, one) == [("killed", ("b", "a"))]

    def test_do_not_disagree_before_both_are_known(self) -> None:
        one, two = a_figure("a", "killed", 5), a_figure("b", "killed", 7)
        assert found(one, two, known_at="2020-03-01") == []

    def test_agree_when_both_can_be_one_number(self) -> None:
        at_least = a_figure("a", "killed", 5, bound=Bound.AT_LEAST)
        spread = a_figure("b", "killed", 4, high=8, bound=Bound.RANGE)
        about = a_figure("c", "killed", 20, bound=Bound.ABOUT)
        assert found(at_least, spread, about) == []

    def test_disagree_when_at_least_is_more_than_the_other_can_be(self) -> None:
        at_least = a_figure("a", "killed", 9, bound=Bound.AT_LEAST)
        assert found(at_least, a_figure("b", "killed", 8)) == [("killed", ("a", "b"))]

    def test_of_other_days_or_categories_or_superseded_do_not_disagree(self) -> None:
        one = a_figure("a", "killed", 5)
        later = a_figure("b", "killed", 7, as_of=m("2020-03-02"))
        other = a_figure("c", "injured", 9)
        newer = a_figure("d", "killed", 6, supersedes=("a",))
        assert found(one, later, other, newer) == []


class TestATotal:
    def test_disagrees_with_parts_that_are_more(self) -> None:
        total = a_figure("t", "killed-total", 5)
        parts = (a_figure("p", "killed-civilian", 4), a_figure("q", "killed-police", 2))
        assert found(total, *parts) == [("killed-total", ("t", "p", "q"))]

    def test_agrees_with_parts_that_may_be_incomplete(self) -> None:
        total = a_figure("t", "killed-total", 5)
        assert found(total, a_figure("p", "killed-civilian", 4)) == []

    def test_is_not_compared_with_parts_of_another_source_or_day(self) -> None:
        total = a_figure("t", "killed-total", 5)
        foreign = a_figure("p", "killed-civilian", 9, source=OTHER)
        later = a_figure("q", "killed-police", 9, as_of=m("2020-03-02"))
        assert found(total, foreign, later, a_figure("r", "injured-police", 9)) == []

    def test_that_is_at_least_agrees_with_more(self) -> None:
        total = a_figure("t", "killed-total", 5, bound=Bound.AT_LEAST)
        assert found(total, a_figure("p", "killed-civilian", 9)) == []
