"""From the approval to the published site, by two persons, for the whole of Kazakhstan in 2016.

``python bench/approve.py [ROUNDS]``

A live workspace with the pack of Kazakhstan (regions, districts, three languages) and staff. In the
first round the yellow level is declared in the whole country, in each later one it is extended: a
draft is begun, seen, proposed, and seen by another person. What is timed begins when that person's
passkey has signed, and ends when the site is swapped: consents are judged, the decision is
recorded, its messages are composed, signed, judged and recorded, and every file that differs is
rendered, synced and swapped. It is compared with the bare rendering of the files that were written,
in memory, and with Django, which renders front and place pages from its ORM and writes the same
files; all other files it finds ready. Targets: at most 1.5 times the bare rendering, half of
Django's time. The first ratio is also given in seconds of processor time, which other work on the
machine disturbs less, and which leaves out waiting for the disk.
"""

# mypy: disable-error-code="attr-defined"
# (the checker knows the managers of Dabyl's own tables only)

import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import attrs

from _django.load import load as load_tables
from _django.models import TABLES
from _django.pages import Pages
from _django.ready import make_tables, take_templates
from dabyl.adapters.theme import load_theme
from dabyl.core.calendars.endings import ForDays
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Area, Decision, Declare, Effect, Extend, Mode
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.press import Press
from dabyl.core.publication.site import MANIFEST, plan
from dabyl.core.register.register import Register
from dabyl.core.register.standing import LEASE_S
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment
from dabyl.usecases.desk import record
from dabyl.usecases.drafts.approving import approve, challenge_to_approve
from dabyl.usecases.drafts.draft_desk import DraftDesk, draft_of
from dabyl.usecases.drafts.preview import preview
from dabyl.usecases.drafts.proposing import challenge_to_propose, propose
from dabyl.usecases.drafts.writing import begin
from dabyl.wiring import House, make_workspace, publish_now, publisher, release_now
from dabyl.wiring_drafts import draft_desk
from support.authenticator import APPROVER, OFFICER, Passkey
from support.staffed import ROOT, SPARE, admission, admitted

BARE, DJANGO = 1.5, 0.5
OFFICE, ZONE, SCALE, COUNTRY = "republican-hq", "Asia/Almaty", "kz-2013", "KZ"
MADE = parse_instant("2016-06-01T00:00:00+06:00")
DECIDED = parse_instant("2016-06-06T12:00:00+06:00")
ADA = Passkey.of("officer-1", OFFICE, OFFICER)
BEA = Passkey.of("officer-2", OFFICE, APPROVER)
PAGE = re.compile(r"(\w+)/(?:place/(\w+)/)?index\.html")


@attrs.define
class Round:
    """What one approval took, in seconds, and the files that it changed."""

    approve_s: float
    release_s: float
    publish_s: float
    bare_s: float
    django_s: float
    cpu_s: float
    bare_cpu_s: float
    written: int

    @property
    def whole_s(self) -> float:
        """Return the seconds from the approval to the published site."""
        return self.approve_s + self.release_s + self.publish_s


def main(rounds: int) -> bool:
    """Measure and print; return whether both targets were met."""
    make_tables()
    take_templates(load_theme().templates)
    with TemporaryDirectory(prefix="dabyl-bench-") as folder:
        root = Path(folder)
        house = staffed(root / "workspace")
        site = publisher(root / "site")
        publish_now(house, site, house.register(), at=DECIDED)
        make_ready(root / "site")
        found = [a_round(house, root, number) for number in range(rounds)]
        house.workspace.close()
    print(f"{found[0].written:,} files written for {len(found)} decisions on the whole country")
    for name in ("approve_s", "release_s", "publish_s"):
        took = median(getattr(one, name) for one in found)
        print(f"  {name.removesuffix('_s'):9} {took * 1000:8.0f} ms")
    whole = [one.whole_s for one in found]
    print(f"whole       {shown(whole)}")
    print(f"bare render {shown([one.bare_s for one in found])}")
    print(f"Django      {shown([one.django_s for one in found])}")
    bare = [one.whole_s / one.bare_s for one in found]
    django = [one.whole_s / one.django_s for one in found]
    print(f"ratio to the bare rendering: {ratio(bare)} (target {BARE})")
    cpu = [one.cpu_s / one.bare_cpu_s for one in found]
    print(f"  by processor time:         {ratio(cpu)}")
    print(f"ratio to Django: {ratio(django)} (target {DJANGO})")
    return median(bare) <= BARE and median(django) <= DJANGO


def staffed(folder: Path) -> House:
    """Return a live workspace of Kazakhstan with two administrators and two officers."""
    house = make_workspace(
        folder, kind=WorkspaceKind.LIVE, packs=["kz"], at=MADE, sender="alerts@example.kz"
    )
    register = record(house.desk, house.register(), admitted(ROOT, SPARE), at=MADE)
    for one in (ADA, BEA):
        word = admission(one, register.number, workspace=house.workspace.id)
        register = record(house.desk, register, [word], at=MADE)
    return house


