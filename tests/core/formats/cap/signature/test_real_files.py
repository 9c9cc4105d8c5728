"""Signed alerts of real authorities, where the data lies beside the checkout; xmlsec1 beside us."""

import os
import subprocess
from base64 import b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

from dabyl.core.formats.cap.signature.algorithms import DSIG
from dabyl.core.formats.cap.signature.canonical import parse_document
from dabyl.core.formats.cap.signature.keyring import NO_KEYS, Keyring, RegisteredKey
from dabyl.core.formats.cap.signature.publickeys import certificate_key, public_bytes
from dabyl.core.formats.cap.signature.structure import take_apart
from dabyl.core.formats.cap.signature.verdict import Reason, State
from dabyl.core.formats.cap.signature.verify import Policy, verify
from dabyl.core.values.instants import Instant
from dabyl.core.values.periods import Period
from support import xmlsec
from support.tree import ROOT

SHARED = Path(os.environ.get("DABYL_SHARED", ROOT.parent / "shared")) / "data/cap"
IPAWS = [
    "willglynn__oasiscap/ipaws-5e6dd9de023f1930ef6548d9.xml",
    "willglynn__oasiscap/ipaws-5e7e0fc5023f1930efcf3deb.xml",
]
SHA1 = [
    "google__cap-library/earthquake-iso8859-1.cap",
    "google__cap-library/earthquake_signed.cap",
    "sahana__eden/TropicalCyclone20150806.xml",
    "sahana__eden/TropicalCyclone20150808.xml",
]
TWICE = [
    "google__cap-library/canada_signed.cap",
    "TheTannerRyan__cap/PelmorexNAADS_WindWarning.xml",
]


def real(name: str) -> bytes:
    if not (SHARED / name).is_file():
        pytest.skip("no alerts of real authorities beside the checkout")
    return (SHARED / name).read_bytes()


def key_inside(data: bytes) -> bytes:
    """Return the key that the message carries, as if somebody had registered it."""
    signed = take_apart(data)
    if signed.certificates:
        return certificate_key(signed.certificates[0])
    root = parse_document(data)
    modulus, exponent = (
        int.from_bytes(b64decode(root.find(f".//{{{DSIG}}}{name}").text))
        for name in ("Modulus", "Exponent")
    )
    return public_bytes(RSAPublicNumbers(exponent, modulus).public_key())


def judged(data: bytes, keys: Keyring, policy=None):
    at = take_apart(data).heading.sent.instant
    verdict = verify(data, keys, received_at=at, policy=policy or Policy())
    return verdict.state, verdict.reason


def registered(data: bytes) -> Keyring:
    senders = frozenset({take_apart(data).heading.sender})
    period = Period(start=Instant(0))
    return Keyring.of([RegisteredKey(public=key_inside(data), senders=senders, valid=period)])


def xmlsec_says(name: str) -> bool:
    xmlsec.needs_xmlsec()
    done = subprocess.run(
        ["xmlsec1", "--verify", "--insecure", str(SHARED / name)], capture_output=True, check=False
    )
    return done.returncode == 0


class TestAlertsOfIpaws:
    @pytest.mark.parametrize("name", IPAWS)
    def test_are_valid_once_their_key_is_registered_as_xmlsec_finds(self, name):
        data = real(name)
        assert judged(data, NO_KEYS) == (State.UNVERIFIABLE, Reason.SENDER_WITHOUT_KEY)
        assert judged(data, registered(data)) == (State.VALID, None)
        assert xmlsec_says(name)

    @pytest.mark.parametrize("name", IPAWS)
    def test_are_invalid_with_one_letter_changed(self, name):
        data = real(name)
        changed = data.replace(b"<scope>Public", b"<scope>public")
        assert changed != data
        assert judged(changed, registered(data)) == (State.INVALID, Reason.DIGEST_MISMATCH)


class TestAlertsWithSha1:
    @pytest.mark.parametrize("name", SHA1)
    def test_hold_as_xmlsec_finds_but_are_not_relied_on(self, name):
        data = real(name)
        keys = registered(data)
        weak = (State.UNVERIFIABLE, Reason.ALGORITHM_WEAK)
        assert judged(data, keys) == weak
        assert judged(data, keys, Policy(sha1=True, short_rsa=True)) == (State.VALID, None)
        assert xmlsec_says(name)


class TestAlertsSignedTwice:
    @pytest.mark.parametrize("name", TWICE)
    def test_are_refused_as_by_xmlsec(self, name):
        verdict = verify(real(name), NO_KEYS, received_at=Instant(0))
        assert (verdict.state, verdict.reason) == (State.INVALID, Reason.SEVERAL_SIGNATURES)
        assert not xmlsec_says(name)
