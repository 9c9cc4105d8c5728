"""A level from draft to lift at the console: two officers, two browsers, the public page beside."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import attrs
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from support.browser import chromium  # noqa: F401 - a fixture
from support.officers import Officer, a_browser, a_running_console, admitted, invited, joined
from support.officers import two_administrators as two
from support.processes import asked, dabyl, going_on

pytestmark = pytest.mark.browser

OFFICE = "republican-hq"
PATIENCE_MS = 60_000
GROUNDS = {
    "en": "A large gathering is protected.",
    "ru": "Охраняется крупное мероприятие.",
    "kk": "Ірі іс-шара күзетіледі.",
}


@attrs.frozen
class Desk:
    """The two who decide, and the address of the public pages."""

    officer: Officer
    approver: Officer
    public: str


@contextmanager
def a_desk(browser, workspace: Path) -> Iterator[Desk]:
    """Let an officer and an approver of the republican headquarters come to the desk."""
    with (
        a_running_console(workspace) as address,
        going_on("serve", "--port", "0", "--workspace", workspace) as served,
    ):
        public = served.until("serving")["address"]
        ada, bo = two(browser, workspace, address)
        ada.sign_in()
        bo.sign_in()
        found = []
        for name, role in (("Cleo", "officer"), ("Dan", "approver")):
            person, code = invited(ada, name)
            page = a_browser(browser, viewport={"width": 360, "height": 740})
            page.set_default_timeout(PATIENCE_MS)
            one = joined(page, address, person, code)
            admitted(ada, bo, one, role, office=OFFICE)
            one.sign_in()
            found.append(one)
        yield Desk(*found, public)


def looked_at(page: Page, folder: Path, name: str) -> None:
    """Take a picture; see that the page fits a phone and is accessible, in the dark as well."""
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], (name, scheme)


def begin(one: Officer, button: str) -> None:
    one.open("/")
    one.page.get_by_role("button", name=button, exact=True).first.click()
    one.page.get_by_role("heading", level=1).wait_for()


def put_forward(one: Officer) -> None:
    one.page.get_by_role("button", name="Save and preview").click()
    one.page.get_by_role("button", name="Sign and propose").click()
    one.page.get_by_text("waits for approval").wait_for()


def to_review(one: Officer) -> None:
    one.open("/drafts")
    row = one.page.get_by_role("listitem").filter(has_text="waits for approval")
    row.get_by_role("link").first.click()
    one.page.get_by_role("link", name="Read and decide").click()
    one.page.get_by_role("heading", name="Your decision").wait_for()


def approve(one: Officer, level: str) -> None:
    to_review(one)
    one.page.get_by_label("Type the name of the level").fill(level)
    one.page.get_by_role("button", name="Sign and approve").click()
    one.page.get_by_text("Released: entry").wait_for()


def public_says(page: Page, address: str, words: str) -> None:
    """Wait until the public page says so; the loop that publishes looks about once a second."""
    for _ in range(60):
        page.goto(f"{address}en/index.html")
        if page.locator(".now").get_by_text(words).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.locator(".now").inner_text())


class TestALevel:
    def test_is_drafted_refused_changed_approved_extended_and_lifted(self, chromium, tmp_path):  # noqa: F811 - the fixture
        workspace = tmp_path / "hq"
        asked("init", workspace, "--pack", "kz", "--kind", "live")
        with a_desk(chromium, workspace) as desk:
            self.declare(desk, tmp_path)
            self.send_back_and_change(desk, tmp_path)
            approve(desk.approver, "yellow")
            looked_at(desk.approver.page, tmp_path, "released")
            reader = chromium.new_context().new_page()
            public_says(reader, desk.public, "Yellow")
            self.extend(desk)
            approve(desk.approver, "жёлтый")
            self.lift(desk)
            approve(desk.approver, "сары")
            public_says(reader, desk.public, "No level")
            with urlopen(f"{desk.public}feed/en.atom") as feed:  # noqa: S310 - our own server
                assert b"republican-hq" in feed.read()
        assert dabyl("verify", "--workspace", workspace).returncode == 0

    def declare(self, desk: Desk, folder: Path) -> None:
        page = desk.officer.page
        desk.officer.open("/")
        looked_at(page, folder, "now")
        begin(desk.officer, "Declare: Almaty")
        page.get_by_label("Yellow", exact=False).first.check()
        page.get_by_label("for a number of days").check()
        page.get_by_role("textbox", name="Number of days").fill("40")
        page.get_by_label("Kind of reason").select_option(index=1)
        for code, text in GROUNDS.items():
            page.locator(f"#grounds-{code}").fill(text)
        expect(page.locator("#status")).to_contain_text("Saved at", timeout=PATIENCE_MS)
        looked_at(page, folder, "draft")
        page.get_by_role("button", name="Save and preview").click()
        page.get_by_role("button", name="Sign and propose").wait_for()
        framed = page.frame_locator("iframe >> nth=0")
        framed.get_by_text(GROUNDS["en"]).wait_for()
        looked_at(page, folder, "preview")
        page.get_by_role("button", name="Sign and propose").click()
        page.get_by_text("waits for approval").wait_for()

    def send_back_and_change(self, desk: Desk, folder: Path) -> None:
        to_review(desk.approver)
        looked_at(desk.approver.page, folder, "review")
        desk.approver.page.get_by_label("Why it goes back").fill("Fifteen days are enough.")
        desk.approver.page.get_by_role("button", name="Send back").click()
        desk.approver.page.get_by_text("sent back", exact=True).wait_for()
        desk.officer.open("/drafts")
        looked_at(desk.officer.page, folder, "drafts")
        desk.officer.page.get_by_role("link", name="Declare: Almaty").click()
        assert desk.officer.page.get_by_text("Fifteen days are enough.").is_visible()
        desk.officer.page.get_by_role("textbox", name="Number of days").fill("15")
        put_forward(desk.officer)

    def extend(self, desk: Desk) -> None:
        begin(desk.officer, "Extend: Almaty")
        desk.officer.page.get_by_label("for a number of days").check()
        desk.officer.page.get_by_role("textbox", name="Number of days").fill("30")
        desk.officer.page.get_by_label("Kind of reason").select_option(index=1)
        put_forward(desk.officer)

    def lift(self, desk: Desk) -> None:
        begin(desk.officer, "Lift: Almaty")
        desk.officer.page.get_by_label("Kind of reason").select_option(index=1)
        put_forward(desk.officer)
