"""Wiring of what ``dabyl cap`` needs; apart from ``wiring``, since nothing else loads it."""

from pathlib import Path

from dabyl.adapters.alertchecks import Part, Question, check_files, files_below
from dabyl.adapters.alertkeyring import load_keyring as keyring
from dabyl.adapters.alertkeys import AlertKey
from dabyl.adapters.alertreports import SARIF_END, Form, sarif_start
from dabyl.adapters.cap_words import LANGUAGES, cap_words
from dabyl.adapters.reader_zone import reader_zone
from dabyl.adapters.userfiles import read_start, write_file, write_files
from dabyl.core.formats.cap.signature.algorithms import KeyKind
from dabyl.core.formats.cap.signature.certificates import Certificate
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.periods import Period
from dabyl.ports.alertsigners import AlertSigner

__all__ = [
    "LANGUAGES",
    "SARIF_END",
    "Form",
    "Part",
    "Question",
    "cap_words",
    "check_files",
    "files_below",
    "keyring",
    "read_start",
    "reader_zone",
    "sarif_start",
    "write_file",
    "write_files",
]


def alert_key(file: Path) -> AlertSigner:
    """Return the key that signs alerts in a file; see ``adapters/alertkeys``."""
    return AlertKey.load(file)


def new_alert_key(
    folder: Path,
    name: str,
    *,
    sender: str,
    valid: Period,
    workspace: WorkspaceKind,
    kind: KeyKind,
) -> Certificate:
    """Make a key that signs alerts and save it in *folder*; see ``adapters/alertkeys``."""
    key = AlertKey.make(sender, valid=valid, workspace=workspace, kind=kind)
    key.save(folder, name)
    return key.certificate
