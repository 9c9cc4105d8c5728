"""Publishing: what stands now with a lease, or an archive of what stood then.

1. A live publication renders what says *now*, and of the record what could look different since
   the last one; when that cannot be told, everything. Files with the same bytes are not written.
2. What is signed is signed here, once: the status token by the keeper, the heartbeat by the key of
   messages. Messages were signed when they were released. When signing fails nothing
   is published.
3. An archive is whole, says "as it stood at", and goes to a place of its own.
"""

from collections.abc import Callable, Iterator, Mapping

import attrs
import msgspec

from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.formats.token.jws import compact, signing_input
from dabyl.core.publication.cap.files import Outgoing
from dabyl.core.publication.cap.heartbeat import heartbeat
from dabyl.core.publication.chronicle import with_neighbours
from dabyl.core.publication.site import MANIFEST, Site, plan
from dabyl.core.publication.theme import Theme
from dabyl.core.register.changes import Touched, touched
from dabyl.core.register.register import Register
from dabyl.core.register.standing import LEASE_S
from dabyl.core.values.instants import Instant
from dabyl.ports.alertsigners import AlertSigner
from dabyl.ports.publisher import Mark, Outcome, Publisher, SiteChange, Turn
from dabyl.ports.signers import Signer
from dabyl.usecases.present import present
from dabyl.usecases.release import sender_of
from dabyl.usecases.sign_alert import sign_alert


@attrs.frozen(kw_only=True)
class Press:
    """What a publication is made with; ``maker`` names the program's version and its theme."""

    theme: Theme
    signer: Signer
    maker: str
    alerts: AlertSigner | None = None
    """The key that signs the heartbeat."""
    alert_keys: bytes = b""
    """The certificates of the keys that sign messages, in PEM."""
    hub: str | None = None
    lease_s: int = LEASE_S
    ahead_s: int = 0
    """By how much the clock of the publication is ahead of those of readers."""


Earlier = Callable[[int], Register | None]
"""Given a number of the journal, return the register as it was there, or None when unknown."""


def publish_live(
    register: Register, publisher: Publisher, press: Press, *, at: Instant, earlier: Earlier
) -> Outcome:
    """Publish what stands at *at*, with a lease.

    Raises:
        Refused: another publisher is at work there, or the place holds something else.
        Unavailable: the disk is full or not writable, or the clock is behind the journal; readers
            go on seeing the site before.
    """
    at = present(register, at)
    mark = _mark(register, press, at=at, known_at=at, leased=True)
    token = sign_token(register, press, at=at, known_at=at)
    with publisher.turn() as turn:
        changed = _touched(turn.last(), mark, register, earlier)
        site = plan(
            register,
            at=at,
            known_at=at,
            theme=press.theme,
            lease_s=press.lease_s,
            token=token,
            outgoing=outgoing(register, press, at=at),
            ahead_s=press.ahead_s,
            touched=changed,
            hashes=None if changed is None else _hashes(turn, register, changed),
        )
        whole = changed is None or changed.all
        return turn.publish(SiteChange(mark=mark, files=_files(site), whole=whole))


def publish_archive(
    register: Register, publisher: Publisher, press: Press, *, at: Instant, known_at: Instant
) -> Outcome:
    """Publish the site as it stood at *at*, as known at *known_at*; see ``publish_live``."""
    mark = _mark(register, press, at=at, known_at=known_at, leased=False)
    token = sign_token(register, press, at=at, known_at=known_at)
    site = plan(
        register,
        at=at,
        known_at=known_at,
        theme=press.theme,
        archive=True,
        token=token,
        outgoing=Outgoing(keys=press.alert_keys),
    )
    with publisher.turn() as turn:
        return turn.publish(SiteChange(mark=mark, files=_files(site), whole=True))


def sign_token(register: Register, press: Press, *, at: Instant, known_at: Instant) -> bytes:
    """Return the signed status token of *at*, as known at *known_at*."""
    site = plan(register, at=at, known_at=known_at, theme=press.theme, lease_s=press.lease_s)
    signed = signing_input(site.claims(), key=press.signer.key_id)
    return compact(signed, press.signer.sign(signed))


def outgoing(register: Register, press: Press, *, at: Instant) -> Outgoing:
    """Return what goes with the messages: keys, and the signed heartbeat of *at*."""
    if press.alerts is None:
        return Outgoing(keys=press.alert_keys, hub=press.hub)
    zone = next(iter(register.packs.values())).zone
    beat = heartbeat(register, sender_of(press.alerts), at=at, zone=zone)
    signed = sign_alert(format_alert(beat), press.alerts, at=at)
    return Outgoing(keys=press.alert_keys, heartbeat=signed, hub=press.hub)


def _mark(
    register: Register, press: Press, *, at: Instant, known_at: Instant, leased: bool
) -> Mark:
    return Mark(
        number=register.number,
        head=register.head,
        at=at,
        known_at=known_at,
        leased=leased,
        maker=press.maker,
    )


def _files(site: Site) -> Iterator[tuple[str, bytes]]:
    for path in site.paths():
        yield path, site.page(path)


def _touched(last: Mark | None, mark: Mark, register: Register, earlier: Earlier) -> Touched | None:
    """Return what could look different since *last*; None when that cannot be told."""
    if last is None or not last.leased or last.maker != mark.maker or last.at > mark.at:
        return None
    before = register if last.number == register.number else earlier(last.number)
    if before is None or before.head != last.head:
        return None
    return touched(register, before=before, since=last.at, at=mark.at)


def _hashes(turn: Turn, register: Register, changed: Touched) -> Mapping[str, str]:
    """Return the hashes of files of the record that stand already, from the manifests there."""
    listed = turn.read(MANIFEST)
    if listed is None:
        return {}
    now = msgspec.json.decode(listed, type=_Listed)
    zones = {pack.zone for pack in register.packs.values()}
    recorded = (register.record(key).recorded_at for key in changed.decisions)
    years = changed.years | {at.local(zone).year for at in recorded for zone in zones}
    found = dict(now.files)
    for year in sorted(with_neighbours(years, now.in_order())):
        raw = turn.read(f"manifest/{year}.json")
        if raw is not None:
            found |= msgspec.json.decode(raw, type=_Manifest).files
    return found


class _Listed(msgspec.Struct):
    files: dict[str, str]
    years: dict[str, str]

    def in_order(self) -> tuple[int, ...]:
        return tuple(sorted(map(int, self.years)))


class _Manifest(msgspec.Struct):
    files: dict[str, str]
