"""``dabyl cap explain``, as one runs it; the page in a real Chromium."""

import json
import os
import pty
import subprocess
import sys

import pytest

from dabyl.cli.main import run
from dabyl.core.formats.cap.writing import format_alert
from support.alertkeys import SENDER, a_key, signed
from support.alertkeys import an_alert as a_small_alert
from support.cap import CLEAN, an_update, with_info

AT = "2016-06-06T18:00:00+06:00"
HOSTILE = '<img src="https://x.example/i.png" onerror="document.title=1"><script>alert(1)</script>'


@pytest.fixture
def ran(capsysbinary):
    def run_one(*words, code=0):
        assert run(["cap", "explain", *map(str, words)]) == code, capsysbinary.readouterr()
        return capsysbinary.readouterr().out.decode()

    return run_one


@pytest.fixture
def alert(tmp_path):
    file = tmp_path / "alert.xml"
    file.write_bytes(format_alert(CLEAN))
    return file


def problems(out):
    return [problem["code"] for problem in json.loads(out)["problems"]]


class TestExplain:
    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("en", "In force at 6 June 2016 18:00 (Almaty time)."),
            ("ru", "Действует по состоянию на 6 июня 2016 года, 18:00 (время Алматы)."),
            ("kk", "2016 жылғы 6 маусым, сағат 18:00 (Алматы уақыты) жағдайы бойынша күшінде."),
        ],
    )
    def test_tells_people_in_their_language(self, ran, alert, lang, words):
        out = ran(alert, "--at", AT, "--zone", "Asia/Almaty", "--lang", lang)
        assert out.startswith(words + "\n")

    def test_takes_this_moment_and_the_zone_of_this_machine_otherwise(
        self, ran, alert, monkeypatch
    ):
        monkeypatch.setenv("TZ", "Asia/Aqtau")
        assert ran(alert).startswith("No longer in force at ")
        assert "(Aktau time)" in ran(alert)

    def test_tells_programs_a_line_for_each_alert(self, ran, tmp_path):
        file = tmp_path / "two.xml"
        file.write_bytes(
            b"<alerts>" + format_alert(CLEAN) + format_alert(an_update()) + b"</alerts>"
        )
        rows = [json.loads(line) for line in ran(file, "--at", AT, "--json").splitlines()]
        assert [(row["file"], row["index"], row["force"]) for row in rows] == [
            (str(file), 0, "replaced"),
            (str(file), 1, "in-force"),
        ]
        assert not rows[0]["looked_beyond_the_file"]

    def test_looks_at_what_lies_beside_it(self, ran, alert, tmp_path):
        folder = tmp_path / "others"
        folder.mkdir()
        (folder / "a.xml").write_bytes(format_alert(an_update(msg_type="Cancel")))
        out = ran(alert, "--at", AT, "--chain", folder, "--chain", alert)
        assert out.startswith("No longer in force")
        assert "Withdrawn by:" in out

    def test_goes_on_where_a_file_beside_it_cannot_be_read(self, alert, tmp_path, capsys):
        (tmp_path / "page.html").write_text("<html><p>")
        words = ["cap", "explain", str(alert), "--json", "--chain", str(tmp_path)]
        assert run(words) == 0
        shown = capsys.readouterr()
        assert json.loads(shown.out)["looked_beyond_the_file"]
        assert "page.html" in shown.err

    def test_verifies_with_the_registered_keys(self, ran, tmp_path):
        key, keys = a_key(), tmp_path / "keys"
        keys.mkdir()
        key.save(keys, "a")
        file = tmp_path / "signed.xml"
        file.write_bytes(signed(a_small_alert(), key))
        (keys / "keys.toml").write_text(f'[[key]]\nfile = "a.crt"\nsenders = ["{SENDER}"]\n')
        words = (file, "--at", "2026-06-06T12:01:00+05:00")
        assert "It holds: signed by a registered key" in ran(*words, "--keys", keys)
        assert "no registered keys were given" in ran(*words)

    def test_is_rejected_for_a_file_without_alerts(self, ran, tmp_path):
        file = tmp_path / "page.html"
        file.write_text("<html><p>")
        assert problems(ran(file, "--json", code=1)) == ["cap-unreadable"]
        assert problems(ran(tmp_path / "none.xml", "--json", code=1)) == ["file-missing"]

    def test_refuses_what_cannot_be_followed_all_at_once(self, ran, alert, tmp_path):
        missing = tmp_path / "none"
        words = (alert, "--lang", "nl", "--zone", "Mars", "--chain", missing, "--html", "--json")
        assert problems(ran(*words, code=2)) == [
            "file-missing",
            "unknown-value",
            "zone-unknown",
            "unknown-value",
        ]
        assert problems(ran(alert, "--at", "noon", "--json", code=2)) == ["time-needs-offset"]

    def test_wraps_and_colours_on_a_terminal(self, alert):
        out = on_a_terminal(["cap", "explain", str(alert), "--at", AT])
        assert "\x1b[1m" in out
        lines = out.replace("\x1b", "").splitlines()
        assert all(len(line) < 100 for line in lines)
        assert any("⠅⠅" in line for line in lines)

    def test_lets_no_escape_sequence_through_to_a_terminal(self, tmp_path):
        file = tmp_path / "alert.xml"
        file.write_bytes(format_alert(with_info(CLEAN, 0, headline="\x9b2J\u202eexe")))
        out = on_a_terminal(["cap", "explain", str(file), "--at", AT])
        assert "\ufffd2J\ufffdexe" in out
        assert "\x9b" not in out


def on_a_terminal(words):
    """Run the command with its output on a terminal of 60 columns, and return what came."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm-256color", "PYTHONUTF8": "1"}
    environment.pop("NO_COLOR", None)
    done = subprocess.Popen(
        [sys.executable, "-m", "dabyl", *words], stdout=theirs, stdin=theirs, env=environment
    )
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 65_536):
            parts.append(part)
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert done.wait() == 0
    return b"".join(parts).decode()


@pytest.mark.browser
class TestThePage:
    @pytest.fixture
    def opened(self, ran, tmp_path, page):
        alert = with_info(CLEAN, 0, headline=HOSTILE, description=HOSTILE * 3, web="x" * 300)
        source, target = tmp_path / "hostile.xml", tmp_path / "hostile.html"
        source.write_bytes(format_alert(alert))
        target.write_text(ran(source, "--at", AT, "--lang", "kk", "--html"), "utf-8")
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.set_viewport_size({"width": 360, "height": 700})
        page.goto(target.as_uri())
        return page

    def test_shows_the_text_and_asks_nobody(self, opened):
        assert opened.locator("h1").inner_text() == HOSTILE
        assert opened.title() == HOSTILE
        assert opened.locator("img, script").count() == 0
        assert [url[:5] for url in opened.asked] == ["file:"]
        assert opened.said == []

    def test_fits_a_small_screen(self, opened):
        assert opened.evaluate("document.documentElement.scrollWidth") == 360
        assert opened.locator("svg").bounding_box()["width"] <= 360

    def test_is_dark_when_asked_for_and_plain_in_print(self, opened):
        def paper():
            return opened.evaluate("getComputedStyle(document.body).backgroundColor")

        assert paper() == "rgb(255, 255, 255)"
        opened.emulate_media(color_scheme="dark")
        assert paper() == "rgb(21, 23, 26)"
        opened.emulate_media(media="print", color_scheme="dark")
        assert paper() == "rgb(255, 255, 255)"
