"""Known attacks on signed alerts, one test each; none of them ends in a valid lie."""

import hmac
from base64 import b64encode
from datetime import timedelta

import pytest

from dabyl.core.formats.cap.signature.algorithms import DSIG
from dabyl.core.formats.cap.signature.verdict import Reason, State
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.values.periods import Period
from support.alertkeys import (
    CAP,
    OTHER_SENDER,
    RECEIVED,
    SENDER,
    SENT,
    a_key,
    an_alert,
    registered,
    ring,
    signed,
)

KEY = a_key()
GOOD = signed(an_alert(), KEY)
START, END = GOOD.index(b"<Signature"), GOOD.index(b"</Signature>") + len(b"</Signature>")
SIGNATURE = GOOD[START:END]
BODY = GOOD[:START]
OTHER_BODY = an_alert(identifier="KZ-0002").removesuffix(b"</alert>")


def judged(data: bytes, keys=None, received_at=RECEIVED):
    verdict = verify(data, ring(KEY) if keys is None else keys, received_at=received_at)
    return verdict.state, verdict.reason


def refused(reason: Reason):
    return State.INVALID, reason


def changed(old: bytes, new: bytes, data: bytes = GOOD) -> bytes:
    assert data.count(old) == 1
    return data.replace(old, new)


class TestTheCleanAlert:
    def test_is_valid_so_that_each_attack_is_the_only_thing_wrong(self):
        assert judged(GOOD) == (State.VALID, None)


class TestAChangedText:
    def test_breaks_the_digest(self):
        assert judged(changed(b"KZ-0001", b"KZ-0002")) == refused(Reason.DIGEST_MISMATCH)

    def test_breaks_the_digest_by_white_space_alone(self):
        spread = changed(b"<scope>", b"\n<scope>")
        assert judged(spread) == refused(Reason.DIGEST_MISMATCH)
        assert judged(GOOD.replace(b"</Signature>", b"</Signature>\n")) == refused(
            Reason.DIGEST_MISMATCH
        )

    def test_breaks_the_digest_by_an_added_attribute_or_element(self):
        assert judged(changed(b"<note>", b'<note x="1">')) == refused(Reason.DIGEST_MISMATCH)
        added = changed(b"<scope>", b"<source>x</source><scope>")
        assert judged(added) == refused(Reason.DIGEST_MISMATCH)

    def test_breaks_the_digest_by_a_processing_instruction_before_the_alert(self):
        styled = b'<?xml-stylesheet href="evil.xsl"?>' + GOOD
        assert judged(styled) == refused(Reason.DIGEST_MISMATCH)


class TestAnInsertedComment:
    """Comments are in no digest, so one inside a value is found by nobody; it must not matter."""

    def test_in_a_value_is_not_in_what_is_read(self):
        cut = changed(b"KZ-0001", b"KZ-<!-- -->0001")
        verdict = verify(cut, ring(KEY), received_at=RECEIVED)
        assert verdict.state is State.VALID
        assert verdict.signed == an_alert()

    def test_in_the_sender_does_not_make_another_sender(self):
        evil = a_key(OTHER_SENDER)
        whole = signed(an_alert(sender=f"{SENDER}.example.org"), evil)
        cut = changed(
            SENDER.encode() + b".example.org", f"{SENDER}<!---->.example.org".encode(), whole
        )
        assert judged(cut, ring(KEY, evil)) == (State.INVALID, Reason.KEY_OF_ANOTHER_SENDER)

    @pytest.mark.parametrize("place", [b"<DigestValue>", b"<SignatureValue>", b"<SignedInfo>"])
    def test_in_the_signature_is_refused(self, place):
        assert judged(changed(place, place + b"<!-- -->")) == refused(Reason.SHAPE)


class TestAWrappedSignature:
    """The signed part is moved aside, and something else stands where it is looked for."""

    def test_whose_alert_hangs_under_another_is_refused(self):
        outer = OTHER_BODY + b"<info>" + GOOD + b"</info></alert>"
        assert judged(outer) == refused(Reason.MISPLACED)

    def test_whose_alert_is_an_object_of_the_signature_is_refused(self):
        carried = b"<Object>" + an_alert() + b"</Object></Signature>"
        outer = OTHER_BODY + SIGNATURE.replace(b"</Signature>", carried) + b"</alert>"
        assert judged(outer) == refused(Reason.SHAPE)

    def test_that_points_into_the_document_is_refused(self):
        inner = an_alert().replace(b"<alert ", b'<alert Id="a" ')
        pointing = SIGNATURE.replace(b'URI=""', b'URI="#a"')
        outer = OTHER_BODY + b"<info>" + inner + b"</info>" + pointing + b"</alert>"
        assert judged(outer) == refused(Reason.REFERENCE_ELSEWHERE)

    def test_is_verified_against_its_own_alert_only(self):
        assert judged(OTHER_BODY + SIGNATURE + b"</alert>") == refused(Reason.DIGEST_MISMATCH)


