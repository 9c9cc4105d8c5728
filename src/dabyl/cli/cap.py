"""``dabyl cap``: alerts of the Common Alerting Protocol, other people's and our own.

Each command stands in a module of its own, ``cap_<name>.py``, and is added here.
"""

from types import ModuleType

import typer

from dabyl.cli import (
    cap_check,
    cap_convert,
    cap_explain,
    cap_fmt,
    cap_new_key,
    cap_sign,
    cap_verify,
    cap_watch,
)
from dabyl.cli.options import examples

app = typer.Typer(
    help="CAP: read, check and write alerts of the Common Alerting Protocol.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

COMMANDS: dict[str, ModuleType] = {
    "check": cap_check,
    "explain": cap_explain,
    "convert": cap_convert,
    "fmt": cap_fmt,
    "sign": cap_sign,
    "verify": cap_verify,
    "watch": cap_watch,
    "new-key": cap_new_key,
}
"""Every command, in the order of the help text."""


@app.callback()
def group() -> None:
    """CAP: read, check and write alerts of the Common Alerting Protocol."""


for _name, _module in COMMANDS.items():
    if hasattr(_module, "app"):
        app.add_typer(_module.app, name=_name)
    else:
        app.command(_name, epilog=examples(_module.EXAMPLES))(_module.command)
