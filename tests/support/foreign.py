"""Warnings of another authority about Osland, as they are read and as the journal says them."""

from typing import Any

import attrs

from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.values import Alert, Polygon, Time
from dabyl.core.formats.cap.watching.contents import contents
from dabyl.core.formats.cap.watching.kept import Heard, Kept
from dabyl.core.formats.cap.watching.showing import shown_of
from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.register.facts import ForeignShown
from dabyl.core.values.instants import parse_instant
from support.cap import an_alert, an_area, an_info

SENDER = "weather@other.example"
SENT = "2021-03-03T10:00:00+01:00"
EXPIRES = "2021-03-03T18:00:00+01:00"
RECEIVED = parse_instant("2021-03-03T10:01:00+01:00")
NORTH = "60.5,9.0 60.5,9.5 61.0,9.5 61.0,9.0 60.5,9.0"
SOURCE = "https://other.example/cap/1.xml"


def warning(identifier: str = "storm-1", *, where: str = NORTH, **changes: Any) -> Alert:
    """Return an alert in English and French; other fields are those of its English block."""
    own = {f.name for f in attrs.fields(Alert)}
    area = an_area(description="The north", polygons=(Polygon(where),), geocodes=())
    info = an_info(
        language="en-GB",
        event="Storm",
        headline="Storm in the north",
        severity="Severe",
        effective=Time(SENT),
        expires=Time(EXPIRES),
        sender_name="Other Weather Service",
        areas=(area,),
    )
    info = attrs.evolve(info, **{k: v for k, v in changes.items() if k not in own})
    french = attrs.evolve(info, language="fr", headline="Tempête au nord")
    fields = {k: v for k, v in changes.items() if k in own}
    fields = {"sender": SENDER, "sent": Time(SENT), "codes": (), "infos": (info, french)} | fields
    return an_alert(identifier=identifier, **fields)


def act(identifier: str, kind: str, of: str = "storm-1", **changes: Any) -> Alert:
    """Return an Update or a Cancel, an hour later, of the warning *of*."""
    fields: dict[str, Any] = {
        "msg_type": kind,
        "references": f"{SENDER},{of},{SENT}",
        "sent": Time("2021-03-03T11:00:00+01:00"),
        "effective": None,
    } | changes
    return warning(identifier, **fields)


def kept(alert: Alert, signature: State = State.VALID) -> tuple[Heard, str]:
    """Return an alert as a watcher has it, and its text."""
    (document,) = contents(format_alert(alert), SOURCE).documents
    found = Kept(
        hash=document.hash,
        source=SOURCE,
        received_at_s=RECEIVED.s,
        identifier=alert.identifier or "",
        sender=alert.sender or "",
        sent="" if alert.sent is None else alert.sent.text,
        signature=signature,
        key="0123456789abcdef" if signature is State.VALID else None,
        schema_valid=True,
    )
    return Heard(kept=found, alert=document.found.alert), document.data.decode()


def shown(
    alert: Alert | None = None,
    *before: ForeignShown,
    signature: State = State.VALID,
    office: str | None = None,
) -> ForeignShown:
    """Return what the journal says of an alert, after others were shown."""
    heard, text = kept(warning() if alert is None else alert, signature)
    return shown_of(heard, text, shown={each.hash: each for each in before}, office=office)
