"""June to August 2016 at the console of an exercise: two officers, and the public page beside.

The clock of the exercise is moved on from one true date to the next. The texts are those of the
shipped scenario. ``make screenshots`` keeps the pictures made here.
"""

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
    Desk,
    a_desk,
    approve,
    begin,
    looked_at,
    pictured,
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
YELLOW = "en/decision/republican-hq-2016-02/index.html"


@cache
def decided(key: str) -> Decision:
    """Return a decision of the scenario."""
    facts = [step.fact for step in shipped("kazakhstan-2016").steps]
    made = [fact.decision for fact in facts if isinstance(fact, DecisionMade)]
    return next(decision for decision in made if decision.id == key)


def type_texts(page: Page, field: str, texts: Texts) -> None:
    for lang, text in texts.as_dict().items():
        page.locator(f"#{field}-{lang}").fill(text)


class TestTheSummer:
    def test_is_played_on_its_true_dates(self, chromium, tmp_path):  # noqa: F811 - the fixture
        workspace = tmp_path / "hq"
        begins = ["--kind", "exercise", "--at", "2016-06-05T18:00+05:00"]
        asked("init", workspace, "--pack", "kz", *begins)

        def moved_on(to: str) -> None:
            asked("exercise", "clock", "--to", to, "--workspace", workspace)

        with a_desk(chromium, workspace) as desk:
            reader = chromium.new_context(locale="en-GB").new_page()
            self.red_is_drafted(desk, tmp_path)
            self.red_goes_back_and_is_changed(desk, tmp_path)
            self.red_is_approved(desk, reader, tmp_path)
            moved_on("2016-06-06T09:00+06:00")
            self.yellow_is_declared(desk, reader)
            self.yellow_is_corrected(desk, reader, tmp_path)
            moved_on("2016-06-09T00:00+05:00")
            self.red_is_lifted(desk, reader)
            moved_on("2016-07-15T12:00+06:00")
            self.yellow_is_extended(desk, reader)
            moved_on("2016-07-16T00:00+06:00")
            public_says(reader, desk.public, "15 August 2016 00:00")
            moved_on("2016-08-15T00:00+06:00")
            public_says(reader, desk.public, "No level")
            desk.officer.open("/")
            expect(desk.officer.page.get_by_text("Simulated time: 15 August 2016")).to_be_visible()
            with urlopen(f"{desk.public}feed/en.atom") as feed:  # noqa: S310 - our own server
                assert b"republican-hq-2016-02" in feed.read()
        assert dabyl("verify", "--workspace", workspace).returncode == 0

    def red_is_drafted(self, desk: Desk, folder: Path) -> None:
        red, page = decided("kz-2016-01"), desk.officer.page
        begin(desk.officer, "Declare: Aktobe Region")
        page.get_by_label("Red", exact=False).first.check()
        page.get_by_label("until further notice").check()
        assert page.locator("#f-start").input_value().startswith("2016-06-05T19:0")
        page.locator("#f-start").fill("2016-06-05T19:00")  # 18:00 in Aktobe
        page.locator("#f-review").fill("2016-06-07T19:00")
        page.get_by_label("Kind of reason").select_option(red.reason)
        type_texts(page, "grounds", red.grounds)
        type_texts(page, "title", red.title)
        expect(page.locator("#status")).to_contain_text("Saved at")
        looked_at(page, folder, "console-draft")
        page.get_by_role("button", name="Save and preview").click()
        page.get_by_role("button", name="Sign and propose").wait_for()
        framed = page.frame_locator("iframe >> nth=0")
        framed.get_by_text(red.grounds.as_dict()["en"]).first.wait_for()
        looked_at(page, folder, "console-preview")
        pictured(page, "console-forms", page.get_by_role("heading", name="What would be published"))
        page.get_by_role("button", name="Sign and propose").click()
        page.get_by_text("waits for approval").wait_for()

    def red_goes_back_and_is_changed(self, desk: Desk, folder: Path) -> None:
        to_review(desk.approver)
        send_back(desk.approver, WHY)
        desk.officer.open("/drafts")
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
        page.locator("#f-start").fill("2016-06-06T00:00")
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
        expect(page.locator("#status")).to_contain_text("Saved at")
        looked_at(page, folder, "console-correction")
        put_forward(desk.officer)
        to_review(desk.approver)
        approve(desk.approver, "yellow")
        public_says(reader, desk.public, right, path=YELLOW)
        public_says(reader, desk.public, "16 July 2016 00:00")
        desk.officer.open("/")
        looked_at(page, folder, "console-now")

    def red_is_lifted(self, desk: Desk, reader: Page) -> None:
        begin(desk.officer, "Lift: Aktobe")
        desk.officer.page.get_by_label("Kind of reason").select_option(index=1)
        put_forward(desk.officer)
        to_review(desk.approver)
        approve(desk.approver, "қызыл")
        public_says(reader, desk.public, "lifted", path="en/history/index.html")

    def yellow_is_extended(self, desk: Desk, reader: Page) -> None:
        page = desk.officer.page
        begin(desk.officer, "Extend: Kazakhstan")
        page.locator("#f-start").fill("2016-07-16T00:00")
        page.get_by_label("for a number of days").check()
        page.get_by_role("textbox", name="Number of days").fill("30")
        page.get_by_label("Kind of reason").select_option(index=1)
        put_forward(desk.officer)
        to_review(desk.approver)
        approve(desk.approver, "сары")
        public_says(reader, desk.public, "15 August 2016 00:00", path=YELLOW)
