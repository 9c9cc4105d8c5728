"""What was sent once is sent again: nothing counts twice, and whoever sends it is told.

1. Every form that carries a passkey's signature is taped while a console works, whatever it is for,
   and sent again: by whoever signed it, and by somebody else who took it down.
2. So are codes, invitations, tokens that have ended, and forms with the token of a session before.
"""

import re
from typing import Any

import attrs
import pytest
from typing_extensions import override

from support.authenticator import Passkey
from support.bearers import a_program, with_token
from support.consoles import (
    Desk,
    a_console,
    a_desk,
    answer_to,
    at_the_desk,
    seat,
    sign_in,
    token_on,
)
from support.fullhouse import ADMIN, APPROVER, OFFICER, OTHER, PEOPLE, SECOND, in_full_work
from support.onetime import ADA, CLEO, confirmed, tried

SIGNED = {
    *("sign-in-passkey", "draft-propose", "draft-approve", "draft-release-alone"),
    *("draft-countersign-sign", "admit-propose", "proposal-confirm", "retire-propose"),
    *("library-propose", "library-approve", "me-token"),
}
"""Addresses that take a passkey's signature; those that make a passkey are tried below."""
COLLEAGUES = {"admin": "second", "second": "admin", "editor": "other", "other": "editor"}
"""Who may do what somebody may; an officer's colleague may do all that is done with drafts."""
TAPE: list[tuple[str, str, dict[str, Any]]] = []
"""Who sent what where."""


@attrs.frozen
class TapedDesk(Desk):
    """A browser whose forms are taken down."""

    person: str

    @override
    def send(self, path: str, page: Any, **fields: Any) -> Any:
        reply = super().send(path, page, **fields)
        found = re.search(r'name="ticket" value="([^"]+)"', page.content.decode())
        if "answer" in fields and found is not None:
            TAPE.append((self.person, path, {"ticket": found.group(1), **fields}))
        return reply


def taped(passkey: Passkey) -> Desk:
    desk = TapedDesk(a_desk().client, passkey.person)
    assert sign_in(desk, passkey)["Location"] == "/"
    return desk


def seen_on(page: Any, *names: str) -> dict[str, str]:
    return dict(re.findall(rf'name="({"|".join(names)})" value="([^"]*)"', page.content.decode()))


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    TAPE.clear()
    with in_full_work(tmp_path_factory.mktemp("replays"), taped) as found:
        finish(found)
        yield found


def finish(work) -> None:
    """Let the rest be signed too: a key, a countersignature, the library, and a token."""
    from dabyl.adapters.accounts import models, passkeys  # noqa: PLC0415 - Django must be ready

    second, other, officer = (work.desks[who] for who in ("second", "other", "officer"))
    page = second.get("/staff/proposal/1")
    made = models.Passkey.objects.get(pk=work.things["key for console.example.org"])
    told = {"answer": answer_to(page, SECOND), "fingerprint": passkeys.fingerprint(made)}
    done(second.send("/staff/proposal/1/confirm", page, **told))
    key = work.things["key of the officer"]
    page = work.desks["admin"].get(f"/staff/retire/{key}")
    told = {"answer": answer_to(page, ADMIN), **seen_on(page, "number")}
    done(work.desks["admin"].send(f"/staff/retire/{key}/propose", page, **told))
    where = work.things["urgent"]
    page = work.desks["approver"].get(f"{where}/countersign")
    told = {"answer": answer_to(page, APPROVER), **seen_on(page, "version", "at", "number")}
    sent = f"{where}/countersign/sign"
    done(work.desks["approver"].send(sent, page, level="high", **told))
    where = work.things["proposed change"]
    page = other.get(f"{where}/review")
    done(other.send(f"{where}/approve", page, answer=answer_to(page, OTHER)))
    page = officer.get("/me/tokens")
    wanted = {"label": "x", "right": "officer xo-hq ", "scope": ["drafts:read"], "days": "9"}
    reply = officer.send("/me/tokens/make", page, answer=answer_to(page, OFFICER), **wanted)
    assert reply.status_code == 200


def done(reply: Any) -> None:
    assert reply.status_code == 303, reply.content.decode()


def kind_of(path: str) -> str:
    from django.urls import resolve  # noqa: PLC0415 - Django must be ready

    return str(resolve(path, urlconf="dabyl.console.urls").url_name)


