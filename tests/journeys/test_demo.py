"""``dabyl demo`` in a real Chromium: the slider, the languages, the two knowledges, no script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page, expect

from support.processes import going_on

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    with going_on("demo", "--port", "0") as demo:
        yield demo.until("serving")["address"]
        assert demo.end() == 0


@pytest.fixture
def opened(page: Page, address: str):
    """Open the demo; the test fails when its script complains."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(address)
    expect(page.locator("#date")).to_contain_text("6 June 2016 12:00")
    yield page
    assert complaints == []


def view(page: Page, at: str) -> Frame:
    """Wait until the page of an instant is shown, and return its frame."""
    shown = page.locator('iframe[name="view"]:not([hidden])')
    expect(shown).to_have_count(1)
    page.wait_for_function(
        """at => { const f = document.querySelector('iframe[name="view"]:not([hidden])');
                   return f && f.contentWindow.location.pathname.includes(at)
                     && f.contentDocument.readyState === "complete"; }""",
        arg=at,
    )
    handle = shown.element_handle()
    frame = None if handle is None else handle.content_frame()
    assert frame is not None
    return frame


class TestSlider:
    def test_shows_the_map_and_the_page_of_the_instant(self, opened):
        frame = view(opened, "2016-06-06T12:00:00+06:00/en/")
        expect(frame.locator("h1")).to_contain_text("Kazakhstan")
        expect(frame.locator("body")).to_contain_text("ends 16 July 2016 00:00")
        expect(frame.locator("svg.map")).to_be_in_viewport()

    def test_goes_by_the_arrow_keys_and_stops_at_every_event(self, opened):
        opened.focus("#slider")
        opened.keyboard.press("ArrowLeft")
        expect(opened.locator("#event")).to_contain_text("Kazakhstan: yellow (moderate) declared")
        opened.keyboard.press("End")
        expect(opened.locator("#date")).to_contain_text("20 January 2017")
        frame = view(opened, "2017-01-20T12:00:00+06:00/en/")
        expect(frame.locator("h1 + *")).not_to_contain_text("Yellow")

    def test_jumps_from_event_to_event(self, opened):
        opened.click("#next")
        expect(opened.locator("#event")).to_contain_text("Aktobe")
        opened.click("#next")
        opened.click("#next")
        expect(opened.locator("#event")).not_to_be_empty()
        opened.click("#back")
        expect(opened.locator("#slider")).to_have_attribute("aria-valuetext", re.compile(", "))

    def test_marks_every_event(self, opened):
        stops = opened.evaluate("JSON.parse(document.getElementById('data').textContent).stops")
        marks = opened.locator("#marks span")
        assert marks.count() == len([stop for stop in stops if stop["label"]]) > 8
        marks.last.click(force=True)
        expect(opened.locator("#date")).to_contain_text("January 2017")

    def test_plays_by_itself_and_stops_when_told(self, opened):
        opened.click("#play")
        expect(opened.locator("#date")).not_to_contain_text("6 June 2016 12:00")
        opened.click("#play")
        shown = opened.locator("#date").inner_text()
        opened.wait_for_timeout(1_500)
        assert opened.locator("#date").inner_text() == shown


class TestSwitches:
    def test_tell_what_was_known_then_from_what_is_known_now(self, opened, address):
        opened.goto(f"{address}#2016-07-10T12:00:00+06:00,en,then")
        opened.reload()
        then = view(opened, "/at/2016-07-10T12:00:00+06:00/en/")
        expect(then.locator("body")).to_contain_text("ends 16 July 2016 00:00")
        opened.check("input[name=known][value=now]")
        now = view(opened, "/known-now/at/2016-07-10T12:00:00+06:00/en/")
        expect(now.locator("body")).to_contain_text("ends 16 January 2017 00:00")

    @pytest.mark.parametrize(
        ("lang", "date"), [("kk", "2016 жылғы 6 маусым"), ("ru", "6 июня 2016 года")]
    )
    def test_speak_each_language(self, opened, lang, date):
        opened.click(f'[data-lang="{lang}"]')
        expect(opened.locator("#date")).to_contain_text(date)
        frame = view(opened, f"2016-06-06T12:00:00+06:00/{lang}/")
        expect(frame.locator("html")).to_have_attribute("lang", lang)

    def test_keep_the_page_that_is_read(self, opened):
        frame = view(opened, "2016-06-06T12:00:00+06:00/en/")
        frame.locator('table a[href*="place/750000000"]').click()
        view(opened, "/place/750000000/")
        opened.focus("#slider")
        opened.keyboard.press("ArrowRight")
        later = view(opened, "2016-06-07T12:00:00+06:00/en/place/750000000/")
        expect(later.locator("h1")).to_contain_text("Almaty")


class TestPage:
    def test_passes_the_checks_of_axe(self, opened):
        found = Axe().run(opened, context="header").response["violations"]
        assert [(rule["id"], [n["html"] for n in rule["nodes"]]) for rule in found] == []

    @pytest.mark.parametrize("width", [360, 1280])
    def test_needs_no_sideways_scrolling(self, opened, width):
        opened.set_viewport_size({"width": width, "height": 740})
        assert opened.evaluate("document.documentElement.scrollWidth") <= width

    def test_lists_the_days_without_script(self, chromium: Browser, address):
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(address)
        page.get_by_role("link", name="18 July 2016 12:20").click()
        frame = page.frame(name="view")
        assert frame is not None
        expect(frame.locator("body")).to_contain_text("As it stood at 18 July 2016 12:20")
        context.close()
