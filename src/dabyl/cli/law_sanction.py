"""``dabyl law sanction``: what a breach of a day costs, with its working."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import typer

from dabyl.cli.law_asked import Asked, Day, Provision, read_day, read_number
from dabyl.cli.law_shown import show_sanction
from dabyl.cli.options import HERE, Json, KnownAt, Workspace
from dabyl.cli.screen import answer
from dabyl.core.formats.law.plain import Fields, plain_applies, plain_working
from dabyl.core.law.applicable import Applies, applicable
from dabyl.core.law.fines import Reduction, Working, fine, unit_value
from dabyl.core.law.kinds import Offender, Reach
from dabyl.core.law.law import Law
from dabyl.core.law.sanctions import FineUnits
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused

EXAMPLES = """
dabyl law sanction kz-ao-149-1 --on 2018-06-01 --reduce 30
dabyl law sanction kz-ao-149-1 --on 2018-06-01 --units 100 --reduce 30 --json
"""


def command(
    provision: Provision,
    on: Day,
    judged_on: Annotated[
        str | None, typer.Option(metavar="DAY", help="The day of judgement.", show_default="on")
    ] = None,
    units: Annotated[
        str | None, typer.Option(metavar="N", help="Units of the fine, where the law has a range.")
    ] = None,
    reduce: Annotated[
        list[str] | None, typer.Option(metavar="PERCENT", help="A reduction; may be repeated.")
    ] = None,
    offender: Annotated[Offender, typer.Option(help="Who did it.")] = Offender.PERSON,
    where: Annotated[Reach, typer.Option(help="Inside or outside the country.")] = Reach.INSIDE,
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Tell what a breach of a day costs; a harsher law never reaches back, a milder one does."""
    day = read_day("--on", on)
    judged = day if judged_on is None else read_day("--judged-on", judged_on)
    counted = None if units is None else read_number("--units", units)
    less = [Reduction(percent=read_number("--reduce", text)) for text in reduce or []]
    asked = Asked(workspace, known_at)
    clause, law = asked.clause(provision)
    found = applicable(clause, on=day, judged_on=judged, offender=offender, where=where)
    fields: Fields = {
        "provision": clause.id,
        "on": day.isoformat(),
        "judged_on": judged.isoformat(),
        "from": asked.source,
        "offender": offender.value,
        "where": where.value,
        "applies": [plain_applies(each) for each in found],
    }
    if len(found) == 1:
        worked = _fine(law, found[0], day, counted, less, offender, where)
        fields |= {} if worked is None else plain_working(worked)
    answer(fields, as_json=as_json, human=lambda out: show_sanction(out, fields))


def _fine(
    law: Law,
    applies: Applies,
    on: date,
    units: Decimal | None,
    less: list[Reduction],
    offender: Offender,
    where: Reach,
) -> Working | None:
    """Return the fine in money, where the sanction has one in units and their number is known."""
    for part in applies.sanction.meeting(offender, where):
        if isinstance(part.penalty, FineUnits):
            span = part.penalty.range
            if units is None and span.least != span.most:
                return None
            counted = span.least if units is None else units
            if not span.least <= counted <= span.most:
                data = {"field": "--units", "least": str(span.least), "most": str(span.most)}
                raise Refused([Problem(code=Code.OUT_OF_RANGE, where="--units", data=data)])
            return fine(counted, unit_value(law.units, part.penalty.unit, on), less)
    return None
