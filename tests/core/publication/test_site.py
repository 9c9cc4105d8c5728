import gzip
import json
import posixpath
import re
from datetime import date, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.decision import Lift
from dabyl.core.publication.outcomes import outcome
from dabyl.core.publication.site import MANIFEST, TOKEN, plan, render
from dabyl.core.register.changes import Touched, touched
from dabyl.core.register.facts import DecisionMade, WorkspaceKind
from dabyl.core.values.instants import Instant, parse_instant
from support import osland as o
from support.osland import declared, everything, made, osland, pack, register
from support.sites import AKTOBE_CITY, THEME, kz_register, press_at, site_at, summer_register

BUSY = "2021-03-03T12:00+01:00"
INSTANTS = ("2021-03-03T12:00+01:00", "2021-03-10T14:00+01:00", "2021-06-01T00:00Z")
LIMIT_BYTES = 14_000


class Page(HTMLParser):
    """What a page has: its elements' attributes, ids, and headings."""

    def __init__(self, data):
        super().__init__()
        self.found = []
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


def text_of(data):
    body = re.sub(rb"(?s)<style>.*?</style>|<script>.*?</script>|<svg.*?</svg>", b"", data)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body.decode()))


def whole(site):
    return {path: site.page(path) for path in site.paths()}


def renamed():
    """Return a register whose level was called otherwise when the first of two acts began."""
    one = pack()
    main, *rest = one.scales
    now = attrs.evolve(main.versions[-1], valid_from=date(2021, 3, 3))
    levels = tuple(attrs.evolve(level, names=o.en(f"old {level.id}")) for level in now.levels)
    versions = (attrs.evolve(now, levels=levels, valid_from=None), now)
    packs = (attrs.evolve(one, scales=(attrs.evolve(main, versions=versions), *rest)),)
    acts = [
        declared("early", "amber", ["XO-N"], "2021-03-02T00:00+01:00"),
        declared("late", "amber", ["XO-S"], "2021-03-05T00:00+01:00"),
    ]
    return register(*made("2021-03-01T10:00Z", *acts), packs=packs)


@pytest.fixture(scope="module")
def busy():
    return whole(site_at(BUSY, osland()))


class TestSite:
    def test_has_the_addresses_that_are_fixed(self, busy):
        fixed = {
            "index.html",
            "en/index.html",
            "en/place/XO/index.html",
            "en/place/XO-N-1/index.html",
            "en/decision/amber/index.html",
            "en/incident/fire/index.html",
            "en/history/index.html",
            "en/history/2021/index.html",
            "en/help/index.html",
            "en/law/index.html",
            "en/verify/index.html",
            "status.json",
            "status/XO.json",
            "status/XO-S.json",
            "status/XO-S.xo-harbour.json",
            "geo/standing.geojson",
            "feed/en.atom",
            "calendar/en.ics",
            "badge/en/XO.svg",
            "print/en/XO.html",
            "text/en/XO.sms.txt",
            "text/en/XO.speech.txt",
            "manifest.json",
            "manifest/2021.json",
        }
        assert fixed <= set(busy)

    def test_plans_without_rendering(self):
        broken = THEME.__class__(templates={}, style="", script="", words=THEME.words)
        at = parse_instant(BUSY)
        assert plan(osland(), at=at, known_at=at, theme=broken).paths()

    def test_gives_the_same_bytes_every_time(self, busy):
        assert whole(site_at(BUSY, register(*everything()))) == busy

    @pytest.mark.parametrize("known", [osland, renamed], ids=lambda made: made.__name__)
    def test_gives_the_same_bytes_in_any_order(self, known):
        site, other = (site_at("2021-03-09T12:00+01:00", known()) for _ in range(2))
        backwards = {path: other.page(path) for path in reversed(other.paths())}
        assert whole(site) == backwards

    def test_is_what_render_gives(self, busy):
        at = parse_instant(BUSY)
        assert render(osland(), at, at, THEME) == busy

    def test_knows_no_other_path(self):
        with pytest.raises(KeyError):
            site_at(BUSY, osland()).page("nothing")

    def test_copies_the_token_that_it_is_given(self):
        at = parse_instant(BUSY)
        site = plan(osland(), at=at, known_at=at, theme=THEME, token=b"a.b.c")
        assert site.page(TOKEN) == b"a.b.c"
        assert TOKEN not in site_at(BUSY, osland()).paths()

    def test_has_nothing_to_say_about_a_place_without_a_scale(self):
        bare = pack(scales=(pack().scales[0],), units=(*o.UNITS, o.unit("YO", None, "Yoland")))
        other = attrs.evolve(pack(), id="yo", root="YO", units=(), scales=(), offices=())
        site = site_at(BUSY, register(packs=(bare, other)))
        assert "status/YO.json" not in site.paths()
        assert "status/XO.json" in site.paths()


