"""Why a place's level is what it is, in sentences."""

import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.scale import Floor
from dabyl.core.register.explain import explain
from dabyl.core.register.register import Register
from support.vale import act, ask, declare, lift, pack, register, with_version

YELLOW = ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=10))))
RED = ("2020-03-02", act("b", declare("E1", "red", "2020-03-02")))


def told(known: Register, place: str, lang: str, at: str = "2020-03-03") -> str:
    """Return the sentences as one text."""
    return "\n".join(explain(known, ask(known, place, at), lang))


class TestAnExplanation:
    @pytest.mark.parametrize(
        ("lang", "because", "overruled"),
        [
            ("en", "because Headquarters decided so (b)", "is overruled by b"),
            ("ru", "решение b, Headquarters", "перекрыт решением b"),
            ("kk", "b шешімі", "орнына b шешімі"),
            ("fr", "because Headquarters decided so (b)", "is overruled by b"),
        ],
    )
    def test_names_what_gives_the_level_and_what_is_overruled(
        self, lang: str, because: str, overruled: str
    ) -> None:
        text = told(register(YELLOW, RED), "E1", lang)
        assert text.startswith("Place E1: red")
        assert because in text
        assert overruled in text

    def test_says_until_when_in_the_printed_form(self) -> None:
        text = told(register(YELLOW, RED), "E1", "en")
        assert "10 March 2020" in text
        assert "no end is stated" in text

    def test_names_the_parts_that_differ_and_what_is_next(self) -> None:
        text = told(register(YELLOW, RED), "V", "en")
        assert "In part of it the level is red: Place E1." in text
        assert "no level" in text.splitlines()[-1]

    def test_tells_the_level_that_is_next(self) -> None:
        known = register(YELLOW, RED, ("2020-03-02", act("c", lift("b", "2020-03-05"))))
        assert told(known, "E1", "en").splitlines()[-1].endswith("yellow")

    @pytest.mark.parametrize(("lang", "words"), [("en", "confirmed"), ("ru", "подтверждения")])
    def test_never_says_none_without_the_time_it_was_confirmed(self, lang: str, words: str) -> None:
        text = told(register(YELLOW), "V", lang, "2020-04-01")
        assert words in text
        assert "2020" in text

    def test_says_none_for_a_part_without_a_level(self) -> None:
        ground = told(register(RED), "E1", "en")
        assert "red" in ground
        known = register(
            ("2020-03-01", act("a", declare("E1 E2", "red", "2020-03-01"))),
            first=with_version(pack(), floor=Floor.NAMED),
        )
        text = told(known, "E", "en")
        assert "the lowest level, which holds where nothing else is decided" in text

    def test_says_that_no_source_names_the_office(self) -> None:
        nobody = ("2020-03-01", act("a", declare("V", "odd", "2020-03-01"), office=None))
        text = told(register(nobody), "V", "en")
        assert "odd, because an office that no source names" in text
