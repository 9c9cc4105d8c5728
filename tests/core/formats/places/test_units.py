from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.places.units import format_places, parse_places
from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.places.units import DatedCode, DatedParent, DatedTexts, Unit
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Rejected
from support.places import AFTER, BEFORE, BETWEEN, a_country, outcome

FIELD = st.sampled_from(
    [
        "key",
        "kind",
        "zone",
        "country",
        "name",
        "names",
        "codes",
        "aliases",
        "parents",
        "valid_from",
        "valid_to",
        "predecessors",
        "successors",
        "children_cover",
        "point",
        "population",
        "drawn_by",
        "note",
        "units",
        "other",
    ]
)
VALUE = st.sampled_from(
    """
    "XX" | "YY" | 1 | -1.5 | nan | true | 2020-01-01 | 0001-01-01 | [] | ["XX"] | [1, 2] | {} | ""
    | { en = "X" } | [{ key = "XX" }] | [[]] | [{ name = { en = "X" } }] | "UTC"
    | [{ scheme = "s", code = "c" }] | [{ key = "ZZ", kind = "k", name = { en = "X" } }]
    """.strip().split(" | ")
)

SMALL = """
country = "XX"
zone = "Asia/Almaty"

[[unit]]
key = "XX"
kind = "country"
name = { en = "Xland" }

[[group]]
parents = [{ key = "XX" }]
kind = "region"
zone = "Asia/Aqtobe"
source = "a survey"
units = [
  { key = "XX-1", name = { en = "One", kk = "Бір" }, aliases = ["First"], point = [70, 50.5] },
  { key = "XX-2", kind = "city", zone = "Asia/Oral", source = "a guess", names = [
    { name = { en = "Old Two" }, valid_to = 2018-06-19 },
    { name = { en = "Two" }, valid_from = 2018-06-19 },
  ], codes = [{ scheme = "iso-3166-2", code = "XX-B", valid_from = 2018-06-19 }] },
]
"""


def problems_of(text):
    with pytest.raises(Rejected) as rejection:
        parse_places(text)
    return [(problem.code, problem.where) for problem in rejection.value.problems]


def a_file(*lines, key="XX", name='name = { en = "Xland" }'):
    head = ['country = "XX"', 'zone = "UTC"', "[[unit]]", f'key = "{key}"', 'kind = "country"']
    return "\n".join([*head, name, *lines])