class TestAMovedSignature:
    def test_that_is_not_last_is_refused(self):
        moved = BODY.replace(b"<scope>", SIGNATURE + b"<scope>") + b"</alert>"
        assert judged(moved) == refused(Reason.MISPLACED)

    def test_that_lies_deeper_is_refused(self):
        deep = BODY + b"<info>" + SIGNATURE + b"</info></alert>"
        assert judged(deep) == refused(Reason.MISPLACED)


class TestASecondSignature:
    @pytest.mark.parametrize("first", [SIGNATURE, SIGNATURE.replace(b"SignedInfo>", b"X>")])
    def test_is_refused_whichever_is_good(self, first):
        both = BODY + first + SIGNATURE + b"</alert>"
        assert judged(both) == refused(Reason.SEVERAL_SIGNATURES)

    def test_hidden_in_the_key_info_is_refused(self):
        hidden = changed(b"<KeyInfo>", b"<KeyInfo>" + SIGNATURE)
        assert judged(hidden) == refused(Reason.SEVERAL_SIGNATURES)


class TestAReference:
    def test_besides_the_one_is_refused(self):
        second = b'<Reference URI="http://192.0.2.1/x"></Reference></SignedInfo>'
        assert judged(changed(b"</SignedInfo>", second)) == refused(Reason.SEVERAL_REFERENCES)

    @pytest.mark.parametrize(
        "uri", [b'URI="#x"', b'URI="http://192.0.2.1/"', b'URI="#xpointer(/)"', b'Id="x"']
    )
    def test_to_anything_but_the_document_is_refused(self, uri):
        assert judged(changed(b'URI=""', uri)) == refused(Reason.REFERENCE_ELSEWHERE)

    def test_is_to_the_document_however_many_elements_have_one_id(self):
        twice = an_alert(inner='<parameter Id="a"></parameter><parameter Id="a"></parameter>')
        assert judged(signed(twice, KEY)) == (State.VALID, None)
        by_id = signed(twice, KEY).replace(b'URI=""', b'URI="#a"')
        assert judged(by_id) == refused(Reason.REFERENCE_ELSEWHERE)


class TestATransform:
    FIRST = f'<Transform Algorithm="{DSIG}enveloped-signature"></Transform>'.encode()
    SECOND = b'<Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></Transform>'

    @pytest.mark.parametrize(
        "uri",
        [
            b"http://www.w3.org/TR/1999/REC-xslt-19991116",
            b"http://www.w3.org/TR/1999/REC-xpath-19991116",
            b"http://www.w3.org/2002/06/xmldsig-filter2",
            b"http://www.w3.org/2000/09/xmldsig#base64",
            b"urn:unknown",
        ],
    )
    def test_that_computes_is_refused(self, uri):
        evil = b'<Transform Algorithm="' + uri + b'"><evil></evil></Transform>'
        for place in (self.FIRST, self.SECOND):
            assert judged(changed(place, evil)) == refused(Reason.TRANSFORM)
        assert judged(changed(self.SECOND, self.SECOND + evil)) == refused(Reason.TRANSFORM)

    def test_that_leaves_the_signature_in_is_refused(self):
        assert judged(changed(self.FIRST, b"")) == refused(Reason.TRANSFORM)
        assert judged(changed(self.FIRST + self.SECOND, b"")) == refused(Reason.TRANSFORM)
        whole = b"<Transforms>" + self.FIRST + self.SECOND + b"</Transforms>"
        assert judged(changed(whole, b"")) == refused(Reason.TRANSFORM)
        swapped = changed(self.FIRST + self.SECOND, self.SECOND + self.FIRST)
        assert judged(swapped) == refused(Reason.TRANSFORM)

    def test_with_something_inside_is_refused(self):
        full = self.FIRST.replace(b"></T", b"><x></x></T")
        assert judged(changed(self.FIRST, full)) == refused(Reason.TRANSFORM)


class TestAnAlgorithm:
    METHOD = b"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"

    @pytest.mark.parametrize(
        "uri",
        [
            b"http://www.w3.org/2000/09/xmldsig#hmac-sha1",
            b"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
        ],
    )
    def test_with_a_shared_secret_is_refused_even_over_the_right_bytes(self, uri):
        """The public key is used as the secret, which everybody knows."""
        info = GOOD[GOOD.index(b"<SignedInfo>") : GOOD.index(b"<SignatureValue>")]
        evil = info.replace(self.METHOD, uri)
        canonical = evil.replace(b"<SignedInfo>", f'<SignedInfo xmlns="{DSIG}">'.encode())
        value = hmac.digest(KEY.certificate.public, canonical, "sha256")
        mark = GOOD[GOOD.index(b"<SignatureValue>") : GOOD.index(b"</SignatureValue>")]
        confused = GOOD.replace(info, evil).replace(mark, b"<SignatureValue>" + b64encode(value))
        assert judged(confused) == refused(Reason.HMAC)

    @pytest.mark.parametrize(
        "old", [METHOD, b"http://www.w3.org/2001/04/xmlenc#sha256"], ids=["method", "digest"]
    )
    def test_that_nobody_knows_proves_nothing(self, old):
        assert judged(changed(old, b"urn:none")) == (State.UNVERIFIABLE, Reason.ALGORITHM_UNKNOWN)

    def test_of_another_kind_of_key_does_not_fit(self):
        rsa = changed(self.METHOD, b"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")
        assert judged(rsa) == refused(Reason.SIGNATURE_MISMATCH)

    def test_with_parameters_is_refused(self):
        place = self.METHOD + b'">'
        cut = changed(place, place + b"<HMACOutputLength>1</HMACOutputLength>")
        assert judged(cut) == refused(Reason.SHAPE)


