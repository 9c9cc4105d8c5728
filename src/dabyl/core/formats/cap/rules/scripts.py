"""Scripts: whether a text can be in a language at all, by its letters.

1. A word in Latin letters within a Russian text is normal: names, abbreviations, addresses. A text
   of words in Latin letters alone is not Russian.
2. Only what is sure is said. A language that is written in several scripts, or isn't known here,
   can have any letters; so can a text without words.
"""

import re
from typing import Final

_LATIN: Final = "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"
_LETTERS: Final = {
    "el": "[\u0370-\u03ff\u1f00-\u1fff]",
    "he": "[\u0590-\u05ff]",
    "hy": "[\u0530-\u058f]",
    "ka": "[\u10a0-\u10ff\u1c90-\u1cbf]",
    "th": "[\u0e00-\u0e7f]",
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "tg", "uk"), "[\u0400-\u052f]"),
    **dict.fromkeys(
        ("ar", "fa", "ps", "ur"), "[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"
    ),
    **dict.fromkeys(("ja", "ko", "zh"), "[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"),
    **dict.fromkeys(("hi", "mr", "ne"), "[\u0900-\u097f]"),
    **dict.fromkeys(
        (
            *("cs", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "is", "it"),
            *("lt", "lv", "nb", "nl", "nn", "no", "pl", "pt", "ro", "sk", "sl", "sv", "tr"),
        ),
        _LATIN,
    ),
}
_OWN: Final = {lang: re.compile(letters) for lang, letters in _LETTERS.items()}
_LATIN_WORD: Final = re.compile(f"{_LATIN}{{3}}")
_OTHER_WORD: Final = re.compile("[\u0370-\u052f\u0590-\u06ff\u0900-\u097f\u3040-\u9fff]{2}")
_SCRIPTLESS: Final = re.compile(r"[A-Za-z]{2,3}(?:-(?:[A-Za-z]{2}|\d{3}))?", re.ASCII)


def can_be_in(text: str, language: str | None) -> bool:
    """Tell whether a text can be in a language, given by its tag; None stands for English."""
    tag = (language or "en").strip()
    own = _OWN.get(tag.partition("-")[0].lower()) if _SCRIPTLESS.fullmatch(tag) else None
    if own is None or own.search(text):
        return True
    return not (_LATIN_WORD.search(text) or _OTHER_WORD.search(text))
