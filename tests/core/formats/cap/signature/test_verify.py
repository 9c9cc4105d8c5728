"""What is said about a signature, where nothing is an attack."""

from base64 import b64encode
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from lxml import etree

from dabyl.adapters.alertkeys import AlertKey
from dabyl.core.formats.cap.signature.algorithms import DSIG, Digest, KeyKind, Method
from dabyl.core.formats.cap.signature.canonical import final_form, parse_document
from dabyl.core.formats.cap.signature.keyring import NO_KEYS, Keyring
from dabyl.core.formats.cap.signature.publickeys import (
    certificate_key,
    holds,
    is_weak,
    public_bytes,
    signing_kind,
)
from dabyl.core.formats.cap.signature.structure import has_signature
from dabyl.core.formats.cap.signature.verdict import Faulty, Reason, State
from dabyl.core.formats.cap.signature.verify import Policy, verify
from dabyl.core.journal.keys import WorkspaceKind
from support.alertkeys import (
    EXERCISE_SENDER,
    RECEIVED,
    SENDER,
    VALID,
    a_key,
    an_alert,
    registered,
    ring,
    signed,
)

KEY, RSA = a_key(), a_key(kind=KeyKind.RSA)


def judged(data: bytes, keys: Keyring, policy=None):
    verdict = verify(data, keys, received_at=RECEIVED, policy=policy or Policy())
    return verdict.state, verdict.reason


class TestVerify:
    @pytest.mark.parametrize("key", [KEY, RSA], ids=["ecdsa", "rsa"])
    def test_says_valid_with_the_key_and_the_bytes(self, key):
        verdict = verify(signed(an_alert(), key), ring(key), received_at=RECEIVED)
        assert verdict.as_dict() == {"state": "valid", "reason": None, "key": key.certificate.id}
        assert verdict.signed == an_alert()

    def test_says_none_of_an_alert_without_a_signature(self):
        verdict = verify(an_alert(), NO_KEYS, received_at=RECEIVED)
        assert verdict.as_dict() == {"state": "none", "reason": None, "key": None}

    def test_names_the_key_inside_when_nobody_registered_it(self):
        verdict = verify(signed(an_alert(), KEY), NO_KEYS, received_at=RECEIVED)
        assert verdict.as_dict() == {
            "state": "unverifiable",
            "reason": "sender-without-key",
            "key": KEY.certificate.id,
        }

    def test_says_so_when_nothing_is_known_about_the_maker(self):
        data = signed(an_alert(), KEY)
        start, end = data.index(b"<KeyInfo>"), data.index(b"</Signature>")
        bare = data[:start] + data[end:]
        assert judged(bare, NO_KEYS) == (State.UNVERIFIABLE, Reason.SENDER_WITHOUT_KEY)
        assert judged(bare, ring(KEY)) == (State.VALID, None)
        assert judged(bare, ring(a_key(number=1))) == (State.INVALID, Reason.SIGNATURE_MISMATCH)

    def test_passes_over_a_certificate_that_cannot_be_read(self):
        data = signed(an_alert(), KEY)
        start = data.index(b"<X509Certificate>") + len(b"<X509Certificate>")
        end = data.index(b"</X509Certificate>")
        for packed in (b"QUJD", b"!"):
            spoiled = data[:start] + packed + data[end:]
            assert judged(spoiled, ring(KEY)) == (State.VALID, None)
            assert judged(spoiled, NO_KEYS)[0] is State.UNVERIFIABLE

    def test_takes_the_registration_that_holds_of_several(self):
        ended = registered(KEY, revoked_at=RECEIVED)
        assert judged(signed(an_alert(), KEY), ring(ended, KEY)) == (State.VALID, None)

    @pytest.mark.parametrize("sent", ["2026-06-06T12:00:00", "today"])
    def test_cannot_tell_when_the_time_cannot_be_read(self, sent):
        data = signed(an_alert(sent=sent), KEY)
        assert judged(data, ring(KEY)) == (State.UNVERIFIABLE, Reason.SENT_UNREADABLE)

    @pytest.mark.parametrize("name", ["sender", "sent", "status"])
    def test_refuses_an_alert_whose_heading_is_unclear(self, name):
        twice = an_alert(inner=f"<{name}>x</{name}>")
        assert judged(signed(twice, KEY), ring(KEY)) == (State.INVALID, Reason.HEADING_UNCLEAR)
        parted = an_alert().replace(f"<{name}>".encode(), f"<{name}><?x y?>".encode())
        assert judged(signed(parted, KEY), ring(KEY)) == (State.INVALID, Reason.HEADING_UNCLEAR)

    def test_relies_on_short_keys_only_when_told_to(self):
        key = short_key()
        info = signed(an_alert(), RSA)
        start, end = info.index(b"<SignedInfo>"), info.index(b"</SignedInfo>")
        alone = info[start:end].replace(b"<SignedInfo>", f'<SignedInfo xmlns="{DSIG}">'.encode())
        value = key.sign(alone + b"</SignedInfo>")
        data = resigned(info, value)
        assert judged(data, ring(key)) == (State.UNVERIFIABLE, Reason.KEY_WEAK)
        assert judged(data, ring(key), Policy(short_rsa=True)) == (State.VALID, None)


@cache
def short_key() -> AlertKey:
    live = WorkspaceKind.LIVE
    return AlertKey.make(SENDER, valid=VALID, workspace=live, kind=KeyKind.RSA, bits=1024)


def resigned(data: bytes, value: bytes) -> bytes:
    root = parse_document(data)
    node = root.find(f".//{{{DSIG}}}SignatureValue")
    assert node is not None
    node.text = b64encode(value).decode()
    return etree.tostring(root)


