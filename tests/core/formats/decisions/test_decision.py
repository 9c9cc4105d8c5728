from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.calendars.endings import (
    AtEvent,
    AtTime,
    ForDays,
    NotStated,
    OpenEnd,
    ThroughDate,
)
from dabyl.core.formats.decisions.decision import parse_decision
from dabyl.core.levels.body import corrected, decision_from_body, decision_to_body
from dabyl.core.levels.decision import (
    Area,
    Bulletin,
    Change,
    Claim,
    Consent,
    Correct,
    Decision,
    Declare,
    DeclareState,
    Direction,
    EndState,
    Extend,
    Lift,
    Mode,
    Scope,
    Source,
    Trend,
)
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.places.shapes import Area as Polygons
from dabyl.core.places.shapes import Circle, Shape
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment, Precision, Status
from dabyl.core.values.problems import Rejected

HEAD = 'id = "xx-1"\nscale = "xx"\nzone = "Asia/Almaty"\n'
DECLARE = 'do = "declare"\nwhere = "XX"\nlevel = "red"\nfrom = 2016-06-06\n'
LIFT = 'do = "lift"\nlayers = ["xx-0"]\n'


def moment(text: str, precision: Precision = Precision.MINUTE, **more: object) -> Moment:
    return Moment(
        **{"instant": parse_instant(text), "zone": "Asia/Almaty", "precision": precision, **more}
    )


DAY = moment("2016-06-06T00:00+06:00", Precision.DAY)


def effect(text: str, **settings: object) -> object:
    return parse_decision(HEAD + text, **settings).effects[0]


def problems(text: str, **settings: object) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as rejection:
        parse_decision(text, file="d.toml", **settings)
    return [(problem.where, problem.code) for problem in rejection.value.problems]


