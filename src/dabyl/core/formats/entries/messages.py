"""Wire shape of messages that were released."""

import attrs
import msgspec

from dabyl.core.levels.parts import Wire
from dabyl.core.register.facts import MessageReleased
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.wire import Senseless, unknown_value


class WireMessage(Wire, omit_defaults=False):
    """A signed message."""

    channel: str
    identifier: str
    sender: str
    sent: str
    kind: str
    chain: str
    layer: str
    mark: str
    ends: str
    supersedes: tuple[str, ...]
    text: str

    def __post_init__(self) -> None:
        """Refuse an end that is no instant."""
        try:
            parse_instant(self.ends)
        except ValueError:
            fault = unknown_value(self.ends, "an instant: 2016-06-06T12:00:00Z")
            raise Senseless(fault.under(("ends",))) from None

    def value(self) -> MessageReleased:
        """Return the message."""
        fields = msgspec.structs.asdict(self)
        return MessageReleased(**fields | {"ends": parse_instant(self.ends)})


def wire_message(message: MessageReleased) -> WireMessage:
    """Return the shape of a message."""
    return WireMessage(**attrs.asdict(message) | {"ends": message.ends.text()})
