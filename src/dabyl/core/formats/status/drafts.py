"""Drafts as JSON: how far each got, and what was typed, as the command line and the API tell it.

Persons are pseudonyms; what was typed is the plain body of a decision.
"""

from typing import Any

from dabyl.core.drafts.draft import Draft, Version
from dabyl.core.register.moves import Move
from dabyl.core.register.register import Register


def draft_fields(draft: Draft) -> dict[str, Any]:
    """Return what a draft is and how far it got."""
    return {
        "draft": draft.id,
        "office": draft.office,
        "state": draft.state,
        "version": draft.current.number,
        "saved_at": draft.current.at.text(),
        "editors": list(draft.editors),
        "forks": sum(one.is_fork for one in draft.versions),
        "comments": len(draft.comments),
        "proposed_by": None if draft.proposal is None else draft.proposal.by,
        "reason": None if draft.ended is None else draft.ended.reason,
        "entry": draft.entry,
        "deadline": None if draft.deadline is None else draft.deadline.text(),
        "countersigned": draft.countersigned,
    }


def draft_whole(draft: Draft) -> dict[str, Any]:
    """Return a draft with the content of its current version, all versions and what was said."""
    return {
        **draft_fields(draft),
        "content": dict(draft.current.content),
        "versions": [version_fields(one) for one in draft.versions],
        "said": [{"by": one.by, "at": one.at.text(), "text": one.text} for one in draft.comments],
    }


def version_fields(version: Version) -> dict[str, Any]:
    """Return who typed a version and when, without its content."""
    return {
        "version": version.number,
        "by": version.by,
        "at": version.at.text(),
        "fork": version.is_fork,
    }


def move_fields(register: Register, move: Move) -> dict[str, Any]:
    """Return what becomes of a layer; instants as clocks of the scale's zone show them."""
    zone = register.scales[move.scale].zone
    return {
        "kind": move.kind,
        "layer": move.layer,
        "scale": move.scale,
        "level": move.level,
        "area": list(move.area),
        "start": move.start.text(zone),
        "was": None if move.was is None else move.was.text(zone),
        "end": None if move.end is None else move.end.text(zone),
    }
