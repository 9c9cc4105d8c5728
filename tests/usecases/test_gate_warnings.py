"""What the gate said against released messages and let pass."""

import attrs
import pytest

from dabyl.core.levels.decision import Mode
from dabyl.usecases.gate_warnings import gate_warnings
from dabyl.usecases.release import release
from support.desks import a_level, noon
from support.staffed import a_draft_desk, begun, let_go, put_forward

AT = noon(5)


@pytest.fixture(scope="module")
def released():
    """Release two levels on places that nobody can draw."""
    desk = a_draft_desk()
    for key, area in (("xo-1", "XO-N"), ("xo-2", "XO-S")):
        begun(desk, a_level(key, mode=Mode.TAKEN, area=area), at=AT)
        put_forward(desk, key, at=AT)
        register = let_go(desk, key, at=AT).register
        register = release(desk.desk, register, at=AT)
    return desk.desk, register


class TestGateWarnings:
    @pytest.mark.parametrize("decision", ["xo-1", "xo-2"])
    def test_are_those_of_the_messages_of_a_decision(self, released, decision):
        (warned,) = gate_warnings(*released, decision)
        assert warned.message.layer == decision
        assert [one.code for one in warned.findings] == ["cap-geocode-alone"]

    def test_are_none_of_another_decision_channel_or_without_a_key(self, released):
        desk, register = released
        assert not list(gate_warnings(desk, register, "xo-9"))
        assert not list(gate_warnings(desk, register, "xo-1", channels=()))
        assert not list(gate_warnings(attrs.evolve(desk, alerts=None), register, "xo-1"))
