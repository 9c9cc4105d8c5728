"""Status files: what stands, as JSON, for a place, for the country, and on a map.

1. A place's file has exactly the fields of ``dabyl standing --json``, and before them what the site
   is; a second scale on a place has a file of its own.
2. The country's file lists every place that has a level, or a part with one; a place that is not
   listed has none as of ``as_of``, and may be said to have none until ``valid_until``.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from dabyl.core.formats.geojson.features import Feature, format_features
from dabyl.core.formats.status.standing import standing_fields
from dabyl.core.levels.standing import Standing
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.maps import Plan
from dabyl.core.publication.outcomes import outcome
from dabyl.core.publication.press import Press
from dabyl.core.values.instants import Instant


def about(press: Press) -> dict[str, Any]:
    """Return what every machine form says of the site."""
    answers = press.answers
    register = answers.register
    marks = {lang: text for lang in press.languages if (text := press.mark(lang))}
    return {
        "kind": register.kind,
        "in_earnest": not marks,
        **({"mark": marks} if marks else {}),
        **({"archive": True} if press.archive else {}),
        "journal": {"number": register.number, "head": register.head},
    }


def names_of(press: Press, key: str) -> dict[str, str]:
    """Return a place's names in the site's languages."""
    return {lang: press.answers.name(key, lang) for lang in press.languages}


def place_status(press: Press, key: str, scale: str) -> bytes:
    """Return what stands at a place by one scale."""
    answers = press.answers
    standing = answers.standing(key, scale)
    others = [answers.standing(key, other) for other in answers.scales(key) if other != scale]
    fields = standing_fields(standing, zone=answers.zone_of(key), other_scales=others)
    shown = outcome(answers, standing)
    labels = {
        lang: speaker.level(shown.shown)
        for lang, speaker in press.speakers.items()
        if shown.shown is not None
    }
    head = {
        **about(press),
        "names": names_of(press, key),
        "outcome": shown.kind,
        "steps": shown.steps,
        "labels": labels,
    }
    return msgspec.json.encode({**head, **fields}) + b"\n"


def country_status(press: Press) -> bytes:
    """Return every place of the site at which something stands."""
    answers = press.answers
    standing = answers.main(answers.country)
    result = {
        **about(press),
        "country": answers.country,
        "as_of": standing.as_of.text(answers.zone),
        "valid_until": _earliest(press).text(answers.zone),
        "known_at": standing.known_at.text(answers.zone),
        "standing": standing_fields(
            standing, zone=answers.zone, other_scales=answers.others(answers.country)
        ),
        "places": list(_places(press)),
    }
    return msgspec.json.encode(result) + b"\n"


def _earliest(press: Press) -> Instant:
    answers = press.answers
    return min(answers.main(key).valid_until for key in answers.paged)


def _places(press: Press) -> Iterator[dict[str, Any]]:
    answers = press.answers
    for key in answers.paged:
        for scale in answers.scales(key):
            standing = answers.standing(key, scale)
            if standing.highest_part is not None:
                yield _short(answers, standing)


def _short(answers: Answers, standing: Standing) -> dict[str, Any]:
    zone = answers.zone_of(standing.place)
    since, until = standing.since, standing.until
    return {
        "place": standing.place,
        "scale": standing.scale,
        "level": standing.level,
        "rank": standing.rank,
        "highest_part": standing.highest_part,
        "since": None if since is None else since.text(zone),
        "until": None if until is None else until.text(zone),
    }


def standing_map(press: Press, plan: Plan | None) -> bytes:
    """Return the first-level units, and smaller ones whose level differs, as GeoJSON."""
    answers = press.answers
    root = answers.main(answers.country)
    head: dict[str, Any] = {
        **about(press),
        "as_of": root.as_of.text(answers.zone),
        "valid_until": _earliest(press).text(answers.zone),
    }
    if plan is not None:
        borders = plan.outlines.borders
        head["borders"] = {
            "source": borders.source,
            "licence": borders.licence,
            "attribution": borders.attribution,
            "error_km": plan.outlines.error_km,
        }
    return format_features(_features(press, plan, root), about=head)


def _features(press: Press, plan: Plan | None, root: Standing) -> Iterator[Feature]:
    answers = press.answers
    shapes = {} if plan is None else dict(plan.shapes)
    units = answers.children(answers.country)
    parts = [part.place for part in root.parts]
    for key in dict.fromkeys((*units, *parts)):
        standing = answers.standing(key, root.scale)
        shape = shapes.get(key)
        yield Feature(
            id=key,
            polygons=() if plan is None or shape is None else plan.outlines.polygons(shape),
            point=answers.unit(key).point,
            properties={
                **_short(answers, standing),
                "names": names_of(press, key),
                "drawn_by": None if shape in {None, key} else shape,
            },
        )
