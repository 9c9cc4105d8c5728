"""Facts and the entries that hold them.

1. ``fact_of`` undoes ``unsealed_of``.
2. Packs, borders and law stand in entries as texts (``library``): the register folds from the
   journal alone.
3. A decision's entry is of the office that decided; every other entry is the keeper's, unless the
   caller says otherwise. A warning of others that an office confirmed or withdrew is that office's.
"""

from collections.abc import Callable, Mapping
from typing import Any, assert_never

from dabyl.core.formats.entries.foreign import FOREIGN_READERS, written_foreign
from dabyl.core.formats.entries.library import LIBRARY_READERS, written_library
from dabyl.core.formats.entries.messages import WireMessage, wire_message
from dabyl.core.formats.entries.records import (
    WireFigure,
    WireIncident,
    wire_figure,
    wire_incident,
)
from dabyl.core.formats.entries.staff import (
    WireApproval,
    WireStaffChange,
    approval_body,
    approval_in,
    wire_staff,
)
from dabyl.core.formats.entries.trail import AUDIT_ENTRY, read_anchor, written_anchor
from dabyl.core.journal.entry import Entry, Unsealed
from dabyl.core.journal.keys import KEY_ENTRY, WORKSPACE_ENTRY
from dabyl.core.levels.body import DecisionBody, decision_to_body
from dabyl.core.levels.decision import Mode
from dabyl.core.levels.parts import Wire, plain_of
from dabyl.core.register.facts import (
    AuditAnchored,
    BordersAdopted,
    DecisionMade,
    Fact,
    FigureRecorded,
    ForeignShown,
    ForeignWithdrawn,
    IncidentRecorded,
    KeyChanged,
    LawRecorded,
    MessageReleased,
    Numbered,
    OfficeKey,
    PackAdopted,
    StaffKeyAdmitted,
    StaffKeyRetired,
    WorkspaceKind,
    WorkspaceMade,
)
from dabyl.core.values.problems import Rejected
from dabyl.core.values.wire import Path, below, one_of, read, unknown_value

DECISION_ENTRY = "decision"
INCIDENT_ENTRY = "incident"
FIGURE_ENTRY = "figure"
MESSAGE_ENTRY = "message"
STAFF_ENTRY = "staff"

_Where = Callable[[Path], str]


class _Key(Wire, omit_defaults=False):
    id: str
    office: str | None
    public: str

    def value(self) -> OfficeKey:
        return OfficeKey(id=self.id, office=self.office, public=self.public)


class _Workspace(Wire):
    id: str
    kind: WorkspaceKind
    keys: tuple[_Key, ...]


class _KeyChange(Wire, omit_defaults=False):
    key: _Key
    retired: bool


class _Defect(Wire):
    code: str
    where: str


class _Decision(Wire):
    decision: DecisionBody
    defects: tuple[_Defect, ...] = ()
    approval: WireApproval | None = None


def numbered(entry: Entry) -> Numbered:
    """Return the fact of an entry with its place in the journal.

    Raises:
        Rejected: with every problem found.
    """
    return Numbered(
        number=entry.number, recorded_at=entry.recorded_at, hash=entry.hash, fact=fact_of(entry)
    )


def fact_of(entry: Entry) -> Fact:
    """Return the fact that an entry holds.

    Raises:
        Rejected: with every problem found, each in "entry N" and the path of the body.
    """
    return fact_from(entry.kind, entry.body, f"entry {entry.number}")


def fact_from(kind: str, body: object, place: str) -> Fact:
    """Return the fact that an entry of a kind with a body holds; *place* says where it stands.

    Raises:
        Rejected: with every problem found.
    """
    where = below(place)
    reader = _READERS.get(kind)
    if reader is None:
        near = one_of(_READERS)
        raise Rejected((unknown_value(kind, near).under(("kind",)).problem(where),))
    return reader(body, where)


