"""The post: letters to offices by e-mail, and the book of those that were handed over."""

from typing import Protocol

import attrs

from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True)
class Letter:
    """One letter to one address. The same letter has the same ``id``, however often it is made.

    ``about`` says in reports what it is about, without the address.
    """

    id: str
    to: str
    subject: str
    body: str
    about: str
    useful_until: Instant


class Post(Protocol):
    """Something that takes letters."""

    def send(self, letter: Letter, *, at: Instant) -> None:
        """Hand a letter over, dated *at*.

        Raises:
            Unavailable: it was not taken, or it is not known whether it was. The reason names
                neither address nor password.
        """


class SentBook(Protocol):
    """Where it is written which letters were handed over, so that none is sent again."""

    def sent(self) -> frozenset[str]:
        """Return the ids of the letters handed over; none when the book cannot be read."""

    def note(self, letter: Letter, *, at: Instant) -> None:
        """Write that a letter was handed over; letters of no use by *at* are forgotten.

        Raises:
            Unavailable: the disk is full or not writable.
        """
