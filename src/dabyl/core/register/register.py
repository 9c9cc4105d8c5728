"""The register: the journal folded into one immutable value.

1. ``fold`` is pure: the same facts give the same register, in one go or one after another.
2. Nothing in the register is later than its last fact; every answer takes ``at`` and ``known_at``.
3. A correction is known from its recording on: what was known before stays as it was known.
"""

from collections.abc import Callable, Mapping
from datetime import date

import attrs
from immutables import Map

from dabyl.core.incidents.incident import Incident
from dabyl.core.law.law import NO_LAW, Law
from dabyl.core.law.powers import Office, Power
from dabyl.core.law.states import state_on
from dabyl.core.law.turns import NOT_IN_FORCE, State
from dabyl.core.law.works import Clause
from dabyl.core.levels.decision import Decision
from dabyl.core.levels.scale import Scale
from dabyl.core.places.borders import BorderSet
from dabyl.core.places.gazetteer import Gazetteer
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.facts import (
    ForeignShown,
    Numbered,
    OfficeKey,
    WorkspaceKind,
    WorkspaceMade,
)
from dabyl.core.register.laying import as_corrected, standing_corrections
from dabyl.core.register.log import Log
from dabyl.core.register.pack import Pack
from dabyl.core.register.records import (
    Correction,
    DecisionRecord,
    ForeignRecord,
    IncidentRecord,
    MessageRecord,
)
from dabyl.core.staff.staff import NO_STAFF, Staff
from dabyl.core.values.instants import EARLIEST, Instant
from dabyl.core.values.known import Known

StoredDecision = DecisionRecord | bytes
NOTHING_OF_LAW = Known[Law]()


def no_lazy_decisions(stored: bytes) -> DecisionRecord:
    """Refuse to read a stored decision: a register that was folded has none."""
    raise TypeError(f"{len(stored)} bytes of a decision, and nothing to read them with")


