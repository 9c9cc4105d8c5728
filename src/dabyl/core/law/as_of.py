"""Bills as they stood on a day.

1. What had not happened by the day is left out: stages, versions and findings whose earliest day is
   later. What may have happened by then stays, with its limits.
2. A bill of which nothing had happened yet was not there.
"""

from datetime import date

import attrs

from dabyl.core.law.bills import Bill


def bill_as_of(bill: Bill, day: date) -> Bill | None:
    """Return the bill with only what had happened by the day; None when there was no bill yet."""
    stages = tuple(each for each in bill.stages if each.on.earliest <= day)
    versions = tuple(each for each in bill.versions if each.on.earliest <= day)
    findings = tuple(each for each in bill.findings if each.on.earliest <= day)
    if not (stages or versions):
        return None
    return attrs.evolve(bill, stages=stages, versions=versions, findings=findings)
