"""``dabyl pack``: country packs, checked and listed."""

from pathlib import Path
from typing import Annotated, Any, Protocol

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dabyl.cli.library import By, draft_fields, drafted, is_shared, show_drafts
from dabyl.cli.options import HERE, Json, Workspace, examples
from dabyl.cli.screen import answer
from dabyl.core.formats.packs.whole import WholePack, parse_whole
from dabyl.core.register.pack import Pack
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.library.beginning import changes_of
from dabyl.wiring import load_pack, load_pack_folder, open_workspace, shipped_packs
from dabyl.wiring_drafts import make_office_keys

app = typer.Typer(
    help="Country packs: one country as data.", no_args_is_help=True, rich_markup_mode="rich"
)

CHECK = """
dabyl pack check my-country           # every problem, with its file and line
dabyl pack check my-country --json
"""
ADOPT = """
dabyl pack adopt kz --workspace hq
dabyl pack adopt my-country --by editor-1     # with staff: drafts, for two persons to record
"""
LIST = """
dabyl pack list
dabyl pack list --json
"""
LANG = "en"


class Marked(Protocol):
    """A fact of a pack that says whether a source that was read confirms it."""

    @property
    def confirmed(self) -> bool:
        """Whether it is confirmed."""
        ...


@app.command("check", epilog=examples(CHECK))
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The pack's folder.")],
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Read a pack with its borders and name everything that is wrong; nothing is changed."""
    del workspace
    found = load_pack_folder(folder)
    whole = parse_whole(found.texts, found.borders)
    answer(
        {"problems": [], **fields(whole)},
        as_json=as_json,
        human=lambda out: _show_checked(out, whole),
    )


@app.command("adopt", epilog=examples(ADOPT))
def adopt(
    name: Annotated[
        str, typer.Argument(metavar="PACK", help="A shipped country pack, or a folder of your own.")
    ],
    by: By = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Adopt a pack with its borders, or a newer text of one that is in use.

    Where two persons change the library it becomes drafts: one of the pack, one of each border set.
    """
    house = open_workspace(workspace)
    source, register, at = load_pack(name), house.register(), house.now()
    changes = changes_of(register, source)
    if changes and is_shared(register):
        found = drafted(house, changes, by, at=at)
        answer(draft_fields(found), as_json=as_json, human=lambda out: show_drafts(out, found))
        return
    if changes:
        register = adopt_pack(house.desk, register, source, at=at)
        make_office_keys(house, register, at=at)
    number = house.register().number
    answer(
        {"number": number, "changes": len(changes)},
        as_json=as_json,
        human=lambda out: _show_adopted(out, name, number, is_new=bool(changes)),
    )


@app.command("list", epilog=examples(LIST))
def list_packs(workspace: Workspace = HERE, as_json: Json = False) -> None:
    """List the packs that come with Dabyl."""
    del workspace
    found = [load_pack(name) for name in shipped_packs()]
    packs = [parse_whole(files.texts, files.borders) for files in found]
    answer(
        {"packs": [fields(whole) for whole in packs]},
        as_json=as_json,
        human=lambda out: _show_list(out, [whole.pack for whole in packs]),
    )


def fields(whole: WholePack) -> dict[str, Any]:
    """Return what a pack is, for JSON."""
    pack = whole.pack
    return {
        "pack": pack.id,
        "title": pack.title.as_dict(),
        "languages": list(pack.languages),
        "zone": pack.zone,
        "scales": [
            {"id": scale.id, "levels": scale.versions[-1].steps(), "versions": len(scale.versions)}
            for scale in pack.scales
        ],
        "places": len(pack.units),
        "offices": len(pack.offices),
        "powers": len(pack.powers),
        "borders": [borders.id for borders in whole.borders],
        "unconfirmed": unconfirmed(pack),
    }


def unconfirmed(pack: Pack) -> int:
    """Return how many facts of a pack no source that was read confirms."""
    versions = [version for scale in pack.scales for version in scale.versions]
    marked: tuple[Marked, ...] = (
        *versions,
        *(level for version in versions for level in version.levels),
        *(rule for version in versions for rule in version.periods),
        *(state for version in versions for state in version.states),
        *(measure for version in versions for measure in version.measures),
        *pack.offices,
        *pack.powers,
        *(wording for clause in pack.law.clauses for wording in clause.wordings),
    )
    return sum(not fact.confirmed for fact in marked)


def _show_checked(out: Console, whole: WholePack) -> None:
    pack = whole.pack
    counts = {
        "scale": len(pack.scales),
        "place": len(pack.units),
        "office": len(pack.offices),
        "power": len(pack.powers),
        "border set": len(whole.borders),
    }
    said = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for what, n in counts.items())
    name = escape(pack.title.best(LANG))
    out.print(f"[green]✓[/green] [bold]{pack.id}[/bold] {name}: nothing is wrong; {said}")
    if count := unconfirmed(pack):
        facts = "1 fact is" if count == 1 else f"{count} facts are"
        out.print(f"  [dim]{facts} marked unconfirmed[/dim]")


def _show_adopted(out: Console, name: str, number: int, *, is_new: bool) -> None:
    if is_new:
        out.print(f"[green]✓[/green] {escape(name)} is adopted; the journal is at entry {number}")
    else:
        out.print(f"{escape(name)} is in use as it is; nothing was changed")


def _show_list(out: Console, packs: list[Pack]) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("pack", "country", "languages", "scales"):
        table.add_column(name, overflow="fold")
    for pack in packs:
        scales = "; ".join(
            f"{scale.names.best(LANG)} ({len(scale.versions[-1].levels) or 'no'} levels)"
            for scale in pack.scales
        )
        row = (pack.id, pack.title.best(LANG), ", ".join(pack.languages), scales)
        table.add_row(*map(escape, row))
    out.print(table)
