"""Events as JSON: what happened to levels, as the command line and the API tell it."""

from typing import Any

from dabyl.core.register.events import Event
from dabyl.core.register.register import Register


def event_fields(register: Register, event: Event) -> dict[str, Any]:
    """Return an event's fields; instants as clocks of the scale's zone show them."""
    zone = register.scales[event.scale].zone
    return {
        "at": event.at.text(zone),
        "kind": event.kind,
        "scale": event.scale,
        "decision": event.decision,
        "layer": event.layer,
        "level": event.level,
        "area": list(event.area),
        "end": None if event.end is None else event.end.text(zone),
        "known_from": event.known_from.text(zone),
        "late_s": event.late_s,
        "retroactive": event.retroactive,
    }
