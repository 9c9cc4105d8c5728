"""The text of ``/cap/keys.pem``: every certificate that holds or will, for people and programs.

1. Lines outside the ``BEGIN`` and ``END`` marks are for people; PEM readers skip them.
2. What isn't live says so in its first line and again above each certificate.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from textwrap import wrap

from dabyl.core.formats.cap.signature.certificates import NOT_LIVE, Certificate
from dabyl.core.formats.cap.signature.rotation import published
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.instants import Instant

_LINE_CHARS = 64
_HEADER = """\
# Certificates that sign CAP alerts, as of {at}.
# Compare the fingerprints with what the sender told you on another road before you rely on one:
# that it stands here, or in an alert, proves nothing.
"""


def format_keys(known: Iterable[Certificate], *, at: Instant) -> bytes:
    """Return the file that publishes the certificates that hold at *at* or will."""
    shown = published(known, at=at)
    kinds = sorted({each.kind.value for each in shown if each.kind is not WorkspaceKind.LIVE})
    warning = f"# {NOT_LIVE}{', '.join(kinds)}\n" if kinds else ""
    return "".join((warning, _HEADER.format(at=at.text()), *map(_one, shown))).encode()


def _one(certificate: Certificate) -> str:
    return "\n".join(("", *_facts(certificate), *_pem(certificate.der), ""))


def _facts(certificate: Certificate) -> Iterator[str]:
    for sender in certificate.senders:
        yield f"# sender:      {sender}"
    if certificate.kind is not WorkspaceKind.LIVE:
        yield f"# {NOT_LIVE}   {certificate.kind}"
    yield f"# key:         {certificate.id}"
    yield f"# valid from:  {certificate.valid_from.text()}"
    yield f"# valid until: {certificate.valid_to.text()}"
    yield f"# SHA-256:     {certificate.fingerprint}"


def _pem(der: bytes) -> Iterator[str]:
    yield "-----BEGIN CERTIFICATE-----"
    yield from wrap(b64encode(der).decode(), _LINE_CHARS)
    yield "-----END CERTIFICATE-----"
