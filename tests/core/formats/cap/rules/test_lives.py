"""Lives: from when to when a message holds."""

import pytest

from dabyl.core.formats.cap.rules.context import CarriedLevel, Channel, Context
from dabyl.core.formats.cap.rules.kinds import Profile
from dabyl.core.values.instants import parse_instant
from support.cap import ALONE, CLEAN, SENT, an_alert, changed, checked, codes, gaps, with_info

END = parse_instant("2016-06-07T12:00:00+06:00")
LATER = "2016-06-06T13:00:00+06:00"


def said(alert, *profiles, context=None):
    found = checked(alert, *profiles, context=context).findings
    return [(f.code, f.case, f.where.removeprefix("/alert/"), f.kind.value) for f in found]


class TestExpires:
    def test_is_there(self):
        without = with_info(ALONE, 1, expires=None)
        assert said(without) == [("cap-expires", "", "info[1]", "E")]
        for profile in (Profile.IPAWS, Profile.GOOGLE):
            assert ("cap-expires", "", "info[1]", "E") in said(without, profile)
        assert said(without, Profile.OASIS) == [("cap-expires", "", "info[1]", "I")]


class TestTheOrderOfTimes:
    def test_may_begin_and_take_effect_later(self):
        assert codes(with_info(CLEAN, 0, effective=LATER, onset=LATER)) == set()
        assert codes(with_info(CLEAN, 0, effective=None, onset=None)) == set()

    @pytest.mark.parametrize(("name", "kind"), [("effective", "W"), ("onset", "I")])
    def test_has_its_end_last(self, name, kind):
        alert = with_info(ALONE, 1, **{name: "2016-06-07T12:00:01+06:00"})
        assert said(alert) == [("cap-time-order", "", "info[1]/expires", "E")]
        assert said(alert, Profile.OASIS) == [("cap-time-order", "", "info[1]/expires", kind)]
        at_the_end = with_info(ALONE, 1, **{name: "2016-06-07T12:00:00+06:00"})
        assert codes(at_the_end) == set()

    def test_has_its_end_after_sent(self):
        times = {"effective": None, "onset": None}
        over = with_info(CLEAN, 0, expires="2016-06-06T11:59:59+06:00", **times)
        assert said(over, Profile.GOOGLE)[0] == ("cap-time-order", "", "info[1]/expires", "E")
        at_once = with_info(ALONE, 1, expires=SENT, **times)
        assert said(at_once) == [("cap-time-order", "sent", "info[1]/expires", "E")]
        assert said(at_once, Profile.GOOGLE) == [("cap-time-order", "sent", "info[1]/expires", "W")]

    def test_is_confirmed_when_it_is_back_dated(self):
        alert = with_info(ALONE, 1, effective="2016-06-06T11:00:00+06:00")
        assert said(alert) == [("cap-time-order", "back-dated", "info[1]/effective", "W")]
        assert said(alert, Profile.GOOGLE) == [
            ("cap-time-order", "back-dated", "info[1]/effective", "I")
        ]

    @pytest.mark.parametrize("text", ["", "soon", "0000-00-00T00:00:00+00:00"])
    def test_is_not_judged_by_what_is_no_time(self, text):
        for alert in (
            changed(CLEAN, sent=text),
            with_info(CLEAN, 0, expires=text),
            with_info(CLEAN, 0, effective=text, onset=text),
        ):
            assert "cap-time-order" not in codes(alert)

    def test_holds_to_the_last_year(self):
        last = "9999-12-31T23:59:59-12:00"
        alert = with_info(CLEAN, 0, expires=last, onset="9999-12-31T23:59:59-11:00")
        assert "cap-time-order" not in codes(alert)
        assert "cap-time-order" in codes(with_info(alert, 0, onset=last, expires=SENT))


class TestALife:
    def context(self, channel=None, **level):
        return Context(level=CarriedLevel(rank=2, steps=4, **level), channel=channel)

    def lives(self, context, alert=CLEAN):
        found = checked(alert, context=context).findings
        return [(f.case, f.where) for f in found if f.code == "cap-life"]

    def test_ends_with_its_level(self):
        assert self.lives(self.context(end=END)) == []
        assert self.lives(self.context(end=None)) == []
        early = parse_instant("2016-06-07T11:59:59+06:00")
        both = [("", "/alert/info[1]/expires"), ("", "/alert/info[2]/expires")]
        assert self.lives(self.context(end=early)) == both
        assert self.lives(self.context(end=early, has_ended=True)) == []

    def test_fits_its_channel(self):
        def on(longest_s):
            return self.context(Channel(name="cell", longest_life_s=longest_s))

        assert self.lives(on(None)) == []
        assert self.lives(on(86_400)) == []
        both = [("channel", "/alert/info[1]/expires"), ("channel", "/alert/info[2]/expires")]
        assert self.lives(on(86_399)) == both
        assert self.lives(on(86_399), changed(CLEAN, sent=None)) == []

    def test_is_passed_over_where_no_time_can_be_read(self):
        context = self.context(Channel(name="cell", longest_life_s=1), end=parse_instant(SENT))
        assert self.lives(context, with_info(CLEAN, 0, expires="soon")) == []

    def test_is_not_judged_without_its_level_and_channel(self):
        assert {(59, "level"), (59, "channel")} <= gaps(CLEAN)
        assert (59, "level") not in gaps(an_alert(infos=()))


class TestALateStart:
    @pytest.mark.parametrize("name", ["effective", "onset"])
    def test_is_not_heeded_everywhere(self, name):
        late = with_info(ALONE, 1, **{name: LATER})
        expected = ("cap-late-start", "", f"info[1]/{name}", "W")
        assert expected in said(late, Profile.IPAWS)
        assert codes(late, Profile.OASIS, Profile.GOOGLE) == set()
        assert (60, "channel") in gaps(late)
        deaf = Context(channel=Channel(name="cell", heeds_onset=False))
        assert said(late, context=deaf) == [expected]
        assert said(late, context=Context(channel=Channel(name="feed"))) == []

    def test_is_none_when_it_starts_at_once(self):
        deaf = Context(channel=Channel(name="cell", heeds_onset=False))
        assert codes(CLEAN, context=deaf) == set()
        assert (60, "channel") not in gaps(CLEAN)
        assert "cap-late-start" not in codes(changed(CLEAN, sent=None), context=deaf)
