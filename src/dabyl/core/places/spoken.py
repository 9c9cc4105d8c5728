"""Places as people call them: with the word for their kind, shortened, in any order and spelling.

1. Letters are folded: ё is е, the Kazakh letters are the Russian ones that stand for them, accents
   and hyphens are nothing. Two names that differ in more are two names.
2. A word for a kind (город, г., қаласы, область, обл., ауданы, р-н, city of, district) is no part
   of a name, and says what is meant: a city isn't a region of the same name.
3. Who names no kind means a place that is called so without one, if there is such a place.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final
from unicodedata import category, normalize

import attrs

from dabyl.core.places.units import Unit


class Sort(StrEnum):
    """What a word for a kind means."""

    CITY = "city"
    REGION = "region"
    DISTRICT = "district"


_WORDS: Final[Mapping[Sort, str]] = {
    Sort.CITY: "город города г гор қала қаласы қ city town",
    Sort.REGION: "область области обл облыс облысы region oblast province",
    Sort.DISTRICT: "район района р-н р-он аудан ауданы ауд а-ны district rayon raion",
}
"""Words by which people call kinds of places; they are read, never shown."""
_KINDS: Final[Mapping[Sort, frozenset[str]]] = {
    Sort.CITY: frozenset({"city", "town"}),
    Sort.REGION: frozenset({"region", "province"}),
    Sort.DISTRICT: frozenset({"district", "city-district"}),
}
_SORTS: Final = {word: sort for sort, words in _WORDS.items() for word in words.split()}
_FILLERS: Final = frozenset({"of", "the"})
_LETTERS: Final = str.maketrans("әғқңөұүһі", "агкноуухи")
_BETWEEN: Final = str.maketrans(dict.fromkeys(".,;\"'«»“”()", " "))


@attrs.frozen
class _Call:
    """A name without the words for kinds, folded, and what these mean."""

    name: str
    sorts: frozenset[Sort]


@attrs.frozen(eq=False)
class Spoken:
    """How units are called. Make one with ``spoken``."""

    units: Mapping[str, Unit]
    _whole: Mapping[str, tuple[str, ...]]
    _bare: Mapping[str, tuple[str, ...]]

    def find(self, text: str) -> tuple[str, ...]:
        """Return the keys of all units that can be called so."""
        call = _call(text)
        bare = self._bare.get(call.name, ())
        if not call.sorts:
            return self._whole.get(call.name) or bare
        kinds = frozenset().union(*(_KINDS[sort] for sort in call.sorts))
        return tuple(key for key in bare if self.units[key].kind in kinds)


def spoken(units: Mapping[str, Unit], names: Iterable[tuple[str, str]]) -> Spoken:
    """Return how units are called, given pairs of a unit's key and one of its names."""
    whole: dict[str, dict[str, None]] = {}
    bare: dict[str, dict[str, None]] = {}
    for key, text in names:
        call = _call(text)
        whole.setdefault(_folded(text), {})[key] = None
        bare.setdefault(call.name, {})[key] = None
    bare.pop("", None)
    return Spoken(units, _tuples(whole), _tuples(bare))


def _call(text: str) -> _Call:
    words = normalize("NFC", text).casefold().translate(_BETWEEN).split()
    sorts = frozenset(_SORTS[word] for word in words if word in _SORTS)
    fillers = _FILLERS if sorts else frozenset()
    left = (word for word in words if word not in _SORTS and word not in fillers)
    return _Call(_folded(" ".join(left)), sorts)


def _folded(text: str) -> str:
    plain = normalize("NFC", text).casefold().translate(_BETWEEN).translate(_LETTERS)
    letters = "".join(_plain_letters(plain.replace("-", " ")))
    return " ".join(letters.split())


def _plain_letters(text: str) -> Iterator[str]:
    return (letter for letter in normalize("NFD", text) if category(letter) != "Mn")


def _tuples(found: Mapping[str, Mapping[str, None]]) -> dict[str, tuple[str, ...]]:
    return {text: tuple(keys) for text, keys in found.items()}
