"""Words of the console, from ``locale/console.toml``: by language, then group, then key.

A problem whose code has no words there is told in those of ``locale/problems.toml``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from dabyl.adapters.words import filled, words_of
from dabyl.core.values.problems import Problem

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


def problem_words(problem: Problem, lang: str) -> tuple[str, str]:
    """Return what is wrong and what would be right, in a language when it has words for it."""
    words = console_words(lang)
    found = words["problem"].get(problem.code)
    if found is None:
        return words_of(problem)
    return filled(found, problem.data), filled(words["fix"][problem.code], problem.data)
