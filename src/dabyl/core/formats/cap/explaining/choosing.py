"""Choosing: the blocks of an alert that are in the reader's language, or in the next best one.

1. A block without a language is in ``en-US``, as the standard says.
2. All blocks of the chosen language are taken: an alert may tell of several events.
3. Who has no text in Kazakh gets the Russian one; then comes English; then what stands first.
4. Of two languages that differ only in their country the reader's own spelling comes first, else
   the one that stands first.

Source: CAP 1.2, 3.2.2 language; RFC 4647, 3.4 (lookup by shortening the tag).
"""

from collections.abc import Mapping
from typing import Final

import attrs

from dabyl.core.formats.cap.explaining.harmless import one_line
from dabyl.core.formats.cap.values import Alert, Info

UNSTATED: Final = "en-US"
_NEXT_BEST: Final[dict[str, tuple[str, ...]]] = {"kk": ("ru", "en")}
_ENGLISH: Final[tuple[str, ...]] = ("en",)


@attrs.frozen(kw_only=True)
class Choice:
    """The chosen blocks, the language that they are in, and what other languages there are."""

    wanted: str
    language: str | None
    blocks: tuple[Info, ...]
    others: tuple[str, ...]

    @property
    def is_wanted(self) -> bool:
        """Whether the blocks are in the language that the reader wanted."""
        return self.language is not None and primary(self.language) == primary(self.wanted)


def choose(alert: Alert, wanted: str) -> Choice:
    """Return the blocks for a reader of *wanted*; none when the alert has none."""
    by_language: dict[str, list[Info]] = {}
    spelled: dict[str, str] = {}
    for info in alert.infos:
        language = language_of(info)
        by_language.setdefault(language.lower(), []).append(info)
        spelled.setdefault(language.lower(), language)
    if not by_language:
        return Choice(wanted=wanted, language=None, blocks=(), others=())
    chosen = _best(by_language, wanted)
    return Choice(
        wanted=wanted,
        language=spelled[chosen],
        blocks=tuple(by_language[chosen]),
        others=tuple(spelled[each] for each in by_language if each != chosen),
    )


def language_of(info: Info) -> str:
    """Return the language of a block, with hyphens between its parts."""
    return one_line(info.language).replace("_", "-") or UNSTATED


def primary(language: str) -> str:
    """Return the first part of a language's tag: ``en`` of ``en-GB``."""
    return language.lower().partition("-")[0]


def _best(there: Mapping[str, list[Info]], wanted: str) -> str:
    for tag in (wanted, *_NEXT_BEST.get(primary(wanted), _ENGLISH)):
        if tag.lower() in there:
            return tag.lower()
        for language in there:
            if primary(language) == primary(tag):
                return language
    return next(iter(there))
