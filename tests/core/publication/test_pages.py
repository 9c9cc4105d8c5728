import re
from datetime import date
from itertools import pairwise

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.law.book import LawBook
from dabyl.core.law.kinds import Kind
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause, Work
from dabyl.core.levels.decision import Area, Claim, Declare, Lift
from dabyl.core.levels.scale import Floor, Scale
from dabyl.core.levels.standing import Defect
from dabyl.core.publication.maps import map_plan
from dabyl.core.publication.outlines import outlines
from dabyl.core.publication.place_page import defect_text
from dabyl.core.register.facts import LawRecorded
from support import osland as o
from support.osland import declared, made, osland, pack, register
from support.sites import press_at, site_at

NOON = "2021-03-03T12:00+01:00"
START = "2021-03-02T00:00+01:00"


def text_of(data):
    body = re.sub(rb"(?s)<style>.*?</style>|<script>.*?</script>|<svg.*?</svg>", b"", data)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body.decode()))


def page(path, *acts, when=NOON, **kwargs):
    facts = [fact for act in acts for fact in made("2021-03-02T10:00Z", act)]
    return text_of(site_at(when, register(*facts, **kwargs)).page(path))


class TestPlacePage:
    def test_says_so_when_a_review_is_overdue(self):
        late = site_at("2021-03-09T12:00+01:00", osland())
        assert "Review overdue: it was due by 5 March 2021" in text_of(
            late.page("en/place/XO/index.html")
        )

    def test_says_when_it_was_last_reviewed(self):
        later = site_at("2021-04-02T12:00+02:00", osland())
        found = text_of(later.page("en/place/XO-S/index.html"))
        assert "Last reviewed 12 March 2021 00:00 (Oslo time)" in found
        assert "Extended by longer" in found

    def test_never_says_none_while_a_part_has_a_level(self):
        red = declared("red", "red", ["XO-N-1"], START)
        found = page("en/place/XO/index.html", red)
        assert "No level covers all of Osland; in parts of it: X · Red (critical) – Nord" in found
        assert "No level in force" not in found
        spoken = page("text/en/XO.speech.txt", red)
        assert spoken.startswith("In parts of Osland: X · Red (critical).")
        assert page("text/en/XO.sms.txt", red).startswith("Osland: parts red.")
        assert "In parts: X · Red" in register_badge(red)

    def test_counts_parts_that_are_too_many_to_name(self):
        more = tuple(o.unit(f"XO-N-{n}", "XO-N", f"Town {n}") for n in range(4, 20))
        units = (*o.UNITS, *more)
        act = declared("red", "red", [f"XO-N-{n}" for n in range(1, 15)], START)
        found = page("en/place/XO/index.html", act, packs=(pack(units=units),))
        assert "Town 8, + 6" in found

    def test_says_that_two_open_levels_overrule_without_an_end(self):
        acts = (declared("all", "amber", ["XO"], START), declared("red", "red", ["XO-N"], START))
        found = page("en/place/XO-N/index.html", *acts)
        assert "overruled by: X · Red (critical) High" not in found
        assert "overruled by: X · Red (critical)" in found

    def test_counts_an_area_that_is_too_long(self):
        more = tuple(o.unit(f"XO-N-{n}", "XO-N", f"Town {n}") for n in range(4, 40))
        act = declared("red", "red", [f"XO-N-{n}" for n in range(1, 30)], START)
        packs = (pack(units=(*o.UNITS, *more)),)
        found = page("en/place/XO-N-1/index.html", act, packs=packs)
        assert "+ 5" in found

    def test_links_no_unit_that_has_no_page(self):
        deep = o.unit("XO-N-3-a", "XO-N-3", "Quarter")
        act = declared("red", "red", ["XO-N-3-a"], START)
        packs = (pack(units=(*o.UNITS, deep)),)
        facts = made("2021-03-02T10:00Z", act)
        site = site_at(NOON, register(*facts, packs=packs))
        assert b"XO-N-3-a/index.html" not in site.page("en/place/XO-N-3/index.html")
        assert "Quarter" in text_of(site.page("en/place/XO-N-3/index.html"))
        assert "Quarter" in text_of(site.page("en/index.html"))
        assert "Quarter" in text_of(site.page("en/decision/red/index.html"))

    def test_links_no_unit_that_will_lose_its_page(self):
        ending = attrs.evolve(o.UNITS[1], valid_to=date(2030, 1, 1))
        towns = [
            attrs.evolve(one, parents=(attrs.evolve(one.parents[0], valid_to=date(2030, 1, 1)),))
            for one in o.UNITS[3:]
        ]
        units = (o.UNITS[0], ending, o.UNITS[2], *towns)
        site = site_at(
            NOON,
            register(
                *made("2021-03-02T10:00Z", declared("red", "red", ["XO-N"], START)),
                packs=(pack(units=units),),
            ),
        )
        assert "Covers North" in text_of(site.page("en/place/XO-N/index.html"))

    def test_says_nothing_of_confirmation_when_a_source_confirms(self):
        wording = Wording(id="1", text=o.en("All of it."))
        clause = Clause(id="sure.1", work="sure", kind=Kind.POWER, number="1", wordings=(wording,))
        book = LawBook(works=(Work(id="sure", country="xo"),), clauses=(clause,))
        law = LawRecorded(pack="xo", book=book, text="")
        act = declared("red", "red", ["XO"], START, provision="sure.1")
        facts = [("2021-03-01T00:00Z", law), *made("2021-03-02T10:00Z", act)]
        site = site_at(NOON, register(*facts))
        assert "Under sure.1 Covers" in text_of(site.page("en/place/XO/index.html"))
        page = text_of(site.page("en/law/provision/sure.1/index.html"))
        assert "the day is not known" in page


