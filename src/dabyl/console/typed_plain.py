"""The plain values that fields are made of: what was sent, and what stands in a body."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import attrs

from dabyl.core.values.seen import without_unseen

_MOST_DIGITS: Final = 15
Body = dict[str, Any]
Sent = Callable[[str], Sequence[str]]
"""Every value that was sent under a name."""


@attrs.frozen(kw_only=True)
class Known:
    """What fields are read with: languages, the zone of times, and how places are found."""

    languages: tuple[str, ...]
    zone: str
    find: Callable[[str], tuple[str, ...]]


def one(sent: Sent, name: str) -> str:
    """Return the last value that was sent under a name, as it is seen; empty when none was."""
    values = sent(name)
    return without_unseen(values[-1]).strip() if values else ""


def whole(text: str) -> int | None:
    """Return the whole number that a text is; None when it is none, or too long for one of ours."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None


def texts(
    sent: Sent, name: str, languages: tuple[str, ...], before: Mapping[str, str]
) -> dict[str, str]:
    """Return texts by language; those that the form doesn't show, or that read the same, stay."""
    found = {lang: text for lang, text in before.items() if lang not in languages}
    for lang in languages:
        said = one(sent, f"{name}-{lang}")
        if said:
            stood = before.get(lang, "")
            found[lang] = stood if said == stood.strip() else said
    return found


def put(into: Body, name: str, value: object) -> None:
    """Put a value into its field, or take the field away when there is none."""
    if value in (None, "", {}, []):
        into.pop(name, None)
    else:
        into[name] = value


def mapping(value: object) -> Mapping[str, Any]:
    """Return a mapping; an empty one for what is none."""
    return value if isinstance(value, Mapping) else {}


def sequence(value: object) -> list[Any]:
    """Return a list; an empty one for what is none."""
    return list(value) if isinstance(value, list | tuple) else []


def words_in(value: object) -> dict[str, str]:
    """Return texts by language as they stand in a body."""
    return {lang: str(text) for lang, text in mapping(value).items()}


def first_of(given: list[Any]) -> str:
    """Return the first of a list as text; empty when there is none."""
    return str(given[0]) if given else ""
