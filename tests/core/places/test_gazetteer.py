from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.places.units import DatedCode, DatedTexts
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Rejected
from support.places import AFTER, BEFORE, BETWEEN, D1, D2, DAYS, a_country, a_unit, countries

HERE = gazetteer(a_country())


def atoms_of(places, ground):
    return {atom for bit, atom in enumerate(places.atoms) if ground >> bit & 1}


class TestFind:
    def test_finds_a_unit_by_any_code_of_any_date(self):
        codes = (
            DatedCode(scheme="iso-3166-2", code="KZ-VOS", valid_to=D2),
            DatedCode(scheme="iso-3166-2", code="KZ-63", valid_from=D2),
        )
        places = gazetteer((a_unit("630000000", codes=codes),))
        assert {places.find(t) for t in ("630000000", "kz-vos ", "KZ-63")} == {("630000000",)}

    def test_finds_a_unit_by_name_in_any_language_and_of_any_date_and_by_alias(self):
        names = (
            DatedTexts(texts=Texts.of({"kk": "Астана", "en": "Astana"}), valid_to=D1),
            DatedTexts(texts=Texts.of({"kk": "Нұр-Сұлтан"}), valid_from=D1),
        )
        places = gazetteer((a_unit("71", names=names, aliases=("The  Capital",)),))
        texts = ("астана", "ASTANA", "нұр-сұлтан", "the capital")
        assert {places.find(text) for text in texts} == {("71",)}

    def test_finds_letters_typed_in_two_parts(self):
        places = gazetteer((a_unit("1", aliases=("Ақжайық",)),))
        assert places.find("Ақжа\u0438\u0306ық") == ("1",)

    def test_lists_all_candidates_of_an_ambiguous_name(self):
        places = gazetteer((a_unit("1", aliases=("Esil",)), a_unit("2", aliases=("Esil",))))
        assert places.find("Esil") == ("1", "2")

    def test_prefers_a_code_to_a_name(self):
        places = gazetteer((a_unit("1", aliases=("2",)), a_unit("2")))
        assert places.find("2") == ("2",)

    def test_finds_nothing_for_a_stranger(self):
        assert HERE.find("Atlantis") == ()


class TestTree:
    def test_knows_units_by_key(self):
        assert HERE.unit("E") == a_country()[1]
        assert HERE.unit("nowhere") is None

    def test_has_the_parents_and_children_of_the_day(self):
        assert (HERE.parent("c", BEFORE), HERE.parent("c", D1)) == ("E", "N")
        assert HERE.children("E", BEFORE) == ("a", "c")
        assert HERE.children("E", D1) == ("a",)

    def test_leads_from_a_unit_up_to_the_root(self):
        assert HERE.chain("c", BEFORE) == ("c", "E", "XX")
        assert HERE.chain("XX", BEFORE) == ("XX",)

    def test_names_the_units_of_a_day_in_tree_order(self):
        assert HERE.units_on(BEFORE) == ("XX", "E", "a", "c", "W", "d")
        assert HERE.units_on(AFTER) == ("XX", "E", "a", "N", "c", "W", "d1", "d2")

    def test_tells_since_when_the_layout_of_a_day_holds(self):
        days = [HERE.since(day) for day in (BEFORE, D1, BETWEEN, AFTER)]
        assert days == [date.min, D1, D1, D2]

    def test_names_units_in_a_language(self):
        assert HERE.name("W", "kk", BEFORE) == "Place W"

    def test_has_several_roots_when_made_of_several_packs(self):
        places = gazetteer((*a_country(), a_unit("YY", kind="country")))
        assert places.roots == ("XX", "YY")
        assert not places.ground("XX", AFTER) & places.ground("YY", AFTER)


