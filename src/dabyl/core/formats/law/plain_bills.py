"""Bills as plain values, for JSON: who prepared one, its path, and what became known of it."""

from dabyl.core.formats.law.plain import Fields, status
from dabyl.core.law.bills import Bill, Reached
from dabyl.core.law.findings import Finding
from dabyl.core.law.sources import Source


def plain_bill(bill: Bill) -> Fields:
    """Return a bill without its amendments."""
    confirmed = bool(bill.stages) and bill.stages[-1].confirmed
    return {
        "bill": bill.id,
        "title": bill.title.as_dict(),
        "stage": bill.stage.value,
        "stage_status": status(confirmed=confirmed),
        "prepared_by": list(bill.prepared_by),
        "stages": [_stage(reached) for reached in bill.stages],
        "findings": [_finding(finding) for finding in bill.findings],
        "sources": list(bill.sources),
        "note": bill.note.as_dict(),
    }


def plain_source(source: Source) -> Fields:
    """Return a source: where it stands, who published it, and what it says."""
    return {
        "id": source.id,
        "url": source.url,
        "publisher": source.publisher,
        "date": source.date,
        "says": source.says.as_dict(),
    }


def _stage(reached: Reached) -> Fields:
    return {
        "stage": reached.stage.value,
        "on": reached.on.text(),
        "status": status(confirmed=reached.confirmed),
        "sources": list(reached.sources),
        "note": reached.note.as_dict(),
    }


def _finding(finding: Finding) -> Fields:
    return {
        "kind": finding.kind.value,
        "on": finding.on.text(),
        "articles": list(finding.articles),
        "says": finding.says.as_dict(),
        "status": status(confirmed=finding.confirmed),
        "sources": list(finding.sources),
    }
