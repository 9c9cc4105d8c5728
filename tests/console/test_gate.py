"""Every address, asked by everybody: who gets in is written here once more, by hand."""

import pytest
from django.urls import reverse
from django.urls.converters import IntConverter

from dabyl.console.permissions import TABLE
from dabyl.core.staff.keys import Role
from support.addresses import patterns
from support.consoles import Desk, a_console, a_desk, a_passkey, seat, sign_in

ADMINISTRATORS = {"administrator"}
EVERYBODY = {"stranger", *Role}
READERS = {"officer", "approver", "auditor"}
STAFF = set(Role)
LIBRARIANS = {"editor", "administrator"}
LIBRARY_READERS = {*LIBRARIANS, "auditor"}
WHO = {
    "now": STAFF,
    "sign-in": {"stranger"},  # whoever is in is sent on
    "sign-in-passkey": EVERYBODY,
    "oidc": EVERYBODY,
    "oidc-back": EVERYBODY,
    "oidc-done": EVERYBODY,
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
    "me-oidc": STAFF,
    "me-oidc-end": STAFF,
    "me-right": STAFF,
    "me-tokens": STAFF,
    "me-token": STAFF,
    "me-token-end": STAFF,
    "token-end": ADMINISTRATORS,
    "oidc-end": ADMINISTRATORS,
    "trail": {"administrator", "auditor"},
    "live": STAFF,
    "exports": STAFF,
    "export": STAFF,
    "export-drafts": READERS,
    "export-trail": {"administrator", "auditor"},
    "history": STAFF,
    "incidents": {"editor", *READERS},
    "incident-new": {"officer", "editor"},
    "incident-record": {"officer", "editor"},
    "incident-correct": {"officer", "editor"},
    "incident-correction": {"officer", "editor"},
    "incident": {"editor", *READERS},
    "figure-record": {"officer", "editor"},
    "drafts": READERS,
    "draft": READERS,
    "draft-begin": {"officer"},
    "draft-save": {"officer"},
    "draft-area": {"officer"},
    "draft-area-send": {"officer"},
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
    "library": LIBRARY_READERS,
    "library-part": LIBRARY_READERS,
    "library-begin": {"editor"},
    "library-borders": {"editor"},
    "library-borders-send": {"editor"},
    "library-simple": {"editor"},
    "library-simple-send": {"editor"},
    "library-draft": LIBRARY_READERS,
    "library-save": {"editor"},
    "library-comment": LIBRARIANS,
    "library-withdraw": {"editor"},
    "library-look": LIBRARY_READERS,
    "library-pages": LIBRARY_READERS,
    "library-propose": {"editor"},
    "library-review": LIBRARIANS,
    "library-refuse": LIBRARIANS,
    "library-approve": LIBRARIANS,
    "draft-after": READERS,
    "draft-alone": {"approver"},
    "draft-alone-form": {"approver"},
    "draft-release-alone": {"approver"},
    "draft-countersign": {"approver"},
    "draft-countersign-form": {"approver"},
    "draft-countersign-sign": {"approver"},
    "file": EVERYBODY,
    "openapi-json": EVERYBODY,
    "api-root": EVERYBODY,
    "api-nothing": EVERYBODY,
    # a session never counts there; tests/console/machine asks them with tokens
    "api-token": set(),
    "api-standing": set(),
    "api-trail": set(),
    "api-drafts": set(),
    "api-draft": set(),
    "api-draft-version": set(),
    "api-draft-preview": set(),
    "api-draft-form": set(),
    "api-draft-difference": set(),
    "api-incident-record": set(),
    "api-incident-correct": set(),
    "api-figure-record": set(),
    "api-draft-begin": set(),
    "api-draft-save": set(),
    "api-draft-comment": set(),
    "api-draft-withdraw": set(),
}
POSTED = {
    "sign-in-passkey",
    "oidc",
    "sign-out",
    "sign-in-code",
    "me-passkey",
    "me-end-others",
    "me-codes",
    "me-codes-prove",
    "me-oidc",
    "me-oidc-end",
    "me-right",
    "me-token",
    "me-token-end",
    "token-end",
    "oidc-end",
    "language",
    "join-open",
    "join-passkey",
    "invite",
    "admit-propose",
    "retire-propose",
    "proposal-confirm",
    "proposal-refuse",
    "incident-record",
    "incident-correction",
    "figure-record",
    "draft-begin",
    "draft-save",
    "draft-area-send",
    "draft-comment",
    "draft-withdraw",
    "draft-propose",
    "draft-refuse",
    "draft-approve",
    "library-begin",
    "library-borders-send",
    "library-simple-send",
    "library-save",
    "library-comment",
    "library-withdraw",
    "library-propose",
    "library-refuse",
    "library-approve",
    "draft-release-alone",
    "draft-countersign-sign",
}
API = {
    "openapi-json": "/api/v1/staff/openapi.json",
    "api-root": "/api/v1/staff/",
    "api-nothing": "/api/v2/",
    "api-token": "/api/v1/staff/token",
    "api-standing": "/api/v1/staff/standing/XO",
    "api-trail": "/api/v1/staff/trail",
    "api-drafts": "/api/v1/staff/drafts",
    "api-draft": "/api/v1/staff/drafts/xo-1",
    "api-draft-version": "/api/v1/staff/drafts/xo-1/versions/1",
    "api-draft-preview": "/api/v1/staff/drafts/xo-1/preview",
    "api-draft-form": "/api/v1/staff/drafts/xo-1/form",
    "api-draft-difference": "/api/v1/staff/drafts/xo-1/difference",
    "api-incident-record": "/api/v1/staff/incidents",
    "api-incident-correct": "/api/v1/staff/incidents/fire/versions",
    "api-figure-record": "/api/v1/staff/incidents/fire/figures",
    "api-draft-begin": "/api/v1/staff/drafts",
    "api-draft-save": "/api/v1/staff/drafts/xo-1/versions",
    "api-draft-comment": "/api/v1/staff/drafts/xo-1/comments",
    "api-draft-withdraw": "/api/v1/staff/drafts/xo-1/withdrawal",
}
API_POSTED = {
    *("api-draft-begin", "api-draft-save", "api-draft-comment", "api-draft-withdraw"),
    *("api-incident-record", "api-incident-correct", "api-figure-record"),
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
    if name in API:
        return API[name]
    pattern = next(one for one in patterns() if one.name == name)
    kinds = pattern.pattern.converters
    named = {
        key: "1" if isinstance(kind, IntConverter) else "console.css" for key, kind in kinds.items()
    }
    return reverse(name, urlconf="dabyl.console.urls", kwargs=named)


def gets_in(desk: Desk, name: str, page: str) -> bool:
    where = address(name)
    is_posted = name in POSTED | API_POSTED
    reply = desk.post(where, page=page) if is_posted else desk.get(where)
    text = "" if reply.streaming else reply.content.decode()
    assert FORGED not in text
    assert reply.status_code < 500
    turned_away = reply.status_code in {401, 403} or reply.get("Location") == "/sign-in"
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
