"""Every page of the console in a real Chromium: for screen readers, small phones, the dark.

1. Every name of the permission table stands in ``PAGES`` or ``NO_PAGES``: a new page is looked at.
2. Each page is looked at in every language on a phone, light; in English wide and dark as well.
3. The workspace is an exercise, whose marks and borders take most room.
"""

import re
from collections.abc import Iterator
from http import HTTPStatus
from pprint import pformat
from urllib.parse import urlsplit

import attrs
import pytest
from playwright.sync_api import Locator, Page, expect

from dabyl.console.permissions import TABLE
from support.authenticator import Passkey
from support.browser import chromium  # noqa: F401 - a fixture
from support.consoles import answer_for
from support.fullhouse import HERE, UNKNOWN, House, a_full_house
from support.read_aloud import Told, told, unclear
from support.seated import come_in, served
from support.usable import (
    DESKTOP,
    LANGUAGES,
    PHONE,
    axe_finds,
    foreign_words,
    opened_up,
    too_wide,
)

pytestmark = pytest.mark.browser

STRANGER = "stranger"
PAGES: tuple[tuple[str, str, str], ...] = (
    ("sign-in", STRANGER, "/sign-in"),
    ("code-form", STRANGER, "/sign-in/with-code"),
    ("join", STRANGER, "/join"),
    ("now", "officer", "/"),
    ("now", "auditor", "/"),
    ("staff", "admin", "/staff"),
    ("admit", "admin", "/staff/admit/{key for localhost}"),
    ("admit", "admin", "/staff/admit/{key for localhost}?role=officer&office=xo-hq&area=XO-N"),
    ("retire", "admin", "/staff/retire/{key of the officer}"),
    ("proposal", "second", "/staff/proposal/1"),
    ("proposal", "second", "/staff/proposal/{sign-on}"),
    ("me", "officer", "/me"),
    ("me", "approver", "/me"),
    ("me", "lone", "/me"),
    ("me-tokens", "officer", "/me/tokens"),
    ("trail", "auditor", "/trail"),
    ("exports", "auditor", "/exports"),
    ("history", "officer", "/history"),
    ("history", "officer", "/history?at=nonsense"),
    ("incidents", "officer", "/incidents"),
    ("incident-new", "officer", "/incidents/new"),
    ("incident", "officer", "{incident}"),
    ("incident", "auditor", "{incident}"),
    ("incident-correct", "officer", "{incident}/correct"),
    ("drafts", "officer", "/drafts"),
    ("draft", "officer", "{open}"),
    ("draft", "officer", "{refused}"),
    ("draft", "officer", "{correction}"),
    ("draft", "approver", "{proposed}"),
    ("draft", "auditor", "{released}"),
    ("draft", "lone", "{urgent}"),
    ("draft-area", "officer", "{open}/area/1"),
    ("draft-preview", "officer", "{open}/preview"),
    ("draft-preview", "officer", "{refused}/preview"),
    ("draft-review", "approver", "{proposed}/review"),
    ("draft-after", "officer", "{released}/after"),
    ("draft-alone", "lone", "{alone}/alone"),
    ("draft-countersign", "approver", "{urgent}/countersign"),
    ("library", "editor", "/library"),
    *(
        ("library-part", "editor", f"/library/see/xo/{shelf}")
        for shelf in ("places", "borders", "powers", "provisions")
    ),
    ("library-part", "auditor", "/library/see/xo/templates"),
    ("library-part", "auditor", "/library/see/xo/translations"),
    ("library-borders", "editor", "/library/borders"),
    ("library-simple", "editor", "/library/simple/xo/place/XO-N"),
    ("library-simple", "editor", "/library/simple/xo/office/xo-hq"),
    ("library-draft", "editor", "{wrong change}"),
    ("library-draft", "editor", "{wrong change}?file=places.toml"),
    ("library-draft", "other", "{proposed change}"),
    ("library-look", "editor", "{proposed change}/look"),
    ("library-pages", "editor", "{proposed change}/pages"),
    ("library-review", "other", "{proposed change}/review"),
)
"""The name of each page, who looks at it, and where."""
NO_PAGES = {
    "map": "a part of the pages of drafts and areas, which hold it opened",
    "draft-news": "a part of a draft's page",
    "draft-form": "a form as it will be public, in a frame; see tests/core/publication",
    "draft-alone-form": "likewise",
    "draft-countersign-form": "likewise",
    "oidc-back": "leads on by itself, to where whoever comes back is let in",
    "oidc-done": "lets somebody in, or says why not, as any page that says no",
    "live": "a stream of events",
    "file": "a style or a script",
    "export": "a file to keep",
    "export-drafts": "a file to keep",
    "export-trail": "a file to keep",
}
"""What can be read and is no page of the console; nor is what the machine interface answers."""
MACHINE = ("api-", "openapi-")
CIRCLE, NONSENSE = "61.2,10.2 2", "somewhere"
WRONG = "section.against"


