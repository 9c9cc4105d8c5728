"""The law as known at an instant: every work, provision, unit value and bill.

1. A book that comes later replaces, by id, the works, provisions and bills that it names, and, by
   unit and first day, the values of units; everything else stays.
2. The statutes have every bill in them that is law, and no trace of any other. A provision that is
   worded anew keeps what bills made of it.
3. ``law_problems`` finds what would contradict itself before a book is taken in; ``with_book``
   takes it in as it is, and leaves out what finds nothing to change.
"""

from collections.abc import Iterator

import attrs
from immutables import Map

from dabyl.core.law.amending import without_bill
from dabyl.core.law.bills import Bill
from dabyl.core.law.book import LawBook
from dabyl.core.law.contradictions import bill_problems, clause_problems
from dabyl.core.law.fines import UnitValue
from dabyl.core.law.patching import laid_on
from dabyl.core.law.sources import Source
from dabyl.core.law.works import NO_STATUTES, Statutes, Work
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Problem


@attrs.frozen(kw_only=True)
class Law:
    """Everything that is known of law."""

    statutes: Statutes = NO_STATUTES
    bills: Map[str, Bill] = Map()
    units: tuple[UnitValue, ...] = ()
    sources: Map[str, Source] = Map()
    words: Map[str, Texts] = Map()  # for groups, goods and rights, by id
    packs: Map[str, str] = Map()  # work -> the pack that it belongs to

    def with_book(self, book: LawBook, pack: str = "") -> "Law":
        """Return the law with what the book says, in the name of a pack."""
        statutes = _with_clauses(self.statutes, book)
        for bill in book.bills:
            statutes = without_bill(statutes, bill.id)
            if bill.is_law:
                statutes = laid_on(statutes, bill)
        replaced = {_place(value) for value in book.units}
        kept = tuple(value for value in self.units if _place(value) not in replaced)
        return Law(
            statutes=statutes,
            bills=self.bills.update({bill.id: bill for bill in book.bills}),
            units=(*kept, *book.units),
            sources=self.sources.update(dict(book.sources)),
            words=self.words.update(dict(book.words)),
            packs=self.packs.update(dict.fromkeys(_works_of(book), pack)),
        )

    def work(self, name: str) -> Work | None:
        """Return the work of that id, or None."""
        return self.statutes.works.get(name)


NO_LAW = Law()


def law_of(book: LawBook) -> Law:
    """Return the law that one book makes."""
    return NO_LAW.with_book(book)


def law_problems(law: Law, book: LawBook) -> Iterator[Problem]:
    """Find everything that the book would contradict, in itself and in the law that it comes to."""
    for clause in book.clauses:
        yield from clause_problems(clause)
    yield from _work_problems(law, book)
    statutes = _with_clauses(law.statutes, book)
    for bill in (*book.bills, *_met(law, book)):
        statutes = without_bill(statutes, bill.id)
        problems = tuple(bill_problems(statutes, bill))
        yield from problems
        if bill.is_law and not problems:
            statutes = laid_on(statutes, bill)


def _met(law: Law, book: LawBook) -> Iterator[Bill]:
    """Yield the bills that are known already and change a provision that the book words anew."""
    worded = {clause.id for clause in book.clauses}
    again = {bill.id for bill in book.bills}
    for name, bill in law.bills.items() if worded else ():
        changed = {each.change.provision for a in bill.articles for each in a.amendments}
        if name not in again and not worded.isdisjoint(changed):
            yield bill


def _work_problems(law: Law, book: LawBook) -> Iterator[Problem]:
    known = {*law.statutes.works, *law.packs, *_works_of(book)}
    for clause in book.clauses:
        before = law.statutes.clauses.get(clause.id)
        if clause.work not in known:
            near = ", ".join(sorted(known))
            data = {"value": clause.work, "kind": "work", "near": near}
            yield Problem(code=Code.UNKNOWN_REFERENCE, where=f"{clause.id}.work", data=data)
        elif before is not None and before.work != clause.work:
            data = {"provision": clause.id, "work": before.work}
            yield Problem(code=Code.PROVISION_MOVES, where=f"{clause.id}.work", data=data)


def _works_of(book: LawBook) -> tuple[str, ...]:
    return tuple(work.id for work in book.works)


def _with_clauses(statutes: Statutes, book: LawBook) -> Statutes:
    works = statutes.works.update({work.id: work for work in book.works})
    statutes = attrs.evolve(statutes, works=works)
    for clause in book.clauses:
        known = statutes.clauses.get(clause.id)
        patches = () if known is None else known.patches
        statutes = statutes.with_clause(attrs.evolve(clause, patches=patches))
    return statutes


def _place(value: UnitValue) -> tuple[str, object]:
    return value.unit, value.valid_from
