"""Phrases that the rules put into the slots of a reason, in the language of the reason.

1. Only slots that hold such phrases are looked at; what a person typed stays as it is.
2. A slot may hold several, with commas between; each is known by its first words.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

SLOTS: Final[Mapping[str, str]] = {
    "want": "shape",
    "have": "shape",
    "kind": "thing",
    "near": "choice",
    "between": "entry",
    "what": "due",
    "state": "state",
    "wanted": "state",
}
"""The slots that hold phrases, and what they are about."""

Phrases = Mapping[str, Mapping[str, Mapping[str, str]]]


def spoken(data: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return the data of a problem with its phrases in a language, where they have words in it."""
    return {name: _said(name, value, lang) for name, value in data.items()}


@cache
def phrases() -> Phrases:
    """Return the phrases by what they are about, as the file has them."""
    text = files("dabyl.locale").joinpath("phrases.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _said(slot: str, value: object, lang: str) -> object:
    if slot not in SLOTS or not isinstance(value, str):
        return value
    known = phrases()[SLOTS[slot]]
    return ", ".join(_phrase(part, known, lang) for part in value.split(", "))


def _phrase(text: str, known: Mapping[str, Mapping[str, str]], lang: str) -> str:
    begins = [one for one in known if f"{text} ".startswith(f"{one} ")]
    longest = max(begins, key=len, default="")
    said = known.get(longest, {}).get(lang)
    return text if said is None else said + text[len(longest) :]
