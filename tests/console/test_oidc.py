"""Single sign-on: it lets in whom somebody bound and another confirmed, and never approves."""

import re
from html import unescape
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

import attrs
import pytest

from dabyl import wiring_console
from dabyl.core.register.facts import Ceremony, StaffKeyRetired
from dabyl.core.staff.keys import Role
from dabyl.usecases.desk import record
from support.consoles import (
    ORIGIN,
    a_console,
    a_desk,
    a_passkey,
    answer_to,
    at_the_desk,
    opened_at,
    seat,
    session_of,
    sign_in,
)
from support.officework import AMBER, APPROVER, OFFICER, begun, proposed, text, typed
from support.postgres import a_server
from support.providers import SECRET, a_provider, follow

ADA = a_passkey("ada", None, Role.ADMINISTRATOR)
BO = a_passkey("bo", None, Role.ADMINISTRATOR)
CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
DOT = a_passkey("dot", "xo-hq", Role.OFFICER)
BACK = f"{ORIGIN}/sign-in/oidc/back"
_ON = re.compile(r'http-equiv="refresh" content="0;url=([^"]*)"')


@pytest.fixture(scope="module")
def running():
    with a_provider(BACK) as provider:
        yield provider


@pytest.fixture(scope="module")
def whole(request, tmp_path_factory, running):
    """A console whose settings name the provider, and a PostgreSQL where a test asks for one."""
    folder = tmp_path_factory.mktemp("oidc")
    server = a_server(request) if getattr(request, "param", "disk") == "server" else None
    with a_console(folder, server=server) as console:
        seat(console, ADA, BO, CLEO, DOT, OFFICER, APPROVER)
        hq = console.house.folder
    (hq / "oidc.toml").write_text(f'secret = "{SECRET}"\n')
    (hq / "oidc.toml").chmod(0o600)
    with (hq / "settings.toml").open("a") as settings:
        settings.write(running.settings(secrets="oidc.toml"))
    with opened_at(hq) as console:
        yield console


@pytest.fixture
def provider(running, whole):  # noqa: ARG001 - the console must be open
    """The provider as it should be; nobody is bound, and no source is slowed."""
    fresh = type(running)(running.back)
    for field in attrs.fields(type(running)):
        if field.name not in {"back", "port", "keys", "scheme"}:
            setattr(running, field.name, getattr(fresh, field.name))
    for rows in (models().Binding, models().Slowed, models().Proposal):
        rows.objects.all().delete()
    return running


def models():
    from dabyl.adapters.accounts import models as found  # noqa: PLC0415 - Django must be ready

    return found


def sessions():
    from dabyl.adapters.accounts import sessions as found  # noqa: PLC0415 - as above

    return found


def bind(provider, person: str, subject: str = "7f3a") -> None:
    found = models().Person.objects.get(key=person)
    models().Binding.objects.create(
        person=found, issuer=provider.issuer, subject=subject, made_at_s=0
    )


def leads(page) -> str:
    """Return where a page of ours leads on to by itself."""
    assert page.status_code == 200, text(page)
    found = _ON.search(text(page))
    assert found is not None
    assert "csrfmiddlewaretoken" not in text(page)
    return unescape(found.group(1))


def sent(desk) -> str:
    """Press the button at the door; return where at the provider it leads."""
    return leads(desk.post("/sign-in/oidc"))


def returned(desk, there: str, **changes: str):
    """Come back from the provider; return the answer of the last page."""
    where = urlsplit(follow(there))
    assert f"{where.scheme}://{where.netloc}{where.path}" == BACK
    more = f"&{urlencode(changes)}" if changes else ""
    return desk.get(leads(desk.get(f"{where.path}?{where.query}{more}")))


def came_in(desk):
    return returned(desk, sent(desk))


def is_in(desk) -> bool:
    return desk.get("/me").status_code == 200


def form_on(page, action: str):
    """Return what stands in one form of a page, as if it were all."""
    found = re.search(rf'<form method="post" action="{action}".*?</form>', text(page), re.DOTALL)
    assert found is not None, text(page)
    return SimpleNamespace(content=found.group().encode())


def binding(desk, key):
    """Ask on one's own page to bind an account; return the answer."""
    form = form_on(desk.get("/me"), "/me/oidc")
    return desk.send("/me/oidc", form, answer=answer_to(form, key))


