"""People at the console: a real Chromium each, with a passkey in a virtual authenticator."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs
from playwright.sync_api import Browser, Page

from support.processes import asked, going_on

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@attrs.frozen
class Officer:
    """Somebody with a browser and a passkey of their own."""

    page: Page
    address: str
    person: str
    fingerprint: str

    def open(self, path: str) -> None:
        """Open a page of the console."""
        self.page.goto(self.address + path.removeprefix("/"))

    def sign_in(self) -> None:
        """Sign in with the passkey."""
        self.open("/sign-in")
        self.page.get_by_role("button", name="Sign in with a passkey").click()
        self.page.get_by_role("heading", name="What stands now").wait_for()

    def sign_out(self) -> None:
        """End the session."""
        self.page.get_by_role("button", name="Sign out").click()
        self.page.get_by_role("heading", name="Sign in").wait_for()


@contextmanager
def a_running_console(workspace: Path) -> Iterator[str]:
    """Serve the console of a workspace, and give its address."""
    with going_on("console", "--port", "0", "--workspace", workspace) as served:
        yield served.until("serving")["address"]
        assert served.end() == 0


def a_browser(chromium: Browser, **options: object) -> Page:
    """Open a browser with an authenticator of its own."""
    context = chromium.new_context(locale="en-GB", **options)  # type: ignore[arg-type]  # as given
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def joined(page: Page, address: str, person: str, code: str) -> Officer:
    """Make a passkey with the code of an invitation."""
    page.goto(f"{address}join")
    page.get_by_label("Code of the invitation").fill(code)
    page.get_by_role("button", name="Next").click()
    page.get_by_label("What you call this device").fill("laptop")
    page.get_by_role("button", name="Make a passkey").click()
    shown = page.locator(".print")
    shown.wait_for()
    return Officer(page, address, person, shown.inner_text())


def two_administrators(
    chromium: Browser, workspace: Path, address: str, **options: object
) -> tuple[Officer, Officer]:
    """Let two people join by invitations of the command line, and hold the ceremony."""
    found = []
    for name in ("Ada", "Bo"):
        told = asked("accounts", "invite", name, "--workspace", workspace)
        found.append(joined(a_browser(chromium, **options), address, told["person"], told["code"]))
    pairs = [f"{one.person}={one.fingerprint}" for one in found]
    asked("accounts", "ceremony", *pairs, "--workspace", workspace)
    return found[0], found[1]


def invited(one: Officer, name: str) -> tuple[str, str]:
    """Let an administrator invite somebody; return the pseudonym and the code."""
    one.open("/staff")
    one.page.get_by_label("Name").fill(name)
    one.page.get_by_role("button", name="Invite a person").click()
    code = one.page.locator("dd code").inner_text()
    person = one.page.locator("main p").first.inner_text().partition("(")[2].partition(")")[0]
    return person, code


def admitted(
    one: Officer, other: Officer, newcomer: Officer, *roles: str, office: str = ""
) -> None:
    """Let one administrator propose the newcomer's key, and another confirm it."""
    one.open("/staff")
    row = one.page.get_by_role("row").filter(has_text=newcomer.person)
    row.get_by_role("link", name="Propose the key").click()
    for role in roles:
        one.page.get_by_label(role, exact=True).check()
    one.page.get_by_label("Office", exact=True).select_option(office)
    one.page.get_by_role("button", name="Next").click()
    one.page.get_by_role("button", name="Sign and propose").click()
    one.page.get_by_role("heading", name="Waits for a second person").wait_for()
    other.open("/staff")
    other.page.get_by_role("link", name="Confirm a key").first.click()
    other.page.get_by_label("Fingerprint of the key").fill(newcomer.fingerprint)
    other.page.get_by_role("button", name="Sign and confirm").click()
    other.page.get_by_role("heading", name="Staff").wait_for()
