"""The command line: exit codes, and words for everything that can go wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dabyl.cli.main import COMMANDS, run
from dabyl.core.values.problems import Unavailable
from support.packs import FILES

AT = "2016-06-06T12:00+06:00"
READY = list(COMMANDS)


@pytest.fixture(scope="module")
def osland(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packs") / "xo"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, osland):
    folder = tmp_path_factory.mktemp("workspaces") / "hq"
    assert run(["init", str(folder), "--pack", str(osland), "--kind", "live"]) == 0
    return folder


def problems(capsys) -> list[dict[str, str]]:
    shown = json.loads(capsys.readouterr().out)["problems"]
    assert all(set(problem) == {"code", "where", "message", "fix"} for problem in shown)
    return shown


class TestHelp:
    @pytest.mark.parametrize("name", READY)
    def test_of_every_command_has_examples(self, capsys, name):
        first = {
            "token": "check",
            "pack": "check",
            "places": "import",
            "law": "compare",
            "cap": "fmt",
            "accounts": "invite",
            "draft": "list",
            "staff": "list",
            "exercise": "clock",
        }
        words = [first[name]] if name in first else []
        assert run([name, *words, "--help"]) == 0
        shown = capsys.readouterr().out
        assert "Examples" in shown
        assert f"$ dabyl {name}" in shown

    def test_lists_every_command(self, capsys):
        assert run(["--help"]) == 0
        shown = capsys.readouterr().out
        assert all(name in shown for name in COMMANDS)

    def test_is_what_no_command_at_all_gets(self, capsys):
        assert run([]) == 2
        assert "standing" in "".join(capsys.readouterr())

    def test_knows_the_version(self, capsys):
        assert run(["--version"]) == 0
        assert capsys.readouterr().out.startswith("dabyl ")


class TestWrongUsage:
    @pytest.mark.parametrize(
        "words",
        [
            ["fly"],
            ["standing"],
            ["standing", "KZ", "--wrong"],
            ["standing", "KZ", "--at"],
            ["init", "x", "--kind", "holiday", "--pack", "kz"],
            ["init", "--kind", "live", "--pack", "kz"],
            ["init", "x", "--kind", "live"],
            ["publish"],
            ["token", "check", "x"],
            ["serve", "--port", "many"],
            ["verify", "--key", "x"],
        ],
    )
    def test_is_told_apart_and_in_json_when_asked(self, capsys, words):
        assert run(words) == 2
        shown = capsys.readouterr()
        assert (shown.out, "Traceback" in shown.err) == ("", False)
        assert run([*words[:1], "--json", *words[1:]]) == 2
        assert [problem["code"] for problem in problems(capsys)] == ["usage"]

    def test_of_times_names_all_of_them_with_the_remedy(self, capsys, workspace):
        words = ["--workspace", str(workspace), "--json"]
        code = run(["standing", "XO", "--at", "2016-06-06", "--known-at", "noon", *words])
        assert code == 2
        shown = problems(capsys)
        assert [(p["code"], p["where"]) for p in shown] == [
            ("time-needs-offset", "--at"),
            ("time-needs-offset", "--known-at"),
        ]
        assert "2016-06-06T12:00+06:00" in shown[0]["fix"]

    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), max_size=4))
    def test_never_ends_in_a_traceback(self, capsys, words):
        assert run(["standing", *words, "--workspace", "/nowhere", "--json"]) in {0, 1, 2}
        assert "Traceback" not in "".join(capsys.readouterr())


class TestAnswers:
    def test_none_is_an_answer(self, capsys, workspace):
        where = ["--workspace", str(workspace), "--json"]
        assert run(["standing", "XO", "--at", AT, *where]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert (answer["place"], answer["level"], answer["layers"]) == ("XO", None, [])

    def test_for_people_are_short_and_without_colour_off_a_terminal(self, capsys, workspace):
        assert run(["standing", "Osland", "--at", AT, "--workspace", str(workspace)]) == 0
        shown = capsys.readouterr().out
        assert "no level in force" in shown
        assert "\x1b" not in shown

    def test_take_the_workspace_from_the_environment(self, capsys, workspace, monkeypatch):
        monkeypatch.setenv("DABYL_WORKSPACE", str(workspace))
        for words in (["timeline"], ["agenda"], ["verify"]):
            assert run([*words, "--json"]) == 0
            assert json.loads(capsys.readouterr().out)


class TestRefusals:
    def test_name_the_place_that_is_not_known(self, capsys, workspace):
        assert run(["standing", "Atlantis", "--workspace", str(workspace), "--json"]) == 1
        assert [p["code"] for p in problems(capsys)] == ["place-unknown"]

    def test_name_the_scale_that_is_not_known(self, capsys, workspace):
        words = ["--scale", "x", "--workspace", str(workspace), "--json"]
        assert run(["standing", "XO", *words]) == 1
        assert [p["code"] for p in problems(capsys)] == ["scale-unknown"]

    def test_need_a_workspace(self, capsys, tmp_path):
        assert run(["standing", "XO", "--workspace", str(tmp_path), "--json"]) == 1
        (problem,) = problems(capsys)
        assert "init" in problem["fix"]

    def test_make_no_workspace_over_another(self, capsys, workspace, osland):
        words = ["--pack", str(osland), "--kind", "live", "--json"]
        assert run(["init", str(workspace), *words]) == 1
        assert problems(capsys)
        assert run(["verify", "--workspace", str(workspace)]) == 0

    def test_leave_nothing_behind_when_a_pack_makes_no_sense(self, capsys, tmp_path, osland):
        words = ["--pack", str(osland), "--pack", "none", "--kind", "live", "--json"]
        assert run(["init", str(tmp_path / "new"), *words]) == 1
        assert [p["code"] for p in problems(capsys)] == ["pack-unknown"]
        assert not (tmp_path / "new").exists()

    def test_are_for_people_on_the_other_stream(self, capsys, workspace):
        assert run(["standing", "Atlantis", "--workspace", str(workspace)]) == 1
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "Atlantis" in shown.err


class TestUnavailable:
    def test_has_an_exit_code_of_its_own(self, capsys, workspace, tmp_path):
        (tmp_path / "file").write_text("", encoding="utf-8")
        words = ["--out", str(tmp_path / "file" / "site"), "--workspace", str(workspace)]
        assert run(["publish", *words, "--json"]) == 3
        (problem,) = problems(capsys)
        assert problem["code"] == "unavailable"
        assert str(tmp_path) in problem["message"]


class TestDefect:
    @pytest.fixture(autouse=True)
    def broken(self, monkeypatch):
        def fail(_folder: Path) -> None:
            raise ZeroDivisionError("seven\nlines")

        monkeypatch.setattr("dabyl.cli.verify.verify_journal", fail)

    def test_is_one_clear_line_and_no_traceback(self, capsys):
        assert run(["verify"]) == 1
        shown = capsys.readouterr()
        assert "ZeroDivisionError: seven" in shown.err
        assert "Traceback" not in shown.err
        assert run(["verify", "--json"]) == 1
        assert [p["code"] for p in problems(capsys)] == ["defect"]

    def test_shows_where_it_happened_when_asked(self, capsys, monkeypatch):
        monkeypatch.setenv("DABYL_DEBUG", "1")
        assert run(["verify"]) == 1
        assert "Traceback" in capsys.readouterr().err


class TestInterruption:
    @pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (Unavailable("x"), 3)])
    def test_has_its_exit_code(self, monkeypatch, error, code):
        def fail(_folder: Path) -> None:
            raise error

        monkeypatch.setattr("dabyl.cli.verify.verify_journal", fail)
        assert run(["verify"]) == code
