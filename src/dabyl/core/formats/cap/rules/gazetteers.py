"""Gazetteers: what must be known of coded places to judge a geocode.

1. A ``valueName`` is a scheme, a colon, and the scheme's version: a number or a day, such as
   ``ISO 3166-2:2013`` or ``KATO:2016-06-06``. A version may be followed by a part of the scheme,
   as in ``layer:EC-MSC-SMC:1.0:CLC``.
2. A scheme that nobody told of is unknown: then a question is answered by None, neither yes nor no.
"""

import re
from datetime import date
from typing import Final, Protocol

_VERSION: Final = re.compile(r"[vV]?\d[\w.+-]*", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Gazetteer(Protocol):
    """Knows which codes of which scheme there were on a day."""

    def existed(self, scheme: str, code: str, on: date) -> bool | None:
        """Tell whether the scheme had the code on the day; None when it isn't known here."""
        ...

    def has_geometry(self, scheme: str, code: str) -> bool | None:
        """Tell whether a place of the code can be drawn; None when it isn't known here."""
        ...


def scheme_of(name: str | None) -> str:
    """Return the scheme that a ``valueName`` names, without its version."""
    parts = (name or "").strip().split(":")
    at = _version_at(parts)
    return ":".join(parts if at is None else parts[:at])


def version_of(name: str | None) -> str | None:
    """Return the version that a ``valueName`` names, or None."""
    parts = (name or "").strip().split(":")
    at = _version_at(parts)
    return None if at is None else parts[at].strip()


def day_of(version: str) -> date | None:
    """Return the day that a version is, or None."""
    if not _DAY.fullmatch(version):
        return None
    try:
        return date.fromisoformat(version)
    except ValueError:
        return None


def _version_at(parts: list[str]) -> int | None:
    places = (at for at, part in enumerate(parts) if at and _VERSION.fullmatch(part.strip()))
    return next(places, None)
