"""Passkeys: what the browser is asked, and whether its answer is right.

1. Only ES256 is asked for, since that is what the journal can hold; the person must be verified by
   the device, and the key must be found without a name.
2. A fingerprint is what two people read to each other: letters that are not confused.
3. A counter that went backwards is a copied key and refused; keys without a counter say 0.
"""

import json
from base64 import b32encode
from collections.abc import Sequence
from hashlib import sha256

import attrs
import webauthn
from webauthn.helpers.base64url_to_bytes import base64url_to_bytes
from webauthn.helpers.bytes_to_base64url import bytes_to_base64url
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from dabyl.adapters.accounts.models import Passkey, Person
from dabyl.adapters.accounts.origin import Origin
from dabyl.adapters.accounts.tickets import Ticket
from dabyl.core.staff.consents import Consent
from dabyl.core.staff.keys import public_key
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused

_ALGORITHMS = [COSEAlgorithmIdentifier.ECDSA_SHA_256]
_GROUP = 4
_SHOWN = 8
_CREDENTIAL_CHARS = 400
_UNREADABLE = (
    *(WebAuthnException, Passkey.DoesNotExist),
    *(ValueError, KeyError, TypeError, RecursionError),
)


@attrs.frozen
class Answer:
    """An assertion that was checked: by which passkey, and as the journal keeps it."""

    passkey: Passkey
    consent: Consent


def options_to_make(person: Person, ticket: Ticket, origin: Origin) -> str:
    """Return what the browser is asked when a person makes a passkey, as JSON."""
    made = webauthn.generate_registration_options(
        rp_id=origin.host,
        rp_name=origin.host,
        user_id=person.key.encode(),
        user_name=person.key,
        user_display_name=person.name,
        challenge=ticket.challenge,
        supported_pub_key_algs=_ALGORITHMS,
        exclude_credentials=_named(tuple(person.passkeys.all())),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return webauthn.options_to_json(made)


def options_to_sign(ticket: Ticket, origin: Origin, passkeys: Sequence[Passkey] = ()) -> str:
    """Return what the browser is asked when somebody signs, as JSON; without *passkeys* anybody."""
    asked = webauthn.generate_authentication_options(
        rp_id=origin.host,
        challenge=ticket.challenge,
        allow_credentials=_named(passkeys),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(asked)


def make(
    person: Person, answer: str, challenge: bytes, origin: Origin, *, label: str, at: Instant
) -> Passkey:
    """Keep the passkey that a person made.

    Raises:
        Refused: the answer is not right, or the key is known already.
    """
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=origin.host,
            expected_origin=origin.text,
            require_user_verification=True,
            supported_pub_key_algs=_ALGORITHMS,
        )
        public_key(made.credential_public_key)
    except (WebAuthnException, ValueError, KeyError, RecursionError):
        raise _refused() from None
    credential = bytes_to_base64url(made.credential_id)
    is_long = len(credential) > _CREDENTIAL_CHARS
    if is_long or Passkey.objects.filter(credential=credential).exists():
        raise _refused()
    return person.passkeys.create(
        credential=credential,
        public_key=made.credential_public_key,
        site=origin.host,
        sign_count=made.sign_count,
        label=label,
        made_at_s=at.s,
    )


def check(answer: str, challenge: bytes, origin: Origin) -> Answer:
    """Return whose passkey signed the challenge.

    Raises:
        Refused: nobody's, or not rightly.
    """
    try:
        said = json.loads(answer)
        passkey = Passkey.objects.select_related("person").get(credential=said["id"])
        given = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=origin.host,
            expected_origin=origin.text,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
        response = {name: base64url_to_bytes(said["response"][key]) for name, key in _PARTS.items()}
    except _UNREADABLE:
        raise _refused() from None
    Passkey.objects.filter(pk=passkey.pk).update(sign_count=given.new_sign_count)
    consent = Consent(person=passkey.person.key, credential=passkey.credential, **response)
    return Answer(passkey, consent)


def fingerprint(passkey: Passkey) -> str:
    """Return what its owner reads out, so that others know that this key is theirs."""
    digest = sha256(bytes(passkey.public_key) + passkey.credential.encode()).digest()
    text = b32encode(digest).decode()[:_SHOWN]
    return f"{text[:_GROUP]}-{text[_GROUP:]}"


_PARTS = {
    "authenticator_data": "authenticatorData",
    "client_data": "clientDataJSON",
    "signature": "signature",
}


def _named(passkeys: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential)) for one in passkeys
    ]


def _refused() -> Refused:
    return Refused([Problem(code=Code.PASSKEY_REFUSED, where="passkey")])
