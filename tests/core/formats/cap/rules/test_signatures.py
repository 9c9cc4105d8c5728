"""Rules 95 to 102: each with one thing wrong, and silent on a clean signed message."""

from base64 import b64encode
from datetime import timedelta

import attrs
import pytest
from lxml import etree

from dabyl.adapters.alertkeys import AlertKey
from dabyl.core.formats.cap.rules.checking import check
from dabyl.core.formats.cap.rules.context import Context, Release
from dabyl.core.formats.cap.rules.findings import Need
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.signatures import (
    next_key_is_known,
    own_signature_is_verified,
    release_is_signed,
    signature_is_enveloped,
    signature_is_of_a_registered_key,
    signature_is_strong,
    signed_bytes_are_final,
    unchecked_signature_is_remarked,
)
from dabyl.core.formats.cap.signature.algorithms import KeyKind
from dabyl.core.formats.cap.signature.canonical import parse_document
from dabyl.core.formats.cap.signature.keyring import NO_KEYS
from dabyl.core.formats.cap.signature.structure import take_apart
from dabyl.core.formats.cap.signature.verdict import UNSIGNED, Faulty, Reason, fault
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.journal.keys import WorkspaceKind
from support.alertkeys import (
    OTHER_SENDER,
    RECEIVED,
    SENDER,
    VALID,
    a_key,
    an_alert,
    registered,
    ring,
    signed,
)
from support.cap import an_alert as an_alert_value

KEY = a_key()
GOOD = signed(an_alert(), KEY)
VERDICT = verify(GOOD, ring(KEY), received_at=RECEIVED)
FULL = Context(
    at=RECEIVED,
    signature=VERDICT,
    keyring=ring(KEY),
    release=Release(at=RECEIVED, verified=VERDICT),
)
RULES = (
    signature_is_enveloped,
    signature_is_strong,
    signed_bytes_are_final,
    own_signature_is_verified,
    release_is_signed,
    signature_is_of_a_registered_key,
    unchecked_signature_is_remarked,
    next_key_is_known,
)


def message(data: bytes) -> Message:
    alert = an_alert_value(sender=SENDER)
    return Message(alert, parse_document(data), data)


def said(data: bytes, context=FULL, profile=Profile.DABYL):
    found = check(message(data), (profile,), context, rules=RULES).findings
    return [(f.rule, f.code, f.case, f.kind) for f in found]


def gaps(context, data=GOOD):
    found = check(message(data), (Profile.DABYL,), context, rules=RULES).not_judged
    return {(each.rule, each.missing) for each in found}


class TestACleanMessage:
    def test_has_nothing_wrong_in_any_profile(self):
        assert [said(GOOD, profile=profile) for profile in Profile] == [[]] * len(Profile)

    def test_may_be_unsigned_where_it_is_not_released_here(self):
        context = Context(at=RECEIVED, keyring=NO_KEYS, signature=UNSIGNED)
        assert said(an_alert(), context) == []

    def test_leaves_open_what_was_not_given(self):
        assert gaps(Context()) == {
            (98, Need.RELEASE),
            (99, Need.RELEASE),
            (100, Need.KEYS),
            (101, Need.KEYS),
            (102, Need.KEYS),
        }
        assert gaps(Context(keyring=NO_KEYS, signature=VERDICT)) >= {(102, Need.AT)}

    def test_without_its_document_leaves_more_open(self):
        bare = Message(an_alert_value(sender=SENDER))
        found = check(bare, (Profile.DABYL,), FULL, rules=RULES)
        assert {(each.rule, each.missing) for each in found.not_judged} == {
            (95, Need.BYTES),
            (96, Need.BYTES),
            (97, Need.BYTES),
            (99, Need.BYTES),
        }
        assert found.findings == ()