class TestLinks:
    @pytest.mark.parametrize("when", INSTANTS)
    def test_lead_to_files_of_the_site(self, when):
        busy = whole(site_at(when, osland()))
        for path, data in busy.items():
            if not path.endswith(".html"):
                continue
            page = Page(data)
            ids = {found["id"] for _, found in page.found if "id" in found}
            for found in page.all("a") + page.all("link"):
                href, _, anchor = found["href"].partition("#")
                if href.startswith("https://"):
                    continue
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
                if not href:
                    assert anchor in ids, (path, found)
                elif target != TOKEN:
                    assert target in busy, (path, href)

    def test_ask_nothing_of_anybody_else(self, busy):
        for path, data in busy.items():
            if path.endswith(".html"):
                page = Page(data)
                loaded = [*page.all("img"), *page.all("iframe"), *page.all("object")]
                assert not loaded
                assert not [one for one in page.all("script") if "src" in one]
                assert not [one for one in page.all("link") if one["rel"] == "stylesheet"]
                assert b"style=" not in data, path


class TestPages:
    def test_allow_only_their_own_style_and_script(self, busy):
        for path, data in busy.items():
            if not path.endswith(".html"):
                continue
            found = {
                attrs.get("http-equiv"): attrs.get("content") for attrs in Page(data).all("meta")
            }
            policy = found["Content-Security-Policy"]
            for tag, name in ((b"style", "style-src"), (b"script", "script-src")):
                for text in re.findall(b"<%b>(.*?)</%b>" % (tag, tag), data, re.DOTALL):
                    digest = o.b64(sha256(text).digest())
                    assert f"{name} 'sha256-{digest}'" in policy, path

    def test_have_one_first_heading_and_none_out_of_order(self, busy):
        for path, data in busy.items():
            if path.endswith(".html"):
                levels = [int(tag[1]) for tag, _ in Page(data).found if re.fullmatch(r"h\d", tag)]
                assert levels.count(1) == 1, path
                assert all(two <= one + 1 for one, two in pairwise(levels)), path

    def test_escape_whatever_a_decision_says(self):
        nasty = o.en("<script>alert(1)</script>")
        act = declared("bad", "amber", ["XO"], "2021-03-01T00:00Z", title=nasty, grounds=nasty)
        site = site_at(BUSY, register(*made("2021-03-01T00:00Z", act)))
        for path, data in whole(site).items():
            if path.endswith((".html", ".svg", ".atom")):
                assert b"<script>alert" not in data, path

    @pytest.mark.parametrize("lang", ["kk", "ru", "en"])
    def test_the_front_page_is_small_when_every_region_differs(self, lang):
        size = len(gzip.compress(busiest().page(f"{lang}/index.html"), 9))
        print(f"\nfront page, {lang}: {size} of {LIMIT_BYTES} bytes")  # noqa: T201 - a size to be seen
        assert size <= LIMIT_BYTES


def busiest():
    """Return the site of a day on which every region has a level and a period of its own."""
    facts = []
    children = [unit.key for unit in o.kz_units() if unit.parents and unit.parents[0].key == "KZ"]
    for number, key in enumerate(children):
        level = ("yellow", "orange", "red")[number % 3]
        act = o.kz_declared(f"every-{number}", level, key, number)
        facts.append(("2016-06-05T00:00Z", DecisionMade(decision=act)))
    return site_at("2016-06-07T12:00+06:00", kz_register(*facts))


