"""Areas that are typed, pasted, uploaded and drawn into a draft."""

import json
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dabyl.core.formats.places.borders import format_borders
from dabyl.core.places.shapes import Circle, Shape
from dabyl.core.register.facts import BordersAdopted
from dabyl.core.staff.keys import Role
from dabyl.usecases.desk import record
from dabyl.usecases.drafts.draft_desk import draft_of
from support import osland
from support.consoles import a_console, a_desk, a_passkey, at_the_desk, seat, sign_in
from support.officework import AMBER, APPROVER, WHOLE, begun, released
from support.officework import saved as officer_saved
from support.packs import FILES

HQ = "xo-hq"
OFFICER = a_passkey("officer-1", HQ, Role.OFFICER)
OTHER = a_passkey("officer-2", "xo-crown", Role.OFFICER)
CIRCLE = "61.2,10.2 2"
SQUARE = [[10.0, 61.0], [11.0, 61.0], [11.0, 61.5], [10.0, 61.5], [10.0, 61.0]]
NAMES = {"name-en": "the stadium", "name-fr": "le stade"}


SCOPES = '["country", "region", "sector"'
FOR_PARTS = {
    **FILES,
    "scale.toml": FILES["scale.toml"].replace(SCOPES, f'{SCOPES}, "part"'),
    "law.toml": FILES["law.toml"].replace(SCOPES, f'{SCOPES}, "part"'),
}


FOR_ERRATA = {
    **FOR_PARTS,
    "scale.toml": FOR_PARTS["scale.toml"].replace("erratum = false", "erratum = true"),
}
NORTH = 'name = { en = "North", fr = "Nord" }'
PEOPLE = 'population = 1250000\npopulation_as_of = 2021-03-01\npopulation_source = "Census"'
WITH_PEOPLE = {
    **FOR_PARTS,
    "places.toml": FILES["places.toml"].replace(NORTH, f"{NORTH}\n{PEOPLE}"),
}


@pytest.fixture
def console(tmp_path, request, monkeypatch):
    monkeypatch.setattr("support.processes.FILES", getattr(request, "param", FILES))
    with a_console(tmp_path) as opened:
        seat(opened, OFFICER, OTHER)
        text = format_borders(osland.BORDERS)
        fact = BordersAdopted(borders=osland.BORDERS, geojson=text)
        record(opened.house.desk, opened.house.register(), [fact], at=opened.now())
        yield opened


@pytest.fixture
def desk(console):  # noqa: ARG001 - it must be open
    desk = a_desk()
    assert sign_in(desk, OFFICER)["Location"] == "/"
    return desk


@pytest.fixture
def draft(desk):
    return desk.post("/drafts/begin", page="/", step="declare xo-alert XO-N")["Location"]


def text(reply):
    return unescape(reply.content.decode())


def effect(draft):
    from dabyl.console.drafts import desk_now  # noqa: PLC0415 - Django must be ready

    return draft_of(desk_now(), draft.rpartition("/")[2]).current.content["effects"]["1"]


def changes(draft):
    return effect(draft)["changes"]["effects"]["1"]


def sent(desk, draft, **fields):
    return desk.post(f"{draft}/area/1/send", page=f"{draft}/area/1", **fields)


def looked_at(desk, draft, given=CIRCLE):
    return sent(desk, draft, then="look", text=given)


def taken(desk, draft, given=CIRCLE, **fields):
    page = looked_at(desk, draft, given)
    assert page.status_code == 200, text(page)
    hidden = re.search(r'name="text" value="([^"]*)"', page.content.decode())
    fields = {"place": "XO-N", "as": "area", "alone": "1", **NAMES, **fields}
    return desk.send(
        f"{draft}/area/1/send", page, then="take", text=unescape(hidden.group(1)), **fields
    )


def saved(desk, draft, **fields):
    page = desk.get(draft)
    shown = dict(re.findall(r'name="(based_on|start)" value="([^"]*)"', text(page)))
    units = effect(draft)["area"]["units"]
    given = {**shown, **WHOLE, "unit": units}
    desk.send(f"{draft}/save", page, **{**given, **fields})
    return desk.get(draft)


