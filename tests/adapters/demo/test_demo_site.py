"""What the demo answers, over the summer of 2016."""

import asyncio
import json
import re
from datetime import date

import pytest

from dabyl.adapters.demo.pages import Pages
from dabyl.adapters.demo.site import DemoSite
from dabyl.adapters.demo.stops import stops
from dabyl.adapters.server_http import Found
from dabyl.core.values.instants import parse_instant
from support.sites import ALMATY_ZONE, THEME, summer_register

NOON = "2016-06-06T12:00:00+06:00"


@pytest.fixture(scope="module")
def found():
    return stops(
        summer_register(), first=date(2016, 6, 5), last=date(2017, 1, 20), zone=ALMATY_ZONE
    )


@pytest.fixture(scope="module")
def site(found):
    register = summer_register()
    start = next(stop for stop in found if stop.text() == NOON)
    pages = Pages(register, THEME)
    return DemoSite.of(found, start=start, render=pages.render, known_now=register.recorded_at)


def ask(site: DemoSite, path: str, query: str = "") -> Found | None:
    answer = asyncio.run(site.find(path, query))
    assert answer is None or isinstance(answer, Found)
    return answer


def text(site: DemoSite, path: str, query: str = "") -> str:
    answer = ask(site, path, query)
    assert answer is not None
    return answer.body.decode()


class TestStops:
    def test_hold_the_noon_of_every_day(self, found):
        noons = [stop for stop in found if stop.text().endswith("T12:00:00+06:00")]
        assert len(noons) == 230

    def test_are_in_order_and_each_once(self, found):
        instants = [stop.at for stop in found]
        assert instants == sorted(set(instants))

    def test_say_what_happened_in_each_language_with_the_colour_of_what_starts(self, found):
        red = next(stop for stop in found if stop.text() == "2016-07-18T12:20:00+06:00")
        assert "Almaty" in red.labels["en"]
        assert "Алматы" in red.labels["kk"]
        assert red.colour is not None
        lapse = next(stop for stop in found if stop.text() == "2017-01-16T00:00:00+06:00")
        assert "lapsed" in lapse.labels["en"]
        assert lapse.colour is None

    def test_name_an_act_when_it_took_effect_and_when_it_became_known(self, found):
        labels = {stop.text(): stop.labels.get("en") for stop in found}
        assert labels["2016-06-06T00:00:00+06:00"] == labels["2016-06-06T08:00:00+06:00"]


class TestPage:
    def test_lists_the_days_for_those_without_script(self, site):
        links = re.findall(r'<li><a href="(/at/[^"]+)" target="view">', text(site, ""))
        assert len(links) == len(site.stops)
        assert text(site, links[0].removeprefix("/"))

    @pytest.mark.parametrize(
        ("query", "lang"), [("", "en"), ("lang=kk", "kk"), ("lang=ru", "ru"), ("lang=xx", "en")]
    )
    def test_speaks_the_language_asked_for(self, site, query, lang):
        assert f'<html lang="{lang}"' in text(site, "", query)

    def test_carries_its_stops_as_data_that_no_markup_can_break(self, site):
        raw = re.search(r'id="data">(.*?)</script>', text(site, ""), re.DOTALL)
        assert raw is not None
        assert "<" not in raw.group(1)
        data = json.loads(raw.group(1))
        assert len(data["stops"]) == len(site.stops)
        assert set(data["words"]) == {"kk", "ru", "en"}

    def test_asks_no_stranger(self, site):
        page = text(site, "") + text(site, "demo/demo.css") + text(site, "demo/demo.js")
        assert not re.findall(r"(?:https?:)?//[a-z]", page.replace("// ", ""))
        answer = ask(site, "")
        assert answer is not None
        assert answer.policy is not None
        assert "default-src 'none'" in answer.policy


class TestAnyInstant:
    def test_shows_the_site_as_it_stood_and_as_known_then(self, site):
        page = text(site, f"at/{NOON}/en/index.html")
        assert "As it stood at 6 June 2016 12:00" in page
        assert "ends 16 July 2016 00:00" in page
        assert page == text(site, f"at/{NOON}/en/")

    def test_shows_what_is_known_now_when_asked(self, site):
        asked = "at/2016-07-12T12:00:00+06:00/status.json"
        then = json.loads(text(site, asked))["standing"]
        now = json.loads(text(site, f"known-now/{asked}"))["standing"]
        assert then["until"] == "2016-07-16T00:00:00+06:00"
        assert now["until"] == "2017-01-16T00:00:00+06:00"

    @pytest.mark.parametrize(
        "path", ["at/2016-06-06/en/", "at/x/en/", f"at/{NOON}/xx/", "elsewhere", "demo/words.py"]
    )
    def test_answers_nothing_else(self, site, path):
        assert ask(site, path) is None

    def test_of_long_ago_has_no_level(self, site):
        status = json.loads(text(site, "at/2014-01-01T00:00:00+06:00/status.json"))
        assert status["standing"]["level"] is None
        assert parse_instant(status["as_of"]) == parse_instant("2014-01-01T00:00:00+06:00")
