"""Staffing: whose keys count, and on whose word.

1. A key is admitted or retired by two administrators. A change makes consents to other changes
   void, so that none is used twice.
2. The first two administrators are admitted in a ceremony, and so are those that follow when keys
   were lost. It is held by whoever keeps the workspace's own key; the entries say so.
3. After a ceremony at least two persons are administrators, and two of them don't leave fewer: one
   alone could change nothing any more. An administrator's key is of no office; whoever proposes or
   approves has a key of one office, and may have an area in it.
"""

from collections.abc import Iterator
from typing import assert_never

import attrs

from dabyl.core.register.approval import number_problems
from dabyl.core.register.facts import Ceremony, StaffFact, StaffKeyAdmitted, StaffKeyRetired
from dabyl.core.register.register import Register
from dabyl.core.staff.consents import Approval, subject_hash
from dabyl.core.staff.keys import Role, StaffKey
from dabyl.core.staff.persons import TWO_ADMINISTRATORS, consent_problems
from dabyl.core.staff.staff import Staff
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused

LEAST_ADMINISTRATORS = 2


@attrs.frozen(kw_only=True)
class ChangeStaff:
    """Admit or retire a key of a person, on the word of two administrators."""

    fact: StaffFact


@attrs.frozen(kw_only=True)
class HoldCeremony:
    """Admit the first two administrators; or retire lost keys, and admit those that follow."""

    ceremony: Ceremony
    admit: tuple[StaffKey, ...]
    retire: tuple[str, ...] = ()


def staff_changes(register: Register, command: ChangeStaff | HoldCeremony) -> tuple[StaffFact, ...]:
    """Return the facts that a command makes; refused with every reason at once."""
    if isinstance(command, HoldCeremony):
        return _ceremony(register, command)
    return (_change(register, command),)


def _change(register: Register, command: ChangeStaff) -> StaffFact:
    fact = command.fact
    problems = list(staff_problems(register.staff, fact))
    if not isinstance(fact.by, Approval):
        problems.append(Problem(code=Code.STAFF_NO_CEREMONY, where="by"))
    else:
        problems += number_problems(fact.by, register.number)
    if isinstance(fact, StaffKeyAdmitted):
        problems += _no_such_office(register, fact.key)
        problems += _no_such_place(register, fact.key)
    problems = problems or list(_too_few_left(register.staff, fact))
    if problems:
        raise Refused(problems)
    return fact


def _too_few_left(staff: Staff, fact: StaffFact) -> Iterator[Problem]:
    """Find out whether a change of two takes the staff's last but one administrator."""
    left = staff_after(staff, fact, staff.number).of_role(Role.ADMINISTRATOR)
    if len(left) < LEAST_ADMINISTRATORS and staff.of_role(Role.ADMINISTRATOR) - left:
        data = {"have": len(left)}
        yield Problem(code=Code.STAFF_ADMINISTRATORS_LEFT, where="credential", data=data)


def _ceremony(register: Register, command: HoldCeremony) -> tuple[StaffFact, ...]:
    by = command.ceremony
    retired = [StaffKeyRetired(credential=one, by=by) for one in command.retire]
    admitted = [StaffKeyAdmitted(key=key, by=by) for key in command.admit]
    facts: tuple[StaffFact, ...] = (*retired, *admitted)
    if problems := tuple(_ceremony_problems(register.staff, facts)):
        raise Refused(problems)
    return facts


def staff_after(staff: Staff, fact: StaffFact, number: int) -> Staff:
    """Return the staff after entry *number*, which is a fact about it."""
    match fact:
        case StaffKeyAdmitted(key=key):
            return staff.with_key(key, number)
        case StaffKeyRetired(credential=credential):
            return staff.without(credential, number)
        case _:
            assert_never(fact)


def admission_subject(key: StaffKey) -> str:
    """Return the hash that those who admit a key sign."""
    said = {
        "credential": key.credential,
        "cose": key.cose.hex(),
        "office": key.office,
        "person": key.person,
        "roles": sorted(key.roles),
        "site": key.site,
    }
    area = {"area": sorted(key.area)} if key.area else {}
    return subject_hash({"admit": {**said, **area}})


