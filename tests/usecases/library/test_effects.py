"""What a change of the library would do to what is public."""

import pytest

from dabyl.adapters.theme import load_theme
from dabyl.core.formats.library.change import (
    FileChange,
    PackChange,
    fact_of_change,
    hash_of,
)
from dabyl.usecases.desk import load
from dabyl.usecases.library.effects import after_change, decisions_touched, pages_changed
from dabyl.usecases.take_decision import take_decision
from support.desks import a_desk, a_level, noon
from support.packs import FILES

AT = noon(6)


@pytest.fixture(scope="module")
def known():
    desk = a_desk()
    take_decision(desk, a_level("xo-1", area="XO-N"), at=noon(5))
    take_decision(desk, a_level("xo-2", "red", area="XO-S"), at=noon(5))
    return load(desk)


def after(known, file, old, new):
    text = FILES[file].replace(old, new, 1)
    assert text != FILES[file]
    files = {file: FileChange(text=text, onto=hash_of(FILES[file]))}
    fact = fact_of_change(known, PackChange(pack="xo", files=files))
    return after_change(known, fact, at=AT)


def pages(known, changed):
    found = pages_changed(known, changed, load_theme(), at=AT)
    return {one.path: (one.now, one.then) for one in found}


class TestPages:
    def test_do_not_change_by_a_remark(self, known):
        changed = after(known, "places.toml", "country =", "# seen\ncountry =")
        assert pages(known, changed) == {}
        assert decisions_touched(known, changed, at=AT) == ()

    def test_change_where_a_place_is_named(self, known):
        changed = after(known, "places.toml", 'en = "North"', 'en = "The North"')
        found = pages(known, changed)
        before, then = found["en/place/XO-N/index.html"]
        assert b"The North" in then
        assert b"The North" not in before
        assert "en/place/XO-S/index.html" not in found
        assert not any(path.startswith("manifest") for path in found)

    def test_are_new_for_a_new_place(self, known):
        unit = '[[unit]]\nkey = "XO-E"\nkind = "region"\nparents = [{ key = "XO" }]\n'
        unit += 'name = { en = "East", fr = "Est" }\n\n[[unit]]\nkey = "XO-S"'
        changed = after(known, "places.toml", '[[unit]]\nkey = "XO-S"', unit)
        found = pages(known, changed)
        assert found["en/place/XO-E/index.html"][0] is None


class TestStandingDecisions:
    def test_are_touched_in_the_places_that_they_name(self, known):
        changed = after(known, "places.toml", 'en = "North"', 'en = "The North"')
        (only,) = decisions_touched(known, changed, at=AT)
        assert (only.decision, only.places) == ("xo-1", ("XO-N",))
        assert (only.scale, only.level, only.office) == (False, False, False)

    def test_are_touched_in_their_level_and_scale(self, known):
        changed = after(known, "scale.toml", 'en = "critical"', 'en = "very critical"')
        found = decisions_touched(known, changed, at=AT)
        touched = {one.decision: (one.scale, one.level) for one in found}
        assert touched == {"xo-1": (True, False), "xo-2": (True, True)}

    def test_are_touched_in_their_office(self, known):
        old = next(line for line in FILES["offices.toml"].splitlines() if line.startswith("name ="))
        changed = after(known, "offices.toml", old, old.replace('en = "', 'en = "The '))
        assert {one.office for one in decisions_touched(known, changed, at=AT)} == {True}

    def test_are_not_asked_once_they_are_over(self, known):
        changed = after(known, "places.toml", 'en = "North"', 'en = "The North"')
        assert decisions_touched(known, changed, at=noon(28)) == ()