def trail() -> list[tuple[str, str | None, str | None]]:
    from dabyl.adapters.accounts.audit import lines  # noqa: PLC0415 - Django must be ready

    return [(one["what"], one["by"], one["subject"]) for one in lines(4)]


class TestTheButton:
    def test_stands_at_the_door_in_each_language_when_the_settings_name_a_provider(self, provider):
        del provider
        desk = a_desk()
        for language, said in (
            ("kk", "арқылы"),
            ("ru", "Войти через"),
            ("en", "Sign in with"),
        ):
            desk.post("/language", language=language)
            assert re.search(f"<button>[^<]*{said}[^<]*</button>", text(desk.get("/sign-in")))

    def test_leads_by_a_page_that_opens_no_form_to_others(self, provider):
        desk = a_desk()
        page = desk.post("/sign-in/oidc")
        assert leads(page).startswith(f"{provider.issuer}/authorize?")
        assert "form-action 'self'" in page["Content-Security-Policy"]
        assert page["Cache-Control"] == "no-store"
        cookie = page.cookies["__Host-dabyl-oidc"]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
        kept = cookie.value
        for secret in ("state", "nonce", "code_challenge"):
            assert dict(provider.asked).get("/token") is None
            value = re.search(f"{secret}=([^&]+)", leads(page)).group(1)
            assert value not in kept


class TestWhoIsBound:
    def test_comes_in_with_a_new_session_that_says_how(self, provider):
        bind(provider, "cleo")
        desk = a_desk()
        chosen = sessions().SessionStore()
        chosen.create()
        desk.client.cookies["__Host-dabyl-session"] = chosen.session_key
        assert came_in(desk)["Location"] == "/"
        assert session_of(desk) != chosen.session_key
        assert not chosen.exists(chosen.session_key)
        assert "single sign-on" in text(desk.get("/me"))
        assert trail()[0] == ("signed in by oidc", "cleo", "cleo")

    def test_goes_nowhere_else(self, provider):
        bind(provider, "cleo")
        desk = a_desk()
        there = sent(desk)
        evil = "https://evil.example/"
        reply = returned(desk, there, next=evil, redirect_uri=evil, back=evil, to=evil)
        assert reply["Location"] == "/"

    def test_is_out_after_signing_out(self, provider):
        bind(provider, "cleo")
        desk = a_desk()
        came_in(desk)
        desk.post("/sign-out", page="/me")
        assert not is_in(desk)

    def test_has_the_rights_of_their_keys_and_no_others(self, provider):
        bind(provider, "cleo")
        desk = a_desk()
        came_in(desk)
        assert desk.get("/drafts").status_code == 200
        assert desk.get("/staff").status_code == 403

    def test_stays_outside_when_the_account_is_closed(self, provider):
        bind(provider, "dot")
        found = models().Person.objects.filter(key="dot")
        found.update(closed_at_s=1)
        desk = a_desk()
        assert "Your key waits" in text(came_in(desk))
        assert not is_in(desk)
        found.update(closed_at_s=None)

    def test_stays_outside_when_no_key_of_theirs_counts_any_more(self, provider, whole):
        bind(provider, "dot")
        desk = a_desk()
        came_in(desk)
        assert is_in(desk)
        gone = StaffKeyRetired(credential=DOT.credential, by=Ceremony.RECOVERY)
        record(whole.house.desk, whole.house.register(), [gone], at=whole.now())
        assert not is_in(desk)
        assert "Your key waits" in text(came_in(desk))
        assert not is_in(desk)

    def test_drafts_but_gives_no_consent(self, provider):
        bind(provider, "officer-1")
        bind(provider, "officer-3", "9b1c")
        officer, approver = a_desk(), a_desk()
        came_in(officer)
        provider.subject = "9b1c"
        came_in(approver)
        where = begun(officer)
        typed(officer, where, **AMBER)
        page = officer.get(f"{where}/preview")
        seen = dict(re.findall(r'name="(version|at|number)" value="(\d+)"', text(page)))
        assert officer.send(f"{where}/propose", page, answer="", **seen).status_code == 409
        proposed(officer, where)  # by the passkey, which is asked for all the same
        page = approver.get(f"{where}/review")
        assert page.status_code == 200
        for answer in ("", "{}", answer_to(page, OFFICER)):
            reply = approver.send(f"{where}/approve", page, answer=answer, level="high")
            assert reply.status_code == 409
            page = approver.get(f"{where}/review")