class TestTheFormOfASignature:
    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            (b'URI=""', b'URI="#x"', Reason.REFERENCE_ELSEWHERE),
            (b"</SignedInfo>", b"<Reference></Reference></SignedInfo>", Reason.SEVERAL_REFERENCES),
            (b"</Signature>", b"<Object></Object></Signature>", Reason.SHAPE),
            (b"</Signature>", b"</Signature><info></info>", Reason.MISPLACED),
            (b"#enveloped-signature", b"#base64", Reason.TRANSFORM),
        ],
    )
    def test_that_is_another_is_an_error_by_the_standard(self, old, new, reason):
        broken = GOOD.replace(old, new)
        assert said(broken, profile=Profile.OASIS) == [(95, "cap-signature-form", reason, E)]
        assert said(broken) == [(95, "cap-signature-form", reason, E)]

    def test_that_is_twice_is_an_error_here_and_a_warning_elsewhere(self):
        start, end = GOOD.index(b"<Signature"), GOOD.index(b"</Signature>") + 12
        twice = GOOD.replace(b"</alert>", GOOD[start:end] + b"</alert>")
        several = (95, "cap-signature-form", Reason.SEVERAL_SIGNATURES)
        assert said(twice) == [(*several, E)]
        assert said(twice, profile=Profile.CAP_CP) == [(*several, W)]


class TestTheAlgorithmsOfASignature:
    @pytest.mark.parametrize(
        ("old", "new", "case"),
        [
            (b"2001/04/xmlenc#sha256", b"2000/09/xmldsig#sha1", "sha1"),
            (b"xmldsig-more#ecdsa-sha256", b"xmldsig-more#ecdsa-sha1", "sha1"),
            (b"xmldsig-more#ecdsa-sha256", b"xmldsig-more#hmac-sha256", Reason.HMAC),
            (b"xmldsig-more#ecdsa-sha256", b"xmldsig-more#none", Reason.ALGORITHM_UNKNOWN),
        ],
    )
    def test_that_are_weak_or_unknown_are_no_good(self, old, new, case):
        weak = GOOD.replace(old, new)
        assert said(weak) == [(96, "cap-signature-algorithm", case, E)]
        assert said(weak, profile=Profile.OASIS) == [(96, "cap-signature-algorithm", case, W)]

    def test_with_a_short_key_are_no_good(self):
        short = AlertKey.make(
            SENDER, valid=VALID, workspace=WorkspaceKind.LIVE, kind=KeyKind.RSA, bits=1024
        )
        own, other = (b64encode(key.certificate.der) for key in (KEY, short))
        assert said(GOOD.replace(own, other)) == [(96, "cap-signature-algorithm", "short-key", E)]

    def test_pass_over_a_certificate_that_cannot_be_read(self):
        own = b64encode(KEY.certificate.der)
        assert said(GOOD.replace(own, b"QUJD")) == []

    def test_in_an_inclusive_form_are_an_error_here_only(self):
        old = b"http://www.w3.org/2001/10/xml-exc-c14n#"
        inclusive = GOOD.replace(old, b"http://www.w3.org/TR/2001/REC-xml-c14n-20010315")
        assert said(inclusive) == [(96, "cap-signature-algorithm", "inclusive", E)]
        mild = [(96, "cap-signature-algorithm", "inclusive", I)]
        assert said(inclusive, profile=Profile.GOOGLE) == mild


class TestSignedBytes:
    def test_carry_no_stylesheet(self):
        for styled in (b"<?xml-stylesheet href='x'?>" + GOOD, GOOD + b"<?x?>"):
            assert said(styled) == [(97, "cap-signed-bytes", "instruction", E)]
            assert said(styled, profile=Profile.WMO) == [(97, "cap-signed-bytes", "instruction", I)]

    def test_are_canonical_when_they_are_ours(self):
        laid_out = GOOD.replace(b"<scope>", b"<scope >")
        assert said(laid_out) == [(97, "cap-signed-bytes", "form", E)]
        assert said(laid_out, profile=Profile.OASIS) == []

    def test_are_not_asked_for_without_a_signature(self):
        styled = b"<?xml-stylesheet href='x'?>" + an_alert()
        assert said(styled, attrs.evolve(FULL, release=None)) == []


