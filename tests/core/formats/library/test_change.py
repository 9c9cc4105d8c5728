"""Changes of the library, and what they make of what the journal says."""

import attrs
import pytest

from dabyl.core.formats.library.change import (
    NO_TEXT,
    BordersChange,
    FileChange,
    LawChange,
    PackChange,
    content_of,
    fact_of_change,
    files_of,
    hash_of,
    lines_of,
    parse_change,
)
from dabyl.core.register.facts import BordersAdopted, LawRecorded, PackAdopted
from dabyl.core.register.register import EMPTY
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected
from dabyl.usecases.desk import load
from support.desks import a_desk
from support.packs import FILES

NORTH = FILES["places.toml"].replace('en = "North"', 'en = "The North"')
ONTO = hash_of(FILES["places.toml"])
BOX = '{"type":"Polygon","coordinates":[[[10,60],[11,60],[11,61],[10,61],[10,60]]]}'
GEOJSON = (
    '{"type":"FeatureCollection","borders":{"id":"xo-1","source":"made up",'
    '"licence":"CC0-1.0","attribution":"nobody"},"features":[{"type":"Feature",'
    f'"properties":{{"code":"XO-N"}},"geometry":{BOX}}}]}}'
)
BOOK = 'languages = ["en"]\n'


@pytest.fixture(scope="module")
def known():
    return load(a_desk())


def north(text=NORTH, onto=ONTO, name="places.toml"):
    return PackChange(pack="xo", files={name: FileChange(text=text, onto=onto)})


def problems(known, change):
    with pytest.raises(Rejected) as rejection:
        fact_of_change(known, change)
    return [(one.where, one.code) for one in rejection.value.problems]


class TestAChange:
    @pytest.mark.parametrize(
        ("kind", "change"),
        [
            ("pack", north()),
            ("borders", BordersChange(id="xo-1", geojson=GEOJSON)),
            ("law", LawChange(pack="xo", text=BOOK)),
        ],
    )
    def test_is_the_same_in_a_draft(self, kind, change):
        content = content_of(change)
        assert content["kind"] == kind
        assert parse_change(content) == change

    @pytest.mark.parametrize(
        ("content", "where"),
        [
            ({}, "kind"),
            ({"kind": ["pack"]}, "kind"),
            ({"kind": "law", "pack": "xo"}, "text"),
            ({"kind": "pack", "pack": "xo", "files": {"a": {"text": 1}}}, "files.a.text"),
        ],
        ids=["none", "list", "missing", "number"],
    )
    def test_is_not_read_when_it_is_none(self, content, where):
        with pytest.raises(Rejected) as rejection:
            parse_change(content)
        assert [one.where for one in rejection.value.problems] == [where]


class TestFilesOfAPack:
    def test_are_those_of_its_last_adoption(self, known):
        assert files_of(known, "xo") == FILES
        assert files_of(known, "yy") == files_of(EMPTY, "xo") == {}


class TestAPackChange:
    def test_makes_a_pack_with_the_files_that_it_does_not_name(self, known):
        fact = fact_of_change(known, north())
        assert isinstance(fact, PackAdopted)
        assert dict(fact.files) == {**FILES, "places.toml": NORTH}

    def test_names_every_problem_with_its_line(self, known):
        found = problems(known, north(NORTH.replace('kind = "country"', "kind = 7")))
        assert found[0][0].startswith("places.toml:6 ")

    def test_changes_something(self, known):
        assert problems(known, north(FILES["places.toml"])) == [("files", Code.LIBRARY_SAME)]

    def test_does_not_hide_what_others_wrote(self, known):
        moved = ("places.toml", Code.LIBRARY_FILE_MOVED)
        assert problems(known, north(onto=hash_of("older"))) == [moved]
        assert problems(known, north("[", onto=hash_of("older")))[0] == moved
        both = {
            "places.toml": FileChange(text=FILES["places.toml"], onto=hash_of("older")),
            "law.toml": FileChange(
                text=FILES["law.toml"] + "\n# seen\n", onto=hash_of(FILES["law.toml"])
            ),
        }
        assert fact_of_change(known, PackChange(pack="xo", files=both))

    def test_takes_out_a_file_that_is_empty_and_adds_a_new_one(self, known):
        other = FILES["scale.toml"]
        onto = hash_of(other)
        files = {
            "scale.toml": FileChange(text="", onto=onto),
            "scale-xo.toml": FileChange(text=other, onto=NO_TEXT),
        }
        fact = fact_of_change(known, PackChange(pack="xo", files=files))
        assert isinstance(fact, PackAdopted)
        assert {"scale-xo.toml"} == {name for name, _ in fact.files} - {*FILES}

    def test_stays_of_its_pack(self, known):
        text = FILES["pack.toml"].replace('id = "xo"', 'id = "yy"', 1)
        found = problems(known, north(text, hash_of(FILES["pack.toml"]), "pack.toml"))
        assert found == [("pack.toml id", Code.UNKNOWN_VALUE)]


class TestABordersChange:
    def test_makes_a_border_set_of_known_units(self, known):
        fact = fact_of_change(known, BordersChange(id="xo-1", geojson=GEOJSON))
        assert isinstance(fact, BordersAdopted)
        assert list(fact.borders.shapes) == ["XO-N"]
        strange = GEOJSON.replace("XO-N", "ZZ")
        assert problems(known, BordersChange(id="xo-1", geojson=strange))
        assert problems(EMPTY, BordersChange(id="xo-1", geojson=GEOJSON))

    def test_has_the_id_that_it_says(self, known):
        change = BordersChange(id="xo-2", geojson=GEOJSON)
        assert problems(known, change) == [("borders id", Code.UNKNOWN_VALUE)]


class TestALawChange:
    def test_makes_a_book_and_is_judged_by_the_law_that_is_known(self, known):
        fact = fact_of_change(known, LawChange(pack="xo", text=BOOK))
        assert isinstance(fact, LawRecorded)
        lost = '[[provision]]\nid = "a.1"\nwork = "nowhere"\nkind = "power"\nnumber = "1"\n'
        assert problems(known, LawChange(pack="xo", text=BOOK + lost))


class TestLines:
    def test_gather_the_problems_of_a_file(self):
        one, other, whole, else_ = (
            Problem(code=Code.SYNTAX, where=where)
            for where in ("a.toml:3 x", "a.toml:2", "a.toml", "b.toml:2 y")
        )
        again = attrs.evolve(one, where="a.toml:3 z")
        found = lines_of((one, other, whole, else_, again), "a.toml")
        assert found == {0: (whole,), 2: (other,), 3: (one, again)}
