"""The permission table: complete, and right for offices and areas."""

from django.urls import get_resolver

from dabyl.console.permissions import TABLE, Anyone, Held, Staff, Thing, allows, holders
from dabyl.core.staff.keys import Role

OFFICER = holders(Role.OFFICER)
OWN = Thing("xo-hq", ("XO-1",))


def lies_in(place: str, area: str) -> bool:
    return place.startswith(area)


def may(*rights: Held, thing: Thing = OWN) -> bool:
    return allows(OFFICER, rights, thing, lies_in=lies_in)


class TestTheTable:
    def test_has_every_address_and_no_other(self):
        named = {pattern.name for pattern in get_resolver("dabyl.console.urls").url_patterns}
        assert named == set(TABLE)


class TestARight:
    def test_covers_its_office_and_its_area(self):
        assert may(Held(Role.OFFICER, "xo-hq", "XO-1"))
        assert may(Held(Role.OFFICER, "xo-hq"))
        assert may(Held(Role.OFFICER))

    def test_covers_no_other_office_area_or_role(self):
        assert not may(Held(Role.OFFICER, "xo-other", "XO-1"))
        assert not may(Held(Role.OFFICER, "xo-hq", "XO-2"))
        assert not may(Held(Role.APPROVER, "xo-hq", "XO-1"))
        assert not may(Held(Role.ADMINISTRATOR))

    def test_covers_a_thing_only_when_it_covers_all_of_its_places(self):
        thing = Thing("xo-hq", ("XO-1", "XO-2"))
        assert not may(Held(Role.OFFICER, "xo-hq", "XO-1"), thing=thing)
        assert not may(
            Held(Role.OFFICER, "xo-hq", "XO-1"), Held(Role.OFFICER, "", "XO-2"), thing=thing
        )
        assert may(Held(Role.OFFICER, "xo-hq", "XO"), thing=thing)


class TestAStranger:
    def test_may_use_only_what_anyone_may(self):
        assert allows(Anyone(), None)
        assert not allows(Staff(), None)
        assert not allows(OFFICER, None)

    def test_is_somebody_else_than_staff_without_rights(self):
        assert allows(Staff(), ())
        assert not allows(OFFICER, ())