class TestAnExercise:
    KEY = a_key(EXERCISE_SENDER, workspace=WorkspaceKind.EXERCISE)

    def test_is_valid_when_it_says_so(self):
        data = signed(an_alert(sender=EXERCISE_SENDER, status="Exercise"), self.KEY)
        assert judged(data, ring(self.KEY)) == (State.VALID, None)

    def test_is_refused_when_it_says_actual(self):
        data = signed(an_alert(sender=EXERCISE_SENDER), self.KEY)
        assert judged(data, ring(self.KEY)) == (State.INVALID, Reason.KEY_NOT_LIVE)


class TestTheShape:
    DATA = signed(an_alert(), KEY)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"</Signature>", b"<Object></Object></Signature>"),
            (b"<SignatureValue>", b"text<SignatureValue>"),
            (b"<SignedInfo>", b"<SignedInfo>text"),
            (b'<CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">', None),
            (b"<Reference URI", b"<Reference2></Reference2><Reference URI"),
            (b"<Transforms>", b"<More></More><Transforms>"),
            (b"</CanonicalizationMethod>", b"<x></x></CanonicalizationMethod>"),
        ],
    )
    def test_that_is_another_is_refused(self, old, new):
        assert self.DATA.count(old) == 1
        if new is None:
            spoiled = self.DATA.replace(b"CanonicalizationMethod", b"OtherMethod")
        else:
            spoiled = self.DATA.replace(old, new)
        assert judged(spoiled, ring(KEY)) == (State.INVALID, Reason.SHAPE)

    def test_with_an_unknown_canonical_form_proves_nothing(self):
        spoiled = self.DATA.replace(b"2001/10/xml-exc-c14n#", b"2010/xml-c14n2", 1)
        assert judged(spoiled, ring(KEY)) == (State.UNVERIFIABLE, Reason.ALGORITHM_UNKNOWN)

    def test_is_seen_without_being_judged(self):
        assert has_signature(parse_document(self.DATA))
        assert not has_signature(parse_document(an_alert()))


class TestAReason:
    def test_may_be_about_time_only(self):
        found = {reason for reason in Reason if reason.is_about_time}
        assert found == {Reason.KEY_EXPIRED, Reason.KEY_NOT_YET_VALID, Reason.KEY_REVOKED}


class TestTheFirstElement:
    def test_may_be_the_signature_itself_which_is_then_refused_for_the_rest(self):
        data = signed(an_alert(), KEY)
        start, end = data.index(b"<Signature"), data.index(b"</Signature>") + 12
        alone = data[: data.index(b"<identifier>")] + data[start:end] + b"</alert>"
        assert judged(alone, ring(KEY)) == (State.INVALID, Reason.HEADING_UNCLEAR)


class TestLongDocuments:
    LONG = an_alert(inner=f"<note>{'x' * 10_100_000}</note>")

    def test_are_read_beyond_the_small_limits_of_the_parser(self):
        assert judged(signed(self.LONG, KEY), ring(KEY)) == (State.VALID, None)

    @pytest.mark.parametrize(
        "start", [b"<!DOCTYPE alert>", b'<?xml version="1.0" encoding="UTF-7"?>']
    )
    def test_are_not_where_a_doctype_may_hide(self, start):
        with pytest.raises(Faulty):
            parse_document(start + self.LONG)


class TestCanonical:
    def test_is_the_same_once_it_is_canonical(self):
        laid_out = b"<?xml version='1.0'?>\n" + an_alert().replace(
            b"<scope>", b"<scope  b='1' a='2' >"
        )
        assert final_form(laid_out) == an_alert().replace(b"<scope>", b'<scope a="2" b="1">')
        assert final_form(final_form(laid_out)) == final_form(laid_out)

    def test_leaves_out_what_stands_beside_the_alert(self):
        beside = b"<?xml-stylesheet href='x'?><!-- c -->" + an_alert() + b"<?y?>"
        assert final_form(beside) == an_alert()

    def test_refuses_what_is_no_xml(self):
        with pytest.raises(Faulty, match="not-an-alert"):
            final_form(b"<a>")


class TestPublicKeys:
    def test_are_of_kinds_that_sign_alerts(self):
        for key in (
            Ed25519PrivateKey.generate().public_key(),
            ec.generate_private_key(ec.SECP256K1()).public_key(),
        ):
            with pytest.raises(ValueError, match="neither RSA"):
                public_bytes(key)

    def test_that_sign_our_own_are_fewer(self):
        assert signing_kind(KEY.certificate.public) is KeyKind.EC
        assert signing_kind(RSA.certificate.public) is KeyKind.RSA
        other = public_bytes(ec.generate_private_key(ec.SECP384R1()).public_key())
        with pytest.raises(ValueError, match="not on P-256"):
            signing_kind(other)
        with pytest.raises(ValueError, match="1024 bits"):
            signing_kind(short_key().certificate.public)
        assert not is_weak(other)

    def test_are_nothing_else(self):
        other = Ed25519PrivateKey.generate().public_key()
        der = other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        with pytest.raises(ValueError, match="neither RSA"):
            is_weak(der)

    def test_in_a_certificate_may_be_none(self):
        assert certificate_key(b"no certificate") is None
        assert certificate_key(KEY.certificate.der) == KEY.certificate.public

    def test_fit_their_own_kind_of_method_only(self):
        ecdsa, rsa = (Method(kind, Digest.SHA256) for kind in (KeyKind.EC, KeyKind.RSA))
        assert holds(KEY.certificate.public, ecdsa, KEY.sign(b"x"), b"x")
        assert not holds(KEY.certificate.public, rsa, KEY.sign(b"x"), b"x")
        assert not holds(RSA.certificate.public, ecdsa, RSA.sign(b"x"), b"x")
