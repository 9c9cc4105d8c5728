"""Folding: facts of the journal, one after another, into the register.

1. A fold onto a register gives what one fold over all facts would give.
2. Shapes of all decisions to be folded are cut into the ground before the first is laid; a shape
   that comes later cuts it anew, and all decisions are laid again.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

import attrs
from immutables import Map

from dabyl.core.incidents.incident import Recorded
from dabyl.core.law.book import LawBook
from dabyl.core.law.law import Law
from dabyl.core.places.shapes import Shape
from dabyl.core.register.epoch import Epoch, epoch, knows_shapes, shapes_of
from dabyl.core.register.facts import (
    AuditAnchored,
    BordersAdopted,
    DecisionMade,
    FigureRecorded,
    ForeignShown,
    ForeignWithdrawn,
    IncidentRecorded,
    KeyChanged,
    LawRecorded,
    MessageReleased,
    Numbered,
    PackAdopted,
    StaffKeyAdmitted,
    StaffKeyRetired,
    WorkspaceMade,
)
from dabyl.core.register.laying import NO_CORRECTIONS, Laying
from dabyl.core.register.ledger import updated
from dabyl.core.register.records import (
    Alone,
    Correction,
    DecisionRecord,
    ForeignRecord,
    IncidentRecord,
    IncidentVersion,
    MessageRecord,
)
from dabyl.core.register.register import EMPTY, Register
from dabyl.core.register.staffing import staff_after
from dabyl.core.values.instants import Instant


def fold(facts: Iterable[Numbered], onto: Register = EMPTY) -> Register:
    """Return the register after the facts, which follow each other in journal order."""
    every = tuple(facts)
    if not every:
        return onto
    folding = _Folding(onto, every)
    for numbered in every:
        folding.take(numbered)
    return folding.done(every[-1])


def _alone(fact: DecisionMade) -> Alone | None:
    approval = fact.approval
    if approval is None or approval.deadline is None:
        return None
    return Alone(person=approval.consents[0].person, deadline=approval.deadline)


class _Folding:
    """A register being made: what is new is gathered here, and nothing old is changed."""

    def __init__(self, onto: Register, facts: tuple[Numbered, ...]) -> None:
        self.onto = onto
        self.workspace = onto.workspace
        self.keys = {key.id: key for key in onto.keys}
        self.epochs = list(onto.epochs)
        self.decisions: dict[str, DecisionRecord] = {}
        self.laws: list[tuple[int, Law]] = []
        self.borders = list(onto.borders_known)
        self.incidents: dict[str, IncidentRecord] = {}
        new = [n.fact.decision for n in facts if isinstance(n.fact, DecisionMade)]
        self.new_shapes = [pair for decision in new for pair in shapes_of(decision)]
        self.messages: list[MessageRecord] = []
        self.foreign: list[ForeignRecord] = []
        self.others: list[Numbered] = []
        self.staff = onto.staff
        self.laying: Laying | None = None
        if self.epochs:
            self._go_on(self.epochs.pop())

    def take(self, numbered: Numbered) -> None:
        """Take in one fact."""
        fact, at = numbered.fact, numbered.recorded_at
        if not isinstance(fact, DecisionMade):
            self.others.append(numbered)
        match fact:
            case DecisionMade():
                self._decision(numbered, fact)
            case WorkspaceMade(id=workspace, keys=keys):
                self.workspace = fact
                self.staff = attrs.evolve(self.staff, workspace=workspace)
                self.keys.update({key.id: key for key in keys})
            case KeyChanged(key=key, retired=retired):
                self.keys.pop(key.id, None)
                if not retired:
                    self.keys[key.id] = key
            case PackAdopted(pack=pack):
                self._law(pack.law, pack.id, at)
                self._end_epoch()
                packs = self.epochs[-1].packs if self.epochs else {}
                self._lay_all_in(epoch(at.s, {**packs, pack.id: pack}, self._shapes()))
            case BordersAdopted(borders=borders):
                self.borders.append((at.s, borders))
            case LawRecorded(book=book, pack=pack_id):
                self._law(book, pack_id, at)
            case IncidentRecorded(incident=incident):
                told = IncidentVersion(incident=incident, number=numbered.number, recorded_at=at)
                before = self._incident(incident.id) or IncidentRecord(versions=())
                versions = (*before.versions, told)
                self.incidents[incident.id] = attrs.evolve(before, versions=versions)
            case FigureRecorded(figure=figure):
                known = self._with_figures(figure.incident)
                figures = known.figures.with_items([Recorded(figure=figure, recorded_at=at)])
                self.incidents[figure.incident] = attrs.evolve(known, figures=figures)
            case MessageReleased():
                self.messages.append(
                    MessageRecord(message=fact, number=numbered.number, recorded_at=at)
                )
            case StaffKeyAdmitted() | StaffKeyRetired():
                self.staff = staff_after(self.staff, fact, numbered.number)
            case AuditAnchored():
                pass  # it stands among the others, for whoever compares
            case ForeignShown() | ForeignWithdrawn():
                self.foreign.append(
                    ForeignRecord(fact=fact, number=numbered.number, recorded_at=at)
                )
            case _:
                assert_never(fact)

    def done(self, last: Numbered) -> Register:
        """Return the register after *last*."""
        onto = self.onto
        corrections = self._end_epoch()
        return attrs.evolve(
            onto,
            number=last.number,
            head=last.hash,
            recorded_at=last.recorded_at,
            workspace=self.workspace,
            keys=tuple(self.keys.values()),
            epochs=tuple(self.epochs),
            decisions=updated(onto.decisions, self.decisions),
            order=onto.order.with_items(self.decisions),
            corrections=corrections,
            laws=onto.laws.with_values(self.laws),
            borders_known=tuple(self.borders),
            incidents=updated(onto.incidents, self.incidents),
            staff=self.staff,
            messages=onto.messages.with_items(self.messages),
            foreign=onto.foreign.with_items(self.foreign),
            others=onto.others.with_items(self.others),
        )

    def _law(self, book: LawBook, pack: str, at: Instant) -> None:
        before = self.laws[-1][1] if self.laws else self.onto.law
        self.laws.append((at.s, before.with_book(book, pack)))

    def _incident(self, key: str) -> IncidentRecord | None:
        return self.incidents.get(key) or self.onto.incidents.get(key)

    def _with_figures(self, key: str) -> IncidentRecord:
        return self.incidents.get(key) or self.onto.incidents[key]

    def _decision(self, numbered: Numbered, fact: DecisionMade) -> None:
        record = DecisionRecord(
            decision=fact.decision,
            number=numbered.number,
            recorded_at=numbered.recorded_at,
            hash=numbered.hash,
            defects=fact.defects,
            alone=_alone(fact),
        )
        self.decisions[fact.decision.id] = record
        if self.laying is not None:
            self.laying.lay(record)

    # --- epochs ---

    def _old_records(self) -> Iterator[DecisionRecord]:
        for key in self.onto.order:
            yield self.onto.record(key)

    def _shapes(self) -> list[tuple[Shape, date]]:
        """Return the shapes of all decisions, old and to be folded."""
        old = [pair for record in self._old_records() for pair in shapes_of(record.decision)]
        return [*old, *self.new_shapes]

    def _go_on(self, live: Epoch) -> None:
        if knows_shapes(live, self.new_shapes):
            self.laying = Laying(live, self._old_records, self.onto.corrections)
        else:
            self._lay_all_in(epoch(live.known_from, live.packs, self._shapes()))

    def _lay_all_in(self, new: Epoch) -> None:
        self.laying = Laying(new, lambda: iter(()), NO_CORRECTIONS)
        for record in (*self._old_records(), *self.decisions.values()):
            self.laying.lay(record)

    def _end_epoch(self) -> Map[str, tuple[Correction, ...]]:
        if self.laying is None:
            return NO_CORRECTIONS
        ended, corrections = self.laying.done()
        self.epochs.append(ended)
        self.laying = None
        return corrections
