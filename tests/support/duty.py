"""Two who decide at a running console, the public pages beside, and the steps they do there."""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import attrs
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from dabyl.core.staff.keys import Role
from support.authenticator import Passkey
from support.consoles import opened_at, seat
from support.keyboard import at_a_keyboard
from support.officers import Officer
from support.processes import going_on
from support.usable import axe_finds, too_wide

OFFICE = "republican-hq"
PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1200, height=900)
SITE = "localhost"


@attrs.frozen
class Desk:
    """The two who decide, and the address of the public pages."""

    officer: Officer
    approver: Officer
    public: str


def _passkey(person: str, role: Role) -> Passkey:
    return attrs.evolve(Passkey.of(person, OFFICE, role), site=SITE)


@contextmanager
def a_desk(browser: Browser, workspace: Path) -> Iterator[Desk]:
    """Let an officer and an approver of the republican headquarters come to the desk."""
    passkeys = (_passkey("cleo", Role.OFFICER), _passkey("dan", Role.APPROVER))

    def seated() -> None:
        with opened_at(workspace) as console:
            seat(console, *passkeys)

    with ThreadPoolExecutor(1) as beside:  # where the loop of a browser does not run
        beside.submit(seated).result()
    with (
        going_on("console", "--port", "0", "--workspace", workspace) as console,
        going_on("serve", "--port", "0", "--workspace", workspace) as served,
    ):
        address = console.until("serving")["address"]
        found = []
        for passkey in passkeys:
            page = at_a_keyboard(browser, passkey, viewport=DESKTOP).page
            one = Officer(page, address, passkey.person, "")
            one.sign_in()
            found.append(one)
        officer, approver = found
        yield Desk(officer, approver, served.until("serving")["address"])
        assert console.end() == 0


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

    With ``DABYL_PICTURES`` set, what a desk shows first stays there under the plain name, and
    the whole page of a desk in the light and of a phone in the dark beside it.
    """
    kept = Path(os.environ.get("DABYL_PICTURES") or folder)
    kept.mkdir(exist_ok=True)
    for size, of in ((PHONE, "phone-dark"), (DESKTOP, "desk-light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="dark" if size is PHONE else "light")
        assert too_wide(page) == "", (name, of)
        assert axe_finds(page) == [], (name, of)
        page.screenshot(path=kept / f"{name}-{of}.png", full_page=True)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=kept / f"{name}.png")


def pictured(page: Page, name: str, top: Locator | None = None) -> None:
    """Keep a picture of what a desk shows, with *top* at its top; only for ``DABYL_PICTURES``."""
    kept = os.environ.get("DABYL_PICTURES")
    if not kept:
        return
    before = page.viewport_size or PHONE
    page.set_viewport_size(DESKTOP)
    page.evaluate("scrollTo(0, 0)")
    if top is not None:
        top.evaluate("(one) => one.scrollIntoView()")
    page.wait_for_timeout(500)
    page.screenshot(path=Path(kept) / f"{name}.png")
    page.set_viewport_size(before)
