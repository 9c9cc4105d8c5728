"""Texts: short, complete and plain."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.rules.kinds import Profile
from dabyl.core.formats.cap.values import Resource
from support.cap import CLEAN, changed, checked, codes, with_area, with_info


def said(alert, *profiles):
    return [
        (f.code, f.case, f.where.removeprefix("/alert/"), f.kind.value)
        for f in checked(alert, *profiles).findings
    ]


class TestAHeadline:
    @pytest.mark.parametrize(
        ("chars", "ours", "theirs"), [(140, set(), set()), (141, {140}, set()), (161, {140}, {160})]
    )
    def test_is_short(self, chars, ours, theirs):
        alert = with_info(CLEAN, 2, headline="й" * chars)

        def most(profile):
            return {f.data["most"] for f in checked(alert, profile).findings}

        assert most(Profile.DABYL) == most(Profile.GOOGLE) == ours
        assert most(Profile.OASIS) == theirs

    def test_is_warned_of(self):
        alert = with_info(CLEAN, 2, headline="a" * 161)
        assert said(alert, Profile.CAP_CP) == [("cap-headline-long", "", "info[2]/headline", "W")]
        assert said(alert, Profile.OASIS) == [("cap-headline-long", "", "info[2]/headline", "I")]

    def test_may_be_absent(self):
        assert codes(with_info(CLEAN, 0, headline=None)) == set()


class TestTexts:
    def test_have_a_description(self):
        without = with_info(CLEAN, 1, description=None)
        assert said(without) == [("cap-texts", "", "info[1]", "E")]
        assert said(without, Profile.GOOGLE) == [("cap-texts", "", "info[1]", "E")]
        assert said(without, Profile.IPAWS)[-1] == ("cap-texts", "", "info[1]", "W")
        assert codes(with_info(CLEAN, 1, description=" \n")) == {"cap-texts", "cap-empty-element"}

    def test_lead_to_more(self):
        without = with_info(CLEAN, 2, web=None)
        assert said(without) == [("cap-texts", "", "info[2]", "E")]
        assert codes(without, Profile.OASIS) == set()

    @pytest.mark.parametrize(
        ("name", "other"),
        [
            ("headline", "description"),
            ("headline", "instruction"),
            ("description", "instruction"),
        ],
    )
    def test_say_something_of_their_own(self, name, other):
        alert = with_info(CLEAN, 1, **{name: "Stay at home", other: " STAY\n at home. "})
        assert said(alert) == [("cap-texts", "same", f"info[1]/{other}", "E")]
        assert said(alert, Profile.GOOGLE) == [("cap-texts", "same", f"info[1]/{other}", "W")]

    @pytest.mark.parametrize("text", ["Stay at work", "Stay at home now", " ", "", None])
    def test_differ_when_a_word_does(self, text):
        alert = with_info(CLEAN, 1, description="Stay at home", instruction=text)
        assert "cap-texts" not in codes(alert)

    def test_are_not_alike_for_being_empty(self):
        silent = with_info(CLEAN, 1, headline=" ", instruction=".", response_types=("None",))
        assert "cap-texts" not in codes(silent)
        assert "cap-texts" not in codes(with_info(silent, 1, headline=".."))


class TestPlainText:
    @pytest.mark.parametrize(
        ("text", "case"),
        [
            ("Stay<br/>home", ""),
            ('Call <a href="tel:112">112</a>', ""),
            ("</P>", ""),
            ("<!-- hidden -->", ""),
            ("Fire&nbsp;near", "entity"),
            ("Fire &#8211; near", "entity"),
            ("Fire &#x2013; near", "entity"),
            ("Fire \x96 near", "control"),
            ("Fire \x7f near", "control"),
            ("Vale \u202eelav", "override"),
        ],
    )
    def test_has_no(self, text, case):
        alert = with_info(CLEAN, 2, instruction=text)
        assert said(alert) == [("cap-plain-text", case, "info[2]/instruction", "E")]
        assert said(alert, Profile.OASIS) == [("cap-plain-text", case, "info[2]/instruction", "W")]

    @pytest.mark.parametrize(
        "text",
        [
            "Wind < 20 m/s & rain > 5 mm",
            "<5 mm rain> <warning>",
            "AT&T; R&D;",
            "&#; &;",
            "line\none\ttwo\r\n",
            "a\u00a0b\u00adc\u200fd\u2066e\u2069 \U0001f525",
        ],
    )
    def test_may_hold(self, text):
        assert codes(with_info(CLEAN, 1, instruction=text)) == set()

    def test_is_asked_of_every_text_that_people_see(self):
        where = []
        names = ("event", "audience", "sender_name", "headline", "description", "contact")
        alerts = [with_info(CLEAN, 1, **{name: f"<b>{name}</b>"}) for name in names]
        alerts.append(changed(CLEAN, note="<b>note</b>"))
        alerts.append(with_area(CLEAN, 1, description="<b>Vale</b>"))
        resource = Resource("<b>map</b>", "image/png", None, "https://osland.example/m", None, None)
        alerts.append(with_info(CLEAN, 1, resources=(resource,)))
        for alert in alerts:
            where += [f.where for f in checked(alert).findings if f.code == "cap-plain-text"]
        assert [each.rpartition("/")[2] for each in where] == [
            *("event", "audience", "senderName", "headline", "description", "contact"),
            *("note", "areaDesc", "resourceDesc"),
        ]

    @given(st.text())
    def test_is_told_of_any_text(self, text):
        bad = any(ord(char) < 32 and char not in "\t\n\r" for char in text)
        found = codes(attrs.evolve(CLEAN, note=text))
        assert ("cap-plain-text" in found) >= bad
