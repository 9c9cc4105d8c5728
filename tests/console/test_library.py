"""The library at the console: read in tables, changed by two persons."""

import json
import re
from html import unescape

import attrs
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dabyl.console.shelf_rows import translations
from dabyl.console.shelves import SHELVES
from dabyl.core.drafts.draft import State
from dabyl.core.formats.library.change import files_of
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.journal.chain import Verified
from dabyl.core.staff.keys import Role
from dabyl.core.values.languages import Texts
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.wiring import verify_journal
from support.consoles import (
    ORIGIN,
    a_console,
    a_passkey,
    answer_to,
    at_the_desk,
    seat,
    token_on,
)
from support.packs import FILES

EVA, EZRA = (a_passkey(f"editor-{n}", None, Role.EDITOR) for n in (1, 2))
LOCAL = a_passkey("editor-3", "xo-hq", Role.EDITOR)
ROOT = a_passkey("admin-1", None, Role.ADMINISTRATOR)
AUDITOR = a_passkey("auditor-1", None, Role.AUDITOR)


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, EVA, EZRA, LOCAL, ROOT, AUDITOR)
        yield opened


def text(reply):
    return reply.content.decode()


def begun(desk, file="places.toml"):
    return desk.post("/library/begin", page="/library", pack="xo", file=file)["Location"]


def shown(page):
    """Return the hidden fields of the form of a file, and its text."""
    said = text(page)
    fields = dict(re.findall(r'name="(based_on|from|file|onto)" value="([^"]*)"', said))
    area = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', said, re.DOTALL)
    return fields, unescape(area.group(1))


def typed(desk, where, old='en = "North"', new='en = "The North"', **more):
    page = desk.get(where)
    fields, body = shown(page)
    assert old in body
    sent = {**fields, "text": body.replace(old, new).replace("\n", "\r\n"), **more}
    return desk.send(f"{key_of(where)}/save", page, **sent)


def key_of(where):
    return where.partition("?")[0]


def proposed(desk, where, by=EVA):
    page = desk.get(f"{key_of(where)}/look")
    seen = dict(re.findall(r'name="(version|number)" value="(\d+)"', text(page)))
    answer = answer_to(page, by)
    return desk.send(f"{key_of(where)}/propose", page, answer=answer, **seen)


def approved(desk, where, by=EZRA):
    page = desk.get(f"{key_of(where)}/review")
    return desk.send(f"{key_of(where)}/approve", page, answer=answer_to(page, by))


def stored(where):
    from dabyl.console.library import desk_now  # noqa: PLC0415 - Django must be ready

    return draft_of(desk_now(), key_of(where).rpartition("/")[2])


def places_now(console):
    return files_of(console.house.register(), "xo")["places.toml"]


@pytest.mark.usefixtures("console")
class TestAShelf:
    @pytest.mark.parametrize("name", SHELVES)
    def test_is_a_table_that_says_since_when(self, name):
        page = at_the_desk(AUDITOR).get(f"/library/see/xo/{name}")
        assert page.status_code == 200
        said = text(page)
        assert "<table>" in said or "There is nothing here" in said
        if name not in {"borders", "bills"}:  # Osland has none
            assert "It reads so since entry 2 of the journal" in said
        assert "/library/begin" not in said

    def test_shows_places_as_a_tree_with_codes(self):
        said = text(at_the_desk(EVA).get("/library/see/xo/places"))
        form = '<a href="/library/simple/xo/place/XO-N">North</a>'
        assert f'<th scope="row" class="d1">{form}</th><td>XO-N</td>' in said
        assert "Change places.toml" in said

    def test_is_not_there_for_another_pack_or_name(self):
        desk = at_the_desk(EVA)
        assert desk.get("/library/see/yy/places").status_code == 404
        assert desk.get("/library/see/xo/rumours").status_code == 404

    def test_says_what_was_changed_when_and_by_whom(self, console):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        where = begun(eva)
        typed(eva, where)
        proposed(eva, where)
        approved(ezra, where)
        number = stored(where).entry
        page = text(eva.get("/library"))
        assert f'<th scope="row">{number}</th>' in page
        assert "Editor-1, Editor-2" in page
        assert f"It reads so since entry {number}" in text(eva.get("/library/see/xo/places"))
        assert "It reads so since entry 2 " in text(eva.get("/library/see/xo/offices"))
        assert isinstance(verify_journal(console.house.folder), Verified)


