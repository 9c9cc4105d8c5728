"""5 and 6 June 2016 at the console: two officers, their passkeys, and the public page beside.

The texts are those of the shipped scenario. ``make screenshots`` keeps the pictures made here.
"""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from dabyl.core.levels.decision import Decision
from dabyl.core.register.facts import DecisionMade
from dabyl.core.values.languages import Texts
from support.browser import chromium  # noqa: F401 - a fixture
from support.duty import (
    PATIENCE_MS,
    Desk,
    a_desk,
    approve,
    begin,
    looked_at,
    public_says,
    put_forward,
    send_back,
    to_review,
)
from support.processes import asked, dabyl
from support.replays import shipped

pytestmark = pytest.mark.browser

CITY = "Aktobe city"
HASTY = "Because of the events in Aktobe."
WHY = "The text message names the city only."


@cache
def decided(key: str) -> Decision:
    """Return a decision of the scenario."""
    facts = [step.fact for step in shipped("kazakhstan-2016").steps]
    made = [fact.decision for fact in facts if isinstance(fact, DecisionMade)]
    return next(decision for decision in made if decision.id == key)


def type_texts(page: Page, field: str, texts: Texts) -> None:
    for lang, text in texts.as_dict().items():
        page.locator(f"#{field}-{lang}").fill(text)


class TestTheTwoDays:
    def test_are_played_by_two_officers(self, chromium, tmp_path):  # noqa: F811 - the fixture
        workspace = tmp_path / "hq"
        asked("init", workspace, "--pack", "kz", "--kind", "live")
        with a_desk(chromium, workspace) as desk:
            reader = chromium.new_context(locale="en-GB").new_page()
            self.red_is_drafted(desk, tmp_path)
            self.red_goes_back_and_is_changed(desk, tmp_path)
            self.red_is_approved(desk, reader, tmp_path)
            self.yellow_is_declared(desk, reader)
            self.yellow_is_corrected(desk, reader, tmp_path)
            self.yellow_is_extended(desk)
            self.red_is_lifted(desk, reader)
            with urlopen(f"{desk.public}feed/en.atom") as feed:  # noqa: S310 - our own server
                assert b"republican-hq" in feed.read()
        assert dabyl("verify", "--workspace", workspace).returncode == 0

    def red_is_drafted(self, desk: Desk, folder: Path) -> None:
        red, page = decided("kz-2016-01"), desk.officer.page
        desk.officer.open("/")
        looked_at(page, folder, "console-now")
        begin(desk.officer, "Declare: Aktobe Region")
        page.get_by_label("Red", exact=False).first.check()
        page.get_by_label("until further notice").check()
        start = datetime.fromisoformat(page.locator("#f-start").input_value())
        page.locator("#f-review").fill(f"{start + timedelta(days=2):%Y-%m-%dT%H:%M}")
        page.get_by_label("Kind of reason").select_option(red.reason)
        type_texts(page, "grounds", red.grounds)
        type_texts(page, "title", red.title)
        expect(page.locator("#status")).to_contain_text("Saved at", timeout=PATIENCE_MS)
        looked_at(page, folder, "console-draft")
        page.get_by_role("button", name="Save and preview").click()
        page.get_by_role("button", name="Sign and propose").wait_for()
        framed = page.frame_locator("iframe >> nth=0")
        framed.get_by_text(red.grounds.as_dict()["en"]).first.wait_for()
        looked_at(page, folder, "console-preview")
        page.get_by_role("button", name="Sign and propose").click()
        page.get_by_text("waits for approval").wait_for()

    def red_goes_back_and_is_changed(self, desk: Desk, folder: Path) -> None:
        to_review(desk.approver)
        send_back(desk.approver, WHY)
        desk.officer.open("/drafts")
        looked_at(desk.officer.page, folder, "console-drafts")
        desk.officer.page.get_by_role("link", name="Declare: Aktobe Region").click()
        assert desk.officer.page.get_by_text(WHY).is_visible()
        looked_at(desk.officer.page, folder, "console-sent-back")
        desk.officer.page.get_by_label("Aktobe Region", exact=True).uncheck()
        desk.officer.page.get_by_label("By name or code").fill(CITY)
        put_forward(desk.officer)

    def red_is_approved(self, desk: Desk, reader: Page, folder: Path) -> None:
        page = desk.approver.page
        to_review(desk.approver)
        looked_at(page, folder, "console-review")
        page.get_by_label("Type the name of the level").fill("yellow")
        page.get_by_role("button", name="Sign and approve").click()
        page.get_by_text("is not the name of the level").wait_for()
        to_review(desk.approver)
        approve(desk.approver, "red")
        looked_at(page, folder, "console-released")
        public_says(reader, desk.public, "Red")

    def yellow_is_declared(self, desk: Desk, reader: Page) -> None:
        yellow, page = decided("kz-2016-03"), desk.officer.page
        begin(desk.officer, "Declare: Kazakhstan")
        page.get_by_label("Yellow", exact=False).first.check()
        page.get_by_label("for a number of days").check()
        page.get_by_role("textbox", name="Number of days").fill("4")
        page.get_by_label("Kind of reason").select_option(index=1)
        type_texts(page, "grounds", yellow.grounds)
        type_texts(page, "advice", yellow.advice)
        page.locator("#grounds-en").fill(HASTY)
        put_forward(desk.officer)
        to_review(desk.approver)
        approve(desk.approver, "жёлтый")
        public_says(reader, desk.public, "Yellow")

    def yellow_is_corrected(self, desk: Desk, reader: Page, folder: Path) -> None:
        right, page = decided("kz-2016-03").grounds.as_dict()["en"], desk.officer.page
        begin(desk.officer, "Correct: Kazakhstan")
        days = page.get_by_role("textbox", name="Number of days")
        expect(days).to_have_value("4")
        days.fill("40")
        page.locator("#grounds-en").fill(right)
        expect(page.get_by_text("changed", exact=True).locator("visible=true")).to_have_count(2)
        expect(page.locator("#status")).to_contain_text("Saved at", timeout=PATIENCE_MS)
        looked_at(page, folder, "console-correction")
        put_forward(desk.officer)
        to_review(desk.approver)
        approve(desk.approver, "yellow")
        public_says(reader, desk.public, right, path="en/decision/republican-hq-2026-02/index.html")

    def yellow_is_extended(self, desk: Desk) -> None:
        page = desk.officer.page
        begin(desk.officer, "Extend: Kazakhstan")
        page.get_by_label("for a number of days").check()
        page.get_by_role("textbox", name="Number of days").fill("70")  # from today
        page.get_by_label("Kind of reason").select_option(index=1)
        put_forward(desk.officer)
        to_review(desk.approver)
        approve(desk.approver, "сары")

    def red_is_lifted(self, desk: Desk, reader: Page) -> None:
        begin(desk.officer, "Lift: Aktobe")
        desk.officer.page.get_by_label("Kind of reason").select_option(index=1)
        put_forward(desk.officer)
        to_review(desk.approver)
        approve(desk.approver, "қызыл")
        public_says(reader, desk.public, "lifted", path="en/history/index.html")
