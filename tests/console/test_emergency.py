"""A release by one person in an emergency, and the countersignature, through the pages."""

import re
from datetime import timedelta

import attrs
import pytest

from dabyl.core.drafts.draft import State
from dabyl.core.register.countersigned import Fate, fate_of
from dabyl.core.staff.keys import Role
from dabyl.core.values.instants import parse_instant
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import load
from dabyl.usecases.drafts.draft_desk import draft_of
from support.consoles import a_console, a_passkey, answer_to, at_the_desk, seat
from support.desks import OSLAND
from support.officework import AMBER

HQ, CROWN = "xo-hq", "xo-crown"
LONE = a_passkey("officer-1", HQ, Role.OFFICER, Role.APPROVER)
OTHER = a_passkey("officer-2", HQ, Role.APPROVER)
THIRD = a_passkey("officer-3", HQ, Role.APPROVER)
OFFICER = a_passkey("officer-4", HQ, Role.OFFICER)
CROWNED = a_passkey("officer-5", CROWN, Role.OFFICER, Role.APPROVER)
HOURS = 6
LAW = OSLAND.texts["law.toml"].replace(
    "max_days = 40\n", f"max_days = 40\nemergency_hours = {HOURS}\n", 1
)
WAITS = "Waits for a countersignature: 1"


@pytest.fixture
def plain(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, LONE, OTHER, THIRD, OFFICER, CROWNED)
        yield opened


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        desk = opened.house.desk
        pack = attrs.evolve(OSLAND, texts={**OSLAND.texts, "law.toml": LAW})
        adopt_pack(desk, load(desk), pack, at=opened.now())
        seat(opened, LONE, OTHER, THIRD, OFFICER, CROWNED)
        yield opened


def text(reply):
    return reply.content.decode()


def drafted(desk, step="declare xo-alert XO-N", **fields):
    where = desk.post("/drafts/begin", page="/", step=step)["Location"]
    page = desk.get(where)
    shown = dict(re.findall(r'name="(based_on|start)" value="([^"]*)"', text(page)))
    desk.send(f"{where}/save", page, **{**shown, **(fields or AMBER)})
    return where


def signed(desk, page, to, by, level="high", **others):
    seen = dict(re.findall(r'name="(version|at|number)" value="(\d+)"', text(page)))
    return desk.send(to, page, answer=answer_to(page, by), level=level, **{**seen, **others})


def released(desk, where, by=LONE, **how):
    return signed(desk, desk.get(f"{where}/alone"), f"{where}/release-alone", by, **how)


def countersigned(desk, where, by=OTHER, **how):
    page = desk.get(f"{where}/countersign")
    return signed(desk, page, f"{where}/countersign/sign", by, **how)


def stored(where):
    from dabyl.console.drafts import desk_now  # noqa: PLC0415 - Django must be ready

    return draft_of(desk_now(), where.rpartition("/")[2])


def fate(console, where):
    at = console.now()
    return fate_of(console.house.register(), stored(where).id, at=at, known_at=at)


def time_left(console, text):
    return timedelta(seconds=parse_instant(text).s - console.now().s)


