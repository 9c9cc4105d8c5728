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
        ("level", "made", "read", "called"),
        [
            ("x", 0, 0, "x"),
            ("x", 0, 1, "critical"),
            ("x", 0, 2, None),
            ("x", 0, 3, None),
            ("low", 0, 2, "calm"),
            ("high", 0, 2, "high"),
            ("calm", 2, 0, "calm"),
        ],
    )
    def test_reads_a_level_in_the_words_of_another_version(self, level, made, read, called):
        assert NORWAY.read_as(level, made=made, read=read) == called

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
