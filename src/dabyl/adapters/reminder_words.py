"""Words of the letters that remind, from ``locale/reminders.toml``: by language, then key."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("kk", "ru", "en")


@cache
def reminder_words() -> Mapping[str, Mapping[str, str]]:
    """Return the words in each language."""
    text = files("dabyl.locale").joinpath("reminders.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    return {lang: {key: said[lang] for key, said in found.items()} for lang in LANGUAGES}
