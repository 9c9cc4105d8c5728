"""What changes when as plain values, for JSON: differences between two days, and the timeline."""

from dabyl.core.formats.law.plain import Fields, plain_state, status
from dabyl.core.law.amending import Conflict
from dabyl.core.law.states import Difference
from dabyl.core.law.timeline import LawEvent


def plain_difference(difference: Difference) -> Fields:
    """Return a provision that reads otherwise: before and after."""
    return {
        "provision": difference.provision,
        "before": plain_state(difference.before),
        "after": plain_state(difference.after),
    }


def plain_event(event: LawEvent) -> Fields:
    """Return a change of the law; an uncertain day has dots: ``2016-01-01..2016-12-31``."""
    return {
        "day": event.day.text(),
        "what": event.what.value,
        "work": event.work,
        "provision": event.provision,
        "bill": event.bill,
        "name": event.name,
        "status": status(confirmed=event.confirmed),
        "sources": list(event.sources),
    }


def plain_conflict(conflict: Conflict) -> Fields:
    """Return a provision that two bills change."""
    return {
        "provision": conflict.provision,
        "bills": list(conflict.bills),
        "parts": list(conflict.parts),
    }
