"""What stood where, and what was known of it."""

import re
from datetime import timedelta
from html import unescape

import attrs
import pytest

from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.levels.decision import Source
from dabyl.core.register.facts import DecisionMade, FigureRecorded, IncidentRecorded
from dabyl.core.staff.keys import Role
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment
from dabyl.usecases.desk import record
from support.consoles import a_console, a_desk, a_passkey, seat, sign_in
from support.desks import ZONE, a_level, a_moment

INSPECTOR = a_passkey("inspector-1", None, Role.INSPECTOR)


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, INSPECTOR)
        yield opened


@pytest.fixture
def desk(console):
    del console
    found = a_desk()
    sign_in(found, INSPECTOR)
    return found


def stand(console, key, *, began_h, recorded_h):
    """Let a level stand in the North that began, and was recorded, so many hours from now."""
    now = console.now()
    decision = a_level(key, area="XO-N")
    began = Moment(instant=now.plus(timedelta(hours=began_h)), zone=ZONE)
    effect = attrs.evolve(decision.effects[0], start=began)
    fact = DecisionMade(decision=attrs.evolve(decision, effects=(effect,)))
    at = now.plus(timedelta(hours=recorded_h))
    record(console.house.desk, console.house.register(), [fact], at=at)


def clock(console, hours):
    return f"{console.now().plus(timedelta(hours=hours)).local(ZONE):%Y-%m-%dT%H:%M}"


def text(reply):
    return unescape(re.sub(r"\s+", " ", reply.content.decode()))


def row(page, name):
    """Return the cells of a place: its name, and what was known at the two times."""
    found = next(one for one in re.findall(r"<tr.*?</tr>", page) if f">{name}" in one)
    return [re.sub(r"<[^>]+>", " ", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", found)]


class TestTheHistory:
    def test_tells_now_what_stands_now(self, console, desk):
        stand(console, "late", began_h=-5, recorded_h=0)
        name, one, other = row(text(desk.get("/history")), "North")
        assert "High" in one
        assert one == other
        assert "differs" not in name

    def test_tells_what_was_not_known_yet_and_what_was_learned(self, console, desk):
        stand(console, "late", began_h=-5, recorded_h=1)
        asked = {"at": 2, "known_at": 0, "against": 2}
        query = "&".join(f"{name}={clock(console, hours)}" for name, hours in asked.items())
        page = text(desk.get(f"/history?{query}"))
        name, one, other = row(page, "North")
        assert "differs" in name
        assert "High" not in one
        assert "High" in other
        assert "late" in re.search(r"Recorded between the two times.*?</ul>", page).group(0)

    def test_lists_incidents_figures_and_packs_by_their_entries(self, console, desk):
        fire = Incident(id="fire", place="XO-N", started=a_moment(7), names=Texts.of({"en": "F"}))
        source = Source(id="s")
        figure = Figure(
            id="f1",
            incident="fire",
            category="killed",
            low=1,
            high=1,
            as_of=a_moment(8),
            source=source,
        )
        facts = [IncidentRecorded(incident=fire), FigureRecorded(figure=figure)]
        record(console.house.desk, console.house.register(), facts, at=console.now())
        page = text(desk.get("/history"))
        listed = re.findall(r'href="/history\?known_at=[^"]+">[^<]*</a> (\d+: [\w-]+)', page)
        number = console.house.register().number
        assert listed[:2] == [f"{number}: f1", f"{number - 1}: fire"]
        assert listed[-1].endswith(": xo")

    def test_asks_about_another_instant(self, console, desk):
        stand(console, "late", began_h=-5, recorded_h=0)
        page = text(desk.get(f"/history?at={clock(console, -6)}"))
        assert "High" not in "".join(row(page, "North"))
        page = text(desk.get(f"/history?at={clock(console, -4)}"))
        assert "High" in row(page, "North")[1]

    def test_leads_to_every_time_at_which_something_changed(self, console, desk):
        stand(console, "late", began_h=-5, recorded_h=0)
        page = text(desk.get("/history"))
        for query in re.findall(r'href="/history\?(at=[^"]+)"', page):
            assert desk.get(f"/history?{query}").status_code == 200
        begun = re.search(r'href="/history\?(at=[^"]+)"> ?[^<]*</a> late', page)
        assert "High" in row(text(desk.get(f"/history?{begun.group(1)}")), "North")[1]

    @pytest.mark.parametrize("wrong", ["x", "2026-02-30T10:00", "99999-01-01T00:00", "%00"])
    def test_says_what_is_no_time_and_keeps_it(self, desk, wrong):
        reply = desk.get(f"/history?at={wrong}")
        assert reply.status_code == 200
        assert "This is no day and time" in text(reply)

    def test_has_a_mark_for_each_record_within_the_slider(self, console, desk):
        stand(console, "late", began_h=-5, recorded_h=0)
        page = text(desk.get("/history"))
        for name in ("at", "known_at", "against"):
            slider = re.search(rf'<input type="range" data-for="{name}"[^>]*>', page).group(0)
            least, most = (
                int(re.search(rf'{one}="(-?\d+)"', slider).group(1)) for one in ("min", "max")
            )
            held = re.search(r'list="([\w-]+)"', slider).group(1)
            marks = re.search(rf'<datalist id="{held}">(.*?)</datalist>', page).group(1)
            found = [int(one) for one in re.findall(r'<option value="(-?\d+)"', marks)]
            assert found
            assert all(least <= one <= most for one in found)

    def test_goes_back_to_the_first_of_all_though_the_newest_are_marked(self, console, desk):
        now = console.now()
        stand(console, "first", began_h=-9000, recorded_h=0)
        began = Moment(instant=now.plus(timedelta(hours=-1)), zone=ZONE)
        level = a_level("later", area="XO-N")
        effect = attrs.evolve(level.effects[0], start=began)
        facts = [
            DecisionMade(decision=attrs.evolve(level, id=f"later-{n}", effects=(effect,)))
            for n in range(101)
        ]
        record(console.house.desk, console.house.register(), facts, at=console.now())
        page = text(desk.get("/history"))
        assert "first: " not in page
        assert page.count("The newest 100 are listed.") == 2
        slider = re.search(r'<input type="range" data-for="at"[^>]*>', page).group(0)
        least = int(re.search(r'min="(-?\d+)"', slider).group(1))
        assert least <= now.plus(timedelta(hours=-9000)).s // 60 + 1
        assert len(page.encode()) < 61_000
