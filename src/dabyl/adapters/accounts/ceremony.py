"""The ceremony: whoever keeps the server admits keys whose fingerprints were read out to them."""

from collections.abc import Iterator, Sequence

from dabyl.adapters.accounts.audit import note
from dabyl.adapters.accounts.models import Passkey
from dabyl.adapters.accounts.passkeys import fingerprint
from dabyl.adapters.accounts.people import find
from dabyl.core.staff.keys import Role, StaffKey
from dabyl.core.staff.staff import Staff
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused


def ceremony_keys(
    admit: Sequence[tuple[str, str]], kind: str, *, at: Instant
) -> tuple[StaffKey, ...]:
    """Return the administrators' keys for pairs of a pseudonym and a fingerprint.

    Raises:
        Refused: there is no such person, or none of their keys has it; every reason at once.
    """
    problems = [problem for person, given in admit for problem in _problems(person, given)]
    if problems:
        raise Refused(problems)
    found = tuple(one for person, given in admit for one in _fitting(person, given))
    for one in found:
        note(f"ceremony {kind}", by=None, subject=one.person, at=at)
    return tuple(staff_key(one, (Role.ADMINISTRATOR,), None) for one in found)


def lost_keys(persons: Sequence[str], staff: Staff) -> tuple[str, ...]:
    """Return the credentials of persons whose keys were lost.

    Raises:
        Refused: somebody has no key that counts: the name may be mistyped.
    """
    have = {key.person for key in staff.keys.values()}
    if unknown := [person for person in persons if person not in have]:
        raise Refused([_unknown("retire", person) for person in unknown])
    return tuple(key.credential for key in staff.keys.values() if key.person in persons)


def staff_key(
    passkey: Passkey, roles: tuple[Role, ...], office: str | None, area: tuple[str, ...] = ()
) -> StaffKey:
    """Return a passkey as the journal is to know it."""
    return StaffKey(
        person=passkey.person.key,
        office=office,
        roles=roles,
        credential=passkey.credential,
        cose=bytes(passkey.public_key),
        site=passkey.site,
        area=area,
    )


def _problems(person: str, given: str) -> Iterator[Problem]:
    found = find(person)
    if found is None:
        yield _unknown("admit", person)
    elif not found.passkeys.exists():
        yield Problem(code=Code.PERSON_WITHOUT_KEY, where="admit", data={"person": person})
    elif not _fitting(person, given):
        yield Problem(code=Code.FINGERPRINT_OTHER, where="admit", data={"given": given})


def _unknown(where: str, person: str) -> Problem:
    return Problem(code=Code.PERSON_UNKNOWN, where=where, data={"person": person})


def _fitting(person: str, given: str) -> tuple[Passkey, ...]:
    passkeys = Passkey.objects.select_related("person").filter(person__key=person)
    return tuple(one for one in passkeys if fingerprint(one) == given.strip().upper())
