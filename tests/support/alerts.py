"""Messages of Osland without keys: composed, and kept as they are."""

import attrs

from dabyl.adapters.theme import load_theme
from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.values import Alert
from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.levels.decision import Decision
from dabyl.core.publication.cap.channels import FEED, Channel
from dabyl.core.publication.cap.compose import compose, fact
from dabyl.core.publication.cap.due import Order, messages_due, next_release
from dabyl.core.publication.cap.voice import Voice
from dabyl.core.register.facts import DecisionMade, Fact, Numbered
from dabyl.core.register.fold import fold
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant, parse_instant
from support import osland

SENDER = "alerts@osland.example"
WORDS = load_theme().words


@attrs.define
class Teller:
    """A register that decisions and messages are added to, on one channel."""

    register: Register = attrs.field(factory=osland.register)
    channel: Channel = FEED

    def decide(self, when: str, *decisions: Decision) -> list[Order]:
        """Record decisions, with what fell due before; release what is due then."""
        at = parse_instant(when)
        self.pass_to(Instant(at.s - 1))
        for one in decisions:
            self.add(at, DecisionMade(decision=one))
        return self.tell(at)

    def pass_to(self, until: Instant) -> list[Order]:
        """Let the clock run, releasing what falls due."""
        at, told = self.register.recorded_at, []
        while at < until:
            soon = next_release(self.register, after=at, until=until, channel=self.channel)
            at = soon or until
            told += self.tell(at)
        return told

    def tell(self, at: Instant) -> list[Order]:
        """Release what is due at an instant."""
        orders = messages_due(self.register, at=at, channel=self.channel)
        voice = Voice.of(self.register, SENDER, WORDS)
        for order in orders:
            alert = compose(self.register, order, voice, self.register.number + 1)
            self.add(at, fact(order, alert, format_alert(alert)))
        return list(orders)

    def alerts(self) -> list[Alert]:
        """Return all messages, as they are read."""
        return [read(one.message.text.encode()).alerts[0].alert for one in self.register.messages]

    def add(self, at: Instant, one: Fact) -> Register:
        """Record a fact, and return the register that knows it."""
        number = self.register.number + 1
        entry = Numbered(number=number, recorded_at=at, hash=f"{number:064x}", fact=one)
        self.register = fold([entry], onto=self.register)
        return self.register