class TestParseDecision:
    def test_reads_every_field(self):
        text = """
        id = "xx-1"
        mode = "recorded"
        scale = "xx"
        zone = "Asia/Almaty"
        office = "hq"
        number = "12-r"
        provision = "act.4"
        decided = "2016-06"
        announced = 2016-06-06T09:00:00
        signer = { en = "head" }
        reason = "event"
        grounds = { en = "Because." }
        advice = { en = ["Watch.", "Report."] }
        changes = { en = "Nothing." }
        contact = { en = "112" }
        title = { en = "Red" }
        incident = "blast"
        uncertain = [{ en = "the hour" }, { en = "the area" }]
        note = { en = "Played." }
        sources = ["b"]
        do = "declare"
        where = "XX"
        level = "red"
        from = 2016-06-06
        for_days = 40
        [[source]]
        id = "a"
        [[source]]
        id = "b"
        publisher = "Gazette"
        url = "https://example.org"
        date = 2016-06-06
        lang = "en"
        note = "page 1"
        [[consent]]
        office = "president"
        given = 2016-06-06
        reference = "7"
        [[claim]]
        field = "end"
        text = { en = "16 July" }
        source = "a"
        at = 2016-06-06
        level = "red"
        where = ["XX-E"]
        [[claim]]
        field = "area"
        text = { en = "everywhere" }
        """
        assert parse_decision(text) == Decision(
            id="xx-1",
            mode=Mode.RECORDED,
            scale="xx",
            office="hq",
            number="12-r",
            provision="act.4",
            decided=moment("2016-06-01T00:00+06:00", Precision.MONTH),
            announced=moment("2016-06-06T09:00+06:00"),
            signer=Texts.of({"en": "head"}),
            reason="event",
            grounds=Texts.of({"en": "Because."}),
            advice=Texts.of({"en": "Watch.\nReport."}),
            changes=Texts.of({"en": "Nothing."}),
            contact=Texts.of({"en": "112"}),
            title=Texts.of({"en": "Red"}),
            incident="blast",
            uncertain=(Texts.of({"en": "the hour"}), Texts.of({"en": "the area"})),
            note=Texts.of({"en": "Played."}),
            sources=(
                Source(
                    id="b",
                    publisher="Gazette",
                    url="https://example.org",
                    date="2016-06-06",
                    lang="en",
                    note="page 1",
                ),
            ),
            consents=(Consent(office="president", given=DAY, reference="7"),),
            claims=(
                Claim(
                    field="end",
                    text=Texts.of({"en": "16 July"}),
                    source="a",
                    instant=DAY,
                    level="red",
                    units=("XX-E",),
                ),
                Claim(field="area", text=Texts.of({"en": "everywhere"})),
            ),
            effects=(
                Declare(area=Area(units=("XX",)), level="red", start=DAY, ending=ForDays(days=40)),
            ),
        )

    def test_takes_a_decision_that_does_not_say_otherwise_as_taken_here(self):
        assert parse_decision(HEAD + LIFT + "from = 2016-06-06").mode is Mode.TAKEN

    def test_means_all_sources_that_a_file_gives_when_it_names_none(self):
        text = HEAD + LIFT + 'from = 2016-06-06\n[[source]]\nid = "a"\ndate = "2016"'
        assert parse_decision(text).sources == (Source(id="a", date="2016"),)

    def test_reads_several_effects(self):
        lift, declare = (
            f"[[effect]]\n{LIFT}from = 2016-06-06\n",
            f"[[effect]]\n{DECLARE}for_days = 1",
        )
        found = parse_decision(HEAD + lift + declare).effects
        assert [type(one) for one in found] == [Lift, Declare]

    def test_names_every_problem_with_its_line(self):
        text = (
            'id = "xx.2"\nzone = "Mars"\ndo = "declare"\nlevel = 3\nfrom = 12:00:00\n'
            'for_days = 0\nthrough = 2016-06-07\ncolour = "red"\nsources = ["a"]\n'
        )
        assert problems(text) == [
            ("d.toml:1 id", "not-a-decision-id"),
            ("d.toml:1", "missing-field"),  # scale
            ("d.toml:1", "missing-field"),  # where
            ("d.toml:2 zone", "zone-unknown"),
            ("d.toml:4 level", "wrong-type"),
            ("d.toml:5 from", "moment-unreadable"),
            ("d.toml:6 for_days", "out-of-range"),
            ("d.toml:7 through", "ending-twice"),
            ("d.toml:8 colour", "unknown-field"),
            ("d.toml:9 sources[0]", "unknown-reference"),
        ]

    def test_names_a_source_that_stands_twice(self):
        text = HEAD + LIFT + 'from = 2016-06-06\n[[source]]\nid = "a"\n[[source]]\nid = "a"'
        assert problems(text) == [("d.toml:10 source[1].id", "duplicate")]

    def test_names_a_claim_whose_source_is_not_given(self):
        text = HEAD + LIFT + 'from = 2016-06-06\n[[claim]]\nfield = "end"\ntext = {en = "x"}\n'
        assert problems(text + 'source = "a"') == [
            ("d.toml:10 claim[0].source", "unknown-reference")
        ]
        assert problems(text + "source = 3") == [("d.toml:10 claim[0].source", "wrong-type")]

    def test_says_what_is_no_toml(self):
        assert problems("id =") == [("d.toml:1", "syntax")]


MOMENTS = {
    "2016-06-06": DAY,
    "2016-06-05T18:00:00": moment("2016-06-05T18:00+06:00"),
    "2016-06-05T18:00:00+05:00": moment("2016-06-05T18:00+05:00"),
    '"2016-06"': moment("2016-06-01T00:00+06:00", Precision.MONTH),
    '"2016"': moment("2016-01-01T00:00+06:00", Precision.YEAR),
    "{ at = 2016-06-06 }": DAY,
    '{ at = 2016-06-05T18:00:00, zone = "Asia/Aqtobe", status = "played" }': moment(
        "2016-06-05T18:00+05:00", zone="Asia/Aqtobe", status=Status.PLAYED
    ),
    '{ at = 2016-06-06T00:00:00+06:00, precision = "day", status = "inferred" }': attrs.evolve(
        DAY, status=Status.INFERRED
    ),
}


class TestMoments:
    @pytest.mark.parametrize("text", MOMENTS)
    def test_are_as_precise_as_they_are_written(self, text):
        assert effect(f"{LIFT}from = {text}").start == MOMENTS[text]

    @pytest.mark.parametrize(
        "text",
        ["3", "true", '"soon"', '"2016-13"', '"0999"', "0999-12-31", "9000-01-01T00:00:00", "[]"],
    )
    def test_are_refused_otherwise(self, text):
        assert problems(f"{HEAD}{LIFT}from = {text}") == [("d.toml:6 from", "moment-unreadable")]

    def test_need_a_time_when_they_are_tables(self):
        assert problems(f"{HEAD}{LIFT}from = {{}}") == [("d.toml:6 from", "missing-field")]
        assert problems(f"{HEAD}{LIFT}from = {{ at = 1 }}") == [
            ("d.toml:6 from.at", "moment-unreadable")
        ]

    def test_are_needed(self):
        assert problems(HEAD + LIFT) == [("d.toml:1", "missing-field")]


