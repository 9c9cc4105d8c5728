"""Recording law: a text of works, provisions, unit values and bills, as an entry of the journal."""

from dabyl.core.formats.law.book import parse_book
from dabyl.core.register.facts import LawRecorded
from dabyl.core.register.library import ChangeLibrary
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.desk import Desk, load
from dabyl.usecases.official import take_on


def record_law(desk: Desk, text: str, *, file: str, pack: str | None, at: Instant) -> Register:
    """Record the law in *text*, of the country of *pack*, as of *at*.

    None stands for the workspace's only pack.

    Raises:
        Rejected: the text makes no sense, or contradicts itself or the law that is known.
        Refused: the core says no, or there are several packs and none is named.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the journal cannot be read or written.
    """
    register = load(desk)
    recorded = checked_law(register, text, file=file, pack=pack)
    return take_on(desk, register, ChangeLibrary(fact=recorded), at=at)


def checked_law(register: Register, text: str, *, file: str, pack: str | None) -> LawRecorded:
    """Return the record of the law in *text*, without consents; see ``record_law``."""
    book = parse_book(text, file=file, onto=register.law)
    packs = tuple(register.packs) if register.epochs else ()
    if pack is None and len(packs) != 1:
        data = {"field": "--pack", "packs": ", ".join(packs)}
        raise Refused([Problem(code=Code.PACK_NOT_NAMED, where="--pack", data=data)])
    return LawRecorded(pack=packs[0] if pack is None else pack, book=book, text=text)
