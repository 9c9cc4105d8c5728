"""Language tags: whether one is well formed, and which language it names.

1. A tag has the form of BCP 47, which takes in that of RFC 3066. Letter case says nothing.
2. A language of two letters is one of ISO 639-1; those of three letters are too many to list here.
   ``kz`` and ``jp`` are countries, and no languages.
3. A block without a language is in ``en-US``, as the standard has it.

Source: RFC 5646, 2.1; RFC 3066, 2.2; ISO 639-1; CAP 1.2, 3.2.2.
"""

import re
from typing import Final

from dabyl.core.formats.cap.values import SPACE

DEFAULT: Final = "en-us"
_LONGEST: Final = 100
_TAG: Final = re.compile(
    r"(?:([a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*"
    r"(?:-x(?:-[a-z\d]{1,8})+)?|[ix](?:-[a-z\d]{1,8})+)",
    re.ASCII,
)
_ISO_639_1: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy"
    " da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu"
    " hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv"
    " kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr"
    " nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq"
    " sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi"
    " yo za zh zu"
)
_TWO_LETTERS: Final = frozenset(_ISO_639_1.split())


def language_of(text: str | None) -> str:
    """Return the tag in small letters; the standard's own when there is none."""
    return (text or "").strip(SPACE).lower() or DEFAULT


def primary(tag: str) -> str:
    """Return the language of a tag, without script and country."""
    return tag.partition("-")[0]


def is_tag(text: str) -> bool:
    """Tell whether the text is a tag of a language."""
    tag = text.strip(SPACE).lower()
    match = _TAG.fullmatch(tag) if len(tag) <= _LONGEST else None
    if match is None:
        return False
    return match[1] is None or len(match[1]) > len("en") or match[1] in _TWO_LETTERS
