"""Who may do what with which token: every operation, asked by everybody, written here by hand."""

import logging
from itertools import count

import attrs
import pytest

from dabyl.adapters.accounts.slowdown import FREE, LONGEST_S
from dabyl.console.defects import PlaceOnly
from dabyl.console.machine import register_views
from dabyl.console.machine.bearing import Bearing
from dabyl.console.machine.service import api
from dabyl.console.permissions import TABLE, Bearers
from dabyl.core.levels.body import decision_to_body
from dabyl.core.staff.keys import Role
from dabyl.usecases.desk import record
from support.authenticator import Passkey
from support.bearers import a_program, codes_in, made_for, with_token
from support.consoles import a_console, a_desk, a_passkey, seat, sign_in
from support.drafting import a_decision
from support.told import A_FIRE, KILLED

OFFICE = "xo-hq"
HAS_OFFICE = {Role.OFFICER, Role.APPROVER}
KEYS = {role: a_passkey(f"{role}-1", OFFICE if role in HAS_OFFICE else None, role) for role in Role}
CROWN = {role: a_passkey(f"{role}-2", "xo-crown", role) for role in HAS_OFFICE}
GONE = a_passkey("gone-1", OFFICE, Role.OFFICER)
ANOTHER = Passkey.of("gone-1", OFFICE, Role.OFFICER, device="tablet")

EVERYBODY = set(Role)
READERS = {"officer", "approver", "auditor"}
SAVED = {"based_on": 1, "content": decision_to_body(a_decision("xo-2"))}
OPERATIONS = {
    "api-token": ("GET", "token", "", EVERYBODY),
    "api-standing": ("GET", "standing/XO", "standing:read", EVERYBODY),
    "api-trail": ("GET", "trail", "trail:read", {"administrator", "auditor"}),
    "api-drafts": ("GET", "drafts", "drafts:read", READERS),
    "api-draft": ("GET", "drafts/xo-1", "drafts:read", READERS),
    "api-draft-version": ("GET", "drafts/xo-1/versions/1", "drafts:read", READERS),
    "api-draft-preview": ("GET", "drafts/xo-1/preview", "drafts:read", READERS),
    "api-draft-form": ("GET", "drafts/xo-1/form?path=en/index.html", "drafts:read", READERS),
    "api-draft-difference": (
        "GET",
        "drafts/xo-1/difference?path=en/index.html",
        "drafts:read",
        READERS,
    ),
    "api-incident-record": ("POST", "incidents", "incidents:write", {"officer", "editor"}),
    "api-incident-correct": (
        "POST",
        "incidents/fire/versions",
        "incidents:write",
        {"officer", "editor"},
    ),
    "api-figure-record": (
        "POST",
        "incidents/fire/figures",
        "incidents:write",
        {"officer", "editor"},
    ),
    "api-draft-begin": ("POST", "drafts", "drafts:write", {"officer"}),
    "api-draft-save": ("POST", "drafts/xo-2/versions", "drafts:write", {"officer"}),
    "api-draft-comment": (
        "POST",
        "drafts/xo-1/comments",
        "drafts:write",
        {"officer", "approver"},
    ),
    "api-draft-withdraw": ("POST", "drafts/xo-3/withdrawal", "drafts:write", {"officer"}),
}
SENT = {
    "api-draft-begin": {"content": {}},
    "api-draft-save": SAVED,
    "api-draft-comment": {"text": "look"},
    "api-incident-record": A_FIRE,
    "api-incident-correct": {**A_FIRE, "based_on": 1},
    "api-figure-record": KILLED,
}
ABOUT_A_DRAFT = sorted(name for name, (_, path, _, _) in OPERATIONS.items() if "/xo-" in path)
SOURCES = count(1)


pytestmark = pytest.mark.usefixtures("console")


