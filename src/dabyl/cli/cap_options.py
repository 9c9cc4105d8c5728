"""Options that several ``dabyl cap`` commands take."""

from pathlib import Path
from typing import Annotated

import typer

from dabyl.cli.options import TIME

Keys = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="The folder of registered keys: PEM files and keys.toml.",
        exists=True,
        file_okay=False,
    ),
]
Received = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar=TIME,
        help="When the message was first received: its key must hold then, too.",
        show_default="now",
    ),
]
Lang = Annotated[str, typer.Option("--lang", metavar="L", help="Words in en, ru or kk.")]
