"""Pages opened in a real Chromium, Debian's.

The browser lives for one test module: while Playwright's synchronous interface is open, its event
loop counts as running in this thread, and Django's ORM would refuse to work in other modules.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
)


PATIENCE_MS = 60_000

expect.set_options(timeout=PATIENCE_MS)  # for the whole process: no module may wait less


def chromium_args() -> list[str]:
    """Return the arguments that Chromium is started with; its sandbox can't be had as root."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start a headless Chromium for the tests of one module."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium (apt-get install chromium fonts-noto-core fonts-dejavu-core)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=chromium_args())
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open an empty page in a context of its own."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()
