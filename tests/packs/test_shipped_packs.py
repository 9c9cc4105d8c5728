"""Every pack that comes with Dabyl: sound, sourced, and saying what it does not know."""

from functools import cache

import pytest

from dabyl.adapters.packs import load_pack, shipped_packs
from dabyl.core.calendars.endings import EndRule
from dabyl.core.formats.packs.whole import WholePack, parse_whole
from dabyl.core.levels.scale import Floor, PeriodKind, Scale, SetBy
from dabyl.core.register.pack import Pack

COUNTRIES = [
    "au",
    "be",
    "ca",
    "de",
    "dk",
    "es",
    "fr",
    "kz",
    "nl",
    "no",
    "nz",
    "ru",
    "se",
    "uk",
    "us",
]


@cache
def whole(name: str) -> WholePack:
    found = load_pack(name)
    return parse_whole(found.texts, found.borders)


def a_pack(name: str) -> Pack:
    return whole(name).pack


def a_scale(name: str, scale: str | None = None) -> Scale:
    return next(one for one in a_pack(name).scales if scale in {None, one.id})


class TestShelf:
    def test_holds_kazakhstan_and_fourteen_more(self):
        assert list(shipped_packs()) == COUNTRIES


@pytest.mark.parametrize("name", COUNTRIES)
class TestEveryPack:
    def test_is_sound_and_called_as_its_folder(self, name):
        assert a_pack(name).id == name

    def test_names_the_source_of_each_scale_and_where_it_can_be_read(self, name):
        pack = a_pack(name)
        assert all(scale.source for scale in pack.scales)
        assert all(source.url for source in pack.sources)

    def test_has_a_named_office_with_a_power(self, name):
        pack = a_pack(name)
        kinds = {kind for power in pack.powers for kind in power.office_kinds}
        assert any(office.kind in kinds for office in pack.offices)

    def test_speaks_english(self, name):
        pack = a_pack(name)
        assert pack.title.get("en")
        assert pack.help.get("en")
        assert all(scale.names.get("en") for scale in pack.scales)

    def test_leaves_no_level_without_a_name_unmarked(self, name):
        levels = [
            level
            for scale in a_pack(name).scales
            for version in scale.versions
            for level in version.levels
        ]
        assert all(level.names or not level.confirmed for level in levels)

    def test_counts_days_where_it_holds(self, name):
        for scale in a_pack(name).scales:
            assert isinstance(scale.versions[-1].ends, EndRule)
            assert set(scale.territory) <= {unit.key for unit in a_pack(name).units}


class TestWhatSetsCountriesApart:
    def test_united_kingdom_has_a_second_scale_in_northern_ireland(self):
        assert a_scale("uk", "uk-northern-ireland").territory == ("GB-NIR",)
        national = a_scale("uk", "uk-national")
        assert national.territory == ("GB",)
        assert [version.set_by for version in national.versions] == [SetBy.ASSESSOR] * 2
        assert [version.steps() for version in national.versions] == [5, 5]
        assert national.versions[1].floor is Floor.NAMED

    def test_united_states_publish_bulletins_that_are_no_level(self):
        version = a_scale("us").versions[0]
        assert [level.id for level in version.levels] == ["elevated", "imminent"]
        assert [kind.id for kind in version.publications] == ["bulletin"]
        assert [rule.kind for rule in version.periods] == [PeriodKind.AUTOMATIC_EXPIRY]
        assert "sector" in version.scopes

    def test_russia_gave_up_its_longest_period(self):
        capped, free = a_scale("ru").versions[0].periods
        assert (capped.kind, capped.days) == (PeriodKind.MAX_DAYS, 15)
        assert free.kind is PeriodKind.FREE
        assert capped.valid_to == free.valid_from

    def test_france_does_not_say_what_became_of_its_second_level(self):
        assert a_scale("fr").versions[1].mapping == (("alerte-attentat", None),)

    def test_norway_turned_x_into_5(self):
        old, new = a_scale("no").versions
        top = old.level("old-x")
        assert top is not None
        assert (top.code, dict(new.mapping)["old-x"]) == ("X", "level-5")
        critical = new.level("level-5")
        assert critical is not None
        assert (critical.rank, critical.code) == (5, "5")

    def test_netherlands_put_a_fifth_level_between_two(self):
        old, new = ([level.id for level in version.levels] for version in a_scale("nl").versions)
        assert [level for level in new if level not in old] == ["significant"]

    def test_spain_and_denmark_mark_within_level_4(self):
        assert a_scale("es").versions[0].modifiers[0].id == "reinforced"
        assert a_scale("dk").versions[0].modifiers[0].id == "sharpened"

    def test_denmark_does_not_invent_the_names_of_its_lowest_levels(self):
        names = [bool(level.names) for level in a_scale("dk").versions[0].levels]
        assert names == [False, False, False, True, True]

    def test_australia_shows_blue_where_russia_does_for_another_rank(self):
        blue = [
            level.rank
            for name in ("au", "ru")
            for level in a_scale(name).versions[0].levels
            if level.colour_name.get("en") == "blue"
        ]
        assert blue == [2, 1]

    def test_canada_and_new_zealand_review_in_time(self):
        assert [a_scale(name).versions[0].review_months for name in ("ca", "nz")] == [4, 12]

    def test_germany_has_no_levels_and_says_why(self):
        scale = a_scale("de")
        assert scale.no_scale()
        assert scale.policy.get("de")

    def test_sweden_says_what_changes_for_the_public(self):
        assert "changes" in a_scale("se").versions[0].required

    def test_belgium_sets_levels_for_groups_and_events_too(self):
        assert {"group", "event"} <= set(a_scale("be").versions[0].scopes)
