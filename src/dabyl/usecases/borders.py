"""Borders: what an offered set is like, and its adoption by an entry of the journal."""

from datetime import date

import attrs

from dabyl.core.formats.places.borders import parse_borders
from dabyl.core.places.borders import BorderSet, corners, simplified
from dabyl.core.places.gazetteer import Gazetteer
from dabyl.core.places.topology import Row, Topology, drawn, topology
from dabyl.core.register.facts import BordersAdopted
from dabyl.core.register.library import ChangeLibrary
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.usecases.desk import Desk, load
from dabyl.usecases.official import take_on

SIMPLE_KM = 1.0


@attrs.frozen(kw_only=True)
class Simple:
    """What simplifying the set for maps costs."""

    tolerance_km: float
    error_km: float
    corners: int
    corners_before: int


@attrs.frozen(kw_only=True)
class Offer:
    """An offered set: the report, and the exact set and its simplified sister when adoptable.

    ``codes_checked`` tells whether there were units to compare the codes with.
    """

    report: Topology
    codes_checked: bool
    borders: BorderSet | None
    simple: Simple | None


def offer_borders(
    rows: tuple[Row, ...],
    about: BorderSet,
    *,
    on: date,
    places: Gazetteer | None,
    old: BorderSet | None,
) -> Offer:
    """Look at the rows of a file; *about* says whose they are and when they hold, without shapes.

    Without *places* codes are taken as they are, and the offer says so.
    """
    report = topology(rows, on=on, places=places, old=old)
    checked = places is not None
    if not report.adoptable:
        return Offer(report=report, codes_checked=checked, borders=None, simple=None)
    borders = attrs.evolve(about, shapes=drawn(rows, places))
    lighter, error_km = simplified(borders, SIMPLE_KM)
    simple = Simple(
        tolerance_km=SIMPLE_KM,
        error_km=error_km,
        corners=corners(lighter),
        corners_before=corners(borders),
    )
    return Offer(report=report, codes_checked=checked, borders=borders, simple=simple)


def adopt_borders(desk: Desk, geojson: str, *, at: Instant) -> Register:
    """Put a border set into the journal as of *at*; the entry holds the text itself.

    Raises:
        Rejected: the text is no border set of units that the packs in use know.
        Refused: two persons must agree.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the journal cannot be read or written.
    """
    register = load(desk)
    units = register.gazetteer.units
    borders = parse_borders(geojson, "borders", find=lambda key: (key,) if key in units else ())
    drawn = BordersAdopted(borders=borders, geojson=geojson)
    return take_on(desk, register, ChangeLibrary(fact=drawn), at=at)
