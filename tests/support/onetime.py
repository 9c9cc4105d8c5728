"""Somebody who signs in with a password and one-time codes."""

import re
from typing import Any

import attrs
import pyotp

from dabyl.core.staff.keys import Role
from dabyl.wiring_console import Console
from support.consoles import Desk, a_desk, a_passkey, answer_to, sign_in

ADA = a_passkey("ada")
CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
WORDS = "nine green lamps burn"
STEP_S = 30


@attrs.frozen
class Codes:
    """What makes codes, the codes of recovery, and the code that proved it."""

    maker: pyotp.TOTP
    recovery: list[str]
    proof: str


def proved(console: Console, desk: Desk) -> Codes:
    """Let whoever sits at a desk set codes up; those of this half minute are not used yet."""
    for _ in range(9):
        made = _tried_to_prove(console, desk)
        if made.recovery:  # else that half minute ended before its code was looked at
            assert len(made.recovery) == 10
            return made
    raise AssertionError("no code proved anything")


def _tried_to_prove(console: Console, desk: Desk) -> Codes:
    page = desk.post("/me/codes", page="/me")
    secret = re.search(r"<code>(\w{32})</code>", page.content.decode())
    assert secret is not None
    maker = pyotp.TOTP(secret.group(1))
    proof = maker.at(console.now().s - STEP_S)
    page = desk.send("/me/codes/prove", page, password=WORDS, code=proof)
    return Codes(maker, re.findall(r"<li>([a-z2-7-]{19})</li>", page.content.decode()), proof)


def set_up(console: Console) -> Codes:
    """Let Cleo set codes up; they wait for an administrator."""
    desk = a_desk()
    sign_in(desk, CLEO)
    return proved(console, desk)


def confirmed(console: Console) -> Codes:
    """Set codes up, which an administrator confirms."""
    made = set_up(console)
    desk = a_desk()
    sign_in(desk, ADA)
    page = desk.get("/staff/proposal/1")
    answer = answer_to(page, ADA)
    assert desk.send("/staff/proposal/1/confirm", page, answer=answer).status_code == 303
    return made


def tried(
    code: str, *, source: str = "192.0.2.7", words: str = WORDS, person: str = "cleo"
) -> tuple[Desk, Any]:
    """Try to sign in with a code, from a new browser; return it and the answer."""
    desk = a_desk(source)
    reply = desk.post(
        "/sign-in/code", page="/sign-in/with-code", person=person, password=words, code=code
    )
    return desk, reply
