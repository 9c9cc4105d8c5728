"""Pages of accounts in a real Chromium: for screen readers, small phones and keyboards."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from support.browser import chromium  # noqa: F401 - a fixture
from support.officers import Officer, a_browser, a_running_console, invited, joined
from support.officers import two_administrators as two
from support.processes import asked, osland_folder

pytestmark = pytest.mark.browser

LANGUAGES = ("kk", "ru", "en")
OUTSIDE = ("/sign-in", "/sign-in/with-code", "/join", "/nothing")
INSIDE = (
    *("/", "/me", "/staff", "/trail", "/staff/admit/3", "/staff/admit/3?role=officer&office=xo-hq"),
    *("/staff/retire/2", "/staff/proposal/1"),
)


def is_usable(page) -> None:
    """Check the page that is open, light and dark, and at the width of a small phone."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        told = [(page.url, one["id"], one["nodes"][0]["html"][:200]) for one in found]
        assert told == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def speaks(officer: Officer, lang: str) -> None:
    officer.page.locator(f".languages button[lang={lang}]").click()
    assert officer.page.evaluate("document.documentElement.lang") == lang


@pytest.fixture
def workspace(tmp_path):
    asked("init", tmp_path / "hq", "--pack", osland_folder(tmp_path), "--kind", "exercise")
    return tmp_path / "hq"


class TestAccounts:
    def test_are_usable_by_everybody_in_every_language(self, chromium, workspace):  # noqa: F811 - the fixture
        small = {"width": 360, "height": 800}
        with a_running_console(workspace) as address:
            # with its policy off, since axe is a script of ours no more than of others
            ada, bo = two(chromium, workspace, address, bypass_csp=True, viewport=small)
            for lang in LANGUAGES:
                speaks(ada, lang)
                for path in OUTSIDE:
                    ada.open(path)
                    is_usable(ada.page)
            bo.sign_in()
            person, code = invited(bo, "Cleo")
            is_usable(bo.page)
            cleo = joined(
                a_browser(chromium, bypass_csp=True, viewport=small), address, person, code
            )
            is_usable(cleo.page)
            bo.open("/me")
            bo.page.get_by_role("button", name="Ask").click()
            ada.open("/sign-in")
            speaks(ada, "en")
            ada.sign_in()
            for lang in LANGUAGES:
                speaks(ada, lang)
                for path in INSIDE:
                    ada.open(path)
                    assert ada.page.locator(".mark").is_visible()
                    is_usable(ada.page)
            ada.open("/me")
            ada.page.locator("form[action='/me/codes'] button").click()
            is_usable(ada.page)

    def test_are_opened_by_keyboard_alone(self, chromium, workspace):  # noqa: F811 - the fixture
        with a_running_console(workspace) as address:
            ada, _ = two(chromium, workspace, address)
            ada.open("/sign-in")
            keys, page = ada.page.keyboard, ada.page
            keys.press("Tab")
            assert page.evaluate("document.activeElement.className") == "skip"
            keys.press("Enter")
            assert page.evaluate("document.activeElement.id") == "main"
            keys.press("Tab")
            keys.press("Enter")
            page.get_by_role("heading", name="What stands now").wait_for()
