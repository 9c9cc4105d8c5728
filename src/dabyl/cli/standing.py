"""``dabyl standing``: what holds at a place at an instant, as known at an instant."""

from typing import Annotated

import typer

from dabyl.cli.options import HERE, TIME, Json, KnownAt, Scale, Workspace
from dabyl.cli.screen import answer
from dabyl.cli.standing_text import show_standing
from dabyl.cli.times import read_times
from dabyl.core.formats.status.standing import standing_fields
from dabyl.core.register.explain import explain
from dabyl.core.register.standing import standing
from dabyl.usecases.find import find_place, find_scale, other_scales
from dabyl.wiring import open_workspace

EXAMPLES = """
dabyl standing KZ                                            # what stands now
dabyl standing 151010000 --at 2016-06-05T20:00+06:00 --json  # Aktobe city, in the evening of 5 June
dabyl standing KZ --at 2016-07-20T12:00+06:00 --known-at 2016-07-10T12:00+06:00
"""


def command(
    place: Annotated[
        str, typer.Argument(metavar="PLACE", help="A code (KATO, ISO 3166-2) or a name.")
    ],
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar=TIME,
            help="When: a time with its offset, such as 2016-06-06T12:00+06:00.",
            show_default="now",
        ),
    ] = None,
    known_at: KnownAt = None,
    scale: Scale = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Tell which level holds at a place, since when, until when, and why."""
    house = open_workspace(workspace)
    asked, known = read_times({"--at": at, "--known-at": known_at}, otherwise=house.now())
    register = house.register()
    key = find_place(register, place, lang="en")
    chosen = find_scale(register, key, scale, at=asked)
    found = standing(register, key, scale=chosen, at=asked, known_at=known)
    others = other_scales(register, key, chosen, at=asked, known_at=known)
    zone = register.gazetteer.units[key].zone
    languages = register.scales[chosen].languages
    why = {lang: list(explain(register, found, lang)) for lang in languages}
    answer(
        standing_fields(found, zone=zone, other_scales=others) | {"explanation": why},
        as_json=as_json,
        human=lambda out: show_standing(out, register, found, others),
    )
