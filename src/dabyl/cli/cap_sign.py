"""``dabyl cap sign``: one alert, made final and signed; nothing leaves that doesn't verify."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dabyl.cli.options import TIME, Json
from dabyl.cli.screen import answer
from dabyl.cli.times import read_time
from dabyl.core.formats.cap.signature.canonical import final_form
from dabyl.core.formats.cap.signature.verdict import Faulty
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected
from dabyl.usecases.sign_alert import sign_alert
from dabyl.wiring import clock, read_file
from dabyl.wiring_cap import alert_key, write_file

EXAMPLES = """
dabyl cap sign alert.xml --key keys/alerts.pem --out signed.xml
dabyl cap sign alert.xml --key keys/alerts.pem > signed.xml
"""


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One alert.")],
    key: Annotated[
        Path, typer.Option(metavar="FILE", help="The private key, with its certificate, in PEM.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write it.", show_default="standard output"),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar=TIME, help="When it is released.", show_default="now"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Sign an alert: made canonical first, and verified before it is given out.

    Comments and whatever stands beside the alert are left out: they are in no signature.
    """
    released = read_time("--at", at, otherwise=clock().now())
    signer = alert_key(key)
    signed = sign_alert(_final(file), signer, at=released)
    if out is None and not as_json:
        sys.stdout.buffer.write(signed)
        return
    if out is not None:
        write_file(out, signed)
    fields = {
        "file": None if out is None else str(out),
        "bytes": len(signed),
        "key": signer.certificate.id,
    }
    answer(fields, as_json=as_json, human=lambda to: to.print(f"{out}: {len(signed)} bytes"))


def _final(file: Path) -> bytes:
    try:
        return final_form(read_file(file))
    except Faulty as faulty:
        data = {"reason": faulty.reason}
        raise Rejected([Problem(code=Code.CAP_NOT_AN_ALERT, where=str(file), data=data)]) from None
