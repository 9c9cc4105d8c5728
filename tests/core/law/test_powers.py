import attrs
import pytest

from dabyl.core.law.powers import Action, Office, Power

POWER = Power(
    id="p", provision="art-1", office_kinds=("hq",), actions=(Action.DECLARE, Action.LIFT)
)


class TestPower:
    def test_is_not_limited_by_what_it_does_not_name(self):
        limits = (POWER.scale, POWER.levels, POWER.area_kinds, POWER.max_days, POWER.consents)
        assert limits == (None, (), (), None, ())

    def test_stays_in_its_own_territory_and_ends_nobody_else_s_layers(self):
        assert not POWER.beyond_territory
        assert POWER.ends_layers_of == ()

    def test_does_not_change(self):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            POWER.levels = ("red",)


def test_an_office_has_no_end_unless_one_is_given():
    office = Office(id="hq", kind="hq", place="XX")
    assert (office.valid_from, office.valid_to, office.confirmed) == (None, None, True)