class TestANobody:
    def test_is_told_what_to_do_and_gets_no_account(self, provider):
        del provider
        before = models().Person.objects.count()
        desk = a_desk()
        reply = came_in(desk)
        assert reply.status_code == 409
        assert "belongs to nobody here" in text(reply)
        assert "bind the account" in text(reply)
        assert not is_in(desk)
        assert models().Person.objects.count() == before

    def test_is_who_has_another_subject_or_another_provider(self, provider):
        bind(provider, "cleo", "7F3A")
        found = models().Binding.objects.get()
        assert not is_in_by_button()
        found.subject, found.issuer = "7f3a", f"{provider.issuer}x"
        found.save()
        assert not is_in_by_button()
        found.issuer = provider.issuer
        found.save()
        assert is_in_by_button()


def is_in_by_button() -> bool:
    desk = a_desk()
    came_in(desk)
    return is_in(desk)


class TestComingBack:
    def test_counts_once(self, provider):
        bind(provider, "cleo")
        desk = a_desk()
        where = urlsplit(follow(sent(desk)))
        on = leads(desk.get(f"{where.path}?{where.query}"))
        assert desk.get(on)["Location"] == "/"
        desk.post("/sign-out", page="/me")
        assert "was sent already" in text(desk.get(on))
        assert not is_in(desk)

    def test_counts_in_the_browser_that_went_and_nowhere_else(self, provider):
        bind(provider, "cleo")
        desk, victim = a_desk(), a_desk()
        there = sent(desk)
        assert returned(victim, there).status_code == 409
        sent(victim)
        assert returned(victim, there).status_code == 409
        assert not is_in(victim)

    def test_from_another_errand_asks_the_provider_nothing(self, provider):
        bind(provider, "cleo")
        desk = a_desk()
        assert returned(desk, sent(desk), state="x" * 43).status_code == 409
        assert "/token" not in dict(provider.asked)
        assert not is_in(desk)

    def test_does_not_count_when_it_took_too_long(self, provider, monkeypatch):
        from dabyl.adapters.oidc import errand  # noqa: PLC0415 - Django must be ready

        bind(provider, "cleo")
        desk = a_desk()
        there = sent(desk)
        monkeypatch.setattr(errand, "GOOD_FOR_S", -1)
        assert returned(desk, there).status_code == 409
        assert not is_in(desk)

    @pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=y", "?error=access_denied"])
    def test_without_having_gone_is_refused(self, provider, query):
        desk = a_desk()
        assert desk.get(f"/sign-in/oidc/done{query}").status_code == 409
        assert provider.asked == []

    def test_with_a_token_that_is_not_good_is_refused(self, provider):
        bind(provider, "cleo")
        provider.claims = lambda claims: {**claims, "nonce": "x"}
        desk = a_desk()
        reply = came_in(desk)
        assert reply.status_code == 409
        assert "(invalid_claim nonce)" in text(reply)
        assert not is_in(desk)

    def test_after_saying_no_there_is_told(self, provider):
        desk = a_desk()
        state = re.search("state=([^&]+)", sent(desk)).group(1)
        reply = desk.get(f"/sign-in/oidc/done?error=access_denied&state={state}")
        assert "did not let you through (access_denied)" in text(reply)
        assert dict(provider.asked).get("/token") is None

    def test_is_told_when_the_provider_is_away_and_a_passkey_still_works(self, provider):
        provider.instead = {"/.well-known/openid-configuration": lambda: (503, {}, [])}
        desk = a_desk()
        reply = desk.post("/sign-in/oidc")
        assert reply.status_code == 409
        assert "cannot be used at the moment" in text(reply)
        assert sign_in(desk, CLEO)["Location"] == "/"

    def test_looks_at_nothing_else_that_is_said(self, provider):
        del provider
        page = a_desk().get(
            "/sign-in/oidc/back?code=a%22%3E%3Cb%3E&state=s&next=//evil.example&x=1"
        )
        assert leads(page) == "/sign-in/oidc/done?code=a%22%3E%3Cb%3E&state=s"
        assert '"><b>' not in text(page)


HOSTILE = ("\0", "я" * 3_000, '"><script>x</script>', "\r\nLocation: //evil.example", "٣", "")