class TestAnAreaThatIsGiven:
    def test_is_shown_with_what_it_touches_before_it_is_taken(self, desk, draft):
        shown = text(looked_at(desk, draft))
        assert "A circle around 61.2, 10.2 of 2.0 km. 12.6 km²" in shown
        assert re.search(r'value="XO-N" checked> North <small>0\.0\d+ % of it covered', shown)
        assert 'class="drawn"' in shown
        assert "shapes" not in effect(draft)["area"]

    @pytest.mark.parametrize("field", ["text", "file"])
    def test_is_pasted_or_uploaded(self, desk, draft, field):
        geojson = json.dumps({"type": "Polygon", "coordinates": [SQUARE]})
        given = geojson if field == "text" else SimpleUploadedFile("a.geojson", geojson.encode())
        assert "Places that it touches" in text(sent(desk, draft, then="look", **{field: given}))

    def test_is_drawn_on_the_map(self, desk, draft):
        fields = {"drawn": "200.0,200.0 220.5,200 220,230", "drawn_in": "XO", "kind": "polygon"}
        assert "Places that it touches" in text(sent(desk, draft, then="look", **fields))
        assert "A circle around" in text(
            sent(desk, draft, then="look", **{**fields, "kind": "circle"})
        )

    def test_is_what_is_typed_when_the_map_is_of_nowhere(self, desk, draft):
        reply = sent(desk, draft, then="look", drawn="1,1 2,2", drawn_in="nowhere", text=CIRCLE)
        assert "A circle around" in text(reply)

    def test_is_refused_with_every_problem_and_stays_in_its_field(self, desk, draft):
        crossing = [[10, 61], [11, 61.5], [11, 61], [10, 61.5], [10, 61]]
        parts = [[SQUARE[:3]], [crossing]]
        given = json.dumps({"type": "MultiPolygon", "coordinates": parts})
        reply = looked_at(desk, draft, given)
        assert reply.status_code == 422
        assert "What is wrong with the area: 2" in text(reply)
        assert "coordinates[0][0]</code>: A ring has 3 positions." in text(reply)
        assert "crosses or touches itself" in text(reply)
        assert f">{given}</textarea>" in text(reply)

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ("10.2,61.2 2", "Latitude and longitude are swapped"),
            ("20,30 2", "100 % of the area lie outside"),
            ("", "No area was given"),
        ],
    )
    def test_is_refused_when_it_lies_elsewhere(self, desk, draft, given, said):
        assert said in text(looked_at(desk, draft, given))

    def test_is_refused_unread_when_it_is_too_large(self, desk, draft):
        big = SimpleUploadedFile("a.kml", b"<" * 300_000)
        assert "262144 are the most" in text(sent(desk, draft, then="look", file=big))


class TestAnAreaThatIsTaken:
    def test_stands_in_the_decision_as_it_was_drawn(self, desk, draft):
        assert taken(desk, draft)["Location"] == f"{draft}#f-area"
        key = draft.rpartition("/")[2]
        assert effect(draft)["area"] == {
            "units": [],
            "shapes": [
                {
                    "id": f"{key}-area-1",
                    "within": ["XO-N"],
                    "geometry": {"kind": "circle", "centre": "10.2 61.2", "radius_km": "2"},
                    "names": {"en": "the stadium", "fr": "le stade"},
                }
            ],
        }
        shown = text(desk.get(draft))
        assert "<strong>the stadium</strong> 12.6 km²" in shown
        assert "area is missing" not in shown

    def test_stands_beside_places_when_that_is_wanted(self, desk, draft):
        taken(desk, draft, alone="")
        assert effect(draft)["area"]["units"] == ["XO-N"]

    def test_gives_whole_places_instead_when_that_is_wanted(self, desk, draft):
        taken(desk, draft, **{"as": "places", "place": "XO-N", "name-en": ""})
        assert effect(draft)["area"] == {"units": ["XO-N"]}

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"place": "XO-S"}, "No place was chosen"),
            ({"place": "", "as": "places"}, "No place was chosen"),
            ({"name-fr": " "}, "name (fr) is missing"),
        ],
    )
    def test_needs_a_place_and_names(self, desk, draft, fields, said):
        reply = taken(desk, draft, **fields)
        assert reply.status_code == 422
        assert said in text(reply)
        assert 'name="name-en" lang="en" value="the stadium"' in " ".join(text(reply).split())

    def test_survives_the_form_and_goes_away_when_it_is_taken_away(self, desk, draft):
        taken(desk, draft)
        taken(desk, draft, given="60.5,9 1", alone="")
        page = desk.get(draft)
        based = re.search(r'name="based_on" value="(\d+)"', text(page)).group(1)
        reply = desk.send(f"{draft}/save", page, based_on=based, level="amber", then="area 1")
        assert reply["Location"] == f"{draft}/area/1"
        ids = [one["id"] for one in effect(draft)["area"]["shapes"]]
        assert len(set(ids)) == 2
        gone = sent(desk, draft, then=f"drop {ids[0]}")
        assert gone["Location"] == f"{draft}/area/1"
        assert [one["id"] for one in effect(draft)["area"]["shapes"]] == ids[1:]
        sent(desk, draft, then=f"drop {ids[1]}")
        assert "shapes" not in effect(draft)["area"]

    def test_is_kept_beside_when_somebody_saved_meanwhile(self, desk, draft):
        page = looked_at(desk, draft)
        taken(desk, draft)
        fields = {"text": CIRCLE, "place": "XO-N", "based_on": "1", **NAMES}
        reply = desk.send(f"{draft}/area/1/send", page, then="take", **fields)
        assert reply["Location"].startswith(f"{draft}?kept=")

    def test_is_judged_by_the_scale_and_the_power(self, desk, draft):
        assert "This scale holds for whole places only" in text(looked_at(desk, draft))
        taken(desk, draft)
        assert "The power does not reach this kind of area: part of a place" in text(
            saved(desk, draft)
        )

    def test_gives_the_places_that_are_published(self, desk, draft):
        taken(desk, draft, **{"as": "places", "place": "XO-S"}, given="58.8,10.2 2")
        shown = text(saved(desk, draft))
        assert "does not reach this kind of area" not in shown
        assert 'value="XO-S" checked' in shown