def register_badge(act):
    site = site_at(NOON, register(*made("2021-03-02T10:00Z", act)))
    return site.page("badge/en/XO.svg").decode()


class TestConflicts:
    def test_of_two_offices_are_shown_with_what_is_played(self):
        one = declared("one", "amber", ["XO"], START, ending=ForDays(days=5))
        two = declared("two", "red", ["XO-N"], START, office="xo-crown")
        found = page("en/place/XO-N/index.html", one, two)
        assert "Level: High ( one ), X · Red (critical) ( two )" in found

    def test_about_an_open_end(self):
        one = declared("one", "amber", ["XO"], START, ending=ForDays(days=5))
        two = declared("two", "amber", ["XO-N"], START, office="xo-crown")
        found = page("en/place/XO-N/index.html", one, two)
        assert "until further notice" in found
        assert "End: 7 March 2021 00:00 (Oslo time) ( one ), until further" in found

    def test_about_an_area_name_the_places(self):
        claim = Claim(field="area", text=o.en(""), units=("XO-N", "XO-S"))
        act = declared("one", "amber", ["XO-N"], START, claims=(claim,))
        found = page("en/place/XO-N/index.html", act)
        assert "Area: Another text says: North, South. Shown here: North." in found

    def test_show_only_what_they_can(self):
        press = press_at(NOON, osland())
        conflict = o.attrs.evolve(
            o.conflict(), about="area", stated=None, played="ring, XO-N", text=o.en("else")
        )
        assert "ring, North" in o.conflict_text(press, conflict)
        unplayed = attrs.evolve(conflict, played=None)
        assert "else" in o.conflict_text(press, unplayed)

    def test_of_an_area_that_was_to_be_the_only_one(self):
        only = declared("one", "amber", ["XO-N"], START, only=True)
        other = declared("two", "amber", ["XO-S"], START, office="xo-crown")
        found = page("en/place/XO/index.html", only, other)
        assert "Area: North ( one ), South ( two )" in found