class TestHostileWords:
    @pytest.mark.parametrize("place", ["back", "done"])
    def test_from_another_site_harm_nothing(self, provider, place):
        desk = a_desk()
        for words in HOSTILE:
            sent(desk)
            asked = urlencode(dict.fromkeys(("code", "error", "iss", "state", "next"), words))
            reply = desk.get(f"/sign-in/oidc/{place}?{asked}")
            assert reply.status_code == (200 if place == "back" else 409)
            assert "<script>x" not in text(reply)
            assert "evil" not in str(reply.headers)
            models().Slowed.objects.all().delete()
        assert {path for path, _ in provider.asked} == {"/.well-known/openid-configuration"}

    @pytest.mark.parametrize("ticket", ["", "x", "a:b:c", "e30:x", "\0"])
    def test_in_a_cookie_harm_nothing(self, provider, ticket):
        desk = a_desk()
        there = sent(desk)
        desk.client.cookies["__Host-dabyl-oidc"] = ticket
        assert returned(desk, there).status_code == 409
        assert "/token" not in dict(provider.asked)


def is_slowed(source: str) -> bool:
    """Try until it is too often; on a slow machine a wait may be over before the next try."""
    tries = (text(a_desk(source).post("/sign-in/oidc")) for _ in range(99))
    return any("Too many tries failed from here" in said for said in tries)


class TestGoingThereTooOften:
    def test_is_slowed_by_source_and_never_in_the_way_of_a_passkey(self, provider):
        bind(provider, "cleo")
        source = "198.51.100.9"
        for _ in range(5):
            assert a_desk(source).post("/sign-in/oidc").status_code == 200
        assert is_slowed(source)
        assert sign_in(a_desk(source), CLEO)["Location"] == "/"
        assert is_in_by_button()

    def test_is_forgotten_when_somebody_comes_back_rightly(self, provider):
        bind(provider, "cleo")
        for _ in range(7):
            desk = a_desk("198.51.100.10")
            assert came_in(desk)["Location"] == "/"


class TestBinding:
    def test_is_asked_by_one_with_a_passkey_and_confirmed_by_another(self, provider):
        cleo, ada = at_the_desk(CLEO), at_the_desk(ADA)
        there = leads(binding(cleo, CLEO))
        assert "prompt=login" in there
        assert returned(cleo, there)["Location"] == "/me"
        assert "waits for an administrator" in text(cleo.get("/me"))
        assert not is_in_by_button()
        assert trail()[0] == ("proposed oidc", "cleo", "cleo")
        number = models().Proposal.objects.get().pk
        page = ada.get(f"/staff/proposal/{number}")
        assert provider.issuer in text(page)
        assert "7f3a" in text(page)
        assert "secretive.example" not in text(page)
        for answer in ("", answer_to(page, BO)):
            reply = ada.send(f"/staff/proposal/{number}/confirm", page, answer=answer)
            assert reply.status_code == 409
            page = ada.get(f"/staff/proposal/{number}")
        assert not is_in_by_button()
        answer = answer_to(page, ADA)
        assert ada.send(f"/staff/proposal/{number}/confirm", page, answer=answer)["Location"]
        assert trail()[0] == ("confirmed oidc", "ada", "cleo")
        assert is_in_by_button()
        page = text(cleo.get("/me"))
        assert "7f3a" in page
        assert "waits for an administrator" not in page

    def test_is_not_confirmed_by_whoever_asks(self, provider):
        del provider
        ada = at_the_desk(ADA)
        returned(ada, leads(binding(ada, ADA)))
        number = models().Proposal.objects.get().pk
        page = ada.get(f"/staff/proposal/{number}")
        reply = ada.send(f"/staff/proposal/{number}/confirm", page, answer="")
        assert "cannot confirm" in text(reply)
        assert not models().Binding.objects.exists()

    def test_needs_ones_own_passkey(self, provider):
        cleo = at_the_desk(CLEO)
        assert binding(cleo, ADA).status_code == 409
        form = form_on(cleo.get("/me"), "/me/oidc")
        assert cleo.send("/me/oidc", form, answer="").status_code == 409
        assert provider.asked == []

    def test_of_a_subject_that_somebody_has_is_refused(self, provider):
        bind(provider, "officer-1")
        cleo = at_the_desk(CLEO)
        reply = returned(cleo, leads(binding(cleo, CLEO)))
        assert "is bound already" in text(reply)
        assert not models().Proposal.objects.exists()

    def test_of_a_subject_that_somebody_got_meanwhile_is_refused(self, provider):
        cleo, ada = at_the_desk(CLEO), at_the_desk(ADA)
        returned(cleo, leads(binding(cleo, CLEO)))
        bind(provider, "officer-1")
        number = models().Proposal.objects.get().pk
        page = ada.get(f"/staff/proposal/{number}")
        reply = ada.send(f"/staff/proposal/{number}/confirm", page, answer=answer_to(page, ADA))
        assert "is bound already" in text(reply)
        assert models().Binding.objects.get().person.key == "officer-1"
        assert models().Proposal.objects.get().outcome == "open"

    def test_cannot_be_brought_to_an_end_by_another_person_or_after_signing_out(self, provider):
        del provider
        cleo, ada = at_the_desk(CLEO), at_the_desk(ADA)
        there = leads(binding(cleo, CLEO))
        assert returned(ada, there).status_code == 409
        ada.client.cookies["__Host-dabyl-oidc"] = cleo.client.cookies["__Host-dabyl-oidc"].value
        assert returned(ada, there).status_code == 409
        cleo.post("/sign-out", page="/me")
        assert returned(cleo, there).status_code == 409
        assert not models().Proposal.objects.exists()


