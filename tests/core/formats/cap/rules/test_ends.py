"""Ends and small changes: what a Cancel carries, and what a minor change is."""

import pytest

from dabyl.core.formats.cap.rules.kinds import Profile
from dabyl.core.formats.cap.values import NamedValue
from support.cap import CLEAN, an_update, changed, checked, codes, with_info

UPDATE = an_update()
CANCEL = changed(UPDATE, msg_type="Cancel")
MINOR = "layer:EC-MSC-SMC:1.0:MinorChange"


def minor(value, number=0, alert=UPDATE):
    return with_info(alert, number, parameters=(NamedValue(MINOR, value),))


class TestCancel:
    def test_that_is_clean_is_left_alone(self):
        assert codes(CANCEL) == set()

    def test_tells_what_ended(self):
        assert "cap-cancel-silent" in codes(changed(CANCEL, infos=()))
        silent = with_info(CANCEL, 1, description=" ", instruction=None)
        assert "cap-cancel-silent" in codes(silent)
        assert "cap-cancel-silent" not in codes(changed(CANCEL, infos=(), scope="Restricted"))

    def test_holds_at_once(self):
        found = checked(
            with_info(CANCEL, 0, effective="2016-06-06T13:00:00+06:00"),
            Profile.CAP_AU,
            Profile.DABYL,
        ).findings
        assert {(f.code, f.where, f.kind.value) for f in found} == {
            ("cap-cancel-effective", f"/alert/info[{number}]/effective", "E") for number in (1, 2)
        }

    def test_is_soon_over(self):
        assert codes(with_info(CANCEL, 0, expires="2016-06-07T13:00:01+06:00")) == {
            "cap-cancel-long"
        }
        assert codes(with_info(CLEAN, 0, expires="2016-06-07T13:00:01+06:00")) == set()
        assert "cap-cancel-long" not in codes(with_info(CANCEL, 0, expires=None))
        assert "cap-cancel-long" not in codes(changed(CANCEL, sent=None))


class TestMinorChange:
    @pytest.mark.parametrize("value", ["none", "", None, "text"])
    def test_is_marked_in_every_block(self, value):
        assert "cap-minor-change" not in codes(minor(value))

    def test_is_not_marked_in_some(self):
        assert codes(minor("text", 2)) >= {"cap-minor-change"}

    def test_is_not_marked_on_a_first_alert(self):
        assert codes(minor("text", alert=CLEAN)) == {"cap-minor-change"}

    def test_is_found_among_other_parameters(self):
        others = (NamedValue("level", "red"), NamedValue(MINOR, "none"), NamedValue(MINOR, "text"))
        assert codes(with_info(UPDATE, 0, parameters=others)) == set()

    def test_of_another_kind_is_explained(self):
        assert codes(minor("other")) == {"cap-minor-change"}
        assert codes(changed(minor("other"), note="A comma")) == set()
