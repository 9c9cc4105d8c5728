"""The public files of messages: stored bytes first, then the lists that name them.

1. ``cap/ID.xml`` are the bytes that the journal keeps, copied and never made again.
2. Lists come after what they name, so that a detail can be fetched before a list says so.
3. Keys and heartbeat come from the shell, where secrets are; without a key there are neither.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial

import attrs

from dabyl.core.publication.cap.channels import CELL
from dabyl.core.publication.cap.feeds import (
    CELL_FEED,
    FeedWords,
    cap_atom,
    cap_cell,
    cap_current,
    cap_rss,
    cap_year,
    messages_of,
    years_of,
)
from dabyl.core.publication.press import Press
from dabyl.core.register.records import MessageRecord
from dabyl.core.values.instants import Instant

Thunk = Callable[[], bytes]
HEARTBEAT = "cap/heartbeat.xml"
KEYS = "cap/keys.pem"


@attrs.frozen(kw_only=True)
class Outgoing:
    """What the shell gives: the certificates of our keys, the signed heartbeat, the WebSub hub."""

    keys: bytes = b""
    heartbeat: bytes = b""
    hub: str | None = None


def cap_path(identifier: str) -> str:
    """Return the path of a message's file."""
    return f"cap/{identifier}.xml"


@attrs.frozen(kw_only=True, eq=False, slots=False)
class CapFiles:
    """The files of a site's messages."""

    press: Press
    outgoing: Outgoing

    @cached_property
    def messages(self) -> Mapping[str, MessageRecord]:
        """The messages known, of every channel, by identifier."""
        answers = self.press.answers
        known = answers.register.messages
        return {r.message.identifier: r for r in known if r.recorded_at <= answers.known_at}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years in which messages were released."""
        return years_of(self.messages.values(), self.press.answers.zone)

    def paths_of(self, year: int) -> Iterator[str]:
        """Yield the paths of the messages of a year, and of its archive."""
        own = [key for key in self.messages if self._year(key) == year]
        yield from map(cap_path, own)
        if own:
            yield f"feed/cap-{year}.atom"

    def _year(self, identifier: str) -> int:
        return self.messages[identifier].recorded_at.local(self.press.answers.zone).year

    def record(self, identifiers: tuple[str, ...]) -> Iterator[tuple[str, Thunk]]:
        """Yield stored messages, then the archives of their years."""
        answers = self.press.answers
        for key in identifiers:
            yield cap_path(key), self.messages[key].message.text.encode
        for year in sorted({self._year(key) for key in identifiers}):
            yield (
                f"feed/cap-{year}.atom",
                partial(cap_year, answers.register, self._words, year, known_at=answers.known_at),
            )

    def now(self) -> Iterator[tuple[str, Thunk]]:
        """Yield the files that say what is now, and the keys."""
        answers = self.press.answers
        told = {"at": answers.at, "known_at": answers.known_at}
        if self.outgoing.keys:
            yield KEYS, partial(bytes, self.outgoing.keys)
        yield "feed/cap.atom", partial(cap_atom, answers.register, self._words, **told)
        yield "feed/cap.rss", partial(cap_rss, answers.register, self._words, **told)
        yield (
            "feed/cap-current.atom",
            partial(
                cap_current,
                answers.register,
                self._words,
                **told,
                valid_until=self._valid_until,
            ),
        )
        if messages_of(answers.register, answers.known_at, CELL):
            yield f"feed/{CELL_FEED}", partial(cap_cell, answers.register, self._words, **told)
        if self.outgoing.heartbeat:
            yield HEARTBEAT, partial(bytes, self.outgoing.heartbeat)

    @property
    def _valid_until(self) -> Instant:
        answers = self.press.answers
        return Instant(min(answers.at, answers.known_at).s + answers.lease_s)

    @cached_property
    def _words(self) -> FeedWords:
        press = self.press
        answers, lang = press.answers, press.languages[0]
        speaker, made = press.speakers[lang], answers.register.workspace
        mark = press.mark(lang)
        words = speaker.t
        titles = (words.cap_feed, words.cap_feed_current, words.cap_feed_cell)
        title, current, cell = (f"{mark}: {one}" if mark else one for one in titles)
        return FeedWords(
            site="w" if made is None else made.id,
            title=title,
            title_current=current,
            title_cell=cell,
            author=answers.pack.title.best(lang) or answers.pack.id,
            lang=lang,
            zone=answers.zone,
            hub=self.outgoing.hub,
        )
