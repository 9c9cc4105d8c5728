"""WebAuthn assertions, made by a software authenticator (W3C WebAuthn Level 2, section 7.2)."""

import attrs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.staff.assertions import assertion_problems, is_origin_of
from support.authenticator import ORIGIN, PRESENT, SITE, VERIFIED, Passkey

ADA, BEA = Passkey.of("officer-1"), Passkey.of("officer-2")
CHALLENGE = bytes(range(32))
GOOD = ADA.sign(CHALLENGE)


def codes(consent, key=ADA.key, challenge=CHALLENGE):
    return [p.code.value for p in assertion_problems(consent, key, challenge, "consents[0]")]


class TestAnAssertion:
    def test_holds(self):
        assert codes(GOOD) == []

    @pytest.mark.parametrize("more", [{"topOrigin": ORIGIN}, {"other": "do not compare"}])
    def test_holds_of_a_browser_that_says_more(self, more):
        assert codes(ADA.sign(CHALLENGE, more=more)) == []

    def test_holds_of_a_browser_that_does_not_speak_of_frames(self):
        assert codes(ADA.sign(CHALLENGE, more={"crossOrigin": msgspec.UNSET})) == []

    def test_is_over_this_challenge_and_no_other(self):
        assert codes(GOOD, challenge=b"x" * 32) == ["consent-of-other"]

    def test_is_by_this_key_and_no_other(self):
        assert codes(GOOD, key=BEA.key) == ["consent-signature"]

    def test_is_no_registration(self):
        made = ADA.sign(CHALLENGE, kind="webauthn.create")
        assert codes(made) == ["consent-of-other"]

    @pytest.mark.parametrize("flags", [0, PRESENT, VERIFIED, 0xFA])
    def test_is_by_a_person_who_was_there_and_verified(self, flags):
        assert codes(ADA.sign(CHALLENGE, flags=flags)) == ["consent-not-verified"]

    @pytest.mark.parametrize("flags", [PRESENT | VERIFIED, 0x1D, 0x85])
    def test_may_have_other_flags(self, flags):
        assert codes(ADA.sign(CHALLENGE, flags=flags)) == []

    @pytest.mark.parametrize(
        "origin",
        [
            "http://console.example.kz",
            "https://example.kz",
            "https://evilconsole.example.kz",
            "https://console.example.kz.evil.com",
            "https://[",
            "null",
            "",
        ],
    )
    def test_is_made_on_a_page_of_its_site(self, origin):
        assert codes(ADA.sign(CHALLENGE, origin=origin)) == ["consent-site"]

    def test_is_not_made_in_a_frame(self):
        assert codes(ADA.sign(CHALLENGE, framed=True)) == ["consent-site"]

    def test_names_its_site_in_what_the_authenticator_signed(self):
        elsewhere = attrs.evolve(ADA, site="example.kz").sign(CHALLENGE)
        assert codes(elsewhere) == ["consent-site"]

    def test_tells_every_reason_at_once(self):
        bad = ADA.sign(b"x" * 32, origin="https://evil.com", flags=0)
        assert codes(attrs.evolve(bad, signature=b"no")) == [
            "consent-of-other",
            "consent-site",
            "consent-not-verified",
            "consent-signature",
        ]

    @pytest.mark.parametrize(
        "data",
        [b"", b"{}", b"[]", b'{"type": 1}', b"\xff", b'{"type":"\xff"}', b'{"x":' + b"[" * 50_000],
        ids=lambda data: data[:9].decode("latin-1"),
    )
    def test_has_client_data_that_can_be_read(self, data):
        assert codes(attrs.evolve(GOOD, client_data=data)) == ["consent-unreadable"]

    def test_has_authenticator_data_that_can_be_read(self):
        short = attrs.evolve(GOOD, authenticator_data=GOOD.authenticator_data[:36])
        assert codes(short) == ["consent-unreadable"]

    @given(st.sampled_from(("authenticator_data", "client_data", "signature")), st.data())
    def test_fails_when_any_bit_differs(self, field, data):
        raw = bytearray(getattr(GOOD, field))
        place = data.draw(st.integers(0, len(raw) * 8 - 1))
        raw[place // 8] ^= 1 << place % 8
        assert codes(attrs.evolve(GOOD, **{field: bytes(raw)}))


class TestIsOriginOf:
    @pytest.mark.parametrize(
        ("origin", "site"),
        [
            (ORIGIN, SITE),
            (f"{ORIGIN}:8443", SITE),
            (ORIGIN, "example.kz"),
            ("http://localhost:8000", "localhost"),
        ],
    )
    def test_says_yes(self, origin, site):
        assert is_origin_of(origin, site)

    @pytest.mark.parametrize(
        ("origin", "site"),
        [("http://evil.com", "localhost"), ("ftp://localhost", "localhost"), (ORIGIN, "kz.evil")],
    )
    def test_says_no(self, origin, site):
        assert not is_origin_of(origin, site)
