"""``dabyl cap fmt`` and ``dabyl cap convert``."""

import json

import pytest
from lxml import etree

from dabyl.cli.main import run
from dabyl.core.formats.cap.vocabulary import Version
from support.capfiles import whole_alert


@pytest.fixture
def old(tmp_path):
    text = etree.tostring(whole_alert(Version.V1_1), encoding="unicode")
    file = tmp_path / "old.cap"
    file.write_text(text.replace("12:00:00+06:00", "12:00:00"), "utf-16")
    return file


@pytest.fixture
def feed(tmp_path):
    text = etree.tostring(whole_alert(), encoding="unicode")
    file = tmp_path / "feed.xml"
    file.write_text(f"<alerts>{text}{text}</alerts>", "utf-8")
    return file


class TestFmt:
    def test_writes_the_same_in_utf_8(self, old, capfdbinary):
        assert run(["cap", "fmt", str(old)]) == 0
        out = capfdbinary.readouterr().out
        assert out.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<alert')
        assert etree.tostring(etree.fromstring(out), method="c14n") == etree.tostring(
            etree.parse(old), method="c14n"
        )

    def test_writes_several_into_a_folder(self, old, feed, tmp_path):
        assert run(["cap", "fmt", str(old), str(feed), "--to", str(tmp_path / "out")]) == 0
        assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["feed.xml", "old.cap"]

    def test_wants_a_folder_for_several(self, old, feed, capsys):
        assert run(["cap", "fmt", str(old), str(feed)]) == 2
        assert "--to" in capsys.readouterr().err

    def test_goes_on_behind_a_broken_file(self, old, tmp_path, capfd):
        for name, text in (("page.xml", "<html><p>"), ("dtd.xml", "<!DOCTYPE a><a/>")):
            (tmp_path / name).write_text(text)
        broken = [str(tmp_path / name) for name in ("page.xml", "dtd.xml", "missing.xml")]
        assert run(["cap", "fmt", *broken, str(old)]) == 1
        shown = capfd.readouterr()
        assert shown.out.startswith("<?xml")
        for word in (
            "page.xml:1",
            "cap-file-web-page",
            "dtd.xml:1",
            "document type",
            "missing.xml",
        ):
            assert word in shown.err


class TestConvert:
    def test_writes_the_latest_version_and_tells_what_changed(self, old, capfd):
        assert run(["cap", "convert", str(old), "--assume-zone", "+06:00"]) == 0
        shown = capfd.readouterr()
        assert shown.out.startswith(f'<alert xmlns="{Version.V1_2.namespace}">')
        assert "CAP 1.1 became CAP 1.2" in shown.err
        assert "/alert/sent[1]: 2016-06-06T12:00:00 had no zone" in shown.err

    def test_guesses_no_zone(self, old, capsys):
        assert run(["cap", "convert", str(old)]) == 1
        assert "--assume-zone" in capsys.readouterr().err

    def test_wants_an_offset_that_there_is(self, old):
        assert run(["cap", "convert", str(old), "--assume-zone", "Asia/Almaty"]) == 2

    def test_writes_each_alert_into_its_file(self, feed, tmp_path):
        assert run(["cap", "convert", str(feed), "--to", str(tmp_path / "out")]) == 0
        names = sorted(file.name for file in (tmp_path / "out").iterdir())
        assert names == ["feed-0.xml", "feed-1.xml"]

    def test_answers_in_json(self, old, feed, capfd):
        command = ["cap", "convert", str(old), str(feed), "--assume-zone", "+06:00", "--json"]
        assert run(command) == 0
        rows = json.loads(capfd.readouterr().out)
        assert [(row["index"], len(row["changes"]) > 0) for row in rows] == [
            (0, True),
            (0, False),
            (1, False),
        ]
        assert rows[0]["changes"][0] == {
            "changed": "version",
            "where": "/alert",
            "before": "1.1",
            "after": "1.2",
        }

    def test_answers_problems_in_json(self, tmp_path, capfd):
        assert run(["cap", "convert", str(tmp_path / "none.xml"), "--json"]) == 1
        assert json.loads(capfd.readouterr().out)["problems"][0]["code"] == "file-missing"
