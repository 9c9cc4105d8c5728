"""Signing in by a passkey: once, by the right key, at this address."""

import attrs
import pytest

from dabyl.core.register.facts import Ceremony, StaffKeyRetired
from dabyl.core.staff.keys import Role
from dabyl.usecases.desk import record
from support.authenticator import PRESENT
from support.consoles import a_console, a_desk, a_passkey, answer_to, seat, sign_in

ADA, BO = a_passkey("ada"), a_passkey("bo")
DOT = a_passkey("dot")
CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)


@pytest.fixture(scope="module")
def console(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("door")) as opened:
        seat(opened, ADA, BO, CLEO, DOT)
        yield opened


def is_in(desk) -> bool:
    return desk.get("/").status_code == 200


@pytest.mark.usefixtures("console")
class TestTheDoor:
    def test_lets_in_who_signs(self):
        desk = a_desk()
        assert not is_in(desk)
        assert sign_in(desk, ADA)["Location"] == "/"
        assert is_in(desk)

    def test_gives_a_session_a_new_name_and_hides_it(self):
        desk = a_desk()
        sign_in(desk, ADA)
        cookie = desk.client.cookies["__Host-dabyl-session"]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")

    def test_takes_an_answer_once(self):
        desk, other = a_desk(), a_desk()
        page = desk.get("/sign-in")
        answer = answer_to(page, ADA)
        assert desk.send("/sign-in/passkey", page, answer=answer)["Location"] == "/"
        token = other.get("/sign-in")
        ticket = page.content.decode().partition('name="ticket" value="')[2].partition('"')[0]
        reply = other.send("/sign-in/passkey", token, answer=answer, ticket=ticket)
        assert reply.status_code == 409
        assert "sent already" in reply.content.decode()
        assert not is_in(other)

    def test_takes_no_answer_to_another_page(self):
        desk = a_desk()
        answer = answer_to(desk.get("/sign-in"), ADA)
        reply = desk.send("/sign-in/passkey", desk.get("/sign-in"), answer=answer)
        assert reply.status_code == 409
        assert not is_in(desk)

    @pytest.mark.parametrize(
        "answer",
        ["", "null", "{}", "[]", '{"id": 7}', '{"id": "x"}', "\0", "[" * 50_000],
        ids=lambda answer: answer[:9],
    )
    def test_takes_no_nonsense(self, answer):
        desk = a_desk()
        assert desk.post("/sign-in/passkey", answer=answer).status_code == 409
        assert not is_in(desk)

    def test_takes_no_key_of_another_address_and_no_strange_one(self):
        for key in (attrs.evolve(ADA, site="evil.example"), a_passkey("mallory")):
            desk = a_desk()
            assert sign_in(desk, key).status_code == 409
            assert not is_in(desk)

    def test_takes_no_key_whose_person_was_not_verified(self):
        desk = a_desk()
        page = desk.get("/sign-in")
        answer = answer_to(page, ADA, flags=PRESENT)
        assert desk.send("/sign-in/passkey", page, answer=answer).status_code == 409
        assert not is_in(desk)

    def test_takes_no_copy_of_a_key_that_counts(self):
        for counter, status in ((5, 303), (5, 409), (6, 303), (0, 409)):
            desk = a_desk()
            page = desk.get("/sign-in")
            answer = answer_to(page, DOT, counter=counter)
            assert desk.send("/sign-in/passkey", page, answer=answer).status_code == status

    def test_is_shown_to_nobody_who_is_in(self):
        desk = a_desk()
        sign_in(desk, ADA)
        assert desk.get("/sign-in")["Location"] == "/"

    def test_lets_out(self):
        desk = a_desk()
        sign_in(desk, ADA)
        assert desk.post("/sign-out", page="/")["Location"] == "/sign-in"
        assert not is_in(desk)


class TestARetiredKey:
    def test_ends_its_sessions_and_opens_no_more(self, console):
        desk = a_desk()
        sign_in(desk, CLEO)
        assert is_in(desk)
        gone = StaffKeyRetired(credential=CLEO.credential, by=Ceremony.RECOVERY)
        record(console.house.desk, console.house.register(), [gone], at=console.now())
        assert desk.get("/")["Location"] == "/sign-in"
        assert "Your key waits" in sign_in(desk, CLEO).content.decode()
        assert not is_in(desk)