ENDINGS = {
    "for_days = 40": ForDays(days=40),
    "through = 2017-01-15": ThroughDate(day=date(2017, 1, 15)),
    "until = 2016-07-18T22:00:00": AtTime(day=date(2016, 7, 18), minutes=1320),
    'until = "2016-07-18 23:59"': AtTime(day=date(2016, 7, 18), minutes=1439),
    'until = "2016-07-18T24:00"': AtTime(day=date(2016, 7, 18), minutes=1440),
    'until_event = { en = "the summit ends" }': AtEvent(event=Texts.of({"en": "the summit ends"})),
    "until_further_notice = true": OpenEnd(),
    "end_not_stated = true": NotStated(),
}


class TestEndings:
    @pytest.mark.parametrize("text", ENDINGS)
    def test_keep_their_wording(self, text):
        assert effect(DECLARE + text).ending == ENDINGS[text]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("for_days = -1", "out-of-range"),
            ("for_days = 40000", "out-of-range"),
            ('for_days = "40"', "wrong-type"),
            ("through = 9000-01-01", "moment-unreadable"),
            ("until = 2016-07-18", "until-unreadable"),
            ("until = 2016-07-18T22:00:30", "until-unreadable"),
            ("until = 2016-07-18T22:00:00Z", "until-unreadable"),
            ('until = "2016-07-18 24:01"', "until-unreadable"),
            ('until = "2016-07-32 12:00"', "until-unreadable"),
            ('until = "0016-07-18 12:00"', "until-unreadable"),
            ('until = "ten o\'clock"', "until-unreadable"),
            ("end_not_stated = false", "unknown-value"),
            ("until_further_notice = 1", "wrong-type"),
        ],
    )
    def test_are_refused_when_they_make_no_sense(self, text, code):
        assert (f"d.toml:8 {text.split()[0]}", code) in problems(HEAD + DECLARE + text)

    def test_are_needed_once(self):
        assert problems(HEAD + DECLARE) == [("d.toml:1", "ending-missing")]
        both = "for_days = 1\nend_not_stated = true\nuntil_further_notice = true"
        assert [code for _, code in problems(HEAD + DECLARE + both)] == ["ending-twice"] * 2