def unsealed_of(fact: Fact, *, office: str | None = None) -> Unsealed:
    """Return what is to be sealed so that the journal holds *fact*.

    A decision taken here is written in the name of its own office; of other facts, and of decisions
    recorded as taken elsewhere, *office* is the one that records, None the keeper.
    """
    kind, body = written(fact)
    if isinstance(fact, DecisionMade) and fact.decision.mode is Mode.TAKEN:
        office = fact.decision.office
    elif isinstance(fact, ForeignShown | ForeignWithdrawn):
        office = fact.office
    return Unsealed(kind=kind, body=body, office=office)


def written(fact: Fact) -> tuple[str, Mapping[str, Any]]:
    """Return the kind and the body of the entry that holds *fact*."""
    match fact:
        case DecisionMade():
            return DECISION_ENTRY, _decision_body(fact)
        case WorkspaceMade():
            keys = tuple(map(_wire_key, fact.keys))
            return WORKSPACE_ENTRY, plain_of(_Workspace(id=fact.id, kind=fact.kind, keys=keys))
        case KeyChanged():
            change = _KeyChange(key=_wire_key(fact.key), retired=fact.retired)
            return KEY_ENTRY, plain_of(change)
        case PackAdopted() | BordersAdopted() | LawRecorded():
            return written_library(fact)
        case IncidentRecorded():
            return INCIDENT_ENTRY, plain_of(wire_incident(fact.incident))
        case FigureRecorded():
            return FIGURE_ENTRY, plain_of(wire_figure(fact.figure))
        case MessageReleased():
            return MESSAGE_ENTRY, plain_of(wire_message(fact))
        case StaffKeyAdmitted() | StaffKeyRetired():
            return STAFF_ENTRY, plain_of(wire_staff(fact))
        case AuditAnchored():
            return AUDIT_ENTRY, written_anchor(fact)
        case ForeignShown() | ForeignWithdrawn():
            return written_foreign(fact)
        case _:
            assert_never(fact)


def _decision_body(fact: DecisionMade) -> dict[str, Any]:
    body: dict[str, Any] = {"decision": decision_to_body(fact.decision)}
    if fact.defects:
        body["defects"] = [{"code": code, "where": at} for code, at in fact.defects]
    return {**body, **approval_body(fact.approval)}


def _wire_key(key: OfficeKey) -> _Key:
    return _Key(id=key.id, office=key.office, public=key.public)


def _decision(body: object, where: _Where) -> Fact:
    wire = read(body, _Decision, where)
    defects = tuple([(defect.code, defect.where) for defect in wire.defects])
    return DecisionMade(
        decision=wire.decision.value(), defects=defects, approval=approval_in(wire.approval)
    )


def _workspace(body: object, where: _Where) -> Fact:
    wire = read(body, _Workspace, where)
    keys = tuple(key.value() for key in wire.keys)
    return WorkspaceMade(id=wire.id, kind=wire.kind, keys=keys)


def _key_change(body: object, where: _Where) -> Fact:
    wire = read(body, _KeyChange, where)
    return KeyChanged(key=wire.key.value(), retired=wire.retired)


def _incident(body: object, where: _Where) -> Fact:
    return IncidentRecorded(incident=read(body, WireIncident, where).value())


def _figure(body: object, where: _Where) -> Fact:
    return FigureRecorded(figure=read(body, WireFigure, where).value())


def _message(body: object, where: _Where) -> Fact:
    return read(body, WireMessage, where).value()


def _staff(body: object, where: _Where) -> Fact:
    return read(body, WireStaffChange, where).value()


_READERS: Mapping[str, Callable[[object, _Where], Fact]] = {
    WORKSPACE_ENTRY: _workspace,
    KEY_ENTRY: _key_change,
    **LIBRARY_READERS,
    DECISION_ENTRY: _decision,
    INCIDENT_ENTRY: _incident,
    FIGURE_ENTRY: _figure,
    MESSAGE_ENTRY: _message,
    STAFF_ENTRY: _staff,
    AUDIT_ENTRY: read_anchor,
    **FOREIGN_READERS,
}
