"""Reminders: the one of each end that is of use at an instant."""

from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.calendars.endings import ForDays
from dabyl.core.register.agenda import agenda
from dabyl.core.register.events import DueKind
from dabyl.core.register.register import Register
from dabyl.core.register.reminders import Reminder, reminders
from dabyl.core.values.instants import Instant
from support.vale import (
    RING,
    Told,
    act,
    area,
    bulletin,
    declare,
    extend,
    lift,
    register,
    state,
    t,
    withdraw,
)

YELLOW: Told = ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=10))))
"""It ends as 11 March begins."""
KNOWN = register(YELLOW)


def hours(known: Register, at: str) -> list[int]:
    return [one.due.hours_before for one in reminders(known, at=t(at))]


def only(known: Register, at: str) -> Reminder:
    (found,) = reminders(known, at=t(at))
    return found


class TestReminders:
    def test_fall_due_72_24_and_6_hours_before_the_end(self) -> None:
        assert hours(KNOWN, "2020-03-07T23:59:59") == []
        assert hours(KNOWN, "2020-03-08") == [72]
        assert hours(KNOWN, "2020-03-09T23:59:59") == [72]
        assert hours(KNOWN, "2020-03-10") == [24]
        assert hours(KNOWN, "2020-03-10T18:00") == [6]
        assert hours(KNOWN, "2020-03-10T23:59:59") == [6]
        assert hours(KNOWN, "2020-03-11") == []

    def test_say_what_ends_where_and_when(self) -> None:
        found = only(KNOWN, "2020-03-08")
        assert (found.layer.id, found.layer.level, found.area) == ("a", "yellow", ("V",))
        assert found.end == t("2020-03-11")

    def test_are_of_use_until_the_next_and_the_last_until_the_end(self) -> None:
        ends = [
            only(KNOWN, at).useful_until for at in ("2020-03-08", "2020-03-10", "2020-03-10T18:00")
        ]
        assert ends == [t("2020-03-10"), t("2020-03-10T18:00"), t("2020-03-11")]

    def test_follow_an_end_that_was_moved(self) -> None:
        longer = act("x", extend("a", "2020-03-11", ForDays(days=5)))
        known = register(YELLOW, ("2020-03-09", longer))
        assert hours(known, "2020-03-08T12:00") == [72]
        assert hours(known, "2020-03-10T18:00") == []
        assert only(known, "2020-03-15T18:00").end == t("2020-03-16")

    def test_are_gone_when_the_level_was_lifted_or_withdrawn(self) -> None:
        for over in (act("l", lift("a", "2020-03-09")), withdraw("w", "a")):
            assert hours(register(YELLOW, ("2020-03-09", over)), "2020-03-09") == []

    def test_tell_parts_with_an_end_of_their_own_apart(self) -> None:
        longer = act("x", extend("a", "2020-03-11", ForDays(days=1), where="E1 E2"))
        known = register(YELLOW, ("2020-03-07", longer))
        found = reminders(known, at=t("2020-03-10T18:00"))
        assert [(one.area, one.end) for one in found] == [
            (("E3", "W"), t("2020-03-11")),
            (("E1", "E2"), t("2020-03-12")),
        ]

    def test_name_the_shapes_of_what_lies_on_shapes(self) -> None:
        ring = act("r", declare(area(shapes=(RING,)), "red", "2020-03-01", ForDays(days=10)))
        assert only(register(("2020-03-01", ring)), "2020-03-10").area == ("ring",)

    def test_are_for_states_and_bulletins_too(self) -> None:
        known = register(
            ("2020-03-01", act("s", state("V", "2020-03-01", ForDays(days=10)))),
            ("2020-03-01", act("n", bulletin("V", "2020-03-01", ForDays(days=10)))),
        )
        assert hours(known, "2020-03-10") == [24, 24]

    @given(st.integers(t("2020-02-25").s, t("2020-03-14").s).map(Instant))
    def test_are_items_of_the_agenda_that_are_due_and_of_use(self, at: Instant) -> None:
        due = {one for one in agenda(KNOWN, after=t("2020-01-01")) if one.kind is DueKind.REMINDER}
        for one in reminders(KNOWN, at=at):
            assert one.due in due
            assert one.due.at <= at < one.useful_until <= one.end
