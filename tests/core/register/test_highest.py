"""The highest level in a place is that of the whole answer, found sooner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.scale import Combination, Floor
from dabyl.core.register.highest import highest
from support.vale import SCALE, act, ask, declare, lift, pack, register, t, with_version

PACKS = [
    pack(),
    with_version(pack(), floor=Floor.NAMED),
    with_version(pack(), combination=Combination.SHOW_ALL),
    with_version(pack(), combination=Combination.MOST_SPECIFIC, below_parent=True),
]
PLACES = ["V", "E", "W", "E1", "E2", "W1"]
LEVELS = ["yellow", "orange", "red"]
DAYS = st.integers(1, 28).map("2020-03-{:02}".format)
DECLARED = st.tuples(st.sampled_from(PLACES), st.sampled_from(LEVELS), DAYS, st.integers(1, 9))


def found(known, place, at):
    return highest(known, place, scale=SCALE, at=t(at), known_at=t("2020-04-01"))


class TestHighest:
    @given(st.sampled_from(PACKS), st.lists(DECLARED, max_size=5), st.sampled_from(PLACES), DAYS)
    def test_is_that_of_the_whole_answer(self, first, told, place, at):
        acts = [
            ("2020-03-01", act(f"a{number}", declare(where, level, start, ForDays(days=days))))
            for number, (where, level, start, days) in enumerate(told)
        ]
        known = register(*acts, first=first)
        assert found(known, place, at) == ask(known, place, at, "2020-04-01").highest_part

    def test_counts_what_lies_on_a_part(self):
        known = register(("2020-03-01", act("a", declare("E1", "red", "2020-03-02"))))
        assert [found(known, key, "2020-03-03") for key in ("V", "E1", "W")] == ["red", "red", None]

    def test_is_the_floor_where_nothing_lies(self):
        known = register(first=PACKS[1])
        assert found(known, "V", "2020-03-03") == ask(known, "V", "2020-03-03").level
        assert found(known, "V", "2020-03-03") is not None

    def test_goes_by_what_was_known(self):
        made = ("2020-03-01", act("a", declare("V", "red", "2020-03-01")))
        known = register(made, ("2020-03-05", act("b", lift("a", "2020-03-03"))))
        asked = [
            highest(known, "V", scale=SCALE, at=t("2020-03-04"), known_at=t(f"2020-03-0{day}"))
            for day in (4, 6)
        ]
        assert asked == ["red", None]

    def test_of_an_unknown_place_is_no_answer(self):
        with pytest.raises(KeyError):
            found(register(), "nowhere", "2020-03-03")
