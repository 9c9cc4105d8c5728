"""Folders of registered keys: read whole, refused with every reason."""

from base64 import b64encode
from ipaddress import ip_address

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)
from cryptography.x509 import IPAddress

from dabyl.core.formats.cap.signature.certificates import (
    alternative_name,
    parse_keys,
    read_certificate,
)
from dabyl.core.formats.cap.signature.keyring import Keyring, RegisteredKey, is_nobody
from dabyl.core.formats.cap.signature.registry import format_row, parse_registry
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.periods import Period
from dabyl.core.values.problems import Rejected
from support.alertkeys import (
    EXERCISE_SENDER,
    SENDER,
    SENT,
    VALID,
    a_certificate,
    a_key,
    private_pem,
)
from support.xmlsec import certificate_pem

EC_OID = bytes.fromhex("2a8648ce3d0201")
KEY = a_key()
DRILL = a_key(EXERCISE_SENDER, workspace=WorkspaceKind.EXERCISE)
REPLAY = a_key("kz-2016@replay.invalid", workspace=WorkspaceKind.REPLAY)
CERTIFICATE = certificate_pem(KEY.certificate.der)
BARE = load_der_public_key(KEY.certificate.public).public_bytes(
    Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
)
UNKNOWN = (
    b"-----BEGIN PUBLIC KEY-----\n"
    + b64encode(KEY.certificate.public.replace(EC_OID, EC_OID[:-1] + b"\x09"))
    + b"\n-----END PUBLIC KEY-----\n"
)
FILES = {"a.pem": CERTIFICATE, "b.pem": BARE, "drill.pem": certificate_pem(DRILL.certificate.der)}
ROW = f'[[key]]\nfile = "a.pem"\nsenders = ["{SENDER}"]\n'
PERIOD = "valid_from = 2026-01-01T00:00:00+05:00\nvalid_to = 2026-07-01T00:00:00+05:00\n"


def codes(text: str, files=FILES):
    with pytest.raises(Rejected) as rejection:
        parse_registry(text, files)
    return [(p.where.split(" ")[0], p.code) for p in rejection.value.problems]


def only(text: str, files=FILES) -> RegisteredKey:
    (key,) = parse_registry(text, files).keys
    return key


