"""Drafts as bytes: one JSON object a draft.

1. ``parse_draft`` undoes ``format_draft``. What is stored was written by this module.
2. A draft never stands in the journal; only what it is released as does.
"""

from typing import Any

import msgspec

from dabyl.core.drafts.draft import Comment, Draft, Ended, Proposal, State, Version
from dabyl.core.formats.entries.staff import WireConsent, wire_consent
from dabyl.core.levels.parts import Wire
from dabyl.core.values.instants import Instant


class _Version(Wire):
    number: int
    content: dict[str, Any]
    by: str
    at: int
    is_fork: bool = False


class _Comment(Wire):
    by: str
    at: int
    text: str


class _Proposal(Wire):
    version: int
    at: int
    number: int
    forms: str
    consent: WireConsent
    earlier: int | None = None


class _Ended(Wire):
    by: str
    at: int
    reason: str = ""


class _Draft(Wire):
    id: str
    office: str
    state: State
    revision: int
    versions: tuple[_Version, ...]
    comments: tuple[_Comment, ...] = ()
    proposal: _Proposal | None = None
    ended: _Ended | None = None
    entry: int | None = None
    deadline: int | None = None
    countersigned: int | None = None


_WRITE = msgspec.json.Encoder()
_READ = msgspec.json.Decoder(_Draft)


def format_draft(draft: Draft) -> bytes:
    """Return the draft as bytes."""
    return _WRITE.encode(
        _Draft(
            id=draft.id,
            office=draft.office,
            state=draft.state,
            revision=draft.revision,
            versions=tuple(
                _Version(
                    number=one.number,
                    content=dict(one.content),
                    by=one.by,
                    at=one.at.s,
                    is_fork=one.is_fork,
                )
                for one in draft.versions
            ),
            comments=tuple(
                _Comment(by=one.by, at=one.at.s, text=one.text) for one in draft.comments
            ),
            proposal=_wire_proposal(draft.proposal),
            ended=_wire_ended(draft.ended),
            entry=draft.entry,
            deadline=None if draft.deadline is None else draft.deadline.s,
            countersigned=draft.countersigned,
        )
    )


def parse_draft(data: bytes) -> Draft:
    """Return the draft that ``format_draft`` wrote."""
    wire = _READ.decode(data)
    return Draft(
        id=wire.id,
        office=wire.office,
        state=wire.state,
        revision=wire.revision,
        versions=tuple(
            Version(
                number=one.number,
                content=one.content,
                by=one.by,
                at=Instant(one.at),
                is_fork=one.is_fork,
            )
            for one in wire.versions
        ),
        comments=tuple(
            Comment(by=one.by, at=Instant(one.at), text=one.text) for one in wire.comments
        ),
        proposal=_proposal(wire.proposal),
        ended=_ended(wire.ended),
        entry=wire.entry,
        deadline=None if wire.deadline is None else Instant(wire.deadline),
        countersigned=wire.countersigned,
    )


def _wire_proposal(proposal: Proposal | None) -> _Proposal | None:
    if proposal is None:
        return None
    return _Proposal(
        version=proposal.version,
        at=proposal.at.s,
        number=proposal.number,
        forms=proposal.forms,
        consent=wire_consent(proposal.consent),
        earlier=proposal.earlier,
    )


def _proposal(wire: _Proposal | None) -> Proposal | None:
    if wire is None:
        return None
    return Proposal(
        version=wire.version,
        at=Instant(wire.at),
        number=wire.number,
        forms=wire.forms,
        consent=wire.consent.value(),
        earlier=wire.earlier,
    )


def _wire_ended(ended: Ended | None) -> _Ended | None:
    return None if ended is None else _Ended(by=ended.by, at=ended.at.s, reason=ended.reason)


def _ended(wire: _Ended | None) -> Ended | None:
    return None if wire is None else Ended(by=wire.by, at=Instant(wire.at), reason=wire.reason)