class TestMissingTranslations:
    def test_are_named_with_the_form_that_adds_them(self):
        pack = parse_pack(FILES)
        office = attrs.evolve(pack.offices[0], head=Texts.of({"en": "monarch"}))
        level = attrs.evolve(pack.scales[0].versions[0].levels[0], names=Texts.of({"fr": "calme"}))
        version = attrs.evolve(pack.scales[0].versions[0], levels=(level,))
        scale = attrs.evolve(pack.scales[0], versions=(version,))
        lacking = attrs.evolve(pack, offices=(office,), scales=(scale,))
        found = [(row.cells, row.thing) for row in translations(lacking, "en")]
        assert found == [
            (("offices.toml xo-hq head", "monarch", "fr"), ("office", "xo-hq")),
            (("xo-alert calm names", "calme", "en"), None),
        ]
        assert list(translations(pack, "en")) == []


@pytest.mark.usefixtures("console")
class TestAChange:
    @pytest.mark.parametrize("other", [EZRA, ROOT], ids=["editor", "administrator"])
    def test_goes_from_a_text_to_the_journal_by_two_persons(self, console, other):
        eva, second = at_the_desk(EVA), at_the_desk(other)
        where = begun(eva)
        assert typed(eva, where)["Location"] == where
        look = text(eva.get(f"{key_of(where)}/look"))
        assert "<ins>name = { en = &#34;The North&#34;, fr = &#34;Nord&#34; }</ins>" in look
        assert proposed(eva, where)["Location"] == key_of(where)
        assert stored(where).state is State.PROPOSED
        assert approved(second, where, other)["Location"] == key_of(where)
        assert stored(where).state is State.RELEASED
        assert 'en = "The North"' in places_now(console)
        assert "The North" in text(eva.get("/library/see/xo/places"))

    def test_names_every_problem_with_its_line(self):
        eva = at_the_desk(EVA)
        where = begun(eva)
        typed(eva, where, 'kind = "region"', "kind = 7\nking = 8")
        said = text(eva.get(where))
        lines = re.findall(r'<a href="#L(\d+)"><code>places.toml:(\d+) ', said)
        assert len(lines) == 4
        assert all(one == other for one, other in lines)
        assert f'<span id="L{lines[0][0]}">' in said
        look = text(eva.get(f"{key_of(where)}/look"))
        assert "data-passkey" not in look
        assert eva.get(f"{key_of(where)}/pages")["Location"].endswith("/look")

    def test_is_saved_by_a_script_that_hears_what_is_against_it(self):
        eva = at_the_desk(EVA)
        where = begun(eva)
        page = eva.get(where)
        fields, body = shown(page)
        sent = {"csrfmiddlewaretoken": token_on(page), **fields, "text": body + "\n]"}
        headers = {"origin": ORIGIN, "referer": f"{ORIGIN}/", "accept": "application/json"}
        reply = eva.client.post(f"{key_of(where)}/save", sent, headers=headers).json()
        assert (reply["version"], reply["fork"]) == (2, False)
        assert "Reasons against it" in reply["parts"]["against"]

    def test_keeps_what_was_typed_onto_an_older_version(self):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        where = begun(eva)
        page = eva.get(where)
        fields, body = shown(page)
        typed(ezra, where, new='en = "Theirs"')
        sent = {**fields, "text": body.replace('en = "North"', 'en = "Mine"')}
        reply = eva.send(f"{key_of(where)}/save", page, **sent)
        assert "?kept=3" in reply["Location"]
        assert "Nothing is lost" in text(eva.get(reply["Location"]))
        assert "Theirs" in text(eva.get(where))
        fork = eva.get(f"{key_of(where)}?version=3")
        assert "Mine" in text(fork)
        fields, body = shown(fork)
        assert fields["from"] == "3"
        eva.send(f"{key_of(where)}/save", fork, **fields, text=body)
        assert "Mine" in stored(where).current.content["files"]["places.toml"]["text"]

    def test_is_sent_back_with_a_reason(self):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        where = begun(eva)
        typed(eva, where)
        proposed(eva, where)
        page = f"{key_of(where)}/review"
        ezra.post(f"{key_of(where)}/refuse", page=page, reason="Why <the>?")
        assert stored(where).state is State.REFUSED
        assert "Why &lt;the&gt;?" in text(eva.get(where))
        assert proposed(eva, where).status_code == 303

    def test_is_approved_as_it_was_read_and_once(self):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        where = key_of(begun(eva))
        typed(eva, where + "?file=places.toml")
        proposed(eva, where)
        page = ezra.get(f"{where}/review")
        answer = answer_to(page, EZRA)
        typed(eva, where, new='en = "Elsewhere"', old='en = "The North"')
        assert ezra.send(f"{where}/approve", page, answer=answer).status_code == 409
        proposed(eva, where)
        assert ezra.send(f"{where}/approve", page, answer=answer).status_code == 409
        fresh = ezra.get(f"{where}/review")
        answer = answer_to(fresh, EZRA)
        assert ezra.send(f"{where}/approve", fresh, answer=answer).status_code == 303
        assert ezra.send(f"{where}/approve", fresh, answer=answer).status_code == 409
        assert stored(where).state is State.RELEASED

    def test_is_not_approved_by_whoever_wrote_it(self):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        where = begun(eva)
        typed(eva, where)
        typed(ezra, where, 'en = "South"', 'en = "The South"')
        proposed(eva, where)
        said = text(ezra.get(f"{key_of(where)}/review"))
        assert "data-passkey" not in said
        assert "You wrote" in said

    def test_of_one_office_is_nobodys(self):
        local = at_the_desk(LOCAL)
        reply = local.post("/library/begin", page="/library", pack="xo", file="places.toml")
        assert reply.status_code == 403
        where = begun(at_the_desk(EVA))
        for step in ("save", "withdraw", "propose", "refuse", "approve"):
            assert local.post(f"{key_of(where)}/{step}", page="/library").status_code == 403

    def test_tells_which_pages_and_decisions_it_touches(self):
        eva = at_the_desk(EVA)
        where = begun(eva)
        typed(eva, where)
        said = text(eva.get(f"{key_of(where)}/pages"))
        assert "en/place/XO-N/index.html" in said
        assert "en/place/XO-S/index.html" not in said
        assert "No decision that stands names anything" in said

    def test_goes_on_in_one_draft_and_can_be_given_up(self):
        eva = at_the_desk(EVA)
        where = begun(eva)
        assert key_of(begun(eva, "offices.toml")) == key_of(where)
        eva.post(f"{key_of(where)}/comment", page=where, text="Soon.")
        assert "Soon." in text(eva.get(where))
        typed(eva, where)
        typed(eva, where, new='en = "North"', old='en = "The North"')
        assert stored(where).current.content["files"] == {}
        assert eva.post(f"{key_of(where)}/withdraw", page=where)["Location"] == "/library"
        assert key_of(begun(eva)) != key_of(where)

    def test_of_law_is_a_book_of_text(self, console):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        where = begun(eva, "law")
        work = '\n[[work]]\nid = "xo-other"\ncountry = "xo"\n'
        typed(eva, where, '"fr"]\n', f'"fr"]\n{work}')
        assert "xo-other" in text(eva.get(f"{key_of(where)}/look"))
        proposed(eva, where)
        approved(ezra, where)
        assert console.house.register().law.work("xo-other") is not None

    def test_can_add_and_take_out_files(self, console):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        where = key_of(begun(eva))
        scale = files_of(console.house.register(), "xo")["scale.toml"]
        for file, body in (("scale-xo.toml", scale), ("scale.toml", "")):
            page = eva.get(f"{where}?file={file}")
            eva.send(f"{where}/save", page, **{**shown(page)[0], "text": body})
        assert "taken out" in text(eva.get(f"{where}/look"))
        proposed(eva, where)
        approved(ezra, where)
        names = set(files_of(console.house.register(), "xo"))
        assert "scale-xo.toml" in names
        assert "scale.toml" not in names
        page = eva.get(f"{key_of(begun(eva))}?file=../a.toml")
        assert eva.send(f"{where}/save", page, **{**shown(page)[0], "text": "x"}).status_code == 409

    def test_waits_at_the_first_page(self):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        where = key_of(begun(eva, "offices.toml"))
        typed(eva, f"{where}?file=offices.toml", 'en = "Crown"', 'en = "The Crown"')
        assert "Library: xo: offices.toml" in text(eva.get("/"))
        proposed(eva, where)
        assert f'href="{where}/review"' in text(ezra.get("/"))
        approved(ezra, where)
        assert where not in text(ezra.get("/"))

    def test_is_not_too_long_and_is_about_a_file_of_a_pack(self):
        eva = at_the_desk(EVA)
        reply = eva.post("/library/begin", page="/library", pack="yy", file="places.toml")
        assert reply.status_code == 409
        where = begun(eva)
        page = eva.get(where)
        fields, _ = shown(page)
        long = eva.send(f"{key_of(where)}/save", page, **{**fields, "text": "x" * 1_000_001})
        assert long.status_code == 409
        none = eva.send(f"{key_of(where)}/save", page, **{**fields, "file": ""}, text="")
        assert none.status_code == 409
        assert eva.get(f"{key_of(where)}?version=9").status_code == 409
        assert eva.get(f"{key_of(where)}/review")["Location"] == key_of(where)
        assert eva.post(f"{key_of(where)}/propose", page="/library").status_code == 409