class TestAKey:
    def test_of_another_sender_does_not_sign_for_this_one(self):
        evil = a_key(OTHER_SENDER)
        lie = signed(an_alert(sender=SENDER), evil)
        assert judged(lie, ring(KEY, evil)) == refused(Reason.KEY_OF_ANOTHER_SENDER)

    def test_that_nobody_registered_does_not_sign_for_a_sender_that_has_one(self):
        lie = signed(an_alert(), a_key(number=1))
        assert judged(lie) == refused(Reason.KEY_NOT_REGISTERED)

    def test_in_the_message_proves_nothing_by_itself(self):
        assert judged(GOOD, ring()) == (State.UNVERIFIABLE, Reason.SENDER_WITHOUT_KEY)

    def test_that_ended_is_not_saved_by_an_old_date(self):
        late = KEY.certificate.valid.end.plus(timedelta(seconds=1))
        assert judged(GOOD, received_at=late) == refused(Reason.KEY_EXPIRED)

    def test_that_had_ended_when_the_message_says_it_was_sent_does_not_count(self):
        ended = registered(KEY, valid=Period(start=days_before(100), end=days_before(1)))
        assert judged(GOOD, ring(ended)) == refused(Reason.KEY_EXPIRED)

    def test_that_had_not_begun_does_not_count(self):
        early = registered(KEY, valid=Period(start=SENT.plus(timedelta(seconds=1))))
        assert judged(GOOD, ring(early)) == refused(Reason.KEY_NOT_YET_VALID)

    @pytest.mark.parametrize("days", [-1, 0])
    def test_that_was_revoked_by_then_does_not_count(self, days):
        revoked = registered(KEY, revoked_at=RECEIVED.plus(timedelta(days=days)))
        assert judged(GOOD, ring(revoked)) == refused(Reason.KEY_REVOKED)

    def test_that_was_revoked_later_counts(self):
        revoked = registered(KEY, revoked_at=RECEIVED.plus(timedelta(seconds=1)))
        assert judged(GOOD, ring(revoked)) == (State.VALID, None)


class TestAValue:
    def test_of_another_length_does_not_fit(self):
        mark = GOOD[GOOD.index(b"<SignatureValue>") : GOOD.index(b"</SignatureValue>")]
        short = GOOD.replace(mark, b"<SignatureValue>" + b64encode(b"x" * 63))
        assert judged(short) == refused(Reason.SIGNATURE_MISMATCH)

    @pytest.mark.parametrize("value", [b"%%%", b"QQ", "ö".encode(), b"<x></x>"])
    def test_that_is_no_base64_is_refused(self, value):
        mark = GOOD[GOOD.index(b"<SignatureValue>") : GOOD.index(b"</SignatureValue>")]
        assert judged(GOOD.replace(mark, b"<SignatureValue>" + value)) == refused(Reason.SHAPE)


class TestTruncation:
    def test_is_never_valid_and_never_raises(self):
        for length in range(0, len(GOOD), 7):
            assert judged(GOOD[:length])[0] is not State.VALID

    def test_of_the_signature_leaves_an_unsigned_alert(self):
        assert judged(BODY + b"</alert>") == (State.NONE, None)


class TestAnEntity:
    def test_is_refused_with_its_doctype(self):
        bomb = b'<!DOCTYPE alert [<!ENTITY e "KZ-0001">]>' + GOOD.replace(b"KZ-0001", b"&e;")
        assert judged(bomb) == refused(Reason.DOCTYPE)

    def test_of_a_character_is_the_character(self):
        assert judged(changed(b"KZ-0001", b"&#75;Z-0001")) == (State.VALID, None)

    def test_is_refused_in_a_document_of_any_encoding(self):
        bomb = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE alert [<!ENTITY e "x">]><alert/>'
        assert judged(bomb.encode("utf-16")) == refused(Reason.DOCTYPE)


class TestAnotherNamespace:
    def test_of_the_alert_is_no_alert(self):
        assert judged(GOOD.replace(CAP.encode(), b"urn:x")) == refused(Reason.NOT_AN_ALERT)
        assert judged(b"<report/>") == refused(Reason.NOT_AN_ALERT)


def days_before(days: int):
    return SENT.plus(timedelta(days=-days))
