"""``dabyl pack``: every problem in one go, with file, line and what would be right."""

import json

import pytest

from dabyl.cli.main import run
from support.packs import FILES


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "xo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "xo"


def break_it(folder):
    scale = folder / "scale.toml"
    text = scale.read_text().replace("rank = 3\n", "rank = 1\n").replace("#c4161c", "red")
    scale.write_text(text)


class TestPackCheck:
    def test_says_that_nothing_is_wrong(self, folder, capsys):
        assert run(["pack", "check", str(folder)]) == 0
        shown = capsys.readouterr().out
        assert "nothing is wrong; 1 scale, 3 places, 2 offices, 2 powers, 0 border sets" in shown
        assert "marked unconfirmed" in shown

    def test_says_it_in_json(self, folder, capsys):
        assert run(["pack", "check", str(folder), "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert (answer["pack"], answer["problems"]) == ("xo", [])
        assert answer["scales"] == [{"id": "xo-alert", "levels": 3, "versions": 2}]

    def test_names_every_problem_with_its_line_and_fix(self, folder, capsys):
        break_it(folder)
        assert run(["pack", "check", str(folder)]) == 1
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "scale.toml:" in shown.err
        assert "red is not a colour" in shown.err
        assert "count the levels 1, 2, 3 from the lowest" in shown.err

    def test_names_every_problem_in_json(self, folder, capsys):
        break_it(folder)
        assert run(["pack", "check", str(folder), "--json"]) == 1
        problems = json.loads(capsys.readouterr().out)["problems"]
        assert [problem["code"] for problem in problems] == ["colour-unreadable", "rank-twice"]
        assert all(problem["message"] and problem["fix"] for problem in problems)
        assert problems[0]["where"].startswith("scale.toml:")

    def test_refuses_a_folder_that_is_not_there(self, folder, capsys):
        assert run(["pack", "check", str(folder / "none"), "--json"]) == 1
        problems = json.loads(capsys.readouterr().out)["problems"]
        assert [problem["code"] for problem in problems] == ["pack-folder-missing"]

    def test_wants_a_folder(self):
        assert run(["pack", "check"]) == 2


class TestPackList:
    def test_lists_the_shipped_packs(self, capsys):
        assert run(["pack", "list"]) == 0
        shown = capsys.readouterr().out
        assert "Kazakhstan" in shown
        assert "no levels" in shown

    def test_lists_them_in_json(self, capsys):
        assert run(["pack", "list", "--json"]) == 0
        packs = {pack["pack"]: pack for pack in json.loads(capsys.readouterr().out)["packs"]}
        assert len(packs) == 15
        assert packs["kz"]["languages"] == ["kk", "ru", "en"]
        assert packs["dk"]["unconfirmed"] > 0