class TestANewOffice:
    def test_gets_a_key_when_it_is_approved(self, console):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        where = begun(eva, "offices.toml")
        office = '[[office]]\nid = "xo-n"\nkind = "crown"\nplace = "XO-N"\n'
        office += (
            'name = { en = "North office", fr = "Bureau du Nord" }\n\n[[office]]\nid = "xo-crown"'
        )
        typed(eva, where, '[[office]]\nid = "xo-crown"', office)
        proposed(eva, where)
        approved(ezra, where)
        assert "xo-n" in console.house.workspace.signers.offices()
        assert isinstance(verify_journal(console.house.folder), Verified)


BOX = [[[10, 60], [11, 60], [11, 61], [10, 61], [10, 60]]]
ABOUT = {"id": "own", "source": "us", "licence": "CC0", "code": "c"}


def drawn(code="XO-N", ring=BOX):
    properties, geometry = {"c": code}, {"type": "Polygon", "coordinates": ring}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def uploaded(desk, data, **fields):
    page = desk.get("/library/borders")
    sent = {**ABOUT, **fields}
    if data is not None:
        sent["file"] = SimpleUploadedFile("../a.geojson", data)
    return desk.send("/library/borders/send", page, **sent)


@pytest.mark.usefixtures("console")
class TestAnUploadedBorderSet:
    def test_becomes_a_draft_that_two_record(self, console):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        look = uploaded(eva, drawn())["Location"]
        where = look.removesuffix("/look")
        assert "XO-N" in text(eva.get(look))
        assert "own" in text(eva.get(where))
        proposed(eva, where)
        approved(ezra, where)
        (borders,) = console.house.register().borders
        assert (borders.id, list(borders.shapes)) == ("own", ["XO-N"])
        entry = stored(where).entry
        assert f"<td>{entry}, " in text(eva.get("/library/see/xo/borders"))

    def test_stands_beside_the_set_that_it_replaces(self):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        where = uploaded(eva, drawn())["Location"].removesuffix("/look")
        said = text(eva.get(f"{where}/look"))
        area = re.search(r"North</th><td>XO-N</td><td>([^<]+)</td><td>–</td>", said).group(1)
        proposed(eva, where)
        approved(ezra, where)
        small = [[[10, 60], [10.5, 60], [10.5, 61], [10, 61], [10, 60]]]
        said = text(eva.get(uploaded(eva, drawn(ring=small))["Location"]))
        assert re.search(rf"XO-N</td><td>(?!{area}<)[^<–]+</td><td>{area}</td>", said)

    def test_is_not_begun_while_a_row_is_wrong(self):
        eva = at_the_desk(EVA)
        crossed = [[[10, 60], [11, 61], [11, 60], [10, 61], [10, 60]]]
        for data in (drawn("ZZ"), drawn(ring=crossed)):
            reply = uploaded(eva, data)
            assert reply.status_code == 409
            assert "Row 0" in text(reply)
            assert 'value="own"' in text(reply)  # nothing typed is lost

    def test_tells_everything_that_is_wrong_with_its_form_at_once(self):
        eva = at_the_desk(EVA)
        days = {"valid_from": "2026-02-01", "valid_to": "2026-01-01"}
        said = text(uploaded(eva, drawn(), id="No id!", source="", **days))
        for field in ("id", "source", "valid_to"):
            assert f"<code>{field}</code>" in said
        assert "<code>valid_from</code>" in text(uploaded(eva, drawn(), valid_from="soon"))
        assert "<code>file</code>" in text(uploaded(eva, None))
        assert "neither GeoJSON" in text(uploaded(eva, b"<svg/>"))
        assert uploaded(at_the_desk(EVA), drawn(), code="kato").status_code == 409


