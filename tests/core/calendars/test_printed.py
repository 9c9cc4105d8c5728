import re
from datetime import date

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
from dabyl.core.calendars.names import zone_words
from dabyl.core.calendars.printed import (
    printed_after_effect,
    printed_day,
    printed_duration_s,
    printed_end,
    printed_ending,
    printed_instant,
    printed_moment,
    printed_month,
)
from dabyl.core.values.instants import day_start, parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment, Precision
from support.strategies import days, endings, instants, moments, zones

LANGUAGES = ("kk", "ru", "en")
DAY = date(2016, 8, 14)
MIDNIGHT = parse_instant("2016-08-15T00:00+06:00")
EVENING = parse_instant("2016-07-18T22:00+06:00")
ALMATY = "Asia/Almaty"
langs = st.sampled_from(LANGUAGES)


class TestPrintedDay:
    @pytest.mark.parametrize(
        ("lang", "text"),
        [
            ("en", "14 August 2016"),
            ("ru", "14 августа 2016 года"),
            ("kk", "2016 жылғы 14 тамыз"),
            ("fr", "14 August 2016"),
        ],
    )
    def test_is_natural_in_each_language(self, lang, text):
        assert printed_day(DAY, lang) == text

    @given(days, days, langs)
    def test_tells_days_apart(self, one, other, lang):
        assert (printed_day(one, lang) == printed_day(other, lang)) == (one == other)


class TestPrintedMonth:
    @pytest.mark.parametrize(
        ("lang", "text"),
        [("en", "August 2016"), ("ru", "август 2016 года"), ("kk", "2016 жылғы тамыз")],
    )
    def test_is_natural_in_each_language(self, lang, text):
        assert printed_month(DAY, lang) == text


class TestPrintedInstant:
    @pytest.mark.parametrize(
        ("lang", "text"),
        [
            ("en", "18 July 2016 22:00 (Almaty time)"),
            ("ru", "18 июля 2016 года, 22:00 (время Алматы)"),
            ("kk", "2016 жылғы 18 шілде, сағат 22:00 (Алматы уақыты)"),
        ],
    )
    def test_names_its_zone(self, lang, text):
        assert printed_instant(EVENING, ALMATY, lang) == text

    def test_calls_the_time_as_it_was_called_then(self):
        text = printed_instant(EVENING, ALMATY, "en", zone_name="Astana time")
        assert text == "18 July 2016 22:00 (Astana time)"


class TestPrintedMoment:
    @pytest.mark.parametrize(
        ("precision", "texts"),
        [
            (
                Precision.DAY,
                ("2016 жылғы 15 тамыз", "15 августа 2016 года", "15 August 2016"),
            ),
            (Precision.MONTH, ("2016 жылғы тамыз", "август 2016 года", "August 2016")),
            (Precision.YEAR, ("2016 жыл", "2016 год", "2016")),
        ],
    )
    def test_is_as_fine_as_it_is_known(self, precision, texts):
        moment = Moment(instant=MIDNIGHT, zone=ALMATY, precision=precision)
        assert tuple(printed_moment(moment, lang) for lang in LANGUAGES) == texts

    @given(moments, langs)
    def test_shows_a_clock_only_when_the_minute_is_known(self, moment, lang):
        has_clock = ":" in printed_moment(moment, lang)
        assert has_clock == (moment.precision is Precision.MINUTE)


