"""One-time codes: asked for by one, confirmed by another, good once, slowed, never in the way."""

import re

import pyotp
import pytest

from support.consoles import (
    a_console,
    a_desk,
    a_passkey,
    answer_to,
    opened_at,
    seat,
    sign_in,
)
from support.onetime import ADA, CLEO, WORDS, confirmed, set_up, tried

BO = a_passkey("bo")


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, ADA, BO, CLEO)
        yield opened


class TestCodes:
    def test_count_only_when_another_person_confirmed(self, console):
        maker = set_up(console).maker
        assert tried(maker.at(console.now().s))[1].status_code == 409

    def test_of_a_device_that_was_begun_since_are_not_confirmed(self, console):
        set_up(console)
        desk, ada = a_desk(), a_desk()
        sign_in(desk, CLEO)
        sign_in(ada, ADA)
        page = desk.post("/me/codes", page="/me").content.decode()
        page_of_it = ada.get("/staff/proposal/1")
        answer = answer_to(page_of_it, ADA)
        reply = ada.send("/staff/proposal/1/confirm", page_of_it, answer=answer)
        assert reply.status_code == 409
        begun = re.search(r"<code>(\w{32})</code>", page).group(1)
        assert tried(pyotp.TOTP(begun).at(console.now().s))[1].status_code == 409

    def test_that_are_set_up_end_every_session_but_the_one_in_which_it_was_done(self, console):
        here, there = a_desk(), a_desk()
        for desk in (here, there):
            sign_in(desk, CLEO)
        page = here.post("/me/codes", page="/me")
        secret = re.search(r"<code>(\w{32})</code>", page.content.decode())
        assert secret is not None
        code = pyotp.TOTP(secret.group(1)).at(console.now().s)
        here.send("/me/codes/prove", page, password=WORDS, code=code)
        assert here.get("/me").status_code == 200
        assert there.get("/me")["Location"] == "/sign-in"

    def test_sign_in_once(self, console):
        maker = confirmed(console).maker
        code = maker.at(console.now().s)
        desk, reply = tried(code)
        assert reply["Location"] == "/"
        assert desk.get("/").status_code == 200
        assert tried(code)[1].status_code == 409

    def test_do_not_say_what_was_wrong(self, console):
        maker = confirmed(console).maker
        code = maker.at(console.now().s)
        wrong = [
            tried("000000"),
            tried(code, words="another one of these"),
            tried(code, person="nobody"),
        ]
        told = {re.sub(r'(value|nonce|options)="[^"]*"', "", r.content.decode()) for _, r in wrong}
        assert len(told) == 1

    def test_may_be_recovered_once(self, console):
        recovery = confirmed(console).recovery
        assert tried(recovery[0].upper())[1]["Location"] == "/"
        assert tried(recovery[0])[1].status_code == 409
        assert tried(recovery[1])[1]["Location"] == "/"

    def test_are_recovered_when_the_secret_of_the_console_was_lost(self, console):
        made, folder = confirmed(console), console.house.folder
        (folder / "keys" / "console.key").unlink()
        console.house.workspace.close()
        with opened_at(folder) as again:
            assert tried(made.maker.at(again.now().s))[1].status_code == 409
            assert tried(made.recovery[0])[1]["Location"] == "/"

    def test_that_are_wrong_are_slowed_and_never_stop_a_passkey(self, console):
        from dabyl.adapters.accounts.models import Slowed  # noqa: PLC0415 - Django is ready

        maker = confirmed(console).maker
        for _ in range(99):  # on a slow machine a wait may be over before the next try
            _, reply = tried("000000")
            if "Too many tries failed" in reply.content.decode():
                break
        assert "Too many tries failed" in reply.content.decode()
        Slowed.objects.update(failures=20)
        _, slowed = tried(maker.at(console.now().s))
        assert slowed.status_code == 409
        assert sign_in(a_desk("192.0.2.7"), CLEO)["Location"] == "/"
        _, elsewhere = tried(maker.at(console.now().s), source="192.0.2.8")
        assert elsewhere["Location"] == "/"

    @pytest.mark.usefixtures("console")
    def test_that_are_wrong_are_not_forgiven_by_a_right_one_of_somebody_else(self):
        from dabyl.adapters.accounts import slowdown  # noqa: PLC0415 - Django is ready

        for _ in range(99):  # on a slow machine a wait may be over before the next try
            slowdown.was_right("192.0.2.7")  # as when a colleague there signs in in between
            _, reply = tried("000000")
            if "Too many tries failed" in reply.content.decode():
                break
        else:
            raise AssertionError("guessing was never slowed")

    def test_need_a_password_that_is_not_easy(self, console):
        desk = a_desk()
        sign_in(desk, CLEO)
        page = desk.post("/me/codes", page="/me")
        secret = re.search(r"<code>(\w{32})</code>", page.content.decode())
        assert secret is not None
        code = pyotp.TOTP(secret.group(1)).at(console.now().s)
        easy = "password1234"
        reply = desk.send("/me/codes/prove", page, code=code, password=easy)
        assert "too easy" in reply.content.decode()

    def test_are_not_kept_as_they_are(self, console):
        codes = confirmed(console)
        stored = b"".join(
            file.read_bytes() for file in console.house.folder.glob("console.sqlite3*")
        )
        for secret in (codes.maker.secret, WORDS, *codes.recovery):
            assert secret.encode() not in stored
