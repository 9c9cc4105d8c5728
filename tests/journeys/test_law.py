"""Law in a workspace, as real processes: recorded, asked for, refused, as known at an instant."""

import pytest

from support.processes import asked, osland_folder

BOOK = """\
languages = ["en", "fr"]
[[provision]]
id = "xo-act.9"
work = "xo-act"
kind = "duty"
number = "9"
[[provision.version]]
id = "xo-act.9.2020"
commences = {commences}
"""


@pytest.fixture
def workspace(tmp_path):
    asked("init", tmp_path / "hq", "--pack", osland_folder(tmp_path), "--kind", "live")
    return tmp_path / "hq"


@pytest.fixture
def book(tmp_path):
    file = tmp_path / "book.toml"
    file.write_text(BOOK.format(commences="2020-01-01"), "utf-8")
    return file


class TestLaw:
    def test_of_a_workspace_is_what_its_journal_says(self, workspace, book):
        there = ("--workspace", workspace)
        unknown = asked("law", "in-force", "xo-act.9", "--on", "2021-01-01", *there, code=1)
        assert unknown["problems"][0]["code"] == "unknown-reference"
        number = asked("law", "record", book, *there)["number"]
        found = asked("law", "in-force", "xo-act.9", "--on", "2021-01-01", *there)
        assert (found["state"], found["from"]) == ("in-force", "journal")
        assert asked("verify", *there)["entries"] == number

    def test_is_asked_for_as_it_was_known(self, workspace, book):
        there = ("--workspace", workspace)
        asked("law", "record", book, *there)
        before = ("--known-at", "2020-01-01T00:00Z")
        asks = ("law", "in-force", "xo-act.9", "--on", "2021-01-01", *before, *there)
        assert asked(*asks, code=1)["problems"][0]["code"] == "unknown-reference"

    def test_is_listed_in_order_and_compared_between_days(self, workspace, book):
        there = ("--workspace", workspace)
        asked("law", "record", book, *there)
        events = asked("law", "timeline", *there)["events"]
        assert [event["name"] for event in events] == ["2000", "xo-act.9.2020", "2000"]
        days = ("--from", "2019-01-01", "--to", "2020-01-01")
        found = asked("law", "diff", "xo-act", *days, *there)["differences"]
        assert [each["provision"] for each in found] == ["xo-act.9"]
        assert asked("law", "diff", "xo-act.3", *days, *there)["differences"] == []

    def test_that_contradicts_itself_is_refused_and_nothing_is_recorded(self, workspace, tmp_path):
        there = ("--workspace", workspace)
        file = tmp_path / "wrong.toml"
        file.write_text(
            BOOK.format(commences="{ not_before = 2021-01-01, not_after = 2020-01-01 }")
        )
        answer = asked("law", "record", file, *there, code=1)
        assert [p["code"] for p in answer["problems"]] == ["day-backwards"]
        answer = asked("law", "record", file, "--pack", "no", *there, code=1)
        assert asked("verify", *there)["entries"] == 2

    def test_wants_a_workspace_when_asked_for_as_known(self, tmp_path):
        asks = ("law", "timeline", "uk-premises-act", "--known-at", "2020-01-01T00:00Z")
        answer = asked(*asks, code=2)
        assert [p["code"] for p in answer["problems"]] == ["known-at-needs-workspace"]
        asks = ("law", "timeline", "--workspace", tmp_path / "none")
        assert asked(*asks, code=1)["problems"][0]["code"] == "workspace-missing"


class TestTheLawThatIsShipped:
    def test_is_that_of_every_pack(self):
        works = {event["work"] for event in asked("law", "timeline")["events"]}
        assert {"kz-cc", "kz-decree-611"} <= works
        assert any(work and work.startswith("uk-") for work in works)
