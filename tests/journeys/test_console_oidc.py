"""Single sign-on in a real Chromium: another site sends people back, and no script runs."""

import sqlite3
from threading import Event

import pytest

from dabyl.core.staff.keys import Role
from support.browser import chromium  # noqa: F401 - a fixture
from support.consoles import a_passkey
from support.providers import SECRET, Provider, a_provider
from support.seated import served, sessions_of

pytestmark = pytest.mark.browser

LESS_THAN_PATIENCE_S = 4.0
CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)


def name_provider(workspace, provider: Provider) -> None:
    """Name a provider in the settings of a workspace."""
    (workspace / "oidc.toml").write_text(f'secret = "{SECRET}"\n')
    (workspace / "oidc.toml").chmod(0o600)
    (workspace / "settings.toml").write_text(provider.settings(secrets="oidc.toml"))


def bind(workspace, provider: Provider) -> None:
    """Bind the only person; that a second one confirms it is tested elsewhere."""
    with sqlite3.connect(workspace / "console.sqlite3") as kept:
        kept.execute(
            "INSERT INTO accounts_binding (person_id, issuer, subject, made_at_s)"
            " SELECT id, ?, ?, 0 FROM accounts_person",
            (provider.issuer, provider.subject),
        )


class TestSingleSignOn:
    def test_works_by_keyboard_without_scripts_across_sites(self, tmp_path, chromium):  # noqa: F811 - the fixture
        workspace, _ = sessions_of(tmp_path, CLEO)
        with a_provider("") as provider:
            name_provider(workspace, provider)
            bind(workspace, provider)
            with served(workspace) as found:
                address = found.rstrip("/")
                provider.back = f"{address}/sign-in/oidc/back"
                self.leads_there_and_back(chromium, provider, address)
                self.keeps_nobody_else_waiting(chromium, provider, address)

    def leads_there_and_back(self, chromium, provider: Provider, address: str) -> None:  # noqa: F811 - as above
        """Sign in by keyboard, look, and sign out."""
        provider.greets = True  # so that what comes back was begun by another site
        with chromium.new_context(java_script_enabled=False, locale="en-GB") as plain:
            page = plain.new_page()
            page.goto(f"{address}/sign-in")
            page.get_by_role("button", name="Sign in with HQ account").focus()
            page.keyboard.press("Enter")
            page.get_by_role("button", name="It is me").click()
            page.get_by_role("heading", name="What stands now").wait_for()
            assert page.url == f"{address}/"
            page.goto(f"{address}/me")
            assert page.get_by_text("single sign-on", exact=True).is_visible()
            page.get_by_role("button", name="Sign out").click()
            page.get_by_role("button", name="Sign in with HQ account").wait_for()

    def keeps_nobody_else_waiting(self, chromium, provider: Provider, address: str) -> None:  # noqa: F811 - as above
        """Open the door for another while the provider does not answer yet."""
        seen, was_seen = Event(), []
        provider.before = lambda: was_seen.append(seen.wait(LESS_THAN_PATIENCE_S))
        with chromium.new_context(locale="en-GB") as one, chromium.new_context() as another:
            waits = one.new_page()
            waits.goto(f"{address}/sign-in")
            waits.get_by_role("button", name="Sign in with HQ account").click(no_wait_after=True)
            assert another.request.get(f"{address}/sign-in").ok
            seen.set()
            waits.get_by_role("heading", name="Who are you?").wait_for()
        assert was_seen
        assert all(was_seen)