class TestAreas:
    def ground(self, text: str, **settings: object) -> Area:
        start = 'do = "declare"\nlevel = "red"\nfrom = 2016-06-06\nfor_days = 1\n'
        return effect(start + text, **settings).area

    def wrong(self, text: str, **settings: object) -> list[tuple[str, str]]:
        start = 'do = "declare"\nlevel = "red"\nfrom = 2016-06-06\nfor_days = 1\n'
        return problems(HEAD + start + text, **settings)

    def test_are_units_by_code_each_once(self):
        assert self.ground('where = ["XX-N", "XX-S", "XX-N"]') == Area(units=("XX-N", "XX-S"))

    def test_are_looked_up_when_a_gazetteer_is_at_hand(self):
        known = {"North": ("XX-N",), "Springfield": ("a", "b")}
        find = lambda code: known.get(code, ())  # noqa: E731 - a table as a function
        assert self.ground('where = "North"', find=find).units == ("XX-N",)
        assert self.wrong('where = ["Atlantis", "Springfield"]', find=find) == [
            ("d.toml:8 where[0]", "place-unknown"),
            ("d.toml:8 where[1]", "place-ambiguous"),
        ]
        assert self.wrong('where = "Atlantis"', find=find) == [("d.toml:8 where", "place-unknown")]

    def test_may_be_about_something(self):
        about = 'about = { kind = "sector", id = "aviation", name = { en = "aviation" } }'
        names = Texts.of({"en": "aviation"})
        scope = Scope(kind=ScopeKind.SECTOR, id="aviation", names=names)
        assert self.ground(about) == Area(scope=scope)

    def test_may_be_drawn_as_circles(self):
        text = '[[shape]]\nid = "s"\nwithin = "XX"\ncircle = {lon = 70, lat = 50.5, radius_km = 2}'
        shape = Shape(id="s", within=("XX",), geometry=Circle(70.0, 50.5, 2.0))
        assert self.ground(text) == Area(shapes=(shape,))

    def test_may_be_drawn_as_polygons_with_holes(self):
        outer = "[[70, 50], [73, 50], [73, 53], [70, 53], [70, 50]]"
        hole = "[[71, 51], [72, 51], [72, 52], [71, 52], [71, 51]]"
        text = f'[[shape]]\nid = "s"\nwithin = ["XX"]\npolygon = {outer}\nholes = [{hole}]'
        geometry = self.ground(text).shapes[0].geometry
        assert isinstance(geometry, Polygons)
        assert [len(ring) for ring in geometry.polygons[0]] == [5, 5]

    @pytest.mark.parametrize(
        ("geometry", "code"),
        [
            ("", "wrong-type"),
            ("circle = {lon = 70, lat = 95, radius_km = 2}", "place-point-range"),
            ("circle = {lon = 70, lat = 50}", "missing-field"),
            ("polygon = [[70, 50], [73, 50]]", "border-ring-short"),
            ("polygon = [70, 50]", "wrong-type"),
            ("polygon = [[true, 50], [1, 1], [1, 2], [true, 50]]", "unknown-value"),
        ],
    )
    def test_are_refused_when_their_shape_is_none(self, geometry, code):
        found = self.wrong(f'[[shape]]\nid = "s"\nwithin = "XX"\n{geometry}')
        assert code in {code for _, code in found}
        assert all("shape[0]" in where for where, _ in found)

    def test_are_needed_for_a_new_level(self):
        assert self.wrong("") == [("d.toml:1", "missing-field")]


class TestEffects:
    def test_declare_with_everything(self):
        text = (
            'for_days = 1\nending_zone = "Asia/Aqtobe"\nreview = 2016-06-06\n'
            'modifier = "reinforced"\ntrend = "up"\nonly = true'
        )
        assert effect(DECLARE + text) == Declare(
            area=Area(units=("XX",)),
            level="red",
            start=DAY,
            ending=ForDays(days=1),
            ending_zone="Asia/Aqtobe",
            review=DAY,
            modifier="reinforced",
            trend=Trend.UP,
            only=True,
        )

    def test_extend(self):
        text = 'do = "extend"\nlayers = ["xx-0"]\nfrom = 2016-06-06\nfor_days = 30\nwhere = "XX"'
        assert effect(text) == Extend(
            layers=("xx-0",), start=DAY, ending=ForDays(days=30), area=Area(units=("XX",))
        )

    @pytest.mark.parametrize("direction", Direction)
    def test_raise_and_lower(self, direction):
        text = f'do = "{direction}"\nlayers = ["xx-0", "xx-0.2"]\nfrom = 2016-06-06\n'
        bare = Change(direction=direction, layers=("xx-0", "xx-0.2"), start=DAY)
        assert effect(text) == bare
        level = attrs.evolve(bare, level="red", ending=NotStated())
        assert effect(text + 'level = "red"\nend_not_stated = true') == level

    def test_raise_and_lower_need_level_and_ending_together(self):
        text = HEAD + 'do = "lower"\nlayers = ["xx-0"]\nfrom = 2016-06-06\n'
        assert problems(text + 'level = "red"') == [("d.toml:1", "ending-missing")]
        assert problems(text + "for_days = 1") == [("d.toml:1", "missing-field")]

    def test_lift_a_part(self):
        found = effect(LIFT + 'from = 2016-06-06\nwhere = "XX-N"')
        assert found == Lift(layers=("xx-0",), start=DAY, area=Area(units=("XX-N",)))

    def test_withdraw(self):
        assert effect('do = "withdraw"\ndecision = "xx-0"') == Correct(
            decision="xx-0", withdraw=True
        )

    def test_declare_and_end_a_state(self):
        text = 'do = "declare-state"\nstate = "operation"\nwhere = "XX"\nfrom = 2016-06-06\n'
        state = effect(text + "for_days = 3\nreview = 2016-06-06")
        assert state == DeclareState(
            state="operation",
            area=Area(units=("XX",)),
            start=DAY,
            ending=ForDays(days=3),
            review=DAY,
        )
        text = 'do = "end-state"\nstates = ["xx-0"]\nfrom = 2016-06-06'
        assert effect(text) == EndState(states=("xx-0",), start=DAY)

    def test_publish_a_bulletin(self):
        text = 'do = "bulletin"\npublication = "bulletin"\nwhere = "XX"\nfrom = 2016-06-06\n'
        assert effect(text + 'for_days = 3\ntext = { en = "Be aware." }') == Bulletin(
            kind="bulletin",
            area=Area(units=("XX",)),
            start=DAY,
            ending=ForDays(days=3),
            text=Texts.of({"en": "Be aware."}),
        )

    def test_are_of_a_known_kind(self):
        assert ("d.toml:4 do", "unknown-value") in problems(HEAD + 'do = "shout"')


