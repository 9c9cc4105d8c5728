"""Reviewed public files: a change of any byte is seen in review.

``UPDATE_GOLDEN=1 pytest tests/golden`` writes them anew; then read the difference.
"""

import os
from pathlib import Path

import pytest

from support import foreign, lone, osland
from support.sites import AKTOBE_CITY, site_at, summer_register

FILES = Path(__file__).parent / "files"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
INSTANTS = {
    "first-night": "2016-06-05T20:00+06:00",
    "overruled": "2016-06-07T12:00+06:00",
    "almaty-red": "2016-07-18T13:00+06:00",
    "over": "2017-01-20T12:00+06:00",
}
EVERY_DAY = (
    "en/index.html",
    f"ru/place/{AKTOBE_CITY}/index.html",
    "status.json",
    f"status/{AKTOBE_CITY}.json",
    f"badge/kk/{AKTOBE_CITY}.svg",
    f"text/kk/{AKTOBE_CITY}.sms.txt",
    f"text/ru/{AKTOBE_CITY}.speech.txt",
)
LAST_DAY = (
    "kk/decision/kz-2016-03/index.html",
    "en/incident/aktobe-2016/index.html",
    "ru/history/2016/index.html",
    "feed/en.atom",
    "feed/ru/2016.atom",
    "calendar/kk.ics",
    "manifest/2016.json",
)
FOREIGN = "foreign"
OVERDUE = "overdue"
ALONE, UNSIGNED = "alone", "unsigned"
CASES = [
    *((day, path) for day in INSTANTS for path in EVERY_DAY),
    *(("over", path) for path in LAST_DAY),
    (FOREIGN, "en/place/XO-N/index.html"),
    (OVERDUE, "en/index.html"),
    (OVERDUE, "en/place/XO/index.html"),
    *((ALONE, path) for path in ("kk/index.html", "ru/place/XO-N/index.html", "feed/en.atom")),
    *((ALONE, path) for path in ("print/ru/XO-N.html", "status/XO-N.json")),
    *((UNSIGNED, f"{lang}/decision/x/index.html") for lang in ("kk", "ru", "en")),
]


@pytest.fixture(scope="module")
def sites():
    summer = {day: site_at(at, summer_register()) for day, at in INSTANTS.items()}
    warned = osland.register(("2021-03-03T09:05Z", foreign.shown()))
    late = site_at("2021-03-09T12:00+01:00", osland.osland())
    known = osland.register(lone.RELEASE, packs=lone.PACKS)
    alone, unsigned = (site_at(at, known) for at in (lone.SOON, lone.DEADLINE.text()))
    others = {ALONE: alone, UNSIGNED: unsigned}
    return {**summer, **others, FOREIGN: site_at("2021-03-03T12:00+01:00", warned), OVERDUE: late}


class TestPublicFiles:
    @pytest.mark.parametrize(("day", "path"), CASES)
    def test_are_as_reviewed(self, sites, day, path):
        file = FILES / day / path
        data = sites[day].page(path)
        if UPDATE:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        assert file.read_bytes() == data, "UPDATE_GOLDEN=1 writes it anew"

    def test_are_all_looked_at(self):
        known = {FILES / day / path for day, path in CASES}
        assert {file for file in FILES.rglob("*") if file.is_file()} == known