class TestNoScale:
    def german(self):
        version = attrs.evolve(pack().scales[0].versions[-1], levels=(), measures=())
        scale = Scale(
            id="none",
            names=o.en("No scale"),
            territory=("XO",),
            zone=o.OSLO,
            languages=("en",),
            versions=(version,),
            policy=o.en("Danger differs inside one city."),
        )
        return pack(scales=(scale,))

    def test_says_that_there_are_no_levels_by_policy(self):
        found = page("en/place/XO/index.html", packs=(self.german(),))
        assert "No levels by policy" in found
        assert "Danger differs inside one city." in found
        assert "Last confirmed" in found


class TestFrontPage:
    def test_names_other_countries_of_the_workspace(self):
        other_units = (o.unit("YO", None, "Yoland", country="YO"),)
        scale = attrs.evolve(o.HARBOUR, id="yo-1", territory=("YO",))
        other = attrs.evolve(pack(), id="yo", root="YO", units=other_units, scales=(scale,))
        other = attrs.evolve(other, offices=(), powers=(), law=LawBook())
        found = page("en/index.html", packs=(pack(), other))
        assert "Yoland : No level" in found

    def test_has_no_map_where_there_are_no_borders(self):
        assert "Borders:" not in page("en/index.html", borders=())


class TestMap:
    def test_draws_the_only_heir_with_its_predecessors_border(self):
        heir = o.unit("XO-W", "XO", "West", drawn_by="XO-S", valid_from=date(2021, 1, 1))
        old = attrs.evolve(o.UNITS[2], valid_to=date(2021, 1, 1), successors=("XO-W",))
        heir = attrs.evolve(heir, predecessors=("XO-S",))
        units = (*o.UNITS[:2], old, heir, *o.UNITS[3:])
        press = press_at(NOON, register(packs=(pack(units=units, scales=pack().scales[:1]),)))
        plan = map_plan(press.answers)
        assert plan is not None
        assert ("XO-W", "XO-S") in plan.painted
        assert plan.inherited == ("XO-S",)

    def test_marks_what_has_no_border_and_leaves_out_what_has_no_point(self):
        bare = o.unit("XO-B", "XO", "Bare")
        spot = o.unit("XO-P", "XO", "Spot", point=(10.0, 61.0))
        press = press_at(NOON, register(packs=(pack(units=(*o.UNITS, bare, spot)),)))
        plan = map_plan(press.answers)
        assert plan is not None
        assert [key for key, _ in plan.marked] == ["XO-P"]

    def test_takes_the_set_of_the_day(self):
        early = attrs.evolve(o.BORDERS, id="early", valid_to=date(2000, 1, 1))
        foreign = attrs.evolve(o.BORDERS, id="foreign", shapes={"??": o.square(0, 0, 1, 1)})
        press = press_at(NOON, register(borders=(o.BORDERS, early, foreign)))
        plan = map_plan(press.answers)
        assert plan is not None
        assert plan.outlines.borders.id == "xo-1"

    def test_sets_labels_apart(self):
        towns = tuple(
            o.unit(f"XO-{n}", "XO", f"Town {n}", point=(11.9, 61.0 + n / 1000)) for n in range(3)
        )
        site = site_at(NOON, register(packs=(pack(units=(*o.UNITS, *towns)),)))
        found = site.page("en/index.html").decode()
        lines = [int(y) for y in re.findall(r'<text x="\d+" y="(\d+)" text-anchor="end">', found)]
        assert len(lines) == 3
        assert all(two - one >= 14 for one, two in pairwise(lines))