class TestParsePlaces:
    def test_reads_a_unit_with_what_the_file_and_its_group_share(self):
        country, one, _ = parse_places(SMALL)
        assert country == Unit(
            key="XX",
            country="XX",
            kind="country",
            zone="Asia/Almaty",
            names=(DatedTexts(texts=Texts.of({"en": "Xland"})),),
        )
        assert one == Unit(
            key="XX-1",
            country="XX",
            kind="region",
            zone="Asia/Aqtobe",
            names=(DatedTexts(texts=Texts.of({"en": "One", "kk": "Бір"})),),
            aliases=("First",),
            parents=(DatedParent(key="XX"),),
            point=(70.0, 50.5),
            source="a survey",
        )

    def test_reads_a_row_that_differs_from_its_group_and_has_dates(self):
        *_, two = parse_places(SMALL)
        day = date(2018, 6, 19)
        assert (two.kind, two.zone, two.source) == ("city", "Asia/Oral", "a guess")
        assert [names.valid_from for names in two.names] == [None, day]
        assert two.codes == (DatedCode(scheme="iso-3166-2", code="XX-B", valid_from=day),)

    def test_reads_keys_below_the_country_as_codes_of_their_classifier(self):
        country, one, two = parse_places(f'key_scheme = "census"\n{SMALL}')
        assert country.codes == ()
        assert one.codes == (DatedCode(scheme="census", code="XX-1"),)
        assert [code.scheme for code in two.codes] == ["census", "iso-3166-2"]

    def test_reads_no_second_code_of_the_classifier(self):
        _, _, two = parse_places(f'key_scheme = "iso-3166-2"\n{SMALL}')
        assert [code.code for code in two.codes] == ["XX-B"]

    def test_reads_no_code_from_a_key_that_is_none(self):
        text = SMALL.replace('"XX-1"', '"X X"')
        found = problems_of(f'key_scheme = "census"\n{text}')
        assert [code for code, _ in found] == [Code.PLACE_KEY]

    def test_reads_nothing_from_nothing(self):
        assert parse_places("") == ()

    def test_names_file_line_and_field_of_every_problem_at_once(self):
        text = SMALL.replace('zone = "Asia/Oral"', 'zone = "Asia/Orel"').replace(
            'code = "XX-B", valid_from', 'code = "XX-B", valid_form'
        )
        assert problems_of(text) == [
            (Code.ZONE_UNKNOWN, "places.toml:17 group[0].units[1].zone"),
            (Code.UNKNOWN_FIELD, "places.toml:20 group[0].units[1].codes[0].valid_form"),
        ]

    def test_rejects_what_is_not_toml(self):
        assert problems_of("[[unit") == [(Code.SYNTAX, "places.toml:1")]

    @pytest.mark.parametrize("key", ["KZ 1", "a/b", "a~rest", "ё", "-", "x" * 41])
    def test_rejects_a_key_that_cannot_stand_in_an_address(self, key):
        assert problems_of(a_file(key=key)) == [(Code.PLACE_KEY, "places.toml:4 unit[0].key")]

    def test_rejects_a_key_that_stands_twice_and_names_the_second(self):
        text = a_file("[[unit]]", 'key = "XX"', 'kind = "city"', 'name = { en = "Y" }')
        assert problems_of(text) == [(Code.DUPLICATE, "places.toml:8 unit[1].key")]

    def test_rejects_a_unit_without_country_kind_or_zone(self):
        text = '[[unit]]\nkey = "XX"\nname = { en = "X" }\n'
        assert problems_of(text) == [(Code.MISSING_FIELD, "places.toml:1 unit[0]")] * 3

    def test_rejects_both_a_name_and_dated_names(self):
        text = a_file('names = [{ name = { en = "Y" } }]')
        assert problems_of(text) == [(Code.UNKNOWN_FIELD, "places.toml:6 unit[0].name")]

    @pytest.mark.parametrize("point", ['"here"', "[1]", '["a", "b"]', "[true, false]", "[1, 2, 3]"])
    def test_rejects_a_point_that_is_not_two_numbers(self, point):
        text = a_file(f"point = {point}")
        assert problems_of(text) == [(Code.WRONG_TYPE, "places.toml:7 unit[0].point")]

    @pytest.mark.parametrize("point", ["[200, 0]", "[nan, 0]", "[0, inf]"])
    def test_rejects_a_point_off_the_globe(self, point):
        text = a_file(f"point = {point}")
        assert problems_of(text) == [(Code.PLACE_POINT_RANGE, "places.toml:7 unit[0].point")]

    def test_names_the_line_of_what_makes_no_sense_together(self):
        text = a_file(
            "parents = [",
            '  { key = "XY", valid_from = 2020-01-01, valid_to = 2019-01-01 },',
            "]",
        )
        assert problems_of(text) == [
            (Code.END_BEFORE_START, "places.toml:7 unit[0].parents[0].valid_to"),
            (Code.UNKNOWN_REFERENCE, "places.toml:7 unit[0].parents"),
        ]

    @given(st.text())
    def test_never_fails_otherwise_on_any_text(self, text):
        assert outcome(lambda: parse_places(text))

    @given(st.lists(st.tuples(FIELD, VALUE), max_size=14, unique_by=lambda pair: pair[0]))
    def test_never_fails_otherwise_on_any_field(self, fields):
        rows = "\n".join(f"{name} = {value}" for name, value in fields)
        text = f'zone = "UTC"\n[[unit]]\nkey = "YY"\n[[unit]]\n{rows}\n[[group]]\n{rows}\n'
        assert outcome(lambda: gazetteer(parse_places(text)))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(
    lambda text: text == text.strip()
)
DAY = st.dates(date(1, 1, 1), date(9999, 1, 1))
SPAN = st.one_of(
    st.just({}),
    st.builds(lambda day: {"valid_from": day}, DAY),
    st.builds(
        lambda day, days: {"valid_from": day, "valid_to": day + timedelta(days)},
        DAY,
        st.integers(1, 300),
    ),
)
LANGUAGES = st.dictionaries(st.sampled_from(("kk", "ru", "en", "sr-latn")), TEXT, max_size=3)


