"""Letters that remind: to whom, in which languages, and what they say."""

from string import Formatter

import attrs
import pytest

from dabyl.adapters.reminder_words import LANGUAGES, reminder_words
from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.decision import Scope, ScopeKind
from dabyl.core.register.facts import WorkspaceKind
from dabyl.core.values.instants import parse_instant
from dabyl.usecases.remind import Told, letters, unheard
from support.sites import KNB, summer_register
from support.vale import (
    EAST,
    HQ,
    RING,
    UNITS,
    act,
    area,
    bulletin,
    declare,
    pack,
    register,
    state,
    t,
    words,
)

DUTY, HEAD = "duty@office.example", "head@office.example"
TOLD = Told(addresses={HQ: (DUTY,), KNB: (DUTY,)}, words=reminder_words())
SITE = "https://warn.example/"
TEN = ForDays(days=10)
BEFORE = "2016-07-15T00:00+06:00"
"""A day before the yellow level ends, before its extension is known."""
KAZAKH_END = (
    "2016 жылғы 15 шілдені қоса алғанда, 2016 жылғы 16 шілдеде сағат 00:00-де аяқталады "
    "(Алматы уақыты)"
)
KAZAKH_ADVICE = (
    "Осы уақытқа дейін ештеңе шешілмесе, ол өздігінен аяқталады. Жалғастыру үшін ұзарту туралы "
    "шешімді алдын ала қабылдаңыз; ертерек тоқтату үшін күшін жою туралы шешім қабылдаңыз."
)
RUSSIAN_END = (
    "по 15 июля 2016 года включительно, прекращает действие 16 июля 2016 года в 00:00 "
    "(время Алматы)"
)


def about(*effects, office=HQ, told=TOLD, when="2020-03-10", **more):
    known = register(("2020-03-01", act("a", *effects, office=office)), **more)
    return letters(known, told, at=t(when))


def summer(kind=WorkspaceKind.LIVE, told=TOLD, when=BEFORE):
    return letters(summer_register(kind), told, at=parse_instant(when))


