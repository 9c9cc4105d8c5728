"""Words of the console, from ``locale/console*.toml``: by language, then group, then key.

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
FILES: Final = tuple(
    sorted(f.name for f in files("dabyl.locale").iterdir() if f.name.startswith("console"))
)

Words = Mapping[str, Mapping[str, str]]


@cache
def console_words(lang: str) -> Words:
    """Return the words in a language."""
    words: dict[str, dict[str, str]] = {}
    for name in FILES:
        text = files("dabyl.locale").joinpath(name).read_text(encoding="utf-8")
        for group, keys in tomllib.loads(text).items():
            words.setdefault(group, {}).update({key: said[lang] for key, said in keys.items()})
    return words


def problem_words(problem: Problem, lang: str) -> tuple[str, str]:
    """Return what is wrong and what would be right, in a language when it has words for it."""
    words = console_words(lang)
    found = words["problem"].get(problem.code)
    if found is None:
        return words_of(problem)
    return filled(found, problem.data), filled(words["fix"][problem.code], problem.data)
