"""The library at the command line: changed before there is staff, proposed afterwards."""

import json

import pytest

from dabyl.cli.main import run
from dabyl.core.formats.library.change import files_of
from dabyl.wiring import clock, open_workspace
from support.processes import osland_folder
from support.staffed import with_staff

BOOK = 'languages = ["en", "fr"]\n\n[[work]]\nid = "xo-other"\ncountry = "xo"\n'
BOX = {"type": "Polygon", "coordinates": [[[10, 60], [11, 60], [11, 61], [10, 61], [10, 60]]]}
DRAWN = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "properties": {"c": "XO-N"}, "geometry": BOX}],
}


@pytest.fixture
def pack(tmp_path):
    return osland_folder(tmp_path)


@pytest.fixture
def folder(tmp_path, pack):
    assert run(["init", str(tmp_path / "hq"), "--pack", str(pack), "--kind", "live"]) == 0
    return tmp_path / "hq"


@pytest.fixture
def staffed(folder):
    house = open_workspace(folder)
    with_staff(house.desk, at=clock().now())
    house.workspace.close()
    return folder


def told(capsys, folder, *words, code=0):
    capsys.readouterr()
    assert run([*map(str, words), "--workspace", str(folder), "--json"]) == code
    return json.loads(capsys.readouterr().out)


def register(folder):
    house = open_workspace(folder)
    found = house.register()
    house.workspace.close()
    return found


def renamed(pack):
    file = pack / "places.toml"
    file.write_text(file.read_text("utf-8").replace('en = "North"', 'en = "Up"'), "utf-8")


def changes(folder, pack):
    """Return a command of each kind that changes the library."""
    law, drawn = folder.parent / "book.toml", folder.parent / "drawn.geojson"
    law.write_text(BOOK, "utf-8")
    drawn.write_text(json.dumps(DRAWN), "utf-8")
    renamed(pack)
    about = ("--code-column", "c", "--id", "own", "--source", "us", "--licence", "CC0")
    return (
        ("law", "record", law),
        ("places", "import", drawn, *about),
        ("pack", "adopt", pack),
    )


class TestBeforeThereIsStaff:
    def test_is_changed_at_once(self, capsys, folder, pack):
        for words in changes(folder, pack):
            assert "drafts" not in told(capsys, folder, *words)
        known = register(folder)
        assert known.law.work("xo-other") is not None
        assert [one.id for one in known.borders] == ["own"]
        assert 'en = "Up"' in files_of(known, "xo")["places.toml"]

    def test_stays_as_it_is_when_nothing_differs(self, capsys, folder, pack):
        before = register(folder).number
        assert told(capsys, folder, "pack", "adopt", pack) == {"number": before, "changes": 0}
        run(["pack", "adopt", str(pack), "--workspace", str(folder)])
        assert "nothing was changed" in capsys.readouterr().out

    def test_gives_a_new_office_its_key(self, capsys, folder, pack):
        offices = pack / "offices.toml"
        more = '\n[[office]]\nid = "xo-n"\nkind = "crown"\nplace = "XO-N"\n'
        more += 'name = { en = "Northern", fr = "Nordique" }\n'
        offices.write_text(offices.read_text("utf-8") + more, "utf-8")
        run(["pack", "adopt", str(pack), "--workspace", str(folder)])
        assert "is adopted" in capsys.readouterr().out
        assert "xo-n" in {key.office for key in register(folder).keys}


class TestOnceThereIsStaff:
    def test_is_only_proposed(self, capsys, staffed, pack):
        before = register(staffed).number
        for words in changes(staffed, pack):
            answer = told(capsys, staffed, *words, "--by", "editor-1")
            assert answer["recorded"] is False
            assert [one["state"] for one in answer["drafts"]] == ["open"]
        assert register(staffed).number == before
        listed = told(capsys, staffed, "draft", "list")
        assert [one["draft"].rpartition("-")[2] for one in listed["library"]] == ["01", "02", "03"]
        run(["law", "record", str(staffed.parent / "book.toml"), "--by", "editor-1"])
        run(["draft", "list", "--workspace", str(staffed)])
        assert "library-" in capsys.readouterr().out

    def test_has_a_writer(self, capsys, staffed, pack):
        for words in changes(staffed, pack):
            capsys.readouterr()
            assert run([*map(str, words), "--workspace", str(staffed), "--json"]) == 1
            assert "draft-needs-person" in capsys.readouterr().out

    def test_says_so_to_people(self, capsys, staffed, pack):
        (law, _, _) = changes(staffed, pack)
        run([*map(str, law), "--by", "editor-1", "--workspace", str(staffed)])
        assert "nothing is changed yet" in capsys.readouterr().out

    def test_takes_out_the_files_that_a_folder_has_no_more(self, capsys, staffed, pack):
        (pack / "scale.toml").rename(pack / "scale-xo.toml")
        answer = told(capsys, staffed, "pack", "adopt", pack, "--by", "editor-1")
        house = open_workspace(staffed)
        draft = house.workspace.drafts(of_library=True).get(answer["drafts"][0]["draft"])
        house.workspace.close()
        texts = {name: one["text"] for name, one in draft.current.content["files"].items()}
        assert texts["scale.toml"] == ""
        assert texts["scale-xo.toml"]
