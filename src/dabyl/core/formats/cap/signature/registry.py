"""The registry of keys: a folder of PEM files, and one table that says whose each is.

    # keys.toml
    [[key]]
    file = "almaty-2026.pem"                       # a certificate, or a public key
    senders = ["alerts@example.kz"]
    valid_from = 2026-01-01T00:00:00+05:00         # a certificate brings its own period
    valid_to = 2027-01-01T00:00:00+05:00           # the first instant that no longer belongs
    revoked_at = 2026-08-01T12:00:00+05:00         # when it came to be known as lost
    kind = "live"                                  # or replay, exercise

1. A person writes a row after having made sure whose key it is; the certificate isn't asked.
2. The period of a row never goes beyond that of its certificate. A bare public key needs both ends.
3. A certificate that is marked as not live is registered as such, for senders under ``.invalid``,
   or not at all; a private key has no place here.
4. A file is named without folders; every problem of all rows is found at once.
"""

import json
from collections.abc import Mapping
from typing import Final

from dabyl.core.formats.cap.signature.certificates import BareKey, Certificate, parse_keys
from dabyl.core.formats.cap.signature.keyring import Keyring, RegisteredKey, is_nobody
from dabyl.core.formats.toml.findings import Findings
from dabyl.core.formats.toml.reader import read_toml
from dabyl.core.formats.toml.table import Table
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.periods import Period

REGISTRY: Final = "keys.toml"
_PRIVATE: Final = b"PRIVATE KEY-----"


def parse_registry(text: str, files: Mapping[str, bytes]) -> Keyring:
    """Return the keys that the table *text* registers; *files* are the PEM files beside it.

    Raises:
        Rejected: with every problem found, in file order.
    """
    findings = Findings()
    table = read_toml(text, file=REGISTRY, findings=findings)
    found = [_row(row, files) for row in table.tables("key")]
    table.done()
    findings.reject()
    return Keyring.of(key for keys in found for key in keys)


def _row(row: Table, files: Mapping[str, bytes]) -> list[RegisteredKey]:
    name = row.text("file")
    senders = frozenset(row.strings("senders", required=True))
    start, end = row.optional_instant("valid_from"), row.optional_instant("valid_to")
    revoked_at = row.optional_instant("revoked_at")
    kind = row.optional_choice("kind", WorkspaceKind) or WorkspaceKind.LIVE
    return [
        RegisteredKey(
            public=key.public,
            senders=senders,
            valid=period,
            revoked_at=revoked_at,
            kind=kind,
            name=name,
        )
        for key in _keys(row, name, files)
        if (period := _period(row, key, start, end)) is not None
        and _may_be(row, key, kind, senders)
    ]


def _period(
    row: Table, key: Certificate | BareKey, start: Instant | None, end: Instant | None
) -> Period | None:
    """Return the stated period as far as the certificate's reaches; None when there is none."""
    own = (key.valid_from, key.valid_to) if isinstance(key, Certificate) else (None, None)
    starts = [at for at in (start, own[0]) if at is not None]
    ends = [at for at in (end, own[1]) if at is not None]
    if not starts:
        row.problem(Code.MISSING_FIELD, field="valid_from")
    if not ends:
        row.problem(Code.MISSING_FIELD, field="valid_to")
    if not starts or not ends:
        return None
    first, last = Instant(max(at.s for at in starts)), Instant(min(at.s for at in ends))
    if last <= first:
        row.problem(Code.END_BEFORE_START, "valid_to", start=first.text(), end=last.text())
        return None
    return Period(start=first, end=last)


def _keys(row: Table, name: str, files: Mapping[str, bytes]) -> tuple[Certificate | BareKey, ...]:
    if not name:
        return ()
    if name not in files:
        row.problem(Code.FILE_MISSING, "file", file=name)
        return ()
    if _PRIVATE in files[name]:
        row.problem(Code.KEY_IS_PRIVATE, "file", file=name)
        return ()
    try:
        return parse_keys(files[name])
    except ValueError as error:
        row.problem(Code.CAP_KEY_UNREADABLE, "file", file=name, reason=str(error))
        return ()


def _may_be(
    row: Table, key: Certificate | BareKey, kind: WorkspaceKind, senders: frozenset[str]
) -> bool:
    """Tell whether a key may be registered as *kind* for *senders*; what isn't live never is."""
    if isinstance(key, Certificate) and key.kind is not kind:
        row.problem(Code.CAP_KEY_KIND, "kind", kind=kind, mark=key.kind)
        return False
    wrong = sorted(s for s in senders if is_nobody(s) is (kind is WorkspaceKind.LIVE))
    for sender in wrong:
        row.problem(Code.CAP_SENDER_KIND, "senders", kind=kind, sender=sender)
    return not wrong and bool(senders)


def format_row(certificate: Certificate, *, file: str, sender: str) -> str:
    """Return the row that registers *certificate*, which lies in *file*, for *sender*."""
    kind = "" if certificate.kind is WorkspaceKind.LIVE else f'kind = "{certificate.kind}"\n'
    return (
        f"[[key]]  # {certificate.id}, SHA-256 {certificate.fingerprint}\n"
        f"file = {_quoted(file)}\nsenders = [{_quoted(sender)}]\n{kind}"
    )


def _quoted(text: str) -> str:
    """Return *text* as TOML writes it, which for what JSON escapes is as JSON does."""
    return json.dumps(text, ensure_ascii=False)