class TestEveryForm:
    """A place's page, status, badge, map, feed and messages never disagree."""

    @pytest.mark.parametrize("when", INSTANTS)
    def test_says_the_same_of_a_place(self, when):
        site = site_at(when, osland())
        press = press_at(when, osland())
        speaker = press.speakers["en"]
        shapes = json.loads(site.page("geo/standing.geojson"))["features"]
        on_map = {one["id"]: one["properties"] for one in shapes}
        listed = {
            (one["place"], one["scale"]): one
            for one in json.loads(site.page("status.json"))["places"]
        }
        for key in press.answers.paged:
            standing = press.answers.main(key)
            result = outcome(press.answers, standing)
            status = json.loads(site.page(f"status/{key}.json"))
            assert status["level"] == standing.level
            assert status["until"] == (
                None if standing.until is None else standing.until.text(press.answers.zone_of(key))
            )
            short = listed.get((key, standing.scale))
            assert (short is None) == (standing.highest_part is None)
            assert short is None or short["level"] == standing.level
            if key in on_map:
                assert on_map[key]["level"] == standing.level
                assert on_map[key]["highest_part"] == standing.highest_part
            word = "No level" if result.shown is None else speaker.level(result.shown)
            for path in (f"en/place/{key}/index.html", f"print/en/{key}.html"):
                assert word in text_of(site.page(path)), path
            spoken = site.page(f"text/en/{key}.speech.txt").decode()
            assert word in spoken
            assert word in site.page(f"badge/en/{key}.svg").decode()
            sms = site.page(f"text/en/{key}.sms.txt").decode()
            brief = "no level" if result.shown is None else speaker.level_short(result.shown)
            assert brief in sms
            if standing.level is not None and standing.until is not None:
                layer = next(one for one in standing.layers if one.end == standing.until)
                assert speaker.end(standing.until, layer.zone) in spoken
                clock = speaker.clock(standing.until, press.answers.zone_of(key))
                assert clock in sms

    @pytest.mark.parametrize("when", ["2020-06-01T00:00Z", BUSY])
    def test_never_says_none_without_the_time_of_confirmation(self, when):
        site = site_at(when, osland())
        speaker = press_at(when, osland()).speakers["en"]
        at = parse_instant(when)
        for key in ("XO", "XO-N-2", "XO-S"):
            zone = press_at(when, osland()).answers.zone_of(key)
            said = speaker.instant(at, zone)
            clock = speaker.clock(at, zone)
            assert said in text_of(site.page(f"en/place/{key}/index.html"))
            assert said in site.page(f"text/en/{key}.speech.txt").decode()
            assert clock in site.page(f"text/en/{key}.sms.txt").decode()
            assert clock in site.page(f"badge/en/{key}.svg").decode()
            assert json.loads(site.page(f"status/{key}.json"))["as_of"]

    @pytest.mark.parametrize(
        ("kind", "mark"),
        [(WorkspaceKind.REPLAY, "REPLAY: not in force"), (WorkspaceKind.EXERCISE, "EXERCISE: not")],
    )
    def test_is_marked_when_it_is_not_in_earnest(self, kind, mark):
        files = whole(site_at(BUSY, osland(kind)))
        for path, data in files.items():
            if not path.startswith("manifest/"):
                assert mark.encode() in data, path

    def test_is_not_marked_when_it_is(self, busy):
        assert not [path for path, data in busy.items() if b"REPLAY" in data or b"EXERCISE" in data]


class TestLease:
    def test_is_on_what_says_now_and_on_nothing_else(self, busy):
        leased = {
            path for path, data in busy.items() if path.endswith(".html") and b"data-until" in data
        }
        assert "en/index.html" in leased
        assert "en/place/XO/index.html" in leased
        assert not [path for path in leased if "/decision/" in path or "/history/" in path]

    def test_is_not_on_an_archive(self):
        files = whole(site_at(BUSY, osland(), archive=True))
        pages = {path: data for path, data in files.items() if path.endswith(".html")}
        for path, data in pages.items():
            assert b"<script" not in data, path
            assert b"As it stood at 3 March 2021 12:00" in data, path

    def test_an_archive_says_as_of_when_it_was_known(self):
        at, known = parse_instant(BUSY), parse_instant("2021-03-01T13:00Z")
        site = plan(osland(), at=at, known_at=known, theme=THEME, archive=True)
        assert "as known at 1 March 2021 14:00" in site.page("en/index.html").decode()

    def test_never_passes_the_next_change(self):
        site = site_at("2021-03-30T23:30+02:00", osland())
        found = json.loads(site.page("status/XO.json"))
        assert found["valid_until"] == "2021-03-31T00:00:00+02:00"


def short_amber(year):
    """Return a decision of three days in March of a year, and when it is recorded."""
    start = f"{year}-03-01T00:00Z"
    return start, declared(f"old-{year}", "amber", ["XO-N"], start, ending=ForDays(days=3))


