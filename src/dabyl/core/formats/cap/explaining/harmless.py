r"""Harmless text: a stranger's text, fit to be shown on a terminal and on a page.

1. What a terminal obeys (control characters, C1 ones among them) and what turns the order of text
   around (bidirectional embeddings, overrides and isolates) is replaced by U+FFFD, so that one sees
   that something stood there. Marks that a script needs, such as joiners, stay.
2. Line ends of every kind become ``\n``; ``<br/>``, which some authorities write as text, too. No
   other markup is understood: it stays the text that it is.
3. A text beyond 20,000 characters is cut, and ends with an ellipsis.

Source: Unicode 16, 23.1 (control codes) and UAX 9, 2 (directional formatting characters).
"""

import re
from typing import Final

LONGEST: Final = 20_000
"""Characters of one text that are shown."""

_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f\ufffe\uffff]"
)
_LINE_END: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]|<br\\s*/?>", re.IGNORECASE)
_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_INSTEAD: Final = "\ufffd"


def harmless(text: str) -> str:
    """Return the text without what could do harm; its lines stay, at most one empty between two."""
    whole = f"{text[:LONGEST]}…" if len(text) > LONGEST else text
    shown = _HIDDEN.sub(_INSTEAD, _LINE_END.sub("\n", whole))
    lines = "\n".join(" ".join(line.split()) for line in shown.split("\n"))
    return _EMPTY_LINES.sub("\n\n", lines).strip()


def one_line(text: str | None) -> str:
    """Return the text without what could do harm, in one line; nothing for None."""
    return " ".join(harmless(text or "").split())
