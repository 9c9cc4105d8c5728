"""``dabyl cap sign``, ``verify`` and ``new-key``, as one runs them."""

import json

import pytest

from dabyl.cli.main import run
from support.alertkeys import EXERCISE_SENDER, SENDER, SENT, an_alert

AT = "2026-06-06T12:01:00+05:00"
START = "2026-01-01T00:00:00+05:00"


@pytest.fixture
def ran(capsysbinary):
    def run_one(*words, code=0):
        assert run(["cap", *map(str, words)]) == code, capsysbinary.readouterr()
        return capsysbinary.readouterr().out

    return run_one


@pytest.fixture
def answered(ran):
    def run_one(*words, code=0):
        return [json.loads(line) for line in ran(*words, "--json", code=code).splitlines()]

    return run_one


@pytest.fixture
def keys(tmp_path, ran):
    folder = tmp_path / "keys"
    folder.mkdir()
    row = ran("new-key", folder, "alerts", "--sender", SENDER, "--from", START)
    (folder / "keys.toml").write_bytes(row)
    return folder


@pytest.fixture
def alert(tmp_path):
    file = tmp_path / "alert.xml"
    file.write_bytes(b"<?xml version='1.0'?>\n<!-- c -->\n<?x y?>" + an_alert())
    return file


@pytest.fixture
def signed(tmp_path, ran, keys, alert):
    file = tmp_path / "signed.xml"
    ran("sign", alert, "--key", keys / "alerts.pem", "--at", AT, "--out", file)
    return file


def problems(out):
    return [p["code"] for p in json.loads(out)["problems"]]


class TestNewKey:
    def test_makes_a_secret_a_certificate_and_a_row(self, keys):
        assert (keys / "alerts.pem").stat().st_mode & 0o777 == 0o600
        assert (keys / "alerts.crt").is_file()
        row = (keys / "keys.toml").read_text()
        assert f'file = "alerts.crt"\nsenders = ["{SENDER}"]\n' in row

    def test_of_an_exercise_is_registered_as_one(self, tmp_path, ran):
        words = ("--sender", EXERCISE_SENDER, "--kind", "exercise", "--algorithm", "rsa")
        out = json.loads(ran("new-key", tmp_path, "drill", *words, "--json"))
        assert 'kind = "exercise"' in out["row"]
        assert out["secret"].endswith("drill.pem")

    def test_refuses_a_live_key_for_nobody(self, tmp_path, ran):
        out = ran("new-key", tmp_path, "x", "--sender", EXERCISE_SENDER, "--json", code=1)
        assert problems(out) == ["cap-sender-kind"]

    def test_refuses_a_name_that_leaves_the_folder(self, tmp_path, ran):
        out = ran("new-key", tmp_path, "../x", "--sender", SENDER, "--json", code=2)
        assert problems(out) == ["not-an-id"]


class TestSign:
    def test_writes_the_signed_alert_to_standard_output(self, ran, keys, alert, signed):
        out = ran("sign", alert, "--key", keys / "alerts.pem", "--at", AT)
        assert out == signed.read_bytes()
        assert out.startswith(an_alert().removesuffix(b"</alert>") + b"<Signature")

    def test_tells_what_it_wrote(self, tmp_path, ran, keys, alert):
        to = tmp_path / "x.xml"
        words = ("sign", alert, "--key", keys / "alerts.pem", "--at", AT, "--out", to)
        told = json.loads(ran(*words, "--json"))
        assert (told["file"], told["bytes"]) == (str(to), len(to.read_bytes()))

    def test_refuses_what_is_no_alert(self, tmp_path, ran, keys):
        file = tmp_path / "x.xml"
        file.write_bytes(b"<a>")
        out = ran("sign", file, "--key", keys / "alerts.pem", "--json", code=1)
        assert problems(out) == ["cap-not-an-alert"]

    def test_refuses_a_key_that_is_over(self, ran, keys, alert):
        late = "2027-06-06T12:01:00+05:00"
        out = ran("sign", alert, "--key", keys / "alerts.pem", "--at", late, "--json", code=1)
        assert problems(out) == ["cap-key-time"]

    def test_refuses_to_sign_twice(self, ran, keys, signed):
        out = ran("sign", signed, "--key", keys / "alerts.pem", "--at", AT, "--json", code=1)
        assert problems(out) == ["cap-signed-already"]


class TestVerify:
    def test_says_valid_with_the_registered_key(self, answered, keys, signed):
        (row,) = answered("verify", signed, "--keys", keys, "--at", AT)
        key = row["signature"].pop("key")
        assert len(key) == 16
        assert row == {
            "file": str(signed),
            "index": 0,
            "identifier": "KZ-0001",
            "signature": {"state": "valid", "reason": None},
        }

    def test_goes_through_folders_and_wrappers_in_order(self, tmp_path, answered, keys, signed):
        folder = tmp_path / "all"
        folder.mkdir()
        inner = signed.read_bytes()
        (folder / "b.xml").write_bytes(b"<alerts>" + inner + an_alert() + b"</alerts>")
        (folder / "a.xml").write_bytes(inner.replace(b"KZ-0001", b"KZ-0002"))
        (folder / "c.xml").write_bytes(b"<html>")
        rows = answered("verify", folder, "--keys", keys, "--at", AT, code=1)
        assert [(r["file"][-5:], r["index"], r["signature"]["state"]) for r in rows] == [
            ("a.xml", 0, "invalid"),
            ("b.xml", 0, "valid"),
            ("b.xml", 1, "none"),
            ("c.xml", None, "none"),
        ]

    def test_proves_nothing_without_keys(self, answered, signed):
        (row,) = answered("verify", signed, code=1)
        assert row["signature"]["reason"] == "sender-without-key"

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("en", "signed by a registered key"),
            ("ru", "зарегистрированным ключом"),
            ("kk", "тіркелген кілтімен"),
        ],
    )
    def test_speaks_to_people_in_their_language(self, ran, keys, signed, lang, words):
        out = ran("verify", signed, "--keys", keys, "--at", AT, "--lang", lang).decode()
        assert words in out
        assert f"{signed} KZ-0001" in out

    def test_says_what_is_wrong_to_people(self, tmp_path, ran, keys, signed):
        file = tmp_path / "two.xml"
        bad = signed.read_bytes().replace(b"KZ-0001", b"KZ-0002")
        file.write_bytes(b"<alerts>" + bad + bad + b"</alerts>")
        out = ran("verify", file, "--keys", keys, "--at", AT, code=1).decode()
        assert "two.xml KZ-0002: the message was changed" in out
        assert "two.xml[1] KZ-0002" in out
        other = tmp_path / "x.txt"
        other.write_bytes(b"words")
        assert "no CAP alert" in ran("verify", other, code=1).decode()

    def test_misses_a_path_before_anything_else(self, ran, tmp_path):
        out = ran("verify", tmp_path / "none.xml", "--json", code=2)
        assert problems(out) == ["file-missing"]

    def test_rejects_a_folder_without_a_table(self, ran, tmp_path, signed):
        (tmp_path / "empty").mkdir()
        out = ran("verify", signed, "--keys", tmp_path / "empty", "--json", code=1)
        assert problems(out) == ["file-missing"]

    def test_takes_the_time_of_receipt_seriously(self, answered, keys, signed):
        late = "2027-06-06T12:01:00+05:00"
        (row,) = answered("verify", signed, "--keys", keys, "--at", late, code=1)
        assert row["signature"]["reason"] == "key-expired"
        assert SENT.text() < late
