"""Makes the pictures of the project in a real Chromium, from the demo.

1. ``docs/images/front.png`` is the one that the README shows.
2. ``screenshots/`` holds every language, width and colour scheme, to be looked at; git ignores it.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SHOWN = "2016-07-18T12:20:00+06:00"
"""The afternoon on which Almaty was red and the rest of the country yellow."""
LANGUAGES = ("kk", "ru", "en")
SIZES = ((360, 740), (1280, 1060))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
Scheme = Literal["light", "dark"]


@contextmanager
def demo() -> Iterator[str]:
    """Run ``dabyl demo`` and give the address of its page."""
    command = [f"{ROOT}/.venv/bin/dabyl", "demo", "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        try:
            yield address(served)
        finally:
            served.terminate()


def address(served: subprocess.Popen[str]) -> str:
    """Return the address that the demo says it serves at."""
    for line in served.stdout or ():
        event = json.loads(line)
        if "address" in event:
            return str(event["address"])
    raise SystemExit("the demo ended before it served")


def picture(browser: Browser, url: str, to: Path, *, size: tuple[int, int], scheme: Scheme) -> None:
    """Write one picture of the page at *url*, as it stands once the map is there."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(500)
    page.screenshot(path=str(to))
    context.close()
    print(to.relative_to(ROOT))


def main() -> None:
    """Make all pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("no Chromium: apt-get install chromium fonts-noto-core fonts-dejavu-core")
    (ROOT / "screenshots").mkdir(exist_ok=True)
    (ROOT / "docs/images").mkdir(exist_ok=True)
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with demo() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        front = f"{base}#{SHOWN},en,then"
        picture(browser, front, ROOT / "docs/images/front.png", size=SIZES[-1], scheme="light")
        for lang, size, scheme in product(LANGUAGES, SIZES, SCHEMES):
            to = ROOT / f"screenshots/{lang}-{size[0]}-{scheme}.png"
            picture(browser, f"{base}#{SHOWN},{lang},then", to, size=size, scheme=scheme)
        browser.close()


if __name__ == "__main__":
    main()
