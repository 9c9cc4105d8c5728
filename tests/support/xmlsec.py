"""xmlsec1 as a second opinion: it signs templates and verifies files, in processes of its own."""

import subprocess
from base64 import b64encode
from pathlib import Path
from shutil import which
from textwrap import wrap

import pytest

from dabyl.adapters.alertkeys import AlertKey
from dabyl.core.formats.cap.signature.algorithms import DSIG
from dabyl.core.values.instants import Instant
from support.alertkeys import private_pem

MISSING = "no xmlsec1 (apt-get install xmlsec1)"
INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"


def needs_xmlsec() -> None:
    """Skip the test when there is no xmlsec1."""
    if which("xmlsec1") is None:
        pytest.skip(MISSING)


def certificate_pem(der: bytes) -> bytes:
    """Return a certificate in PEM."""
    lines = "\n".join(wrap(b64encode(der).decode(), 64))
    return f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n".encode()


def verifies(data: bytes, der: bytes, folder: Path, *, at: Instant) -> bool:
    """Tell whether xmlsec1 verifies the document *data*, trusting the certificate *der* at *at*."""
    (folder / "signed.xml").write_bytes(data)
    (folder / "trusted.pem").write_bytes(certificate_pem(der))
    time = at.local("UTC").strftime("%Y-%m-%d %H:%M:%S")
    trusted = ("--trusted-pem", str(folder / "trusted.pem"))
    done = subprocess.run(
        ["xmlsec1", "--verify", "--verification-time", time, *trusted, str(folder / "signed.xml")],
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def template(
    *,
    method: str = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    digest: str = "http://www.w3.org/2001/04/xmlenc#sha256",
    info_form: str = EXCLUSIVE,
    forms: tuple[str, ...] = (EXCLUSIVE,),
    inside: str = "",
    prefix: str = "ds:",
    extra: str = "",
    uri: str = "",
) -> bytes:
    """Return a Signature for xmlsec1 to fill in; *inside* stands in each exclusive form."""
    name = "xmlns:ds" if prefix else "xmlns"
    p = prefix
    transforms = "".join(
        f'<{p}Transform Algorithm="{form}">{inside if form == EXCLUSIVE else ""}</{p}Transform>'
        for form in (f"{DSIG}enveloped-signature", *forms)
    )
    in_info = inside if info_form == EXCLUSIVE else ""
    return (
        f'<{p}Signature {name}="{DSIG}"{extra}>\n <{p}SignedInfo>\n  '
        f'<{p}CanonicalizationMethod Algorithm="{info_form}">{in_info}</{p}CanonicalizationMethod>'
        f'<{p}SignatureMethod Algorithm="{method}"/>\n<{p}Reference URI="{uri}">'
        f"<{p}Transforms>{transforms}</{p}Transforms>"
        f'<{p}DigestMethod Algorithm="{digest}"/><{p}DigestValue/></{p}Reference></{p}SignedInfo>'
        f"<{p}SignatureValue/>\n<{p}KeyInfo><{p}X509Data/></{p}KeyInfo></{p}Signature>"
    ).encode()


def sign(document: bytes, key: AlertKey, folder: Path) -> bytes:
    """Return *document* with its template filled in by xmlsec1."""
    der = key.certificate.der
    (folder / "key.pem").write_bytes(private_pem(key))
    (folder / "crt.pem").write_bytes(certificate_pem(der))
    (folder / "unsigned.xml").write_bytes(document)
    pair = f"{folder / 'key.pem'},{folder / 'crt.pem'}"
    done = subprocess.run(
        ["xmlsec1", "--sign", "--privkey-pem", pair, str(folder / "unsigned.xml")],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
