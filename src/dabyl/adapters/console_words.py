"""Words of the console, from ``locale/console.toml``: by language, then group, then key."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("kk", "ru", "en")

Words = Mapping[str, Mapping[str, str]]


@cache
def console_words(lang: str) -> Words:
    """Return the words in a language."""
    text = files("dabyl.locale").joinpath("console.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(text)
    return {
        group: {key: texts[lang] for key, texts in keys.items()} for group, keys in groups.items()
    }
