"""Words of the console, from ``locale/console*.toml``: by language, then group, then key.

A problem is told in the words that the console has of its own, in any language; else, in English,
in those of ``locale/problems.toml``, in Russian and Kazakh in those of ``reasons.toml``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from dabyl.adapters.phrases import spoken
from dabyl.adapters.words import filled, words_of
from dabyl.core.values.problems import Problem

LANGUAGES: Final = ("kk", "ru", "en")
FILES: Final = tuple(
    sorted(f.name for f in files("dabyl.locale").iterdir() if f.name.startswith("console"))
)

REASONS: Final = "reasons.toml"

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
    data = spoken(problem.data, lang)
    if found is not None:
        return filled(found, data), filled(words["fix"][problem.code], data)
    said = reasons().get(problem.code, {}).get(lang)
    if said is None:
        return words_of(problem)
    return filled(said["message"], data), filled(said["fix"], data)


@cache
def reasons() -> Mapping[str, Words]:
    """Return the words of reasons by code and language, as the file has them."""
    text = files("dabyl.locale").joinpath(REASONS).read_text(encoding="utf-8")
    return tomllib.loads(text)
