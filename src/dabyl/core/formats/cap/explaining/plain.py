"""Plain data: an explanation for programs, ready to be JSON.

1. Texts are the alert's own, unchanged; codes are those of `Force`, `Doubt`, `State` and `Reason`.
2. A time has its text and, where it can be read, its instant in UTC.
3. What nobody looked for is null; what was looked for and not found is empty or false.
"""

from typing import Any

from dabyl.core.formats.cap.explaining.explanation import Block, Earlier, Explanation
from dabyl.core.formats.cap.explaining.ground import Ground
from dabyl.core.formats.cap.explaining.seen import Later
from dabyl.core.formats.cap.values import Area, NamedValue, Reference, Time
from dabyl.core.values.instants import EARLIEST, LATEST

Plain = dict[str, Any]


def explained_plain(explanation: Explanation) -> Plain:
    """Return what an explanation says, as JSON can say it."""
    alert, choice = explanation.alert, explanation.choice
    return {
        "index": explanation.index,
        "identifier": alert.identifier,
        "sender": alert.sender,
        "sent": _time(alert.sent),
        "status": alert.status,
        "msg_type": alert.msg_type,
        "scope": alert.scope,
        "restriction": alert.restriction,
        "addresses": alert.addresses,
        "source": alert.source,
        "note": alert.note,
        "incidents": alert.incidents,
        "at": explanation.at.text(),
        "in_earnest": explanation.is_in_earnest,
        "force": explanation.force,
        "language": {
            "wanted": choice.wanted,
            "chosen": choice.language,
            "others": choice.others,
        },
        "blocks": [_block(block) for block in explanation.blocks],
        "references": [_earlier(each, explanation) for each in explanation.earlier],
        "later": None if explanation.later is None else [_later(e) for e in explanation.later],
        "looked_beyond_the_file": explanation.beyond,
        "signature": explanation.signature.as_dict(),
        "schema_valid": explanation.schema_valid,
    }


def _time(time: Time | None) -> Plain | None:
    if time is None:
        return None
    instant = time.instant
    readable = instant is not None and EARLIEST <= instant <= LATEST
    return {"text": time.text, "instant": instant.text() if instant and readable else None}


def _block(block: Block) -> Plain:
    info = block.info
    return {
        "force": block.force,
        "event": info.event,
        "headline": info.headline,
        "categories": info.categories,
        "response_types": info.response_types,
        "urgency": info.urgency,
        "severity": info.severity,
        "certainty": info.certainty,
        "effective": _time(info.effective),
        "onset": _time(info.onset),
        "expires": _time(info.expires),
        "sender_name": info.sender_name,
        "audience": info.audience,
        "description": info.description,
        "instruction": info.instruction,
        "web": info.web,
        "contact": info.contact,
        "resources": [
            {"description": each.description, "mime_type": each.mime_type, "uri": each.uri}
            for each in info.resources
        ],
        "areas": [_area(area) for area in info.areas],
        "ground": None if block.ground is None else _ground(block.ground),
    }


def _area(area: Area) -> Plain:
    return {
        "description": area.description,
        "polygons": len(area.polygons),
        "circles": len(area.circles),
        "geocodes": [_named(each) for each in area.geocodes],
        "altitude": area.altitude,
        "ceiling": area.ceiling,
    }


def _named(value: NamedValue) -> Plain:
    return {"name": value.name, "value": value.value}


def _ground(ground: Ground) -> Plain:
    return {
        "south": ground.south,
        "west": ground.west,
        "north": ground.north,
        "east": ground.east,
        "undrawn": ground.undrawn,
    }


def _earlier(earlier: Earlier, of: Explanation) -> Plain:
    reference = earlier.reference
    if not isinstance(reference, Reference):
        return {"text": reference, "seen": None}
    return {
        "sender": reference.sender,
        "identifier": reference.identifier,
        "sent": reference.sent,
        "seen": None if of.later is None else earlier.message is not None,
    }


def _later(later: Later) -> Plain:
    message = later.message
    return {
        "sender": message.sender,
        "identifier": message.identifier,
        "sent": _time(message.sent),
        "msg_type": message.msg_type,
        "counts": later.doubt is None,
        "doubt": later.doubt,
    }
