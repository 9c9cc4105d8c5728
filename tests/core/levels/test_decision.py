import attrs
import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.decision import Area, Decision, Declare, Mode, layer_id
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.moments import Moment


class TestDecision:
    def test_does_something(self):
        with pytest.raises(ValueError, match="effects"):
            Decision(id="xx-1", mode=Mode.TAKEN, scale="xx", effects=())


class TestLayerId:
    def test_is_the_decision_for_the_first_effect_and_numbered_for_others(self):
        assert [layer_id("xx-1", effect) for effect in range(3)] == ["xx-1", "xx-1.2", "xx-1.3"]


class TestTheZoneOfAnEnd:
    def test_is_that_of_the_start_unless_another_is_named(self):
        start = Moment(instant=parse_instant("2016-06-06T00:00+06:00"), zone="Asia/Almaty")
        declared = Declare(
            area=Area(units=("KZ",)), level="yellow", start=start, ending=ForDays(days=1)
        )
        assert declared.counted_from() == start
        elsewhere = attrs.evolve(declared, ending_zone="Asia/Aqtobe")
        assert elsewhere.counted_from() == attrs.evolve(start, zone="Asia/Aqtobe")
