"""``dabyl token``: signed status tokens."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from dabyl.cli.options import HERE, TIME, Json, Workspace, examples
from dabyl.cli.screen import answer
from dabyl.cli.times import read_time
from dabyl.core.formats.token.jws import Token
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.usecases.check_token import check_token
from dabyl.wiring import clock, public_key, read_file

EXAMPLES = """
dabyl token check token.jws --key key.pem                                  # may I trust it now?
dabyl token check token.jws --key key.pem --at 2016-06-06T12:00+06:00 --json
"""

app = typer.Typer(help="Check signed status tokens.", no_args_is_help=True, rich_markup_mode="rich")


@app.callback()
def group() -> None:
    """Check signed status tokens."""


@app.command("check", epilog=examples(EXAMPLES))
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The token, such as token.jws.")],
    key: Annotated[
        Path, typer.Option(metavar="FILE", help="The publisher's public key: PEM, JSON or JWK.")
    ],
    at: Annotated[
        str | None,
        typer.Option(metavar=TIME, help="May it be trusted at this time?", show_default="now"),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Tell whether a status token may be trusted; needs no network and no workspace."""
    del workspace
    asked = read_time("--at", at, otherwise=clock().now())
    token = check_token(read_file(file), public_key(key), at=asked)
    fields = {"valid": True, "at": asked.text(), "key": token.key, "claims": token.claims}
    answer(fields, as_json=as_json, human=lambda out: _show(out, token))


def _show(out: Console, token: Token) -> None:
    out.print(Text("✓ signed, and may be trusted at this time", style="bold green"))
    kind = token.claims.get("kind")
    if kind != WorkspaceKind.LIVE:
        warning = f"! it is of a {kind}, and does not say what is in force"
        out.print(Text(warning, style="bold"))
    for name, value in token.claims.items():
        out.print(Text.assemble((f"{name}  ", "dim"), _short(value)))


def _short(value: Any) -> str:  # noqa: ANN401 - whatever a claim can say
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return str(value)
