"""Printed times: instants, ends and end wordings as one says them in Kazakh, Russian and English.

1. An end at midnight names the last day and the instant, because either alone is misread: "through
   14 August 2016, ends 15 August 2016 00:00 (Almaty time)". Any other end is "until" its instant.
2. Every printed instant names its zone.
3. A language that is not here is printed in English.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import assert_never

from dabyl.core.calendars.endings import (
    AtEvent,
    AtTime,
    Ending,
    ForDays,
    NotStated,
    OpenEnd,
    ThroughDate,
)
from dabyl.core.calendars.names import (
    EN_MONTHS,
    KK_MONTHS,
    KK_MONTHS_ABLATIVE,
    KK_MONTHS_ACCUSATIVE,
    KK_MONTHS_LOCATIVE,
    RU_MONTHS,
    RU_MONTHS_OF,
    zone_words,
)
from dabyl.core.values.instants import Instant, day_start
from dabyl.core.values.moments import Moment, Precision

_HOUR_S = 3600
_HOURS_WITH_MINUTES = 10
_HOURS_BEFORE_DAYS = 72


def printed_day(day: date, lang: str) -> str:
    """Return a day: "14 August 2016"."""
    match lang:
        case "kk":
            return _kk(day, KK_MONTHS)
        case "ru":
            return f"{day.day} {RU_MONTHS_OF[day.month - 1]} {day.year} года"
        case _:
            return f"{day.day} {EN_MONTHS[day.month - 1]} {day.year}"


def printed_month(day: date, lang: str) -> str:
    """Return the month of a day: "August 2016"."""
    match lang:
        case "kk":
            return f"{day.year} жылғы {KK_MONTHS[day.month - 1]}"
        case "ru":
            return f"{RU_MONTHS[day.month - 1]} {day.year} года"
        case _:
            return f"{EN_MONTHS[day.month - 1]} {day.year}"


def printed_year(day: date, lang: str) -> str:
    """Return the year of a day: "2016"."""
    match lang:
        case "kk":
            return f"{day.year} жыл"
        case "ru":
            return f"{day.year} год"
        case _:
            return f"{day.year}"


def printed_instant(instant: Instant, zone: str, lang: str, *, zone_name: str = "") -> str:
    """Return an instant: "15 August 2016 00:00 (Almaty time)".

    *zone_name* replaces what the zone's time is called: "Astana time".
    """
    local = instant.local(zone)
    words = zone_name or zone_words(zone, lang)
    match lang:
        case "kk":
            return f"{_kk(local, KK_MONTHS)}, сағат {local:%H:%M} ({words})"
        case "ru":
            return f"{printed_day(local, lang)}, {local:%H:%M} ({words})"
        case _:
            return f"{printed_day(local, lang)} {local:%H:%M} ({words})"


def printed_moment(moment: Moment, lang: str, *, zone_name: str = "") -> str:
    """Return a moment, as finely as it is known."""
    day = moment.instant.local(moment.zone)
    match moment.precision:
        case Precision.MINUTE:
            return printed_instant(moment.instant, moment.zone, lang, zone_name=zone_name)
        case Precision.DAY:
            return printed_day(day, lang)
        case Precision.MONTH:
            return printed_month(day, lang)
        case Precision.YEAR:
            return printed_year(day, lang)
        case _:
            assert_never(moment.precision)


def printed_end(
    end: Instant | None,
    zone: str,
    lang: str,
    *,
    zone_name: str = "",
    review: Instant | None = None,
) -> str:
    """Return the end of a period; None is open, with its review date when there is one."""
    if end is None:
        return _open_end(None if review is None else review.local(zone), lang)
    local = end.local(zone)
    words = zone_name or zone_words(zone, lang)
    if end != day_start(local.date(), zone):
        return f"{_until(local, lang, _minutes(local))} ({words})"
    last = local.date() - timedelta(days=1)
    match lang:
        case "kk":
            at = f"{_kk(local, KK_MONTHS_LOCATIVE)} сағат {local:%H:%M}-{_kk_at(_minutes(local))}"
            return f"{_kk(last, KK_MONTHS_ACCUSATIVE)} қоса алғанда, {at} аяқталады ({words})"
        case "ru":
            at = f"{printed_day(local, lang)} в {local:%H:%M}"
            day = printed_day(last, lang)
            return f"по {day} включительно, прекращает действие {at} ({words})"
        case _:
            at = f"{printed_day(local, lang)} {local:%H:%M}"
            return f"through {printed_day(last, lang)}, ends {at} ({words})"


def printed_ending(ending: Ending, lang: str) -> str:
    """Return how an end is worded: "for 40 days", "through 15 January 2017 inclusive"."""
    match ending:
        case ForDays(days=days):
            return _for_days(days, lang)
        case ThroughDate(day=day):
            return _through(day, lang)
        case AtTime(day=day, minutes=minutes):
            return _until(day, lang, minutes)
        case AtEvent(event=event):
            return _by_language(
                lang,
                kk=lambda: f"мына оқиғаға дейін: {event.best(lang)}",
                ru=lambda: f"до события: {event.best(lang)}",
                en=lambda: f"until this happens: {event.best(lang)}",
            )
        case OpenEnd():
            return _open_end(None, lang)
        case NotStated():
            return _by_language(
                lang,
                kk=lambda: "аяқталу мерзімі көрсетілмеген",
                ru=lambda: "срок окончания не указан",
                en=lambda: "no end stated",
            )
        case _:
            assert_never(ending)


def printed_duration_s(seconds: int, lang: str) -> str:
    """Return a length of time, cut to what matters: "35 min", "2 h 30 min", "41 h", "5 days"."""
    hours, rest_s = divmod(seconds, _HOUR_S)
    minutes = rest_s // 60
    h = _by_language(lang, kk=lambda: "сағ", ru=lambda: "ч", en=lambda: "h")
    m = _by_language(lang, kk=lambda: "мин", ru=lambda: "мин", en=lambda: "min")
    if hours == 0:
        return f"{minutes} {m}"
    if hours < _HOURS_WITH_MINUTES and minutes:
        return f"{hours} {h} {minutes} {m}"
    if hours < _HOURS_BEFORE_DAYS:
        return f"{hours} {h}"
    return _days(hours // 24, lang)


def printed_after_effect(late_s: int, lang: str) -> str:
    """Return how late something came: "41 h after effect"."""
    span = printed_duration_s(late_s, lang)
    return _by_language(
        lang,
        kk=lambda: f"күшіне енгеннен кейін {span} өткенде",
        ru=lambda: f"через {span} после начала действия",
        en=lambda: f"{span} after effect",
    )


def _by_language(
    lang: str, *, kk: Callable[[], str], ru: Callable[[], str], en: Callable[[], str]
) -> str:
    return {"kk": kk, "ru": ru}.get(lang, en)()


def _kk(day: date, months: tuple[str, ...]) -> str:
    return f"{day.year} жылғы {day.day} {months[day.month - 1]}"


def _minutes(local: datetime) -> int:
    return local.hour * 60 + local.minute


def _through(day: date, lang: str) -> str:
    return _by_language(
        lang,
        kk=lambda: f"{_kk(day, KK_MONTHS_ACCUSATIVE)} қоса алғанда",
        ru=lambda: f"по {printed_day(day, lang)} включительно",
        en=lambda: f"through {printed_day(day, lang)} inclusive",
    )


def _until(day: date, lang: str, minutes: int) -> str:
    clock = f"{minutes // 60:02}:{minutes % 60:02}"
    return _by_language(
        lang,
        kk=lambda: f"{_kk(day, KK_MONTHS)} сағат {clock}-{_kk_to(minutes)} дейін",
        ru=lambda: f"до {clock} {printed_day(day, lang)}",
        en=lambda: f"until {printed_day(day, lang)} {clock}",
    )


def _open_end(review: date | None, lang: str) -> str:
    words = _by_language(
        lang,
        kk=lambda: "қосымша хабарланғанға дейін",
        ru=lambda: "до особого распоряжения",
        en=lambda: "until further notice",
    )
    if review is None:
        return words
    by = _by_language(
        lang,
        kk=lambda: f"{_kk(review, KK_MONTHS_ABLATIVE)} кешіктірмей қайта қаралады",
        ru=lambda: f"пересмотр не позднее {printed_day(review, lang)}",
        en=lambda: f"to be reviewed by {printed_day(review, lang)}",
    )
    return f"{words}, {by}"


def _for_days(days: int, lang: str) -> str:
    return _by_language(
        lang,
        kk=lambda: f"{days} күнге",
        ru=lambda: f"на {_days(days, lang)}",
        en=lambda: f"for {_days(days, lang)}",
    )


def _days(days: int, lang: str) -> str:
    return _by_language(
        lang,
        kk=lambda: f"{days} күн",
        ru=lambda: f"{days} {_ru_form(days, 'день', 'дня', 'дней')}",
        en=lambda: f"{days} {'day' if days == 1 else 'days'}",
    )


def _ru_form(count: int, one: str, few: str, many: str) -> str:
    if count % 100 in {11, 12, 13, 14}:
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(count % 10, many)


# The last word of a spoken Kazakh number decides the endings: (dative, locative).
_KK_UNITS = (
    ("ге", "де"),  # нөл
    ("ге", "де"),  # бір
    ("ге", "де"),  # екі
    ("ке", "те"),  # үш
    ("ке", "те"),  # төрт
    ("ке", "те"),  # бес
    ("ға", "да"),  # алты
    ("ге", "де"),  # жеті
    ("ге", "де"),  # сегіз
    ("ға", "да"),  # тоғыз
)
_KK_TENS = (
    ("ге", "де"),  # нөл
    ("ға", "да"),  # он
    ("ға", "да"),  # жиырма
    ("ға", "да"),  # отыз
    ("қа", "та"),  # қырық
    ("ге", "де"),  # елу
)


def _kk_endings(minutes: int) -> tuple[str, str]:
    """Return the endings of a wall time: a full hour is spoken by its hour alone."""
    spoken = minutes % 60 or minutes // 60
    return _KK_UNITS[spoken % 10] if spoken % 10 else _KK_TENS[spoken // 10]


def _kk_to(minutes: int) -> str:
    return _kk_endings(minutes)[0]


def _kk_at(minutes: int) -> str:
    return _kk_endings(minutes)[1]
