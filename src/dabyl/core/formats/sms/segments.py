"""Segments: how many text messages a text costs.

1. A text whose every character is in the GSM 7-bit default alphabet goes out in septets: 160 in one
   message, 153 in each of several. A character of its extension table takes two septets.
2. Every other text goes out in UTF-16 code units (UCS-2): 70 in one message, 67 in each of several.
3. A pair of septets, or of surrogates, is never cut by the end of a segment.

Source: 3GPP TS 23.038, 6.2.1; TS 23.040, 9.2.3.24.1 (the header of joined messages).
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

import attrs

_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENDED = frozenset("\f^{}\\[~]|€")
_ONE_PLANE = 0xFFFF


class Alphabet(StrEnum):
    """How the characters of a message are coded."""

    GSM_7 = "gsm-7"
    UCS_2 = "ucs-2"


_ALONE = {Alphabet.GSM_7: 160, Alphabet.UCS_2: 70}
_JOINED = {Alphabet.GSM_7: 153, Alphabet.UCS_2: 67}


@attrs.frozen
class Segments:
    """What a text costs: its alphabet, its length in units of it, and the messages it takes."""

    alphabet: Alphabet
    units: int
    count: int


def segments(text: str) -> Segments:
    """Return what sending *text* costs. An empty text is one empty message."""
    gsm = all(char in _GSM_BASIC or char in _GSM_EXTENDED for char in text)
    alphabet = Alphabet.GSM_7 if gsm else Alphabet.UCS_2
    widths = list(_widths(text, alphabet))
    units = sum(widths)
    if units <= _ALONE[alphabet]:
        return Segments(alphabet, units, 1)
    return Segments(alphabet, units, _packed(widths, _JOINED[alphabet]))


def longest_that_fits(texts: Iterable[str], most: int) -> str:
    """Return the first of *texts* that takes at most *most* segments, else the last of them."""
    chosen = ""
    for text in texts:
        chosen = text
        if segments(text).count <= most:
            break
    return chosen


def _widths(text: str, alphabet: Alphabet) -> Iterator[int]:
    for char in text:
        if alphabet is Alphabet.GSM_7:
            yield 2 if char in _GSM_EXTENDED else 1
        else:
            yield 2 if ord(char) > _ONE_PLANE else 1


def _packed(widths: Iterable[int], room: int) -> int:
    count, used = 1, 0
    for width in widths:
        if used + width > room:
            count, used = count + 1, 0
        used += width
    return count
