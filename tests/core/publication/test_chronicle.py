from hypothesis import given, settings
from hypothesis import strategies as st

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.decision import Correct
from dabyl.core.publication.chronicle import Chronicle
from dabyl.core.register.timeline import timeline
from dabyl.core.values.instants import Instant, parse_instant
from support.osland import at as moment
from support.osland import decision, declared, everything, made, osland, register

ZONE = "Europe/Oslo"
FIRST = parse_instant("2021-01-01T00:00Z").s
LAST = parse_instant("2022-02-01T00:00Z").s
TIMES = st.integers(FIRST, LAST)


def chronicle(known, at, known_at):
    return Chronicle(register=known, at=at, known_at=known_at, zone=ZONE)


def acts():
    """Return acts of several years: recorded late, announced ahead, corrected, withdrawn."""
    early = declared("early", "amber", ["XO-N"], "1850-03-01T00:00Z", ending=ForDays(days=3))
    ahead = declared("ahead", "amber", ["XO"], "2031-01-01T00:00Z", ending=ForDays(days=3))
    moved = declared("moved", "amber", ["XO"], "2021-06-01T00:00+02:00", ending=ForDays(days=3))
    gone = declared("gone", "red", ["XO-S"], "2022-06-01T00:00+02:00", ending=ForDays(days=3))
    fix = decision("fix", Correct(decision="moved", changes={"number": "7"}))
    undo = decision("undo", Correct(decision="gone", withdraw=True))
    return register(
        *made("2021-01-02T00:00Z", early, ahead, moved),
        *made("2022-12-31T23:30Z", gone),
        *made("2023-05-01T00:00Z", fix),
        *made("2023-06-01T00:00Z", undo),
    )


class TestChronicle:
    @settings(max_examples=40)
    @given(TIMES, TIMES)
    def test_tells_the_whole_timeline_year_by_year(self, at_s, known_s):
        at, known_at = Instant(at_s), Instant(known_s)
        found = chronicle(osland(), at, known_at)
        told = {e for e in timeline(osland(), known_at=known_at, until=at) if e.at <= at}
        happened = [event for year in found.years for event in found.happened(year)]
        if at <= known_at:
            assert set(happened) == told
        else:
            assert set(happened) <= told
        assert len(happened) == len(set(happened))
        assert [event.at for event in happened] == sorted(event.at for event in happened)

    @settings(max_examples=40)
    @given(TIMES)
    def test_tells_news_in_the_year_in_which_they_are_known(self, at_s):
        at = Instant(at_s)
        found = chronicle(osland(), at, at)
        for year in found.told_years:
            assert {found.year(event.known_from) for event in found.told(year)} == {year}

    def test_puts_what_is_recorded_late_where_it_happened_and_what_is_told_where_it_is_news(self):
        now = parse_instant("2024-01-01T00:00Z")
        found = chronicle(acts(), now, now)
        assert [event.decision for event in found.happened(1850)] == ["early", "early"]
        assert "early" in [event.decision for event in found.told(2021)]

    def test_tells_an_act_ahead_of_its_start(self):
        now = parse_instant("2024-01-01T00:00Z")
        found = chronicle(acts(), now, now)
        assert "ahead" in [event.decision for event in found.told(2021)]
        assert 2031 not in found.years

    def test_forgets_what_was_withdrawn_and_keeps_the_withdrawal(self):
        now = parse_instant("2024-01-01T00:00Z")
        found = chronicle(acts(), now, now)
        kinds = {(event.decision, str(event.kind)) for event in found.happened(2023)}
        assert kinds == {("fix", "corrected"), ("undo", "withdrawn")}
        assert 2022 not in found.years
        assert found.recorded(2023) == ("gone", "fix", "undo")

    def test_leaves_out_what_came_later_than_it_looks(self):
        at, known_at = parse_instant("2021-02-01T00:00Z"), parse_instant("2023-05-15T00:00Z")
        found = chronicle(acts(), at, known_at)
        assert found.years == (1850,)
        assert {event.decision for event in found.latest(9)} == {"ahead", "moved", "early"}

    def test_gives_the_latest_news_first(self):
        now = parse_instant("2021-03-11T00:00Z")
        found = chronicle(osland(), now, now).latest(3)
        assert [event.known_from for event in found] == sorted(
            (event.known_from for event in found), reverse=True
        )
        assert len(found) == 3

    def test_finds_the_layers_that_last(self):
        now = parse_instant("2021-03-11T00:00Z")
        found = chronicle(register(*everything()), now, now)
        after = found.layers_after(parse_instant("2021-03-20T00:00Z"))
        assert {layer.id for _, layer in after} == {"amber", "harbour"}

    def test_counts_years_as_the_zone_does(self):
        now = parse_instant("2021-03-11T00:00Z")
        found = chronicle(osland(), now, now)
        assert found.year(moment("2021-01-01T00:30+01:00").instant) == 2021
        assert found.year(parse_instant("2040-01-01T12:00Z")) == 2040
