"""Events: their categories and codes, pairs of names and values, and words for gravity."""

import pytest

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.values import NamedValue
from support.cap import CLEAN, EVENT_CODES, changed, checked, codes, gaps, with_area, with_info

TERM, SAME, CANADIAN, AUSTRALIAN = EVENT_CODES


def found(alert, *profiles, context=None):
    """Return code, case, place and kind of each finding."""
    return [
        (each.code, each.case, each.where, each.kind)
        for each in checked(alert, *profiles, context=context).findings
    ]


def with_codes(*event_codes, alert=CLEAN):
    return with_info(alert, 0, event_codes=event_codes)


class TestTerm:
    def test_is_of_security(self):
        assert found(with_info(CLEAN, 0, categories=("Safety",))) == [
            ("cap-event-term", "category", f"/alert/info[{n}]/category", W) for n in (1, 2)
        ]
        assert codes(with_info(CLEAN, 0, categories=("Met",)), Profile.GOOGLE) == set()

    def test_is_there(self):
        none = with_codes(*EVENT_CODES[1:])
        assert found(none)[0] == ("cap-event-term", "none", "/alert/info[1]/eventCode", W)
        assert codes(none) == {"cap-event-term"}
        assert codes(none, Profile.WMO) == set()

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("OET:v1.2", "177"),
            ("OET:v1.2", "OET-17"),
            ("OET:v1.2", "OET-224"),
            ("OET:v1.2", "OET-١٢٣"),
            ("OET:v1.2", None),
            ("OET", "OET-177"),
            ("oet:v1.2", "OET-177"),
            ("OET:v1.2 ", "OET-177"),
        ],
    )
    def test_has_the_form_of_the_list(self, name, value):
        alert = with_codes(NamedValue(name, value), *EVENT_CODES[1:])
        assert ("cap-event-term", "", "/alert/info[2]/eventCode[1]", W) in found(alert, Profile.WMO)

    @pytest.mark.parametrize("term", [("OET:v1.2", "OET-223"), ("OET:v2.0", "OET-224")])
    def test_may_be_any_of_the_list(self, term):
        assert codes(with_codes(NamedValue(*term), *EVENT_CODES[1:])) == set()

    def test_is_what_the_authority_warns_of(self):
        assert codes(CLEAN, context=Context(events=frozenset({"OET-177"}))) == set()
        other = Context(events=frozenset({"OET-193", "OET-001"}))
        first = checked(CLEAN, context=other).findings[0]
        assert (first.code, first.case) == ("cap-event-term", "other")
        assert first.data == {"value": "OET-177", "events": "OET-001, OET-193"}
        assert codes(CLEAN, Profile.GOOGLE, context=other) == set()

    def test_is_not_compared_when_that_is_not_known(self):
        assert (50, "events") in gaps(CLEAN)
        assert (50, "events") not in gaps(with_codes(*EVENT_CODES[1:]))

    def test_is_nothing_that_only_begins_like_it(self):
        alert = with_codes(TERM, NamedValue("OETLIST", "1"), *EVENT_CODES[1:])
        assert codes(alert) == set()


class TestPairs:
    @pytest.mark.parametrize("blank", ["", " \n", None])
    @pytest.mark.parametrize("name", ["valueName", "value"])
    def test_say_both(self, name, blank):
        pair = NamedValue(*((blank, "x") if name == "valueName" else ("x", blank)))
        one = with_info(CLEAN, 2, parameters=(NamedValue("a", "b"), pair))
        assert found(one) == [("cap-empty-pair", "", f"/alert/info[2]/parameter[2]/{name}", E)]

    def test_are_codes_of_events_and_places_too(self):
        codes_too = with_codes(*EVENT_CODES, NamedValue("own", ""))
        assert codes(codes_too) == {"cap-empty-pair"}
        places = with_area(CLEAN, 0, geocodes=(NamedValue("own", ""),))
        assert ("cap-empty-pair", "", "/alert/info[1]/area[1]/geocode[1]/value", E) in found(places)

    @pytest.mark.parametrize("name", ["same", "Fips", "S.A.M.E.", "z.i.p"])
    def test_have_acronyms_in_capitals(self, name):
        one = with_info(CLEAN, 1, parameters=(NamedValue(name, "1"),))
        assert found(one) == [
            ("cap-empty-pair", "acronym", "/alert/info[1]/parameter[1]/valueName", W)
        ]

    @pytest.mark.parametrize("name", ["FIPS", "dabyl.chain", "profile:CAP-CP:0.4", "Wind", "a..b"])
    def test_may_have_any_other_name(self, name):
        assert codes(with_info(CLEAN, 1, parameters=(NamedValue(name, "1"),))) == set()


