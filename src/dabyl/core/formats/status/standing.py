"""Standing as JSON: the one function from which the command line and the public files make it.

1. Instants are RFC 3339 with the offset of the place's zone.
2. ``level`` is the lowest that stands anywhere on the place's ground, or null; ``highest_part``
   stands beside it. ``until`` is null when the end is open.
3. ``other_scales`` lists other authorities' levels there; they are never compared.
4. End wordings keep their form: ``{"form": "days", "days": 40}``.
"""

from collections.abc import Iterable
from typing import Any, assert_never

from dabyl.core.calendars.endings import (
    AtEvent,
    AtTime,
    Ending,
    ForDays,
    NotStated,
    OpenEnd,
    ThroughDate,
)
from dabyl.core.levels.decision import Source
from dabyl.core.levels.standing import Conflict, Defect, Next, Standing, StandingLayer
from dabyl.core.values.instants import Instant


def standing_fields(
    standing: Standing, *, zone: str, other_scales: Iterable[Standing] = ()
) -> dict[str, Any]:
    """Return the fields of *standing*, with instants as clocks in *zone* show them."""
    return {
        "place": standing.place,
        "scale": standing.scale,
        "level": standing.level,
        "rank": standing.rank,
        "highest_part": standing.highest_part,
        "since": _instant(standing.since, zone),
        "until": _instant(standing.until, zone),
        "next": _next(standing.next, zone),
        "review_by": _instant(standing.review_by, zone),
        "end_wording": _wording_in_force(standing),
        "layers": [_layer(layer, zone) for layer in standing.layers],
        "overruled": [_layer(layer, zone) for layer in standing.overruled],
        "scoped": [_layer(layer, zone) for layer in standing.scoped],
        "reasons": [
            {
                "layer": reason.layer,
                "by": reason.by,
                "rule": reason.rule,
                "until": _instant(reason.until, zone),
            }
            for reason in standing.reasons
        ],
        "conflicts": [_conflict(conflict) for conflict in standing.conflicts],
        "parts": [{"place": part.place, "level": part.level} for part in standing.parts],
        "defects": [_defect(defect) for defect in standing.defects],
        "at": standing.at.text(zone),
        "as_of": standing.as_of.text(zone),
        "valid_until": standing.valid_until.text(zone),
        "known_at": standing.known_at.text(zone),
        "other_scales": [
            {
                "scale": other.scale,
                "level": other.level,
                "highest_part": other.highest_part,
                "since": _instant(other.since, zone),
                "until": _instant(other.until, zone),
            }
            for other in other_scales
        ],
    }


def ending_fields(ending: Ending) -> dict[str, Any]:
    """Return how a text states an end."""
    match ending:
        case ForDays(days=days):
            return {"form": "days", "days": days}
        case ThroughDate(day=day):
            return {"form": "date", "day": day.isoformat()}
        case AtTime(day=day, minutes=minutes):
            time = f"{minutes // 60:02}:{minutes % 60:02}"
            return {"form": "time", "day": day.isoformat(), "time": time}
        case AtEvent(event=event):
            return {"form": "event", "event": event.as_dict()}
        case OpenEnd():
            return {"form": "open"}
        case NotStated():
            return {"form": "not-stated"}
        case _:
            assert_never(ending)


def _instant(instant: Instant | None, zone: str) -> str | None:
    return None if instant is None else instant.text(zone)


def _wording_in_force(standing: Standing) -> dict[str, Any] | None:
    """Return the wording of the layer whose end is the standing's, else of the first layer."""
    layers = [layer for layer in standing.layers if layer.end == standing.until]
    chosen = next(iter((*layers, *standing.layers)), None)
    return None if chosen is None else _wording(chosen)


def _wording(layer: StandingLayer) -> dict[str, Any]:
    return {**ending_fields(layer.ending), "decision": layer.ending_decision}


def _next(following: Next | None, zone: str) -> dict[str, Any] | None:
    if following is None:
        return None
    return {
        "at": following.at.text(zone),
        "level": following.level,
        "decision": following.decision,
    }


def _layer(layer: StandingLayer, zone: str) -> dict[str, Any]:
    return {
        "layer": layer.id,
        "decision": layer.decision,
        "office": layer.office,
        "level": layer.level,
        "area": list(layer.area),
        "start": layer.start.instant.text(zone),
        "start_precision": layer.start.precision,
        "start_status": layer.start.status,
        "end": _instant(layer.end, zone),
        "end_wording": _wording(layer),
        "review_by": None if layer.review is None else layer.review.instant.text(zone),
        "modifier": layer.modifier,
        "trend": layer.trend,
        "scope": None if layer.scope is None else {"kind": layer.scope.kind, "id": layer.scope.id},
        "only": layer.only,
        "extended_by": list(layer.extended_by),
        "ended_by": layer.ended_by,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "about": conflict.about,
        "decisions": list(conflict.decisions),
        "text": conflict.text.as_dict(),
        "stated": conflict.stated,
        "played": conflict.played,
        "source": None if conflict.source is None else _source(conflict.source),
    }


def _source(source: Source) -> dict[str, str]:
    return {"id": source.id, "publisher": source.publisher, "url": source.url, "date": source.date}


def _defect(defect: Defect) -> dict[str, Any]:
    return {
        "decision": defect.decision,
        "code": defect.code,
        "where": defect.where,
        "text": defect.text.as_dict(),
    }
