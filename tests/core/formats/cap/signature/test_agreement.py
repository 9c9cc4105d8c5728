"""Everything that we sign is verified by two programs that share no code with us."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signxml import SignatureConfiguration, XMLVerifier
from signxml.exceptions import InvalidSignature

from dabyl.core.formats.cap.signature.algorithms import KeyKind
from dabyl.core.formats.cap.signature.canonical import final_form
from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.signature.verify import verify
from support import xmlsec
from support.alertkeys import RECEIVED, VALID, a_key, an_alert, ring, signed

THEN = SignatureConfiguration(verification_time=RECEIVED.local("UTC"))
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r"), max_size=40
).map(lambda text: text.translate({0xFFFE: None, 0xFFFF: None}))


def escaped(text: str) -> str:
    pairs = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#xD;"))
    for plain, written in pairs:
        text = text.replace(plain, written)
    return text


def signxml_says(data: bytes, der: bytes) -> bytes | None:
    """Return the bytes that signxml verifies, or None."""
    pem = xmlsec.certificate_pem(der).decode()
    try:
        return XMLVerifier().verify(data, x509_cert=pem, expect_config=THEN).signed_data
    except InvalidSignature:
        return None


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("kind", KeyKind)
class TestASignedAlert:
    def test_is_verified_by_xmlsec_within_its_time_only(self, kind, tmp_path):
        xmlsec.needs_xmlsec()
        key = a_key(kind=kind)
        data, der = signed(an_alert(), key), key.certificate.der
        assert xmlsec.verifies(data, der, tmp_path, at=RECEIVED)
        assert not xmlsec.verifies(data, der, tmp_path, at=VALID.end.plus(timedelta(days=1)))
        assert not xmlsec.verifies(data.replace(b"0001", b"0002"), der, tmp_path, at=RECEIVED)

    def test_is_verified_by_signxml_over_the_very_same_bytes(self, kind):
        key = a_key(kind=kind)
        data, der = signed(an_alert(), key), key.certificate.der
        assert signxml_says(data, der) == an_alert()
        assert signxml_says(data.replace(b"0001", b"0002"), der) is None

    @given(text=TEXTS)
    def test_is_verified_whatever_it_says(self, kind, text):
        key = a_key(kind=kind)
        alert = an_alert(inner=f"<note>{escaped(text)}</note>")
        assert final_form(alert) == alert
        data = signed(alert, key)
        assert verify(data, ring(key), received_at=RECEIVED).state is State.VALID
        assert signxml_says(data, key.certificate.der) == alert
