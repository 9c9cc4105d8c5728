"""``dabyl law``: what is in force, what a draft would change, what a breach costs on a day."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dabyl.cli.law_asked import Asked, Day, Provision, read_day
from dabyl.cli.law_sanction import EXAMPLES as SANCTION
from dabyl.cli.law_sanction import command as sanction
from dabyl.cli.law_shown import show_differences, show_items, show_state, show_timeline
from dabyl.cli.library import By, draft_fields, drafted, is_shared, show_drafts
from dabyl.cli.options import HERE, Json, KnownAt, Workspace, examples
from dabyl.cli.screen import answer
from dabyl.core.formats.law.plain import Fields, plain_item, plain_state, plain_wording
from dabyl.core.formats.law.plain_bills import plain_bill, plain_source
from dabyl.core.formats.law.plain_changes import plain_conflict, plain_difference, plain_event
from dabyl.core.formats.library.change import LawChange
from dabyl.core.law.amending import compare_bill, conflicts
from dabyl.core.law.states import Difference, difference, state_on
from dabyl.core.law.timeline import law_timeline
from dabyl.usecases.record_law import checked_law, record_law
from dabyl.wiring import open_workspace, read_law

app = typer.Typer(
    help="Law: what is in force, and what a bill would change.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

IN_FORCE = """
dabyl law in-force kz-cc-255-1 --on 2016-06-05
dabyl law in-force kz-cc-255-1 --on 2018-06-01 --json     # may be unknown, with the candidates
"""
DIFF = """
dabyl law diff kz-cc --from 2016-06-05 --to 2026-01-01
dabyl law diff kz-cc-255-1 --from 2016-06-05 --to 2026-01-01 --json
"""
COMPARE = """
dabyl law compare kz-2016-package
dabyl law compare kz-2016-package --json
"""
TIMELINE = """
dabyl law timeline                      # everything that changed or will
dabyl law timeline kz-2016-package      # the path of a bill
dabyl law timeline kz-decree-611 --json
"""
RECORD = """
dabyl law record amendments.toml --workspace hq
dabyl law record amendments.toml --by editor-1         # with staff: a draft, for two to record
dabyl law record amendments.toml --pack kz --json     # refused? every reason, with its place
"""


@app.callback()
def group() -> None:
    """Law: what is in force, what a bill would change, what a breach costs on a day.

    In a workspace, what its journal says; elsewhere, what the packs say that come with Dabyl.
    """


@app.command("in-force", epilog=examples(IN_FORCE))
def in_force(
    provision: Provision,
    on: Day,
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Tell how a provision reads on a day, or that it is not known."""
    day = read_day("--on", on)
    asked = Asked(workspace, known_at)
    clause, _ = asked.clause(provision)
    fields = {
        "provision": clause.id,
        "on": day.isoformat(),
        "from": asked.source,
        "title": clause.title.as_dict(),
        **plain_state(state_on(clause, day)),
    }
    for part in (fields.get("version") or {}).get("sanction") or []:
        if part["penalty"] == "liberty":
            fields["years"] = part.get("years")
    fields["versions"] = [plain_wording(wording) for wording in clause.history]
    answer(fields, as_json=as_json, human=lambda out: show_state(out, fields))


@app.command("diff", epilog=examples(DIFF))
def diff(
    subject: Annotated[
        str, typer.Argument(metavar="WORK|PROVISION", help="The id of a work or a provision.")
    ],
    before: Annotated[str, typer.Option("--from", metavar="DAY", help="The earlier day.")],
    after: Annotated[str, typer.Option("--to", metavar="DAY", help="The later day.")],
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Show what reads otherwise on two days, provision by provision."""
    one, other = read_day("--from", before), read_day("--to", after)
    law = Asked(workspace, known_at).around(subject)
    clause = law.statutes.clauses.get(subject)
    if clause is None:
        found = difference(law.statutes, subject, one, other)
    else:
        states = (state_on(clause, one), state_on(clause, other))
        same = states[0] == states[1]
        only = Difference(provision=clause.id, before=states[0], after=states[1])
        found = () if same else (only,)
    fields: Fields = {
        "subject": subject,
        "from": one.isoformat(),
        "to": other.isoformat(),
        "differences": [plain_difference(each) for each in found],
    }
    answer(fields, as_json=as_json, human=lambda out: show_differences(out, fields))


@app.command("compare", epilog=examples(COMPARE))
def compare(
    bill: Annotated[str, typer.Argument(metavar="BILL", help="The id of a bill.")],
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Show what a bill changes, or would change: before and after."""
    known, law = Asked(workspace, known_at).bill(bill)
    items = [plain_item(item) for item in compare_bill(law.statutes, known)]
    for item in items:
        item["sources"] = [plain_source(law.sources[name]) for name in item["sources"]]
    disputed = [each for each in conflicts(law.bills.values()) if known.id in each.bills]
    fields: Fields = {
        **plain_bill(known),
        "items": items,
        "conflicts": [plain_conflict(each) for each in disputed],
    }
    answer(fields, as_json=as_json, human=lambda out: show_items(out, fields))


@app.command("timeline", epilog=examples(TIMELINE))
def timeline(
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[WORK|PROVISION|BILL]", help="Only what concerns this one.", show_default="all"
        ),
    ] = None,
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """List what changes when: commencements, ends, and the stages of bills."""
    asked = Asked(workspace, known_at)
    laws = list(asked.every()) if subject is None else [asked.around(subject)]
    events = [event for law in laws for event in law_timeline(law, subject)]
    fields: Fields = {"subject": subject, "events": [plain_event(event) for event in events]}
    answer(fields, as_json=as_json, human=lambda out: show_timeline(out, fields))


app.command("sanction", epilog=examples(SANCTION))(sanction)


@app.command("record", epilog=examples(RECORD))
def record(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The law, see docs/integrate/law.md.")
    ],
    pack: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Whose law it is.", show_default="the only pack's"),
    ] = None,
    by: By = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Record works, provisions, unit values and bills; refused with every reason at once.

    Where two persons change the library it becomes a draft.
    """
    house = open_workspace(workspace)
    at = house.now()
    text = read_law(file)
    if is_shared(register := house.register()):
        law = LawChange(pack=checked_law(register, text, file=file.name, pack=pack).pack, text=text)
        found = drafted(house, (law,), by, at=at)
        answer(draft_fields(found), as_json=as_json, human=lambda out: show_drafts(out, found))
        return
    after = record_law(house.desk, text, file=file.name, pack=pack, at=at)
    fields: Fields = {"number": after.number, "hash": after.head}
    answer(fields, as_json=as_json, human=lambda out: _show_recorded(out, after.number))


def _show_recorded(out: Console, number: int) -> None:
    out.print(f"[green]✓[/green] the law is recorded: entry {number} of the journal")
