"""What is due: the messages that a channel lacks at an instant, told from the register alone.

1. A message is live until it expires or another refers to it. What stands and what live messages
   say are compared; what agrees needs nothing, so that asking twice is the same as asking once.
2. What changed is an Update of the live message of its layer. A raise or a lowering updates the
   message of a layer that it ended. What has a live message no longer is Cancelled.
3. A chain has one open end: where a layer falls apart, one strand goes on with the chain, and each
   other one begins a chain of its own with a new Alert.
4. What ended by itself has nothing live to refer to: a new Alert without references says so, once,
   within a day of the end. A message that was missed is not made up for later than that.
5. A message that ends before its level does is renewed by an Update before it ends.

Source: CAP 1.2, 3.2.1; rules 24 to 35 and 59.
"""

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from typing import Final

import attrs

from dabyl.core.levels.decision import Change
from dabyl.core.publication.cap.channels import FEED, Channel
from dabyl.core.publication.cap.parts import strands_on
from dabyl.core.publication.cap.strands import Strand
from dabyl.core.register.effects import layers_named
from dabyl.core.register.records import MessageRecord
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant

END_LIFE: Final = timedelta(days=1)
"""How long the message of an end lives where the channel lets it, and how late it makes sense."""


class OrderKind(StrEnum):
    """What a message does: begin, go on with, or end."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    ENDED = "Ended"


@attrs.frozen(kw_only=True)
class Order:
    """A message to be made: ``strand`` is None where an end is told of."""

    kind: OrderKind
    channel: Channel
    layer: str
    chain: str
    at: Instant
    ends: Instant
    strand: Strand | None
    references: tuple[MessageRecord, ...] = ()


def live_messages(register: Register, channel: Channel, at: Instant) -> tuple[MessageRecord, ...]:
    """Return the channel's messages that carry a level and are live at *at*, in journal order."""
    known = [r for r in _of_channel(register, channel) if r.recorded_at <= at]
    gone = {name for record in known for name in record.message.supersedes}
    return tuple(
        record
        for record in known
        if record.message.mark
        and record.message.identifier not in gone
        and at < record.message.ends
    )


def messages_due(register: Register, *, at: Instant, channel: Channel = FEED) -> tuple[Order, ...]:
    """Return the messages that the channel lacks at *at*, in the order in which they go out."""
    return tuple(_Asking(register, channel, at).orders())


def next_release(
    register: Register, *, after: Instant, until: Instant, channel: Channel = FEED
) -> Instant | None:
    """Return the first instant after *after*, before *until*, at which something may be due.

    That is when a live message ends or is to be renewed, or an announced level starts.
    """
    wanted = {one.mark: one for one in strands_on(register, after, channel)}
    moments: list[Instant] = []
    for record in live_messages(register, channel, after):
        message = record.message
        moments.append(message.ends)
        strand = wanted.get(message.mark)
        if strand is not None and (again := channel.renewal(message.ends, strand.end)) is not None:
            moments.append(again)
    moments += [one.start for one in wanted.values()]
    return min((moment for moment in moments if after < moment < until), default=None)


def _of_channel(register: Register, channel: Channel) -> Iterator[MessageRecord]:
    return (r for r in register.messages if r.message.channel == channel.id)


class _Asking:
    """One comparison of what stands with what was told."""

    def __init__(self, register: Register, channel: Channel, at: Instant) -> None:
        self.register, self.channel, self.at = register, channel, at
        self.live = live_messages(register, channel, at)
        self.wanted = tuple(
            one
            for one in strands_on(register, at, channel)
            if channel.heeds_onset or one.start <= at
        )
        marks = {one.mark for one in self.wanted}
        self.stale = [record for record in self.live if record.message.mark not in marks]
        self.chains = {record.message.chain for record in self.live}
        self.made = 0

    def orders(self) -> Iterator[Order]:
        told = {record.message.mark: record for record in self.live}
        new = [one for one in self.wanted if one.mark not in told]
        for strand in self.wanted:
            if strand.mark in told and self._is_short(told[strand.mark], strand):
                yield self._update(strand, told[strand.mark])
        later = []
        for strand in new:
            old = self._take((strand.layer.id,))
            if old is None:
                later.append(strand)
            else:
                yield self._update(strand, old)
        for strand in later:
            old = self._take(self._ended_for(strand))
            yield self._alert(strand) if old is None else self._update(strand, old)
        for record in self.stale:
            yield self._end(OrderKind.CANCEL, record, (record,))
        for record in self._lapsed():
            yield self._end(OrderKind.ENDED, record, ())

    def _take(self, layers: tuple[str, ...]) -> MessageRecord | None:
        """Return a live message of one of the layers that nothing goes on with yet."""
        for record in self.stale:
            if record.message.layer in layers:
                self.stale.remove(record)
                return record
        return None

    def _ended_for(self, strand: Strand) -> tuple[str, ...]:
        """Return the layers in whose place a raise or a lowering put the strand."""
        decision = self.register.decision_as_known(strand.layer.decision, self.at)
        effects = () if decision is None or strand.start > self.at else decision.effects
        return tuple(
            layer
            for effect in effects
            if isinstance(effect, Change)
            for layer in layers_named(effect)
        )

    def _is_short(self, record: MessageRecord, strand: Strand) -> bool:
        again = self.channel.renewal(record.message.ends, strand.end)
        return again is not None and again <= self.at

    def _update(self, strand: Strand, old: MessageRecord) -> Order:
        return self._tell(OrderKind.UPDATE, strand, old.message.chain, (old,))

    def _alert(self, strand: Strand) -> Order:
        chain = strand.layer.id
        if chain in self.chains:
            self.made += 1
            chain = f"{chain}+{self.register.number + self.made}"
        return self._tell(OrderKind.ALERT, strand, chain, ())

    def _tell(
        self, kind: OrderKind, strand: Strand, chain: str, old: tuple[MessageRecord, ...]
    ) -> Order:
        self.chains.add(chain)
        review = None if strand.review is None else strand.review.instant
        return Order(
            kind=kind,
            channel=self.channel,
            layer=strand.layer.id,
            chain=chain,
            at=self.at,
            ends=self.channel.life_ends(self.at, strand.end, review),
            strand=strand,
            references=old,
        )

    def _end(
        self, kind: OrderKind, record: MessageRecord, references: tuple[MessageRecord, ...]
    ) -> Order:
        return Order(
            kind=kind,
            channel=self.channel,
            layer=record.message.layer,
            chain=record.message.chain,
            at=self.at,
            ends=self.at.plus(min(END_LIFE, self.channel.longest or END_LIFE)),
            strand=None,
            references=references,
        )

    def _lapsed(self) -> Iterator[MessageRecord]:
        """Yield the last messages of chains that ended by themselves, untold so far."""
        last = {
            record.message.chain: record
            for record in _of_channel(self.register, self.channel)
            if record.recorded_at <= self.at
        }
        going_on = {one.layer.id for one in self.wanted}
        for one in self.wanted:
            going_on.update(self._ended_for(one))
        for record in last.values():
            message = record.message
            is_over = message.ends <= self.at < message.ends.plus(END_LIFE)
            if message.mark and is_over and message.layer not in going_on:
                yield record
