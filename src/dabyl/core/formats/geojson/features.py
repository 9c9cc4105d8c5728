"""GeoJSON: places with what stands on them.

1. Positions are (longitude, latitude) in degrees, WGS84; outer rings run counter-clockwise.
2. A place without a border of its own is a point, or has no geometry at all; it is never left out.

Source: RFC 7946.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import msgspec

Position = tuple[float, float]
Ring = tuple[Position, ...]
Polygon = tuple[Ring, ...]


@attrs.frozen(kw_only=True)
class Feature:
    """One place: its polygons or its point, and its properties."""

    id: str
    polygons: tuple[Polygon, ...]
    point: Position | None
    properties: Mapping[str, Any]


def format_features(features: Iterable[Feature], *, about: Mapping[str, Any]) -> bytes:
    """Return the bytes of a feature collection; *about* are members of the collection itself."""
    collection = {
        "type": "FeatureCollection",
        **about,
        "features": [
            {
                "type": "Feature",
                "id": feature.id,
                "geometry": _geometry(feature),
                "properties": feature.properties,
            }
            for feature in features
        ],
    }
    return msgspec.json.encode(collection) + b"\n"


def _geometry(feature: Feature) -> dict[str, Any] | None:
    if feature.polygons:
        return {"type": "MultiPolygon", "coordinates": feature.polygons}
    if feature.point is not None:
        return {"type": "Point", "coordinates": feature.point}
    return None
