"""Pages in a real Chromium: accessible, readable at every width, and useful without script."""

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from dabyl.core.publication.site import Site
from support.browser import chromium  # noqa: F401 - a fixture
from support.osland import osland
from support.sites import AKTOBE_CITY, site_at, summer_register

pytestmark = pytest.mark.browser

LANGUAGES = ("kk", "ru", "en")
KINDS = {
    "front": "{lang}/index.html",
    "place": f"{{lang}}/place/{AKTOBE_CITY}/index.html",
    "region": "{lang}/place/150000000/index.html",
    "decision": "{lang}/decision/kz-2016-01/index.html",
    "incident": "{lang}/incident/aktobe-2016/index.html",
    "history": "{lang}/history/index.html",
    "year": "{lang}/history/2016/index.html",
    "help": "{lang}/help/index.html",
    "law": "{lang}/law/index.html",
    "work": "{lang}/law/work/kz-cc/index.html",
    "provision": "{lang}/law/provision/kz-cc-255-1/index.html",
    "law-calendar": "{lang}/law/calendar/index.html",
    "verify": "{lang}/verify/index.html",
    "print": f"print/{{lang}}/{AKTOBE_CITY}.html",
}
PAGES = [kind.format(lang=lang) for lang in LANGUAGES for kind in KINDS.values()] + ["index.html"]
NOON = "2016-06-07T12:00+06:00"
BILL = "{lang}/law/bill/kz-2016-package/index.html"
LATER = "2017-02-01T12:00+06:00"


def written(site: Site, folder: Path, paths: list[str]) -> Path:
    """Write pages of a site to a folder and return it."""
    for path in paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(site.page(path))
    return folder


@pytest.fixture(scope="module")
def summer(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("summer")
    later = site_at(LATER, summer_register(), archive=True)
    written(later, folder, [BILL.format(lang=lang) for lang in LANGUAGES])
    yield written(site_at(NOON, summer_register(), archive=True), folder, PAGES)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def leased(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("leased")
    yield written(site_at(NOON, summer_register()), folder, ["en/index.html"])
    shutil.rmtree(folder)


def opened(browser: Browser, folder: Path, path: str, **context: object) -> Page:
    page = browser.new_context(**context).new_page()  # type: ignore[arg-type]  # context options
    page.goto(f"file://{folder}/{path}")
    return page


def violations(page: Page) -> list[tuple[str, str, str]]:
    """Return what axe finds on a page."""
    found = Axe().run(page).response["violations"]
    return [(page.url, one["id"], one["nodes"][0]["html"][:200]) for one in found]


class TestPagesInBrowser:
    @pytest.mark.parametrize("kind", [*KINDS, "bill"])
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_are_accessible_in_light_and_in_the_dark(self, chromium, summer, lang, kind):  # noqa: F811 - the fixture
        page = opened(chromium, summer, KINDS.get(kind, BILL).format(lang=lang), bypass_csp=True)
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page) == []
        page.context.close()

    @pytest.mark.parametrize("width", [360, 1280])
    def test_need_no_sideways_scrolling(self, chromium, summer, width):  # noqa: F811 - the fixture
        page = chromium.new_context(viewport={"width": width, "height": 800}).new_page()
        for path in (*PAGES, *(BILL.format(lang=lang) for lang in LANGUAGES)):
            page.goto(f"file://{summer}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.context.close()

    def test_ask_for_nothing_but_themselves(self, chromium, summer):  # noqa: F811 - the fixture
        page = chromium.new_page()
        asked: list[str] = []
        told: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        for path in PAGES:
            page.goto(f"file://{summer}/{path}")
        page.close()
        assert len(asked) == len(PAGES)
        assert told == []

    def test_say_what_stands_without_script(self, chromium, leased):  # noqa: F811 - the fixture
        page = opened(chromium, leased, "en/index.html", java_script_enabled=False)
        text = page.inner_text("main")
        footer = page.inner_text("footer")
        page.context.close()
        assert "Yellow (moderate)" in text
        assert "through 15 July 2016, ends 16 July 2016 00:00 (Almaty time)" in text
        assert "Last confirmed at 7 June 2016 12:00 (Almaty time)." in footer

    def test_say_that_they_are_stale_when_their_lease_is_over(self, chromium, leased):  # noqa: F811 - the fixture
        page = opened(chromium, leased, "en/index.html")
        assert page.locator("#stale").is_visible()
        assert "last confirmed at 7 June 2016 12:00" in page.inner_text("#stale")
        page.context.close()

    def test_are_not_stale_before(self, chromium, leased):  # noqa: F811 - the fixture
        page = chromium.new_context().new_page()
        page.clock.install(time="2016-06-07T06:30:00Z")
        page.goto(f"file://{leased}/en/index.html")
        assert page.locator("#stale").is_hidden()
        page.clock.run_for(40 * 60 * 1000)
        assert page.locator("#stale").is_visible()
        page.context.close()

    def test_can_be_walked_by_keyboard(self, chromium, summer):  # noqa: F811 - the fixture
        page = opened(chromium, summer, "en/index.html")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator("svg.map a").count() >= 16
        page.context.close()

    def test_print_on_paper(self, chromium, summer):  # noqa: F811 - the fixture
        page = opened(chromium, summer, f"print/ru/{AKTOBE_CITY}.html")
        page.emulate_media(media="print")
        assert page.locator("#main").is_visible()
        pages = page.pdf(format="A4").count(b"/Type /Page\n")
        page.context.close()
        assert pages == 1

    def test_read_from_right_to_left(self, chromium, summer):  # noqa: F811 - the fixture
        page = opened(chromium, summer, "en/index.html", viewport={"width": 360, "height": 800})
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        panel, text = page.locator(".now"), page.locator(".now .h")
        right = (panel.bounding_box() or {})["x"] + (panel.bounding_box() or {})["width"]
        assert right - (text.bounding_box() or {})["x"] - (text.bounding_box() or {})["width"] > 12
        page.context.close()


class TestBusyPage:
    def test_is_accessible_with_all_that_a_page_can_say(self, chromium, tmp_path):  # noqa: F811 - the fixture
        site = site_at("2021-03-10T14:00+01:00", osland(), archive=True)
        busiest = ("index.html", "en/place/XO/index.html", "en/decision/lowered/index.html")
        others = ("en/incident/fire/index.html", "en/incident/bare/index.html", "print/en/XO.html")
        paths = [*busiest, *others]
        written(site, tmp_path, paths)
        page = chromium.new_context(bypass_csp=True).new_page()
        for path in paths:
            page.goto(f"file://{tmp_path}/{path}")
            assert violations(page) == []
        page.context.close()
