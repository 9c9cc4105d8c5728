"""Osland in the console's languages: its Kazakh and Russian are English in Cyrillic letters.

So a text in another alphabet than its page's language wants is a text of the wrong language.
"""

import re

from support.packs import FILES

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абцдефгхийклмнопкрстуввхуз"
_TO_CYRILLIC = str.maketrans(_LATIN + _LATIN.upper(), _CYRILLIC + _CYRILLIC.upper())
_SLOT = re.compile(r"(\{[^{}]*\})")
_PAIR = re.compile(r'\ben = "((?:[^"\\]|\\.)*)"(?:, fr = "(?:[^"\\]|\\.)*")?')
_QUOTED = re.compile(r'"([^"]*)"')
_IDS = ("action", "level", "form")


def cyrillic(text: str) -> str:
    """Return a text in Cyrillic letters, but for its slots."""
    parts = _SLOT.split(text)
    return "".join(
        one if number % 2 else one.translate(_TO_CYRILLIC) for number, one in enumerate(parts)
    )


def _pair(found: re.Match[str]) -> str:
    said = found.group(1)
    return f'en = "{said}", kk = "{cyrillic(said)}", ru = "{cyrillic(said)}"'


def _texts(line: str) -> str:
    if line.partition(" = ")[0] in _IDS:
        return line
    return _QUOTED.sub(lambda found: f'"{cyrillic(found.group(1))}"', line)


_SPOKEN = {
    name: _PAIR.sub(_pair, text).replace('"en", "fr"', '"kk", "ru", "en"')
    for name, text in FILES.items()
    if not name.startswith("texts/fr")
}
_OTHER = "\n".join(_texts(line) for line in FILES["texts/en.toml"].split("\n"))
TRILINGUAL = {**_SPOKEN, "texts/kk.toml": _OTHER, "texts/ru.toml": _OTHER}
