"""Ids: names that stay.

1. An id is lower-case Latin letters, digits, and single ``-`` or ``.`` between them; it appears in
   addresses and file names, so nothing else may stand in it.
2. Codes of places come from outside (KATO, ISO 3166-2) and keep their own spelling.
"""

import re

ID_PATTERN = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", re.ASCII)
ID_MAX_CHARS = 80


def is_id(text: str) -> bool:
    """Tell whether *text* is an id."""
    return len(text) <= ID_MAX_CHARS and ID_PATTERN.fullmatch(text) is not None
