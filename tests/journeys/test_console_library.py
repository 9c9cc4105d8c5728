"""The library at the console: two editors, two browsers, and the public page that follows."""

from pathlib import Path

import pytest

from support.browser import PATIENCE_MS, chromium  # noqa: F401 - a fixture
from support.duty import pictured
from support.officers import Officer, a_browser, a_running_console, admitted, invited, joined
from support.officers import two_administrators as two
from support.processes import asked
from support.usable import assert_usable

pytestmark = pytest.mark.browser

OLD, NEW = 'en = "Abai Region"', 'en = "Region of Abai"'


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
            self.read(eva)
            self.change(eva)
            self.approve(ezra)
            eva.open("/library/see/kz/places")
            eva.page.get_by_role("rowheader", name="Region of Abai").wait_for()
        assert asked("verify", "--workspace", workspace)["problems"] == []

    def read(self, eva: Officer) -> None:
        eva.page.get_by_role("link", name="Library").click()
        eva.page.get_by_role("link", name="Offices", exact=True).click()
        eva.page.get_by_role("table").wait_for()

    def change(self, eva: Officer) -> None:
        eva.open("/library/see/kz/places")
        eva.page.get_by_role("button", name="Change places.toml").click()
        text = eva.page.get_by_label("places.toml")
        typed = text.input_value()
        text.fill(typed.replace(OLD, NEW).replace('kind = "country"', "kind = 7"))
        eva.page.get_by_role("button", name="Save", exact=True).click()
        eva.page.get_by_role("link", name="places.toml:").first.wait_for()
        eva.page.get_by_label("places.toml").fill(typed.replace(OLD, NEW))
        eva.page.get_by_text("Nothing speaks against it").wait_for()  # a script saved it
        eva.page.get_by_role("button", name="Save and look").click()
        eva.page.get_by_role("heading", name="Texts that would read otherwise").wait_for()
        pictured(eva.page, "console-library")
        eva.page.get_by_role("link", name="Which public pages would change").click()
        eva.page.get_by_text("en/place/100000000/index.html").wait_for()
        eva.page.go_back()
        eva.page.get_by_role("button", name="Sign and propose").click()
        eva.page.get_by_text("waits for approval").wait_for()

    def approve(self, ezra: Officer) -> None:
        ezra.open("/library")
        ezra.page.get_by_role("link", name="kz: places.toml").click()
        ezra.page.get_by_role("link", name="Read and decide").click()
        ezra.page.get_by_role("heading", name="Your decision").wait_for()
        ezra.page.get_by_role("button", name="Sign and approve").click()
        ezra.page.get_by_text("Recorded: entry").wait_for()
        assert_usable(ezra.page)
