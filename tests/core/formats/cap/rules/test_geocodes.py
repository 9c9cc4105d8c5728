"""Rule 91: names of schemes, versions, and codes of a day."""

from datetime import date

import pytest

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.gazetteers import day_of, scheme_of, version_of
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.values import NamedValue, Time
from support.cap import CLEAN, changed, checked, codes, gaps, with_area

CHANGED = date(2022, 11, 29)
PLACE = "/alert/info[1]/area[1]/geocode[1]"


class Codes:
    """A gazetteer of one scheme: KZ-15 came when the codes changed, KZ-AKT went."""

    def existed(self, scheme, code, on):
        if scheme != "ISO 3166-2":
            return None
        return code == ("KZ-15" if on >= CHANGED else "KZ-AKT")

    def has_geometry(self, scheme, code):
        del scheme, code
        return True


KNOWN = Context(gazetteer=Codes())


def coded(name, value="KZ-AKT"):
    return with_area(CLEAN, 0, geocodes=(NamedValue(name, value),))


def said(alert, *profiles, context=KNOWN):
    found = checked(alert, *profiles, context=context).findings
    return [(one.case, one.kind, one.where) for one in found if one.rule == 91]


class TestName:
    @pytest.mark.parametrize("name", ["ISO 3166-2", "KATO", "urn:iso:codes", "http://a.example/x"])
    def test_tells_the_version(self, name):
        alert = coded(name)
        assert codes(alert, context=KNOWN) == {"cap-geocode"}
        profiles = (Profile.DABYL, Profile.CAP_CP, Profile.GOOGLE, Profile.OASIS)
        where = f"{PLACE}/valueName"
        assert said(alert, *profiles) == [("", kind, where) for kind in (E, W, I, I)]

    def test_is_told_once(self):
        twice = (NamedValue("KATO", "1"), NamedValue("KATO", "2"), NamedValue("CLC", "1"))
        assert said(with_area(CLEAN, 0, geocodes=twice)) == [
            ("", E, f"{PLACE}/valueName"),
            ("", E, f"{PLACE.replace('geocode[1]', 'geocode[3]')}/valueName"),
        ]

    @pytest.mark.parametrize("name", ["SAME", " SAME ", "", None])
    def test_is_left_as_a_profile_prescribes_it(self, name):
        assert said(coded(name)) == []

    @pytest.mark.parametrize(
        ("name", "scheme", "version"),
        [
            ("ISO 3166-2:2013", "ISO 3166-2", "2013"),
            (" KATO:2016-06-06 ", "KATO", "2016-06-06"),
            ("OET:v1.2", "OET", "v1.2"),
            ("profile:CAP-CP:Location:0.3", "profile:CAP-CP:Location", "0.3"),
            ("layer:EC-MSC-SMC:1.0:CLC", "layer:EC-MSC-SMC", "1.0"),
            ("2013:KATO", "2013:KATO", None),
            ("KATO:\u0661", "KATO:\u0661", None),
            ("KATO:", "KATO:", None),
            (None, "", None),
        ],
    )
    def test_is_a_scheme_and_a_version(self, name, scheme, version):
        assert (scheme_of(name), version_of(name)) == (scheme, version)

    @pytest.mark.parametrize(
        ("version", "day"),
        [
            ("2016-06-06", date(2016, 6, 6)),
            ("2016-02-30", None),
            ("2016", None),
            ("20160606", None),
        ],
    )
    def test_may_have_a_day_as_its_version(self, version, day):
        assert day_of(version) == day


class TestCode:
    WHERE = f"{PLACE}/value"

    def test_existed_on_the_day_of_sending(self):
        assert codes(coded("ISO 3166-2:2013"), context=KNOWN) == set()
        late = changed(coded("ISO 3166-2:2020", "KZ-15"), sent="2022-11-29T00:30:00+06:00")
        assert said(late) == []

    def test_did_not_exist(self):
        alert = coded("ISO 3166-2:2013", "KZ-15")
        assert codes(alert, context=KNOWN) == {"cap-geocode"}
        assert said(alert, Profile.DABYL, Profile.OASIS) == [
            ("unknown", E, self.WHERE),
            ("unknown", I, self.WHERE),
        ]
        [found] = checked(alert, context=KNOWN).findings
        assert found.data == {"scheme": "ISO 3166-2", "code": "KZ-15", "day": "2016-06-06"}

    def test_did_not_exist_on_either_day(self):
        assert said(coded("ISO 3166-2:2016-06-06", "KZ-15")) == [("unknown", E, self.WHERE)]

    def test_existed_on_the_day_of_the_version_alone(self):
        late = changed(coded("ISO 3166-2:2016-06-06"), sent="2022-12-01T00:00:00+06:00")
        assert said(late) == [("elsewhen", W, self.WHERE)]

    @pytest.mark.parametrize("sent", [None, "2016-02-30T12:00:00+06:00", "yesterday"])
    def test_has_no_day_without_a_time_of_sending(self, sent):
        alert = changed(
            coded("ISO 3166-2:2013", "KZ-15"), sent=None if sent is None else Time(sent)
        )
        assert said(alert) == []

    @pytest.mark.parametrize("value", ["", " ", None])
    def test_that_is_empty_is_no_code(self, value):
        assert said(coded("ISO 3166-2:2013", value)) == []

    def test_is_not_judged_without_a_gazetteer(self):
        assert (91, "gazetteer") in gaps(coded("ISO 3166-2:2013"))
        assert (91, "gazetteer") in gaps(coded("KATO:2016"), context=KNOWN)
        assert 91 not in {number for number, _ in gaps(with_area(CLEAN, 0, geocodes=()))}
