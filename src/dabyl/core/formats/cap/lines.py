"""Lines: in which line an element stands, in files longer than libxml2 counts.

1. libxml2 counts 65,534 lines exactly; behind them it guesses from what stands near.
2. A longer file is read once more, by expat, which counts all of them.
3. Where expat does not know the encoding, the guess stays.
"""

from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from dabyl.core.formats.cap.where import Element

_COUNTED: Final = 65_534


def exact_lines(data: bytes, root: Element) -> Mapping[Element, int] | None:
    """Return the lines of a long file's elements, by element; None when the tree knows them."""
    if len(data) <= _COUNTED or data.count(b"\n") < _COUNTED:
        return None
    lines: list[int] = []
    parser = expat.ParserCreate()

    def start(*_: object) -> None:
        lines.append(parser.CurrentLineNumber)

    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        return None
    return dict(zip(root.iter("*"), lines, strict=True))
