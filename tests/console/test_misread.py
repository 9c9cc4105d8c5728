"""What cannot be read is told as the form asks for it."""

import pytest

from dabyl.console.misread import as_typed
from dabyl.core.levels.body import decision_from_body
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

START = {"at": "2026-11-27T02:00:00Z", "zone": "Asia/Almaty"}


def body(ending=("open",), start=START):
    effect = {
        "kind": "declare",
        "area": {"units": ["XO-N"]},
        "level": "amber",
        "start": start,
        "ending": list(ending),
    }
    return {"id": "xo-1", "mode": "taken", "scale": "s", "office": "o", "effects": {"1": effect}}


def told(typed):
    with pytest.raises(Rejected) as wrong:
        decision_from_body(typed)
    as_told = (as_typed(one, typed) for one in wrong.value.problems)
    (found,) = {(one.code, one.where, one.data.get("value")) for one in as_told}
    return found


LONG = f"2026-06-30 {'9' * 5_000}"
"""Longer than a number that Python reads."""


class TestAnEnd:
    @pytest.mark.parametrize("ending", [("days", ""), ("through", ""), ("time", "", "")])
    def test_is_missing_when_its_field_is_empty(self, ending):
        assert told(body(ending)) == (Code.MISSING_FIELD, "effects.1.ending", None)

    @pytest.mark.parametrize("days", ["abc", "-3", "1.5", 0, 99_999])
    def test_is_a_number_of_days(self, days):
        found = (Code.DAYS_UNREADABLE, "effects.1.ending", str(days))
        assert told(body(("days", days))) == found

    @pytest.mark.parametrize(
        ("ending", "said"),
        [
            (("through", "2026-06-31"), "2026-06-31"),
            (("time", "2026-06-31", 600), "2026-06-31 10:00"),
            (("time", "2026-06-30", 1501), "2026-06-30 25:01"),
            (("time", "2026-06-30", ""), "2026-06-30"),
            (("time", LONG, ""), LONG),
            (("through", LONG), LONG),
        ],
        ids=lambda case: str(case)[:40],
    )
    def test_is_a_day_and_a_time_of_the_calendar(self, ending, said):
        assert told(body(ending)) == (Code.CLOCK_UNREADABLE, "effects.1.ending", said)

    def test_of_what_a_correction_changes_is_looked_up_there(self):
        changed = {"effects": {"1": {"ending": ["days", "x"]}}}
        typed = {"effects": {"1": {"kind": "correct", "changes": changed}}}
        where = "effects[0].changes.effects.1.ending[1]"
        found = as_typed(Problem(code=Code.WRONG_TYPE, where=where, data={}), typed)
        assert (found.code, found.data) == (Code.DAYS_UNREADABLE, {"value": "x"})


class TestAMoment:
    def test_is_told_as_it_was_typed(self):
        typed = body(start={"at": "2026-06-31T10:00", "zone": "Asia/Almaty"})
        assert told(typed) == (Code.CLOCK_UNREADABLE, "effects.1.start.at", "2026-06-31T10:00")


class TestWhatIsNoTime:
    @pytest.mark.parametrize(
        "problem",
        [
            Problem(code=Code.MISSING_FIELD, where="effects.1.ending", data={"field": "ending"}),
            Problem(code=Code.WRONG_TYPE, where="effects.1.level", data={"have": "a list"}),
        ],
        ids=["missing", "elsewhere"],
    )
    def test_stays_as_it_is(self, problem):
        assert as_typed(problem, body()) is problem