class TestNationalCode:
    @pytest.mark.parametrize(
        ("profile", "mine"),
        [(Profile.IPAWS, SAME), (Profile.CAP_CP, CANADIAN), (Profile.CAP_AU, AUSTRALIAN)],
    )
    def test_is_exactly_one(self, profile, mine):
        others = [code for code in EVENT_CODES if code != mine]
        assert [each[:3] for each in found(with_codes(*others), profile)] == [
            ("cap-event-code", "none", "/alert/info[1]/eventCode")
        ]
        assert {each[:2] for each in found(with_codes(*EVENT_CODES, mine), profile)} == {
            ("cap-event-code", "several")
        }
        assert codes(CLEAN, profile) == set()

    @pytest.mark.parametrize(
        ("profile", "name", "value"),
        [
            (Profile.IPAWS, "SAME", "CEMA"),
            (Profile.IPAWS, "SAME", "cem"),
            (Profile.CAP_CP, "profile:CAP-CP:Event:0.4", "fog"),
            (Profile.CAP_CP, "profile:CAP-CP:Event:0.4", "two words"),
            (Profile.CAP_CP, "profile:CAP-CP:Event:0.4", "a" * 13),
        ],
    )
    def test_has_the_form_of_its_list(self, profile, name, value):
        kept = [code for code in EVENT_CODES if code.name[:12] != name[:12]]
        alert = with_codes(*kept, NamedValue(name, value))
        assert {each[:2] for each in found(alert, profile)} == {("cap-event-code", "")}

    def test_that_is_empty_is_an_empty_pair(self):
        alert = with_codes(TERM, NamedValue("SAME", ""), CANADIAN, AUSTRALIAN)
        assert codes(alert, Profile.IPAWS) == {"cap-empty-pair"}

    def test_is_asked_of_ours_where_they_claim_the_profile(self):
        alone = with_codes(TERM)
        assert codes(alone) == {"cap-event-code"}
        assert codes(changed(alone, codes=())) == set()

    def test_is_not_asked_by_others_nor_without_information(self):
        assert codes(with_codes(TERM), Profile.OASIS, Profile.GOOGLE, Profile.WMO) == set()
        assert "cap-event-code" not in codes(changed(CLEAN, infos=()), Profile.IPAWS)

    def test_may_be_named_by_no_list(self):
        assert codes(with_codes(*EVENT_CODES, NamedValue(None, "x")), Profile.CAP_CP) == {
            "cap-empty-pair"
        }


class TestGravity:
    @pytest.mark.parametrize("name", ["urgency", "severity", "certainty"])
    def test_is_known(self, name):
        assert found(with_info(CLEAN, 0, **{name: "Unknown"})) == [
            ("cap-unknown", "", f"/alert/info[{number}]/{name}", E) for number in (1, 2)
        ]

    def test_that_is_unknown_is_allowed_by_the_standard(self):
        unknown = with_info(CLEAN, 0, severity="Unknown")
        assert {each[3] for each in found(unknown, Profile.OASIS)} == {I}
        assert {each[3] for each in found(unknown, Profile.GOOGLE, Profile.WMO)} == {W}

    @pytest.mark.parametrize("text", ["Very Likely", "very  likely\n"])
    def test_is_not_very_likely(self, text):
        assert {(each[0], each[3]) for each in found(with_info(CLEAN, 0, certainty=text))} == {
            ("cap-very-likely", I)
        }

    @pytest.mark.parametrize("text", ["Likely", "Observed"])
    def test_may_be_likely(self, text):
        assert codes(with_info(CLEAN, 0, certainty=text)) == set()
