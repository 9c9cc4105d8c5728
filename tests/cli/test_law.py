"""``dabyl law``: what is in force, what a bill would change, what a breach costs."""

import json

import pytest

from dabyl.cli.main import run


def asked(capsys, *arguments):
    assert run(["law", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys, *arguments):
    code = run(["law", *arguments, "--json"])
    return code, [p["code"] for p in json.loads(capsys.readouterr().out)["problems"]]


class TestInForce:
    def test_gives_the_years_of_the_day_and_the_later_version_with_its_uncertain_day(self, capsys):
        found = asked(capsys, "in-force", "kz-cc-255-1", "--on", "2016-06-05")
        assert (found["state"], found["years"]) == ("in-force", {"from": 4, "to": 10})
        later = found["versions"][-1]
        assert later["sanction"][0]["years"] == {"from": 6, "to": 10}
        assert ".." in later["commences"]

    def test_says_that_it_is_unknown_with_the_candidates(self, capsys):
        found = asked(capsys, "in-force", "kz-cc-255-1", "--on", "2018-06-01")
        assert found["state"] == "unknown"
        assert len(found["candidates"]) == 2
        assert "years" not in found

    def test_is_shown_to_people(self, capsys):
        assert run(["law", "in-force", "kz-cc-255-1", "--on", "2016-06-05"]) == 0
        assert "liberty years 4 to 10" in capsys.readouterr().out

    def test_refuses_a_provision_that_it_does_not_know(self, capsys):
        wrong = refused(capsys, "in-force", "kz-cc-1", "--on", "2016-06-05")
        assert wrong == (1, ["unknown-reference"])

    def test_wants_a_day(self, capsys):
        assert refused(capsys, "in-force", "kz-cc-172", "--on", "soon") == (2, ["day-unreadable"])


class TestCompare:
    def test_has_an_item_for_each_of_the_four_parts(self, capsys):
        found = asked(capsys, "compare", "kz-2016-package")
        assert (found["bill"], found["stage"]) == ("kz-2016-package", "signed")
        assert found["stage_status"] == "unconfirmed"
        assert {item["article"] for item in found["items"]} == {"1", "2", "3", "4"}
        wanted = {"provision", "part", "before", "after", "status", "sources"}
        assert all(wanted <= set(item) for item in found["items"])

    def test_has_the_path_of_the_bill_and_what_became_known_of_it(self, capsys):
        found = asked(capsys, "compare", "kz-2016-package")
        assert found["prepared_by"] == ["knb", "law-enforcement"]
        stages = [(stage["stage"], stage["status"]) for stage in found["stages"]]
        assert stages[-2:] == [("adopted", "confirmed"), ("signed", "unconfirmed")]
        assert {finding["kind"] for finding in found["findings"]} == {"adopted", "later"}
        source = found["items"][0]["sources"][0]
        assert source["url"].startswith("https://central.asia-news.com/")
        assert set(source["says"]) == {"en", "kk", "ru"}

    def test_is_shown_to_people(self, capsys):
        assert run(["law", "compare", "kz-2016-package"]) == 0
        shown = capsys.readouterr().out
        assert "would-be" in shown
        assert "after:  Guns in a shop lack a part that is needed to fire" in shown
        assert "before: nothing" in shown

    def test_refuses_a_bill_that_it_does_not_know(self, capsys):
        assert refused(capsys, "compare", "no-bill") == (1, ["unknown-reference"])


class TestSanction:
    def test_is_168350_tenge_with_its_working(self, capsys):
        day = ("--on", "2018-06-01")
        less = ("--units", "100", "--reduce", "30")
        found = asked(capsys, "sanction", "kz-ao-149-1", *day, *less)
        assert found["amount"] == "168350"
        assert [step["result"] for step in found["working"]] == ["240500", "168350"]

    def test_takes_the_units_that_the_law_fixes_and_shows_them_to_people(self, capsys):
        assert run(["law", "sanction", "kz-ao-149-1", "--on", "2018-06-01", "--reduce", "30"]) == 0
        assert "168350 KZT" in capsys.readouterr().out

    def test_is_by_class_of_offender(self, capsys):
        asks = ("kz-ao-149-1", "--on", "2026-06-01", "--offender", "large-firm")
        assert asked(capsys, "sanction", *asks)["amount"] == "2162500"

    def test_has_no_amount_where_the_law_has_no_fine(self, capsys):
        day = ("--on", "2026-06-01")
        assert "amount" not in asked(capsys, "sanction", "kz-cc-255-1", *day)

    def test_never_reaches_back_with_a_harsher_version(self, capsys):
        days = ("--on", "2016-06-05", "--judged-on", "2026-01-01")
        (applies,) = asked(capsys, "sanction", "kz-cc-255-1", *days)["applies"]
        assert (applies["version"], applies["reason"]) == ("kz-cc-255-1.2014", "day-of-offence")

    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            (("kz-ao-149-1", "--on", "2018-06-01", "--units", "5"), (1, ["out-of-range"])),
            (("kz-ao-149-1", "--on", "2018-06-01", "--units", "x"), (2, ["unknown-value"])),
            (("kz-ao-149-1", "--on", "2018-06-01", "--reduce", "101"), (1, ["reduction-range"])),
            (("kz-cc-255-1", "--on", "2018-06-01"), (1, ["law-unknown"])),
            (("kz-ao-470", "--on", "2016-06-05"), (1, ["sanction-unknown"])),
            (
                ("uk-premises-act.s-18-standard", "--on", "2026-11-25"),
                (1, ["provision-not-in-force"]),
            ),
            (
                ("kz-ao-149-1", "--on", "2027-06-01", "--units", "100"),
                (1, ["unit-value-missing"]),
            ),
        ],
    )
    def test_refuses_what_can_not_be_answered(self, capsys, arguments, expected):
        assert refused(capsys, "sanction", *arguments) == expected
