"""Border files: what is asked of one, and what comes out of it."""

from datetime import date

import attrs

from dabyl.core.places.topology import Row


@attrs.frozen(kw_only=True)
class Columns:
    """Which columns hold what; ``on`` is the day whose rows are taken."""

    code: str
    name: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    on: date | None = None


@attrs.frozen(kw_only=True)
class BorderFile:
    """What was read: the layer, its reference system, and the rows that were taken."""

    layer: str
    crs: str
    rows: tuple[Row, ...]
    left_out: int
