"""``dabyl exercise clock``: what it shows, and who may move it where."""

import json

import pytest

from dabyl.adapters.clock import SystemClock
from dabyl.adapters.exercise_clock import FILE
from dabyl.cli.main import run
from dabyl.core.values.instants import Instant, parse_instant
from support.processes import osland_folder

BEGINS = "2021-03-08T10:00+01:00"


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return str(osland_folder(tmp_path_factory.mktemp("packs")))


@pytest.fixture
def drill(tmp_path, pack):
    folder = tmp_path / "drill"
    words = ["init", str(folder), "--pack", pack, "--kind", "exercise", "--at", BEGINS]
    assert run(words) == 0
    return str(folder)


def told(capsys, *words):
    capsys.readouterr()
    code = run([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def moved(capsys, workspace, to):
    code, said = told(capsys, "exercise", "clock", "--to", to, "--workspace", workspace)
    return code, said["problems"][0]["code"] if "problems" in said else said["now"]


def is_now(text: str, at: Instant) -> bool:
    return 0 <= parse_instant(text).s - at.s < 600


class TestTheClockOfAnExercise:
    def test_begins_when_it_is_told_and_is_what_questions_and_entries_go_by(self, capsys, drill):
        code, said = told(capsys, "exercise", "clock", "--workspace", drill)
        assert (code, said["simulated"]) == (0, True)
        assert is_now(said["now"], parse_instant(BEGINS))
        assert abs(SystemClock().now().s + said["ahead_s"] - parse_instant(said["now"]).s) < 600
        assert is_now(
            told(capsys, "agenda", "--workspace", drill)[1]["after"], parse_instant(BEGINS)
        )

    def test_is_moved_on_and_never_back(self, capsys, drill):
        code, now = moved(capsys, drill, "2021-03-09T00:00+01:00")
        assert code == 0
        assert is_now(now, parse_instant("2021-03-09T00:00+01:00"))
        assert moved(capsys, drill, BEGINS) == (1, "exercise-clock-back")
        assert moved(capsys, drill, "tomorrow") == (2, "time-needs-offset")

    def test_shows_the_machines_time_where_none_was_set(self, capsys, tmp_path, pack):
        folder = str(tmp_path / "hq")
        assert run(["init", folder, "--pack", pack, "--kind", "exercise"]) == 0
        code, said = told(capsys, "exercise", "clock", "--workspace", folder)
        assert (code, said["simulated"], said["ahead_s"]) == (0, False, 0)
        assert run(["exercise", "clock", "--workspace", folder]) == 0
        assert "as the machine" in capsys.readouterr().out

    def test_is_refused_to_any_other_workspace(self, capsys, tmp_path, pack):
        folder = tmp_path / "hq"
        init = ["init", str(folder), "--pack", pack, "--kind", "live"]
        code, said = told(capsys, *init, "--at", BEGINS)
        assert (code, said["problems"][0]["code"]) == (1, "exercise-clock-elsewhere")
        assert not folder.exists()
        assert run(init) == 0
        assert moved(capsys, str(folder), BEGINS) == (1, "exercise-clock-elsewhere")
        (folder / FILE).write_text("ahead_s = 5\n")
        code, said = told(capsys, "exercise", "clock", "--workspace", str(folder))
        assert (code, said["problems"][0]["where"]) == (1, str(folder / FILE))
