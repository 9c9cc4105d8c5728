"""The view of the Django peer that answers as ``/api/v1/standing/{place}`` does, from queries.

1. It answers for places with one level, as the pages of the peer do.
2. In the peer's favour: what is told of layers, conflicts and defects lies in the tables ready to
   send; queries run on the thread of the event loop, over one connection, so that no request waits
   for a thread or connects anew; nothing is counted by source, and no parameter is checked.
"""

# mypy: disable-error-code="attr-defined"
# (the checker knows the managers of Dabyl's own tables only)

import json
from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from _django.models import DecisionText, Doubt, Layer, LevelText, Unit, UnitName
from _django.stands import Stands, stands_at
from dabyl.core.calendars.printed import printed_end, printed_instant
from dabyl.core.register.explain import WORDS
from dabyl.core.register.standing import LEASE_S
from dabyl.core.values.instants import Instant, parse_instant

Fields = dict[str, Any]
Texts = Mapping[tuple[str, str], str]


async def standing(request: HttpRequest, place: str) -> HttpResponse:
    """Answer what stands at a place."""
    at, known = (parse_instant(request.GET[name]) for name in ("at", "known_at"))
    unit = Unit.objects.get(key=place)
    stands = stands_at(unit, at=at.s, known=known.s)
    if stands.level is None or stands.until is None or stands.parts:
        raise SystemExit("the peer answers for places with one level only")
    answer = _answer(unit, stands, stands.until, at=at, known=known)
    reply = HttpResponse(msgspec.json.encode(answer), content_type="application/json")
    reply["Cache-Control"] = "public, max-age=15"
    return reply


def _answer(unit: Unit, stands: Stands, end_s: int, *, at: Instant, known: Instant) -> Fields:
    zone, level = unit.zone, stands.layers[0].level
    layers = [_layer(layer, zone) for layer in stands.layers]
    acts = [layer.decision_id for layer in stands.layers]
    acts += [one.key for layer in stands.layers for one in layer.extended_by.all()]
    doubts = list(Doubt.objects.filter(decision__in=acts).order_by("id"))
    as_of = min(at.s, known.s)
    until = _text(end_s, zone)
    return {
        "place": unit.key,
        "scale": level.scale,
        "level": level.key,
        "rank": level.rank,
        "highest_part": level.key,
        "since": _text(stands.since, zone),
        "until": until,
        "next": {
            "at": until,
            "level": None if stands.then is None else stands.then.level_id,
            "decision": None if stands.then is None else stands.then.decision_id,
        },
        "review_by": None,
        "end_wording": layers[0]["end_wording"],
        "layers": layers,
        "overruled": [],
        "scoped": [],
        "reasons": [
            {"layer": one["layer"], "by": None, "rule": "highest", "until": one["end"]}
            for one in layers
        ],
        "conflicts": [json.loads(one.told) for one in doubts if one.kind == "conflicts"],
        "parts": [],
        "defects": [json.loads(one.told) for one in doubts if one.kind == "defects"],
        "at": at.text(zone),
        "as_of": _text(as_of, zone),
        "valid_until": _text(min(as_of + LEASE_S, end_s), zone),
        "known_at": known.text(zone),
        "other_scales": [],
        "explanation": _explanation(unit, stands, Instant(end_s)),
    }


def _layer(layer: Layer, zone: str) -> Fields:
    return {
        **json.loads(layer.told),
        "start": _text(layer.start, zone),
        "end": _text(layer.end, zone),
        "extended_by": [one.key for one in layer.extended_by.all()],
    }


def _explanation(unit: Unit, stands: Stands, until: Instant) -> dict[str, list[str]]:
    then = () if stands.then is None else (stands.then,)
    levels = [layer.level_id for layer in (*stands.layers, *then)]
    texts = LevelText.objects.filter(level__in=levels)
    level_names = {(row.level_id, row.lang): row.short for row in texts}
    acts = DecisionText.objects.filter(decision__in=[one.decision_id for one in stands.layers])
    offices = {(row.decision_id, row.lang): row.office for row in acts}
    names = UnitName.objects.filter(unit=unit).order_by("id")
    return {row.lang: _sentences(row, stands, until, level_names, offices) for row in names}


def _sentences(
    name: UnitName, stands: Stands, until: Instant, levels: Texts, offices: Texts
) -> list[str]:
    lang = name.lang
    words = WORDS[lang]
    said = [
        words["is"].format(
            place=name.name,
            level=levels[layer.level_id, lang],
            decision=layer.decision_id,
            office=offices[layer.decision_id, lang],
            end=printed_end(Instant(layer.end), layer.zone, lang),
        )
        for layer in stands.layers
    ]
    at = printed_instant(until, stands.layers[0].zone, lang)
    if stands.then is None:
        return [*said, words["then-none"].format(at=at)]
    return [*said, words["then"].format(at=at, level=levels[stands.then.level_id, lang])]


def _text(at_s: int | None, zone: str) -> str | None:
    return None if at_s is None else Instant(at_s).text(zone)
