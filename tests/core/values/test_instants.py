from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.values.instants import (
    EARLIEST,
    LATEST,
    Instant,
    day_start,
    from_datetime,
    local_instant,
    parse_instant,
)
from support.strategies import ZONES, instants

DAY = date(2016, 6, 6)


class TestInstant:
    @given(instants, instants)
    def test_is_ordered_by_time(self, one, other):
        assert (one < other, one <= other) == (one.s < other.s, one.s <= other.s)
        assert (one > other, one >= other) == (one.s > other.s, one.s >= other.s)

    @given(instants, st.integers(-(10**6), 10**6))
    def test_moves_by_whole_seconds(self, instant, seconds):
        span = timedelta(seconds=seconds, milliseconds=400)
        assert instant.plus(span).s - instant.s in {seconds, seconds + 1}
        assert instant.plus(timedelta(seconds=seconds)).s == instant.s + seconds

    def test_is_written_with_the_offset_that_the_zone_had_then(self):
        noon = parse_instant("2016-06-06T06:00Z")
        assert noon.text() == "2016-06-06T06:00:00Z"
        assert noon.text("Asia/Almaty") == "2016-06-06T12:00:00+06:00"
        assert noon.text("Asia/Aqtobe") == "2016-06-06T11:00:00+05:00"
        later = parse_instant("2024-06-06T06:00Z")
        assert later.text("Asia/Almaty") == "2024-06-06T11:00:00+05:00"

    @pytest.mark.parametrize("zone", ["UTC", "Asia/Almaty", "America/New_York"])
    def test_is_shown_at_the_edge_of_the_calendar_when_it_lies_beyond(self, zone):
        day = 86_400
        for beyond in (Instant(LATEST.s + 3 * day), Instant(10**18)):
            assert beyond.text(zone) == LATEST.text(zone)
        for beyond in (Instant(EARLIEST.s - 3 * day), Instant(-(10**18))):
            assert beyond.text(zone) == EARLIEST.text(zone)
        assert Instant(LATEST.s + 2 * day - 1).text() == "9999-12-31T23:59:59Z"

    @given(instants, st.sampled_from(ZONES))
    def test_is_the_same_after_writing_and_reading(self, instant, zone):
        modern = Instant(instant.s % 2**31 + 10**9)  # offsets of whole minutes
        assert parse_instant(modern.text(zone)) == modern
        assert parse_instant(instant.text()) == instant


class TestParseInstant:
    @pytest.mark.parametrize(
        "text",
        ["2016-06-06T12:00+06:00", "2016-06-06 06:00:00Z", " 2016-06-06T06:00:00.9z "],
    )
    def test_reads_rfc_3339(self, text):
        assert parse_instant(text).text() == "2016-06-06T06:00:00Z"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "2016-06-06",
            "2016-06-06T12:00",
            "2016-06-31T12:00Z",
            "2016-06-06T24:00Z",
            "2016-06-06T12:00+25:00",
            "0001-01-01T00:00+14:00",
            "9999-12-31T23:59-14:00",
            "tomorrow",
        ],
    )
    def test_refuses_anything_else(self, text):
        with pytest.raises(ValueError, match=r"."):
            parse_instant(text)

    @given(st.text())
    def test_never_fails_otherwise(self, text):
        with pytest.raises(ValueError, match=r"."):
            parse_instant(text + "!")

    @given(st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]Z", fullmatch=True))
    def test_gives_only_instants_that_can_be_written(self, text):
        try:
            found = parse_instant(text)
        except ValueError:
            return
        assert EARLIEST <= found <= LATEST
        assert found.text().startswith(text[:-1])


class TestFromDatetime:
    def test_refuses_a_datetime_without_an_offset(self):
        with pytest.raises(ValueError, match="no instant"):
            from_datetime(datetime(2016, 6, 6))  # noqa: DTZ001 - that is what is refused

    @given(instants, st.sampled_from(ZONES))
    def test_undoes_local(self, instant, zone):
        assert from_datetime(instant.local(zone)) == instant


class TestLocalInstant:
    def test_reads_a_wall_time_of_the_zone(self):
        at = local_instant(DAY, time(18), "Asia/Aqtobe")
        assert at.text() == "2016-06-06T13:00:00Z"

    def test_reads_a_skipped_time_with_the_offset_before_the_change(self):
        at = local_instant(date(2026, 3, 29), time(2, 30), "Europe/Oslo")
        assert at.text("Europe/Oslo") == "2026-03-29T03:30:00+02:00"

    def test_takes_the_first_of_two_equal_times(self):
        at = local_instant(date(2026, 10, 25), time(2, 30), "Europe/Oslo")
        assert at.text("Europe/Oslo") == "2026-10-25T02:30:00+02:00"

    def test_starts_a_day_at_midnight(self):
        assert day_start(DAY, "Asia/Almaty").text() == "2016-06-05T18:00:00Z"
