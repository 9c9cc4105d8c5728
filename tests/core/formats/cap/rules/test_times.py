"""Times: form, offset, and when ``sent`` may be."""

import attrs
import pytest

from dabyl.core.formats.cap.rules.context import Context, Territory
from dabyl.core.formats.cap.rules.kinds import Profile
from dabyl.core.values.instants import parse_instant
from support.cap import AT, CLEAN, a_release, changed, checked, codes, gaps, with_info

END = "2016-06-07T12:00:00"
HERE = Context(territory=Territory(box=(40, 46, 56, 88), zones=frozenset({"Asia/Almaty"})))


def ending(text):
    return with_info(CLEAN, 0, expires=text)


class TestForm:
    @pytest.mark.parametrize(
        "text",
        [
            f"{END}Z",
            f"{END}.5+06:00",
            END,
            f"{END}+0600",
            "2016-06-07 12:00:00+06:00",
            "2016-06-31T12:00:00+06:00",
            "tomorrow",
        ],
    )
    def test_is_one(self, text):
        assert "cap-time-form" in codes(ending(text), Profile.OASIS)

    def test_is_told_with_its_place(self):
        assert [
            f.where for f in checked(with_info(CLEAN, 2, onset=END)).findings if f.rule == 9
        ] == ["/alert/info[2]/onset"]

    def test_of_utc_is_minus_zero(self):
        assert "cap-time-utc" in codes(ending(f"{END}+00:00"))
        assert "cap-time-utc" not in codes(ending(f"{END}-00:00"))

    def test_has_a_sign(self):
        assert codes(ending(f"{END},06:00"), Profile.OASIS) >= {"cap-time-sign"}
        assert "cap-time-form" not in codes(ending(f"{END},06:00"), Profile.OASIS)
        assert codes(CLEAN) == set()


class TestOffset:
    def test_is_the_legal_one(self):
        assert codes(CLEAN, context=HERE) == set()

    def test_is_not_that_of_another_place(self):
        assert codes(ending(f"{END}+05:00"), context=HERE) == {"cap-time-offset"}

    def test_exists(self):
        assert codes(ending(f"{END}-13:00")) == {"cap-time-offset"}

    def test_is_not_that_of_utc_where_nobody_lives_by_it(self):
        alert = ending(f"{END}-00:00")
        assert codes(alert) == {"cap-time-offset"}
        assert codes(alert, Profile.UK) == set()
        nowhere = Context(territory=Territory(box=(0, 0, 1, 1)))
        assert codes(alert, context=nowhere) == {"cap-time-offset"}

    def test_is_not_judged_without_a_territory(self):
        assert (12, "territory") in gaps(CLEAN)


class TestSent:
    def at(self, text):
        return Context(at=parse_instant(text))

    def test_is_not_in_the_future(self):
        assert codes(CLEAN, context=self.at("2016-06-06T11:58:00+06:00")) == {"cap-sent-not-now"}
        assert codes(CLEAN, context=self.at("2016-06-06T12:00:00+06:00")) == set()

    def test_is_now_at_release(self):
        late = a_release(at=parse_instant("2016-06-06T12:11:00+06:00"))
        assert codes(CLEAN, context=Context(release=late)) == {"cap-sent-not-now"}
        assert codes(CLEAN, context=Context(release=a_release(at=AT))) == set()

    def test_is_not_judged_without_an_instant(self):
        assert {(13, "at"), (13, "release")} <= gaps(CLEAN)
        assert (13, "at") not in gaps(changed(CLEAN, sent=None))
        assert codes(changed(CLEAN, sent=None)) == set()


class TestTheEdgeOfTheCalendar:
    @pytest.mark.parametrize("text", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
    @pytest.mark.parametrize("msg_type", ["Alert", "Cancel"])
    def test_is_no_defect_of_a_rule(self, text, msg_type):
        alert = changed(CLEAN, msg_type=msg_type)
        for odd in (
            changed(alert, sent=text),
            with_info(alert, 0, effective=text, onset=text),
            with_info(alert, 0, expires=text),
        ):
            facts = attrs.evolve(HERE, at=AT, release=a_release(at=AT))
            assert checked(odd, *Profile, context=facts).findings
