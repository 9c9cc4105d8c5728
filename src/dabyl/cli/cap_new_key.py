"""``dabyl cap new-key``: a key that signs alerts, its certificate, and its row for a registry."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from dabyl.cli.options import TIME, Json
from dabyl.cli.screen import answer
from dabyl.cli.times import WrongUsage, read_time
from dabyl.core.formats.cap.signature.algorithms import KeyKind
from dabyl.core.formats.cap.signature.registry import format_row
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.periods import Period
from dabyl.core.values.problems import Problem
from dabyl.wiring import clock
from dabyl.wiring_cap import new_alert_key

EXAMPLES = """
dabyl cap new-key keys/ alerts-2026 --sender alerts@example.kz
dabyl cap new-key keys/ drill --sender drill@example.invalid --kind exercise --days 30
"""


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write it.", exists=True)],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of its files.")],
    sender: Annotated[str, typer.Option(metavar="SENDER", help="The sender of the alerts.")],
    kind: Annotated[
        WorkspaceKind, typer.Option(help="Only a live key speaks in earnest.")
    ] = WorkspaceKind.LIVE,
    algorithm: Annotated[KeyKind, typer.Option(help="ECDSA on P-256, or RSA.")] = KeyKind.EC,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar=TIME, help="When it begins to hold.", show_default="now"),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=3650, help="For how many days it holds.")] = 365,
    as_json: Json = False,
) -> None:
    """Make a key that signs alerts: NAME.pem is secret, NAME.crt is for everybody.

    The row that is printed belongs into keys.toml of those who verify.
    """
    if not is_id(name):
        data = {"value": name}
        raise WrongUsage([Problem(code=Code.NOT_AN_ID, where="NAME", data=data)])
    begins = read_time("--from", start, otherwise=clock().now())
    valid = Period(start=begins, end=begins.plus(timedelta(days=days)))
    certificate = new_alert_key(
        folder, name, sender=sender, valid=valid, workspace=kind, kind=algorithm
    )
    row = format_row(certificate, file=f"{name}.crt", sender=sender)
    fields = {
        "key": certificate.id,
        "sha256": certificate.fingerprint,
        "secret": str(folder / f"{name}.pem"),
        "certificate": str(folder / f"{name}.crt"),
        "row": row,
    }
    answer(fields, as_json=as_json, human=lambda out: out.print(escape(row), end=""))