class TestEndingABinding:
    def test_ends_the_sessions_that_began_by_it(self, provider):
        bind(provider, "cleo")
        here, there = at_the_desk(CLEO), a_desk()
        came_in(there)
        assert here.post("/me/oidc/end", page="/me")["Location"] == "/me"
        assert not is_in(there)
        assert is_in(here)
        assert not is_in_by_button()
        assert trail()[0] == ("ended a binding", "cleo", "cleo")

    def test_may_be_done_by_an_administrator(self, provider):
        bind(provider, "cleo")
        number = models().Person.objects.get(key="cleo").pk
        ada, cleo = at_the_desk(ADA), at_the_desk(CLEO)
        assert cleo.post(f"/staff/oidc/{number}/end", page="/me").status_code == 403
        assert "End the binding of Cleo" in text(ada.get("/staff"))
        assert ada.post(f"/staff/oidc/{number}/end", page="/staff")["Location"] == "/staff"
        assert not models().Binding.objects.exists()
        assert trail()[0] == ("ended a binding", "ada", "cleo")
        assert ada.post("/staff/oidc/999/end", page="/staff").status_code == 404

    def test_that_is_not_there_is_nothing(self, provider):
        del provider
        ada = at_the_desk(ADA)
        before = trail()
        assert ada.post("/me/oidc/end", page="/me")["Location"] == "/me"
        assert trail() == before


@pytest.mark.parametrize(
    "whole", [pytest.param("server", marks=pytest.mark.postgres)], indirect=True, scope="module"
)
class TestOnPostgresql:
    def test_an_account_is_bound_by_two_comes_in_and_is_ended(self, provider):
        del provider
        cleo, ada, there = at_the_desk(CLEO), at_the_desk(ADA), a_desk()
        returned(cleo, leads(binding(cleo, CLEO)))
        number = models().Proposal.objects.get().pk
        page = ada.get(f"/staff/proposal/{number}")
        answer = answer_to(page, ADA)
        assert ada.send(f"/staff/proposal/{number}/confirm", page, answer=answer)["Location"]
        came_in(there)
        assert is_in(there)
        assert cleo.post("/me/oidc/end", page="/me")["Location"] == "/me"
        assert not is_in(there)
        assert trail()[0] == ("ended a binding", "cleo", "cleo")

    def test_tries_that_lead_to_nothing_are_slowed(self, provider):
        del provider
        assert is_slowed("198.51.100.11")


class TestWithoutAProvider:
    def test_there_is_no_button_and_nothing_at_any_address(self, whole, provider, monkeypatch):
        del provider
        ada = at_the_desk(ADA)
        house = attrs.evolve(whole.house, settings=attrs.evolve(whole.house.settings, oidc=None))
        monkeypatch.setattr(wiring_console, "_open", [attrs.evolve(whole, house=house)])
        assert "/sign-in/oidc" not in text(a_desk().get("/sign-in"))
        assert "/me/oidc" not in text(ada.get("/me"))
        for path in ("/sign-in/oidc", "/me/oidc", "/me/oidc/end", "/staff/oidc/1/end"):
            assert ada.post(path, page="/me").status_code == 404
        for path in ("/sign-in/oidc/back", "/sign-in/oidc/done"):
            assert ada.get(path).status_code == 404