@pytest.fixture(scope="module")
def console(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("bearing")) as opened:
        seat(opened, *KEYS.values(), *CROWN.values(), GONE)
        officer = with_token(opened, KEYS[Role.OFFICER])
        assert officer.post("incidents", {"id": "fire", **A_FIRE}).status_code == 201
        for key in ("xo-1", "xo-2", "xo-3"):
            body = decision_to_body(a_decision(key))
            assert officer.post("drafts", {"id": key, "content": body}).status_code == 201
        south = decision_to_body(a_decision("xo-south"))
        south["effects"]["1"]["area"] = {"units": ["XO-S"]}
        officer.post("drafts", {"id": "xo-south", "content": south})
        yield opened


def asked(program, name):
    method, path, _, _ = OPERATIONS[name]
    return program.get(path) if method == "GET" else program.post(path, SENT.get(name))


def stranger(text=""):
    return a_program(text, source=f"198.51.100.{next(SOURCES)}")


class TestTheTable:
    def test_has_every_operation_and_each_looks_at_the_token(self):
        bearing = {name for name, access in TABLE.items() if isinstance(access, Bearers)}
        assert bearing == set(OPERATIONS)
        found = {
            operation.url_name: operation.auth_callbacks
            for _, router in api._routers  # noqa: SLF001 - there is no other way to list them
            for view in router.path_operations.values()
            for operation in view.operations
        }
        assert set(found) == bearing
        for name, callbacks in found.items():
            assert [(type(one), one.operation) for one in callbacks] == [(Bearing, name)]


