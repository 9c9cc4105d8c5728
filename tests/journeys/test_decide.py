"""``dabyl decide`` as real processes: taken, recorded, refused, and two officers at once."""

import subprocess

import pytest

from support.crashes import DABYL
from support.processes import asked, dabyl, osland_folder

RECORDED = """\
id = "{key}"
mode = "recorded"
scale = "xo-alert"
office = "xo-hq"
zone = "Europe/Oslo"
do = "declare"
level = "{level}"
where = "XO"
from = 2021-01-05T12:00:00+01:00
for_days = 10
"""
TAKEN = RECORDED.replace('mode = "recorded"', 'mode = "taken"')


@pytest.fixture
def workspace(tmp_path):
    asked("init", tmp_path / "hq", "--pack", osland_folder(tmp_path), "--kind", "live")
    return tmp_path / "hq"


def a_file(folder, key="xo-1", level="amber", text=RECORDED):
    file = folder / f"{key}.toml"
    file.write_text(text.format(key=key, level=level), encoding="utf-8")
    return file


class TestDecide:
    def test_records_and_says_where_it_stands_in_the_journal(self, workspace, tmp_path):
        answer = asked("decide", a_file(tmp_path), "--workspace", workspace)
        assert (answer["decision"], answer["mode"], answer["number"]) == ("xo-1", "recorded", 3)
        asks = ["XO", "--at", "2021-01-06T12:00+01:00", "--workspace", workspace]
        standing = asked("standing", *asks)
        assert (standing["level"], standing["until"]) == ("amber", "2021-01-15T00:00:00+01:00")
        timeline = asked("timeline", "--workspace", workspace)
        assert [e["kind"] for e in timeline["events"]] == ["declared", "lapsed"]

    def test_is_refused_with_every_reason_and_changes_nothing(self, tmp_path):
        drill = tmp_path / "drill"
        asked("init", drill, "--pack", osland_folder(tmp_path), "--kind", "exercise")
        answer = asked("decide", a_file(tmp_path, text=TAKEN), "--workspace", drill, code=1)
        assert len(answer["problems"]) > 1
        assert asked("verify", "--workspace", drill)["entries"] == 2

    @pytest.mark.parametrize(
        "text", ["", "id = ", "\x00", 'id = "a"\nlevel = 3\nwhere = "Atlantis"\n', "\ufeff"]
    )
    def test_names_what_is_wrong_with_a_file(self, workspace, tmp_path, text):
        file = tmp_path / "x.toml"
        file.write_text(text, encoding="utf-8")
        answer = asked("decide", file, "--workspace", workspace, code=1)
        assert all(p["message"] and "x.toml" in p["where"] for p in answer["problems"])

    def test_needs_a_file_that_is_text(self, workspace, tmp_path):
        (tmp_path / "x.toml").write_bytes(b"\xff\xfe")
        for file in (tmp_path / "none.toml", tmp_path, tmp_path / "x.toml"):
            assert asked("decide", file, "--workspace", workspace, code=1)["problems"]

    def test_twice_is_refused(self, workspace, tmp_path):
        file = a_file(tmp_path)
        asked("decide", file, "--workspace", workspace)
        assert asked("decide", file, "--workspace", workspace, code=1)["problems"]


class TestInALiveWorkspace:
    def draft(self, workspace, file, *words, code=0):
        return asked("decide", file, "--workspace", workspace, *words, code=code)

    def test_a_decision_to_be_taken_becomes_a_draft(self, workspace, tmp_path):
        answer = self.draft(workspace, a_file(tmp_path, text=TAKEN), "--by", "officer-1")
        assert answer == {
            "draft": "xo-1",
            "version": 1,
            "fork": False,
            "state": "open",
            "released": False,
        }
        assert asked("verify", "--workspace", workspace)["entries"] == 2
        (listed,) = asked("draft", "list", "--workspace", workspace)["drafts"]
        assert (listed["draft"], listed["editors"]) == ("xo-1", ["officer-1"])
        shown = asked("draft", "show", "xo-1", "--workspace", workspace)
        assert shown["content"]["effects"]["1"]["level"] == "amber"
        assert {"provision-missing", "reason-missing"} <= {p["code"] for p in shown["against"]}

    def test_the_people_are_told_that_nothing_is_decided(self, workspace, tmp_path):
        file = a_file(tmp_path, text=TAKEN)
        told = dabyl("decide", file, "--workspace", workspace, "--by", "officer-1").stdout
        assert "nothing is decided yet" in told
        told = dabyl("draft", "list", "--workspace", workspace).stdout
        assert "officer-1" in told
        told = dabyl("draft", "show", "xo-1", "--workspace", workspace).stdout
        assert "version 1 by officer-1" in told

    def test_a_draft_has_a_writer(self, workspace, tmp_path):
        answer = self.draft(workspace, a_file(tmp_path, text=TAKEN), code=1)
        assert [p["code"] for p in answer["problems"]] == ["draft-needs-person"]

    def test_a_draft_is_not_begun_twice_but_saved_onto(self, workspace, tmp_path):
        file = a_file(tmp_path, text=TAKEN)
        self.draft(workspace, file, "--by", "officer-1")
        again = self.draft(workspace, file, "--by", "officer-2", code=1)
        assert [p["code"] for p in again["problems"]] == ["draft-exists"]
        onto = ("--by", "officer-2", "--onto", "1")
        assert self.draft(workspace, file, *onto)["version"] == 2
        assert self.draft(workspace, file, *onto)["fork"] is True

    def test_there_is_no_draft_of_that_name(self, workspace):
        answer = asked("draft", "show", "xo-9", "--workspace", workspace, code=1)
        assert [p["code"] for p in answer["problems"]] == ["draft-unknown"]


class TestTwoOfficersAtOnce:
    def test_one_wins_and_the_other_is_told(self, workspace, tmp_path):
        files = [a_file(tmp_path, f"xo-{n}") for n in range(6)]
        started = [
            subprocess.Popen(
                [*DABYL, "decide", str(file), "--workspace", str(workspace)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for file in files
        ]
        ended = [(process, *process.communicate(timeout=120)) for process in started]
        codes = [process.returncode for process, *_ in ended]
        assert set(codes) <= {0, 1}
        told = [err for process, _, err in ended if process.returncode == 1]
        assert all("in between came decision xo-" in " ".join(err.split()) for err in told)
        recorded = asked("verify", "--workspace", workspace)["entries"] - 2
        assert recorded == codes.count(0) >= 1
        assert dabyl("decide", a_file(tmp_path, "xo-9"), "--workspace", workspace).returncode == 0