def overlaid(old, new, before, after, old_register):
    """Return the old site with the touched files of the new one over it, as a publisher would."""
    since, at = before.press.answers.at, after.press.answers.at
    changed = touched(new, before=old_register, since=since, at=at)
    hashes = {}
    for path, data in old.items():
        if path.startswith("manifest/"):
            hashes |= json.loads(data)["files"]
    site = plan(new, at=at, known_at=at, theme=THEME, touched=changed, hashes=hashes)
    written = whole(site)
    return {**old, **written}, written


class TestTouched:
    FACTS = everything()

    @settings(max_examples=12)
    @given(st.integers(0, len(FACTS)), st.integers(1, 4), st.integers(60, 400 * 86_400))
    def test_the_old_site_with_the_touched_files_is_the_new_one(self, first, more, later_s):
        before = register(*self.FACTS[:first])
        after = register(*self.FACTS[: first + more])
        since = max(before.recorded_at, parse_instant("2021-02-01T00:00Z"))
        at = Instant(max(after.recorded_at.s, since.s) + later_s)
        old_site = plan(before, at=since, known_at=since, theme=THEME)
        new_site = plan(after, at=at, known_at=at, theme=THEME)
        found, _ = overlaid(whole(old_site), after, old_site, new_site, before)
        full = whole(new_site)
        assert {path for path in full if found.get(path) != full[path]} == set()

    def test_writes_of_the_record_only_what_changed(self):
        facts = [
            fact
            for year in range(2010, 2020)
            for fact in made(
                f"{year}-03-01T00:00Z",
                declared(
                    f"old-{year}", "amber", ["XO-N"], f"{year}-03-01T00:00Z", ending=ForDays(days=3)
                ),
            )
        ]
        early = pack()
        before = o.early_register(early, *facts)
        new = made("2021-03-01T00:00Z", declared("new", "red", ["XO"], "2021-03-01T00:00Z"))
        after = o.early_register(early, *facts, *new)
        since, at = parse_instant("2021-02-01T00:00Z"), parse_instant("2021-03-01T01:00Z")
        old_site = plan(before, at=since, known_at=since, theme=THEME)
        new_site = plan(after, at=at, known_at=at, theme=THEME)
        found, written = overlaid(whole(old_site), after, old_site, new_site, before)
        assert found == whole(new_site)
        decisions = [path for path in written if "/decision/" in path]
        assert decisions == ["en/decision/new/index.html"]
        assert "en/history/2012/index.html" not in written
        assert "feed/en/2019.atom" in written

    def test_plans_everything_when_everything_could_differ(self):
        at = parse_instant(BUSY)
        every = plan(osland(), at=at, known_at=at, theme=THEME, touched=Touched(all=True))
        assert every.paths() == site_at(BUSY, osland()).paths()

    def test_plans_the_law_when_it_changed(self):
        at = parse_instant(BUSY)
        law = plan(osland(), at=at, known_at=at, theme=THEME, touched=Touched(law=True))
        none = plan(osland(), at=at, known_at=at, theme=THEME, touched=Touched())
        planned = set(law.paths()) - set(none.paths())
        assert {"en/law/index.html", "en/law/calendar/index.html"} <= planned
        assert all("/law/" in path or "law." in path or path.startswith("law/") for path in planned)


class TestManifest:
    def test_has_the_hash_of_every_file_that_says_now(self, busy):
        found = json.loads(busy[MANIFEST])
        for path, digest in found["files"].items():
            assert sha256(busy[path]).hexdigest() == digest
        record = [path for path in busy if path not in found["files"]]
        kinds = ("/decision/", "/incident/", "/history/", "manifest", "feed/", "calendar/", "/law/")
        assert all(any(kind in path for kind in kinds) for path in record)

    def test_has_the_hashes_of_a_year_and_its_entries(self, busy):
        found = json.loads(busy["manifest/2021.json"])
        for path, digest in found["files"].items():
            assert sha256(busy[path]).hexdigest() == digest
        assert found["entries"]["amber"]["number"] == osland().record("amber").number

    def test_names_the_journal_as_the_token_does(self, busy):
        site = site_at(BUSY, osland())
        named = {"number": osland().number, "head": osland().head}
        assert json.loads(busy[MANIFEST])["journal"] == named
        assert site.claims()["journal"] == named