def all_that_is(console) -> object:
    """Return what a replay could change."""
    from dabyl.adapters.accounts import models  # noqa: PLC0415 - Django must be ready
    from dabyl.console.drafts import desk_now  # noqa: PLC0415 - the same

    kept = [model.objects.count() for model in (models.Person, models.Passkey, models.Token)]
    return console.house.register().number, tuple(desk_now().drafts.all()), kept


def again(desk: Desk, path: str, fields: dict[str, Any]) -> Any:
    """Send a form again, with a token of the session that is current."""
    return Desk(desk.client).send(path, desk.get("/join"), **fields)


def refused(reply: Any) -> None:
    """Check that it is said in words that this does not count."""
    assert reply.status_code in {403, 409}, (reply.status_code, reply.get("Location"))
    said = re.sub(r"<[^>]+>|\s+", " ", reply.content.decode())
    assert "Refused" in said or "was not accepted" in said, said[-600:]


class TestASignedForm:
    def test_of_every_kind_is_taped(self, work):
        del work
        assert {kind_of(path) for _, path, _ in TAPE} == SIGNED

    @pytest.mark.parametrize("kind", sorted(SIGNED))
    def test_counts_once(self, work, kind):
        before = all_that_is(work.console)
        sent = [one for one in TAPE if kind_of(one[1]) == kind]
        assert sent
        for person, path, fields in sent:
            who = next(name for name, key in PEOPLE.items() if key.person == person)
            refused(again(work.desks[who], path, fields))
            refused(again(work.desks[COLLEAGUES.get(who, "lone")], path, fields))
        assert all_that_is(work.console) == before

    def test_lets_nobody_in_who_took_it_down(self, work):
        del work
        stranger = a_desk()
        for _, path, fields in TAPE:
            if kind_of(path) == "sign-in-passkey":
                refused(again(stranger, path, fields))
        assert stranger.get("/")["Location"] == "/sign-in"


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, ADA, CLEO)
        yield opened


class TestACode:
    def test_of_a_device_counts_once(self, console):
        maker = confirmed(console).maker
        code = maker.at(console.now().s)
        assert tried(code)[1]["Location"] == "/"
        desk, reply = tried(code, source="192.0.2.8")
        refused(reply)
        assert desk.get("/")["Location"] == "/sign-in"

    def test_for_recovery_counts_once(self, console):
        recovery = confirmed(console).recovery
        assert tried(recovery[0])[1]["Location"] == "/"
        desk, reply = tried(recovery[0], source="192.0.2.8")
        refused(reply)
        assert desk.get("/")["Location"] == "/sign-in"

    def test_that_proved_codes_does_not_sign_in_as_well(self, console):
        refused(tried(confirmed(console).proof)[1])

    def test_of_an_invitation_that_was_used_opens_nothing(self, console):
        from dabyl.adapters.accounts import models, people  # noqa: PLC0415 - Django is ready

        invited = people.invite("Dan", by=None, at=console.now())
        person, code = invited.person, invited.secret
        people.spend_link(person)
        before = all_that_is(console)
        for path in ("/join/open", "/join/passkey"):
            refused(a_desk().post(path, page="/join", code=code))
        assert all_that_is(console) == before
        assert models.Passkey.objects.filter(person=person).count() == 0


class TestAToken:
    def test_that_has_ended_bears_nothing(self, console):
        program = with_token(console, CLEO)
        assert program.get("drafts").status_code == 200
        cleo = at_the_desk(CLEO)
        done(cleo.post("/me/tokens/1/end", page="/me/tokens"))
        reply = a_program(program.text).get("drafts")
        assert reply.status_code == 401
        assert reply.json()["type"]
        refused(cleo.post("/me/tokens/1/end", page="/me/tokens"))


class TestAnOldForm:
    def test_of_a_session_before_is_not_accepted(self, console):
        cleo = at_the_desk(CLEO)
        page = cleo.get("/")
        cleo.post("/sign-out", page="/")
        assert sign_in(cleo, CLEO)["Location"] == "/"
        assert token_on(cleo.get("/")) != token_on(page)
        before = all_that_is(console)
        refused(cleo.send("/drafts/begin", page, step="declare xo-alert XO-N"))
        assert all_that_is(console) == before

    def test_of_somebody_elses_session_is_not_accepted(self, console):
        ada, cleo = at_the_desk(ADA), at_the_desk(CLEO)
        before = all_that_is(console)
        refused(cleo.send("/drafts/begin", ada.get("/staff"), step="declare xo-alert XO-N"))
        assert all_that_is(console) == before