@st.composite
def a_unit_of_any_kind(draw, key):
    def dated(kind, **fields):
        rows = draw(st.lists(st.tuples(st.fixed_dictionaries(fields), SPAN), max_size=2))
        return tuple(kind(**row, **span) for row, span in rows)

    return Unit(
        key=key,
        country=draw(TEXT),
        kind=draw(st.sampled_from(("region", "city-district"))),
        zone=draw(st.sampled_from(("Asia/Almaty", "UTC"))),
        names=dated(DatedTexts, texts=st.builds(Texts.of, LANGUAGES))
        or (DatedTexts(texts=Texts.of(draw(LANGUAGES))),),
        codes=dated(DatedCode, scheme=st.just(f"own-{key.lower()}"), code=TEXT),
        aliases=tuple(draw(st.lists(TEXT, max_size=2))),
        children_cover=draw(st.booleans()),
        point=draw(st.none() | st.tuples(st.floats(-180, 180), st.floats(-90, 90))),
        population=draw(st.none() | st.integers(min_value=0)),
        population_as_of=draw(st.none() | DAY),
        drawn_by=draw(st.none() | st.just(key)),
        note=draw(st.just("") | TEXT),
        source=draw(st.just("") | TEXT),
        **draw(SPAN),
    )


class TestFormatPlaces:
    @given(st.sets(st.sampled_from(("KZ", "751110000", "KZ-10", "a.b")), max_size=3), st.data())
    def test_is_undone_by_parsing(self, keys, data):
        units = tuple(data.draw(a_unit_of_any_kind(key)) for key in sorted(keys))
        assert parse_places(format_places(units)) == units

    def test_keeps_trees_and_successions(self):
        assert parse_places(format_places(a_country())) == a_country()


class TestKazakhstan:
    TEXT = (files("dabyl") / "packs/kz/places.toml").read_text(encoding="utf-8")
    HERE = gazetteer(parse_places(TEXT))

    @pytest.mark.parametrize(("on", "regions"), [(BEFORE, 16), (BETWEEN, 17), (AFTER, 20)])
    def test_has_the_regions_and_cities_of_each_layout(self, on, regions):
        assert len(self.HERE.children("KZ", on)) == regions

    @pytest.mark.parametrize("on", [BEFORE, BETWEEN, AFTER])
    def test_has_all_second_level_units_in_every_layout(self, on):
        second = [key for key in self.HERE.units_on(on) if len(self.HERE.chain(key, on)) == 3]
        assert len(second) == 224

    def test_numbers_everything_below_the_country_in_the_state_classifier(self):
        units = self.HERE.units.values()
        kato = {unit.key: unit.code("kato", AFTER) for unit in units}
        assert kato.pop("KZ") is None
        assert all(key == code for key, code in kato.items())

    def test_finds_places_by_what_people_type(self):
        expected = {
            "Aktobe": ("151000000",),
            "151010000": ("151000000",),
            "KZ-AKT": ("150000000",),
            "KZ-15": ("150000000",),
            "Нур-Султан": ("710000000",),
            "Шымкент": ("790000000",),
            "KZ-YUZ": ("510000000", "610000000"),
            "Almaty": ("750000000", "711110000"),
            "KZ-BAY": ("431900000",),
        }
        assert {text: self.HERE.find(text) for text in expected} == expected

    def test_names_the_capital_as_on_the_day(self):
        days = [date(2019, 3, 22), date(2019, 3, 23), date(2022, 9, 16), date(2022, 9, 17)]
        names = [self.HERE.name("710000000", "en", day) for day in days]
        assert names == ["Astana", "Nur-Sultan", "Nur-Sultan", "Astana"]

    def test_answers_about_regions_of_2022_in_2016_through_their_ground(self):
        abai = self.HERE.ground("100000000", BEFORE)
        assert abai & ~self.HERE.ground("630000000", BEFORE) == 0
        assert self.HERE.parent("101000000", BEFORE) == "630000000"

    def test_covers_south_kazakhstan_by_turkistan_and_shymkent_today(self):
        ground = self.HERE.ground("510000000", BEFORE)
        assert self.HERE.covering(ground, AFTER) == ("610000000", "790000000")

    def test_had_two_offsets_in_2016(self):
        zones = {self.HERE.units[key].zone for key in self.HERE.units_on(BEFORE)}
        assert {"Asia/Almaty", "Asia/Qyzylorda", "Asia/Qostanay", "Asia/Aqtobe"} <= zones


class TestShippedPacks:
    def test_make_sense_together(self):
        files_of_places = [
            path / "places.toml"
            for path in (files("dabyl") / "packs").iterdir()
            if (path / "places.toml").is_file()
        ]
        texts = [path.read_text(encoding="utf-8") for path in files_of_places]
        units = [unit for text in texts for unit in parse_places(text)]
        places = gazetteer(units)
        countries = {unit.country for unit in units}
        assert {places.units[key].country for key in places.roots} == countries
        assert len(places.roots) == len(files_of_places)
