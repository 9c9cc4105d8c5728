"""Parameters: their limits, texts for phones, and flags to broadcast at once."""

import pytest

from dabyl.core.formats.cap.rules.kinds import Profile
from dabyl.core.formats.cap.values import NamedValue
from support.cap import ALONE, CLEAN, an_alert, an_update, checked, codes, with_info


def holding(*pairs, alert=CLEAN):
    return with_info(alert, 0, parameters=tuple(NamedValue(*pair) for pair in pairs))


def said(alert, *profiles):
    return {
        (f.code, f.case, f.where.removeprefix("/alert/info[1]"), f.kind.value)
        for f in checked(alert, *profiles).findings
        if "info[1]" in f.where
    }


class TestLimits:
    def test_admit_fifty_parameters(self):
        assert codes(holding(*((f"p{n}", "v") for n in range(50)))) == set()
        many = holding(*((f"p{n}", "v") for n in range(51)))
        assert said(many) == {("cap-parameter-limits", "", "", "E")}
        assert codes(many, Profile.OASIS) == set()

    def test_admit_some_characters(self):
        assert codes(holding(("n" * 256, "v" * 4000))) == set()
        assert said(holding(("n" * 257, "v"))) == {
            ("cap-parameter-limits", "name", "/parameter[1]", "E")
        }
        assert said(holding(("a", "v"), ("n", "v" * 4001))) == {
            ("cap-parameter-limits", "value", "/parameter[2]", "E")
        }

    @pytest.mark.parametrize(("name", "most"), [("CMAMtext", 90), ("CMAMlongtext", 360)])
    def test_are_narrow_for_american_phones(self, name, most):
        assert codes(holding((name, "a" * most))) == set()
        for value in ("a" * (most + 1), "a" * (most - 1) + "€"):
            long = holding((name, value))
            assert said(long) == {("cap-parameter-limits", "phone", "/parameter[1]", "E")}
            assert ("cap-parameter-limits", "phone", "/parameter[1]", "E") in said(
                long, Profile.IPAWS
            )

    @pytest.mark.parametrize("value", ["Storm — go", "Шторм"])
    def test_keep_the_alphabet_of_american_phones(self, value):
        assert said(holding(("CMAMtext", value))) == {
            ("cap-parameter-limits", "alphabet", "/parameter[1]", "E")
        }

    @pytest.mark.parametrize("pair", [(None, None), ("", ""), ("x" * 200 + "sms", "v")])
    def test_pass_over_what_has_no_name(self, pair):
        found = codes(holding(pair))
        assert not {"cap-parameter-limits", "cap-short-text", "cap-broadcast-flag"} & found


class TestShortTexts:
    @pytest.mark.parametrize("name", ["sms", "layer:sms", "sms-txt ", "x.SMS_text", "short-text"])
    def test_are_measured_as_their_alphabet_needs(self, name):
        assert codes(holding((name, "a" * 160))) == set()
        assert codes(holding((name, "й" * 70))) == set()
        for value, units in (("a" * 161, 161), ("й" * 71, 71), ("a" * 159 + "[", 161)):
            found = checked(holding((name, value))).findings
            assert {(f.code, f.kind.value, f.data["units"], f.data["count"]) for f in found} == {
                ("cap-short-text", "W", units, 2)
            }
            assert {
                f.kind.value for f in checked(holding((name, value)), Profile.OASIS).findings
            } == {"I"}

    @pytest.mark.parametrize("name", ["smsc", "layer:sms:id", "tweet"])
    def test_are_known_by_their_names(self, name):
        assert codes(holding((name, "a" * 161))) == set()

    @pytest.mark.parametrize(("char", "most"), [("a", 1395), ("й", 615)])
    def test_are_broadcast_whole_in_britain(self, char, most):
        def of(chars):
            return with_info(ALONE, 1, description=char * chars)

        assert codes(of(most), Profile.UK) == set()
        assert said(of(most + 1), Profile.UK) == {
            ("cap-short-text", "broadcast", "/description", "E")
        }
        assert "cap-short-text" not in codes(of(most + 1))

    def test_may_be_of_any_length(self):
        [found] = checked(with_info(CLEAN, 1, description="a" * 10**6), Profile.UK).findings
        assert (found.code, found.data["most"]) == ("cap-short-text", 1395)


FLAGS = (
    "layer:SOREM:1.0:Broadcast_Immediately",
    "layer:SOREM:2.0:WirelessImmediate",
    "layer:EC-MSC-SMC:1.0:Broadcast_Intrusive",
    "layer:NPAS:1.0:BroadcastIntrusive",
)


class TestFlags:
    @pytest.mark.parametrize("name", FLAGS)
    @pytest.mark.parametrize("value", ["No", "no", " NO "])
    def test_say_no(self, name, value):
        assert codes(holding((name, value))) == set()

    @pytest.mark.parametrize("name", FLAGS)
    @pytest.mark.parametrize("value", ["true", "1", "", "y", None])
    def test_say_nothing_else(self, name, value):
        flag = ("cap-broadcast-flag", "", "/parameter[1]", "E")
        assert flag in said(holding((name, value)))
        assert flag in said(holding((name, value)), Profile.CAP_CP)

    def test_say_yes_and_are_no_filter(self):
        flag = holding((FLAGS[0], "Yes"))
        assert said(flag) == {("cap-broadcast-flag", "alone", "/parameter[1]", "I")}

    def test_are_not_on_a_cancel(self):
        cancel = an_update(an_alert(), msg_type="Cancel")
        assert said(holding((FLAGS[0], "yes"), alert=cancel)) >= {
            ("cap-broadcast-flag", "cancel", "/parameter[1]", "W")
        }
        assert "cap-broadcast-flag" not in codes(holding((FLAGS[0], "no"), alert=cancel))
