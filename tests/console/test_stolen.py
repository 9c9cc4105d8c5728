"""What a stolen session gives, and a right that was borrowed: no more than they are."""

import attrs
import pytest

from dabyl.core.staff.keys import Role
from support.authenticator import Passkey
from support.consoles import (
    HOST,
    a_console,
    a_passkey,
    answer_to,
    at_the_desk,
    seat,
    session_of,
)
from support.onetime import proved

ADA, BO = a_passkey("ada"), a_passkey("bo")
CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
OTHER = attrs.evolve(Passkey.of("cleo", "xo-hq", Role.OFFICER, device="stolen"), site=HOST)
OTHER_ADA = attrs.evolve(Passkey.of("ada", device="stolen"), site=HOST)


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, ADA, BO, CLEO)
        for key in (OTHER, OTHER_ADA):
            added(opened, key)
        yield opened


def added(console, key):
    """Make another passkey of a person, which nobody admitted."""
    from dabyl.adapters.accounts.people import find  # noqa: PLC0415 - Django must be ready

    find(key.person).passkeys.create(
        credential=key.credential,
        public_key=key.key.cose,
        site=key.site,
        made_at_s=console.now().s,
    )


def rows(name: str):
    from dabyl.adapters.accounts import models  # noqa: PLC0415 - Django must be ready

    return getattr(models, name).objects


def confirmed(desk, key, number: int = 1):
    page = desk.get(f"/staff/proposal/{number}")
    return desk.send(f"/staff/proposal/{number}/confirm", page, answer=answer_to(page, key))


@pytest.mark.usefixtures("console")
class TestAPasskeyThatNobodyAdmitted:
    def test_makes_no_token(self):
        cleo = at_the_desk(CLEO)
        fields = {"label": "mine now", "right": "officer xo-hq ", "scope": "drafts:write"}
        for key, status in ((OTHER, 409), (CLEO, 200)):
            page = cleo.get("/me/tokens")
            reply = cleo.send(
                "/me/tokens/make", page, answer=answer_to(page, key), days="30", area="", **fields
            )
            assert reply.status_code == status
        assert rows("Token").count() == 1

    def test_gives_nobody_a_right(self):
        at_the_desk(CLEO).post("/me/right", page="/me", role="administrator", office="")
        ada = at_the_desk(ADA)
        assert confirmed(ada, OTHER_ADA).status_code == 409
        assert not rows("Right").exists()
        assert confirmed(ada, ADA).status_code == 303

    def test_is_not_asked_for(self):
        assert OTHER.credential not in at_the_desk(CLEO).get("/me/tokens").content.decode()


class TestARightForAnHour:
    def test_gives_no_right_to_others(self, console):
        from dabyl.adapters.accounts.people import find  # noqa: PLC0415 - Django must be ready
        from dabyl.adapters.accounts.rights import elevate  # noqa: PLC0415 - the same

        elevate(find("cleo"), "administrator", "", at=console.now())
        at_the_desk(BO).post("/me/right", page="/me", role="approver", office="xo-hq")
        cleo = at_the_desk(CLEO)
        assert cleo.get("/staff/proposal/1").status_code == 200
        assert confirmed(cleo, CLEO).status_code == 409
        assert rows("Right").count() == 1


class TestASession:
    def test_ends_with_the_shift_whatever_is_done_in_it(self, console):
        desk = at_the_desk(CLEO)
        late = store_of(desk)
        late["begun_at_s"] -= 11 * 3600
        late.save()
        proved(console, desk)
        assert desk.get("/me").status_code == 200
        assert store_of(desk).session_key != late.session_key
        ends = rows("ConsoleSession").get().expire_date
        assert ends.timestamp() == late["begun_at_s"] + 12 * 3600


def store_of(desk):
    from dabyl.adapters.accounts.sessions import (  # noqa: PLC0415 - Django must be ready
        SessionStore,
    )

    return SessionStore(session_of(desk))
