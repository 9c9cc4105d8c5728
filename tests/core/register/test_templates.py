import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.register.templates import SLOTS, slots_of


class TestSlotsOf:
    def test_gives_the_slots_in_their_order(self):
        assert slots_of("{office}: {level}, {{112}}, {office}") == ("office", "level", "office")

    def test_gives_what_else_is_written_between_the_braces(self):
        assert slots_of("{level!r:>3} {end:d}") == ("level!r:>3", "end:d")

    def test_refuses_a_brace_that_is_left_open(self):
        with pytest.raises(ValueError, match="expected"):
            slots_of("{level")

    @given(st.lists(st.sampled_from(sorted(SLOTS))))
    def test_finds_every_slot_of_a_text_made_of_slots(self, names):
        assert slots_of(" ".join(f"{{{name}}}" for name in names)) == tuple(names)
