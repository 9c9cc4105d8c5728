"""Words: what explanations are written with, in one language.

1. They come from ``locale/cap_explain.toml``, and what is said of signatures from ``cap.toml``:
   data that is part of the package, like its time zones.
2. A language without words gets the English ones; ``lang`` then says so. An unknown word of CAP is
   told as what it is.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import attrs

from dabyl.core.formats.cap.explaining.choosing import primary
from dabyl.core.formats.cap.explaining.harmless import one_line
from dabyl.core.formats.cap.signature.verdict import Verdict

ENGLISH: Final = "en"


Texts = Mapping[str, Mapping[str, Mapping[str, str]]]


@cache
def catalogue() -> Texts:
    """Return all words, by group, key and language."""
    return _read("cap_explain.toml")


@cache
def _about_signatures() -> Mapping[str, Any]:
    words: Mapping[str, Any] = _read("cap.toml")["cap-signature"]
    return words


def _read(name: str) -> dict[str, Any]:
    text = files("dabyl.locale").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


def _spoken(wanted: str) -> str:
    return primary(wanted) if primary(wanted) in catalogue()["label"]["what"] else ENGLISH


@attrs.frozen
class Words:
    """The words of one language, which is English where the wanted one has none."""

    lang: str = attrs.field(converter=_spoken)

    def say(self, group: str, key: str, /, **slots: object) -> str:
        """Return the words of a key with its slots filled."""
        texts = catalogue()[group][key]
        return texts[self.lang].format(**slots)

    def of(self, group: str, value: str | None) -> str:
        """Return what a word of CAP means; of one that isn't CAP's, that it isn't."""
        word = one_line(value)
        if word and word in catalogue()[group] and word != "label":
            return self.say(group, word)
        return self.say("word", "foreign", value=word) if word else self.say("word", "unstated")

    def tongue(self, language: str) -> str:
        """Return how a language is called, with its tag."""
        known = primary(language) in catalogue()["tongue"]
        return f"{self.say('tongue', primary(language))} ({language})" if known else language

    def verdict(self, verdict: Verdict) -> str:
        """Return what is said about a signature's state, or the reason of one that isn't valid."""
        texts = _about_signatures()[verdict.reason or verdict.state]["message"]
        return str(texts[self.lang])