@attrs.frozen
class Sent:
    """A form that is filled and sent; what is answered is a page that no address leads to.

    ``ticked`` is a box to tick; ``lands`` is what has the focus after something was wrong.
    """

    who: str
    page: str
    form: str
    fields: dict[str, str] = attrs.field(factory=dict)
    by: Passkey | None = None
    ticked: str = ""
    lands: str = ""


ANSWERS = {
    "an invitation": Sent("admin", "/staff", "/staff/invite", {"#name": "Дана"}),
    "a greeting": Sent(STRANGER, "/join", "/join/open", {"#code": "{code of Дана}"}),
    "a refusal": Sent(STRANGER, "/join", "/join/open", {"#code": "no code"}, lands="h1"),
    "new codes": Sent("officer", "/me", "/me/codes"),
    "no area": Sent(
        "officer", "{open}/area/1", "{open}/area/1/send", {"#text": NONSENSE}, lands=WRONG
    ),
    "an area": Sent("officer", "{open}/area/1", "{open}/area/1/send", {"#text": CIRCLE}),
    "reasons against an incident": Sent(
        "officer", "/incidents/new", "/incidents/record", lands=WRONG
    ),
    "reasons against a figure": Sent("officer", "{incident}", "{incident}/figure", lands=WRONG),
    "a token": Sent(
        "officer",
        "/me/tokens",
        "/me/tokens/make",
        {"#label": "датчик {lang}"},
        HERE,
        "[value='drafts:read']",
    ),
    "who waits": Sent(STRANGER, "/sign-in", "/sign-in/passkey", by=UNKNOWN),
}


@attrs.frozen
class Reader:
    """Somebody with a browser at the console."""

    page: Page
    address: str
    house: House

    def be(self, who: str, lang: str) -> None:
        """Become somebody, who reads a language."""
        self.page.context.clear_cookies()
        if who != STRANGER:
            come_in(self.page.context, self.address, self.house.sessions[who])
        cookie = {"name": "dabyl-language", "value": lang, "url": self.address}
        self.page.context.add_cookies([cookie])

    def open(self, path: str) -> None:
        """Open a page."""
        reply = self.page.goto(self.address.rstrip("/") + path.format_map(self.house.things))
        assert reply is not None
        assert (reply.status, urlsplit(self.page.url).path) == (200, urlsplit(reply.url).path)

    def send(self, sent: Sent) -> None:
        """Fill a form and send it."""
        self.open(sent.page)
        to = sent.form.format_map(self.house.things)
        form = self.page.locator(f'form[action="{to}"]').last
        known = {**self.house.things, "lang": self.page.get_attribute("html", "lang")}
        for field, value in sent.fields.items():
            form.locator(field).fill(value.format_map(known))
        form.evaluate("(one) => { one.noValidate = true; }")
        if sent.ticked:
            form.locator(sent.ticked).check()
        with self.page.expect_navigation() as answered:
            if sent.by is None:
                form.evaluate("(one) => one.requestSubmit(one.querySelector('button.go'))")
            else:
                self._sign(form, sent.by)

        if sent.lands:
            expect(self.page.locator(sent.lands)).to_be_focused()
        else:
            assert answered.value.status == HTTPStatus.OK, self.page.inner_text("main")

    def may_read(self, name: str) -> bool:
        """Tell whether anybody is answered at an address without sending a form."""
        path = "/" + re.sub("<[^>]*>", "1", self.house.addresses[name])
        for who in self.house.sessions:
            self.be(who, "en")
            status = self.page.request.get(self.address.rstrip("/") + path).status
            if status != HTTPStatus.FORBIDDEN:
                return status != HTTPStatus.METHOD_NOT_ALLOWED
        return True

    def _sign(self, form: Locator, by: Passkey) -> None:
        """Send a form as the script does once the browser has answered."""
        options = form.get_attribute("data-options") or ""
        answer = answer_for(options, by, origin=self.address.rstrip("/"))
        form.evaluate("(one, said) => { one.elements.answer.value = said; one.submit(); }", answer)

    def check(self, lang: str) -> list[object]:
        """Return what is wrong with the page that is open, in a language."""
        page = self.page
        assert page.locator(".mark").is_visible()
        opened_up(page)
        found: list[object] = [] if page.get_attribute("html", "lang") == lang else ["lang"]
        found += foreign_words(page, lang)
        found += unclear(page) if lang == "en" else []
        found += axe_finds(page, colours=lang == "en")
        found += [wide] if (wide := too_wide(page)) else []
        return found

    def check_looks(self) -> list[object]:
        """Return what is wrong in the dark on a wide screen."""
        page = self.page
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": DESKTOP, "height": 900})
        found: list[object] = [*axe_finds(page)]
        found += [wide] if (wide := too_wide(page)) else []
        page.set_viewport_size({"width": PHONE, "height": 800})
        page.emulate_media(color_scheme="light")
        return found


