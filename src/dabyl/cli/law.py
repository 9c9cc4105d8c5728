"""``dabyl law``: what is in force, what a draft would change, what a breach costs on a day.

Answers come from the packs that are shipped with Dabyl.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from dabyl.cli.options import HERE, Json, Workspace, examples
from dabyl.cli.screen import answer
from dabyl.cli.times import WrongUsage
from dabyl.core.formats.law.plain import (
    Fields,
    plain_applies,
    plain_item,
    plain_state,
    plain_wording,
    plain_working,
)
from dabyl.core.formats.law.plain_bills import plain_bill, plain_source
from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.law.amending import compare_bill
from dabyl.core.law.applicable import Applies, applicable
from dabyl.core.law.fines import Reduction, Working, fine, unit_value
from dabyl.core.law.kinds import Offender, Reach
from dabyl.core.law.law import Law, law_of
from dabyl.core.law.sanctions import FineUnits
from dabyl.core.law.states import state_on
from dabyl.core.law.works import Clause
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.wiring import load_pack, shipped_packs

app = typer.Typer(
    help="Law: what is in force, and what a bill would change.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
LANG = "en"

IN_FORCE = """
dabyl law in-force kz-cc-255-1 --on 2016-06-05
dabyl law in-force kz-cc-255-1 --on 2018-06-01 --json     # may be unknown, with the candidates
"""
COMPARE = """
dabyl law compare kz-2016-package
dabyl law compare kz-2016-package --json
"""
SANCTION = """
dabyl law sanction kz-ao-149-1 --on 2018-06-01 --reduce 30
dabyl law sanction kz-ao-149-1 --on 2018-06-01 --units 100 --reduce 30 --json
"""
Provision = Annotated[str, typer.Argument(metavar="PROVISION", help="The id of a provision.")]
Day = Annotated[str, typer.Option("--on", metavar="DAY", help="A day, such as 2016-06-05.")]


@app.callback()
def group() -> None:
    """Law: what is in force, what a bill would change, what a breach costs on a day."""


@app.command("in-force", epilog=examples(IN_FORCE))
def in_force(
    provision: Provision, on: Day, workspace: Workspace = HERE, as_json: Json = False
) -> None:
    """Tell how a provision reads on a day, or that it is not known."""
    del workspace
    day = _day("--on", on)
    clause, _ = _clause(provision)
    fields = {
        "provision": clause.id,
        "on": day.isoformat(),
        "title": clause.title.as_dict(),
        **plain_state(state_on(clause, day)),
    }
    for part in (fields.get("version") or {}).get("sanction") or []:
        if part["penalty"] == "liberty":
            fields["years"] = part.get("years")
    fields["versions"] = [plain_wording(wording) for wording in clause.history]
    answer(fields, as_json=as_json, human=lambda out: _show_state(out, fields))


@app.command("compare", epilog=examples(COMPARE))
def compare(
    bill: Annotated[str, typer.Argument(metavar="BILL", help="The id of a bill.")],
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Show what a bill changes, or would change: before and after."""
    del workspace
    books = _books()
    found = [(book, known) for book in books if (known := book.bills.get(bill)) is not None]
    if not found:
        raise _unknown(bill, "bill", [known for book in books for known in book.bills])
    book, known = found[0]
    items = [plain_item(item) for item in compare_bill(book.statutes, known)]
    for item in items:
        item["sources"] = [plain_source(book.sources[name]) for name in item["sources"]]
    fields: Fields = {**plain_bill(known), "items": items}
    answer(fields, as_json=as_json, human=lambda out: _show_items(out, fields))


