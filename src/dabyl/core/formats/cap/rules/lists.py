"""Lists in one text: white space between the items, double quotes around those that hold it.

Source: CAP 1.2, 3.2.1, ``addresses`` and ``incidents``.
"""

import re
from typing import Final

_ITEM: Final = re.compile(r'"([^"]*)"|([^\s"]+)')


def has_open_quote(text: str) -> bool:
    """Tell whether a double quote is opened and never closed."""
    return text.count('"') % 2 == 1


def split_list(text: str) -> tuple[str, ...]:
    """Return the items without their quotes."""
    return tuple(match[1] if match[2] is None else match[2] for match in _ITEM.finditer(text))
