"""IANA time zones, with their history.

1. A zone is known by its IANA name (``Asia/Almaty``); abbreviations and offsets are not zones.
2. Rules come from the pinned ``tzdata`` package, never from the machine, so that the same journal
   gives the same instants everywhere.
"""

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

UTC_ZONE = "UTC"
_LONGEST = 64


@cache
def zone(name: str) -> ZoneInfo:
    """Return the zone with the IANA *name*.

    Raises:
        ValueError: there is no such zone in the pinned database.
    """
    parts = name.split("/")
    if len(name) > _LONGEST or not all(
        part and part[0].isalpha() and part.isascii() for part in parts
    ):
        raise ValueError(f"{name!r} is not an IANA zone name, such as Asia/Almaty")
    path = files("tzdata").joinpath("zoneinfo", *parts)
    if not path.is_file():
        raise ValueError(f"{name!r} is not an IANA zone name, such as Asia/Almaty")
    with path.open("rb") as rules:
        return ZoneInfo.from_file(rules, key=name)


def is_zone(name: str) -> bool:
    """Tell whether *name* is a zone of the pinned database."""
    try:
        zone(name)
    except ValueError:
        return False
    return True
