"""Showing warnings of others: by themselves when their signature is valid, else by an officer.

1. What counts is the signature as it is verified now, with the keys that are registered now, for
   the time of receipt: a verdict that lies in a file of the store proves nothing.
2. By itself goes what was never shown, in the order of sending, so that an Update comes after what
   it ends; what an officer withdrew doesn't come back. What is refused is told, and stays kept.
3. An officer names an alert by its identifier, or by its hash when several have it.
"""

from collections.abc import Callable

import attrs
import msgspec

from dabyl.core.formats.cap.signature.keyring import Keyring
from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.formats.cap.values import Time
from dabyl.core.formats.cap.watching.kept import Heard, Kept
from dabyl.core.formats.cap.watching.showing import shown_of
from dabyl.core.register.decide import ShowForeign, WithdrawForeign
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.ports.watching import WatchStore
from dabyl.usecases.desk import Desk, load
from dabyl.usecases.listing import heard_of
from dabyl.usecases.official import take_on

Became = Callable[[Kept, Refused | None], None]
"""Told what became of an alert: shown, or refused."""


def show_signed(
    desk: Desk,
    register: Register,
    store: WatchStore,
    keyring: Keyring,
    *,
    at: Instant,
    became: Became,
) -> Register:
    """Show every signed alert of the store that was never shown, unless it is refused.

    The register that knows them is returned.

    Raises:
        Overtaken: another step was recorded meanwhile; the next turn goes on.
        Rejected: the store holds what is no alert.
        Unavailable: the journal or the store can't be read or written.
    """
    known = register.foreign_ever
    for kept in sorted(store.every(), key=_sent_s):
        if kept.hash in known or kept.signature is State.NONE:
            continue
        heard = _verified(store, heard_of(store, kept), keyring)
        try:
            register = _show(desk, register, store, heard, office=None, at=at)
        except Refused as refused:
            became(kept, refused)
        else:
            became(kept, None)
    return register


def confirm(desk: Desk, store: WatchStore, named: str, *, office: str, at: Instant) -> Register:
    """Show the alert that *named* means, by the word of an office.

    Raises:
        Refused: it isn't kept, may not be shown, or several are meant; every reason.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the journal or the store can't be read or written.
    """
    kept = _named(store, named)
    return _show(desk, load(desk), store, heard_of(store, kept), office=office, at=at)


def withdraw(desk: Desk, named: str, *, office: str, reason: str, at: Instant) -> Register:
    """Take the shown warning that *named* means off the pages.

    Raises:
        Refused: it isn't shown, several are meant, or there is no reason; every reason.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the journal can't be read or written.
    """
    register = load(desk)
    shown = register.foreign_at(register.recorded_at)
    meant = [each.hash for each in shown.values() if named in {each.identifier, each.hash}]
    digest = _one(meant, named, otherwise=named)
    command = WithdrawForeign(hash=digest, office=office, reason=reason)
    return take_on(desk, register, command, at=at)


def _show(
    desk: Desk,
    register: Register,
    store: WatchStore,
    heard: Heard,
    *,
    office: str | None,
    at: Instant,
) -> Register:
    text = store.read(heard.kept.hash).decode()
    shown = register.foreign_at(register.recorded_at)
    warning = shown_of(heard, text, shown=shown, office=office)
    return take_on(desk, register, ShowForeign(warning=warning), at=at)


def _verified(store: WatchStore, heard: Heard, keyring: Keyring) -> Heard:
    kept = heard.kept
    verdict = verify(store.read(kept.hash), keyring, received_at=kept.received_at)
    found = msgspec.structs.replace(
        kept, signature=verdict.state, reason=verdict.reason, key=verdict.key
    )
    return attrs.evolve(heard, kept=found)


def _sent_s(kept: Kept) -> int:
    sent = Time(kept.sent).instant
    return 0 if sent is None else sent.s


def _named(store: WatchStore, named: str) -> Kept:
    found = {each.hash: each for each in store.every() if named in {each.identifier, each.hash}}
    return found[_one(list(found), named, otherwise=None)]


def _one(found: list[str], named: str, *, otherwise: str | None) -> str:
    if len(found) > 1:
        data = {"value": named, "hashes": ", ".join(sorted(found))}
        raise Refused([Problem(code=Code.FOREIGN_SEVERAL, where="IDENTIFIER", data=data)])
    if found:
        return found[0]
    if otherwise is None:
        data = {"value": named}
        raise Refused([Problem(code=Code.FOREIGN_UNKNOWN, where="IDENTIFIER", data=data)])
    return otherwise
