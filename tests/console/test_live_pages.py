"""Pages of what others change listen to it; why the others need not stands here.

Whether the script of a page hears what it is told is tried in ``tests/journeys``.
"""

import re

import pytest

from console.test_gate import POSTED
from dabyl.console.permissions import TABLE, Bearers
from dabyl.core.staff.keys import Role
from support.consoles import a_console, a_passkey, at_the_desk, seat
from support.told import A_FIRE

OFFICER = a_passkey("officer-1", "xo-hq", Role.OFFICER)
APPROVER = a_passkey("approver-1", "xo-hq", Role.APPROVER)
EDITOR = a_passkey("editor-1", None, Role.EDITOR)
ADMIN = a_passkey("admin-1", None, Role.ADMINISTRATOR)
LISTENING = {
    "now": (OFFICER, "/", ""),
    "drafts": (OFFICER, "/drafts", ""),
    "draft": (OFFICER, "{draft}", ""),
    "draft-preview": (OFFICER, "{draft}/preview", ""),
    "draft-area": (OFFICER, "{draft}/area/1", "draft"),
    "draft-alone": (APPROVER, "{draft}/alone", "draft entry"),
    "incidents": (OFFICER, "/incidents", ""),
    "incident": (OFFICER, "/incidents/fire", ""),
    "incident-correct": (OFFICER, "/incidents/fire/correct", "entry"),
    "history": (OFFICER, "/history", "entry"),
    "library": (EDITOR, "/library", ""),
    "library-part": (EDITOR, "/library/see/xo/places", "entry"),
    "library-simple": (EDITOR, "/library/simple/xo/office/xo-hq", "entry"),
    "library-draft": (EDITOR, "{change}", ""),
    "library-look": (EDITOR, "{change}/look", "library entry"),
    "staff": (ADMIN, "/staff", "entry"),
    "admit": (ADMIN, "/staff/admit/1", "entry"),
    "retire": (ADMIN, "/staff/retire/1", "entry"),
}
"""Who looks at which page, and of what it is told; of nothing when it is made anew by itself."""
WHILE = {"draft-review", "draft-countersign", "library-pages", "library-review"}
"""They listen too; they are there only while something is changed or waits."""
SILENT = {
    **dict.fromkeys(
        ("sign-in", "code-form", "join", "oidc-back", "oidc-done"), "nobody is in a session there"
    ),
    **dict.fromkeys(("me", "me-tokens"), "it is one's own, and changed by oneself"),
    **dict.fromkeys(
        ("proposal", "trail", "draft-after"), "what changes it is no draft and no entry"
    ),
    **dict.fromkeys(("incident-new", "library-borders"), "what is new depends on nothing shown"),
    **dict.fromkeys(
        ("draft-news", "draft-form", "draft-alone-form", "draft-countersign-form", "map"),
        "it is a part of a page that listens",
    ),
    **dict.fromkeys(
        ("exports", "export", "export-drafts", "export-trail", "file", "live"), "it is no page"
    ),
    **dict.fromkeys(("openapi-json", "api-root", "api-nothing"), "it is for programs"),
}


@pytest.fixture(scope="module")
def console(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("live")) as opened:
        seat(opened, OFFICER, APPROVER, EDITOR, ADMIN)
        yield opened


@pytest.fixture(scope="module")
def made(console):
    """Make a draft, a change of the library and an incident; return their addresses."""
    from support.bearers import with_token  # noqa: PLC0415 - Django must be ready

    told = with_token(console, OFFICER).post("incidents", {"id": "fire", **A_FIRE})
    assert told.status_code == 201
    officer, editor = at_the_desk(OFFICER), at_the_desk(EDITOR)
    return {
        "draft": officer.post("/drafts/begin", page="/", step="declare xo-alert XO-N")["Location"],
        "change": editor.post("/library/begin", page="/library", pack="xo", file="places.toml")[
            "Location"
        ].partition("?")[0],
    }


class TestAPage:
    @pytest.mark.parametrize("name", sorted(LISTENING))
    def test_listens_from_the_moment_at_which_it_was_made(self, made, name):
        who, address, hears = LISTENING[name]
        page = at_the_desk(who).get(address.format(**made)).content.decode()
        main = re.search(r'<main id="main"[^>]*>', page).group()
        assert re.search(r'data-live="\d+\.\d+\.\d+"', main)
        assert re.findall(r'data-hears="([^"]*)"', main) == ([hears] if hears else [])
        assert 'src="/files/live.js?' in page
        assert ('id="live-told"' in page) is bool(hears)

    def test_listens_or_need_not(self):
        table = {name for name, access in TABLE.items() if not isinstance(access, Bearers)}
        assert {*LISTENING, *WHILE, *SILENT} == table - POSTED
