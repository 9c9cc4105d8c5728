"""Blocks: what the information blocks of a message have in common."""

import attrs
import pytest

from dabyl.core.formats.cap.rules.kinds import E, Profile, W
from dabyl.core.formats.cap.values import Circle, NamedValue, Polygon, Time
from support.cap import (
    CLEAN,
    EVENT_CODES,
    an_area,
    changed,
    checked,
    codes,
    with_area,
    with_info,
)

ENGLISH = CLEAN.infos[0]
ELSEWHERE = an_area(
    description="Hills",
    polygons=(Polygon("52,57 52,58 53,58 53,57 52,57"),),
    geocodes=(NamedValue("ISO 3166-2:2013", "KZ-19"),),
)

WEST = Polygon("50.10,57.10 50.10,57.20 50.30,57.20 50.30,57.10 50.10,57.10")
EAST = Polygon("50.10,57.20 50.10,57.30 50.30,57.30 50.30,57.20 50.10,57.20")


def found(alert, *profiles):
    """Return code, case, place and kind of each finding."""
    return [
        (each.code, each.case, each.where, each.kind) for each in checked(alert, *profiles).findings
    ]


def in_english(*blocks):
    """Return the clean message with these changes of its English block, for several audiences."""
    infos = [attrs.evolve(ENGLISH, **{"audience": f"a{n}", **b}) for n, b in enumerate(blocks)]
    return changed(CLEAN, infos=tuple(infos))


class TestLanguages:
    @pytest.mark.parametrize(
        ("name", "change"),
        [
            ("category", {"categories": ("Security", "Safety")}),
            ("eventCode", {"event_codes": (*EVENT_CODES, NamedValue("own", "1"))}),
            ("responseType", {"response_types": ("Avoid",)}),
            ("urgency", {"urgency": "Immediate"}),
            ("severity", {"severity": "Severe"}),
            ("certainty", {"certainty": "Likely"}),
            ("effective", {"effective": "2016-06-06T12:01:00+06:00"}),
            ("onset", {"onset": "2016-06-06T12:01:00+06:00"}),
            ("expires", {"expires": "2016-06-07T12:00:01+06:00"}),
        ],
    )
    def test_differ_in_words_alone(self, name, change):
        assert found(with_info(CLEAN, 2, **change)) == [
            ("cap-languages-differ", "", f"/alert/info[2]/{name}", E)
        ]

    @pytest.mark.parametrize(
        "change",
        [
            {"polygons": (Polygon("50.1,57.1 50.1,57.3 50.3,57.3 50.3,57.2 50.1,57.1"),)},
            {"circles": (Circle("50.2,57.2 3"),)},
            {"geocodes": (NamedValue("ISO 3166-2:2013", "KZ-19"),)},
            {"altitude": "100"},
            {"altitude": "100", "ceiling": "200"},
        ],
    )
    def test_have_the_same_ground(self, change):
        assert found(with_area(CLEAN, 2, **change)) == [
            ("cap-languages-differ", "", "/alert/info[2]/area", E)
        ]

    def test_may_name_and_group_the_same_ground_otherwise(self):
        halves = (WEST, EAST)
        apart = tuple(an_area(description=half.text[:5], polygons=(half,)) for half in halves)
        together = an_area(polygons=(EAST, WEST))
        alert = with_info(with_info(CLEAN, 1, areas=(together,)), 2, areas=apart)
        assert codes(alert) == set()
        assert codes(with_info(alert, 2, areas=apart[:1])) == {"cap-languages-differ"}

    def test_may_space_the_same_ground_otherwise(self):
        spaced = Polygon(ENGLISH.areas[0].polygons[0].text.replace(" ", " \n") + " ")
        assert codes(with_area(CLEAN, 2, polygons=(spaced,))) == {"cap-polygon-space"}

    def test_may_write_the_same_time_otherwise(self):
        assert codes(with_info(CLEAN, 2, expires="2016-06-07T11:00:00+05:00")) == set()

    def test_differ_where_a_time_cannot_be_read(self):
        unread = with_info(CLEAN, 2, expires="tomorrow")
        assert "cap-languages-differ" in codes(unread)
        assert "cap-languages-differ" not in codes(with_info(unread, 1, expires=" tomorrow"))

    def test_are_judged_by_what_a_profile_asks(self):
        severe = with_info(CLEAN, 2, severity="Severe")
        assert found(severe, Profile.GOOGLE)[0][3] is W
        assert found(severe, Profile.CAP_CP)[0][3] is E
        assert found(with_info(CLEAN, 2, categories=("Safety",)), Profile.GOOGLE)[0][3] is E

    def test_may_have_their_blocks_in_another_order(self):
        drivers = {"audience": "drivers", "severity": "Severe"}
        one, other = CLEAN.infos
        more = [attrs.evolve(info, **drivers) for info in (one, other)]
        crossed = changed(CLEAN, infos=(one, more[1], more[0], other))
        assert codes(crossed) == set()

    def test_have_the_same_number_of_blocks(self):
        drivers = attrs.evolve(ENGLISH, audience="drivers")
        more = changed(CLEAN, infos=(*CLEAN.infos, drivers))
        assert found(more) == [("cap-languages-differ", "blocks", "/alert/info[2]", E)]

    def test_are_one_where_letter_case_alone_differs(self):
        assert "cap-languages-differ" not in codes(in_english({}, {"language": "EN"}))

    def test_are_compared_in_a_moment_however_many_blocks_there_are(self):
        many = [attrs.evolve(info, audience=str(n)) for n in range(2_000) for info in CLEAN.infos]
        assert codes(changed(CLEAN, infos=tuple(many))) == set()