@pytest.mark.parametrize("console", [FOR_PARTS], indirect=True, ids=["a scale for parts"])
class TestAnAreaThatIsPublished:
    def test_stands_in_the_forms_by_its_name(self, console, desk, draft):  # noqa: ARG002 - its pack
        assert "whole places only" not in text(looked_at(desk, draft))
        taken(desk, draft)
        assert "Nothing speaks against it" in text(saved(desk, draft))
        shown = text(desk.get(f"{draft}/preview"))
        form = re.search(r'src="([^"]*/decision/[^"]*index.html)"', shown).group(1)
        assert "the stadium" in text(desk.get(form))


@pytest.mark.parametrize("console", [FOR_ERRATA], indirect=True, ids=["a scale with errata"])
class TestAnAreaInACorrection:
    def test_is_drawn_into_the_decision_as_it_reads_and_published(self, console, desk):
        seat(console, APPROVER)
        first = released(desk, at_the_desk(APPROVER), begun(desk), **AMBER)
        where = begun(desk, f"correct xo-alert {first}")
        page = desk.get(where)
        assert 'value="area 1"' in text(page)
        assert 'value="XO-N" ' in text(looked_at(desk, where))
        taken(desk, where)
        assert changes(where)["area"]["units"] == []
        assert "shapes" not in effect(where)
        officer_saved(desk, where)
        shown = text(desk.get(where))
        assert "<strong>the stadium</strong>" in shown
        assert 'data-amended="area">' in shown
        assert "Nothing speaks against it" in shown
        shown = text(desk.get(f"{where}/preview"))
        form = re.search(r'src="([^"]*/decision/[^"]*index.html)"', shown).group(1)
        assert "the stadium" in text(desk.get(form))
        sent(desk, where, then=f"drop {changes(where)['area']['shapes'][0]['id']}")
        assert changes(where)["area"] == {"units": []}
        taken(desk, where, **{"as": "places"})
        assert "effects" not in effect(where)["changes"]

    def test_is_given_in_a_decision_not_in_what_changes_it(self, console, desk):
        seat(console, APPROVER)
        first = released(desk, at_the_desk(APPROVER), begun(desk), **AMBER)
        where = begun(desk, f"correct xo-alert {first}")
        assert desk.get(f"{where}/area/2").status_code == 409


class TestTheTitle:
    def test_is_the_name_of_an_area_that_stands_alone(self, desk, draft):
        taken(desk, draft)
        assert "<h1>Declare: the stadium</h1>" in text(desk.get(draft))
        assert "the stadium" in text(desk.get("/drafts"))
        taken(desk, draft, alone="", **{"as": "places"})
        title = re.search("<h1>Declare: (.*)</h1>", text(desk.get(draft))).group(1)
        assert title == "North, the stadium"

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            ("en", "drawn area of 12.6 km² around 61.20, 10.20"),
            ("ru", "начерченный участок 12.6 км² около 61.20, 10.20"),
            ("kk", "61.20, 10.20 маңындағы 12.6 км² сызылған аумақ"),
        ],
    )
    def test_is_its_size_and_middle_when_it_has_no_name(self, lang, said):
        from dabyl.console.area_shown import area_named  # noqa: PLC0415 - Django must be ready

        assert area_named(Shape(id="x", within=(), geometry=Circle(10.2, 61.2, 2)), lang) == said


class TestTheDoor:
    def test_is_shut_for_another_office(self, draft):
        other = a_desk()
        assert sign_in(other, OTHER)["Location"] == "/"
        assert other.get(f"{draft}/area/1").status_code == 403
        assert other.post(f"{draft}/area/1/send", page="/me", then="look").status_code == 403

    def test_refuses_a_step_that_there_is_not(self, desk, draft):
        assert desk.get(f"{draft}/area/7").status_code == 409
        assert sent_to(desk, draft, 7).status_code == 409


def sent_to(desk, draft, number):
    return desk.post(f"{draft}/area/{number}/send", page=f"{draft}/area/1", then="look")


class TestReach:
    def test_is_told_in_the_form_and_follows_it(self, desk, draft):
        assert "does not know how many people" in text(desk.get(draft))

    @pytest.mark.parametrize("console", [WITH_PEOPLE], indirect=True, ids=["with people"])
    def test_is_told_with_its_day_and_source_and_whom_it_leaves_out(self, console, desk, draft):  # noqa: ARG002 - its pack
        shown = text(desk.get(draft))
        assert "1\u202f250\u202f000 people live there." in shown
        assert "As of 2021-03-01. Source: Census." in shown
        taken(desk, draft, given="58.8,10.2 2", place="XO-S", alone="")
        saved(desk, draft)
        shown = text(desk.get(f"{draft}/preview"))
        assert "At least 1\u202f250\u202f000 people live there." in shown
        assert "Not counted, since only a part is meant or no figure is known: South" in shown
