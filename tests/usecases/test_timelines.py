"""Timelines of one register: what is told for many is what would be told for each."""

from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.calendars.endings import ForDays
from dabyl.core.register.events import EventKind
from dabyl.core.register.fold import fold
from dabyl.core.register.timeline import timeline
from dabyl.core.values.instants import Instant
from dabyl.core.values.shelf import Shelf
from dabyl.usecases.timelines import Timelines
from support.histories import History, histories, instants, places
from support.vale import SCALE, act, declare, register, t

questions = st.tuples(instants, st.none() | places, st.sampled_from([None, SCALE, "other"]))
LEVEL = ("2020-03-01", act("d0", declare("V", "red", "2020-03-01", ForDays(days=10))))
ENDS = t("2020-03-11")


class TestTimelines:
    @given(histories(), st.lists(questions, min_size=1, max_size=6))
    def test_tell_what_is_told_to_one_alone(
        self, history: History, asked: list[tuple[Instant, str | None, str | None]]
    ) -> None:
        known = fold(history.facts)
        timelines = Timelines(known)
        for known_at, place, scale in asked:
            told = timelines.told(known_at=known_at, place=place, scale=scale)
            assert told.events == timeline(known, known_at=known_at, place=place, scale=scale)

    def test_tell_a_lapse_once_its_time_has_come_and_when_that_is(self) -> None:
        timelines = Timelines(register(LEVEL))
        before = timelines.told(known_at=Instant(ENDS.s - 1))
        after = timelines.told(known_at=ENDS)
        assert [one.kind for one in before.events] == [EventKind.DECLARED]
        assert [one.kind for one in after.events] == [EventKind.DECLARED, EventKind.LAPSED]
        assert (before.next_lapse, after.next_lapse) == (ENDS, None)

    def test_tell_an_act_that_is_known_before_it_starts(self) -> None:
        early = act("d0", declare("V", "red", "2020-03-05", ForDays(days=2)))
        told = Timelines(register(("2020-03-01", early))).told(known_at=t("2020-03-02"))
        assert [one.kind for one in told.events] == [EventKind.DECLARED]

    def test_are_told_once_and_kept_as_long_as_there_is_room(self) -> None:
        timelines = Timelines(register(LEVEL))
        first = timelines.told(known_at=t("2020-03-02")).events[0]
        assert timelines.told(known_at=t("2020-03-03")).events[0] is first
        assert timelines.told(known_at=t("2020-03-03"), place="V").events[0] is first
        timelines.shelf = Shelf(0)
        again = timelines.told(known_at=t("2020-03-03")).events[0]
        assert again == first
        assert again is not first