class TestEvent:
    def test_has_one_name_in_a_language(self):
        assert found(in_english({}, {"event": "Another"})) == [
            ("cap-event-renamed", "", "/alert/info[2]/event", E)
        ]

    def test_may_have_another_where_it_is_more_severe(self):
        assert codes(in_english({}, {"event": "Another", "severity": "Severe"})) == set()

    def test_may_be_spaced_otherwise(self):
        assert codes(in_english({}, {"event": "terrorism  threat\nlevel"})) == set()

    def test_may_be_missing_throughout(self):
        assert "cap-event-renamed" not in codes(in_english({"event": None}, {"event": None}))

    def test_has_its_own_name_in_each_language(self):
        assert codes(CLEAN) == set()


class TestSubject:
    def test_is_one(self):
        other = (NamedValue("OET:v1.2", "OET-081"), *EVENT_CODES[1:])
        assert found(in_english({}, {"event_codes": other})) == [
            ("cap-several-events", "", "/alert/info[2]/eventCode", E)
        ]

    def test_has_one_set_of_categories(self):
        assert found(in_english({}, {"categories": ("Security", "Health")})) == [
            ("cap-several-events", "category", "/alert/info[2]/category", E)
        ]

    def test_may_be_told_by_more_lists(self):
        more = (*EVENT_CODES, NamedValue("own", "1"))
        assert codes(in_english({}, {"event_codes": more})) == set()

    def test_is_no_demand_of_the_standard(self):
        several = in_english({}, {"categories": ("Security", "Health")})
        kinds = [each.kind.value for each in checked(several, Profile.OASIS).findings]
        assert kinds == ["I"]


class TestLaterBlocks:
    def test_do_not_contradict(self):
        same = {"audience": None}
        twice = in_english(same, {**same, "severity": "Severe"})
        assert found(twice, Profile.OASIS) == [("cap-blocks-contradict", "", "/alert/info[2]", W)]

    @pytest.mark.parametrize(
        "change",
        [
            {"areas": (ELSEWHERE,)},
            {"audience": "drivers"},
            {"event": "Another"},
            {"expires": Time("2016-06-08T12:00:00+06:00")},
            {"onset": Time("2016-06-06T13:00:00+06:00")},
        ],
    )
    def test_may_be_about_something_else(self, change):
        same = {"audience": None}
        other = in_english(same, {**same, "severity": "Severe", **change})
        assert "cap-blocks-contradict" not in codes(other, Profile.OASIS)

    def test_may_add(self):
        same = {"audience": None}
        assert codes(in_english(same, {**same, "description": "More."}), Profile.OASIS) == set()

    @pytest.mark.parametrize(
        "shape",
        [
            {"polygons": (), "geocodes": ELSEWHERE.geocodes, "circles": (Circle("50,57 9"),)},
            {"polygons": ENGLISH.areas[0].polygons},
            {"geocodes": ENGLISH.areas[0].geocodes},
        ],
    )
    def test_contradict_where_they_share_a_shape(self, shape):
        here = attrs.evolve(ELSEWHERE, **shape)
        first = attrs.evolve(an_area(), circles=(Circle("50,57 9"),))
        blocks = [{"areas": (first,)}, {"areas": (here,), "urgency": "Immediate"}]
        both = in_english(*({**block, "audience": None} for block in blocks))
        assert "cap-blocks-contradict" in codes(both, Profile.OASIS)

    def test_contradict_where_none_has_an_area(self):
        everywhere = {"audience": None, "areas": ()}
        both = in_english(everywhere, {**everywhere, "certainty": "Likely"})
        assert "cap-blocks-contradict" in codes(both, Profile.OASIS)

    def test_start_when_they_take_effect(self):
        start = {"audience": None, "onset": None}
        both = [{**start}, {**start, "urgency": "Future"}]
        assert "cap-blocks-contradict" in codes(in_english(*both), Profile.OASIS)
        both[1]["effective"] = Time("2016-06-06T13:00:00+06:00")
        assert "cap-blocks-contradict" not in codes(in_english(*both), Profile.OASIS)


class TestInformation:
    @pytest.mark.parametrize("kind", ["Alert", "Update"])
    def test_is_in_a_public_message(self, kind):
        assert "cap-no-info" in codes(changed(CLEAN, msg_type=kind, infos=()))
        assert "cap-no-info" not in codes(changed(CLEAN, msg_type=kind))

    @pytest.mark.parametrize(
        "change",
        [{"msg_type": "Ack"}, {"msg_type": "Cancel"}, {"scope": "Private"}, {"scope": None}],
    )
    def test_is_not_asked_of_others(self, change):
        assert "cap-no-info" not in codes(changed(CLEAN, infos=(), **change))

    def test_is_asked_of_a_heartbeat_by_google_alone(self):
        beat = changed(CLEAN, status="System", infos=())
        assert "cap-no-info" not in codes(beat, Profile.DABYL, Profile.OASIS, Profile.CAP_CP)
        assert "cap-no-info" in codes(beat, Profile.GOOGLE)

    def test_of_none_is_no_error_to_the_standard(self):
        assert [
            (each.code, each.kind.value)
            for each in checked(changed(CLEAN, infos=()), Profile.OASIS).findings
        ] == [("cap-no-info", "I")]
