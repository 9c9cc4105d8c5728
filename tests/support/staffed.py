"""Registers and desks with staff: two administrators and three officers of an office."""

from collections.abc import Iterable

from dabyl.core.levels.decision import Decision
from dabyl.core.register.approval import decision_subject
from dabyl.core.register.facts import Ceremony, StaffKeyAdmitted
from dabyl.core.register.staffing import admission_subject
from dabyl.core.staff.consents import Approval, Purpose, challenge
from support.authenticator import APPROVER, OFFICER, Passkey, both

ROOT, SPARE = Passkey.of("admin-1"), Passkey.of("admin-2")


def officers(office: str) -> tuple[Passkey, Passkey, Passkey]:
    """Return one who proposes, one who approves, and one who does both."""
    return (
        Passkey.of("officer-1", office, OFFICER),
        Passkey.of("officer-2", office, APPROVER),
        Passkey.of("officer-3", office, OFFICER, APPROVER),
    )


def admitted(*passkeys: Passkey) -> tuple[StaffKeyAdmitted, ...]:
    """Return the facts that admit keys, by a ceremony."""
    return tuple(StaffKeyAdmitted(key=one.key, by=Ceremony.FIRST) for one in passkeys)


def admission(passkey: Passkey, number: int) -> StaffKeyAdmitted:
    """Return the fact that admits a key on the word of both administrators."""
    word = both(ROOT, SPARE, admission_subject(passkey.key), number)
    return StaffKeyAdmitted(key=passkey.key, by=word)


def approved(
    decision: Decision,
    one: Passkey,
    other: Passkey,
    number: int,
    *,
    forms: str = "",
    editors: Iterable[str] = (),
) -> Approval:
    """Return the approval of a decision: *one* proposes it, *other* approves it."""
    written = tuple(editors) or (one.person,)
    subject = decision_subject(decision, forms=forms, editors=written)
    return Approval(
        number=number,
        forms=forms,
        editors=written,
        consents=(
            one.sign(challenge(Purpose.PROPOSE, subject, number)),
            other.sign(challenge(Purpose.APPROVE, subject, number)),
        ),
    )
