"""Works of law and their clauses: provisions with a kind, uncertain days and what a breach costs.

1. A clause has wordings that were recorded as such, and patches by bills; its *history* is both in
   the order of their commencement, each patch on the wording before it. The order in which bills
   were applied doesn't matter.
2. Outsiders name a work, a day's expression of it and a clause by FRBR addresses as Akoma Ntoso
   writes them: ``/akn/kz/act/law/2014-07-05/235/eng@2016-06-05/!main~art_149``.
3. Of a work that is only cited, neither its day nor its number need be known.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

import attrs
from immutables import Map

from dabyl.core.law.changes import Patch, patched
from dabyl.core.law.kinds import Kind
from dabyl.core.law.turns import Turns, turns_of
from dabyl.core.law.wordings import Wording
from dabyl.core.values.languages import NO_TEXTS, Texts

_LANGUAGES = {  # ISO 639-1 to 639-2
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fr": "fra",
    "kk": "kaz",
    "ru": "rus",
}


@attrs.frozen(kw_only=True)
class Work:
    """A law, a code, a decree."""

    id: str
    country: str
    kind: str = "act"  # law, code, decree, order
    adopted: date | None = None
    number: str = ""
    title: Texts = NO_TEXTS
    official: str | None = None
    confirmed: bool = True
    sources: tuple[str, ...] = ()

    def address(self) -> str:
        """Return the FRBR address of the work."""
        adopted = "" if self.adopted is None else f"{self.adopted.isoformat()}/"
        return f"/akn/{self.country}/act/{self.kind}/{adopted}{self.number or self.id}"

    def expression(self, lang: str, on: date) -> str:
        """Return the FRBR address of the work as it reads in *lang* on a day."""
        return f"{self.address()}/{_LANGUAGES.get(lang, lang)}@{on.isoformat()}"


@attrs.frozen(kw_only=True)
class Clause:
    """A provision of one kind, with everything that it said, says and will say."""

    id: str
    work: str
    kind: Kind
    number: str
    eid: str = ""  # its Akoma Ntoso id inside the work: ``art_149__para_1``
    title: Texts = NO_TEXTS
    touches: tuple[str, ...] = ()  # whom it touches: shops, firms, owners
    wordings: tuple[Wording, ...] = ()
    patches: tuple[Patch, ...] = ()

    def address(self, work: Work, lang: str, on: date) -> str:
        """Return the FRBR address of the clause as it reads in *lang* on a day."""
        return f"{work.expression(lang, on)}/!main~{self.eid or self.id}"

    @cached_property
    def history(self) -> tuple[Wording, ...]:
        """Every wording in the order of commencement."""
        return self._folded[0]

    @cached_property
    def turns(self) -> Turns:
        """How it reads between the days on which that may change."""
        return turns_of(self.history)

    @property
    def idle(self) -> tuple[Patch, ...]:
        """Patches that found nothing to change, or something in their place."""
        return self._folded[1]

    @cached_property
    def _folded(self) -> tuple[tuple[Wording, ...], tuple[Patch, ...]]:
        made: list[Wording] = []
        idle: list[Patch] = []
        for step in self._steps():
            if isinstance(step, Wording):
                made.append(step)
                continue
            now = made[-1] if made else None
            new = patched(now, step)
            if new is None:
                idle.append(step)
                continue
            if now is not None and now.by == new.by:
                made.pop()
            made.append(new)
        return tuple(made), tuple(idle)

    def _steps(self) -> list[Wording | Patch]:
        steps: list[Wording | Patch] = [*self.wordings, *self.patches]
        return sorted(steps, key=_place)


@attrs.frozen(kw_only=True)
class Statutes:
    """All works and clauses, and which bills patched which clauses."""

    works: Map[str, Work] = Map()
    clauses: Map[str, Clause] = Map()
    inside: Map[str, tuple[str, ...]] = Map()  # clauses by work, in order
    patched_by: Map[str, tuple[str, ...]] = Map()  # clauses by bill

    @classmethod
    def of(cls, works: Iterable[Work], clauses: Iterable[Clause]) -> "Statutes":
        """Return the statutes of these works and clauses."""
        return cls(works=Map({work.id: work for work in works})).with_clauses(clauses)

    def with_clause(self, clause: Clause) -> "Statutes":
        """Return the statutes with the clause in the place of the one of its id, or at the end."""
        return self.with_clauses((clause,))

    def with_clauses(self, clauses: Iterable[Clause]) -> "Statutes":
        """Return the statutes with each clause in the place of the one of its id, or at the end."""
        found = {clause.id: clause for clause in clauses}
        new: dict[str, list[str]] = {}
        for clause in found.values():
            if clause.id not in self.clauses:
                new.setdefault(clause.work, []).append(clause.id)
        longer = {work: (*self.inside.get(work, ()), *names) for work, names in new.items()}
        return attrs.evolve(
            self, clauses=self.clauses.update(found), inside=self.inside.update(longer)
        )

    def without_clauses(self, names: Iterable[str]) -> "Statutes":
        """Return the statutes without the clauses of these ids."""
        gone = set(names)
        clauses, inside = self.clauses, self.inside
        for work in {clauses[name].work for name in gone}:
            inside = inside.set(work, tuple(name for name in inside[work] if name not in gone))
        for name in gone:
            clauses = clauses.delete(name)
        return attrs.evolve(self, clauses=clauses, inside=inside)


def _place(step: Wording | Patch) -> tuple[tuple[date, date], str, str, int]:
    if isinstance(step, Wording):  # before every patch of its day, in the order they were given
        return (step.commences.place, "", "", 0)
    return (step.commences.place, step.bill, step.article, step.number)


NO_STATUTES = Statutes()
