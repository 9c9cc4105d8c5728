import attrs
from hypothesis import example, given
from hypothesis import strategies as st

from dabyl.core.formats.icalendar.calendar import Calendar, Span, format_calendar
from dabyl.core.values.instants import parse_instant

SPAN = Span(
    uid="kz-2016-03@w",
    stamp=parse_instant("2016-06-06T08:00+06:00"),
    start=parse_instant("2016-06-06T00:00+06:00"),
    end=parse_instant("2016-07-16T00:00+06:00"),
    summary="Yellow; Kazakhstan, all of it",
    description="one\ntwo",
    categories=("Yellow", "a,b"),
)


def lines_of(*spans, name="Levels"):
    data = format_calendar(Calendar(name=name, lang="en", spans=spans))
    assert data.endswith(b"\r\n")
    return data, data.decode().replace("\r\n ", "").split("\r\n")


class TestFormatCalendar:
    def test_writes_times_in_utc(self):
        _, lines = lines_of(SPAN)
        assert "DTSTART:20160605T180000Z" in lines
        assert "DTEND:20160715T180000Z" in lines

    def test_escapes_what_means_something(self):
        _, lines = lines_of(SPAN)
        assert r"SUMMARY;LANGUAGE=en:Yellow\; Kazakhstan\, all of it" in lines
        assert r"DESCRIPTION;LANGUAGE=en:one\ntwo" in lines
        assert r"CATEGORIES:Yellow,a\,b" in lines

    def test_invents_no_end(self):
        _, lines = lines_of(attrs.evolve(SPAN, end=None, categories=()))
        assert not [line for line in lines if line.startswith(("DTEND", "CATEGORIES"))]

    def test_writes_an_empty_calendar(self):
        _, lines = lines_of()
        assert lines[0] == "BEGIN:VCALENDAR"
        assert lines[-2:] == ["END:VCALENDAR", ""]

    @example("қауіп" * 60)
    @example("a" * 200)
    @given(st.text(st.characters(codec="utf-8"), max_size=300))
    def test_folds_at_75_octets_and_never_inside_a_character(self, name):
        data, lines = lines_of(name=name)
        for line in data.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()
        assert all(char >= " " for line in lines for char in line)
