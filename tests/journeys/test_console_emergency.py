"""One officer at night: released alone, marked, and countersigned by another; in real browsers."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from support.browser import PATIENCE_MS, chromium  # noqa: F401 - a fixture
from support.duty import pictured
from support.officers import Officer, a_browser, a_running_console, admitted, invited, joined
from support.officers import two_administrators as two
from support.processes import asked, dabyl, osland_folder
from support.usable import assert_usable

pytestmark = pytest.mark.browser

OFFICE = "xo-hq"
SMALL = {"width": 360, "height": 740}
GROUNDS = {"en": "A dam is breaking.", "fr": "Un barrage cède."}


def a_workspace(folder: Path) -> Path:
    """Make a workspace whose pack lets one person decide for six hours."""
    pack = osland_folder(folder)
    law = pack / "law.toml"
    said = law.read_text("utf-8")
    law.write_text(said.replace("max_days = 40\n", "max_days = 40\nemergency_hours = 6\n", 1))
    asked("init", folder / "hq", "--pack", pack, "--kind", "live")
    return folder / "hq"


def newcomer(browser, address: str, ada: Officer, bo: Officer, name: str, *roles: str) -> Officer:
    person, code = invited(ada, name)
    page = a_browser(browser, viewport=SMALL, timezone_id="Asia/Almaty")
    page.set_default_timeout(PATIENCE_MS)
    one = joined(page, address, person, code)
    admitted(ada, bo, one, *roles, office=OFFICE)
    one.sign_in()
    return one


class TestOneOfficerAtNight:
    def test_releases_alone_and_another_countersigns(self, chromium, tmp_path):  # noqa: F811 - the fixture
        workspace = a_workspace(tmp_path)
        with a_running_console(workspace) as address:
            ada, bo = two(chromium, workspace, address)
            ada.sign_in()
            bo.sign_in()
            lone = newcomer(chromium, address, ada, bo, "Cleo", "officer", "approver")
            other = newcomer(chromium, address, ada, bo, "Dan", "approver")
            self.drafts(lone)
            self.releases(lone)
            self.countersigns(other)
        assert dabyl("verify", "--workspace", workspace).returncode == 0

    def drafts(self, lone: Officer) -> None:
        page = lone.page
        lone.open("/")
        page.get_by_role("button", name="Declare: North").first.click()
        page.get_by_label("High", exact=False).first.check()
        page.get_by_label("for a number of days").check()
        page.get_by_role("textbox", name="Number of days").fill("5")
        page.get_by_label("Kind of reason").select_option(index=1)
        for code, text in GROUNDS.items():
            page.locator(f"#grounds-{code}").fill(text)
        page.get_by_role("button", name="Save and preview").click()
        page.get_by_role("link", name="What happens if you release alone").click()

    def releases(self, lone: Officer) -> None:
        page = lone.page
        page.get_by_role("heading", name="What will happen").wait_for()
        pictured(page, "console-alone")
        expect(page.locator("time").first).to_contain_text(re.compile(r"\d\d:\d\d by your clock"))
        page.get_by_label("Type the name of the level").fill("high")
        page.get_by_role("button", name="Sign and release alone").click()
        page.get_by_text("Released: entry").wait_for()
        lone.open("/")
        page.get_by_role("heading", name="Waits for a countersignature: 1").wait_for()
        assert page.get_by_text("another person has to countersign").is_visible()
        assert_usable(page)

    def countersigns(self, other: Officer) -> None:
        page = other.page
        other.open("/")
        pictured(page, "console-countersign")
        page.get_by_role("link", name="Read and countersign").click()
        page.get_by_role("heading", name="What will happen").wait_for()
        page.frame_locator("iframe >> nth=0").get_by_text(GROUNDS["en"]).first.wait_for()
        page.get_by_label("Type the name of the level").fill("élevé")
        page.get_by_role("button", name="Sign and countersign").click()
        page.get_by_text("another one countersigned").wait_for()
        other.open("/")
        assert not page.get_by_text("Waits for a countersignature").count()