class TestLetter:
    def test_says_in_each_language_what_ends_where_and_when_and_what_to_do(self):
        (letter,) = summer(told=attrs.evolve(TOLD, site=SITE))
        kazakh, russian, english = letter.body.split("\n\n---\n\n")
        assert kazakh.splitlines() == [
            "Не аяқталады: Сары (орташа)",
            "Қайда: Қазақстан",
            f"Қолданылады: {KAZAKH_END}",
            "Шешім: (kk) kz-2016-03 (kz-2016-03)",
            "https://warn.example/kk/decision/kz-2016-03/index.html",
            "",
            KAZAKH_ADVICE,
        ]
        assert russian.splitlines()[:3] == [
            "Что заканчивается: Жёлтый (умеренный)",
            "Где: Казахстан",
            f"Действует: {RUSSIAN_END}",
        ]
        assert "In force: through 15 July 2016, ends 16 July 2016 00:00 (Almaty time)" in english
        assert "https://warn.example/en/decision/kz-2016-03/index.html" in english
        assert letter.subject == "24 сағаттан кейін аяқталады: Сары (орташа), Қазақстан"

    def test_has_no_link_when_no_site_is_set(self):
        assert "http" not in summer()[0].body

    def test_of_an_exercise_says_so_first(self):
        (letter,) = summer(WorkspaceKind.EXERCISE)
        assert letter.subject.startswith("ОҚУ-ЖАТТЫҒУ: күшінде емес. ")
        for part, mark in zip(
            letter.body.split("\n\n---\n\n"), ("ОҚУ-ЖАТТЫҒУ", "УЧЕНИЕ", "EXERCISE"), strict=True
        ):
            assert part.startswith(mark)

    def test_tells_the_hours_that_are_left_when_it_comes_late(self):
        found = [summer(when=when)[0] for when in (BEFORE, "2016-07-15T04:10+06:00")]
        assert [one.subject.split()[0] for one in found] == ["24", "20"]
        assert found[0].id == found[1].id

    def test_goes_to_each_address_of_the_office_that_decided(self):
        told = Told(addresses={HQ: (DUTY, HEAD), EAST: ("east@x.example",)}, words=TOLD.words)
        found = about(declare("V", "yellow", "2020-03-01", TEN), told=told)
        assert [letter.to for letter in found] == [DUTY, HEAD]
        assert len({letter.id for letter in found}) == 2

    def test_is_another_for_each_of_the_three_reminders(self):
        ids = {
            about(declare("V", "yellow", "2020-03-01", TEN), when=when)[0].id
            for when in ("2020-03-08", "2020-03-10", "2020-03-10T18:00")
        }
        assert len(ids) == 3

    def test_is_of_use_until_the_next(self):
        (letter,) = about(declare("V", "yellow", "2020-03-01", TEN))
        assert letter.useful_until == t("2020-03-10T18:00")

    def test_names_no_address_in_reports(self):
        (letter,) = about(declare("V", "yellow", "2020-03-01", TEN))
        assert letter.about == "hq a 24 h"

    def test_names_shapes_sectors_states_and_bulletins(self):
        ring = declare(area(shapes=(RING,)), "red", "2020-03-01", TEN)
        rail = Scope(kind=ScopeKind.SECTOR, id="rail", names=words("the railways"))
        sector = declare(area("E1", scope=rail), "red", "2020-03-01", TEN)
        assert "the ring" in about(ring)[0].body
        assert "Where: the railways, Place E1" in about(sector)[0].body
        assert "What ends: regime" in about(state("V", "2020-03-01", TEN))[0].body
        assert "What ends: bulletin" in about(bulletin("V", "2020-03-01", TEN))[0].body

    def test_counts_places_that_are_too_many_and_keeps_its_subject_short(self):
        more = tuple(
            attrs.evolve(
                UNITS[3],
                key=f"E{n}",
                names=(
                    attrs.evolve(UNITS[3].names[0], texts=words(f"The long name of place {n}")),
                ),
            )
            for n in range(4, 24)
        )
        keys = " ".join(f"E{n}" for n in range(4, 23))
        (letter,) = about(
            declare(keys, "red", "2020-03-01", TEN), first=pack(units=(*UNITS, *more))
        )
        assert ", + 7" in letter.body
        assert len(letter.subject) == 120
        assert letter.subject.endswith("…")

    def test_has_one_line_of_subject_whatever_the_pack_says(self):
        names = words("two\nlines")
        office = attrs.evolve(UNITS[0], names=(attrs.evolve(UNITS[0].names[0], texts=names),))
        (letter,) = about(
            declare("V", "red", "2020-03-01", TEN), first=pack(units=(office, *UNITS[1:]))
        )
        assert "two lines" in letter.subject

    def test_is_in_english_where_no_language_of_the_country_has_words(self):
        told = attrs.evolve(TOLD, site=SITE)
        (letter,) = about(
            declare("V", "red", "2020-03-01", TEN),
            told=told,
            first=attrs.evolve(pack(), languages=("fr",)),
        )
        assert "Ends in 24 h" in letter.subject
        assert f"{SITE}en/decision/a/index.html" in letter.body


class TestNobody:
    def test_is_told_in_a_replay(self):
        known, at = summer_register(WorkspaceKind.REPLAY), parse_instant(BEFORE)
        assert letters(known, TOLD, at=at) == ()
        assert unheard(known, Told(addresses={}, words=TOLD.words), at=at) == ()

    def test_is_told_at_an_office_without_address_and_that_is_said(self):
        known = register(
            ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", TEN))),
            ("2020-03-01", act("e", declare("E", "red", "2020-03-01", TEN), office=EAST)),
            ("2020-03-01", act("n", declare("W", "red", "2020-03-01", TEN), office=None)),
        )
        assert [one.about for one in letters(known, TOLD, at=t("2020-03-10"))] == ["hq a 24 h"]
        assert unheard(known, TOLD, at=t("2020-03-10")) == ("", EAST)
        assert unheard(known, TOLD, at=t("2020-03-01")) == ()


class TestWords:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_have_the_same_slots_in_each_language(self, lang):
        english = reminder_words()["en"]
        for key, text in reminder_words()[lang].items():
            assert {name for _, name, _, _ in Formatter().parse(text)} == {
                name for _, name, _, _ in Formatter().parse(english[key])
            }
