"""The keys of a workspace that sign messages: ``keys/cap/NAME.pem`` with ``NAME.crt`` beside it.

1. A new workspace gets one, for the sender that it was given; one that is not live needs none, its
   sender is ``alerts@WORKSPACE.invalid``. A live one without a sender has no key and sends nothing.
2. Of several keys the newest that has begun signs; so a new one is put there ahead of its time, is
   published with the others, and takes over by itself.
3. The key of a replay or an exercise, whose clock can be simulated, holds for a hundred years, a
   live one's for two.
"""

from datetime import timedelta
from pathlib import Path

from dabyl.adapters.alertkeys import AlertKey
from dabyl.adapters.disk import outside
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.instants import Instant
from dabyl.core.values.periods import Period

FOLDER = "cap"
FIRST = "alerts"
_YEAR = timedelta(days=365)
_YEARS = {WorkspaceKind.REPLAY: 100, WorkspaceKind.EXERCISE: 100, WorkspaceKind.LIVE: 2}


def make_alert_key(
    keys: Path, workspace: str, kind: WorkspaceKind, sender: str | None, *, at: Instant
) -> None:
    """Make the first key of a workspace in the folder *keys*, when it has a sender.

    Raises:
        Refused: a live workspace and a sender under ``.invalid``, or the other way round.
        Unavailable: the folder is not writable.
    """
    if sender is None and kind is not WorkspaceKind.LIVE:
        sender = f"alerts@{workspace}.invalid"
    if sender is None:
        return
    valid = Period(start=at, end=at.plus(_YEAR * _YEARS[kind]))
    key = AlertKey.make(sender, valid=valid, workspace=kind)
    with outside("cannot save a key"):
        (keys / FOLDER).mkdir(mode=0o700, exist_ok=True)
    key.save(keys / FOLDER, FIRST)


def alert_key(keys: Path, *, at: Instant) -> AlertKey | None:
    """Return the newest key that has begun at *at*; None when there is none.

    Raises:
        Refused: a file is open to others, or is no key with its certificate.
        Unavailable: the folder cannot be read.
    """
    with outside("cannot read the keys"):
        files = sorted((keys / FOLDER).glob("*.pem"))
    found = [AlertKey.load(file) for file in files]
    begun = [key for key in found if key.certificate.valid.start <= at]
    return max(begun, key=lambda key: key.certificate.valid.start, default=None)


def alert_certificates(keys: Path) -> bytes:
    """Return the certificates of all keys, in PEM."""
    with outside("cannot read the keys"):
        return b"".join(file.read_bytes() for file in sorted((keys / FOLDER).glob("*.crt")))
