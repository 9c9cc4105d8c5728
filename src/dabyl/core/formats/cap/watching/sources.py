"""Sources: a feed, a file or a folder that is followed, and which of its alerts are to be had.

1. A feed names each alert by a link. A link is new when it was not seen, or was seen with another
   date. What is new is asked for in the order of the feed.
2. Not more than some links are asked for in one turn; the others wait, also while the feed itself
   stays as it was. A link that fails again and again is given up, until its date changes.
3. What a feed no longer names is forgotten once it was had.
4. What was read stands in one value with the validators of the feed, so that both are written at
   once: a process that dies asks for too much again, never for too little.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs
import msgspec

from dabyl.core.formats.cap.watching.pace import NEVER_ASKED, Pace

MOST_LINKS: Final = 5_000
MOST_TRIES: Final = 5


@attrs.frozen
class Link:
    """The address of an alert, and the date or stamp that the source gives it."""

    address: str
    date: str = ""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A link that was seen: whether its alert was had, or how often that was tried."""

    date: str
    had: bool = False
    tries: int = 0


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a source; ``etag`` and ``modified`` are as the server gave them."""

    address: str
    pace: Pace = NEVER_ASKED
    etag: str | None = None
    modified: str | None = None
    links: dict[str, Seen] = {}


def noted(source: Source, links: Iterable[Link]) -> Source:
    """Return the source after its feed named *links*."""
    named: dict[str, Seen] = {}
    for link in links:
        if len(named) == MOST_LINKS:
            break
        before = source.links.get(link.address)
        same = before is not None and before.date == link.date
        named.setdefault(link.address, before if before and same else Seen(date=link.date))
    left = {name: seen for name, seen in source.links.items() if name not in named and _waits(seen)}
    return msgspec.structs.replace(
        source, links=dict([*left.items(), *named.items()][-MOST_LINKS:])
    )


def waiting(source: Source) -> Iterator[str]:
    """Yield the addresses of the alerts that are still to be had."""
    return (address for address, seen in source.links.items() if _waits(seen))


def tried(source: Source, address: str, *, had: bool) -> Source:
    """Return the source after the alert at *address* was asked for."""
    seen = source.links[address]
    after = msgspec.structs.replace(seen, had=had, tries=seen.tries + 1)
    return msgspec.structs.replace(source, links={**source.links, address: after})


def _waits(seen: Seen) -> bool:
    return not seen.had and seen.tries < MOST_TRIES
