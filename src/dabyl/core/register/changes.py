"""Changes: what could look different between two states of the register, seen at two instants.

1. What changed is what new entries say, and what began or ended by itself in between.
2. The answer errs on the side of too much: what is not named looks the same.
"""

from collections.abc import Iterable, Iterator
from itertools import dropwhile

import attrs

from dabyl.core.law.days import Day
from dabyl.core.law.law import Law
from dabyl.core.levels.decision import Correct, Decision, layer_id
from dabyl.core.levels.pieces import FOREVER
from dabyl.core.register.effects import layers_named
from dabyl.core.register.records import MessageRecord
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True)
class Touched:
    """What could look different: decisions, years of history (local), incidents, or everything.

    What stands now is never listed: it is confirmed anew at every publication.
    """

    decisions: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    incidents: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    law: bool = False
    all: bool = False


def touched(register: Register, *, before: Register, since: Instant, at: Instant) -> Touched:
    """Return what could look different now, at *at*, from *before* as it was seen at *since*.

    *before* is this register at an earlier number of the journal.
    """
    grown = len(register.epochs) != len(before.epochs)
    if grown or register.borders_known != before.borders_known or at < since:
        return Touched(all=True)
    fresh = _fresh(register, before)
    decisions = set(fresh)
    for key in fresh:
        decisions |= set(_concerned(register, register.record(key).decision))
    lapsing = set(_moved(register, since, at))
    decisions |= lapsing
    decisions |= set(_remarked(register, before))
    incidents = frozenset(
        key for key, record in register.incidents.items() if before.incidents.get(key) is not record
    )
    years = {year for key in decisions for year in _years(register, key)}
    told = tuple(_told(register, before))
    years |= {one.recorded_at.local(zone).year for one in told for zone in _zones(register)}
    years |= {moment.local(zone).year for moment in (since, at) for zone in _zones(register)}
    return Touched(
        decisions=frozenset(decisions),
        years=frozenset(years),
        incidents=incidents,
        messages=frozenset(one.message.identifier for one in told),
        law=register.law is not before.law or _turned(register, since, at),
    )


def _told(register: Register, before: Register) -> Iterator[MessageRecord]:
    """Yield the messages that were released since."""
    for record in register.messages.backwards():
        if record.number <= before.number:
            break
        yield record


def _turned(register: Register, since: Instant, at: Instant) -> bool:
    """Tell whether law commenced, ended or got further after *since*, up to *at*, or may have."""
    days = [moment.local(zone).date() for moment in (since, at) for zone in _zones(register)]
    first, last = min(days), max(days)
    return first != last and any(
        first <= limit <= last
        for day in _days_of(register.law)
        for limit in (day.not_before, day.not_after)
        if limit is not None
    )


def _days_of(law: Law) -> Iterator[Day]:
    for clause in law.statutes.clauses.values():
        for wording in clause.history:
            yield wording.commences
            if wording.applies_until is not None:
                yield wording.applies_until
    for bill in law.bills.values():
        yield from (reached.on for reached in bill.stages)
        yield from (version.on for version in bill.versions)
        yield from (finding.on for finding in bill.findings)


def _fresh(register: Register, before: Register) -> tuple[str, ...]:
    new = []
    for key in register.order.backwards():
        if key in before.decisions:
            break
        new.append(key)
    return tuple(new)


def _concerned(register: Register, decision: Decision) -> Iterator[str]:
    """Name the decisions whose layers a decision names, and those that changed them before.

    Who corrects a correction also brings back, or takes away, what that one had corrected.
    """
    for effect in decision.effects:
        if isinstance(effect, Correct):
            yield effect.decision
            yield from _followers(register, effect.decision)
            yield from _concerned(register, register.record(effect.decision).decision)
        for layer in layers_named(effect):
            yield from _makers(register, layer)


def _followers(register: Register, decision: str) -> Iterator[str]:
    """Name whose layers a decision that is corrected changed, and what was decided after it.

    Any of the latter may come out otherwise now, also where it names no layer of that decision.
    """
    for layer in register.epoch.ledger.layers:
        makers = tuple(_makers(register, layer))
        if decision in makers:
            yield from makers
    for effect in register.record(decision).decision.effects:
        for layer in layers_named(effect):  # which it may no longer be a maker of
            yield from _makers(register, layer)
    after = dropwhile(lambda key: key != decision, register.order)
    scale = register.record(decision).decision.scale
    yield from (key for key in after if register.record(key).decision.scale == scale)


def _makers(register: Register, layer: str) -> Iterator[str]:
    for row in register.epoch.ledger.rows(layer):
        piece = row.piece
        yield piece.layer.decision
        yield from piece.extended_by
        if piece.ended_by is not None:
            yield piece.ended_by


def _remarked(register: Register, before: Register) -> Iterator[str]:
    """Name the decisions that came out otherwise than before, whatever their words name."""
    known = before.epoch.remarks
    for key, remarks in register.epoch.remarks.items():
        if known.get(key) != remarks:
            yield key


def _moved(register: Register, since: Instant, at: Instant) -> Iterator[str]:
    """Name the decisions of which something starts or ends after *since*, up to *at*."""
    for scale_ground in register.epoch.ledger.members:
        for row in register.epoch.ledger.table(scale_ground).crossing(since.s, at.s):
            piece = row.piece
            yield piece.layer.decision
            yield from piece.extended_by


def _years(register: Register, decision: str) -> Iterable[int]:
    record = register.record(decision)
    zone = register.epoch.readings[record.decision.scale].scale.zone
    instants = {record.recorded_at.s}
    for effect in record.decision.effects:
        start = getattr(effect, "start", None)
        if start is not None:
            instants.add(start.instant.s)
    for number in range(len(record.decision.effects)):
        for row in register.epoch.ledger.rows(layer_id(decision, number)):
            instants |= {row.start} | ({row.end} if row.end < FOREVER else set())
    return {Instant(s).local(zone).year for s in instants}


def _zones(register: Register) -> tuple[str, ...]:
    return tuple({one.scale.zone for one in register.epoch.readings.values()})
