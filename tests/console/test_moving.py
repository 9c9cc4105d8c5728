"""The table of a preview: what begins and ends by a draft, and where."""

from dabyl.adapters.theme import load_theme
from dabyl.console.moving import move_rows
from dabyl.core.calendars.endings import ForDays
from dabyl.core.publication.site import plan
from dabyl.core.register.moves import moves
from support.vale import act, declare, extend, lift, register, t

BEFORE = (("2020-03-01", act("a", declare("E1 E2", "yellow", "2020-03-01", ForDays(days=10)))),)
AT = t("2020-03-05")


def rows(*effects, lang="en"):
    before = register(*BEFORE)
    after = register(*BEFORE, ("2020-03-05", act("b", *effects)))
    press = plan(before, at=AT, known_at=AT, theme=load_theme()).press
    return move_rows(press, moves(before, after, at=AT), lang)


class TestMoveRows:
    def test_tell_what_begins_where_and_that_it_stays_open(self):
        (row,) = rows(declare("W", "red", "2020-03-06"))
        assert (row.kind, row.level, row.where) == ("begins", "Red", "Place W")
        assert "6 March 2020" in row.start
        assert (row.was, row.end) == ("", "")

    def test_tell_both_ends_of_what_ends_otherwise(self):
        (row,) = rows(lift("a", "2020-03-05T12:00", "E2"))
        assert (row.kind, row.where) == ("ends-sooner", "Place E2")
        assert "12:00" in row.end
        assert row.was != row.end

    def test_speak_a_language_of_the_site_whatever_is_asked(self):
        (row,) = rows(extend("a", "2020-03-11", ForDays(days=5)), lang="kk")
        assert row.kind == "ends-later"
        assert "Place E1" in row.where
        (other,) = rows(extend("a", "2020-03-11", ForDays(days=5)), lang="ru")
        assert "марта 2020" in other.end
