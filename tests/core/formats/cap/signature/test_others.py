"""Signatures that other programs make, in all forms that they may have, are understood."""

import pytest
from lxml import etree
from signxml import XMLSigner, methods

from dabyl.core.formats.cap.signature.algorithms import FORMS, KeyKind
from dabyl.core.formats.cap.signature.canonical import parse_document
from dabyl.core.formats.cap.signature.verdict import Reason, State
from dabyl.core.formats.cap.signature.verify import Policy, verify
from dabyl.core.formats.cap.wrappers import own_document
from support import xmlsec
from support.alertkeys import RECEIVED, a_key, an_alert, private_pem, ring

KEY, RSA = a_key(), a_key(kind=KeyKind.RSA)
PREFIXES = f'<x:InclusiveNamespaces xmlns:x="{xmlsec.EXCLUSIVE}" PrefixList="q zz"/>'
LAID_OUT = (
    an_alert()
    .replace(b"<alert ", b'<?keep this?>\n<alert xml:lang="kk" xmlns:q="urn:q" ')
    .replace(b"><", b">\n  <!-- c --><")
    .replace(b"<scope>", b"<scope q:a=\"1\" b='2'>")
)


def judged(data: bytes, key=KEY, policy=None):
    verdict = verify(data, ring(key), received_at=RECEIVED, policy=policy or Policy())
    return verdict.state, verdict.reason


@pytest.fixture
def sign(tmp_path):
    xmlsec.needs_xmlsec()

    def signed(key=KEY, *, bare=False, **form):
        template = xmlsec.template(**form)
        whole = LAID_OUT.replace(b"</alert>", template + b"\n</alert>\n<?last?>")
        if not bare:
            return xmlsec.sign(whole, key, tmp_path)
        alert = whole[whole.index(b"<alert") : whole.index(b"\n<?last?>")]
        return xmlsec.sign(alert, key, tmp_path).removeprefix(b'<?xml version="1.0"?>\n')

    return signed


class TestXmlsec:
    @pytest.mark.parametrize("info_form", FORMS)
    @pytest.mark.parametrize("form", [*FORMS, None])
    def test_signs_in_every_canonical_form(self, sign, info_form, form):
        data = sign(info_form=info_form, forms=() if form is None else (form,))
        assert judged(data) == (State.VALID, None)
        assert judged(data.replace(b"Public", b"Privat")) == (State.INVALID, Reason.DIGEST_MISMATCH)

    def test_signs_with_prefixes_taken_in(self, sign):
        assert judged(sign(inside=PREFIXES)) == (State.VALID, None)
        default = sign(inside=PREFIXES.replace("zz", "#default"))
        assert judged(default) == (State.UNVERIFIABLE, Reason.ALGORITHM_UNKNOWN)

    def test_signs_without_a_prefix_and_with_namespaces_of_its_own(self, sign):
        extra = ' xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xml:space="preserve"'
        for form in ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", xmlsec.EXCLUSIVE):
            for more in ("", ' xml:lang="ru"'):
                data = sign(prefix="", extra=extra + more, info_form=form)
                assert judged(data) == (State.VALID, None)

    @pytest.mark.parametrize("size", ["256", "384", "512"])
    def test_signs_with_longer_digests(self, sign, size):
        more = "http://www.w3.org/2001/04/xmldsig-more#"
        digest = f"{more}sha384" if size == "384" else f"http://www.w3.org/2001/04/xmlenc#sha{size}"
        for key, kind in ((KEY, "ecdsa"), (RSA, "rsa")):
            data = sign(key, method=f"{more}{kind}-sha{size}", digest=digest)
            assert judged(data, key) == (State.VALID, None)

    def test_signs_with_sha1_which_is_understood_but_not_relied_on(self, sign):
        dsig = "http://www.w3.org/2000/09/xmldsig#"
        for form in ({"method": f"{dsig}rsa-sha1"}, {"digest": f"{dsig}sha1"}):
            method = {"method": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"} | form
            data = sign(RSA, **method)
            assert judged(data, RSA) == (State.UNVERIFIABLE, Reason.ALGORITHM_WEAK)
            assert judged(data, RSA, Policy(sha1=True)) == (State.VALID, None)
            broken = data.replace(b"Public", b"Privat")
            assert judged(broken, RSA) == (State.INVALID, Reason.DIGEST_MISMATCH)


class TestSignxml:
    @pytest.mark.parametrize("key", [KEY, RSA], ids=["ecdsa", "rsa"])
    def test_signs_with_its_own_defaults(self, key):
        signer = XMLSigner(
            method=methods.enveloped,
            signature_algorithm="ecdsa-sha256" if key is KEY else "rsa-sha256",
        )
        pem = xmlsec.certificate_pem(key.certificate.der).decode()
        root = signer.sign(etree.fromstring(an_alert()), key=private_pem(key), cert=pem)
        assert judged(etree.tostring(root), key) == (State.VALID, None)
        assert judged(etree.tostring(root, encoding="utf-16"), key) == (State.VALID, None)


class TestAWrappedAlert:
    @pytest.mark.parametrize("form", FORMS)
    def test_is_verified_as_its_own_document(self, sign, form):
        alert = sign(info_form=form, forms=(form,), bare=True)
        feed = (
            b'<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns="urn:w" xmlns:z="urn:z" '
            b'xml:lang="ru"><a:entry>' + alert + b"</a:entry> </a:feed>"
        )
        found = parse_document(feed).find(".//{*}alert")
        assert judged(own_document(found)) == (State.VALID, None)
