"""Consents that wait for a second one, as they lie in a proposal."""

from collections.abc import Mapping

from dabyl.core.staff.consents import Consent

_BYTES = ("authenticator_data", "client_data", "signature")


def kept(consent: Consent) -> dict[str, str]:
    """Return a consent as a proposal keeps it."""
    said = {name: getattr(consent, name).hex() for name in _BYTES}
    return {"person": consent.person, "credential": consent.credential, **said}


def given(said: Mapping[str, str]) -> Consent:
    """Return the consent that a proposal keeps."""
    signed = {name: bytes.fromhex(said[name]) for name in _BYTES}
    return Consent(person=said["person"], credential=said["credential"], **signed)
