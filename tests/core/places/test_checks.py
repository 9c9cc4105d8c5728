import pytest

from dabyl.core.places.checks import place_problems
from dabyl.core.places.units import DatedCode, DatedParent, DatedTexts
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS
from support.places import AFTER, D1, D2, a_country, a_unit


def found(*units):
    return [(problem.code, problem.where) for problem in place_problems(units)]


class TestPlaceProblems:
    def test_are_none_in_a_sound_country(self):
        assert found(*a_country()) == []

    def test_name_a_key_used_twice(self):
        assert found(a_unit("a"), a_unit("a")) == [(Code.DUPLICATE, "a key")]

    def test_name_every_span_without_days(self):
        back = {"valid_from": D2, "valid_to": D1}
        unit = a_unit(
            "a",
            **back,
            names=(DatedTexts(texts=NO_TEXTS, **back),),
            codes=(DatedCode(scheme="s", code="c", **back),),
            parents=(DatedParent(key="b", **back),),
        )
        assert found(unit, a_unit("b")) == [
            (Code.END_BEFORE_START, f"a {field}")
            for field in (
                "valid_to",
                "names[0].valid_to",
                "codes[0].valid_to",
                "parents[0].valid_to",
            )
        ]

    def test_name_a_zone_that_is_none(self):
        assert found(a_unit("a", zone="Asia/Aktobe")) == [(Code.ZONE_UNKNOWN, "a zone")]

    @pytest.mark.parametrize("point", [(181, 0), (0, 91), (-181, 0), (0, -91)])
    def test_name_a_point_off_the_globe(self, point):
        assert found(a_unit("a", point=point)) == [(Code.PLACE_POINT_RANGE, "a point")]

    def test_accept_a_point_on_the_globe(self):
        assert found(a_unit("a", point=(180, -90))) == []

    def test_name_parents_of_the_same_day(self):
        parents = (DatedParent(key="b", valid_to=D2), DatedParent(key="c", valid_from=D1))
        assert found(a_unit("a", parents=parents), a_unit("b"), a_unit("c")) == [
            (Code.PLACE_PARENTS_OVERLAP, "a parents")
        ]

    def test_name_every_reference_to_no_unit(self):
        unit = a_unit("a", "p", predecessors=("q",), successors=("r",), drawn_by="s")
        fields = ("parents", "predecessors", "successors", "drawn_by")
        assert found(unit) == [(Code.UNKNOWN_REFERENCE, f"a {field}") for field in fields]

    def test_name_a_parent_that_does_not_live_as_long(self):
        assert found(a_unit("a", "b"), a_unit("b", valid_from=D1)) == [
            (Code.PLACE_OUTSIDE_PARENT, "a parents")
        ]

    def test_accept_a_parent_that_lives_while_it_is_one(self):
        unit = a_unit("a", "b", valid_from=D1, valid_to=D2)
        assert found(unit, a_unit("b", valid_from=D1, valid_to=AFTER)) == []

    def test_accept_a_parent_that_is_none_while_the_unit_lives(self):
        parents = (DatedParent(key="b", valid_from=D1),)
        assert found(a_unit("a", valid_to=D1, parents=parents), a_unit("b", valid_from=D2)) == []

    def test_name_units_that_disagree_on_who_follows_whom(self):
        assert found(a_unit("a", successors=("b",)), a_unit("b")) == [
            (Code.PLACE_SUCCESSION, "a successors")
        ]
        assert found(a_unit("a"), a_unit("b", predecessors=("a",))) == [
            (Code.PLACE_SUCCESSION, "b predecessors")
        ]

    def test_name_every_unit_in_a_circle_and_none_beside_it(self):
        units = (a_unit("a", "b"), a_unit("b", "c"), a_unit("c", "b"))
        assert found(*units) == [
            (Code.PLACE_CIRCLE, "b parents"),
            (Code.PLACE_CIRCLE, "c parents"),
        ]

    def test_name_a_unit_that_follows_itself(self):
        unit = a_unit("a", successors=("a",), predecessors=("a",))
        assert found(unit) == [(Code.PLACE_CIRCLE, "a successors")]

    def test_name_a_code_of_two_units_on_one_day(self):
        code = DatedCode(scheme="iso", code="X-1", valid_from=D1)
        assert found(a_unit("a", codes=(code,)), a_unit("b", codes=(code,))) == [
            (Code.PLACE_CODE_TAKEN, "b codes")
        ]

    def test_accept_a_code_that_passes_on_or_that_one_unit_repeats(self):
        code = DatedCode(scheme="iso", code="X-1")
        older = a_unit("a", codes=(code, code), valid_to=D1)
        late = DatedCode(scheme="iso", code="X-1", valid_from=D2)
        assert found(older, a_unit("b", codes=(code,), valid_from=D1)) == []
        assert found(older, a_unit("b", codes=(late,), valid_to=D1)) == []
