"""Characters that nobody sees: who reads a text, and signs it, must see all of it in its order.

1. Unseen are control characters but line ends and tabs; marks that embed, override or isolate a
   direction; what has neither width nor shape; and what is no character at all.
2. Seen, though they have no shape, are the marks that a script may need: joiners, and marks of the
   direction of one letter.
3. A text that was typed or pasted loses them; other ends of lines become the usual one.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028-\u202e"
    "\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def without_unseen(text: str) -> str:
    """Return a text that was typed or pasted without what nobody sees in it."""
    return text if text.isprintable() and text.isascii() else _without(text)


def unseen_in(value: object, where: str = "") -> Iterator[Problem]:
    """Find the texts within a plain value that hold what nobody sees; the first of each."""
    match value:
        case str():
            if found := _UNSEEN.search(value):
                data = {"char": f"U+{ord(found[0]):04X}"}
                yield Problem(code=Code.TEXT_UNSEEN, where=where, data=data)
        case Mapping():
            for key, part in value.items():
                yield from unseen_in(part, f"{where}.{_name(key)}".removeprefix("."))
        case list() | tuple():
            for number, part in enumerate(value):
                yield from unseen_in(part, f"{where}[{number}]")
        case _:
            pass


def _without(text: str) -> str:
    return _UNSEEN.sub("", _LINE_END.sub("\n", text))


def _name(key: Any) -> str:  # noqa: ANN401 - whatever a mapping has for a key
    return _without(str(key))
