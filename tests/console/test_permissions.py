"""The permission table: complete, and right for offices and areas."""

import pytest
from django.urls import get_resolver

from dabyl.console.permissions import (
    TABLE,
    Anyone,
    Held,
    Scope,
    Staff,
    Thing,
    allows,
    bearers,
    holders,
    scopes_for,
)
from dabyl.core.staff.keys import Role

OFFICER = holders(Role.OFFICER)
OWN = Thing("xo-hq", ("XO-1",))


def lies_in(place: str, area: tuple[str, ...]) -> bool:
    return place.startswith(area)


def may(*rights: Held, thing: Thing = OWN) -> bool:
    return allows(OFFICER, rights, thing, lies_in=lies_in)


def named(patterns) -> set[str]:
    found = set()
    for one in patterns:
        found |= named(one.url_patterns) if hasattr(one, "url_patterns") else {one.name}
    return found


class TestTheTable:
    def test_has_every_address_and_no_other(self):
        assert named(get_resolver("dabyl.console.urls").url_patterns) == set(TABLE)


class TestARight:
    def test_covers_its_office_and_its_area(self):
        assert may(Held(Role.OFFICER, "xo-hq", ("XO-1",)))
        assert may(Held(Role.OFFICER, "xo-hq"))
        assert may(Held(Role.OFFICER))

    def test_covers_no_other_office_area_or_role(self):
        assert not may(Held(Role.OFFICER, "xo-other", ("XO-1",)))
        assert not may(Held(Role.OFFICER, "xo-hq", ("XO-2",)))
        assert not may(Held(Role.APPROVER, "xo-hq", ("XO-1",)))
        assert not may(Held(Role.ADMINISTRATOR))

    def test_covers_a_thing_only_when_it_covers_all_of_its_places(self):
        thing = Thing("xo-hq", ("XO-1", "XO-2"))
        assert not may(Held(Role.OFFICER, "xo-hq", ("XO-1",)), thing=thing)
        assert not may(
            Held(Role.OFFICER, "xo-hq", ("XO-1",)), Held(Role.OFFICER, "", ("XO-2",)), thing=thing
        )
        assert may(Held(Role.OFFICER, "xo-hq", ("XO",)), thing=thing)
        assert may(Held(Role.OFFICER, "xo-hq", ("XO-1", "XO-2")), thing=thing)


class TestAToken:
    def test_may_do_what_both_its_scopes_and_its_right_allow(self):
        access, right = bearers(Scope.DRAFTS_READ, OFFICER), Held(Role.OFFICER, "xo-hq")
        assert allows(access, [right], OWN, lies_in=lies_in, scopes=["drafts:read"])
        assert not allows(access, [right], OWN, lies_in=lies_in, scopes=["drafts:write"])
        other = Held(Role.OFFICER, "xo-other")
        assert not allows(access, [other], OWN, lies_in=lies_in, scopes=["drafts:read"])
        auditor = Held(Role.AUDITOR)
        assert not allows(access, [auditor], OWN, lies_in=lies_in, scopes=["drafts:read"])

    def test_may_do_what_needs_no_certain_scope_and_a_session_may_not(self):
        access = bearers(None, OFFICER)
        assert allows(access, [Held(Role.OFFICER)], scopes=["drafts:read"])
        assert not allows(access, [Held(Role.OFFICER)])

    @pytest.mark.parametrize(
        ("role", "scopes"),
        [
            (Role.OFFICER, ["drafts:read", "drafts:write", "standing:read", "incidents:write"]),
            (Role.APPROVER, ["drafts:read", "drafts:write", "standing:read"]),
            (Role.ADMINISTRATOR, ["standing:read", "trail:read"]),
            (Role.AUDITOR, ["drafts:read", "standing:read", "trail:read"]),
            (Role.EDITOR, ["standing:read", "incidents:write"]),
            (Role.INSPECTOR, ["standing:read"]),
        ],
        ids=lambda value: str(value) if isinstance(value, Role) else "",
    )
    def test_is_for_scopes_that_its_role_can_use(self, role, scopes):
        assert list(scopes_for(role)) == scopes


class TestAStranger:
    def test_may_use_only_what_anyone_may(self):
        assert allows(Anyone(), None)
        assert not allows(Staff(), None)
        assert not allows(OFFICER, None)

    def test_is_somebody_else_than_staff_without_rights(self):
        assert allows(Staff(), ())
        assert not allows(OFFICER, ())
