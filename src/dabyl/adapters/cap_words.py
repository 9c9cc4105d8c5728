"""Words for CAP, from ``locale/cap.toml``: what is wrong with a message, and what would be right.

1. A case of a code has words of its own; what it lacks, its code gives.
2. A language without words falls back to English; a code without words, or a slot without data,
   hides no finding: the code or "?" stands there.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from dabyl.adapters.words import filled

LANGUAGES: Final = ("en", "ru", "kk")


def cap_words(code: str, case: str, data: Mapping[str, Any], lang: str) -> tuple[str, str]:
    """Return what is wrong and what would be right, in a language."""
    own = cap_catalogue().get(code, {})
    cases = (own.get(case, {}), own) if case else (own,)
    message, fix = (_first(cases, part, lang) for part in ("message", "fix"))
    return filled(message or code, data), filled(fix or "", data)


def _first(tables: tuple[Mapping[str, Any], ...], part: str, lang: str) -> str | None:
    for table in tables:
        texts = table.get(part, {})
        if found := texts.get(lang, texts.get("en")):
            return str(found)
    return None


@cache
def cap_catalogue() -> Mapping[str, Mapping[str, Any]]:
    """Return the words of all codes, as the file has them."""
    text = files("dabyl.locale").joinpath("cap.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
