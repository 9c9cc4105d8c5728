"""Two who decide at a running console, the public pages beside, and the steps they do there."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from support.officers import Officer, a_browser, a_running_console, admitted, invited, joined
from support.officers import two_administrators as two
from support.processes import going_on

OFFICE = "republican-hq"
PATIENCE_MS = 60_000
PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1200, height=900)


@attrs.frozen
class Desk:
    """The two who decide, and the address of the public pages."""

    officer: Officer
    approver: Officer
    public: str


@contextmanager
def a_desk(browser: Browser, workspace: Path) -> Iterator[Desk]:
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
            page = a_browser(browser, viewport=PHONE)
            page.set_default_timeout(PATIENCE_MS)
            one = joined(page, address, person, code)
            admitted(ada, bo, one, role, office=OFFICE)
            one.sign_in()
            found.append(one)
        officer, approver = found
        yield Desk(officer, approver, public)


# --- what they do ---


def begin(one: Officer, button: str) -> None:
    """Press a button of what stands now, and come to the draft.

    Where several layers lie on a place, the name of each button ends with that of its layer.
    """
    one.open("/")
    named = re.compile(rf"^{re.escape(button)}( \(|$)")
    one.page.get_by_role("button", name=named).first.click()
    one.page.locator("form#draft").wait_for()


def put_forward(one: Officer) -> None:
    """Propose what stands in the form."""
    one.page.get_by_role("button", name="Save and preview").click()
    one.page.get_by_role("button", name="Sign and propose").click()
    one.page.get_by_text("waits for approval").wait_for()


def to_review(one: Officer) -> None:
    """Open what waits for approval."""
    one.open("/drafts")
    row = one.page.get_by_role("listitem").filter(has_text="waits for approval")
    row.get_by_role("link").first.click()
    one.page.get_by_role("link", name="Read and decide").click()
    one.page.get_by_role("heading", name="Your decision").wait_for()


def send_back(one: Officer, why: str) -> None:
    """Refuse what is under review."""
    one.page.get_by_label("Why it goes back").fill(why)
    one.page.get_by_role("button", name="Send back").click()
    one.page.get_by_text("sent back", exact=True).wait_for()


def approve(one: Officer, level: str = "") -> None:
    """Approve what is under review; *level* is typed where a level's name is asked."""
    if level:
        one.page.get_by_label("Type the name of the level").fill(level)
    one.page.get_by_role("button", name="Sign and approve").click()
    one.page.get_by_text("Released: entry").wait_for()


def public_says(page: Page, address: str, words: str, *, path: str = "en/index.html") -> None:
    """Wait until a public page says so; the loop that publishes looks about once a second."""
    for _ in range(120):
        page.goto(f"{address}{path}")
        if page.locator("main").get_by_text(words).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.locator("main").inner_text())


# --- how it looks ---


def looked_at(page: Page, folder: Path, name: str) -> None:
    """Take a picture; see that the page fits a phone and is accessible, in the dark as well.

    With ``DABYL_PICTURES`` set, the pictures stay there: a phone and a desk, light and dark, whole;
    and what a desk shows first, under the plain name.
    """
    kept = Path(os.environ.get("DABYL_PICTURES") or folder)
    kept.mkdir(exist_ok=True)
    for size, of in ((DESKTOP, "desk"), (PHONE, "phone")):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (name, of)
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=kept / f"{name}-{of}-{scheme}.png", full_page=True)
            if (of, scheme) == ("desk", "light"):
                page.evaluate("scrollTo(0, 0)")
                page.screenshot(path=kept / f"{name}.png")
            found = Axe().run(page).response["violations"]
            told = [(one["id"], one["nodes"][0]["html"]) for one in found]
            assert told == [], (name, of, scheme)
