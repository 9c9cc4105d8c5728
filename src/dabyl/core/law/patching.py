"""Laying a bill on statutes: its amendments as patches on the clauses that they name."""

from collections.abc import Iterator

import attrs

from dabyl.core.law.bills import Bill, Stage, commencements
from dabyl.core.law.changes import Insert, Patch
from dabyl.core.law.works import Clause, Statutes


def laid_on(statutes: Statutes, bill: Bill) -> Statutes:
    """Return the statutes with a patch for each amendment; what names no clause is left out."""
    changed: dict[str, list[Patch]] = {}
    clauses: dict[str, Clause] = {}
    for patch in _patches(bill):
        name = patch.change.provision
        clause = clauses.get(name) or statutes.clauses.get(name) or _new(patch)
        if clause is not None:
            clauses[name] = clause
            changed.setdefault(name, []).append(patch)
    patched = [
        attrs.evolve(clause, patches=(*clause.patches, *changed[name]))
        for name, clause in clauses.items()
    ]
    patched_by = statutes.patched_by.set(bill.id, tuple(clauses))
    return attrs.evolve(statutes.with_clauses(patched), patched_by=patched_by)


def _new(patch: Patch) -> Clause | None:
    change = patch.change
    if not isinstance(change, Insert):
        return None
    return Clause(
        id=change.provision,
        work=change.work,
        kind=change.kind,
        number=change.number,
        title=change.title,
    )


def _patches(bill: Bill) -> Iterator[Patch]:
    days = commencements(bill)
    adopted, published = bill.reached(Stage.ADOPTED), bill.reached(Stage.PUBLISHED)
    number = 0
    for article in bill.articles:
        for amendment in article.amendments:
            yield Patch(
                bill=bill.id,
                article=article.id,
                number=number,
                change=amendment.change,
                commences=days[article.id],
                adopted=None if adopted is None else adopted.exact,
                published=None if published is None else published.exact,
                confirmed=amendment.confirmed,
                sources=amendment.sources,
                note=amendment.note,
            )
            number += 1
