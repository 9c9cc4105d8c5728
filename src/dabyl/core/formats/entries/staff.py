"""Wire shapes of persons' keys and consents.

1. Bytes are written in base64url without padding, as WebAuthn writes them.
2. An entry of kind ``staff`` admits a key or retires one, on the word of two administrators
   (``persons``) or of a ceremony.
"""

from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from typing import Any, assert_never

import msgspec

from dabyl.core.levels.parts import Wire, plain_of
from dabyl.core.register.facts import Ceremony, StaffFact, StaffKeyAdmitted, StaffKeyRetired
from dabyl.core.staff.assertions import text_of
from dabyl.core.staff.consents import Approval, Consent
from dabyl.core.staff.keys import Role, StaffKey, public_key
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.wire import Fault, Senseless, unknown_value


class WireConsent(Wire):
    """A consent."""

    person: str
    credential: str
    authenticator_data: str
    client_data: str
    signature: str

    def __post_init__(self) -> None:
        """Refuse what is no base64url."""
        fields = ("credential", "authenticator_data", "client_data", "signature")
        found = [name for name in fields if not _is_bytes(getattr(self, name))]
        if found:
            raise Senseless(*(_no_bytes(name) for name in found))

    def value(self) -> Consent:
        """Return the consent."""
        return Consent(
            person=self.person,
            credential=self.credential,
            authenticator_data=bytes_of(self.authenticator_data),
            client_data=bytes_of(self.client_data),
            signature=bytes_of(self.signature),
        )


class WireApproval(Wire):
    """The consents to one act."""

    number: int
    consents: tuple[WireConsent, ...]
    forms: str = ""
    editors: tuple[str, ...] = ()
    deadline: str = ""
    countersigns: str = ""

    def __post_init__(self) -> None:
        """Refuse a deadline that is no instant, or of which nobody consents to the release."""
        try:
            alone = bool(self.deadline) and bool(parse_instant(self.deadline))
        except ValueError:
            fault = unknown_value(self.deadline, "an instant: 2016-06-06T12:00:00Z")
            raise Senseless(fault.under(("deadline",))) from None
        if alone and not self.consents:
            raise Senseless(Fault(("consents",), Code.LIST_EMPTY))

    def value(self) -> Approval:
        """Return the approval."""
        return Approval(
            number=self.number,
            consents=tuple(consent.value() for consent in self.consents),
            forms=self.forms,
            editors=self.editors,
            deadline=parse_instant(self.deadline) if self.deadline else None,
            countersigns=self.countersigns,
        )


class WireStaffKey(Wire):
    """A passkey of a person; without an area it is for all of its office's."""

    person: str
    office: str | None
    roles: tuple[Role, ...]
    credential: str
    cose: str
    site: str
    area: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a person who is no pseudonym, and bytes that are no key."""
        found = []
        if not is_id(self.person):
            found.append(Fault(("person",), Code.NOT_AN_ID, {"value": self.person}))
        if not _is_bytes(self.credential):
            found.append(_no_bytes("credential"))
        if not _is_key(self.cose):
            found.append(Fault(("cose",), Code.STAFF_KEY_UNREADABLE))
        if found:
            raise Senseless(*found)

    def value(self) -> StaffKey:
        """Return the key."""
        return StaffKey(
            person=self.person,
            office=self.office,
            roles=self.roles,
            credential=self.credential,
            cose=bytes_of(self.cose),
            site=self.site,
            area=self.area,
        )


class _ByCeremony(Wire, tag="ceremony", tag_field="kind"):
    ceremony: Ceremony

    def value(self) -> Ceremony:
        return self.ceremony


class _ByPersons(WireApproval, tag="persons", tag_field="kind"):
    pass


_Word = _ByCeremony | _ByPersons


class _Admitted(Wire, tag="admitted", tag_field="kind"):
    key: WireStaffKey
    by: _Word

    def value(self) -> StaffFact:
        return StaffKeyAdmitted(key=self.key.value(), by=self.by.value())


class _Retired(Wire, tag="retired", tag_field="kind"):
    credential: str
    by: _Word

    def value(self) -> StaffFact:
        return StaffKeyRetired(credential=self.credential, by=self.by.value())


class WireStaffChange(Wire):
    """A key admitted or retired."""

    staff: _Admitted | _Retired

    def value(self) -> StaffFact:
        """Return the change."""
        return self.staff.value()


def wire_consent(consent: Consent) -> WireConsent:
    """Return the shape of a consent."""
    return WireConsent(
        person=consent.person,
        credential=consent.credential,
        authenticator_data=text_of(consent.authenticator_data),
        client_data=text_of(consent.client_data),
        signature=text_of(consent.signature),
    )


def approval_body(approval: Approval | None) -> dict[str, Any]:
    """Return the field of an entry's body that holds an approval; no field for none."""
    return {} if approval is None else {"approval": plain_of(wire_approval(approval))}


def approval_in(wire: WireApproval | None) -> Approval | None:
    """Return the approval in an entry's body, or None."""
    return None if wire is None else wire.value()


def wire_approval(approval: Approval) -> WireApproval:
    """Return the shape of an approval."""
    return WireApproval(
        number=approval.number,
        consents=tuple(map(wire_consent, approval.consents)),
        forms=approval.forms,
        editors=approval.editors,
        deadline="" if approval.deadline is None else approval.deadline.text(),
        countersigns=approval.countersigns,
    )


def wire_staff_key(key: StaffKey) -> WireStaffKey:
    """Return the shape of a key."""
    return WireStaffKey(
        person=key.person,
        office=key.office,
        roles=key.roles,
        credential=key.credential,
        cose=text_of(key.cose),
        site=key.site,
        area=key.area,
    )


def wire_staff(fact: StaffFact) -> WireStaffChange:
    """Return the shape of a change."""
    by = _wire_word(fact.by)
    match fact:
        case StaffKeyAdmitted(key=key):
            return WireStaffChange(_Admitted(key=wire_staff_key(key), by=by))
        case StaffKeyRetired(credential=credential):
            return WireStaffChange(_Retired(credential=credential, by=by))
        case _:
            assert_never(fact)


def _wire_word(by: Approval | Ceremony) -> _Word:
    if isinstance(by, Ceremony):
        return _ByCeremony(by)
    wire = wire_approval(by)
    return _ByPersons(**msgspec.structs.asdict(wire))


def bytes_of(text: str) -> bytes:
    """Return the bytes that base64url without padding stands for.

    Raises:
        ValueError: it is something else, or another spelling of it.
    """
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (NotBase64, ValueError):
        raise ValueError("no base64url") from None
    if text_of(data) != text:
        raise ValueError("no base64url without padding")
    return data


def _is_bytes(text: str) -> bool:
    try:
        bytes_of(text)
    except ValueError:
        return False
    return True


def _is_key(text: str) -> bool:
    try:
        public_key(bytes_of(text))
    except ValueError:
        return False
    return True


def _no_bytes(field: str) -> Fault:
    return unknown_value("these bytes", "base64url without padding").under((field,))
