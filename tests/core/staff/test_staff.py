"""Staff: which keys count."""

import attrs

from dabyl.core.staff.keys import Role
from dabyl.core.staff.staff import NO_STAFF
from support.authenticator import APPROVER, OFFICER, Passkey

ADA = Passkey.of("officer-1", "hq", OFFICER).key
BEA = Passkey.of("officer-2").key


class TestStaff:
    def test_is_founded_by_its_first_key_for_good(self):
        assert not NO_STAFF.founded
        assert NO_STAFF.with_key(ADA, 3).founded
        assert NO_STAFF.with_key(ADA, 3).without(ADA.credential, 4).founded

    def test_knows_the_keys_that_count_and_the_entry_that_changed_them(self):
        known = NO_STAFF.with_key(ADA, 3).with_key(BEA, 5)
        assert (set(known.keys), known.number) == ({ADA.credential, BEA.credential}, 5)
        left = known.without(ADA.credential, 6)
        assert (set(left.keys), left.number) == ({BEA.credential}, 6)

    def test_has_one_key_for_a_credential(self):
        more = attrs.evolve(ADA, roles=(OFFICER, APPROVER))
        known = NO_STAFF.with_key(ADA, 3).with_key(more, 4)
        assert dict(known.keys) == {ADA.credential: more}

    def test_knows_who_has_a_role_now_and_who_ever_had(self):
        known = NO_STAFF.with_key(BEA, 3).without(BEA.credential, 4)
        assert known.of_role(Role.ADMINISTRATOR) == frozenset()
        assert known.ever_of_role(Role.ADMINISTRATOR) == {"officer-2"}

    def test_knows_whose_a_credential_and_a_public_key_was(self):
        known = NO_STAFF.with_key(ADA, 3).without(ADA.credential, 4)
        stolen = attrs.evolve(ADA, person="officer-9", credential="AAAA")
        assert known.clashing(stolen) == ("officer-1",)
        assert known.clashing(attrs.evolve(BEA, credential=ADA.credential)) == ("officer-1",)
        assert known.clashing(BEA) == known.clashing(ADA) == ()

    def test_lets_nobody_have_the_public_key_of_another_under_a_credential_of_their_own(self):
        known = NO_STAFF.with_key(ADA, 3).with_key(BEA, 4)
        assert known.clashing(attrs.evolve(BEA, cose=ADA.cose)) == ("officer-1", "officer-2")

    def test_lets_a_credential_have_one_public_key(self):
        known = NO_STAFF.with_key(ADA, 3)
        assert known.clashing(attrs.evolve(ADA, cose=BEA.cose)) == ("officer-1",)
