"""Places picked on the map, areas drawn on it or uploaded, and texts made from a template."""

from collections.abc import Iterator
from contextlib import contextmanager
from json import dumps
from pathlib import Path

import pytest
from playwright.sync_api import expect

from support.browser import PATIENCE_MS, chromium  # noqa: F401 - a fixture
from support.officers import Officer, a_browser, a_running_console, admitted, invited, joined
from support.officers import two_administrators as two
from support.processes import asked
from support.usable import assert_usable

pytestmark = pytest.mark.browser


@contextmanager
def an_officer(browser, workspace: Path) -> Iterator[Officer]:
    """Let an officer of the republican headquarters come to the desk, with a phone."""
    asked("init", workspace, "--pack", "kz", "--kind", "live")
    with a_running_console(workspace) as address:
        ada, bo = two(browser, workspace, address)
        ada.page.set_default_timeout(PATIENCE_MS)
        bo.page.set_default_timeout(PATIENCE_MS)
        ada.sign_in()
        bo.sign_in()
        person, code = invited(ada, "Cleo")
        page = a_browser(browser, viewport={"width": 360, "height": 740})
        page.set_default_timeout(PATIENCE_MS)
        one = joined(page, address, person, code)
        admitted(ada, bo, one, "officer", office="republican-hq")
        one.sign_in()
        yield one


def begin(one: Officer, button: str) -> None:
    one.open("/")
    one.page.get_by_role("button", name=button, exact=True).first.click()
    one.page.get_by_role("heading", level=1).wait_for()


class TestAreas:
    def test_are_picked_drawn_and_put_into_words(self, chromium, tmp_path):  # noqa: F811 - the fixture
        with an_officer(chromium, tmp_path / "hq") as officer:
            self.pick(officer)
            self.draw(officer)
            self.upload(officer, tmp_path)
            self.fill_template(officer)

    def pick(self, officer: Officer) -> None:
        page = officer.page
        begin(officer, "Declare: Almaty")
        page.get_by_text("On the map").click()
        kostanay = page.get_by_role("checkbox", name="Kostanay Region: No level")
        kostanay.click()
        expect(kostanay).to_be_checked()
        expect(page.locator('input[name="unit"][value="390000000"]')).to_be_checked()
        expect(page.locator("#status")).to_contain_text("Saved at")
        kostanay.press("Space")
        expect(page.locator('input[name="unit"][value="390000000"]')).not_to_be_checked()
        page.locator('input[name="unit"][value="390000000"]').check()
        expect(kostanay).to_be_checked()
        page.get_by_label("Look into").select_option("390000000")
        page.locator("[data-unit]").filter(has_text="Altynsarin").press("Enter")
        expect(page.get_by_label("Look into")).to_have_value("390000000")
        expect(page.locator("#status")).to_contain_text("Saved at")
        assert_usable(page)

    def draw(self, officer: Officer) -> None:
        page = officer.page
        page.get_by_role("button", name="Draw or upload an area").click()
        page.get_by_text("Or on the map").click()
        drawn = page.locator("svg.map")
        drawn.wait_for()
        page.get_by_label("Circle").check()
        drawn.click(position={"x": 250, "y": 150})
        drawn.click(position={"x": 262, "y": 150})
        assert page.locator(".sketch").count() == 3
        assert_usable(page)
        page.get_by_role("button", name="Look at the area").click()
        page.get_by_text("A circle around").wait_for()
        assert page.get_by_label("Zhetisu Region").or_(page.get_by_label("Almaty Region")).count()

    def upload(self, officer: Officer, folder: Path) -> None:
        page = officer.page
        page.get_by_role("link", name="Give it anew").click()
        corners = [[76.8, 43.1], [77.1, 43.1], [77.1, 43.4], [76.8, 43.4]]
        page.locator("#text").fill(dumps({"type": "Polygon", "coordinates": [corners]}))
        page.get_by_role("button", name="Look at the area").click()
        page.get_by_text("A ring is not closed").wait_for()
        file = folder / "almaty.geojson"
        file.write_text(dumps({"type": "Polygon", "coordinates": [[*corners, corners[0]]]}))
        page.locator("#upload").set_input_files(file)
        page.get_by_role("button", name="Look at the area").click()
        page.get_by_text("Places that it touches").wait_for()
        assert_usable(page)
        page.get_by_role("button", name="Take it into the draft").click()
        page.get_by_role("heading", name="Declare").wait_for()

    def fill_template(self, officer: Officer) -> None:
        page = officer.page
        page.get_by_label("Template", exact=True).select_option("Red declared")
        page.get_by_role("button", name="Use the template").click()
        page.get_by_text("Only the slots can be typed").wait_for()
        page.get_by_label("for a number of days").check()
        page.get_by_role("textbox", name="Number of days").fill("5")
        page.get_by_label("Kind of reason").select_option(index=1)
        for code in ("kk", "ru", "en"):
            page.locator(f"#slot-circumstances-{code}").fill(f"({code})")
            page.locator(f"#slot-contact-{code}").fill("1414")
        expect(page.locator('[data-part="wording"]')).to_contain_text("Вопросы: 1414.")
        expect(page.locator('[data-part="reach"]')).to_contain_text("people live there")
        assert_usable(page)
        page.get_by_role("button", name="Save and preview").click()
        page.get_by_text("made from the template Red declared").wait_for()