class TestEveryOperation:
    @pytest.mark.parametrize("role", sorted(Role))
    def test_is_for_its_roles(self, console, role):
        program = with_token(console, KEYS[role])
        entered = set()
        for name in OPERATIONS:
            reply = asked(program, name)
            if reply.status_code < 300 or codes_in(reply) == ["saved-beside"]:
                entered.add(name)
            elif codes_in(reply) != ["draft-state"]:
                assert (reply.status_code, codes_in(reply)) == (403, ["bearer-role"])
        assert entered == {name for name, (_, _, _, may) in OPERATIONS.items() if role in may}

    @pytest.mark.parametrize("name", sorted(one for one in OPERATIONS if OPERATIONS[one][2]))
    def test_is_for_its_scope(self, console, name):
        _, _, scope, may = OPERATIONS[name]
        others = [one for one in ("drafts:read", "standing:read", "trail:read") if one != scope]
        program = with_token(console, KEYS[Role(min(may))], scopes=others)
        reply = asked(program, name)
        assert (reply.status_code, codes_in(reply)) == (403, ["bearer-scope"])
        assert scope in reply.json()["detail"]

    @pytest.mark.parametrize("name", sorted(OPERATIONS))
    def test_is_not_for_strangers(self, console, name):
        ended, over = made_for(console, KEYS[Role.OFFICER]), made_for(console, KEYS[Role.OFFICER])
        rows().filter(pk=ended.token.pk).update(ended_at_s=console.now().s)
        rows().filter(pk=over.token.pk).update(ends_at_s=console.now().s)
        for text, code in (
            ("", "bearer-missing"),
            ("nonsense", "bearer-unknown"),
            (ended.text, "bearer-over"),
            (over.text, "bearer-over"),
        ):
            reply = asked(stranger(text), name)
            assert (reply.status_code, codes_in(reply)) == (401, [code])
            assert reply["WWW-Authenticate"] == 'Bearer realm="dabyl"'
            assert reply["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize("name", ABOUT_A_DRAFT)
    @pytest.mark.parametrize("role", sorted(HAS_OFFICE))
    def test_is_not_for_another_office(self, console, name, role):
        reply = asked(with_token(console, CROWN[role]), name)
        wanted = "bearer-elsewhere" if role in OPERATIONS[name][3] else "bearer-role"
        assert (reply.status_code, codes_in(reply)) == (403, [wanted])

    @pytest.mark.parametrize("name", ABOUT_A_DRAFT)
    @pytest.mark.parametrize("area", ["XO-N", "XO-S"])
    def test_is_not_for_another_area(self, console, name, area):
        program = with_token(console, KEYS[Role.OFFICER], area=area)
        reply = asked(program, name)
        assert (reply.status_code, codes_in(reply)) == (403, ["bearer-elsewhere"])

    def test_takes_no_session_for_a_token(self):
        desk = a_desk()
        sign_in(desk, KEYS[Role.OFFICER])
        for name, (method, path, _, _) in OPERATIONS.items():
            address = f"/api/v1/staff/{path}"
            reply = desk.client.generic(method, address, b"{}", content_type="application/json")
            assert (reply.status_code, codes_in(reply)) == (401, ["bearer-missing"]), name


class TestAnArea:
    def test_lets_through_what_lies_in_it_alone(self, console):
        program = with_token(console, KEYS[Role.OFFICER], area="XO-S")
        assert program.get("drafts/xo-south").status_code == 200
        listed = [one["draft"] for one in program.get("drafts?limit=200").json()["items"]]
        assert "xo-south" in listed
        assert "xo-1" not in listed

    def test_holds_for_what_is_sent_as_well(self, console):
        program = with_token(console, KEYS[Role.OFFICER], area="XO-S")
        wide = decision_to_body(a_decision("xo-wide"))
        assert codes_in(program.post("drafts", {"id": "xo-wide", "content": wide})) == [
            "bearer-elsewhere"
        ]
        version = program.get("drafts/xo-south").json()["version"]
        reply = program.post("drafts/xo-south/versions", {"based_on": version, "content": wide})
        assert codes_in(reply) == ["bearer-elsewhere"]
        assert program.get("drafts/xo-south").json()["version"] == version

    def test_holds_for_forks_of_others_as_well(self, console):
        officer = with_token(console, KEYS[Role.OFFICER])
        south = officer.get("drafts/xo-south").json()
        wide = decision_to_body(a_decision("xo-south"))
        late = officer.post("drafts/xo-south/versions", {"based_on": 99, "content": wide}).json()
        assert late["current"] == south["version"]
        program = with_token(console, KEYS[Role.OFFICER], area="XO-S")
        reply = program.get(f"drafts/xo-south/versions/{late['fork']}")
        assert codes_in(reply) == ["bearer-elsewhere"]


class TestARight:
    def test_that_stands_no_longer_ends_its_tokens_for_good(self, console):
        program = with_token(console, GONE)
        assert program.get("drafts").status_code == 200
        retired(console, GONE)
        program = attrs.evolve(program, client=stranger().client)
        reply = program.get("drafts")
        assert (reply.status_code, codes_in(reply)) == (401, ["bearer-right-gone"])
        seat(console, attrs.evolve(ANOTHER, site=GONE.site))
        assert codes_in(program.get("drafts")) == ["bearer-right-gone"]

    def test_of_a_person_whose_account_was_closed_is_over(self, console):
        key = a_passkey("closed-1", OFFICE, Role.OFFICER)
        seat(console, key)
        program = with_token(console, key)
        persons().filter(key="closed-1").update(closed_at_s=console.now().s)
        reply = attrs.evolve(program, client=stranger().client).get("token")
        assert (reply.status_code, codes_in(reply)) == (401, ["bearer-over"])

    def test_that_got_another_office_ends_its_tokens(self, console):
        key = a_passkey("moved-1", OFFICE, Role.OFFICER)
        seat(console, key)
        program = with_token(console, key)
        readmitted(console, attrs.evolve(key, office="xo-crown"))
        reply = attrs.evolve(program, client=stranger().client).get("drafts")
        assert codes_in(reply) == ["bearer-right-gone"]


class TestWrongTokens:
    def test_are_slowed_by_where_they_come_from_and_right_ones_are_not(self, console):
        program = with_token(console, KEYS[Role.OFFICER])
        wrong = stranger("dabyl_guess")
        for _ in range(FREE):
            assert wrong.get("token").status_code == 401
        for _ in range(9):  # on a slow machine a wait may be over before the next guess
            reply = wrong.get("token")
            if reply.status_code != 401:
                break
        assert (reply.status_code, codes_in(reply)) == (429, ["code-too-soon"])
        assert 1 <= int(reply["Retry-After"]) <= LONGEST_S
        assert attrs.evolve(program, client=wrong.client).get("token").status_code == 200
        assert stranger("dabyl_guess").get("token").status_code == 401

    def test_do_not_slow_the_codes_of_people(self):
        wrong = stranger("dabyl_guess")
        for _ in range(9):
            wrong.get("token")
        desk = a_desk(f"198.51.100.{next(SOURCES) - 1}")
        reply = desk.post("/sign-in/code", page="/sign-in/with-code", person="x", code="1")
        assert "do not fit together" in reply.content.decode()

    def test_that_are_missing_are_no_guesses(self):
        nobody = stranger()
        assert {nobody.get("token").status_code for _ in range(9)} == {401}

    @pytest.mark.parametrize(
        "header", ["Basic eDp5", "Bearer", "Bearer ", "bearer x y", "Token x", "\x00", "é"]
    )
    def test_in_any_form_let_nobody_in(self, header):
        reply = stranger().get("token", authorization=header)
        assert reply.status_code == 401

    def test_stand_in_no_log_when_something_breaks(self, console, monkeypatch, caplog):
        def broken(*_, **__):
            raise RuntimeError("secret")

        monkeypatch.setattr(register_views, "standing_told", broken)
        monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
        program = with_token(console, KEYS[Role.OFFICER])
        reply = program.get("standing/XO")
        assert (reply.status_code, reply.json()["status"]) == (500, 500)
        row, *others = caplog.records
        assert {id(one) for one in others} <= {id(row)}  # the log of tests hears it twice
        said = PlaceOnly().format(row)
        assert said.startswith("console: defect RuntimeError at test_bearing.py")
        assert program.text not in said + str(vars(row))
        assert "secret" not in said + reply.content.decode()


class TestUse:
    def test_is_remembered_by_the_minute(self, console):
        program = with_token(console, KEYS[Role.OFFICER])
        assert rows().get(pk=program.number).used_at_s == 0
        program.get("token")
        assert rows().get(pk=program.number).used_at_s > 0

    def test_is_told_by_the_token_itself(self, console):
        program = with_token(console, KEYS[Role.OFFICER], area="XO-S", scopes=["drafts:read"])
        told = program.get("token").json()
        ends = told.pop("ends_at")
        assert ends.endswith("Z")
        assert told == {
            "number": program.number,
            "person": "officer-1",
            "role": "officer",
            "office": "xo-hq",
            "area": ["XO-S"],
            "scopes": ["drafts:read"],
        }


class TestLanguages:
    @pytest.mark.parametrize(
        ("lang", "title"),
        [
            ("en", "no token that counts"),
            ("ru-RU,ru;q=0.9", "нет действующего токена"),
            ("kk", "жарамды токен жоқ"),
        ],
    )
    def test_of_problems_are_those_that_were_asked_for(self, lang, title):
        reply = a_program(lang=lang).get("token")
        assert reply.json()["title"] == title
        assert reply["Content-Language"] == lang[:2]
        assert reply["Vary"] == "Accept-Language"


def rows():
    from dabyl.adapters.accounts.models import Token  # noqa: PLC0415 - Django must be ready

    return Token.objects


def persons():
    from dabyl.adapters.accounts.models import Person  # noqa: PLC0415 - Django must be ready

    return Person.objects


def retired(console, passkey):
    from dabyl.core.register.facts import (  # noqa: PLC0415 - only here
        Ceremony,
        StaffKeyRetired,
    )

    fact = StaffKeyRetired(credential=passkey.credential, by=Ceremony.RECOVERY)
    record(console.house.desk, console.house.register(), [fact], at=console.now())


def readmitted(console, passkey):
    from support.staffed import admitted  # noqa: PLC0415 - only here

    facts = admitted(passkey)
    record(console.house.desk, console.house.register(), facts, at=console.now())
