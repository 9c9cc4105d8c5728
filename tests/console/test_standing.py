"""What stands now, place by place."""

from dabyl.adapters.theme import load_theme
from dabyl.console.standing import rows
from dabyl.core.calendars.endings import ForDays
from dabyl.core.publication.site import plan
from support.vale import act, declare, register, t

AT = t("2020-03-05")


def standing(*effects):
    known = register(("2020-03-01", act("a", *effects)))
    press = plan(known, at=AT, known_at=AT, theme=load_theme()).press
    return {row.place: row for row in rows(press, "en")}


class TestRows:
    def test_say_where_a_level_holds_in_parts_only(self):
        found = standing(declare("W", "yellow", "2020-03-01", ForDays(days=10)))
        assert found["V"].note == "In parts only"
        assert found["W"].note == ""

    def test_tell_the_highest_level_which_nothing_can_raise(self):
        ten = ForDays(days=10)
        found = standing(
            declare("W", "yellow", "2020-03-01", ten), declare("E", "red", "2020-03-01", ten)
        )
        assert [one.is_highest for one in found["W"].layers] == [False]
        assert [one.is_highest for one in found["E"].layers] == [True]
