"""Warnings of others on public pages: theirs, apart from our levels, and never HTML."""

import re
from html import unescape

import attrs
import pytest

from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.values import Polygon
from dabyl.core.journal.keys import WorkspaceKind
from support.cap import an_area
from support.foreign import act, shown, warning
from support.osland import HQ, declared, made, register
from support.sites import site_at

NOON = "2021-03-03T12:00+01:00"
WHEN = "2021-03-03T09:05Z"
FRONT, COUNTRY = "en/index.html", "en/place/XO/index.html"
NORTH, SOUTH = "en/place/XO-N/index.html", "en/place/XO-S/index.html"
EVIL = '<script>alert(1)</script> &amp; "x" \u202e<b onclick=1>'


def source(path, *facts, at=NOON, **kwargs):
    known = register(*((WHEN, fact) for fact in facts), **kwargs)
    return site_at(at, known).page(path).decode()


def block(path, *facts, **kwargs):
    """Return the text of the block of others' warnings; nothing when there is none."""
    found = re.search(r'(?s)<section class="foreign">.*?</section>', source(path, *facts, **kwargs))
    return "" if found is None else unescape(" ".join(re.sub(r"<[^>]+>", " ", found[0]).split()))


class TestBlock:
    def test_stands_on_the_front_page_and_on_the_pages_of_the_places_it_concerns(self):
        for path in (FRONT, COUNTRY, NORTH):
            assert "Storm in the north" in block(path, shown())
        assert block(SOUTH, shown()) == ""

    def test_is_the_same_however_often_it_is_asked_for(self):
        site = site_at(NOON, register((WHEN, shown())))
        assert site.page(FRONT) == site.page(FRONT)

    def test_is_missing_when_nothing_is_shown(self):
        assert block(FRONT) == ""
        assert block(FRONT, shown(), at="2021-03-03T18:00+01:00") == ""

    def test_says_who_warns_until_when_by_whose_word_and_where_it_was_read(self):
        found = block(FRONT, shown())
        for part in (
            "Warnings of others",
            "They change no level",
            "Other Weather Service",
            "severe",
            "The north",
            "18:00",
            "verified with their registered key 0123456789abcdef",
            "Read at: other.example",
            "weather@other.example · storm-1",
            f"SHA-256 {shown().hash}",
        ):
            assert part in found, part
        assert 'href="https://other.example/cap/1.xml"' in source(FRONT, shown())

    def test_says_that_an_office_confirmed_it_and_what_its_signature_is(self):
        for state, words in (
            (State.NONE, "none"),
            (State.INVALID, "not valid"),
            (State.UNVERIFIABLE, "can't be verified"),
        ):
            found = block(FRONT, shown(signature=state, office=HQ))
            assert re.search(rf"Confirmed here by: .+\. Their signature: {words}\.", found)

    def test_stands_in_the_language_of_the_page_else_in_its_own(self):
        french = attrs.evolve(warning(), infos=warning().infos[1:])
        assert "Tempête au nord" in block(FRONT, shown(french))
        assert "Tempête" not in block(FRONT, shown())
        assert '<b lang="fr" dir="auto">' in source(FRONT, shown(french))

    def test_takes_no_language_that_is_none(self):
        odd = warning(language='"><script>')
        odd = attrs.evolve(odd, infos=odd.infos[:1])
        assert '<b dir="auto">Storm' in source(FRONT, shown(odd))
        plain = attrs.evolve(odd, infos=(attrs.evolve(odd.infos[0], language=None),))
        assert '<b lang="en-US" dir="auto">Storm' in source(FRONT, shown(plain))

    def test_changes_no_level(self):
        amber = declared("a", "amber", ["XO"], "2021-03-02T00:00+01:00")
        facts = made("2021-03-02T10:00Z", amber)
        bare = site_at(NOON, register(*facts))
        with_it = site_at(NOON, register(*facts, (WHEN, shown())))
        for path in ("text/en/XO-N.sms.txt", "badge/en/XO-N.svg"):
            assert with_it.page(path) == bare.page(path)

    def test_ends_with_what_is_shown_of_its_end(self):
        storm = shown()
        assert block(FRONT, storm, shown(act("end", "Cancel"), storm)) == ""

    def test_marks_an_exercise(self):
        drill = shown(warning(status="Exercise"))
        kind = WorkspaceKind.EXERCISE
        assert "EXERCISE Storm" in block(FRONT, drill, kind=kind)
        assert "TEST Storm" in block(FRONT, shown(warning(status="Test")), kind=kind)


class TestTheirText:
    @pytest.mark.parametrize("field", ["headline", "event", "sender_name", "severity", "language"])
    def test_is_never_html(self, field):
        changes = {"headline": None} if field == "event" else {}
        odd = warning(**{**changes, field: EVIL})
        odd = attrs.evolve(odd, infos=odd.infos[:1])
        page = source(FRONT, shown(odd))
        assert "<script>alert" not in page
        assert "<b onclick" not in page
        assert "\u202e" not in page

    def test_is_never_html_where_it_names_areas_addresses_and_itself(self):
        area = an_area(description=EVIL, polygons=(Polygon("60.5,9 60.5,9.5 61,9.5 60.5,9"),))
        odd = warning("<script>alert(1)", sender="<b onclick=1>", areas=(area,))
        fact = attrs.evolve(shown(odd), source="javascript:alert(1)", key="<script>alert")
        page = source(FRONT, fact)
        assert "<script>alert" not in page
        assert "<b onclick" not in page
        assert "javascript:" not in page

    def test_that_is_long_is_cut(self):
        areas = tuple(an_area(description=f"Area {n}") for n in range(50))
        found = block(FRONT, shown(warning(headline="long " * 500, areas=areas)))
        assert "long…" in found.replace("long …", "long…")
        assert "Area 11 …" in found
        assert "Area 12" not in found

    def test_that_is_missing_is_left_out(self):
        bare = warning(
            headline=None, event=None, sender_name=None, severity="Odd", expires=None, areas=()
        )
        found = block(FRONT, attrs.evolve(shown(bare), source="archive/1.xml"))
        for part in ("storm-1 Who warns: weather@other.example", "not stated"):
            assert part in found
        assert "Where, in their words" not in found
        assert "Read at" not in found
