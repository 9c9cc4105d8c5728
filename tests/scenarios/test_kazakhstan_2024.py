"""The scenario kazakhstan-2024, and the law on which the decisions of both scenarios rest."""

import pytest

from dabyl.core.law.kinds import Kind
from dabyl.core.law.states import InForce, state_on
from dabyl.core.register.register import Register
from dabyl.core.register.standing import standing
from dabyl.core.values.instants import parse_instant
from support.replays import replayed

CITIES = ("710000000", "750000000", "351000000", "111000000")
DECREE = "kz-decree-611.ch-4"


@pytest.fixture(scope="module")
def of_2024() -> Register:
    return replayed("kazakhstan-2024")


def level(register: Register, place: str, at: str) -> str | None:
    when = parse_instant(at)
    found = standing(register, place, scale="kz-2013", at=when, known_at=when)
    return found.level


def basis_of(register: Register) -> dict[str, str]:
    """Return the version of the decree that was in force on the day of each act that cites it."""
    found = {}
    for key in register.decision_ids():
        record = register.record(key)
        if record.decision.provision != DECREE:
            continue
        moment = record.decision.decided
        day = (moment.instant if moment else record.recorded_at).local("Asia/Almaty").date()
        clause = register.provision(DECREE, record.recorded_at)
        assert clause is not None
        assert clause.kind is Kind.POWER
        state = state_on(clause, day)
        assert isinstance(state, InForce)
        found[key] = state.wording.id
    return found


class TestFourCities:
    @pytest.mark.parametrize("city", CITIES)
    def test_are_yellow_from_midnight_to_midnight(self, of_2024, city):
        assert level(of_2024, city, "2024-07-01T23:59:59+05:00") is None
        assert level(of_2024, city, "2024-07-02T00:00:00+05:00") == "yellow"
        assert level(of_2024, city, "2024-07-04T23:59:59+05:00") == "yellow"
        assert level(of_2024, city, "2024-07-05T00:00:00+05:00") is None

    def test_are_not_the_country(self, of_2024):
        assert level(of_2024, "KZ", "2024-07-03T12:00:00+05:00") is None
        assert level(of_2024, "430000000", "2024-07-03T12:00:00+05:00") is None

    def test_rest_on_powers_that_were_seen(self, of_2024):
        for key in of_2024.decision_ids():
            codes = {code for code, _ in of_2024.record(key).defects}
            assert not codes & {"no-power", "power-unconfirmed", "provision-not-in-force"}


class TestTheBasisOfEachDecision:
    def test_is_the_decree_as_it_stood_in_2024(self, of_2024):
        assert set(basis_of(of_2024).values()) == {f"{DECREE}.2023"}

    def test_was_the_decree_as_it_stood_in_2016(self):
        register = replayed("kazakhstan-2016")
        found = basis_of(register)
        assert set(found.values()) == {f"{DECREE}.2013"}
        assert set(found) == set(register.decision_ids())
