"""What a reason names is told by name, in the language of the page."""

import pytest

from dabyl.console.problem_names import by_name
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem
from support.consoles import a_console

SCALE = "xo-alert"


@pytest.fixture(scope="module")
def console(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("names")) as opened:
        yield opened


def told(code, lang="en", scale=SCALE, **data):
    return by_name(Problem(code=code, where="here", data=data), lang, scale).data


@pytest.mark.usefixtures("console")
class TestWhatAReasonNames:
    def test_are_levels_of_any_version_of_the_scale(self):
        found = told(Code.POWER_LEVEL, level="amber", levels="calm, red, nothing")
        assert found["level"] == "High"
        assert found["levels"].endswith("nothing")
        assert "calm" not in found["levels"].split(", ")

    def test_are_ids_where_nobody_knows_the_scale(self):
        found = told(Code.POWER_LEVEL, scale="none", level="amber", reason="event")
        assert found == {"level": "amber", "reason": "event"}

    def test_are_reasons_and_offices(self):
        found = told(Code.REASON_UNKNOWN, reason="whim", reasons="event")
        assert found["reason"] == "whim"
        assert found["reasons"] != "event"
        assert told(Code.NO_POWER, office="xo-hq")["office"] != "xo-hq"
        assert told(Code.NO_POWER, office="nobody")["office"] == "nobody"

    @pytest.mark.parametrize(
        ("lang", "kinds", "languages", "form"),
        [
            ("en", "country, region", "English, fr", "through a day, to its midnight"),
            ("ru", "страна, область", "английский, fr", "по день включительно, до полуночи"),
            ("kk", "ел, облыс", "ағылшын, fr", "күнді қоса, түн ортасына дейін"),
        ],
    )
    def test_are_kinds_languages_and_wordings(self, lang, kinds, languages, form):
        given = {"kinds": "country, region", "languages": "en, fr", "form": "date"}
        found = told(Code.SCOPE_KIND, lang, **given)
        assert found == {"kinds": kinds, "languages": languages, "form": form}

    def test_are_kinds_of_places_only_where_the_slot_holds_one(self):
        assert told(Code.UNKNOWN_REFERENCE, "ru", kind="country") == {"kind": "country"}

    def test_are_the_offices_of_the_kind_that_consents(self):
        assert told(Code.CONSENT_MISSING, kind="nobody") == {"kind": "nobody"}
        assert told(Code.CONSENT_MISSING, kind="headquarters") != {"kind": "headquarters"}

    def test_are_places(self):
        assert told(Code.POWER_TERRITORY, outside="XO-N, XO-S")["outside"] == "North, South"
        assert told(Code.CONSENT_AREA, area="XO-N")["area"] == "North"

    def test_are_actions_as_the_buttons_say_them(self):
        assert told(Code.NO_POWER, "ru", action="lift")["action"] == "отменить"
        assert told(Code.NO_POWER, "ru", action="bulletin")["action"] == "bulletin"

    def test_stay_what_is_no_text(self):
        assert told(Code.OUT_OF_RANGE, least=1) == {"least": 1}


@pytest.mark.usefixtures("console")
class TestANameOfSeveralPlaces:
    def test_is_told_with_each_of_them(self, monkeypatch):
        gazetteer = type(_gazetteer())
        monkeypatch.setattr(gazetteer, "find", lambda _, text: ("XO-N", "XO-S") * (text == "Port"))
        found = by_name(
            Problem(code=Code.PLACE_UNKNOWN, where="area", data={"place": "Port"}), "en", SCALE
        )
        assert found.code is Code.PLACE_AMBIGUOUS
        assert found.data["candidates"] == "XO-N (North, Osland); XO-S (South, Osland)"

    def test_is_unknown_when_there_is_none(self):
        found = by_name(
            Problem(code=Code.PLACE_UNKNOWN, where="area", data={"place": "Port"}), "en", SCALE
        )
        assert found.code is Code.PLACE_UNKNOWN


def _gazetteer():
    from dabyl.console.standing import press_now  # noqa: PLC0415 - Django must be ready

    return press_now().answers.places