class TestCorrections:
    CORRECT = 'do = "correct"\ndecision = "xx-0"\n'

    def test_are_merge_patches_of_the_body(self):
        text = (
            'remove = ["note", "effects.1.review"]\nset.office = "hq"\n'
            'set.effects.1.ending = ["through", 2016-07-15]\n'
        )
        assert effect(self.CORRECT + text) == Correct(
            decision="xx-0",
            changes={
                "note": None,
                "office": "hq",
                "effects": {"1": {"review": None, "ending": ["through", "2016-07-15"]}},
            },
        )

    def test_change_the_decision_that_they_name(self):
        before = parse_decision(HEAD + DECLARE + "for_days = 40")
        correction = effect(self.CORRECT + 'set.effects.1.ending = ["through", 2016-07-16]')
        after = corrected(before, correction.changes)
        assert after.effects[0].ending == ThroughDate(day=date(2016, 7, 16))

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "missing-field"),
            ("set = 3", "wrong-type"),
            ("set.radius = 1.5", "number-not-whole"),
            ("set.number = 9007199254740992", "number-too-large"),
        ],
    )
    def test_are_refused_when_they_change_nothing_or_cannot_be_kept(self, text, code):
        assert code in {found for _, found in problems(HEAD + self.CORRECT + text)}


GOOD = (
    HEAD
    + DECLARE
    + 'for_days = 40\nsources = ["a"]\nuncertain = [{ en = "x" }]\n'
    + '[[source]]\nid = "a"\n[[shape]]\nid = "s"\nwithin = "XX"\n'
    + "polygon = [[70, 50], [73, 50], [73, 53], [70, 53], [70, 50]]\n"
    + '[[claim]]\nfield = "end"\ntext = { en = "x" }\nsource = "a"\n'
)
NUMBERS = ("0", "-1", "1.5", "nan", "true")
TIMES = ("2016-06-06", "12:00:00", "0001-01-01", "9999-12-31T23:59:59", "1979-05-27T00:32:00-07:00")
OTHERS = ('""', '"a"', "[]", "[[]]", "{}", "[{}]", "{ at = 1 }")
values = st.sampled_from((*NUMBERS, *TIMES, *OTHERS))


class TestAnyText:
    @given(st.text())
    def test_is_read_or_rejected(self, text):
        with pytest.raises(Rejected):
            parse_decision(text)

    @given(st.data())
    def test_is_read_or_rejected_when_one_value_was_changed(self, data):
        lines = GOOD.splitlines()
        place = data.draw(st.sampled_from([i for i, line in enumerate(lines) if "=" in line]))
        lines[place] = lines[place].partition("=")[0] + "= " + data.draw(values)
        assert is_sound_or_explained("\n".join(lines))

    @given(st.integers(0, len(GOOD)), st.integers(0, 30), st.text("[]{}\"'=.\n#a1-:é", max_size=8))
    def test_is_read_or_rejected_when_a_piece_was_changed(self, at, length, piece):
        assert is_sound_or_explained(GOOD[:at] + piece + GOOD[at + length :])


def is_sound_or_explained(text: str) -> bool:
    """Tell whether a text gives a decision that the journal can hold, or problems."""
    try:
        decision = parse_decision(text)
    except Rejected as rejected:
        return bool(rejected.problems)
    return decision_from_body(decision_to_body(decision)) == decision
