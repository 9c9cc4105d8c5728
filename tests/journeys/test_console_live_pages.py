"""Two officers at the console, each with a browser: what one does, the other sees."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from dabyl.core.incidents.incident import Incident
from dabyl.core.register.decide import RecordIncident
from dabyl.core.staff.keys import Role
from dabyl.core.values.languages import Texts
from dabyl.usecases.official import take
from dabyl.wiring import clock, open_workspace
from support.browser import PATIENCE_MS, chromium  # noqa: F401 - a fixture
from support.consoles import a_console, a_desk, a_passkey, seat, session_of, sign_in
from support.desks import a_moment
from support.officers import Officer
from support.processes import going_on

pytestmark = pytest.mark.browser

OFFICE = "xo-hq"
CLEO = a_passkey("cleo", OFFICE, Role.OFFICER)
DAN = a_passkey("dan", OFFICE, Role.OFFICER, Role.APPROVER)
EVA, EZRA = (a_passkey(one, None, Role.EDITOR) for one in ("eva", "ezra"))


def seated(folder, *people):
    """Make a workspace with two people who are signed in; return it, and their sessions."""
    people = people or (CLEO, DAN)
    with a_console(folder) as console:
        seat(console, *people)
        sessions = []
        for passkey in people:
            desk = a_desk()
            sign_in(desk, passkey)
            sessions.append(session_of(desk))
        return console.house.folder, sessions


def burn(workspace):
    """Let another process record an incident."""
    house = open_workspace(workspace)
    fire = Incident(id="fire", place="XO-N", started=a_moment(7), names=Texts.of({"en": "Fire"}))
    take(house.desk, RecordIncident(incident=fire), at=clock().now())
    house.workspace.close()


@pytest.fixture
def two(chromium, tmp_path):  # noqa: F811 - the fixture
    """Give two browsers that are signed in, each with a session of its own."""
    with ThreadPoolExecutor(1) as beside:  # where the browser's loop does not run
        workspace, sessions = beside.submit(seated, tmp_path).result()
    with going_on("console", "--port", "0", "--workspace", workspace) as served:
        address = served.until("serving")["address"]
        yield [browser(chromium, address, one) for one in sessions]
        assert served.end() == 0


@pytest.fixture
def editors(chromium, tmp_path):  # noqa: F811 - the fixture
    """Give the browsers of two editors, and their workspace."""
    with ThreadPoolExecutor(1) as beside:
        workspace, sessions = beside.submit(seated, tmp_path, EVA, EZRA).result()
    with going_on("console", "--port", "0", "--workspace", workspace) as served:
        address = served.until("serving")["address"]
        yield [*(browser(chromium, address, one) for one in sessions), workspace]
        assert served.end() == 0


def browser(chromium, address, session):  # noqa: F811 - the fixture's value
    context = chromium.new_context(locale="en-GB", viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": "dabyl-session", "value": session, "url": address}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    return Officer(page, address, "", "")


def a_draft_of(officer):
    officer.open("/")
    officer.page.get_by_role("button", name="Declare", exact=False).first.click()
    officer.page.get_by_role("heading", name="Declare").wait_for()
    return "/" + officer.page.url.removeprefix(officer.address)


class TestTwoOfficers:
    def test_see_each_others_drafts_and_comments_and_keep_what_they_type(self, two, tmp_path):
        cleo, dan = two
        dan.open("/drafts")
        draft = a_draft_of(cleo)
        dan.page.get_by_role("link", name="Declare").click()
        dan.page.locator("#text").fill("Half a comment")
        cleo.page.locator("textarea[name^=title]").first.fill("Cleo's words.")
        expect(dan.page.locator("#news")).to_contain_text("Changed by Cleo at")
        dan.page.screenshot(path=tmp_path / "news.png", full_page=True)
        expect(dan.page.locator("#text")).to_have_value("Half a comment")
        expect(cleo.page.locator("#status")).to_contain_text("Saved at")
        expect(cleo.page.locator("#news")).to_be_empty()
        dan.page.get_by_role("button", name="Comment").click()
        expect(cleo.page.locator("#comments-said")).to_contain_text("Half a comment")
        expect(cleo.page.locator("textarea[name^=title]").first).to_have_value("Cleo's words.")
        dan.open(draft)
        cleo.page.locator("form[action$='/withdraw'] button").click()
        expect(dan.page.locator("#news")).to_contain_text("This draft has moved on")

    def test_are_told_when_their_session_ends(self, two, tmp_path):
        cleo, _ = two
        cleo.open("/drafts")
        other = cleo.page.context.new_page()
        other.goto(cleo.address)
        other.get_by_role("button", name="Sign out").click()
        expect(cleo.page.locator("#live-end")).to_contain_text("Your session has ended")
        cleo.page.screenshot(path=tmp_path / "ended.png", full_page=True)


class TestTwoEditors:
    def test_are_told_of_each_other_and_keep_what_they_type(self, editors, tmp_path):
        eva, ezra, workspace = editors
        ezra.open("/library")
        eva.open("/library/see/xo/places")
        eva.page.locator("button[name=file]").first.click()
        draft = "/" + eva.page.url.removeprefix(eva.address)
        expect(ezra.page.locator("#library-drafts a")).to_have_count(1)
        ezra.open(draft)
        ezra.page.locator("#text").fill("Half a change")
        expect(ezra.page.locator("#status")).to_contain_text("Saved at")
        expect(eva.page.locator("#news")).to_contain_text("by Ezra")
        expect(ezra.page.locator("#news")).to_be_empty()
        eva.page.locator("#comment").fill("Look at this.")
        eva.page.locator("form[action$='/comment'] button").click()
        expect(ezra.page.locator("#comments-said")).to_contain_text("Look at this.")
        expect(ezra.page.locator("#text")).to_have_value("Half a change")
        eva.page.locator("form[action$='/withdraw'] button").click()
        expect(ezra.page.locator("#news")).to_contain_text("This draft has moved on")
        ezra.open("/history")
        with ThreadPoolExecutor(1) as beside:
            beside.submit(burn, workspace).result()
        expect(ezra.page.locator("#live-told")).to_contain_text("The register has a new entry")
        ezra.page.screenshot(path=tmp_path / "told.png", full_page=True)


class TestAPage:
    def test_comes_back_after_the_server_did_and_shows_what_it_missed(self, chromium, tmp_path):  # noqa: F811 - the fixture
        with ThreadPoolExecutor(1) as beside:
            workspace, (session, _) = beside.submit(seated, tmp_path).result()
        with going_on("console", "--port", "0", "--workspace", workspace) as served:
            address = served.until("serving")["address"]
            cleo = browser(chromium, address, session)
            cleo.open("/incidents")
            expect(cleo.page.get_by_text("No incident is recorded")).to_be_visible()
            assert served.end() == 0
        expect(cleo.page.locator("#live")).to_contain_text("No connection")
        with ThreadPoolExecutor(1) as beside:
            beside.submit(burn, workspace).result()
        port = urlsplit(address).port
        with going_on("console", "--port", str(port), "--workspace", workspace) as served:
            expect(cleo.page.get_by_role("link", name="Fire")).to_be_visible()
            assert cleo.page.locator("#live-end").is_hidden()
            assert served.end() == 0


class TestTheHistory:
    def test_is_moved_by_keyboard_over_the_times(self, two, tmp_path):
        cleo, _ = two
        cleo.open("/history")
        slider = cleo.page.get_by_role("slider", name="When it held")
        field = cleo.page.locator("#at")
        before = field.input_value()
        slider.focus()
        cleo.page.keyboard.press("ArrowLeft")
        expect(field).not_to_have_value(before)
        expect(cleo.page).to_have_url(re.compile(r"/history\?at="))
        cleo.page.screenshot(path=tmp_path / "history.png", full_page=True)
