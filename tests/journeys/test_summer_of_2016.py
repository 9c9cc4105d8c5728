"""The summer of 2016, asked of the command line: what stood where, until when, as known when."""

import subprocess

import pytest

from support.processes import asked, dabyl

KZ, AKTOBE, ALMATY = "KZ", "151000000", "750000000"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("summer") / "workspace"
    played = asked("replay", "kazakhstan-2016", "--workspace", folder)
    assert (played["kind"], played["decisions"], played["incidents"]) == ("replay", 8, 2)
    return folder


@pytest.fixture
def ask(workspace):
    def standing(place: str, at: str, known_at: str | None = None):
        known = ["--known-at", known_at] if known_at else []
        return asked("standing", place, "--at", at, *known, "--workspace", workspace)

    return standing


class TestTheCountry:
    def test_is_yellow_for_40_days_as_known_on_the_first_day(self, ask):
        found = ask(KZ, "2016-06-06T12:00+06:00", "2016-06-06T12:00+06:00")
        assert (found["level"], found["until"]) == ("yellow", "2016-07-16T00:00:00+06:00")
        assert found["end_wording"] == {"form": "days", "days": 40, "decision": "kz-2016-03"}
        assert found["highest_part"] == "red"
        assert {"place": AKTOBE, "level": "red"} in found["parts"]

    def test_ends_on_16_july_as_known_on_10_july(self, ask):
        found = ask(KZ, "2016-07-12T12:00+06:00", "2016-07-10T12:00+06:00")
        assert (found["level"], found["until"]) == ("yellow", "2016-07-16T00:00:00+06:00")
        assert found["as_of"] == "2016-07-10T12:00:00+06:00"

    def test_ends_on_15_august_as_known_on_20_july(self, ask):
        found = ask(KZ, "2016-07-20T12:00+06:00", "2016-07-20T12:00+06:00")
        assert (found["level"], found["until"]) == ("yellow", "2016-08-15T00:00:00+06:00")

    def test_is_yellow_in_december_until_16_january(self, ask):
        found = ask(KZ, "2016-12-01T12:00+06:00")
        assert (found["level"], found["until"]) == ("yellow", "2017-01-16T00:00:00+06:00")

    def test_has_no_level_on_20_january_and_says_when_that_was_confirmed(self, ask):
        found = ask(KZ, "2017-01-20T12:00+06:00", "2017-01-20T12:00+06:00")
        assert (found["level"], found["rank"], found["layers"]) == (None, None, [])
        assert found["as_of"] == "2017-01-20T12:00:00+06:00"
        assert found["valid_until"] > found["as_of"]


class TestAktobeCity:
    @pytest.mark.parametrize("place", [AKTOBE, "151010000"])
    def test_is_red_on_the_evening_of_5_june(self, ask, place):
        found = ask(place, "2016-06-05T20:00+05:00", "2016-06-05T20:00+05:00")
        assert (found["place"], found["level"], found["until"]) == (AKTOBE, "red", None)

    def test_is_red_on_7_june_with_the_national_yellow_overruled(self, ask):
        found = ask(AKTOBE, "2016-06-07T12:00+05:00")
        assert found["level"] == "red"
        assert [(o["decision"], o["level"]) for o in found["overruled"]] == [
            ("kz-2016-03", "yellow")
        ]


class TestAlmatyCity:
    def test_is_red_at_13_00_on_18_july(self, ask):
        assert ask(ALMATY, "2016-07-18T13:00+06:00")["level"] == "red"

    def test_is_yellow_on_20_july_underneath_again_and_not_a_second_layer(self, ask):
        found = ask(ALMATY, "2016-07-20T12:00+06:00")
        assert (found["level"], found["overruled"]) == ("yellow", [])
        assert [layer["decision"] for layer in found["layers"]] == ["kz-2016-03"]


class TestTheRecord:
    def test_holds_the_lift_of_16_january_2017_without_effect(self, workspace):
        events = asked("timeline", "--workspace", workspace)["events"]
        last = {event["decision"]: event["kind"] for event in events}
        assert last["kz-2017-01"] == "without-effect"
        assert [e["kind"] for e in events].count("lapsed") == 1

    def test_is_whole(self, workspace):
        found = asked("verify", "--workspace", workspace)
        assert (found["whole"], found["kind"], found["sees_cut_tail"]) == (True, "replay", False)

    def test_is_the_same_when_it_is_replayed_again(self, workspace, tmp_path):
        head = asked("verify", "--workspace", workspace)["head"]
        again = asked("replay", "kazakhstan-2016", "--workspace", workspace)
        assert again["head"] == head
        asked("replay", "kazakhstan-2016", "--workspace", tmp_path / "other")
        noon = "2016-08-01T12:00+06:00"
        words = ["standing", KZ, "--at", noon, "--known-at", noon, "--workspace"]
        assert asked(*words, workspace) == asked(*words, tmp_path / "other")

    def test_says_what_will_happen_by_itself(self, workspace):
        words = ["--after", "2016-07-10T00:00+06:00", "--known-at", "2016-07-10T00:00+06:00"]
        items = asked("agenda", *words, "--workspace", workspace)["items"]
        lapse = next(item for item in items if item["kind"] == "lapse")
        assert lapse == {
            "at": "2016-07-16T00:00:00+06:00",
            "kind": "lapse",
            "subject": "kz-2016-03",
        }
        reminders = [item["hours_before"] for item in items if item["kind"] == "reminder"]
        assert reminders == [72, 24, 6]