class TestARow:
    def test_of_a_certificate_takes_its_period(self):
        key = only(ROW)
        assert (key.public, key.valid, key.name) == (KEY.certificate.public, VALID, "a.pem")
        assert key.senders == {SENDER}
        assert key.id == KEY.certificate.id
        assert key.kind is WorkspaceKind.LIVE
        assert key.revoked_at is None

    def test_narrows_the_period_of_its_certificate_and_never_widens_it(self):
        assert only(ROW + PERIOD).valid == Period(
            start=VALID.start, end=parse_instant("2026-07-01T00:00:00+05:00")
        )

    def test_that_is_written_registers_what_it_was_written_for(self):
        live = format_row(KEY.certificate, file="a.pem", sender=SENDER)
        assert only(live).senders == {SENDER}
        drill = format_row(DRILL.certificate, file="drill.pem", sender=EXERCISE_SENDER)
        assert only(drill).kind is WorkspaceKind.EXERCISE
        assert DRILL.certificate.fingerprint in drill

    def test_of_a_bare_key_needs_both_ends(self):
        row = ROW.replace("a.pem", "b.pem")
        assert only(row + PERIOD).valid.start == parse_instant("2026-01-01T00:00:00+05:00")
        assert codes(row) == [("keys.toml:1", Code.MISSING_FIELD)] * 2

    def test_says_when_the_key_was_revoked(self):
        row = ROW + "revoked_at = 2026-03-01T00:00:00Z\n"
        assert only(row).revoked_at == parse_instant("2026-03-01T00:00:00Z")

    def test_of_a_file_with_several_registers_all(self):
        both = {"a.pem": CERTIFICATE + b"\nwords\n" + BARE}
        assert len(parse_registry(ROW + PERIOD, both).keys) == 2

    def test_of_an_exercise_is_for_nobody_that_is_real(self):
        row = f'[[key]]\nfile = "drill.pem"\nkind = "exercise"\nsenders = ["{EXERCISE_SENDER}"]\n'
        assert only(row).kind is WorkspaceKind.EXERCISE
        live = row.replace('"exercise"', '"live"')
        assert codes(live) == [("keys.toml:3", Code.CAP_KEY_KIND)]
        real = row.replace(EXERCISE_SENDER, SENDER)
        assert codes(real) == [("keys.toml:4", Code.CAP_SENDER_KIND)]

    def test_that_is_live_is_for_real_senders(self):
        assert codes(ROW.replace(SENDER, "x@y.invalid")) == [("keys.toml:3", Code.CAP_SENDER_KIND)]

    def test_without_a_place_in_time_is_refused(self):
        row = ROW + "valid_to = 2020-01-01T00:00:00Z\n"
        assert codes(row) == [("keys.toml:4", Code.END_BEFORE_START)]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (None, Code.FILE_MISSING),
            (private_pem(KEY) + CERTIFICATE, Code.KEY_IS_PRIVATE),
            (b"nothing", Code.CAP_KEY_UNREADABLE),
            (
                Ed25519PrivateKey.generate()
                .public_key()
                .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
                Code.CAP_KEY_UNREADABLE,
            ),
            (
                b"-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----",
                Code.CAP_KEY_UNREADABLE,
            ),
            (UNKNOWN, Code.CAP_KEY_UNREADABLE),
        ],
    )
    def test_of_what_is_no_key_is_refused(self, content, code):
        files = {} if content is None else {"a.pem": content}
        assert codes(ROW, files) == [("keys.toml:2", code)]

    def test_that_lacks_everything_says_all_of_it(self):
        assert [code for _, code in codes('[[key]]\nmore = 1\n[[key]]\nfile = "x.pem"\n')] == [
            Code.MISSING_FIELD,
            Code.MISSING_FIELD,
            Code.UNKNOWN_FIELD,
            Code.MISSING_FIELD,
            Code.FILE_MISSING,
        ]


class TestACertificate:
    def test_says_of_what_workspace_it_is(self):
        kinds = [read_certificate(key.certificate.der).kind for key in (KEY, DRILL, REPLAY)]
        assert kinds == [WorkspaceKind.LIVE, WorkspaceKind.EXERCISE, WorkspaceKind.REPLAY]

    @pytest.mark.parametrize("sender", ["a@b.kz", "cap.example.kz", "urn:oid:2.49.0.0.398.0"])
    def test_names_its_sender(self, sender):
        assert a_key(sender).certificate.senders == (sender,)
        assert alternative_name(sender).value == sender

    def test_without_names_says_none(self):
        for names in ((), (IPAddress(ip_address("192.0.2.1")),)):
            assert read_certificate(a_certificate(*names)).senders == ()

    def test_has_a_fingerprint_of_all_of_it(self):
        (found,) = parse_keys(CERTIFICATE)
        assert found == KEY.certificate
        assert len(found.fingerprint) == 64


class TestAKeyring:
    def test_finds_keys_by_sender_and_by_themselves(self):
        ring = parse_registry(ROW, FILES)
        assert [key.name for key in ring.of_sender(SENDER)] == ["a.pem"]
        assert ring.of_sender("x") == ()
        assert ring.knows(KEY.certificate.public)
        assert not Keyring().knows(KEY.certificate.public)

    @pytest.mark.parametrize(
        ("sender", "nobody"),
        [
            ("a@b.invalid", True),
            ("b.INVALID", True),
            ("invalid", True),
            ("http://x.invalid/", True),
            ("a@b.invalid.kz", False),
            ("invalid@b.kz", False),
            ("notinvalid", False),
        ],
    )
    def test_knows_who_is_nobody(self, sender, nobody):
        assert is_nobody(sender) is nobody

    def test_holds_no_key_that_could_pass_an_exercise_for_a_warning(self):
        for kind, sender in ((WorkspaceKind.EXERCISE, SENDER), (WorkspaceKind.LIVE, "x.invalid")):
            with pytest.raises(ValueError, match="real senders"):
                RegisteredKey(
                    public=b"", senders=frozenset({sender}), valid=Period(start=SENT), kind=kind
                )