@attrs.frozen(kw_only=True, eq=False)
class Register:
    """Everything official, as of one number of the journal. Make one with ``fold``."""

    number: int = 0
    head: str = "0" * 64
    recorded_at: Instant = EARLIEST
    workspace: WorkspaceMade | None = None
    keys: tuple[OfficeKey, ...] = ()
    epochs: tuple[Epoch, ...] = ()
    decisions: Map[str, StoredDecision] = Map()
    order: Log[str] = Log()
    corrections: Map[str, tuple[Correction, ...]] = Map()
    laws: Known[Law] = NOTHING_OF_LAW
    borders_known: tuple[tuple[int, BorderSet], ...] = ()
    incidents: Map[str, IncidentRecord] = Map()
    staff: Staff = NO_STAFF
    messages: Log[MessageRecord] = Log()
    foreign: Log[ForeignRecord] = Log()  # warnings of others: shown, and withdrawn
    others: Log[Numbered] = Log()  # every fact but decisions
    decode: Callable[[bytes], DecisionRecord] = no_lazy_decisions

    @property
    def kind(self) -> WorkspaceKind:
        """Return whether the workspace speaks in earnest; one without a first entry does not."""
        return WorkspaceKind.EXERCISE if self.workspace is None else self.workspace.kind

    @property
    def epoch(self) -> Epoch:
        """Return the newest epoch.

        Raises:
            LookupError: no pack was adopted yet.
        """
        return self.epoch_at(self.recorded_at)

    def epoch_at(self, known_at: Instant) -> Epoch:
        """Return the epoch of an instant of knowledge; before the first, the first."""
        if not self.epochs:
            raise LookupError("no pack was adopted yet")
        best = self.epochs[0]
        for one in self.epochs[1:]:
            if one.known_from <= known_at.s:
                best = one
        return best

    @property
    def packs(self) -> Mapping[str, Pack]:
        """Return the packs in use, by id."""
        return self.epoch.packs

    @property
    def gazetteer(self) -> Gazetteer:
        """Return the places of all packs in use."""
        return self.epoch.gazetteer

    @property
    def scales(self) -> Mapping[str, Scale]:
        """Return the scales in use, by id."""
        return {key: one.scale for key, one in self.epoch.readings.items()}

    @property
    def offices(self) -> Mapping[str, Office]:
        """Return the offices, by id."""
        return self.epoch.offices

    @property
    def powers(self) -> tuple[Power, ...]:
        """Return all powers."""
        return self.epoch.powers

    def pack_of(self, scale: str) -> Pack:
        """Return the pack that a scale comes from."""
        return self.packs[self.epoch.pack_of[scale]]

    @property
    def law(self) -> Law:
        """Return the law as known last."""
        return self.laws.last() or NO_LAW

    def law_at(self, known_at: Instant) -> Law:
        """Return the law as known at an instant."""
        return self.laws.at(known_at) or NO_LAW

    def provision(self, key: str, known_at: Instant) -> Clause | None:
        """Return a provision as known at an instant."""
        return self.law_at(known_at).statutes.clauses.get(key)

    def in_force(self, key: str, on: date, known_at: Instant) -> State:
        """Return what is in force of a provision on a day, as known at an instant."""
        clause = self.law_at(known_at).statutes.clauses.get(key)
        return NOT_IN_FORCE if clause is None else state_on(clause, on)

    @property
    def borders(self) -> tuple[BorderSet, ...]:
        """Return the border sets, in the order of their adoption; a later one of an id replaces."""
        return tuple({borders.id: borders for _, borders in self.borders_known}.values())

    def borders_at(self, known_at: Instant) -> tuple[BorderSet, ...]:
        """Return the border sets as known at an instant."""
        known = {b.id: b for since, b in self.borders_known if since <= known_at.s}
        return tuple(known.values())

    def decision(self, key: str) -> DecisionRecord | None:
        """Return a decision as it was entered, or None."""
        return self.record(key) if key in self.decisions else None

    def record(self, key: str) -> DecisionRecord:
        """Return a decision as it was entered.

        Raises:
            KeyError: there is none with this id.
        """
        stored = self.decisions[key]
        return self.decode(stored) if isinstance(stored, bytes) else stored

    def decision_ids(self, known_at: Instant | None = None) -> tuple[str, ...]:
        """Return the ids of all decisions known at an instant, in journal order."""
        if known_at is None or known_at >= self.recorded_at:
            return tuple(self.order)
        return tuple(k for k in self.order if self.record(k).recorded_at <= known_at)

    def corrections_of(self, key: str) -> tuple[Correction, ...]:
        """Return the corrections of a decision, in journal order."""
        return self.corrections.get(key, ())

    def withdrawn(self, key: str, known_at: Instant) -> Correction | None:
        """Return the correction that withdrew a decision, as known, or None."""
        known = standing_corrections(self.corrections, key, known_at)
        return next((c for c in known if c.effect.withdraw), None)

    def decision_as_known(self, key: str, known_at: Instant) -> Decision | None:
        """Return a decision with its corrections; None when unknown then, or withdrawn."""
        record = self.decision(key)
        if record is None or record.recorded_at > known_at:
            return None
        return as_corrected(record.decision, standing_corrections(self.corrections, key, known_at))

    def remarks(self, key: str, known_at: Instant) -> tuple[tuple[int, str, str], ...]:
        """Return what came out otherwise than a decision's words suggest: effect, remark, layer."""
        every = self.epoch_at(known_at).remarks.get(key, ())
        known = [remarks for since, remarks in every if since <= known_at.s]
        return known[-1] if known else ()

    @property
    def foreign_ever(self) -> frozenset[str]:
        """Return the hashes of all warnings of others that were ever shown."""
        facts = (record.fact for record in self.foreign)
        return frozenset(fact.hash for fact in facts if isinstance(fact, ForeignShown))

    def foreign_at(self, known_at: Instant) -> Mapping[str, ForeignShown]:
        """Return the warnings of others that are shown, as known, by the hash of their document."""
        found: dict[str, ForeignShown] = {}
        for record in self.foreign:
            if record.recorded_at > known_at:
                break
            if isinstance(record.fact, ForeignShown):
                found[record.fact.hash] = record.fact
            else:
                found.pop(record.fact.hash, None)
        return found

    def incident(self, key: str, known_at: Instant) -> Incident | None:
        """Return an incident as told at the instant; None when it was not known then."""
        record = self.incidents.get(key)
        known = () if record is None else record.known(known_at)
        return known[-1].incident if known else None


EMPTY = Register()
