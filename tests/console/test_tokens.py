"""Tokens for programs: made with a passkey for one's own right, shown once, ended at any time."""

import re

import pytest

from dabyl.core.staff.keys import Role
from support.consoles import a_console, a_passkey, answer_to, at_the_desk, seat

ADA = a_passkey("ada", None, Role.ADMINISTRATOR)
BO = a_passkey("bo", None, Role.ADMINISTRATOR)
CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
WANTED = {
    "label": "river gauges",
    "right": "officer xo-hq ",
    "scope": ["drafts:read", "drafts:write"],
    "days": "30",
    "area": "",
}
SHOWN = re.compile(r"dabyl_[\w-]{43}")


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, ADA, BO, CLEO)
        yield opened


def asked_for(desk, key, **changes):
    page = desk.get("/me/tokens")
    fields = {**WANTED, **changes}
    return desk.send("/me/tokens/make", page, answer=answer_to(page, key), **fields)


def said(reply) -> str:
    return reply.content.decode()


def rows():
    from dabyl.adapters.accounts.models import Token  # noqa: PLC0415 - Django must be ready

    return Token.objects


def trail():
    from dabyl.adapters.accounts.audit import lines  # noqa: PLC0415 - Django must be ready

    return [(one["what"], one["by"], one["subject"], one["about"]) for one in lines(9)]


@pytest.mark.usefixtures("console")
class TestAToken:
    def test_is_shown_once_and_only_its_hash_is_kept(self):
        cleo = at_the_desk(CLEO)
        reply = asked_for(cleo, CLEO)
        text = SHOWN.search(said(reply)).group()
        assert reply["Cache-Control"] == "no-store"
        row = rows().get()
        assert (row.role, row.office, row.area) == ("officer", "xo-hq", [])
        assert row.keys == [CLEO.credential]
        assert row.ends_at_s - row.made_at_s == 30 * 86_400
        assert all(text not in str(value) for value in vars(row).values())
        page = said(cleo.get("/me/tokens"))
        assert "river gauges" in page
        assert not SHOWN.search(page)

    def test_stands_in_the_audit_trail_when_it_is_made_and_ended(self):
        cleo = at_the_desk(CLEO)
        asked_for(cleo, CLEO)
        assert cleo.post("/me/tokens/1/end", page="/me/tokens")["Location"] == "/me/tokens"
        about = "token 1: officer xo-hq; drafts:read drafts:write"
        assert trail()[:2] == [
            ("ended a token", "cleo", "cleo", about),
            ("made a token", "cleo", "cleo", about),
        ]
        assert "river gauges" not in said(cleo.get("/me/tokens"))

    def test_is_ended_by_any_administrator_and_by_nobody_else(self):
        cleo, ada = at_the_desk(CLEO), at_the_desk(ADA)
        asked_for(cleo, CLEO)
        asked_for(ada, ADA, right="administrator  ", scope=["trail:read"])
        assert cleo.post("/me/tokens/2/end", page="/me/tokens").status_code == 409
        assert cleo.post("/staff/token/2/end", page="/me/tokens").status_code == 403
        assert "river gauges" in said(ada.get("/staff"))
        assert ada.post("/staff/token/1/end", page="/staff")["Location"] == "/staff"
        assert [row.pk for row in rows().filter(ended_at_s=None)] == [2]
        assert ada.post("/staff/token/1/end", page="/staff").status_code == 409
        assert trail()[0][:3] == ("ended a token", "ada", "cleo")

    def test_can_be_for_a_part_of_the_area(self):
        asked_for(at_the_desk(CLEO), CLEO, area="XO-N")
        assert rows().get().area == ["XO-N"]

    def test_needs_the_passkey_of_whose_it_is(self):
        cleo = at_the_desk(CLEO)
        page = cleo.get("/me/tokens")
        for answer in ("", answer_to(page, ADA)):
            assert cleo.send("/me/tokens/make", page, answer=answer, **WANTED).status_code == 409
        assert not rows().exists()

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"right": "administrator  "}, "No key of yours gives this right"),
            ({"right": "officer xo-other XO"}, "No key of yours gives this right"),
            ({"scope": ["trail:read"]}, "does not fit the role"),
            ({"scope": ["drafts:read", "all"]}, "does not fit the role"),
            ({"scope": []}, "does not fit the role"),
            ({"days": "91"}, "1 to 90 days"),
            ({"days": "0"}, "1 to 90 days"),
            ({"days": "x"}, "1 to 90 days"),
            ({"label": " "}, "label is missing"),
            ({"label": "x" * 61}, "label is missing"),
            ({"area": "nowhere"}, "nowhere"),
        ],
        ids=lambda value: str(value)[:40],
    )
    def test_is_for_what_one_may_oneself_for_a_while(self, changes, why):
        reply = asked_for(at_the_desk(CLEO), CLEO, **changes)
        assert reply.status_code == 409
        assert why in said(reply)
        assert not rows().exists()

    def test_is_not_for_a_right_that_was_given_for_an_hour(self, console):
        from dabyl.adapters.accounts.people import find  # noqa: PLC0415 - Django must be ready
        from dabyl.adapters.accounts.rights import elevate  # noqa: PLC0415 - the same

        cleo = at_the_desk(CLEO)
        elevate(find("cleo"), "auditor", "", at=console.now())
        assert cleo.get("/trail").status_code == 200
        reply = asked_for(cleo, CLEO, right="auditor  ", scope=["trail:read"])
        assert "No key of yours gives this right" in said(reply)

    def test_is_one_of_twenty_at_most(self):
        cleo = at_the_desk(CLEO)
        for _ in range(20):
            assert asked_for(cleo, CLEO).status_code == 200
        assert "more than 20 tokens" in said(asked_for(cleo, CLEO))
        assert rows().count() == 20
