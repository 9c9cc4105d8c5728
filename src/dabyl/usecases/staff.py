"""Staff: keys of persons, admitted and retired as entries of the journal.

1. The first two administrators, and those after a loss of keys, come by a ceremony on the server.
2. Everything else is on the word of two administrators, each with a passkey.
"""

from dabyl.core.register.facts import Ceremony, StaffFact, StaffKeyAdmitted, StaffKeyRetired
from dabyl.core.register.register import Register
from dabyl.core.register.staffing import (
    ChangeStaff,
    HoldCeremony,
    admission_subject,
    retirement_subject,
)
from dabyl.core.staff.consents import Approval, Consent, Purpose, challenge
from dabyl.core.staff.keys import StaffKey
from dabyl.core.values.instants import Instant
from dabyl.usecases.desk import Desk
from dabyl.usecases.official import take


def hold_ceremony(
    desk: Desk,
    kind: Ceremony,
    *,
    admit: tuple[StaffKey, ...],
    lost: tuple[str, ...] = (),
    at: Instant,
) -> Register:
    """Admit administrators, the first two or others, and retire the credentials that were *lost*.

    Raises:
        Refused: fewer than two persons would be administrators, or another rule says no.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the journal cannot be read or written.
    """
    return take(desk, HoldCeremony(ceremony=kind, admit=admit, retire=lost), at=at)


def challenge_to_admit(key: StaffKey, purpose: Purpose, *, number: int, workspace: str) -> bytes:
    """Return what an administrator signs so that a key is admitted.

    The first one's *purpose* is ``PROPOSE``, the second one's ``APPROVE``; *number* is that of the
    journal's last entry when the first one saw it.
    """
    return challenge(purpose, admission_subject(key), number, workspace=workspace)


def challenge_to_retire(credential: str, purpose: Purpose, *, number: int, workspace: str) -> bytes:
    """Return what an administrator signs so that a key is retired; see ``challenge_to_admit``."""
    return challenge(purpose, retirement_subject(credential), number, workspace=workspace)


def admit(
    desk: Desk, key: StaffKey, consents: tuple[Consent, ...], *, number: int, at: Instant
) -> Register:
    """Admit a key on the word of two administrators; a known one gets other roles or office.

    Raises:
        Refused: a rule says no, or a consent doesn't count; every reason.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the journal cannot be read or written.
    """
    word = Approval(number=number, consents=consents)
    return _change(desk, StaffKeyAdmitted(key=key, by=word), at=at)


def retire(
    desk: Desk, credential: str, consents: tuple[Consent, ...], *, number: int, at: Instant
) -> Register:
    """Retire a key on the word of two administrators; see ``admit``."""
    word = Approval(number=number, consents=consents)
    return _change(desk, StaffKeyRetired(credential=credential, by=word), at=at)


def _change(desk: Desk, fact: StaffFact, *, at: Instant) -> Register:
    return take(desk, ChangeStaff(fact=fact), at=at)
