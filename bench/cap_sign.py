"""Writing and signing alerts, canonical by construction, beside signxml in the same run.

``python bench/cap_sign.py [ALERTS] [ROUNDS]``

1,000 different alerts of about 9 KB in three languages, over 200 places: values in, signed bytes
out, on one core. The peer builds an lxml tree of the same values and lets signxml sign it; it does
a tenth of them. Both say the same. What is signed is verified: all by Dabyl, a sample by signxml
and by xmlsec1. Both take turns; the round in the middle counts, in processor time. Targets: 10
times signxml for ECDSA on P-256, 2.5 times for RSA of 2,048 bits.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from shutil import which
from statistics import median_low
from tempfile import TemporaryDirectory
from time import process_time

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from lxml import etree
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, XMLVerifier

from cap_read import alerts
from dabyl.adapters.alertkeys import AlertKey
from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.signature.algorithms import EXCLUSIVE, KeyKind
from dabyl.core.formats.cap.signature.signing import Template
from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.formats.cap.values import Alert, Info, NamedValue
from dabyl.core.formats.cap.vocabulary import Version
from dabyl.core.formats.cap.where import Element
from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.periods import Period
from support.alertkeys import private_pem, ring
from support.xmlsec import certificate_pem, verifies

TARGETS = {KeyKind.EC: 10.0, KeyKind.RSA: 2.5}
NAMES = {KeyKind.EC: "ECDSA P-256", KeyKind.RSA: "RSA 2048"}
METHODS = {KeyKind.EC: "ecdsa-sha256", KeyKind.RSA: "rsa-sha256"}
RECEIVED = parse_instant("2016-06-06T13:00:00+06:00")
VALID = Period(start=RECEIVED.plus(timedelta(days=-9)), end=RECEIVED.plus(timedelta(days=9)))
THEN = SignatureConfiguration(verification_time=RECEIVED.local("UTC"))
CAP = f"{{{Version.V1_2.namespace}}}"
SAMPLE, FEW = 50, 5
Sign = Callable[[Alert], bytes]


def by_dabyl(key: AlertKey) -> Sign:
    template = Template.of(key.certificate)

    def sign(alert: Alert) -> bytes:
        data = format_alert(alert)
        signed_info = template.signed_info(data)
        return template.assemble(data, signed_info, key.sign(signed_info))

    return sign


def add(parent: Element, name: str, *texts: str | None) -> None:
    for text in texts:
        if text is not None:
            etree.SubElement(parent, f"{CAP}{name}").text = text


def add_pairs(parent: Element, name: str, pairs: Sequence[NamedValue]) -> None:
    for pair in pairs:
        inner = etree.SubElement(parent, f"{CAP}{name}")
        add(inner, "valueName", pair.name)
        add(inner, "value", pair.value)


def tree_of(alert: Alert) -> Element:
    """Return the alert as an lxml tree, built as a program that signs with signxml builds it."""
    root = etree.fromstring(f'<alert xmlns="{Version.V1_2.namespace}"/>')
    for name in ("identifier", "sender"):
        add(root, name, getattr(alert, name))
    add(root, "sent", alert.sent.text if alert.sent else None)
    add(root, "status", alert.status)
    add(root, "msgType", alert.msg_type)
    add(root, "scope", alert.scope)
    add(root, "code", *alert.codes)
    add(root, "note", alert.note)
    for info in alert.infos:
        add_info(etree.SubElement(root, f"{CAP}info"), info)
    return root


def add_info(part: Element, info: Info) -> None:
    add(part, "language", info.language)
    add(part, "category", *info.categories)
    add(part, "event", info.event)
    add(part, "responseType", *info.response_types)
    for name in ("urgency", "severity", "certainty"):
        add(part, name, getattr(info, name))
    add_pairs(part, "eventCode", info.event_codes)
    for name in ("effective", "onset", "expires"):
        add(part, name, getattr(info, name).text)
    add(part, "senderName", info.sender_name)
    for name in ("headline", "description", "instruction", "web", "contact"):
        add(part, name, getattr(info, name))
    add_pairs(part, "parameter", info.parameters)
    for area in info.areas:
        inner = etree.SubElement(part, f"{CAP}area")
        add(inner, "areaDesc", area.description)
        add(inner, "polygon", *(polygon.text for polygon in area.polygons))
        add_pairs(inner, "geocode", area.geocodes)


def by_signxml(key: AlertKey, kind: KeyKind) -> Sign:
    signer = XMLSigner(signature_algorithm=METHODS[kind], c14n_algorithm=EXCLUSIVE)
    secret = load_pem_private_key(private_pem(key), password=None)
    if not isinstance(secret, RSAPrivateKey | EllipticCurvePrivateKey):
        raise SystemExit("another kind of key")
    pem = certificate_pem(key.certificate.der).decode()

    def sign(alert: Alert) -> bytes:
        return etree.tostring(signer.sign(tree_of(alert), key=secret, cert=pem))

    return sign


def rate(sign: Sign, values: Sequence[Alert]) -> float:
    """Return the alerts signed in a second."""
    start = process_time()
    for value in values:
        sign(value)
    return len(values) / (process_time() - start)


def middle(rates: Sequence[tuple[float, float]]) -> float:
    return median_low(ours / theirs for ours, theirs in rates)


def check(signed: Sequence[bytes], key: AlertKey) -> str:
    """Verify what was signed in three ways, and tell how many by each."""
    keys, der = ring(key), key.certificate.der
    if any(verify(d, keys, received_at=RECEIVED).state is not State.VALID for d in signed):
        raise SystemExit("Dabyl does not verify what it signed")
    pem = certificate_pem(der).decode()
    for data in signed[:SAMPLE]:
        XMLVerifier().verify(data, x509_cert=pem, expect_config=THEN)
    few = signed[:FEW] if which("xmlsec1") else []
    with TemporaryDirectory() as folder:
        if not all(verifies(data, der, Path(folder), at=RECEIVED) for data in few):
            raise SystemExit("xmlsec1 does not verify what was signed")
    return f"{len(signed)} verified, {len(signed[:SAMPLE])} by signxml, {len(few)} by xmlsec1"


def main(count: int, rounds: int) -> int:
    values = [read(data).alerts[0].alert for data in alerts(count)]
    size = sum(len(format_alert(value)) for value in values) / count
    print(f"{count} alerts of {size / 1000:.1f} KB, written and signed on one core")
    for value in values[:SAMPLE]:
        again = read(etree.tostring(tree_of(value))).alerts[0].alert
        if format_alert(again) != format_alert(value):
            raise SystemExit("the peer writes something else")
    met = True
    for kind, target in TARGETS.items():
        key = AlertKey.make(
            "duty@vale.invalid",
            valid=VALID,
            workspace=WorkspaceKind.EXERCISE,
            kind=kind,
            bits=2048,
        )
        ours, theirs = by_dabyl(key), by_signxml(key, kind)
        told = check([ours(value) for value in values], key)
        some = values[: max(1, count // 10)]
        rates = [(rate(ours, values), rate(theirs, some)) for _ in range(rounds)]
        best, peer = min(rates, key=lambda pair: abs(pair[0] / pair[1] - middle(rates)))
        secret = key.sign
        alone = rate(lambda _, sign=secret: sign(b"x" * 600), values)  # type: ignore[misc] # bound
        print(f"{NAMES[kind]}: {told}")
        print(f"  Dabyl                  {best:>8,.0f} alerts/s")
        print(f"  signxml                {peer:>8,.0f} alerts/s")
        print(f"  the private key alone  {alone:>8,.0f} signatures/s")
        print(f"  {best / peer:.1f} times signxml (target {target})")
        met &= best / peer >= target
    return 0 if met else 1


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(given or [1_000]), *([] if len(given) > 1 else [5])))
