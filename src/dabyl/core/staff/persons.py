"""Persons: did as many different ones consent as an act needs, each with the right to?

1. Each consent is given by a key that counts, of the person it names, with a role and an office
   that fit.
2. No person consents twice, whatever number of keys they have.
3. Every reason is told at once.
"""

from collections.abc import Iterator

import attrs

from dabyl.core.staff.assertions import assertion_problems
from dabyl.core.staff.consents import Approval, Consent, Purpose, challenge
from dabyl.core.staff.keys import Role, StaffKey
from dabyl.core.staff.staff import Staff
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem


@attrs.frozen(kw_only=True)
class Needed:
    """One consent that an act needs: to what end, and by whom."""

    purpose: Purpose
    roles: frozenset[Role]


TWO_ADMINISTRATORS = (
    Needed(purpose=Purpose.PROPOSE, roles=frozenset({Role.ADMINISTRATOR})),
    Needed(purpose=Purpose.APPROVE, roles=frozenset({Role.ADMINISTRATOR})),
)
TWO_OFFICERS = (
    Needed(purpose=Purpose.PROPOSE, roles=frozenset({Role.OFFICER, Role.APPROVER})),
    Needed(purpose=Purpose.APPROVE, roles=frozenset({Role.APPROVER})),
)
TWO_EDITORS = (
    Needed(purpose=Purpose.PROPOSE, roles=frozenset({Role.EDITOR})),
    Needed(purpose=Purpose.APPROVE, roles=frozenset({Role.EDITOR, Role.ADMINISTRATOR})),
)
ONE_ALONE = (Needed(purpose=Purpose.EMERGENCY, roles=frozenset({Role.APPROVER})),)
ANOTHER_ONE = TWO_OFFICERS[1:]


def consent_problems(
    staff: Staff,
    approval: Approval,
    *,
    subject: str,
    office: str | None,
    needed: tuple[Needed, ...],
) -> Iterator[Problem]:
    """Find every reason why *approval* is not what the act with the hash *subject* needs."""
    consents = approval.consents
    if len(consents) != len(needed):
        counts = {"have": len(consents), "want": len(needed)}
        yield Problem(code=Code.CONSENTS_MISSING, where="consents", data=counts)
    for place, (consent, need) in enumerate(zip(consents, needed, strict=False)):
        where = f"consents[{place}]"
        signed = challenge(need.purpose, subject, approval.number, workspace=staff.workspace)
        yield from _one(staff, consent, need, office=office, signed=signed, where=where)
    persons = [consent.person for consent in consents]
    for place, person in enumerate(persons):
        if person in persons[:place]:
            data = {"person": person}
            code = Code.CONSENT_SAME_PERSON
            yield Problem(code=code, where=f"consents[{place}].person", data=data)


def _one(
    staff: Staff, consent: Consent, need: Needed, *, office: str | None, signed: bytes, where: str
) -> Iterator[Problem]:
    key = staff.keys.get(consent.credential)
    if key is None:
        data = {"person": consent.person, "credential": consent.credential}
        yield Problem(code=Code.CONSENT_KEY, where=f"{where}.credential", data=data)
        return
    yield from _rights(consent, key, need, office=office, where=where)
    yield from assertion_problems(consent, key, signed, where)


def _rights(
    consent: Consent, key: StaffKey, need: Needed, *, office: str | None, where: str
) -> Iterator[Problem]:
    person = consent.person
    if key.person != person:
        yield Problem(code=Code.CONSENT_PERSON, where=f"{where}.person", data={"person": person})
    if need.roles.isdisjoint(key.roles):
        data = {"person": person, "roles": ", ".join(sorted(need.roles))}
        yield Problem(code=Code.CONSENT_ROLE, where=f"{where}.person", data=data)
    if key.office != office:
        data = {"person": person, "office": key.office or "-", "wanted": office or "-"}
        yield Problem(code=Code.CONSENT_OFFICE, where=f"{where}.person", data=data)