@pytest.fixture(scope="module")
def reader(chromium, tmp_path_factory) -> Iterator[Reader]:  # noqa: F811 - the fixture
    house = a_full_house(tmp_path_factory.mktemp("house"))
    with served(house.workspace) as address:
        context = chromium.new_context(locale="en-GB", viewport={"width": PHONE, "height": 800})
        yield Reader(context.new_page(), address, house)
        context.close()


class TestTheTable:
    def test_names_every_page(self, reader):
        looked_at = {name for name, _, _ in PAGES}
        assert not looked_at & set(NO_PAGES)
        rest = {name for name in TABLE if not name.startswith(MACHINE)} - looked_at - set(NO_PAGES)
        assert {name for name in rest if reader.may_read(name)} == set()

    def test_names_no_page_that_is_gone(self):
        assert {*NO_PAGES, *(name for name, _, _ in PAGES)} <= set(TABLE)


@pytest.mark.parametrize("lang", LANGUAGES)
class TestEveryPage:
    def test_is_usable_by_everybody(self, reader, lang):
        wrong = {}
        for _, who, path in PAGES:
            reader.be(who, lang)
            reader.open(path)
            found = reader.check(lang) + (reader.check_looks() if lang == "en" else [])
            if found:
                wrong[who, path] = found
        assert not wrong, pformat(wrong, width=160)

    def test_that_answers_a_form_is_usable_by_everybody(self, reader, lang):
        wrong = {}
        for name, sent in ANSWERS.items():
            reader.be(sent.who, lang)
            reader.send(sent)
            found = reader.check(lang) + (reader.check_looks() if lang == "en" else [])
            if found:
                wrong[name] = found
        assert not wrong, pformat(wrong, width=160)


HEARD = {
    ("officer", "/"): (
        Told("heading", "What stands now", 1),
        Told("heading", "To do, the most urgent first", 2),
        Told("heading", "Place by place", 2),
        Told("button", "Extend: North"),
        Told("button", "Declare: North"),
    ),
    ("officer", "{open}"): (
        Told("heading", "Declare: South", 1),
        Told("group", "Level"),
        Told("radio", "High"),
        Told("group", "Places"),
        Told("textbox", "By name or code"),
        Told("group", "End"),
        Told("combobox", "Kind of reason"),
        Told("button", "Save and preview"),
        Told("textbox", "Your comment"),
    ),
    ("officer", "{refused}/preview"): (
        Told("button", "Sign and propose"),
        Told("heading", "What begins and ends by it, and where", 2),
        Told("table", ""),
        Told("textbox", "Show only paths with"),
    ),
    ("approver", "{proposed}/review"): (
        Told("heading", "What begins and ends by it, and where", 2),
        Told("heading", "Your decision", 2),
        Told("textbox", "Type the name of the level"),
        Told("button", "Sign and approve"),
        Told("textbox", "Why it goes back"),
        Told("button", "Send back"),
    ),
    ("officer", "{released}/after"): (
        Told("heading", "Ready, should it be wrong", 2),
        Told("button", "Cancel (withdraw)"),
    ),
}
"""What must be met, in this order, on the five pages on which is decided."""


class TestAScreenReader:
    @pytest.mark.parametrize(("who", "path"), HEARD)
    def test_meets_what_matters_in_order(self, reader, who, path):
        reader.be(who, "en")
        reader.open(path)
        every = told(reader.page)
        begins = [one.role for one in every if one.role in {"banner", "navigation", "main"}]
        assert begins == ["banner", "navigation", "main"]
        assert every[1] == Told("link", "Skip to the content")
        wanted = HEARD[who, path]
        assert wanted == tuple(dict.fromkeys(one for one in every if one in wanted))
