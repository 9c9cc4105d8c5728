"""One-time codes and recovery codes: for whoever has their passkey not at hand; never to approve.

1. Whoever signs in so gives pseudonym, password and code; which of them was wrong is not told.
2. A code counts once. So does a recovery code, which stands in for the device that makes codes.
3. Codes count from when another person confirmed that they are wanted.
4. The secret is kept sealed, the password and the recovery codes as hashes. When the console's own
   secret was lost, no code is right any more; recovery codes are.
"""

import secrets
from base64 import b32encode, urlsafe_b64encode
from hashlib import sha256
from hmac import compare_digest

import attrs
import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from dabyl.adapters.accounts.models import CodeSecret, Person
from dabyl.adapters.accounts.turns import turn
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused

STEP_S = 30
RECOVERY_CODES = 10
_RECOVERY_BYTES = 10
_NOBODY = make_password(None)


@attrs.frozen
class SetUp:
    """What a device that makes codes is told: a text, and the same as a picture (SVG)."""

    secret: str = attrs.field(repr=False)
    picture: str = attrs.field(repr=False)


def begin(person: Person, site: str) -> SetUp:
    """Make a new secret for a person; the one before counts no more."""
    secret = pyotp.random_base32()
    sealed = _seal().encrypt(secret.encode()).decode()
    CodeSecret.objects.update_or_create(
        person=person, defaults={"sealed": sealed, "last_step": 0, "proven": False}
    )
    address = pyotp.TOTP(secret).provisioning_uri(name=person.key, issuer_name=site)
    picture = segno.make(address, error="m").svg_inline(scale=4, light="#fff", omitsize=True)
    return SetUp(secret, picture)


def prove(person: Person, password: str, code: str, *, at: Instant) -> tuple[str, ...]:
    """Keep the password when the code is right; return new recovery codes, shown once.

    Raises:
        Refused: the code is wrong, or the password too easy.
    """
    kept = CodeSecret.objects.filter(person=person).first()
    if kept is None or not _is_right(kept, code, at):
        raise Refused([Problem(code=Code.CODE_REFUSED, where="code")])
    try:
        validate_password(password, person)
    except ValidationError:
        raise Refused([Problem(code=Code.PASSWORD_EASY, where="password")]) from None
    codes = tuple(_new_code() for _ in range(RECOVERY_CODES))
    with turn():
        person.set_password(password)
        person.save(update_fields=["password"])
        person.recovery_codes.all().delete()
        for one in codes:
            person.recovery_codes.create(hash=_hash(one))
    return codes


def confirm(person: Person) -> None:
    """Let the codes of a person count: those that they proved, none that were begun since.

    Raises:
        Refused: another device was begun meanwhile.
    """
    if not CodeSecret.objects.filter(person=person, last_step__gt=0).update(proven=True):
        raise Refused([Problem(code=Code.PROPOSAL_OVER, where="proposal")])


def check(key: str, password: str, code: str, *, at: Instant) -> Person:
    """Return who signs in.

    Raises:
        Refused: something does not fit.
    """
    person = Person.objects.filter(key=key, closed_at_s=None).first()
    is_known = check_password(password, person.password if person else _NOBODY)
    kept = CodeSecret.objects.filter(person=person, proven=True).first() if person else None
    if person is None or kept is None or not is_known:
        raise Refused([Problem(code=Code.CODE_REFUSED, where="code")])
    if not (_is_right(kept, code, at) or _spend_recovery(person, code)):
        raise Refused([Problem(code=Code.CODE_REFUSED, where="code")])
    return person


def _is_right(kept: CodeSecret, code: str, at: Instant) -> bool:
    """Tell whether the code is of this half minute or the one before, and was not used."""
    try:
        maker = pyotp.TOTP(_seal().decrypt(kept.sealed.encode()).decode())
    except InvalidToken:
        return False
    for step in (at.s // STEP_S, at.s // STEP_S - 1):
        right = compare_digest(maker.at(step * STEP_S).encode(), code.strip().encode())
        unused = CodeSecret.objects.filter(pk=kept.pk, last_step__lt=step)
        if right and unused.update(last_step=step):
            return True
    return False


def _spend_recovery(person: Person, code: str) -> bool:
    spent, _ = person.recovery_codes.filter(hash=_hash(code.strip().lower())).delete()
    return bool(spent)


def _new_code() -> str:
    text = b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode().lower()
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()


def _seal() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"codes" + settings.SECRET_KEY.encode()).digest()))