def a_round(house: House, root: Path, number: int) -> Round:
    """Take one decision by two persons, publish it, and let the peers do the same."""
    at = DECIDED.plus(timedelta(hours=number))
    desk, decision = draft_desk(house, at=at), a_decision(number, at)
    proposed(desk, decision, at=at)
    signed = challenge_to_approve(draft_of(desk, decision.id), workspace=house.workspace.id)
    made = preview(desk, draft_of(desk, decision.id), at=at)
    consent = BEA.sign(signed)
    later = at.plus(timedelta(minutes=2))
    start, cpu_start = perf_counter(), process_time()
    approve(desk, decision.id, consent=consent, at=later, made=made)
    approved = perf_counter()
    register = release_now(house, house.register(), at=later)
    released = perf_counter()
    outcome = publish_now(house, publisher(root / "site"), register, at=later)
    published, cpu_s = perf_counter(), process_time() - cpu_start
    make_ready(root / "site")
    files = {path: (root / "site" / path).read_bytes() for path in outcome.written}
    bare_s, bare_cpu_s = bare(register, tuple(files), at=later)
    return Round(
        approve_s=approved - start,
        release_s=released - approved,
        publish_s=published - released,
        bare_s=bare_s,
        django_s=django(register, files, root / "django", at=later),
        cpu_s=cpu_s,
        bare_cpu_s=bare_cpu_s,
        written=len(files),
    )


def make_ready(out: Path) -> None:
    """Do what the agenda loop does after a publication, for the next one."""
    with publisher(out).turn() as turn:
        turn.make_ready()


def a_decision(number: int, at: Instant) -> Decision:
    """Return the next decision: yellow in the whole country, then its extensions."""
    start = Moment(instant=at, zone=ZONE)
    area = Area(units=(COUNTRY,))
    effect: Effect = Declare(area=area, level="yellow", start=start, ending=ForDays(days=40))
    if number:
        effect = Extend(layers=(name(0),), start=start, ending=ForDays(days=40 + number))
    said = {"kk": "Сары деңгей", "ru": "Жёлтый уровень", "en": "Yellow level"}
    return Decision(
        id=name(number),
        mode=Mode.TAKEN,
        scale=SCALE,
        office=OFFICE,
        provision="kz-decree-611.ch-4",
        reason="act-happened",
        title=Texts.of(said),
        grounds=Texts.of(said),
        advice=Texts.of(said),
        changes=Texts.of(said),
        effects=(effect,),
    )


def name(number: int) -> str:
    """Return the id of a decision."""
    return f"kz-2016-{number}"


def proposed(desk: DraftDesk, decision: Decision, *, at: Instant) -> None:
    """Let the first officer begin, see and propose a decision, and the second one see it."""
    begin(desk, decision.id, decision_to_body(decision), office=OFFICE, by=ADA.person, at=at)
    seen = preview(desk, draft_of(desk, decision.id), at=at)
    if seen.problems:
        raise SystemExit(f"{decision.id} is refused: {seen.problems}")
    consent = ADA.sign(challenge_to_propose(seen))
    propose(desk, decision.id, seen=seen.seen, consent=consent)


def bare(register: Register, paths: Sequence[str], *, at: Instant) -> tuple[float, float]:
    """Return the seconds, also of the processor, of rendering the files of the register alone."""
    start, cpu_start = perf_counter(), process_time()
    site = plan(register, at=at, known_at=at, theme=load_theme())
    for path in paths:
        if path != MANIFEST and site.has(path):
            site.page(path)
    return perf_counter() - start, process_time() - cpu_start


def django(register: Register, files: Mapping[str, bytes], out: Path, *, at: Instant) -> float:
    """Return the seconds in which Django renders the pages it has, and writes all files."""
    press = Press(
        theme=load_theme(),
        answers=Answers(register=register, at=at, known_at=at, lease_s=LEASE_S),
        archive=False,
    )
    for table in TABLES:
        table.objects.all().delete()
    load_tables(press)
    ready = dict(files)
    start = perf_counter()
    pages = Pages(press)
    for path in ready:
        if place := PAGE.fullmatch(path):
            lang, key = place.groups()
            ready[path] = (pages.place(key, lang) if key else pages.front(lang)).encode()
    for path, data in ready.items():
        write(out / path, data)
    os.sync()
    took_s = perf_counter() - start
    shutil.rmtree(out)
    return took_s


def write(file: Path, data: bytes) -> None:
    """Write a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def shown(times_s: Sequence[float]) -> str:
    """Return the median and the 99th percentile of times."""
    return f"{median(times_s) * 1000:8.0f} ms, 99th percentile {worst(times_s) * 1000:.0f} ms"


def ratio(values: Sequence[float]) -> str:
    """Return the median and the 99th percentile of ratios."""
    return f"{median(values):.2f}, 99th percentile {worst(values):.2f}"


def worst(values: Sequence[float]) -> float:
    """Return the 99th percentile, by interpolation; of few values the highest but little."""
    return quantiles(values, n=100, method="inclusive")[-1] if len(values) > 1 else values[0]


if __name__ == "__main__":
    met = main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
    raise SystemExit(0 if met else 1)
