"""A session that ends while somebody types loses nothing that was typed."""

import re

import pytest
from playwright.sync_api import expect

from dabyl.core.staff.keys import Role
from support.browser import chromium  # noqa: F401 - a fixture
from support.consoles import a_passkey
from support.seated import a_seat, come_in, served, sessions_of

pytestmark = pytest.mark.browser

CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
TITLE = "textarea[name^=title]"


@pytest.fixture
def at_a_draft(chromium, tmp_path):  # noqa: F811 - the fixture
    """Give a page with a draft, another tab beside it, and a way to sign in again."""
    workspace, (first, second) = sessions_of(tmp_path, CLEO, CLEO)
    with served(workspace) as address:
        context = a_seat(chromium, address, first)
        page, other = context.new_page(), context.new_page()
        page.goto(address)
        page.get_by_role("button", name="Declare", exact=False).first.click()
        page.get_by_role("heading", name="Declare").wait_for()
        other.goto(address)
        yield page, other, lambda: come_in(context, address, second)
        context.close()


def says(page, words):
    expect(page.locator("#status")).to_contain_text(words)


def stored(page):
    """Return what the browser keeps of the pages: how many, and which."""
    return page.evaluate(
        "(async () => [localStorage.length, sessionStorage.length,"
        " await indexedDB.databases(), await caches.keys()])()"
    )


class TestASessionThatEnds:
    def test_loses_nothing_that_is_typed(self, at_a_draft):
        page, other, sign_in_again = at_a_draft
        page.locator(TITLE).first.fill("Kept before")
        says(page, "Saved at")
        other.get_by_role("button", name="Sign out").click()
        other.get_by_role("heading", name="Sign in").wait_for()
        page.locator(TITLE).first.fill("Typed after the end")
        says(page, "sign in again in another tab")
        page.get_by_role("button", name="Save and preview").click()
        expect(page.locator("#draft")).not_to_have_attribute("data-saving", "1")
        says(page, "Not saved")
        expect(page.locator(TITLE).first).to_have_value("Typed after the end")
        assert stored(page) == [0, 0, [], []]
        sign_in_again()
        page.evaluate("dispatchEvent(new Event('focus'))")
        says(page, "Saved at")
        page.reload()
        expect(page.locator(TITLE).first).to_have_value("Typed after the end")

    def test_lets_a_form_be_sent_by_whoever_signed_in_again(self, at_a_draft):
        page, other, sign_in_again = at_a_draft
        other.get_by_role("button", name="Sign out").click()
        other.get_by_role("heading", name="Sign in").wait_for()
        sign_in_again()
        page.locator(TITLE).first.fill("Sent at once")
        page.get_by_role("button", name="Save and preview").click()
        expect(page).to_have_url(re.compile(r"/preview$"))
        page.go_back()
        expect(page.locator(TITLE).first).to_have_value("Sent at once")
