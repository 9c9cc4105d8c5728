"""The law for machines: an index, works, provisions through time, and bills before and after.

These files are made again only when the law changed or turned, so they name neither the site's
instant nor the journal's number. What ``dabyl law --json`` calls something is called so here.
"""

from typing import Any

import msgspec

from dabyl.core.formats.law.plain import plain_item, plain_state, plain_wording
from dabyl.core.formats.law.plain_bills import plain_bill, plain_source
from dabyl.core.formats.law.plain_changes import plain_conflict
from dabyl.core.law.law import Law
from dabyl.core.law.states import state_on
from dabyl.core.law.works import Clause, Work
from dabyl.core.publication.law_views import (
    ShownBill,
    clauses_of,
    shown_bills,
    works_in_order,
)
from dabyl.core.publication.press import Press


def index_json(press: Press, law: Law) -> bytes:
    """Return every work, provision and bill by its id, with where it is told."""
    return _written(
        press,
        works=[
            {
                **_work(work),
                "file": f"law/work/{work.id}.json",
                "provisions": [clause.id for clause in clauses_of(law, work.id)],
            }
            for work in works_in_order(law)
        ],
        bills=[
            {
                "bill": shown.bill.id,
                "title": shown.bill.title.as_dict(),
                "stage": shown.bill.stage.value,
                "file": f"law/bill/{shown.bill.id}.json",
            }
            for shown in shown_bills(law, press.answers.day)
        ],
    )


def work_json(press: Press, law: Law, key: str) -> bytes:
    """Return a work as it reads on the site's day."""
    provisions = [
        {**_clause(clause), **plain_state(state_on(clause, press.answers.day))}
        for clause in clauses_of(law, key)
    ]
    return _written(press, **_work(law.statutes.works[key]), provisions=provisions)


def provision_json(press: Press, law: Law, key: str) -> bytes:
    """Return a provision through time, with its sources."""
    clause = law.statutes.clauses[key]
    cited = dict.fromkeys(name for wording in clause.history for name in wording.sources)
    return _written(
        press,
        **_clause(clause),
        versions=[plain_wording(wording) for wording in clause.history],
        sources=_sources(law, cited),
    )


def bill_json(press: Press, law: Law, shown: ShownBill) -> bytes:
    """Return a bill before and after, as it stood on the site's day."""
    items = [plain_item(item) for item in shown.items]
    for item in items:
        item["sources"] = _sources(law, dict.fromkeys(item["sources"]))
    conflicts = [plain_conflict(each) for each in shown.conflicts]
    return _written(press, **plain_bill(shown.bill), items=items, conflicts=conflicts)


def _work(work: Work) -> dict[str, Any]:
    return {
        "work": work.id,
        "title": work.title.as_dict(),
        "address": work.address(),
        "official": work.official,
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "provision": clause.id,
        "work": clause.work,
        "kind": clause.kind.value,
        "number": clause.number,
        "title": clause.title.as_dict(),
        "touches": list(clause.touches),
        "file": f"law/provision/{clause.id}.json",
    }


def _sources(law: Law, names: dict[str, None]) -> list[dict[str, Any]]:
    return [plain_source(law.sources[name]) for name in names if name in law.sources]


def _written(press: Press, **fields: Any) -> bytes:  # noqa: ANN401 - whatever JSON can say
    marks = {lang: text for lang in press.languages if (text := press.mark(lang))}
    head = {"in_earnest": not marks, **({"mark": marks} if marks else {})}
    return msgspec.json.format(msgspec.json.encode({**head, **fields}), indent=1) + b"\n"
