"""Listing what is in force among the alerts that a watcher keeps, for a place when one is named.

1. What may concern the place, and can't be told by what is known of it, is listed apart.
2. What is kept and can't be read any more is a defect of the store, and is said.
"""

from collections.abc import Iterator

import attrs

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.vocabulary import Status
from dabyl.core.formats.cap.watching.cover import Cover, Place, cover
from dabyl.core.formats.cap.watching.kept import Heard, Kept
from dabyl.core.formats.cap.watching.live import IN_EARNEST, InForce, in_force
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Rejected
from dabyl.ports.watching import WatchStore


@attrs.frozen(kw_only=True)
class Row:
    """An alert in force; ``cover`` is None when no place was named."""

    standing: InForce
    cover: Cover | None


def list_in_force(
    store: WatchStore,
    *,
    at: Instant,
    place: Place | None = None,
    statuses: frozenset[Status] = IN_EARNEST,
) -> tuple[Row, ...]:
    """Return what is in force at *at*; with a place, what covers it or may.

    Raises:
        Rejected: the store holds what is no alert.
        Unavailable: the store can't be read.
    """
    found = in_force(_heard(store), at=at, statuses=statuses)
    if place is None:
        return tuple(Row(standing=each, cover=None) for each in found)
    rows = (Row(standing=each, cover=cover(each.infos, place)) for each in found)
    return tuple(row for row in rows if row.cover is not Cover.NO)


def heard_of(store: WatchStore, kept: Kept) -> Heard:
    """Return an alert that is kept, read.

    Raises:
        Rejected: its document is no alert any more.
        Unavailable: it can't be read.
    """
    alerts = read(store.read(kept.hash)).alerts
    if not alerts:
        data = {"file": f"{kept.hash}.xml", "reason": "it holds no alert"}
        raise Rejected([Problem(code=Code.WATCH_STORE_BROKEN, where=kept.hash, data=data)])
    return Heard(kept=kept, alert=alerts[0].alert)


def _heard(store: WatchStore) -> Iterator[Heard]:
    return (heard_of(store, kept) for kept in store.every())
