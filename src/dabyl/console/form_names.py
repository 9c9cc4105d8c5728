"""What the forms of a preview are called: people read names, and the path beside them.

1. A page, a sheet, a message and a feed are named with their place and language; any other file
   has its path alone.
"""

import re
from collections.abc import Mapping
from typing import Final

from dabyl.core.publication.press import Press

_KINDS: Final[Mapping[str, re.Pattern[str]]] = {
    "decision": re.compile(r"(?P<lang>\w+)/decision/[^/]+/index\.html"),
    "front": re.compile(r"(?P<lang>\w+)/index\.html"),
    "place": re.compile(r"(?P<lang>\w+)/place/(?P<place>[^/]+)/index\.html"),
    "print": re.compile(r"print/(?P<lang>\w+)/(?P<place>[^/]+)\.html"),
    "sms": re.compile(r"text/(?P<lang>\w+)/(?P<place>[^/]+)\.sms\.txt"),
    "feed": re.compile(r"feed/(?P<lang>\w+)\.atom"),
    "history": re.compile(r"(?P<lang>\w+)/history/index\.html"),
    "cap": re.compile(r"cap/.+\.xml"),
}


def language_of(path: str) -> str:
    """Return the language of a form, as its path says it; empty for none."""
    found = next((one for each in _KINDS.values() if (one := each.fullmatch(path))), None)
    return "" if found is None else found.groupdict().get("lang", "")


def form_name(press: Press, path: str, spoken: str, said: Mapping[str, Mapping[str, str]]) -> str:
    """Return what a form is called in a language; empty for one that has its path alone."""
    for kind, pattern in _KINDS.items():
        if found := pattern.fullmatch(path):
            parts = [said["form_name"][kind]]
            place, lang = (found.groupdict().get(one) for one in ("place", "lang"))
            if place:
                is_known = press.answers.places.unit(place) is not None
                parts.append(press.answers.name(place, spoken) if is_known else place)
            if lang:
                parts.append(said["language"].get(lang, lang))
            return " · ".join(parts)
    return ""
