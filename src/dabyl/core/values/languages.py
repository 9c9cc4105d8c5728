"""Texts in several languages.

1. A language is a BCP 47 tag in lower case (``kk``, ``ru``, ``en``, ``nl``).
2. A text that is missing in a language is missing: nothing is filled in by machine.
"""

from collections.abc import Iterator, Mapping

import attrs


def _in_order(texts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(texts.items()))


@attrs.frozen
class Texts:
    """The same text in several languages."""

    pairs: tuple[tuple[str, str], ...] = attrs.field(factory=tuple)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Texts":
        """Return the texts of a mapping from language to text."""
        return cls(_in_order(texts))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)

    def __bool__(self) -> bool:
        return bool(self.pairs)

    def get(self, lang: str) -> str | None:
        """Return the text in *lang*, or None when there is none."""
        return next((text for have, text in self.pairs if have == lang), None)

    def best(self, lang: str, *, otherwise: str = "en") -> str:
        """Return the text in *lang*, else in *otherwise*, else in any language, else nothing."""
        return self.get(lang) or self.get(otherwise) or next((t for _, t in self.pairs), "")

    def languages(self) -> tuple[str, ...]:
        """Return the languages that have a text."""
        return tuple(lang for lang, _ in self.pairs)

    def missing(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the *wanted* languages that have no text."""
        return tuple(lang for lang in wanted if not self.get(lang))

    def as_dict(self) -> dict[str, str]:
        """Return a mapping from language to text."""
        return dict(self.pairs)


NO_TEXTS = Texts()