def retirement_subject(credential: str) -> str:
    """Return the hash that those who retire a key sign."""
    return subject_hash({"retire": credential})


def staff_problems(staff: Staff, fact: StaffFact) -> Iterator[Problem]:
    """Find every reason why a key may not be admitted, or retired, so."""
    match fact:
        case StaffKeyAdmitted(key=key):
            yield from _key_problems(staff, key)
            yield from _word_problems(staff, fact.by, admission_subject(key))
        case StaffKeyRetired(credential=credential):
            if credential not in staff.keys:
                data = {"credential": credential}
                yield Problem(code=Code.STAFF_KEY_UNKNOWN, where="credential", data=data)
            yield from _word_problems(staff, fact.by, retirement_subject(credential))
        case _:
            assert_never(fact)


def _word_problems(staff: Staff, by: Approval | Ceremony, subject: str) -> Iterator[Problem]:
    """Find every reason why the word on which the staff changes doesn't count."""
    match by:
        case Approval():
            yield from consent_problems(
                staff, by, subject=subject, office=None, needed=TWO_ADMINISTRATORS
            )
            if by.number < staff.number:
                data = {"number": by.number, "last": staff.number}
                yield Problem(code=Code.CONSENT_OLD, where="number", data=data)
        case Ceremony.FIRST:
            if len(staff.ever_of_role(Role.ADMINISTRATOR)) >= LEAST_ADMINISTRATORS:
                yield Problem(code=Code.STAFF_CEREMONY_DONE, where="by")
        case Ceremony.RECOVERY:
            if not staff.founded:
                yield Problem(code=Code.STAFF_NOTHING_LOST, where="by")
        case _:
            assert_never(by)


def _ceremony_problems(staff: Staff, facts: tuple[StaffFact, ...]) -> Iterator[Problem]:
    """Find every reason why a ceremony may not admit and retire so, one after another."""
    for fact in facts:
        if found := tuple(staff_problems(staff, fact)):
            yield from found
            return
        if isinstance(fact, StaffKeyAdmitted) and Role.ADMINISTRATOR not in fact.key.roles:
            data = {"person": fact.key.person}
            yield Problem(code=Code.STAFF_NOT_ADMINISTRATOR, where="key.roles", data=data)
        staff = staff_after(staff, fact, staff.number)
    have = len(staff.of_role(Role.ADMINISTRATOR))
    if have < LEAST_ADMINISTRATORS:
        counts = {"have": have}
        yield Problem(code=Code.STAFF_CEREMONY_TWO, where="keys", data=counts)


def _key_problems(staff: Staff, key: StaffKey) -> Iterator[Problem]:
    if owners := staff.clashing(key):
        data = {"person": key.person, "owner": ", ".join(owners)}
        yield Problem(code=Code.STAFF_KEY_OF_OTHER, where="key.credential", data=data)
    decides = not {Role.OFFICER, Role.APPROVER}.isdisjoint(key.roles)
    administers = Role.ADMINISTRATOR in key.roles
    if (decides and key.office is None) or (administers and key.office is not None):
        data = {"person": key.person, "office": key.office or "-"}
        yield Problem(code=Code.STAFF_OFFICE, where="key.office", data=data)
    if key.area and key.office is None:
        yield Problem(code=Code.STAFF_AREA, where="key.area", data={"person": key.person})


def _no_such_office(register: Register, key: StaffKey) -> tuple[Problem, ...]:
    offices = register.offices if register.epochs else {}
    if key.office is None or key.office in offices:
        return ()
    data = {"office": key.office}
    return (Problem(code=Code.OFFICE_UNKNOWN, where="key.office", data=data),)


def _no_such_place(register: Register, key: StaffKey) -> Iterator[Problem]:
    places = register.gazetteer.units if register.epochs else {}
    for number, place in enumerate(key.area):
        if place not in places:
            where = f"key.area[{number}]"
            yield Problem(code=Code.PLACE_UNKNOWN, where=where, data={"place": place})
