"""Scenarios that ship, and files of the user's."""

import pytest

from dabyl.adapters.scenarios import load_scenario, shipped_scenarios
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected


def codes(raised: pytest.ExceptionInfo) -> list[Code]:
    return [problem.code for problem in raised.value.problems]


class TestScenarios:
    def test_that_ship_are_found_by_name(self):
        assert "kazakhstan-2016" in shipped_scenarios()
        found = load_scenario("kazakhstan-2016")
        assert found.name == "kazakhstan-2016.toml"
        assert 'id = "kazakhstan-2016"' in found.text

    def test_of_the_user_are_files(self, tmp_path):
        file = tmp_path / "drill.toml"
        file.write_text("# қазақша", encoding="utf-8")
        assert load_scenario(str(file)).text == "# қазақша"

    @pytest.mark.parametrize("wanted", ["atlantis", "", ".", "a\0b", "x" * 5000])
    def test_that_are_not_there_are_rejected_with_the_names_of_those_that_are(self, wanted):
        with pytest.raises(Rejected) as raised:
            load_scenario(wanted)
        assert codes(raised) == [Code.SCENARIO_UNKNOWN]
        assert "kazakhstan-2016" in raised.value.problems[0].data["scenarios"]

    def test_must_be_text(self, tmp_path):
        (tmp_path / "x.toml").write_bytes(b"\xff\xfe")
        with pytest.raises(Rejected) as raised:
            load_scenario(str(tmp_path / "x.toml"))
        assert codes(raised) == [Code.NOT_TEXT]
