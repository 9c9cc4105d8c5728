"""The demo's own words, in the languages of its pages."""

LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))

WORDS = {
    "kk": {
        "title": "Қазақстан, 2016 жыл: қай жерде, қай уақытқа дейін қандай деңгей болды",
        "language": "Тіл",
        "slider": "Уақыт",
        "back": "← алдыңғы оқиға",
        "next": "келесі оқиға →",
        "play": "▶ ойнату",
        "pause": "❚❚ тоқтату",
        "knowledge": "Не белгілі болғаны",
        "then": "сол кезде белгілі болғандай",
        "now": "қазір белгілі болғандай",
        "view": "Осы сәттегі бет",
        "days": "Күндер",
    },
    "ru": {
        "title": "Казахстан, 2016 год: какой уровень где и до какой минуты действовал",
        "language": "Язык",
        "slider": "Время",
        "back": "← предыдущее событие",
        "next": "следующее событие →",
        "play": "▶ пуск",
        "pause": "❚❚ пауза",
        "knowledge": "Что было известно",
        "then": "как было известно тогда",
        "now": "как известно теперь",
        "view": "Страница на этот момент",
        "days": "Дни",
    },
    "en": {
        "title": "Kazakhstan, 2016: which level stood where, and until which minute",
        "language": "Language",
        "slider": "Time",
        "back": "← event before",
        "next": "next event →",
        "play": "▶ play",
        "pause": "❚❚ pause",
        "knowledge": "What was known",
        "then": "as known then",
        "now": "as known now",
        "view": "The page at this instant",
        "days": "Days",
    },
}

KINDS = {
    "declared": {"kk": "енгізілді", "ru": "введён", "en": "declared"},
    "extended": {"kk": "ұзартылды", "ru": "продлён", "en": "extended"},
    "raised": {"kk": "көтерілді", "ru": "повышен", "en": "raised"},
    "lowered": {"kk": "төмендетілді", "ru": "понижен", "en": "lowered"},
    "lifted": {"kk": "алынды", "ru": "отменён", "en": "lifted"},
    "lapsed": {"kk": "мерзімі бітті", "ru": "истёк", "en": "lapsed"},
    "corrected": {"kk": "түзетілді", "ru": "исправлено", "en": "corrected"},
    "withdrawn": {"kk": "қайтарып алынды", "ru": "отозвано", "en": "withdrawn"},
    "without-effect": {"kk": "күшіне енбеді", "ru": "без последствий", "en": "without effect"},
    "incident": {"kk": "оқиға", "ru": "происшествие", "en": "incident"},
}
"""What happened, by the kind of event; other kinds have no mark on the slider."""
