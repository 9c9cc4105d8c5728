"""The library: packs with their places, scales, offices and texts, border sets, and law.

1. Each change is one entry: a pack as a whole, one border set, or one book of law.
2. Once a workspace has staff, a change needs the consents of two persons: an editor proposes it,
   another editor or an administrator approves it, with keys of the whole workspace. Before, and in
   a replay, it needs none.
3. Consents cover the hash of every text of the change, and who wrote it. Any other change of the
   library makes them void: so none is used twice, and nobody approves onto what they haven't seen.
4. What decisions rest on stays: their scales, levels, places and offices, the places of incidents,
   and the offices of persons' keys. What is over gets an end, and is not taken out.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, TypeGuard, assert_never

import attrs

from dabyl.core.law.law import law_problems
from dabyl.core.levels.decision import Correct, Decision
from dabyl.core.register.approval import number_problems
from dabyl.core.register.epoch import Epoch, epoch, shapes_of
from dabyl.core.register.facts import (
    BordersAdopted,
    Fact,
    LawRecorded,
    LibraryFact,
    PackAdopted,
    WorkspaceKind,
)
from dabyl.core.register.pack import Pack
from dabyl.core.register.register import Register
from dabyl.core.register.sense import effect_problems
from dabyl.core.staff.consents import Approval, subject_hash
from dabyl.core.staff.persons import TWO_EDITORS, consent_problems
from dabyl.core.staff.staff import Staff
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.core.values.seen import unseen_in

_NO_APPROVAL = Approval(number=0, consents=())


@attrs.frozen(kw_only=True)
class ChangeLibrary:
    """Adopt a pack or a border set, or record law; the fact holds the consents it needs."""

    fact: LibraryFact


def library_needs_two(kind: WorkspaceKind, staff: Staff) -> bool:
    """Tell whether a change of the library needs two persons."""
    return staff.founded and kind is not WorkspaceKind.REPLAY


def library_number(register: Register) -> int:
    """Return the number of the last entry that changed the library; 0 when none did."""
    return next((one.number for one in library_entries(register)), 0)


@attrs.frozen
class LibraryEntry:
    """A change of the library with its place in the journal."""

    number: int
    recorded_at: Instant
    fact: LibraryFact


def library_entries(register: Register) -> Iterator[LibraryEntry]:
    """Give the entries that changed the library, the last one first."""
    for one in register.others.backwards():
        if is_of_library(one.fact):
            yield LibraryEntry(one.number, one.recorded_at, one.fact)


def is_of_library(fact: Fact) -> TypeGuard[LibraryFact]:
    """Tell whether a fact changes the library."""
    return isinstance(fact, PackAdopted | BordersAdopted | LawRecorded)


def library_subject(fact: LibraryFact, *, editors: Iterable[str]) -> str:
    """Return the hash that those who change the library sign."""
    return subject_hash({"editors": sorted(set(editors)), "library": _said(fact)})


def library_changed(register: Register, command: ChangeLibrary) -> LibraryFact:
    """Return the change; refused with every reason at once."""
    fact = command.fact
    problems = list(library_objections(register, fact))
    if fact.approval is not None or library_needs_two(register.kind, register.staff):
        last = library_number(register)
        problems += library_problems(register.staff, fact, changed_at=last)
        problems += number_problems(fact.approval, register.number)
    if problems:
        raise Refused(problems)
    return fact


def library_objections(register: Register, fact: LibraryFact) -> tuple[Problem, ...]:
    """Return every reason against a change, but the consents that it lacks."""
    texts = {name: text.replace("\r\n", "\n") for name, text in _texts(fact).items()}
    return (*unseen_in(texts), *_objections(register, fact))


def _objections(register: Register, fact: LibraryFact) -> tuple[Problem, ...]:
    match fact:
        case PackAdopted(pack=pack):
            return (*_left_without(register, pack), *law_problems(register.law, pack.law))
        case BordersAdopted():
            return ()
        case LawRecorded(pack=pack_id, book=book):
            packs = register.packs if register.epochs else {}
            unknown = () if pack_id in packs else (_no_pack(pack_id, packs),)
            return (*unknown, *law_problems(register.law, book))
        case _:
            assert_never(fact)


def library_problems(staff: Staff, fact: LibraryFact, *, changed_at: int) -> Iterator[Problem]:
    """Find every reason why a change isn't approved by those whom it needs.

    *changed_at* is the number of the last entry before it that changed the library.
    """
    given = fact.approval or _NO_APPROVAL
    subject = library_subject(fact, editors=given.editors)
    yield from consent_problems(staff, given, subject=subject, office=None, needed=TWO_EDITORS)
    for consent in given.consents[1:]:
        if consent.person in given.editors:
            data = {"person": consent.person}
            yield Problem(code=Code.CONSENT_BY_EDITOR, where="consents", data=data)
    if given.consents and given.number < changed_at:
        numbers = {"number": given.number, "last": changed_at}
        yield Problem(code=Code.LIBRARY_MOVED, where="number", data=numbers)


def _said(fact: LibraryFact) -> dict[str, Any]:
    hashes = {name: _hash(text) for name, text in _texts(fact).items()}
    match fact:
        case PackAdopted(pack=pack):
            return {"pack": pack.id, "files": hashes}
        case BordersAdopted(borders=borders):
            return {"borders": borders.id, **hashes}
        case LawRecorded(pack=pack_id):
            return {"law": pack_id, **hashes}
        case _:
            assert_never(fact)


def _texts(fact: LibraryFact) -> dict[str, str]:
    """Return the texts of a change, by their names."""
    match fact:
        case PackAdopted(files=files):
            return dict(files)
        case BordersAdopted(geojson=geojson):
            return {"geojson": geojson}
        case LawRecorded(text=text):
            return {"text": text}
        case _:
            assert_never(fact)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _no_pack(pack: str, packs: Iterable[str]) -> Problem:
    data = {"pack": pack, "packs": ", ".join(packs)}
    return Problem(code=Code.PACK_UNKNOWN, where="pack", data=data)


# --- what would lose what it rests on ---


def _left_without(register: Register, pack: Pack) -> Iterator[Problem]:
    """Find everything that rests on something which would be there no more."""
    packs = {**(register.packs if register.epochs else {}), pack.id: pack}
    decisions = [register.record(key).decision for key in register.order]
    shapes = [pair for decision in decisions for pair in shapes_of(decision)]
    after = epoch(0, packs, shapes)
    lost = dict.fromkeys(one.scale for one in decisions if one.scale not in after.readings)
    for scale in lost:
        data = {"scale": scale, "scales": ", ".join(after.readings)}
        yield Problem(code=Code.SCALE_UNKNOWN, where="scales", data=data)
    for decision in decisions:
        if decision.scale not in lost:
            yield from _decision_problems(register, decision, after)
    for incident in register.incidents.values():
        place = incident.incident.place
        if after.gazetteer.unit(place) is None:
            where = f"incident {incident.incident.id}: place"
            yield Problem(code=Code.PLACE_UNKNOWN, where=where, data={"place": place})
    for office in dict.fromkeys(key.office for key in register.staff.keys.values()):
        if office is not None and office not in after.offices:
            yield Problem(code=Code.OFFICE_UNKNOWN, where="staff", data={"office": office})
    for place in dict.fromkeys(one for key in register.staff.keys.values() for one in key.area):
        if after.gazetteer.unit(place) is None:
            yield Problem(code=Code.PLACE_UNKNOWN, where="staff", data={"place": place})


def _decision_problems(register: Register, decision: Decision, after: Epoch) -> Iterator[Problem]:
    said = f"decision {decision.id}"
    office = decision.office
    # an office that was never known, as a recorded decision may name, cannot be lost
    if office is not None and office in register.offices and office not in after.offices:
        yield Problem(code=Code.OFFICE_UNKNOWN, where=f"{said}: office", data={"office": office})
    scale = after.readings[decision.scale].scale
    corrected = register.decision_as_known(decision.id, register.recorded_at) or decision
    effects = decision.effects
    effects = (*effects, *(one for one in corrected.effects if one not in effects))
    for number, effect in enumerate(effects):
        if not isinstance(effect, Correct):
            yield from effect_problems(after, scale, effect, f"{said}: effects[{number}]")
