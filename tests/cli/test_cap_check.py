"""``dabyl cap check``: what is shown, in which order, and the exit code."""

import json
import os

import pytest

from dabyl.cli.main import run

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"


def alert(identifier="osland-1", sent="2016-06-06T12:00:00+06:00", more=""):
    return (
        f'<alert xmlns="{NAMESPACE}">\n<identifier>{identifier}</identifier>\n'
        f"<sender>a@osland.example</sender>\n<sent>{sent}</sent>\n<status>Actual</status>\n"
        "<msgType>Alert</msgType>\n<scope>Private</scope><addresses>b.example</addresses>\n"
        f"{more}</alert>"
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.xml").write_text(alert())
    (tmp_path / "b.xml").write_text(f"<alerts>{alert('a b')}{alert('osland-3')}</alerts>")
    (tmp_path / "c.xml").write_bytes(b"\x1f\x8b")
    inner = tmp_path / "d"
    inner.mkdir()
    (inner / "e.xml").write_text(alert(more="<rest/>"))
    return tmp_path


def rows(capsysbinary):
    return [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]


@pytest.mark.usefixtures("capsysbinary")
class TestExit:
    def test_is_0_without_an_error(self, folder):
        assert run(["cap", "check", str(folder / "a.xml")]) == 0

    def test_is_0_with_certificates_beside(self, folder):
        (folder / "f").mkdir()
        (folder / "f" / "a.xml").write_text(alert())
        (folder / "f" / "keys.pem").write_text("-----BEGIN CERTIFICATE-----")
        assert run(["cap", "check", str(folder / "f")]) == 0
        assert run(["cap", "check", str(folder / "f" / "keys.pem")]) == 1

    def test_is_1_with_an_error(self, folder):
        assert run(["cap", "check", str(folder)]) == 1

    @pytest.mark.parametrize(
        "wrong",
        [
            ["/nowhere.xml"],
            ["{}", "--profile", "mars"],
            ["{}", "--at", "noon"],
            ["{}", "--lang", "x"],
            ["{}", "--json", "--sarif"],
        ],
    )
    def test_is_2_when_it_was_asked_wrongly(self, folder, wrong):
        assert run(["cap", "check", *(part.format(folder) for part in wrong)]) == 2


class TestJson:
    def test_is_a_line_for_each_alert_in_order(self, folder, capsysbinary):
        run(["cap", "check", str(folder), "--json"])
        found = rows(capsysbinary)
        assert [(row["file"], row["index"], row["identifier"]) for row in found] == [
            (f"{folder}/a.xml", 0, "osland-1"),
            (f"{folder}/b.xml", 0, "a b"),
            (f"{folder}/b.xml", 1, "osland-3"),
            (f"{folder}/c.xml", None, None),
            (f"{folder}/d/e.xml", 0, "osland-1"),
        ]
        assert [row["schema_valid"] for row in found] == [True, True, True, False, False]
        assert [row["wellformed"] for row in found] == [True, True, True, False, True]

    def test_tells_each_finding(self, folder, capsysbinary):
        run(["cap", "check", str(folder / "b.xml"), "--json"])
        assert rows(capsysbinary)[0]["findings"] == [
            {
                "code": "cap-identifier",
                "layer": "rules",
                "rule": 3,
                "profile": "oasis",
                "kind": "E",
                "where": "/alert/identifier",
                "line": 2,
                "message": "the identifier a b holds white space, a comma, < or &",
                "fix": "use a name without these characters: "
                "they separate the parts of a reference",
            }
        ]

    def test_tells_the_schema_apart(self, folder, capsysbinary):
        run(["cap", "check", str(folder / "d"), "--json"])
        [finding] = [f for f in rows(capsysbinary)[0]["findings"] if f["kind"] == "E"]
        assert (finding["layer"], finding["rule"], finding["profile"]) == ("schema", None, None)
        assert (finding["line"], finding["where"]) == (8, "/alert/rest[1]")

    def test_of_a_file_without_an_alert_is_one_finding(self, folder, capsysbinary):
        run(["cap", "check", str(folder / "c.xml"), "--json"])
        [row] = rows(capsysbinary)
        assert [f["code"] for f in row["findings"]] == ["cap-file-compressed"]
        assert row["signature"] == {"state": "none", "reason": None, "key": None}

    def test_lists_what_was_not_judged(self, folder, capsysbinary):
        run(["cap", "check", str(folder / "a.xml"), "--json"])
        assert {"rule": 4, "missing": "chain"} in rows(capsysbinary)[0]["not_judged"]

    def test_speaks_other_languages(self, folder, capsysbinary):
        run(["cap", "check", str(folder / "b.xml"), "--json", "--lang", "kk"])
        assert "идентификаторында" in rows(capsysbinary)[0]["findings"][0]["message"]

    def test_says_a_finding_in_each_profile(self, folder, capsysbinary):
        run(
            ["cap", "check", str(folder / "b.xml"), "--json", "--profile", "wmo", "--profile", "uk"]
        )
        found = [f["profile"] for f in rows(capsysbinary)[0]["findings"] if f["rule"] == 3]
        assert found == ["wmo", "uk"]

    def test_knows_the_others_of_a_chain(self, folder, capsysbinary):
        run(["cap", "check", str(folder), "--json", "--chain"])
        found = rows(capsysbinary)
        codes = [{f["code"] for f in row["findings"]} for row in found]
        assert ["cap-identifier-reused" in some for some in codes] == [
            True,
            False,
            False,
            False,
            True,
        ]

    def test_of_an_unreadable_file_is_a_finding(self, tmp_path, capsysbinary):
        (tmp_path / "gone.xml").symlink_to(tmp_path / "nothing")
        (tmp_path / "here.xml").write_text(alert())
        assert run(["cap", "check", str(tmp_path), "--json", "--chain"]) == 1
        found = rows(capsysbinary)
        assert [f["code"] for f in found[0]["findings"]] == ["cap-file-unreadable"]
        assert len(found) == 2


class TestFolder:
    def test_holds_files_only(self, folder, capsysbinary):
        os.mkfifo(folder / "d" / "pipe")
        run(["cap", "check", str(folder / "d"), "--json"])
        assert len(rows(capsysbinary)) == 1


class TestMany:
    @pytest.fixture
    def many(self, tmp_path):
        for number in range(260):
            (tmp_path / f"{number:03}.xml").write_text(alert(f"osland-{number}"))
        return tmp_path

    def test_are_told_in_order_with_progress(self, many, capfdbinary):
        assert run(["cap", "check", str(many), "--json", "--chain"]) == 0
        out, err = capfdbinary.readouterr()
        found = [json.loads(line)["identifier"] for line in out.splitlines()]
        assert found == [f"osland-{number}" for number in range(260)]
        assert b"260 of 260 files" in err


class TestSarif:
    def test_is_one_document(self, folder, capsysbinary):
        assert run(["cap", "check", str(folder), "--sarif"]) == 1
        document = json.loads(capsysbinary.readouterr().out)
        results = document["runs"][0]["results"]
        assert document["version"] == "2.1.0"
        assert {result["level"] for result in results} >= {"error"}
        rules = {rule["id"] for rule in document["runs"][0]["tool"]["driver"]["rules"]}
        assert {result["ruleId"] for result in results} - rules <= {
            "cap-schema",
            "cap-file-compressed",
        }

    def test_may_have_nothing_to_tell(self, folder, capsysbinary):
        (folder / "c.xml").write_text("<alert/>")
        run(["cap", "check", str(folder / "c.xml"), str(folder / "a.xml"), "--sarif"])
        assert len(json.loads(capsysbinary.readouterr().out)["runs"][0]["results"]) == 1


class TestText:
    def test_tells_what_is_wrong_and_what_would_be_right(self, folder, capsysbinary):
        run(["cap", "check", str(folder)])
        text = capsysbinary.readouterr().out.decode()
        assert "the identifier a b holds white space" in text
        assert "→ use a name without these characters" in text
        assert "✓" in text
