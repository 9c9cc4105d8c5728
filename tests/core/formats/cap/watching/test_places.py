from datetime import date

import attrs

from dabyl.core.formats.cap.watching.places import coded, ground_of
from support import osland

ON = date(2031, 6, 1)


def ground():
    register = osland.register()
    return ground_of(register.gazetteer, register.borders, on=ON), register


class TestUnit:
    def test_is_named_by_its_codes_and_covered_by_what_it_lies_in(self):
        found, register = ground()
        key = register.gazetteer.children("XO", ON)[0]
        place = found.place(key)
        assert {key, "XO"} <= place.codes
        assert place.codes & place.parts == frozenset()
        assert place.codes | place.parts <= place.others

    def test_has_the_codes_of_everything_below_it_as_parts(self):
        found, register = ground()
        whole = found.place("XO")
        assert whole.parts >= set(register.gazetteer.children("XO", ON))
        assert "XO" not in whole.parts

    def test_has_the_border_of_the_set_that_was_adopted_last(self):
        _, register = ground()
        sets = register.borders
        found = ground_of(register.gazetteer, [*sets, *sets], on=ON)
        for key, shape in sets[-1].shapes.items():
            assert found.place(key).ground is shape

    def test_has_no_border_on_a_day_for_which_there_is_none(self):
        _, register = ground()
        ended = [attrs.evolve(each, valid_to=ON) for each in register.borders]
        assert ground_of(register.gazetteer, ended, on=ON).place("XO").ground is None


class TestCode:
    def test_that_no_pack_knows_is_all_that_is_known(self):
        place = coded("EMMA-1")
        assert (place.codes, place.ground, place.others) == (
            frozenset({"EMMA-1"}),
            None,
            frozenset(),
        )
