"""Wiring of what comes after a release: the book, and the site as readers get it."""

from pathlib import Path

from dabyl.adapters.afterbook import FileAfterBook
from dabyl.adapters.reading_back import ReadBack
from dabyl.adapters.theme import load_theme
from dabyl.ports.afterbook import AfterBook, Shown
from dabyl.wiring import House

__all__ = ["after_book", "load_theme", "read_back"]

BOOK = "after/book.json"


def after_book(house: House) -> AfterBook:
    """Return the book of what became of released decisions."""
    return FileAfterBook(house.folder / BOOK)


def read_back(out: Path, address: str = "") -> Shown:
    """Return the site in the folder *out*, and at the address of its server, if any."""
    return ReadBack(out, address)
