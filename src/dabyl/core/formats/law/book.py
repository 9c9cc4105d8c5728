"""A book of law: the text of ``statutes.toml``, or of an entry of the journal, to a `LawBook`.

1. The text begins with its ``languages``; what it says in words, it says in each of them.
2. Ids of sources are those of the text; works can stand in it or be known already. A ``[[word]]``
   says in every language what the text names by an id: a group that is touched, who prepared a
   bill, goods, a right.
3. What contradicts itself, or the law that the book comes to, is rejected, all of it, once nothing
   else is wrong. An entry's text was judged when it was recorded, and is only read.
"""

from collections.abc import Iterator
from typing import Protocol, TypeVar

from dabyl.core.formats.law.bills import read_bill
from dabyl.core.formats.law.sanctions import read_sanction
from dabyl.core.formats.law.shared import Reading, confirmed, decimal, optional_day
from dabyl.core.formats.toml.reader import read_toml
from dabyl.core.formats.toml.table import Table
from dabyl.core.law.book import LawBook
from dabyl.core.law.days import NOT_KNOWN
from dabyl.core.law.fines import UnitValue
from dabyl.core.law.kinds import Kind
from dabyl.core.law.law import NO_LAW, Law, law_problems
from dabyl.core.law.sources import Source
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause, Work
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.problems import Rejected


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", bound=_WithId)


def parse_book(text: str, *, file: str = "statutes.toml", onto: Law | None = NO_LAW) -> LawBook:
    """Read a book of law from TOML, and judge it as it comes to the law *onto*; None: don't judge.

    Raises:
        Rejected: with every problem found, in file order; then with every contradiction.
    """
    table = read_toml(text, file=file)
    book = read_book(table)
    table.done()
    table.findings.reject()
    if onto is not None and (problems := tuple(law_problems(onto, book))):
        raise Rejected(problems)
    return book


def read_book(table: Table) -> LawBook:
    """Read a book of law from a table, which collects the problems; nothing is judged."""
    languages = table.strings("languages", required=True)
    found = [_source(each, languages) for each in table.tables("source")]
    sources = {source.id: source for source in _once(table, "source", found)}
    reading = Reading(languages, frozenset(sources))
    works = [_work(each, reading) for each in table.tables("work")]
    clauses = [_clause(each, reading) for each in table.tables("provision")]
    bills = [read_bill(each, reading) for each in table.tables("bill")]
    return LawBook(
        works=tuple(_once(table, "work", works)),
        clauses=tuple(_once(table, "provision", clauses)),
        units=tuple(_unit(each, reading) for each in table.tables("unit")),
        bills=tuple(_once(table, "bill", bills)),
        sources=sources,
        words=dict(_words(table, reading)),
    )


def _source(table: Table, languages: tuple[str, ...]) -> Source:
    return Source(
        id=table.id("id"),
        url=table.text("url"),
        publisher=table.optional_text("publisher") or "",
        date=table.optional_text("date"),
        lang=table.optional_text("lang"),
        says=table.optional_texts("says", languages=languages) or NO_TEXTS,
    )


def _words(table: Table, reading: Reading) -> Iterator[tuple[str, Texts]]:
    for each in table.tables("word"):
        yield each.id("id"), each.texts("name", languages=reading.languages)


def _once(table: Table, field: str, found: list[Part]) -> list[Part]:
    """Return what was found, and report an id that comes twice."""
    seen: set[str] = set()
    for place, each in enumerate(found):
        if each.id in seen:
            table.problem(Code.DUPLICATE, field, place, value=each.id)
        seen.add(each.id)
    return found


def _work(table: Table, reading: Reading) -> Work:
    return Work(
        id=table.id("id"),
        country=table.text("country"),
        kind=table.optional_text("kind") or "act",
        adopted=table.optional_day("adopted"),
        number=table.optional_text("number") or "",
        title=reading.texts(table, "title"),
        official=table.optional_text("official"),
        confirmed=confirmed(table),
        sources=reading.cited(table),
    )


def _clause(table: Table, reading: Reading) -> Clause:
    return Clause(
        id=table.id("id"),
        work=table.id("work"),
        kind=table.choice("kind", Kind),
        number=table.text("number"),
        eid=table.optional_text("eid") or "",
        title=reading.texts(table, "title"),
        touches=table.strings("touches"),
        wordings=tuple(_wording(each, reading) for each in table.tables("version")),
    )


def _wording(table: Table, reading: Reading) -> Wording:
    return Wording(
        id=table.id("id"),
        adopted=table.optional_day("adopted"),
        published=table.optional_day("published"),
        commences=optional_day(table, "commences") or NOT_KNOWN,
        applies_until=optional_day(table, "applies_until"),
        text=reading.texts(table, "text"),
        sanction=read_sanction(table, "sanction", reading),
        forbids=table.strings("forbids"),
        official=table.optional_text("official"),
        confirmed=confirmed(table),
        sources=reading.cited(table),
        note=reading.texts(table, "note"),
    )


def _unit(table: Table, reading: Reading) -> UnitValue:
    return UnitValue(
        unit=table.id("id"),
        value=decimal(table, "value"),
        currency=table.text("currency"),
        valid_from=table.day("from"),
        valid_to=table.optional_day("until"),
        confirmed=confirmed(table),
        sources=reading.cited(table),
        note=reading.texts(table, "note"),
    )
