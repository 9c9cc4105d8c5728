"""Names of months and zones in Kazakh, Russian and English, in the forms that sentences need.

1. Kazakh adds endings to a month's name; each form is listed, because harmony decides the ending.
2. A zone is called by its city. A city without a name here is called as the IANA zone calls it.
"""

from dabyl.core.values.zones import UTC_ZONE

EN_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
RU_MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
RU_MONTHS_OF = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)

# name, then the endings of the accusative, dative, locative and ablative
_KK = (
    ("қаңтар", "ды", "ға", "да", "дан"),
    ("ақпан", "ды", "ға", "да", "нан"),
    ("наурыз", "ды", "ға", "да", "дан"),
    ("сәуір", "ді", "ге", "де", "ден"),
    ("мамыр", "ды", "ға", "да", "дан"),
    ("маусым", "ды", "ға", "да", "нан"),
    ("шілде", "ні", "ге", "де", "ден"),
    ("тамыз", "ды", "ға", "да", "дан"),
    ("қыркүйек", "ті", "ке", "те", "тен"),
    ("қазан", "ды", "ға", "да", "нан"),
    ("қараша", "ны", "ға", "да", "дан"),
    ("желтоқсан", "ды", "ға", "да", "нан"),
)
KK_MONTHS = tuple(month[0] for month in _KK)
KK_MONTHS_ACCUSATIVE = tuple(month[0] + month[1] for month in _KK)
KK_MONTHS_LOCATIVE = tuple(month[0] + month[3] for month in _KK)
KK_MONTHS_ABLATIVE = tuple(month[0] + month[4] for month in _KK)

# zone -> Kazakh name of its city, Russian genitive of it; English is in the zone's own name
_CITIES = {
    "Asia/Almaty": ("Алматы", "Алматы", "Almaty"),
    "Asia/Aqtau": ("Ақтау", "Актау", "Aktau"),
    "Asia/Aqtobe": ("Ақтөбе", "Актобе", "Aktobe"),
    "Asia/Atyrau": ("Атырау", "Атырау", "Atyrau"),
    "Asia/Oral": ("Орал", "Уральска", "Oral"),
    "Asia/Qostanay": ("Қостанай", "Костаная", "Kostanay"),
    "Asia/Qyzylorda": ("Қызылорда", "Кызылорды", "Kyzylorda"),
    "Europe/Moscow": ("Мәскеу", "Москвы", "Moscow"),
    "Europe/London": ("Лондон", "Лондона", "London"),
    "Europe/Paris": ("Париж", "Парижа", "Paris"),
    "Europe/Brussels": ("Брюссель", "Брюсселя", "Brussels"),
    "Europe/Amsterdam": ("Амстердам", "Амстердама", "Amsterdam"),
    "Europe/Copenhagen": ("Копенгаген", "Копенгагена", "Copenhagen"),
    "Europe/Stockholm": ("Стокгольм", "Стокгольма", "Stockholm"),
    "Europe/Oslo": ("Осло", "Осло", "Oslo"),
    "Europe/Madrid": ("Мадрид", "Мадрида", "Madrid"),
    "Europe/Berlin": ("Берлин", "Берлина", "Berlin"),
    "America/New_York": ("Нью-Йорк", "Нью-Йорка", "New York"),
    "America/Toronto": ("Торонто", "Торонто", "Toronto"),
    "Australia/Sydney": ("Сидней", "Сиднея", "Sydney"),
    "Pacific/Auckland": ("Окленд", "Окленда", "Auckland"),
}


def zone_words(zone: str, lang: str) -> str:
    """Return how the time of a zone is called: "Almaty time"."""
    if zone == UTC_ZONE:
        return zone
    city = zone.rpartition("/")[2].replace("_", " ")
    kk, ru, en = _CITIES.get(zone, (city, city, city))
    match lang:
        case "kk":
            return f"{kk} уақыты"
        case "ru":
            return f"время {ru}"
        case _:
            return f"{en} time"
