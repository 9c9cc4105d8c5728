from datetime import date

import pytest
from hypothesis import given

from dabyl.core.calendars.daycount import Counting
from dabyl.core.calendars.endings import EndRule
from dabyl.core.levels.scale import Level, PeriodKind, PeriodRule, Scale, ScaleVersion
from dabyl.core.values.languages import NO_TEXTS
from support.strategies import days

ENDS = EndRule(counting=Counting.FIRST_DAY_COUNTS)
NEW, NEWER, NEWEST = date(2019, 1, 1), date(2021, 1, 1), date(2025, 1, 1)


def version(*levels, since=None, mapping=()):
    steps = tuple(Level(id=level, rank=rank) for rank, level in enumerate(levels, 1))
    return ScaleVersion(valid_from=since, levels=steps, mapping=mapping, ends=ENDS)


def a_scale(*versions):
    return Scale(
        id="no",
        names=NO_TEXTS,
        territory=("NO",),
        zone="Europe/Oslo",
        languages=("en",),
        versions=versions,
    )


NORWAY = a_scale(
    version("low", "high", "x"),
    version("low", "high", "critical", since=NEW, mapping=(("x", "critical"),)),
    version("calm", "high", since=NEWER, mapping=(("low", "calm"), ("critical", None))),
    version("calm", "high", "top", since=NEWEST),
)


class TestScale:
    def test_has_the_version_of_the_day(self):
        assert NORWAY.version(date(2018, 12, 31)) is NORWAY.versions[0]
        assert NORWAY.version(NEW) is NORWAY.versions[1]
        assert NORWAY.version(date(2022, 1, 1)) is NORWAY.versions[2]

    @pytest.mark.parametrize(
        ("level", "set_on", "read_on", "read"),
        [
            ("x", date(2018, 1, 1), date(2018, 6, 1), "x"),
            ("x", date(2018, 1, 1), NEW, "critical"),
            ("x", date(2018, 1, 1), NEWER, None),
            ("x", date(2018, 1, 1), NEWEST, None),
            ("low", date(2018, 1, 1), NEWER, "calm"),
            ("high", date(2018, 1, 1), NEWER, "high"),
            ("calm", NEWER, date(2018, 1, 1), "calm"),
        ],
    )
    def test_reads_a_level_in_the_words_of_another_day(self, level, set_on, read_on, read):
        assert NORWAY.read_as(level, set_on=set_on, read_on=read_on) == read

    @given(days)
    def test_reads_a_level_on_its_own_day_as_it_is(self, on):
        for level in NORWAY.version(on).levels:
            assert NORWAY.read_as(level.id, set_on=on, read_on=on) == level.id

    def test_may_have_no_levels_by_policy(self):
        assert a_scale(version()).no_scale()
        assert not NORWAY.no_scale()

    def test_needs_a_version(self):
        with pytest.raises(ValueError, match="versions"):
            a_scale()


class TestScaleVersion:
    def test_knows_its_levels(self):
        first = NORWAY.versions[0]
        assert (first.level("high").rank, first.level("none"), first.steps()) == (2, None, 3)


class TestPeriodRule:
    def test_speaks_of_its_levels_on_its_days(self):
        rule = PeriodRule(
            kind=PeriodKind.MAX_DAYS, levels=("red",), days=15, valid_from=NEW, valid_to=NEWER
        )
        assert rule.applies("red", NEW)
        assert not rule.applies("blue", NEW)
        assert not rule.applies("red", date(2018, 12, 31))
        assert not rule.applies("red", NEWER)

    @given(days)
    def test_speaks_of_every_level_and_day_when_it_names_none(self, on):
        assert PeriodRule(kind=PeriodKind.FREE).applies("any", on)
