import pytest
from hypothesis import given

from dabyl.core.levels.decision import Announced, Decision, Mode, layer_id
from support.strategies import instants


class TestDecision:
    def test_does_something(self):
        with pytest.raises(ValueError, match="effects"):
            Decision(id="xx-1", mode=Mode.TAKEN, scale="xx", effects=())


class TestLayerId:
    def test_is_the_decision_for_the_first_effect_and_numbered_for_others(self):
        assert [layer_id("xx-1", effect) for effect in range(3)] == ["xx-1", "xx-1.2", "xx-1.3"]


class TestAnnounced:
    @given(instants, instants)
    def test_is_late_only_when_it_came_after_effect(self, effect, known):
        late_s = Announced(effect_from=effect, known_from=known).late_s()
        assert late_s == (known.s - effect.s if known > effect else 0)