class TestGround:
    def test_is_made_of_the_atoms_below_on_that_day(self):
        assert atoms_of(HERE, HERE.ground("E", BEFORE)) == {"E~rest", "a", "c"}
        assert atoms_of(HERE, HERE.ground("E", D1)) == {"E~rest", "a"}

    def test_of_a_unit_before_its_first_day_is_that_of_its_first_day(self):
        assert HERE.ground("N", BEFORE) == HERE.ground("N", D1) == HERE.ground("c", BEFORE)
        assert HERE.children("N", BEFORE) == ("c",)

    def test_of_a_unit_after_its_end_is_that_of_its_last_day(self):
        assert HERE.ground("d", AFTER) == HERE.ground("d", D2 - timedelta(days=1))

    def test_of_a_divided_unit_is_that_of_its_heirs(self):
        assert HERE.ground("d", BEFORE) == HERE.ground("d1", AFTER) | HERE.ground("d2", AFTER)

    def test_of_a_merged_unit_is_that_of_both(self):
        places = gazetteer(
            (
                a_unit("XX"),
                a_unit("a", "XX", valid_to=D1, successors=("b",)),
                a_unit("b", "XX", predecessors=("a",)),
            )
        )
        a, b_before = places.ground("a", BEFORE), places.ground("b", BEFORE)
        assert a
        assert not a & b_before
        assert places.ground("b", AFTER) == a | b_before

    def test_of_a_unit_that_lives_on_shrinks_by_what_left_it(self):
        places = gazetteer(
            (
                a_unit("a", successors=("b",)),
                a_unit("b", valid_from=D1, predecessors=("a",)),
            )
        )
        assert places.ground("a", BEFORE) == places.ground("a", AFTER) | places.ground("b", AFTER)
        assert not places.ground("a", AFTER) & places.ground("b", AFTER)

    def test_of_a_leaf_made_out_of_a_unit_with_children_lay_in_that_unit(self):
        places = gazetteer(
            (
                a_unit("a", successors=("b",)),
                a_unit("a1", "a"),
                a_unit("b", valid_from=D1, predecessors=("a",)),
            )
        )
        assert atoms_of(places, places.ground("a", BEFORE)) == {"a1", "b"}
        assert atoms_of(places, places.ground("a", AFTER)) == {"a1"}

    def test_of_a_leaf_that_went_into_a_unit_with_children_lies_in_that_unit(self):
        places = gazetteer(
            (
                a_unit("a", predecessors=("b",)),
                a_unit("a1", "a"),
                a_unit("b", valid_to=D1, successors=("a",)),
            )
        )
        assert atoms_of(places, places.ground("a", BEFORE)) == {"a1"}
        assert atoms_of(places, places.ground("a", AFTER)) == {"a1", "b"}

    @given(countries(), st.sampled_from(DAYS))
    def test_of_a_unit_is_that_of_its_children_and_its_rest(self, units, on):
        places = gazetteer(units)
        for key in places.units_on(on):
            children = places.children(key, on)
            below = 0
            for child in children:
                assert not below & places.ground(child, on)
                below |= places.ground(child, on)
            own = places.ground(key, on) & ~below
            assert below & ~places.ground(key, on) == 0
            assert not children or all(atom.endswith("~rest") for atom in atoms_of(places, own))

    @given(countries(), st.sampled_from(DAYS))
    def test_of_a_country_is_always_the_same(self, units, on):
        places = gazetteer(units)
        assert places.ground("XX", on) == (1 << len(places.atoms)) - 1

    @given(countries(), st.sampled_from(DAYS))
    def test_is_never_empty_below_a_region(self, units, on):
        places = gazetteer(units)
        assert all(places.ground(key, on) for key in places.units if key.startswith("d"))


class TestCovering:
    def test_names_the_fewest_units_of_the_day(self):
        assert HERE.covering(HERE.ground("E", BEFORE), BEFORE) == ("E",)
        assert HERE.covering(HERE.ground("E", BEFORE), AFTER) == ("E", "N")
        assert HERE.covering(HERE.ground("XX", BEFORE), AFTER) == ("XX",)

    def test_names_the_owner_of_an_atom_that_no_unit_covers(self):
        assert HERE.covering(HERE.ground("d1", AFTER), BEFORE) == ("d",)
        rest = HERE.ground("E", AFTER) & ~HERE.ground("a", AFTER)
        assert HERE.covering(rest, AFTER) == ("E",)

    def test_is_empty_for_no_ground(self):
        assert HERE.covering(0, AFTER) == ()

    @given(countries(), st.sampled_from(DAYS), st.integers(min_value=0))
    def test_covers_all_of_the_ground_and_units_within_it_exactly(self, units, on, seed):
        places = gazetteer(units)
        ground = seed & ((1 << len(places.atoms)) - 1)
        union = 0
        for key in places.covering(ground, on):
            union |= places.ground(key, on)
        assert ground & ~union == 0


class TestMaking:
    def test_refuses_units_that_make_no_sense_together(self):
        with pytest.raises(Rejected) as rejection:
            gazetteer((a_unit("a", "nowhere"), a_unit("b", zone="Nowhere/At_All")))
        codes = {problem.code for problem in rejection.value.problems}
        assert codes == {Code.UNKNOWN_REFERENCE, Code.ZONE_UNKNOWN}

    def test_knows_what_was_between_two_changes(self):
        assert HERE.units_on(BETWEEN) == ("XX", "E", "a", "N", "c", "W", "d")
