"""Wiring of what comes after a release: the book, and the site as readers get it.

What stands now is published here alone, so that the book has each publication and each failure.
An archive (``dabyl publish``) is what stood at an instant: no reader is sent there, and the book
doesn't have it.
"""

from contextlib import suppress
from pathlib import Path

from dabyl.adapters.afterbook import FileAfterBook
from dabyl.adapters.cap_words import cap_words
from dabyl.adapters.reading_back import ReadBack
from dabyl.adapters.theme import load_theme
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import DabylError, Unavailable
from dabyl.ports.afterbook import AfterBook, Shown
from dabyl.ports.publisher import Outcome
from dabyl.usecases.after import note_failed, note_published
from dabyl.usecases.gate_warnings import Warned, gate_warnings
from dabyl.wiring import House, publish_now, publisher, speaking

__all__ = ["after_book", "cap_words", "publish_noted", "read_back", "warned_about"]

BOOK = "after/book.json"


def after_book(house: House) -> AfterBook:
    """Return the book of what became of released decisions."""
    return FileAfterBook(house.folder / BOOK)


def read_back(out: Path, address: str = "") -> Shown:
    """Return the site in the folder *out*, and at the address of its server, if any."""
    return ReadBack(out, address)


def publish_noted(house: House, out: Path, register: Register, *, at: Instant) -> Outcome:
    """Publish what stands at *at* in the folder *out*, with a lease, and note what became of it.

    Raises:
        Refused: another publisher is at work there, or the place holds something else.
        Unavailable: the disk is full or not writable; readers go on seeing the site before.
    """
    book = after_book(house)
    try:
        outcome = publish_now(house, publisher(out), register, at=at)
    except DabylError as error:
        with suppress(Unavailable):  # the same disk is full; the first failure is told
            note_failed(book, str(error), at=at)
        raise
    note_published(book, register, read_back(out), load_theme(), at=at)
    return outcome


def warned_about(
    house: House, register: Register, decision: str, *, at: Instant
) -> tuple[Warned, ...]:
    """Return the messages of a decision that the gate let pass with warnings."""
    desk, channels = speaking(house, at=at), house.settings.channels
    return tuple(gate_warnings(desk, register, decision, channels=channels))
