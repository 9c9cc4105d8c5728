"""The heartbeat: a message of the system that names the last ten messages.

It is made at each publication, is in no journal and no feed, and is to be kept by nobody.

Source: NAADS LMD guide; rules 16 and 107.
"""

from typing import Final

from dabyl.core.formats.cap.values import Alert, Time
from dabyl.core.formats.cap.vocabulary import MsgType, Scope, Status
from dabyl.core.publication.cap.feeds import messages_of
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant

_LAST: Final = 10


def heartbeat(register: Register, sender: str, *, at: Instant, zone: str) -> Alert:
    """Return the heartbeat of *at*."""
    made = register.workspace
    workspace = "w" if made is None else made.id
    last = messages_of(register, at)[-_LAST:]
    text = at.text(zone)
    references = " ".join(
        f"{record.message.sender},{record.message.identifier},{record.message.sent}"
        for record in last
    )
    return Alert(
        identifier=f"{workspace}.heartbeat.{at.s}.{register.number}",
        sender=sender,
        sent=Time(f"{text[:-1]}-00:00" if text.endswith("Z") else text),
        status=Status.SYSTEM,
        msg_type=MsgType.ALERT,
        source=None,
        scope=Scope.PUBLIC,
        restriction=None,
        addresses=None,
        codes=(),
        note=None,
        references=references or None,
        incidents=None,
        infos=(),
    )