class TestPrintedEnd:
    @pytest.mark.parametrize(
        ("lang", "text"),
        [
            ("en", "through 14 August 2016, ends 15 August 2016 00:00 (Almaty time)"),
            (
                "ru",
                (
                    "по 14 августа 2016 года включительно, прекращает действие 15 августа 2016 года"
                    " в 00:00 (время Алматы)"
                ),
            ),
            (
                "kk",
                (
                    "2016 жылғы 14 тамызды қоса алғанда, 2016 жылғы 15 тамызда сағат 00:00-де"
                    " аяқталады (Алматы уақыты)"
                ),
            ),
        ],
    )
    def test_names_the_last_day_and_the_instant_of_an_end_at_midnight(self, lang, text):
        assert printed_end(MIDNIGHT, ALMATY, lang) == text

    @pytest.mark.parametrize(
        ("lang", "text"),
        [
            ("en", "until 18 July 2016 22:00 (Astana time)"),
            ("ru", "до 22:00 18 июля 2016 года (Astana time)"),
            ("kk", "2016 жылғы 18 шілде сағат 22:00-ге дейін (Astana time)"),
        ],
    )
    def test_says_until_of_any_other_end(self, lang, text):
        assert printed_end(EVENING, ALMATY, lang, zone_name="Astana time") == text

    @pytest.mark.parametrize(
        ("lang", "text"),
        [
            ("en", "until further notice, to be reviewed by 15 August 2016"),
            ("ru", "до особого распоряжения, пересмотр не позднее 15 августа 2016 года"),
            (
                "kk",
                "қосымша хабарланғанға дейін, 2016 жылғы 15 тамыздан кешіктірмей қайта қаралады",
            ),
        ],
    )
    def test_names_the_review_date_of_an_open_end(self, lang, text):
        assert printed_end(None, ALMATY, lang, review=MIDNIGHT) == text
        assert text.startswith(printed_end(None, ALMATY, lang) + ",")

    @given(days, zones, langs)
    def test_of_a_day_names_that_day(self, day, zone, lang):
        end = day_start(day, zone)
        assert printed_day(day, "ru") in printed_end(end, zone, "ru")
        assert str(day.year) in printed_end(end, zone, lang)

    @given(instants, instants, zones, langs)
    def test_tells_minutes_apart(self, one, other, zone, lang):
        minutes = {instant.s // 60 for instant in (one, other)}
        texts = {printed_end(instant, zone, lang) for instant in (one, other)}
        assert len(texts) <= len(minutes)


class TestPrintedEnding:
    @pytest.mark.parametrize(
        ("ending", "kk", "ru", "en"),
        [
            (ForDays(days=40), "40 күнге", "на 40 дней", "for 40 days"),
            (ForDays(days=1), "1 күнге", "на 1 день", "for 1 day"),
            (ForDays(days=22), "22 күнге", "на 22 дня", "for 22 days"),
            (ForDays(days=112), "112 күнге", "на 112 дней", "for 112 days"),
            (
                ThroughDate(day=date(2017, 1, 15)),
                "2017 жылғы 15 қаңтарды қоса алғанда",
                "по 15 января 2017 года включительно",
                "through 15 January 2017 inclusive",
            ),
            (
                AtTime(day=DAY, minutes=1440),
                "2016 жылғы 14 тамыз сағат 24:00-ке дейін",
                "до 24:00 14 августа 2016 года",
                "until 14 August 2016 24:00",
            ),
            (
                AtTime(day=DAY, minutes=12 * 60 + 20),
                "2016 жылғы 14 тамыз сағат 12:20-ға дейін",
                "до 12:20 14 августа 2016 года",
                "until 14 August 2016 12:20",
            ),
            (
                AtEvent(event=Texts.of({"en": "the summit ends", "ru": "конец саммита"})),
                "мына оқиғаға дейін: the summit ends",
                "до события: конец саммита",
                "until this happens: the summit ends",
            ),
            (
                OpenEnd(),
                "қосымша хабарланғанға дейін",
                "до особого распоряжения",
                "until further notice",
            ),
            (
                NotStated(),
                "аяқталу мерзімі көрсетілмеген",
                "срок окончания не указан",
                "no end stated",
            ),
        ],
    )
    def test_keeps_the_wording(self, ending, kk, ru, en):
        assert tuple(printed_ending(ending, lang) for lang in LANGUAGES) == (kk, ru, en)

    @given(endings, langs)
    def test_always_says_something(self, ending, lang):
        assert printed_ending(ending, lang).strip()

    @given(st.integers(0, 1440))
    def test_gives_every_kazakh_time_an_ending_of_its_last_number(self, minutes):
        text = printed_ending(AtTime(day=DAY, minutes=minutes), "kk")
        assert re.search(r"\d\d:\d\d-(ге|ке|ға|қа) дейін$", text)


class TestPrintedDuration:
    @pytest.mark.parametrize(
        ("seconds", "kk", "ru", "en"),
        [
            (59, "0 мин", "0 мин", "0 min"),
            (35 * 60, "35 мин", "35 мин", "35 min"),
            (2 * 3600, "2 сағ", "2 ч", "2 h"),
            (2 * 3600 + 1800, "2 сағ 30 мин", "2 ч 30 мин", "2 h 30 min"),
            (41 * 3600 + 1800, "41 сағ", "41 ч", "41 h"),
            (5 * 86400 + 3600, "5 күн", "5 дней", "5 days"),
        ],
    )
    def test_is_cut_to_what_matters(self, seconds, kk, ru, en):
        assert tuple(printed_duration_s(seconds, lang) for lang in LANGUAGES) == (kk, ru, en)

    def test_tells_how_late_something_came(self):
        assert printed_after_effect(41 * 3600, "en") == "41 h after effect"
        assert printed_after_effect(41 * 3600, "ru") == "через 41 ч после начала действия"
        assert printed_after_effect(41 * 3600, "kk") == "күшіне енгеннен кейін 41 сағ өткенде"


class TestZoneWords:
    @pytest.mark.parametrize(
        ("zone", "kk", "ru", "en"),
        [
            ("Asia/Oral", "Орал уақыты", "время Уральска", "Oral time"),
            ("America/New_York", "Нью-Йорк уақыты", "время Нью-Йорка", "New York time"),
            ("Africa/El_Aaiun", "El Aaiun уақыты", "время El Aaiun", "El Aaiun time"),
            ("UTC", "UTC", "UTC", "UTC"),
        ],
    )
    def test_name_the_city(self, zone, kk, ru, en):
        assert tuple(zone_words(zone, lang) for lang in LANGUAGES) == (kk, ru, en)
