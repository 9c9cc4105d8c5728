"""``dabyl accounts``: the ceremony of the first administrators, and of those after lost keys."""

from typing import Annotated, Any

import typer
from rich.console import Console

from dabyl.cli.options import HERE, Json, Workspace, examples
from dabyl.cli.screen import answer
from dabyl.core.register.facts import Ceremony
from dabyl.wiring_console import hold_ceremony, invite_person, persons

app = typer.Typer(
    no_args_is_help=True,
    help="Persons of the console: the ceremony of the first administrators, and who there is.",
    rich_markup_mode="rich",
)

EXAMPLES = """
dabyl accounts invite "Aigerim S." --workspace hq     # a code for http://localhost:8010/join
dabyl accounts list --workspace hq
"""
_CEREMONY = """
dabyl accounts ceremony person-1=ABCD-EFGH person-2=JKLM-NPQR --workspace hq
dabyl accounts ceremony person-5=ABCD-EFGH --recovery --retire person-1 --workspace hq
"""


@app.command("invite", epilog=examples(EXAMPLES))
def invite(
    name: Annotated[str, typer.Argument(metavar="NAME", help="It stays in the console.")],
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Invite somebody to make a passkey; the code is shown once."""
    person, code = invite_person(workspace, name)
    fields = {"person": person, "code": code}

    def show(out: Console) -> None:
        out.print(f"[bold]{person}[/bold]: open /join of the console, within two days, with")
        out.print(code)

    answer(fields, as_json=as_json, human=show)


@app.command("list", epilog=examples(EXAMPLES))
def everybody(workspace: Workspace = HERE, as_json: Json = False) -> None:
    """Show persons by their pseudonyms, and what the journal says of their keys."""
    found = persons(workspace)

    def show(out: Console) -> None:
        for one in found:
            keys = ", ".join(f"{key['credential']}: {_what(key)}" for key in one["keys"])
            out.print(f"[bold]{one['person']}[/bold] {keys or 'no key yet'}")

    answer(found, as_json=as_json, human=show)


@app.command("ceremony", epilog=examples(_CEREMONY))
def ceremony(
    admit: Annotated[
        list[str],
        typer.Argument(
            metavar="PERSON=FINGERPRINT",
            help="An administrator, and the fingerprint that they read to you.",
        ),
    ],
    recovery: Annotated[
        bool, typer.Option("--recovery", help="Keys were lost: replace administrators.")
    ] = False,
    retire: Annotated[
        list[str] | None,
        typer.Option(metavar="PERSON", help="Whose keys count no longer."),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Admit the keys of the first two administrators; the journal says that it was a ceremony."""
    pairs = tuple(one.partition("=")[::2] for one in admit)
    kind = Ceremony.RECOVERY if recovery else Ceremony.FIRST
    number = hold_ceremony(workspace, kind, admit=pairs, retire=tuple(retire or ()))
    fields = {"ceremony": kind, "admitted": [person for person, _ in pairs], "number": number}
    answer(
        fields,
        as_json=as_json,
        human=lambda out: out.print(f"[green]✓[/green] entry {number} of the journal"),
    )


def _what(key: dict[str, Any]) -> str:
    return ", ".join(key["roles"]) if key["roles"] else "waits"