@app.command("sanction", epilog=examples(SANCTION))
def sanction(
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
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Tell what a breach of a day costs; a harsher law never reaches back, a milder one does."""
    del workspace
    day = _day("--on", on)
    judged = day if judged_on is None else _day("--judged-on", judged_on)
    counted = None if units is None else _number("--units", units)
    less = [Reduction(percent=_number("--reduce", text)) for text in reduce or []]
    clause, book = _clause(provision)
    found = applicable(clause, on=day, judged_on=judged, offender=offender, where=where)
    fields: Fields = {
        "provision": clause.id,
        "on": day.isoformat(),
        "judged_on": judged.isoformat(),
        "offender": offender.value,
        "where": where.value,
        "applies": [plain_applies(each) for each in found],
    }
    if len(found) == 1:
        worked = _fine(book, found[0], day, counted, less, offender, where)
        fields |= {} if worked is None else plain_working(worked)
    answer(fields, as_json=as_json, human=lambda out: _show_sanction(out, fields))


def _fine(
    book: Law,
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
            return fine(counted, unit_value(book.units, part.penalty.unit, on), less)
    return None


def _books() -> list[Law]:
    files = [load_pack(name) for name in shipped_packs()]
    return [law_of(parse_whole(found.texts).pack.law) for found in files]


def _clause(name: str) -> tuple[Clause, Law]:
    books = _books()
    for book in books:
        if name in book.statutes.clauses:
            return book.statutes.clauses[name], book
    raise _unknown(name, "provision", [known for book in books for known in book.statutes.clauses])


def _unknown(name: str, kind: str, known: list[str]) -> Refused:
    data = {"value": name, "kind": kind, "near": ", ".join(sorted(known))}
    return Refused([Problem(code=Code.UNKNOWN_REFERENCE, where=name, data=data)])


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        data = {"value": text}
        raise WrongUsage([Problem(code=Code.DAY_UNREADABLE, where=option, data=data)]) from None


def _number(option: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite():
        return number
    data = {"value": text, "near": "a number such as 30"}
    raise WrongUsage([Problem(code=Code.UNKNOWN_VALUE, where=option, data=data)])


def _show_state(out: Console, fields: Fields) -> None:
    out.print(Text(f"{fields['provision']} on {fields['on']}: {fields['state']}", style="bold"))
    for version in fields["versions"]:
        line = f"{version['id']}  commences {version['commences']}  {_cost(version['sanction'])}"
        out.print(Text(f"  {line}  {version['status']}"))


def _show_items(out: Console, fields: Fields) -> None:
    title = fields["title"].get(LANG, "")
    out.print(Text(f"{fields['bill']}  {title}  ", style="bold"))
    out.print(Text(f"stage: {fields['stage']}, {fields['stage_status']}"))
    for item in fields["items"]:
        out.print(Text(f"{item['article']}. {item['says'].get(LANG, '')}", style="bold"))
        out.print(Text(f"   {item['provision']}  {item['standing']}  {item['status']}"))
        out.print(Text(f"   before: {_side(item['before'])}"))
        out.print(Text(f"   after:  {_side(item['after'])}"))


def _show_sanction(out: Console, fields: Fields) -> None:
    for each in fields["applies"]:
        out.print(Text(f"{each['version'] or '-'}  {each['reason']}", style="bold"))
        out.print(Text(f"  {_cost(each['sanction'])}"))
    for step in fields.get("working", []):
        sign = "x" if step["step"] == "times" else "less %"
        out.print(Text(f"  {step['left']} {sign} {step['right']} = {step['result']}"))
    if "amount" in fields:
        out.print(Text(f"  {fields['amount']} {fields['currency']}", style="bold"))


def _side(side: Fields | None) -> str:
    if side is None:
        return "nothing"
    return _cost([side]) if "penalty" in side else side["text"].get(LANG, "") or side["id"]


def _cost(parts: list[Fields] | None) -> str:
    return "cost not known" if parts is None else "; ".join(_said(part) for part in parts)


def _said(part: Fields) -> str:
    def value(found: Any) -> str:  # noqa: ANN401 - what the plain values hold
        return f"{found['from']} to {found['to']}" if isinstance(found, dict) else str(found)

    shown = ("years", "months", "range", "unit", "currency", "of", "right", "direction")
    said = (f"{name} {value(part[name])}" for name in shown if name in part)
    return " ".join((part["penalty"], *said))
