"""The library at the console: two editors, two browsers, and the public page that follows."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from support.browser import chromium  # noqa: F401 - a fixture
from support.officers import Officer, a_browser, a_running_console, admitted, invited, joined
from support.officers import two_administrators as two
from support.processes import asked

pytestmark = pytest.mark.browser

PATIENCE_MS = 60_000
OLD, NEW = 'en = "Abai Region"', 'en = "Region of Abai"'


def looked_at(page: Page, folder: Path, name: str) -> None:
    """Take a picture; see that the page fits a phone and is accessible, in the dark as well."""
    page.screenshot(path=folder / f"{name}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], (name, scheme)
    page.emulate_media(color_scheme="light")


def editors(browser, workspace: Path, address: str) -> list[Officer]:
    """Let two editors come to the desk, with phones."""
    ada, bo = two(browser, workspace, address)
    ada.sign_in()
    bo.sign_in()
    found = []
    for name in ("Eva", "Ezra"):
        person, code = invited(ada, name)
        page = a_browser(browser, viewport={"width": 360, "height": 740})
        page.set_default_timeout(PATIENCE_MS)
        one = joined(page, address, person, code)
        admitted(ada, bo, one, "editor")
        one.sign_in()
        found.append(one)
    return found


class TestTheLibrary:
    def test_is_changed_by_two_editors(self, chromium, tmp_path):  # noqa: F811 - the fixture
        workspace = tmp_path / "hq"
        asked("init", workspace, "--pack", "kz", "--kind", "live")
        with a_running_console(workspace) as address:
            eva, ezra = editors(chromium, workspace, address)
            self.read(eva, tmp_path)
            self.change(eva, tmp_path)
            self.approve(ezra, tmp_path)
            eva.open("/library/see/kz/places")
            eva.page.get_by_role("rowheader", name="Region of Abai").wait_for()
        assert asked("verify", "--workspace", workspace)["problems"] == []

    def read(self, eva: Officer, folder: Path) -> None:
        eva.page.get_by_role("link", name="Library").click()
        looked_at(eva.page, folder, "library")
        for shelf in ("Places", "Scales and levels", "Offices", "Provisions", "Templates"):
            eva.open("/library")
            eva.page.get_by_role("link", name=shelf, exact=True).click()
            eva.page.get_by_role("table").wait_for()
            looked_at(eva.page, folder, f"shelf-{shelf.lower()}")

        for name, path in (
            ("simple", "/library/simple/kz/office/republican-hq"),
            ("upload", "/library/borders"),
        ):
            eva.open(path)
            looked_at(eva.page, folder, f"library-{name}")

    def change(self, eva: Officer, folder: Path) -> None:
        eva.open("/library/see/kz/places")
        eva.page.get_by_role("button", name="Change places.toml").click()
        text = eva.page.get_by_label("places.toml")
        typed = text.input_value()
        text.fill(typed.replace(OLD, NEW).replace('kind = "country"', "kind = 7"))
        eva.page.get_by_role("button", name="Save", exact=True).click()
        eva.page.get_by_role("link", name="places.toml:").first.wait_for()
        looked_at(eva.page, folder, "library-problems")
        eva.page.get_by_label("places.toml").fill(typed.replace(OLD, NEW))
        eva.page.get_by_text("Nothing speaks against it").wait_for()  # a script saved it
        eva.page.get_by_role("button", name="Save and look").click()
        eva.page.get_by_role("heading", name="Texts that would read otherwise").wait_for()
        looked_at(eva.page, folder, "library-look")
        eva.page.get_by_role("link", name="Which public pages would change").click()
        eva.page.get_by_text("en/place/100000000/index.html").wait_for()
        looked_at(eva.page, folder, "library-pages")
        eva.page.go_back()
        eva.page.get_by_role("button", name="Sign and propose").click()
        eva.page.get_by_text("waits for approval").wait_for()

    def approve(self, ezra: Officer, folder: Path) -> None:
        ezra.open("/library")
        ezra.page.get_by_role("link", name="kz: places.toml").click()
        ezra.page.get_by_role("link", name="Read and decide").click()
        ezra.page.get_by_role("heading", name="Your decision").wait_for()
        looked_at(ezra.page, folder, "library-review")
        ezra.page.get_by_role("button", name="Sign and approve").click()
        ezra.page.get_by_text("Recorded: entry").wait_for()
        looked_at(ezra.page, folder, "library-recorded")
