"""The reader's zone: by which time zone the clock of this machine is set.

1. ``TZ`` counts first, then what ``/etc/localtime`` points to. Only zones of the pinned database
   count; where none is found it is UTC.
"""

import os
from pathlib import Path

from dabyl.core.values.zones import UTC_ZONE, is_zone

_LOCALTIME = Path("/etc/localtime")
_UTC_BY_ANOTHER_NAME = "Etc/UTC"


def reader_zone(localtime: Path = _LOCALTIME) -> str:
    """Return the name of the zone."""
    _, _, pointed = str(localtime.resolve()).partition("/zoneinfo/")
    candidates = (os.environ.get("TZ", "").removeprefix(":"), pointed)
    name = next((name for name in candidates if is_zone(name)), UTC_ZONE)
    return UTC_ZONE if name == _UTC_BY_ANOTHER_NAME else name
