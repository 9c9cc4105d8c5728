"""Law as plain values, for JSON: numbers of the law are whole numbers or exact text."""

from typing import Any, assert_never

from dabyl.core.law.amending import Item
from dabyl.core.law.applicable import Applies
from dabyl.core.law.fines import Working, plain
from dabyl.core.law.sanctions import (
    Confiscation,
    FineAmount,
    FineShare,
    FineUnits,
    Liberty,
    Loss,
    Part,
    Penalty,
    Range,
    Restriction,
    Term,
    Unstated,
)
from dabyl.core.law.turns import InForce, NotInForce, State, Unknown
from dabyl.core.law.wordings import Wording

_YEAR = 12
Fields = dict[str, Any]


def plain_penalty(penalty: Penalty) -> Fields:
    """Return a penalty by its kind and values."""
    match penalty:
        case Liberty(term=term):
            return {"penalty": "liberty", **_term(term)}
        case Restriction(term=term):
            return {"penalty": "restriction", **_term(term)}
        case FineUnits(range=span, unit=unit):
            return {"penalty": "fine-units", "range": _range(span), "unit": unit}
        case FineAmount(range=span, currency=currency, per=per):
            fields = {"penalty": "fine-amount", "range": _range(span), "currency": currency}
            return {**fields, "per": per} if per else fields
        case FineShare(range=span, of=of):
            return {"penalty": "fine-share", "range": _range(span), "of": of}
        case Confiscation(what=what):
            return {"penalty": "confiscation", "of": what}
        case Loss(right=right, term=term):
            return {"penalty": "loss", "right": right, **_term(term)}
        case Unstated(direction=direction, before=before, searched=searched):
            was = None if before is None else plain_penalty(before)
            fields = {"penalty": "unstated", "direction": direction.value}
            return {**fields, "before": was, "searched": searched.as_dict()}
        case _:
            assert_never(penalty)


def _term(term: Term) -> Fields:
    """Return a term in whole years where it is one; without an end, ``to`` is ``life``."""
    whole = term.least % _YEAR == 0 and (term.most or 0) % _YEAR == 0
    by = _YEAR if whole else 1
    most = "life" if term.most is None else term.most // by
    return {"years" if whole else "months": {"from": term.least // by, "to": most}}


def _range(span: Range) -> Fields:
    return {"from": plain(span.least), "to": plain(span.most)}


def plain_part(part: Part) -> Fields:
    """Return a part of a sanction."""
    return {
        "id": part.id,
        **plain_penalty(part.penalty),
        "manner": part.manner.value,
        "offenders": sorted(offender.value for offender in part.offenders),
        "reach": part.reach.value,
    }


def plain_wording(wording: Wording) -> Fields:
    """Return a wording; its sanction is None when it is not known."""
    parts = None if wording.sanction is None else [plain_part(p) for p in wording.sanction.parts]
    until = wording.applies_until
    return {
        "id": wording.id,
        "commences": wording.commences.text(),
        "applies_until": None if until is None else until.text(),
        "text": wording.text.as_dict(),
        "sanction": parts,
        "forbids": list(wording.forbids),
        "status": status(confirmed=wording.confirmed),
        "sources": list(wording.sources),
        "note": wording.note.as_dict(),
    }


def status(*, confirmed: bool) -> str:
    """Return the word for whether a source confirms something."""
    return "confirmed" if confirmed else "unconfirmed"


def plain_state(state: State) -> Fields:
    """Return what is in force, or may be."""
    match state:
        case InForce(wording=wording):
            return {"state": "in-force", "version": plain_wording(wording)}
        case NotInForce():
            return {"state": "not-in-force"}
        case Unknown(candidates=candidates, may_have_lapsed=lapsed):
            found = [plain_wording(wording) for wording in candidates]
            return {"state": "unknown", "candidates": found, "may_have_lapsed": lapsed}
        case _:
            assert_never(state)


def plain_applies(applies: Applies) -> Fields:
    """Return a wording that applies, and why."""
    return {
        "version": None if applies.wording is None else applies.wording.id,
        "reason": applies.reason.value,
        "sanction": [plain_part(part) for part in applies.sanction.parts],
    }


def plain_working(working: Working) -> Fields:
    """Return a fine in money with its working."""
    value = working.unit_value
    return {
        "amount": plain(working.amount),
        "currency": working.currency,
        "unit_value": {
            "unit": value.unit,
            "value": plain(value.value),
            "from": value.valid_from.isoformat(),
            "until": None if value.valid_to is None else value.valid_to.isoformat(),
            "status": status(confirmed=value.confirmed),
            "sources": list(value.sources),
            "note": value.note.as_dict(),
        },
        "working": [
            {
                "step": step.kind,
                "left": plain(step.left),
                "right": plain(step.right),
                "result": plain(step.result),
            }
            for step in working.steps
        ],
    }


def plain_item(item: Item) -> Fields:
    """Return an amendment: before and after, of the part that it names or of the provision."""
    amendment = item.amendment
    return {
        "article": item.article,
        "provision": item.provision,
        "part": item.part,
        "says": amendment.says.as_dict(),
        "before": _side(item.before, item.part_before, item.part),
        "after": _side(item.after, item.part_after, item.part),
        "standing": item.standing.value,
        "commences": item.commences.text(),
        "touches": list(amendment.touches),
        "status": status(confirmed=amendment.confirmed),
        "sources": list(amendment.sources),
        "note": amendment.note.as_dict(),
    }


def _side(wording: Wording | None, part: Part | None, name: str | None) -> Fields | None:
    """Return one side of a comparison: None when nothing reads there, ``unknown`` when it may."""
    if name is None or wording is None:
        return None if wording is None else plain_wording(wording)
    if wording.sanction is None:
        return {"penalty": "unknown"}
    return None if part is None else plain_part(part)