@pytest.mark.usefixtures("console")
class TestReleaseAlone:
    def test_is_offered_with_the_preview_to_who_may_where_the_pack_allows_it(self):
        lone = at_the_desk(LONE)
        where = drafted(lone)
        assert f'href="{where}/alone"' in text(lone.get(f"{where}/preview"))
        assert "is withdrawn as if it had not been taken" in text(lone.get(f"{where}/preview"))
        assert f'href="{where}/alone"' not in text(at_the_desk(OFFICER).get(f"{where}/preview"))
        assert at_the_desk(OFFICER).get(f"{where}/alone").status_code == 403
        assert at_the_desk(CROWNED).get(f"{where}/alone").status_code == 403

    def test_says_first_what_will_happen(self, console):
        lone = at_the_desk(LONE)
        page = text(lone.get(f"{drafted(lone)}/alone"))
        ends = re.search(r'<time datetime="([^"]+)"', page).group(1)
        assert time_left(console, ends) <= timedelta(hours=HOURS)
        assert " min left" in page
        assert "Another approver, who wrote no part of it" in page
        frames = re.findall(r'<iframe title="([^"]+)" src="([^"]+)" sandbox ', page)
        decision = next(src for path, src in frames if path.startswith("en/decision/"))
        assert "released by one person in an emergency" in text(lone.get(decision))

    def test_releases_on_the_word_of_one_who_typed_the_level(self, console):
        lone = at_the_desk(LONE)
        where = drafted(lone)
        assert released(lone, where, level="low").status_code == 409
        assert stored(where).state is State.OPEN
        assert released(lone, where)["Location"] == where
        assert (stored(where).state, fate(console, where)) == (State.RELEASED, Fate.WAITS)
        *_, last = console.house.desk.journal.entries(0)
        assert [one["person"] for one in last.body["approval"]["consents"]] == ["officer-1"]

    def test_takes_nobody_elses_passkey_and_no_answer_twice(self):
        lone = at_the_desk(LONE)
        where = drafted(lone)
        assert released(lone, where, by=OTHER).status_code == 409
        page = lone.get(f"{where}/alone")
        assert signed(lone, page, f"{where}/release-alone", LONE).status_code == 303
        assert signed(lone, page, f"{where}/release-alone", LONE).status_code == 409

    def test_is_not_a_consent_for_two_nor_the_other_way_round(self):
        lone = at_the_desk(LONE)
        where = drafted(lone)
        page = lone.get(f"{where}/preview")
        assert signed(lone, page, f"{where}/release-alone", LONE).status_code == 409
        page = lone.get(f"{where}/alone")
        assert signed(lone, page, f"{where}/propose", LONE).status_code == 409
        assert stored(where).state is State.OPEN

    def test_refuses_a_draft_that_was_changed_meanwhile(self):
        lone, officer = at_the_desk(LONE), at_the_desk(OFFICER)
        where = drafted(lone)
        page = lone.get(f"{where}/alone")
        officer.post(f"{where}/save", page=where, based_on="2", **{**AMBER, "days": "9"})
        assert signed(lone, page, f"{where}/release-alone", LONE).status_code == 409
        assert stored(where).state is State.OPEN

    def test_tells_every_reason_where_it_may_not_be(self):
        lone = at_the_desk(LONE)
        where = drafted(lone, level="amber")
        page = text(lone.get(f"{where}/alone"))
        assert "Reasons against it" in page
        assert "data-passkey" not in page

    def test_has_no_page_once_the_draft_is_done(self):
        lone = at_the_desk(LONE)
        where = drafted(lone)
        released(lone, where)
        assert lone.get(f"{where}/alone")["Location"] == where


@pytest.mark.usefixtures("console")
class TestWhatWaits:
    def test_stands_loudly_on_every_page_that_an_officer_begins_from(self):
        lone = at_the_desk(LONE)
        where = drafted(lone)
        assert WAITS not in text(lone.get("/"))
        released(lone, where)
        other = at_the_desk(OTHER)
        for path in ("/", "/drafts", where):
            assert WAITS in text(lone.get(path))
            assert "another person has to countersign" in text(lone.get(path))
            assert f'href="{where}/countersign"' in text(other.get(path))
        assert WAITS not in text(at_the_desk(CROWNED).get("/"))
        countersigned(other, where)
        assert WAITS not in text(lone.get("/"))
        assert "another one countersigned" in text(lone.get(where))


@pytest.mark.usefixtures("console")
class TestCountersigning:
    def test_lets_it_last_as_long_as_the_draft_says(self, console):
        lone, other = at_the_desk(LONE), at_the_desk(OTHER)
        where = drafted(lone)
        released(lone, where)
        page = other.get(f"{where}/countersign")
        assert "<ins>" in text(page)
        assert " min left" in text(page)
        assert countersigned(other, where, level="low").status_code == 409
        assert countersigned(other, where)["Location"] == where
        assert fate(console, where) is Fate.COUNTERSIGNED
        assert other.get(f"{where}/countersign")["Location"] == where

    def test_is_not_of_who_released_it(self, console):
        lone, other = at_the_desk(LONE), at_the_desk(OTHER)
        where = drafted(lone)
        released(lone, where)
        page = lone.get(f"{where}/countersign")
        assert "data-passkey" not in text(page)
        assert at_the_desk(OFFICER).get(f"{where}/countersign").status_code == 403
        page = other.get(f"{where}/countersign")
        assert signed(other, page, f"{where}/countersign/sign", LONE).status_code == 409
        assert fate(console, where) is Fate.WAITS

    def test_is_won_by_one_of_two(self):
        lone, other, third = at_the_desk(LONE), at_the_desk(OTHER), at_the_desk(THIRD)
        where = drafted(lone)
        released(lone, where)
        pages = [desk.get(f"{where}/countersign") for desk in (other, third)]
        to = f"{where}/countersign/sign"
        assert signed(other, pages[0], to, OTHER)["Location"] == where
        late = signed(third, pages[1], to, THIRD)
        assert late.status_code == 409
        assert "needs no countersignature" in text(late)


@pytest.mark.usefixtures("plain")
class TestAPackThatAllowsNobodyAlone:
    def test_offers_no_release_alone(self):
        lone = at_the_desk(LONE)
        where = drafted(lone)
        assert "/alone" not in text(lone.get(f"{where}/preview"))
        page = text(lone.get(f"{where}/alone"))
        assert "gives nobody this power alone" in page
        assert "data-passkey" not in page
