"""Places as people call them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.places.units import DatedParent, DatedTexts, Unit
from dabyl.core.values.languages import Texts


def a_unit(key, kind, parent=None, aliases=(), **names):
    parents = () if parent is None else (DatedParent(key=parent),)
    called = (DatedTexts(texts=Texts.of(names)),)
    return Unit(
        key=key,
        kind=kind,
        country="KZ",
        names=called,
        parents=parents,
        zone="Asia/Almaty",
        aliases=aliases,
    )


PLACES = gazetteer(
    (
        a_unit("KZ", "country", en="Kazakhstan"),
        a_unit(
            "15", "region", "KZ", kk="Ақтөбе облысы", ru="Актюбинская область", en="Aktobe Region"
        ),
        a_unit("151", "city", "15", kk="Ақтөбе", ru="Актобе", en="Aktobe"),
        a_unit("79", "city-district", "KZ", kk="Әл-Фараби ауданы", ru="Аль-Фарабийский район"),
        a_unit("80", "district", "15", ru="Берёзовский район", en="Beryozov District"),
        a_unit("99", "district", "15", en="District"),
    )
)


class TestFind:
    @pytest.mark.parametrize(
        "text",
        [
            "город Актобе",
            "Актобе город",
            "города Актобе",
            "г. Актобе",
            "г.Актобе",
            "ГОР. АКТОБЕ",
            "Ақтөбе қаласы",
            "қ. Ақтөбе",
            "актөбе",
            "City of Aktobe",
            "Aktobe city",
        ],
    )
    def test_finds_a_city_by_its_word_whatever_else_has_its_name(self, text):
        assert PLACES.find(text) == ("151",)

    @pytest.mark.parametrize(
        "text", ["область Актюбинская", "Актюбинская обл.", "Актюбинская", "облысы Актобе"]
    )
    def test_finds_a_region(self, text):
        assert PLACES.find(text) == ("15",)

    @pytest.mark.parametrize("text", ["аль фарабийский р-н", "Ал-Фараби ауд.", "Әл-Фараби"])
    def test_finds_a_district_without_its_own_letters(self, text):
        assert PLACES.find(text) == ("79",)

    @pytest.mark.parametrize("text", ["Березовский район", "р-н Берёзовский", "rayon Beryozov"])
    def test_folds_yo(self, text):
        assert PLACES.find(text) == ("80",)

    @pytest.mark.parametrize("text", ["г. Березовский", "город", "", "of", "район Актобе", "Актоб"])
    def test_guesses_nothing(self, text):
        assert PLACES.find(text) == ()

    def test_leaves_a_name_that_is_only_a_kind_to_itself(self):
        assert PLACES.find("district") == ("99",)

    @given(st.text(max_size=40))
    def test_finds_only_what_there_is(self, text):
        assert set(PLACES.find(text)) <= set(PLACES.units)
