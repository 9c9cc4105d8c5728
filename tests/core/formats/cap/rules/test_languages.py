"""Languages: in which one each block speaks, which must be there, and what is no translation."""

import attrs
import pytest

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.values import NamedValue
from support.cap import CLEAN, changed, checked, codes, gaps, with_info

BOTH = Context(languages=frozenset({"en", "ru"}))
TRANSLATED = "profile:CAP-CP:0.4:AutoTranslated"


def found(alert, *profiles, context=None):
    """Return code, case, place and kind of each finding."""
    return [
        (each.code, each.case, each.where, each.kind)
        for each in checked(alert, *profiles, context=context).findings
    ]


class TestLanguage:
    @pytest.mark.parametrize("text", [None, "", " "])
    def test_is_written(self, text):
        assert found(with_info(CLEAN, 1, language=text)) == [
            ("cap-language", "absent", "/alert/info[1]/language", E)
        ]

    def test_is_assumed_by_the_standard(self):
        unsaid = with_info(CLEAN, 1, language=None)
        assert [each[3] for each in found(unsaid, Profile.OASIS)] == [I]
        assert [each[3] for each in found(unsaid, Profile.CAP_CP)] == [E]

    @pytest.mark.parametrize("text", ["english", "en_US", "kz", "en-"])
    def test_is_a_tag(self, text):
        assert codes(with_info(CLEAN, 1, language=text)) == {"cap-language"}
        assert found(with_info(CLEAN, 1, language=text), Profile.OASIS)[0][3] is W

    @pytest.mark.parametrize("text", ["en-GB", "EN", " en\n", "zh-Hant"])
    def test_may_be_any_tag(self, text):
        assert codes(with_info(CLEAN, 1, language=text)) == set()


class TestLanguagesOfTheAuthority:
    def test_are_there(self):
        assert codes(CLEAN, context=BOTH) == set()
        assert codes(with_info(CLEAN, 1, language="en-GB"), context=BOTH) == set()

    def test_are_all_there(self):
        english = changed(CLEAN, infos=CLEAN.infos[:1])
        [missing] = checked(english, context=BOTH).findings
        assert missing.code == "cap-language-missing"
        assert missing.data == {"language": "ru"}
        assert codes(english, Profile.OASIS, context=BOTH) == set()

    def test_may_be_fewer_than_those_spoken(self):
        assert codes(CLEAN, context=Context(languages=frozenset({"ru"}))) == set()

    def test_speak_once_to_an_audience(self):
        again = changed(CLEAN, infos=(*CLEAN.infos, *CLEAN.infos))
        assert found(again, context=BOTH) == [
            ("cap-language-missing", "twice", "/alert/info[3]/language", E),
            ("cap-language-missing", "twice", "/alert/info[4]/language", E),
        ]

    def test_may_speak_to_several_audiences(self):
        drivers = tuple(attrs.evolve(info, audience="drivers") for info in CLEAN.infos)
        assert codes(changed(CLEAN, infos=(*CLEAN.infos, *drivers)), context=BOTH) == set()

    def test_are_not_judged_when_they_are_not_known(self):
        assert (42, "languages") in gaps(CLEAN)

    def test_are_nothing_to_a_message_without_information(self):
        assert (42, "languages") not in gaps(changed(CLEAN, infos=()))


class TestTranslation:
    @pytest.mark.parametrize("name", ["headline", "description", "instruction"])
    def test_is_not_missing(self, name):
        text = getattr(CLEAN.infos[0], name)
        assert found(with_info(CLEAN, 2, **{name: f" {text}\n"})) == [
            ("cap-untranslated", "", f"/alert/info[2]/{name}", W)
        ]

    @pytest.mark.parametrize("text", ["Haiyan", "7 700 000 00 00", "https://osland.example/vale/x"])
    def test_is_not_asked_of_names_and_addresses(self, text):
        assert codes(with_info(CLEAN, 0, headline=text)) == set()

    def test_is_not_asked_of_languages_that_are_written_alike(self):
        one, other = CLEAN.infos
        alike = attrs.evolve(other, language="en-GB", headline=one.headline, areas=one.areas)
        assert codes(changed(CLEAN, infos=(one, alike))) == set()
        norse = [attrs.evolve(one, language=tag, event="Fare") for tag in ("no", "nb")]
        assert codes(changed(CLEAN, infos=tuple(norse))) == set()

    def test_is_not_asked_within_a_text_of_one_language(self):
        one = attrs.evolve(CLEAN.infos[0], instruction=CLEAN.infos[0].description)
        assert "cap-untranslated" not in codes(changed(CLEAN, infos=(one, CLEAN.infos[1])))


class TestMachineTranslation:
    def marked(self, *values, name=TRANSLATED):
        marks = tuple(NamedValue(name, value) for value in values)
        return found(with_info(CLEAN, 2, parameters=marks))

    @pytest.mark.parametrize("value", ["yes", "no", "Yes"])
    def test_is_marked_by_yes_or_no(self, value):
        assert self.marked(value) == []

    def test_is_marked_by_nothing_else(self):
        assert self.marked("maybe") == [
            ("cap-machine-translation", "", "/alert/info[2]/parameter[1]", W)
        ]

    def test_is_marked_once(self):
        assert self.marked("yes", "yes") == [
            ("cap-machine-translation", "twice", "/alert/info[2]/parameter[2]", W)
        ]

    def test_is_what_no_other_parameter_says(self):
        assert self.marked("maybe", name="dabyl.chain") == []

    def test_has_a_value(self):
        assert {each[0] for each in self.marked(None)} == {
            "cap-machine-translation",
            "cap-empty-pair",
        }