class TestPlaces:
    @pytest.mark.parametrize("name", ["KZ-AKT", "KZ-15", "Aktobe Region", "Актюбинская область"])
    def test_are_found_by_codes_of_any_date_and_names_in_any_language(self, ask, name):
        assert ask(name, "2016-06-07T12:00+06:00")["place"] == "150000000"

    def test_with_one_name_are_listed(self, workspace):
        answer = asked("standing", "Абайский район", "--workspace", workspace, code=1)
        (problem,) = answer["problems"]
        assert problem["code"] == "place-ambiguous"
        assert problem["message"].count(",") >= 1


class TestReplay:
    def test_shows_progress_off_a_terminal_in_one_line_only(self, tmp_path):
        ended = dabyl("replay", "kazakhstan-2016", "--workspace", tmp_path / "w")
        assert ended.returncode == 0
        assert ended.stdout.count("\n") == 1
        assert "8 decisions" in ended.stdout

    def test_fills_a_replay_workspace_that_init_made(self, workspace, tmp_path):
        asked("init", tmp_path / "w", "--kind", "replay", "--pack", "kz")
        asked("replay", "kazakhstan-2016", "--workspace", tmp_path / "w")
        noon = "2016-08-01T12:00+06:00"
        words = ["standing", KZ, "--at", noon, "--known-at", noon, "--workspace"]
        assert asked(*words, tmp_path / "w") == asked(*words, workspace)

    def test_goes_on_where_it_was_killed(self, workspace, tmp_path):
        folder = tmp_path / "w"
        killed = dabyl("replay", "kazakhstan-2016", "--workspace", folder, faults="kill:450")
        assert killed.returncode == -9
        assert asked("verify", "--workspace", folder)["entries"] > 3
        whole = asked("verify", "--workspace", workspace)["entries"]
        assert asked("replay", "kazakhstan-2016", "--workspace", folder)["entries"] == whole
        assert asked("verify", "--workspace", folder)["whole"]

    def test_does_not_play_into_a_journal_of_something_else(self, tmp_path):
        folder = tmp_path / "live"
        asked("init", folder, "--pack", "kz", "--kind", "live")
        answer = asked("replay", "kazakhstan-2016", "--workspace", folder, code=1)
        assert [p["code"] for p in answer["problems"]] == ["workspace-kind"]

    def test_of_what_is_not_there_names_what_is(self, tmp_path):
        answer = asked("replay", "atlantis", "--workspace", tmp_path / "w", code=1)
        assert "kazakhstan-2016" in answer["problems"][0]["message"]
        assert not (tmp_path / "w").exists()

    def test_of_a_broken_file_names_every_problem_and_makes_nothing(self, tmp_path):
        file = tmp_path / "drill.toml"
        file.write_text('id = "x"\npacks = ["kz"]\nzone = "Mars"\n', encoding="utf-8")
        answer = asked("replay", file, "--workspace", tmp_path / "w", code=1)
        assert len(answer["problems"]) > 1
        assert all("drill.toml" in p["where"] for p in answer["problems"])
        assert not (tmp_path / "w").exists()


class TestArchive:
    def test_is_checked_with_journal_and_key(self, workspace, tmp_path):
        out = tmp_path / "june"
        at = ["--at", "2016-06-06T14:05+06:00"]
        published = asked("publish", *at, "--out", out, "--workspace", workspace)
        assert published["known_at"] == "2016-06-06T08:05:00Z"
        page = (out / "en" / "index.html").read_text(encoding="utf-8")
        assert "As it stood at 6 June 2016 14:05" in page
        key = a_key(workspace, tmp_path)
        checked = asked("verify", "--site", out, "--key", key, "--workspace", workspace)
        assert (checked["sees_cut_tail"], checked["site"]["whole"]) == (True, True)
        token = asked("token", "check", out / "token.jws", *at, "--key", key)
        assert token["claims"]["kind"] == "replay"
        assert token["claims"]["levels"]["KZ"]["level"] == "yellow"
        told = dabyl("token", "check", out / "token.jws", *at, "--key", key).stdout
        assert "of a replay" in told
        late = ["--at", "2016-06-06T20:00+06:00", "--key", key]
        problems = asked("token", "check", out / "token.jws", *late, code=1)["problems"]
        assert [p["code"] for p in problems] == ["token-expired"]
        (out / "en" / "index.html").write_text("changed", encoding="utf-8")
        checked = asked("verify", "--site", out, "--workspace", workspace, code=1)
        assert [p["where"] for p in checked["problems"]] == ["en/index.html"]


def a_key(workspace, folder):
    """Write the keeper's public key as the handbook says."""
    pem = subprocess.run(
        ["openssl", "pkey", "-in", str(workspace / "keys/_keeper.pem"), "-pubout"],
        check=True,
        capture_output=True,
    ).stdout
    (folder / "key.pem").write_bytes(pem)
    return folder / "key.pem"