def filled(desk, what, **fields):
    page = desk.get(f"/library/simple/xo/{what}")
    shown = re.findall(
        r'<input (?:type="hidden" |id="[^"]*" )name="([^"]+)"[^>]*?value="([^"]*)"', text(page)
    )
    said = {name: unescape(value) for name, value in shown if name != "csrfmiddlewaretoken"}
    return desk.send("/library/simple/send", page, **{**said, **fields})


@pytest.mark.usefixtures("console")
class TestAForm:
    def test_changes_one_line_of_the_text_in_a_draft(self, console):
        eva, ezra = at_the_desk(EVA), at_the_desk(EZRA)
        look = filled(eva, "place/XO-N", **{"name-en": "The North"}, population="1200")["Location"]
        where = look.removesuffix("/look")
        filled(eva, "office/xo-crown", **{"head-en": "monarch", "head-fr": "monarque"})
        proposed(eva, where)
        approved(ezra, where)
        pack = console.house.register().packs["xo"]
        (north,) = [unit for unit in pack.units if unit.key == "XO-N"]
        assert (north.names[0].texts.get("en"), north.population) == ("The North", 1200)
        assert north.names[0].texts.get("fr") == "Nord"
        (crown,) = [one for one in pack.offices if one.id == "xo-crown"]
        assert crown.head.get("fr") == "monarque"
        assert "1\u202f200" in text(eva.get("/library/see/xo/places"))

    def test_goes_on_with_what_was_typed_before(self):
        eva = at_the_desk(EVA)
        filled(eva, "place/XO-N", **{"name-en": "Up"})
        assert 'value="Up"' in text(eva.get("/library/simple/xo/place/XO-N"))
        where = filled(eva, "place/XO-N", **{"name-en": "North"})["Location"].removesuffix("/look")
        assert stored(where).current.content["files"] == {}

    def test_leaves_names_with_dates_as_they_are(self):
        eva = at_the_desk(EVA)
        where = begun(eva)
        dated = 'name = [{ en = "North", fr = "Nord", valid_from = 2000-01-01 }]'
        typed(eva, where, 'name = { en = "North", fr = "Nord" }', dated)
        said = text(eva.get("/library/simple/xo/place/XO-N"))
        assert "name-en" not in said
        filled(eva, "place/XO-N", population="7")
        content = stored(where).current.content["files"]["places.toml"]["text"]
        assert f"{dated}\npopulation = 7\n" in content

    def test_gives_way_to_a_text_that_cannot_be_read(self):
        eva = at_the_desk(EVA)
        typed(eva, begun(eva), 'name = { en = "North"', 'name = { en = "North')
        assert eva.get("/library/simple/xo/place/XO-N").status_code == 409

    def test_is_not_there_for_what_is_not(self):
        eva = at_the_desk(EVA)
        for what in ("xo/rumour/x", "yy/place/XO-N"):
            assert eva.get(f"/library/simple/{what}").status_code == 404
        assert eva.get("/library/simple/xo/place/XO-X").status_code == 409
        page = "/library/simple/xo/place/XO-N"
        for fields in (
            {"pack": "yy", "kind": "place"},
            {"pack": "xo", "kind": "place", "key": "XO-X", "name-en": "x"},
            {"pack": "xo", "kind": "place", "key": "XO-N", "population": "many"},
        ):
            assert eva.post("/library/simple/send", page=page, **fields).status_code == 409