class TestClaims:
    def test_say_what_stands_and_until_when(self):
        claims = site_at(BUSY, osland()).claims()
        assert claims["iat"] == parse_instant(BUSY).s
        assert claims["exp"] == claims["iat"] + 3600
        assert claims["levels"]["XO"]["level"] == "amber"
        assert claims["levels"]["XO"]["highest_part"] == "red"
        assert claims["levels"]["XO"]["until"] == parse_instant("2021-03-31T00:00+02:00").s

    def test_leave_out_where_nothing_stands(self):
        assert site_at("2020-06-01T00:00Z", osland()).claims()["levels"] == {}


class TestKazakhstan:
    def test_prints_the_end_of_the_national_yellow_as_it_must_be_read(self):
        site = site_at("2016-07-20T12:00+06:00")
        text = "through 14 August 2016, ends 15 August 2016 00:00 (Almaty time)"
        assert text in text_of(site.page("en/index.html"))
        assert text in text_of(site.page("en/place/KZ/index.html"))

    def test_prints_the_time_of_a_place_whose_clocks_differ(self):
        site = site_at("2016-07-20T12:00+06:00")
        found = text_of(site.page("en/place/150000000/index.html"))
        assert "= 14 August 2016 23:00 (Aktobe time)" in found

    def test_says_what_is_overruled_and_why(self):
        site = site_at("2016-06-07T12:00+06:00")
        found = text_of(site.page(f"en/place/{AKTOBE_CITY}/index.html"))
        assert "Overruled here" in found
        assert "overruled by: Red (critical)" in found

    def test_marks_the_city_on_the_map(self):
        page = site_at("2016-06-07T12:00+06:00").page("en/index.html").decode()
        assert "<title>Aktobe: Red (critical)</title>" in page
        assert "Made with Natural Earth" in page
        assert "at most 46 km" in page

    def test_is_without_a_level_after_the_end_and_says_when_that_was_confirmed(self):
        found = text_of(site_at("2017-01-20T12:00+06:00").page("en/place/KZ/index.html"))
        assert "No level in force" in found
        assert "Last confirmed 20 January 2017 12:00 (Almaty time)" in found

    def test_keeps_every_year_of_the_feed(self):
        site = site_at("2017-01-20T12:00+06:00")
        newest = ET.fromstring(site.page("feed/en.atom"))  # noqa: S314 - our own bytes
        archive = ET.fromstring(site.page("feed/en/2016.atom"))  # noqa: S314 - our own bytes
        titles = [one.text for one in newest.iter("{http://www.w3.org/2005/Atom}title")]
        assert "feed/en/2017.atom" not in site.paths()
        assert any("Without effect" in str(title) for title in titles)
        links = {one.get("rel"): one.get("href") for one in archive if "link" in one.tag}
        assert links["current"] == "../en.atom"

    def test_draws_later_regions_with_the_borders_of_their_predecessors(self):
        page = site_at("2023-01-01T12:00+06:00", summer_register()).page("en/index.html").decode()
        assert "Drawn with the borders of its predecessor" in page
        assert ">Abai Region</text>" in page


class TestLift:
    def test_of_what_has_ended_is_on_record_without_effect(self):
        lift = o.decision("late", Lift(layers=("gone",), start=o.at("2021-03-09T00:00Z")))
        act = declared("gone", "amber", ["XO"], "2021-03-01T00:00Z", ending=ForDays(days=2))
        site = site_at(
            "2021-03-10T00:00Z",
            register(*made("2021-03-01T00:00Z", act), *made("2021-03-09T00:00Z", lift)),
        )
        assert "Without effect" in text_of(site.page("en/history/2021/index.html"))


class TestAClockThatIsAhead:
    def test_lets_readers_clocks_tell_when_a_page_is_old(self):
        at = parse_instant(BUSY)
        known, ahead = (
            {
                path: site.page(path)
                for path in site.paths()
                if path.startswith("en/") and path.endswith("index.html")
            }
            for ahead_s in (0, -3600)
            for site in [plan(osland(), at=at, known_at=at, theme=THEME, ahead_s=ahead_s)]
        )
        (until,) = re.findall(rb'data-until="([^"]+)"', known["en/index.html"])
        later = parse_instant(until.decode()).plus(timedelta(hours=1)).text().encode()
        assert ahead["en/index.html"] == known["en/index.html"].replace(until, later)
        leased = [path for path, data in known.items() if b"data-until" in data]
        assert [path for path in known if known[path] != ahead[path]] == leased
