"""Every address, asked by everybody: who gets in is written here once more, by hand."""

import pytest
from django.urls import reverse
from django.urls.converters import IntConverter

from dabyl.console.permissions import TABLE
from dabyl.console.urls import urlpatterns
from dabyl.core.staff.keys import Role
from support.consoles import Desk, a_console, a_desk, a_passkey, seat, sign_in

ADMINISTRATORS = {"administrator"}
EVERYBODY = {"stranger", *Role}
READERS = {"officer", "approver", "auditor"}
STAFF = set(Role)
WHO = {
    "now": STAFF,
    "sign-in": {"stranger"},  # whoever is in is sent on
    "sign-in-passkey": EVERYBODY,
    "sign-out": EVERYBODY,
    "language": EVERYBODY,
    "join": EVERYBODY,
    "join-open": EVERYBODY,
    "join-passkey": EVERYBODY,
    "staff": {"administrator", "auditor"},
    "invite": ADMINISTRATORS,
    "admit": ADMINISTRATORS,
    "admit-propose": ADMINISTRATORS,
    "retire": ADMINISTRATORS,
    "retire-propose": ADMINISTRATORS,
    "proposal": ADMINISTRATORS,
    "proposal-confirm": ADMINISTRATORS,
    "proposal-refuse": ADMINISTRATORS,
    "code-form": EVERYBODY,
    "sign-in-code": EVERYBODY,
    "me": STAFF,
    "me-passkey": STAFF,
    "me-end-others": STAFF,
    "me-codes": STAFF,
    "me-codes-prove": STAFF,
    "me-right": STAFF,
    "trail": {"administrator", "auditor"},
    "live": STAFF,
    "drafts": READERS,
    "draft": READERS,
    "draft-begin": {"officer"},
    "draft-save": {"officer"},
    "draft-comment": {"officer", "approver"},
    "draft-withdraw": {"officer"},
    "draft-preview": READERS,
    "draft-form": READERS,
    "draft-news": READERS,
    "draft-propose": {"officer"},
    "draft-review": {"approver"},
    "draft-refuse": {"approver"},
    "draft-approve": {"approver"},
    "map": READERS,
    "file": EVERYBODY,
}
POSTED = {
    "sign-in-passkey",
    "sign-out",
    "sign-in-code",
    "me-passkey",
    "me-end-others",
    "me-codes",
    "me-codes-prove",
    "me-right",
    "language",
    "join-open",
    "join-passkey",
    "invite",
    "admit-propose",
    "retire-propose",
    "proposal-confirm",
    "proposal-refuse",
    "draft-begin",
    "draft-save",
    "draft-comment",
    "draft-withdraw",
    "draft-propose",
    "draft-refuse",
    "draft-approve",
}
NEEDS_OFFICE = {Role.OFFICER, Role.APPROVER}
FORGED = "This form was not accepted"


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    keys = {
        role: a_passkey(f"{role}-1", "xo-hq" if role in NEEDS_OFFICE else None, role)
        for role in Role
    }
    with a_console(tmp_path_factory.mktemp("gate")) as console:
        seat(console, *keys.values())
        yield keys


def at_the_desk(who: str, keys) -> Desk:
    desk = a_desk()
    if who != "stranger":
        assert sign_in(desk, keys[who])["Location"] == "/"
    return desk


def address(name: str) -> str:
    pattern = next(one for one in urlpatterns if one.name == name)
    kinds = pattern.pattern.converters
    named = {
        key: "1" if isinstance(kind, IntConverter) else "console.css" for key, kind in kinds.items()
    }
    return reverse(name, urlconf="dabyl.console.urls", kwargs=named)


def gets_in(desk: Desk, name: str, page: str) -> bool:
    where = address(name)
    reply = desk.post(where, page=page) if name in POSTED else desk.get(where)
    text = "" if reply.streaming else reply.content.decode()
    assert FORGED not in text
    assert reply.status_code < 500
    turned_away = reply.status_code == 403 or reply.get("Location") == "/sign-in"
    return not turned_away or name == "sign-out"


class TestTheGate:
    def test_is_tried_at_every_address(self):
        assert set(WHO) == set(TABLE)

    @pytest.mark.parametrize("who", sorted(EVERYBODY))
    def test_lets_in_who_may_and_nobody_else(self, desks, who):
        entered = set()
        for name in sorted(TABLE):
            desk = at_the_desk(who, desks)
            page = "/join"
            if gets_in(desk, name, page):
                entered.add(name)
        wanted = {name for name, may in WHO.items() if who in may}
        assert entered - {"sign-in"} == wanted - {"sign-in"}

    @pytest.mark.parametrize("name", sorted(POSTED))
    def test_takes_no_form_without_its_token(self, desks, name):
        desk = at_the_desk(Role.ADMINISTRATOR, desks)
        reply = desk.client.post(address(name), {"language": "ru"})
        assert reply.status_code == 403
        assert FORGED in reply.content.decode()

    @pytest.mark.parametrize("name", sorted(POSTED))
    def test_changes_nothing_by_a_link(self, desks, name):
        who = min(WHO[name] - {"stranger"})
        assert at_the_desk(who, desks).get(address(name)).status_code == 405
