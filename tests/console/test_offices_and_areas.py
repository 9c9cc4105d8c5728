"""What belongs to an office and lies somewhere: who of which office and area gets to it, where.

1. The things are real ones: drafts of two offices, on a place in the north.
2. Every address with a part that names a thing stands in ``OF_AN_OFFICE`` or ``OF_ALL``.
"""

import attrs
import pytest

from dabyl.console.permissions import TABLE
from dabyl.core.staff.keys import Role
from support.addresses import patterns
from support.consoles import a_console, a_passkey, at_the_desk, seat
from support.forms import forms_on

HQ, CROWN = "xo-hq", "xo-crown"
READERS = {"officer", "approver", "auditor"}
OF_AN_OFFICE = {
    "draft": READERS,
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
    "draft-after": READERS,
    "draft-alone": {"approver"},
    "draft-alone-form": {"approver"},
    "draft-release-alone": {"approver"},
    "draft-countersign": {"approver"},
    "draft-countersign-form": {"approver"},
    "draft-countersign-sign": {"approver"},
}
"""Addresses of a draft, and who of its office may use them; nobody of another office may."""
SENT = {
    *("draft-save", "draft-area-send", "draft-comment", "draft-withdraw", "draft-propose"),
    *("draft-refuse", "draft-approve", "draft-release-alone", "draft-countersign-sign"),
}
OF_ALL = {
    *("admit", "admit-propose", "retire", "retire-propose", "token-end", "me-token-end", "file"),
    "oidc-end",
    *("proposal", "proposal-confirm", "proposal-refuse"),
    *("incident", "figure-record", "incident-correct", "incident-correction"),
    *("library-part", "library-draft", "library-save", "library-comment"),
    *("library-withdraw", "library-look", "library-pages", "library-propose", "library-review"),
    *("library-refuse", "library-approve", "library-simple"),
    *("export", "export-drafts", "export-trail"),  # what they hold is tried in ``test_exports``
}
"""Addresses of what belongs to no office; who gets there is tried in ``test_gate``."""

KEYS = {
    (role, office): a_passkey(f"{role}-{office[-2:]}", office, Role(role))
    for role in ("officer", "approver")
    for office in (HQ, CROWN)
}
OF_AN_AREA = {
    (role, area): attrs.evolve(
        a_passkey(f"{role}-{area[-1].lower()}", HQ, Role(role)), area=(area,)
    )
    for role in ("officer", "approver")
    for area in ("XO-N", "XO-S")
}
AUDITOR = a_passkey("auditor-1", None, Role.AUDITOR)


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("reach")) as console:
        seat(console, *KEYS.values(), *OF_AN_AREA.values(), AUDITOR)
        found = {pair: at_the_desk(key) for pair, key in KEYS.items()}
        yield {**found, ("auditor", ""): at_the_desk(AUDITOR)}


@pytest.fixture(scope="module")
def of_an_area(desks):  # noqa: ARG001 - the console must be open
    return {pair: at_the_desk(key) for pair, key in OF_AN_AREA.items()}


@pytest.fixture(scope="module")
def drafts(desks):
    """Give the key of a draft of each office."""
    step = {"step": "declare xo-alert XO-N"}
    found = {}
    for office in (HQ, CROWN):
        desk = desks["officer", office]
        where = desk.post("/drafts/begin", page="/", office=office, **step)["Location"]
        found[office] = where.rpartition("/")[2]
    return found


def address(name: str, key: str) -> str:
    values = {"key": key, "path": "xo/index.html", "name": "console.css"}
    pattern = next(one for one in patterns() if one.name == name)
    parts = {part: values.get(part, 1) for part in pattern.pattern.converters}
    from django.urls import reverse  # noqa: PLC0415 - Django must be ready

    return reverse(name, urlconf="dabyl.console.urls", kwargs=parts)


def gets_to(desk, name: str, key: str) -> bool:
    where = address(name, key)
    reply = desk.post(where, page="/me") if name in SENT else desk.get(where)
    assert reply.status_code < 500
    return reply.status_code != 403


class TestReach:
    def test_is_told_for_every_address_that_names_a_thing(self):
        named = {one.name for one in patterns() if one.pattern.converters}
        named = {name for name in named if not name.startswith("api-")}  # see console/machine
        assert set(OF_AN_OFFICE) | OF_ALL == named
        assert named <= set(TABLE)

    @pytest.mark.parametrize("name", sorted(OF_AN_OFFICE))
    def test_ends_at_the_office(self, desks, drafts, name):
        got = {
            (role, office or HQ, of)
            for (role, office), desk in desks.items()
            for of, key in drafts.items()
            if gets_to(desk, name, key)
        }
        wanted = {(role, office, office) for role, office in KEYS if role in OF_AN_OFFICE[name]}
        if "auditor" in OF_AN_OFFICE[name]:
            wanted |= {("auditor", HQ, HQ), ("auditor", HQ, CROWN)}
        assert got == wanted

    @pytest.mark.parametrize("name", sorted(OF_AN_OFFICE))
    def test_ends_at_the_area(self, of_an_area, drafts, name):
        got = {pair for pair, desk in of_an_area.items() if gets_to(desk, name, drafts[HQ])}
        assert got == {(role, "XO-N") for role, _ in OF_AN_AREA if role in OF_AN_OFFICE[name]}

    def test_lists_nothing_of_another_area(self, of_an_area, drafts):
        for (_, area), desk in of_an_area.items():
            text = desk.get("/drafts").content.decode()
            assert (f"/drafts/{drafts[HQ]}" in text) is (area == "XO-N")

    def test_lists_nothing_of_another_office(self, desks, drafts):
        for (role, office), desk in desks.items():
            text = desk.get("/drafts").content.decode()
            for of, key in drafts.items():
                assert (f"/drafts/{key}" in text) is (office in {"", of}), (role, office, of)

    def test_ends_at_the_office_where_a_draft_is_begun(self, desks):
        desk = desks["officer", CROWN]
        begin = [form for form in forms_on(desk.get("/")) if form.action == "/drafts/begin"]
        offered = {value for form in begin for name, value in form.fields if name == "office"}
        assert HQ not in offered
        step = "declare xo-alert XO-N"
        assert desk.post("/drafts/begin", page="/", step=step, office=HQ).status_code != 303
