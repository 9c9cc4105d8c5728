from datetime import date

import pytest

from dabyl.core.places.units import (
    DatedCode,
    DatedParent,
    DatedTexts,
    Days,
    common,
    nearest_day,
    on_day,
    overlap,
    within,
)
from dabyl.core.values.languages import Texts
from support.places import AFTER, BEFORE, BETWEEN, D1, D2, a_unit

EVER = Days()
EARLY, MIDDLE, LATE = Days(None, D1), Days(D1, D2), Days(D2, None)


class TestUnit:
    def test_exists_from_its_first_day_until_the_day_before_its_end(self):
        unit = a_unit("a", valid_from=D1, valid_to=D2)
        assert [unit.exists(day) for day in (BEFORE, D1, BETWEEN, D2)] == [False, True, True, False]

    def test_is_called_by_the_name_of_the_day(self):
        unit = a_unit(
            "a",
            names=(
                DatedTexts(texts=Texts.of({"en": "Astana"}), valid_to=D1),
                DatedTexts(texts=Texts.of({"en": "Nur-Sultan"}), valid_from=D1, valid_to=D2),
                DatedTexts(texts=Texts.of({"en": "Astana", "kk": "Астана"}), valid_from=D2),
            ),
        )
        names = [unit.name("kk", day) for day in (BEFORE, BETWEEN, AFTER)]
        assert names == ["Astana", "Nur-Sultan", "Астана"]

    def test_is_called_by_its_nearest_name_while_it_does_not_exist(self):
        names = (DatedTexts(texts=Texts.of({"en": "New"}), valid_from=D1),)
        assert a_unit("a", names=names, valid_from=D1).name("en", BEFORE) == "New"

    def test_is_called_by_its_key_when_it_has_no_name(self):
        assert a_unit("a", names=()).name("en", AFTER) == "a"

    def test_lies_in_the_parent_of_the_day(self):
        parents = (DatedParent(key="x", valid_to=D1), DatedParent(key="y", valid_from=D1))
        unit = a_unit("a", parents=parents)
        assert (unit.parent(BEFORE), unit.parent(AFTER)) == ("x", "y")

    def test_lies_in_nothing_when_it_is_a_root(self):
        assert a_unit("a").parent(AFTER) is None

    def test_has_the_code_of_the_day_in_a_scheme(self):
        unit = a_unit(
            "a",
            codes=(
                DatedCode(scheme="iso-3166-2", code="KZ-VOS", valid_to=D2),
                DatedCode(scheme="iso-3166-2", code="KZ-63", valid_from=D2),
            ),
        )
        assert [unit.code("iso-3166-2", day) for day in (BEFORE, AFTER)] == ["KZ-VOS", "KZ-63"]
        assert unit.code("kato", AFTER) is None


class TestNearestDay:
    @pytest.mark.parametrize(
        ("on", "expected"), [(BEFORE, D1), (BETWEEN, BETWEEN), (AFTER, date(2022, 6, 7))]
    )
    def test_is_the_day_itself_or_the_first_or_last_of_the_span(self, on, expected):
        assert nearest_day(MIDDLE, on) == expected

    def test_picks_the_span_that_is_nearest(self):
        assert on_day((EARLY, LATE), date(2018, 7, 1)) is EARLY
        assert on_day((EARLY, LATE), date(2022, 6, 1)) is LATE

    def test_picks_nothing_from_nothing(self):
        assert on_day((), AFTER) is None


class TestSpans:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [(EARLY, MIDDLE, False), (EVER, MIDDLE, True), (LATE, MIDDLE, False), (LATE, EVER, True)],
    )
    def test_overlap_when_a_day_lies_in_both(self, one, other, expected):
        assert overlap(one, other) is expected
        assert overlap(other, one) is expected

    def test_have_days_in_common(self):
        assert common(Days(None, D2), Days(D1, None)) == MIDDLE
        assert common(EVER, EVER) == EVER

    @pytest.mark.parametrize(
        ("inner", "outer", "expected"),
        [
            (MIDDLE, EVER, True),
            (MIDDLE, MIDDLE, True),
            (EARLY, LATE, False),
            (EVER, EARLY, False),
            (Days(D1, AFTER), MIDDLE, False),
            (LATE, MIDDLE, False),
        ],
    )
    def test_lie_within_when_every_day_does(self, inner, outer, expected):
        assert within(inner, outer) is expected
