"""Publishing after one new decision: does it cost what changed, or what ever happened?

``python bench/publish.py [DECISIONS] [ROUNDS] [dense]``

Two live workspaces of Kazakhstan, one with ten times the history of the other: as many decisions a
year, for ten times as long. Each is published whole; then in turn a decision is recorded in each,
and the site published again, by the steps that ``dabyl serve`` takes: read the journal's new entry,
fold it in, tell what could look different, render, write, sync, swap; what it does afterwards for
the next publication is not counted. Target: at most 1.5 times the time. With ``dense`` a third
workspace has the ten times as many decisions in the years of the small one: what a year's page and
feed list is then longer, which is no history but change.
"""

import sys
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import attrs

from _history import SCALE, ZONE, decisions, sealed
from dabyl.core.calendars.endings import ForDays
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.levels.decision import Area, Decision, Declare, Mode
from dabyl.core.register.facts import DecisionMade
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.moments import Moment
from dabyl.ports.publisher import Outcome
from dabyl.usecases.take_decision import decided
from dabyl.wiring import House, make_workspace, publish_now, publisher

TARGET = 1.5
TIMES = 10
A_YEAR = 200
NOW = parse_instant("2026-06-01T12:00:00+05:00")
HOUR_S = 3_600
YEAR_S = 365 * 86_400
PLACE = "750000000"


@attrs.define
class Site:
    """A live workspace with a history, and its published site."""

    name: str
    house: House
    out: Path
    now: Instant = NOW
    times_s: list[float] = attrs.field(factory=list)
    cpu_s: list[float] = attrs.field(factory=list)
    first: Outcome | None = None
    last: Outcome | None = None

    def publish(self) -> float:
        """Publish what stands now, and return the seconds that it took."""
        start, cpu_start = perf_counter(), process_time()
        register = self.house.register()
        self.last = publish_now(self.house, publisher(self.out), register, at=self.now)
        self.cpu_s.append(process_time() - cpu_start)
        took_s = perf_counter() - start
        with publisher(self.out).turn() as turn:
            turn.make_ready()
        return took_s

    def decide(self, number: int) -> None:
        """Record one more decision, an hour later."""
        self.now = Instant(self.now.s + HOUR_S)
        start = Moment(instant=self.now, zone=ZONE)
        effect = Declare(
            area=Area(units=(PLACE,)), level="yellow", start=start, ending=ForDays(days=3)
        )
        decision = Decision(id=f"new{number}", mode=Mode.RECORDED, scale=SCALE, effects=(effect,))
        decided(self.house.desk, self.house.register(), decision, at=self.now)


def main(count: int, rounds: int, *, with_dense: bool) -> bool:
    """Measure and print; return whether the target was met."""
    span_s = count * YEAR_S // A_YEAR
    with TemporaryDirectory(prefix="dabyl-bench-") as folder:
        root = Path(folder)
        few = a_site("a history", root / "few", count, span_s)
        many = a_site(f"{TIMES} x as long", root / "many", count * TIMES, span_s * TIMES)
        sites = [few, many]
        if with_dense:
            sites.append(a_site(f"{TIMES} x as dense", root / "dense", count * TIMES, span_s))
        for number in range(rounds):
            for site in sites:
                site.decide(number)
                site.times_s.append(site.publish())
        for site in sites:
            show(site, few)
            site.house.workspace.close()
    ratio = median(many.times_s) / median(few.times_s)
    cpu = median(many.cpu_s[1:]) / median(few.cpu_s[1:])
    print(f"... of the processor's time {cpu:.2f} x, which other work does not disturb")
    print(f"{TIMES} x the history takes {ratio:.2f} x the time (target {TARGET})")
    return ratio <= TARGET


def a_site(name: str, folder: Path, count: int, span_s: int) -> Site:
    """Return a published workspace with *count* decisions in the last *span_s* seconds."""
    first_s = NOW.s - span_s
    house = make_workspace(
        folder / "workspace", kind=WorkspaceKind.LIVE, packs=["kz"], at=Instant(first_s - 1)
    )
    desk, keeper = house.desk, house.keeper
    facts = (
        (at, DecisionMade(decision=decision))
        for at, decision in decisions(count, first_s=first_s, span_s=span_s)
    )
    head = desk.journal.head()
    entries = sealed(facts, head=head, key_id=keeper.key_id, sign=keeper.sign)
    while batch := list(islice(entries, 5_000)):
        desk.journal.append(batch, expected=batch[0].number - 1)
    site = Site(name=name, house=house, out=folder / "site")
    took_s = site.publish()
    assert site.last is not None  # noqa: S101 - for the type checker: it was just published
    site.first = site.last
    files = len(site.last.written)
    print(f"{name}: {count:,} decisions, published whole: {files:,} files in {took_s:.1f} s")
    return site


def show(site: Site, few: Site) -> None:
    """Print what a publication after one decision took, and wrote."""
    assert site.last is not None  # noqa: S101 - for the type checker: it was published
    written = site.last.written
    record = [path for path in written if is_record(path)]
    took_s = median(site.times_s)
    print(
        f"{site.name:14} {took_s * 1000:8.0f} ms, ratio {took_s / median(few.times_s):.2f};"
        f" {len(written):,} files written: {len(written) - len(record):,} say what stands now"
        f" (lease renewed), {len(record)} of the record; {site.last.unchanged:,} left alone"
    )


def is_record(path: str) -> bool:
    """Tell whether a path is of the record, which has no lease."""
    parts = path.split("/")
    return parts[0] in {"feed", "calendar", "manifest"} or any(
        part in {"decision", "incident", "history", "law"} for part in parts[1:2]
    )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    met = main(*(numbers + [1_000, 5][len(numbers) :]), with_dense="dense" in sys.argv)
    raise SystemExit(0 if met else 1)
