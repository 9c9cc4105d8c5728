"""What a correction may not bring in (module's rules 1 to 3)."""

from typing import Any

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.decision import Consent, Decision, Mode
from dabyl.core.register.correcting import brought_in
from support.vale import (
    CROWN,
    EAST,
    act,
    codes,
    correct,
    declare,
    reasons,
    register,
    t,
    taken,
    withdraw,
)

NOW = "2020-03-05"
OFFICE: dict[str, Any] = {
    "office": EAST,
    "provision": "act.2",
    "consents": (Consent(office=CROWN),),
}
SAID = taken("e", declare("E1", "orange", "2020-03-01", ForDays(days=5)), **OFFICE)
TOO_MUCH = taken("f", declare("E", "red", "2020-03-01", ForDays(days=50)), **OFFICE)
KNOWN = register(("2020-03-01", SAID), ("2020-03-01", TOO_MUCH))


def corrected(other: str, **effect: Any) -> Decision:
    return attrs.evolve(correct("x", other, effects={"1": effect}), mode=Mode.TAKEN)


class TestACorrection:
    @pytest.mark.parametrize(
        "effect",
        [
            {"level": "yellow"},
            {"ending": ["days", 9]},
            {"ending": ["through", "2020-03-07"]},
            {"area": {"units": ["E2"]}},
            {"start": {"at": "2020-03-01T19:00:00Z"}},
        ],
        ids=str,
    )
    def test_changes_what_the_office_could_have_decided(self, effect: dict[str, Any]) -> None:
        assert codes(reasons(KNOWN, corrected("e", **effect), NOW)) == []

    @pytest.mark.parametrize(
        ("code", "effect"),
        [
            ("power-level", {"level": "red"}),
            ("power-length", {"ending": ["days", 11]}),
            ("power-area", {"area": {"units": ["E"]}}),
            ("power-territory", {"area": {"units": ["W1"]}}),
            ("end-needs-review", {"ending": ["event", {"en": "the rain"}]}),
        ],
    )
    def test_brings_in_nothing_that_it_could_not(self, code: str, effect: dict[str, Any]) -> None:
        found = reasons(KNOWN, corrected("e", **effect), NOW)
        assert code in codes(found)
        assert {one.where.partition(".changes.")[0] for one in found} == {"effects[0]"}

    def test_is_not_held_up_by_what_spoke_against_the_decision_before(self) -> None:
        assert codes(reasons(KNOWN, corrected("f", level="red", trend=None), NOW)) == []
        assert "power-area" in codes(reasons(KNOWN, corrected("e", area={"units": ["E"]}), NOW))

    def test_that_withdraws_brings_in_nothing(self) -> None:
        assert not list(brought_in(KNOWN, withdraw("x", "f"), t(NOW)))

    def test_of_what_is_not_known_is_nonsense_and_brings_in_nothing(self) -> None:
        assert not list(brought_in(KNOWN, correct("x", "zz"), t(NOW)))

    def test_leaves_no_text_without_a_language(self) -> None:
        texts = attrs.evolve(correct("x", "e", grounds={"en": "A flood."}), mode=Mode.TAKEN)
        assert codes(reasons(KNOWN, texts, NOW)) == ["language-missing"]


class TestAnythingElse:
    def test_brings_in_nothing(self) -> None:
        assert not list(brought_in(KNOWN, act("x", declare("E", "red", NOW)), t(NOW)))