class TestARelease:
    def test_is_signed(self):
        assert said(an_alert()) == [(99, "cap-unsigned", "", E)]

    @pytest.mark.parametrize(
        ("verdict", "case"), [(None, "never"), (fault(Reason.DIGEST_MISMATCH), ""), (UNSIGNED, "")]
    )
    def test_is_verified_by_other_code(self, verdict, case):
        context = attrs.evolve(FULL, release=Release(at=RECEIVED, verified=verdict))
        assert said(GOOD, context) == [(98, "cap-release-not-verified", case, E)]


class TestAVerdict:
    @pytest.mark.parametrize(
        ("reason", "case"),
        [
            (Reason.DIGEST_MISMATCH, "changed"),
            (Reason.KEY_OF_ANOTHER_SENDER, "other-sender"),
            (Reason.KEY_NOT_REGISTERED, "not-registered"),
            (Reason.KEY_EXPIRED, "time"),
            (Reason.KEY_REVOKED, "revoked"),
            (Reason.KEY_NOT_LIVE, "not-live"),
        ],
    )
    def test_against_the_signature_is_an_error(self, reason, case):
        context = attrs.evolve(FULL, signature=fault(reason, key="k"))
        assert said(GOOD, context) == [(100, "cap-signature-untrue", case, E)]
        mild = [(100, "cap-signature-untrue", case, W)]
        assert said(GOOD, context, Profile.OASIS) == mild

    @pytest.mark.parametrize(
        ("reason", "case"), [(Reason.SENDER_WITHOUT_KEY, "no-key"), (Reason.SENT_UNREADABLE, "")]
    )
    def test_that_cannot_be_had_is_a_remark(self, reason, case):
        context = attrs.evolve(FULL, signature=fault(reason))
        assert said(GOOD, context) == [(101, "cap-signature-unchecked", case, I)]


class TestTheNextKey:
    def judged(self, at, *keys):
        context = attrs.evolve(FULL, at=at, keyring=ring(*keys))
        return said(GOOD, context)

    def test_is_known_thirty_days_before(self):
        ends = (102, "cap-key-ends", "", W)
        due = VALID.end.plus(timedelta(days=-30))
        assert self.judged(due, KEY) == []
        assert self.judged(due.plus(timedelta(seconds=1)), KEY) == [ends]
        assert self.judged(VALID.end, KEY) == [(102, "cap-key-ends", "ended", W)]

    def test_is_not_wanted_with_another_at_hand_or_none_at_all(self):
        late = VALID.end.plus(timedelta(days=-1))
        longer = attrs.evolve(VALID, end=VALID.end.plus(timedelta(days=365)))
        endless = attrs.evolve(VALID, end=None)
        assert self.judged(late, KEY, registered(KEY, valid=longer)) == []
        assert self.judged(late, KEY, registered(KEY, valid=endless)) == []
        assert self.judged(late, a_key(OTHER_SENDER)) == []

    def test_is_wanted_when_the_other_was_revoked(self):
        late = VALID.end.plus(timedelta(days=-1))
        longer = attrs.evolve(VALID, end=VALID.end.plus(timedelta(days=365)))
        other = registered(KEY, valid=longer, revoked_at=RECEIVED)
        assert self.judged(late, KEY, other) == [(102, "cap-key-ends", "", W)]


class TestTheMessage:
    def test_takes_its_signature_from_its_own_document(self):
        assert message(GOOD).signature == take_apart(GOOD)
        bare = attrs.evolve(message(GOOD), data=None)
        assert bare.signature == take_apart(GOOD)
        assert message(an_alert()).signature is None

    def test_in_a_feed_is_a_document_of_its_own(self):
        feed = parse_document(b'<a:f xmlns:a="urn:a">' + GOOD + b"</a:f>")
        wrapped = Message(an_alert_value(), feed[0])
        assert wrapped.signature == take_apart(GOOD)

    def test_keeps_why_a_signature_cannot_be_taken_apart(self):
        broken = message(GOOD.replace(b'URI=""', b'URI="x"')).signature
        assert isinstance(broken, Faulty)
        assert etree.QName(message(GOOD).element).localname == "alert"
