import attrs

from dabyl.core.publication.events import event_area
from dabyl.core.register.events import Event, EventKind
from dabyl.core.register.facts import FigureRecorded
from dabyl.core.values.instants import parse_instant
from support.sites import corrected, kz_register, press_at, site_at, summer

LATER = "2016-07-01T12:00+06:00"


class TestIncidentPage:
    def test_shows_side_by_side_what_cannot_all_be_right(self):
        facts = summer()[:6]
        said = next(f.figure for _, f in reversed(facts) if isinstance(f, FigureRecorded))
        other = attrs.evolve(said, id="f3", low=1, high=1, bound=said.bound.EXACT, supersedes=())
        known = kz_register(*facts, ("2016-06-14T12:00Z", FigureRecorded(figure=other)))
        page = site_at(LATER, known).page("en/incident/aktobe-2016/index.html").decode()
        assert "cannot all be right" in page
        assert " ≠ " in page

    def test_tells_what_was_told_before_a_correction(self):
        known = kz_register(*corrected())
        page = site_at(LATER, known).page("en/incident/aktobe-2016/index.html").decode()
        assert "<h1>Attacks in Aktobe</h1>" in page
        assert "until 14 June 2016 18:00 (Almaty time): Attack in Aktobe, Aktobe" in page
        before = site_at("2016-06-14T11:59Z", known).page("en/incident/aktobe-2016/index.html")
        assert b"<h1>Attack in Aktobe</h1>" in before
        assert b"until 14 June" not in before

    def test_says_nothing_of_it_where_all_agrees(self):
        page = site_at(LATER).page("en/incident/aktobe-2016/index.html").decode()
        assert "cannot all be right" not in page


class TestEventArea:
    def test_names_the_units_of_an_act_that_made_no_layer(self):
        event = Event(
            kind=EventKind.NO_EFFECT,
            at=parse_instant(LATER),
            known_from=parse_instant(LATER),
            scale="kz-2013",
            decision="x",
            layer="nothing",
            level=None,
            area=("KZ",),
        )
        assert event_area(press_at(LATER), event, "en") == "Kazakhstan"