class TestOutlines:
    def test_drop_what_is_too_small_to_draw(self):
        speck = o.square(8.5, 60.5, 8.50001, 60.50001)
        island = o.shapely.union_all([o.square(8, 58, 12, 60), speck])
        shapes = {**o.BORDERS.shapes, "XO-S": island}
        found = outlines(attrs.evolve(o.BORDERS, shapes=shapes))
        assert found.by_key["XO-S"].path.count("z") == 1

    def test_keep_neighbours_together(self):
        found = outlines(o.BORDERS)
        assert found.by_key["XO-N"].path.startswith("M")
        assert found.at((10.0, 60.0)) is not None
        assert found.at((40.0, 60.0)) is None

    def test_are_drawn_across_the_antimeridian(self):
        shapes = {"a": o.square(170, 60, 180, 65), "b": o.square(-180, 60, -170, 65)}
        found = outlines(attrs.evolve(o.BORDERS, shapes=shapes))
        assert found.by_key["a"].middle[0] < found.by_key["b"].middle[0]
        assert found.by_key["a"].side > 100

    def test_of_the_same_shapes_say_what_each_set_says(self):
        for fields in ({"attribution": "us"}, {"licence": "ours"}, {"note": "n"}):
            outlines(o.BORDERS)
            found = outlines(attrs.evolve(o.BORDERS, **fields)).borders
            assert {name: getattr(found, name) for name in fields} == fields


class TestNames:
    def test_of_many_places_are_counted(self):
        more = tuple(o.unit(f"XO-N-{n}", "XO-N", f"Town {n}") for n in range(4, 20))
        act = declared("red", "red", [f"XO-N-{n}" for n in range(1, 12)], START)
        found = page("en/history/2021/index.html", act, packs=(pack(units=(*o.UNITS, *more)),))
        assert "+ 5" in found

    def test_of_many_units_of_a_decision_are_counted(self):
        more = tuple(o.unit(f"XO-N-{n}", "XO-N", f"Town {n}") for n in range(4, 60))
        act = declared("red", "red", [f"XO-N-{n}" for n in range(1, 55)], START)
        found = page("en/decision/red/index.html", act, packs=(pack(units=(*o.UNITS, *more)),))
        assert "+ 14" in found
        assert "Not covered the rest of North" in found

    def test_of_what_nobody_knows_are_its_ids(self):
        act = o.decision(
            "odd",
            Declare(
                area=Area(units=("XO", "nowhere")),
                level="amber",
                start=o.at(START),
                ending=ForDays(days=2),
            ),
            Lift(layers=("odd.2", "no.such"), start=o.at("2021-03-03T00:00+01:00")),
        )
        found = page("en/decision/odd/index.html", act)
        assert "Osland , nowhere" in found


class TestTexts:
    def test_leave_out_the_advice_before_the_facts(self):
        long = declared("long", "amber", ["XO"], START, advice=o.en("Do this. " * 60))
        found = page("text/en/XO.sms.txt", long)
        assert found == "Osland: high (2/3), until further notice. Confirmed 03.03.2021 12:00. "

    def test_leave_out_the_end_before_the_time_of_confirmation(self):
        name = "Llanfair" * 36
        units = (o.unit("XO", None, name, kind="country"), *o.UNITS[1:])
        act = declared("long", "amber", ["XO"], START)
        found = page("text/en/XO.sms.txt", act, packs=(pack(units=units),))
        assert found == f"{name}: high (2/3). Confirmed 03.03.2021 12:00. "

    def test_say_a_floor_level_without_a_start(self):
        version = pack().scales[0].versions[-1]
        floor = attrs.evolve(version, floor=Floor.NAMED, valid_from=None)
        named = attrs.evolve(pack().scales[0], versions=(floor,))
        found = page("text/en/XO.speech.txt", packs=(pack(scales=(named,)),))
        assert found.startswith("Osland. Calm is in force. ")
        assert "Since" not in found

    @pytest.mark.parametrize("help_text", ["", "Call 1."])
    def test_say_what_to_do_when_something_is_to_be_done(self, help_text):
        found = page("text/en/XO.speech.txt", packs=(pack(help=o.en(help_text)),))
        assert ("What to do: Call 1." in found) is bool(help_text)


class TestManifestFirst:
    def test_makes_the_files_that_it_names(self):
        site = site_at(NOON, osland())
        assert b"en/index.html" in site.page("manifest.json")


class TestDefects:
    def test_of_nothing_recorded_yet_have_no_link(self):
        speaker = press_at(NOON, osland()).speakers["en"]
        found = defect_text(Defect(decision="", code="no-such-code"), speaker, "")
        assert found == "no such code"
