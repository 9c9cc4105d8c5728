"""A decision by keyboard alone: drafted and proposed by one, read and approved by another."""

from concurrent.futures import ThreadPoolExecutor

import attrs
import pytest
from playwright.sync_api import expect

from dabyl.core.formats.places.borders import format_borders
from dabyl.core.register.facts import BordersAdopted
from dabyl.core.staff.keys import Role
from dabyl.usecases.desk import record
from support.authenticator import Passkey
from support.browser import chromium  # noqa: F401 - a fixture
from support.consoles import a_console, seat
from support.keyboard import Keyboard, at_a_keyboard
from support.osland import BORDERS
from support.seated import served
from support.usable import axe_finds

pytestmark = pytest.mark.browser

OFFICER, APPROVER = (
    attrs.evolve(Passkey.of(person, "xo-hq", role), site="localhost")
    for person, role in (("officer-1", Role.OFFICER), ("officer-2", Role.APPROVER))
)

NORTHERN = attrs.evolve(Passkey.of("officer-3", "xo-hq", Role.OFFICER), site="localhost")
NORTHERN = attrs.evolve(NORTHERN, area=("XO-N",))


def made(folder):
    with a_console(folder) as console:
        seat(console, OFFICER, APPROVER, NORTHERN)
        drawn = BordersAdopted(borders=BORDERS, geojson=format_borders(BORDERS))
        record(console.house.desk, console.house.register(), [drawn], at=console.now())
        return console.house.folder


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with ThreadPoolExecutor(1) as beside:
        workspace = beside.submit(made, tmp_path_factory.mktemp("keyboard")).result()
    with served(workspace) as found:
        yield found


def focused(keys: Keyboard) -> str:
    return str(keys.page.evaluate("document.activeElement.id || document.activeElement.tagName"))


def skip(keys: Keyboard) -> None:
    """Pass over the head of a page."""
    keys.press("Tab")
    assert keys.page.evaluate("document.activeElement.className") == "skip"
    keys.press("Enter")
    assert focused(keys) == "main"


def sign_in(keys: Keyboard, address: str) -> None:
    keys.page.goto(f"{address}sign-in")
    skip(keys)
    keys.press("Tab", "Enter")
    keys.page.get_by_role("heading", name="What stands now").wait_for()


def saved(keys: Keyboard) -> None:
    expect(keys.page.locator("#status")).to_contain_text("Saved at")


class TestAKeyboard:
    def test_is_enough_to_decide(self, chromium, address):  # noqa: F811 - the fixture
        officer = at_a_keyboard(chromium, OFFICER, viewport={"width": 360, "height": 740})
        sign_in(officer, address)
        self.draft(officer)
        self.propose(officer)
        approver = at_a_keyboard(chromium, APPROVER, viewport={"width": 1280, "height": 720})
        sign_in(approver, address)
        self.approve(approver)

    def draft(self, keys: Keyboard) -> None:
        page = keys.page
        skip(keys)
        keys.use(page.get_by_role("button", name="Declare: North"))
        page.get_by_role("heading", name="Declare", level=1).wait_for()
        skip(keys)
        keys.choose(page.get_by_role("radio", name="High"))
        keys.use(page.get_by_text("On the map"))
        page.locator("svg.map").wait_for()
        south = page.get_by_role("checkbox", name="South: ")
        keys.use(south, "Space")
        expect(south).to_be_checked()
        north = page.get_by_role("checkbox", name="North", exact=True)
        keys.use(north, "Space")
        expect(north).not_to_be_checked()
        expect(page.get_by_role("checkbox", name="South", exact=True)).to_be_checked()
        keys.choose(page.get_by_role("radio", name="for a number of days"))
        keys.press("Tab")
        keys.write("5")
        keys.to(page.get_by_label("Kind of reason"))
        keys.press("ArrowDown")
        for code in ("en", "fr"):
            keys.to(page.locator(f"#grounds-{code}"))
            keys.write(f"A large event ({code}).")
        saved(keys)
        assert keys.walk_through() > 20

    def propose(self, keys: Keyboard) -> None:
        page = keys.page
        keys.use(page.get_by_role("button", name="Save and preview"))
        page.get_by_role("heading", name="Preview").wait_for()
        assert keys.walk_through() > 10
        keys.use(page.get_by_role("button", name="Sign and propose"))
        page.get_by_text("waits for approval").wait_for()

    def approve(self, keys: Keyboard) -> None:
        page = keys.page
        keys.use(page.get_by_role("link", name="Drafts", exact=True))
        page.get_by_role("heading", name="Drafts", level=1).wait_for()
        skip(keys)
        keys.use(page.locator("main").get_by_role("link").first)
        keys.use(page.get_by_role("link", name="Read and decide"))
        page.get_by_role("heading", name="Your decision").wait_for()
        assert keys.walk_through() > 10
        keys.to(page.get_by_label("Type the name of the level"))
        keys.write("low")
        keys.press("Enter")
        wrong = page.get_by_role("heading", level=1)
        expect(wrong).to_be_focused()
        keys.use(page.get_by_role("link", name="Back to the page"))
        page.get_by_role("heading", name="Your decision").wait_for()
        keys.to(page.get_by_label("Type the name of the level"))
        keys.write("high")
        keys.press("Enter")
        page.get_by_text("Released: entry").wait_for()

    def test_is_told_on_the_map_what_a_key_does_not_reach(self, chromium, address):  # noqa: F811 - the fixture
        keys = at_a_keyboard(chromium, NORTHERN, viewport={"width": 360, "height": 740})
        sign_in(keys, address)
        page = keys.page
        keys.use(page.get_by_role("button", name="Declare: North"))
        keys.use(page.get_by_text("On the map"))
        south = page.locator("[data-unit=XO-S]")
        keys.use(south, "Space")
        expect(south).to_be_disabled()
        expect(south).to_have_attribute("aria-checked", "false")
        expect(page.locator("[data-map] [role=status]")).to_contain_text("beyond what your key")
        assert axe_finds(page) == []
