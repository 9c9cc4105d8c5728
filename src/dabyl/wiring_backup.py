"""Wiring of backups; apart from others, one command makes them."""

from pathlib import Path

from dabyl.adapters import backup
from dabyl.core.journal.chain import Broken, Verified
from dabyl.wiring import AGENDA_BOOK, verify_journal
from dabyl.wiring_after import BOOK
from dabyl.wiring_mail import SENT


def back_up(folder: Path, to: Path) -> Verified | Broken:
    """Copy the workspace in *folder* to *to*, and verify the journal there; see the adapter."""
    backup.back_up(folder, to, books=(AGENDA_BOOK, BOOK, SENT))
    return verify_journal(to)
