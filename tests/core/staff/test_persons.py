"""Persons: two different ones, each with the right to."""

import attrs
import pytest

from dabyl.core.staff.consents import Approval, subject_hash
from dabyl.core.staff.persons import TWO_ADMINISTRATORS, TWO_OFFICERS, consent_problems
from dabyl.core.staff.staff import Staff
from support.authenticator import APPROVER, OFFICER, WORKSPACE, Passkey, both

ADA = Passkey.of("officer-1", "hq", OFFICER)
BEA = Passkey.of("officer-2", "hq", APPROVER)
BEA_TOO = Passkey.of("officer-2", "hq", APPROVER, device="laptop")
CYR = Passkey.of("officer-3", "region", APPROVER)
KEYS = (ADA, BEA, BEA_TOO, CYR)
SUBJECT = subject_hash({"decision": 1})


def staff(*passkeys):
    found = Staff(workspace=WORKSPACE)
    for number, one in enumerate(passkeys):
        found = found.with_key(one.key, number)
    return found


def problems(approval, known=KEYS, *, office="hq", needed=TWO_OFFICERS, subject=SUBJECT):
    found = consent_problems(staff(*known), approval, subject=subject, office=office, needed=needed)
    return [(problem.where, problem.code.value) for problem in found]


class TestTwoPersons:
    def test_consent(self):
        assert problems(both(ADA, BEA, SUBJECT, 4)) == []

    def test_may_both_be_approvers(self):
        dan = Passkey.of("officer-4", "hq", APPROVER)
        assert problems(both(dan, BEA, SUBJECT, 4), (dan, BEA)) == []

    def test_are_two(self):
        nobody = Approval(number=4, consents=())
        assert problems(nobody) == [("consents", "consents-missing")]
        one = attrs.evolve(
            both(ADA, BEA, SUBJECT, 4), consents=both(ADA, BEA, SUBJECT, 4).consents[:1]
        )
        assert problems(one) == [("consents", "consents-missing")]
        many = both(ADA, BEA, SUBJECT, 4)
        many = attrs.evolve(many, consents=(*many.consents, many.consents[0]))
        assert ("consents", "consents-missing") in problems(many)

    def test_are_different_persons_whatever_keys_they_have(self):
        assert problems(both(BEA, BEA_TOO, SUBJECT, 4)) == [
            ("consents[1].person", "consent-same-person")
        ]

    def test_have_keys_that_count(self):
        assert problems(both(ADA, BEA, SUBJECT, 4), (ADA,)) == [
            ("consents[1].credential", "consent-key")
        ]

    def test_sign_with_their_own_keys(self):
        good = both(ADA, BEA, SUBJECT, 4)
        lent = attrs.evolve(good.consents[1], person="officer-9")
        assert problems(attrs.evolve(good, consents=(good.consents[0], lent))) == [
            ("consents[1].person", "consent-person")
        ]

    def test_hold_the_roles(self):
        assert problems(both(BEA, ADA, SUBJECT, 4)) == [("consents[1].person", "consent-role")]

    def test_are_of_the_office(self):
        assert problems(both(ADA, CYR, SUBJECT, 4)) == [("consents[1].person", "consent-office")]
        found = problems(both(ADA, BEA, SUBJECT, 4), office=None)
        assert [code for _, code in found] == ["consent-office"] * 2

    def test_sign_this_subject_at_this_number_each_to_their_own_end(self):
        good = both(ADA, BEA, SUBJECT, 4)
        both_wrong = [("consents[0]", "consent-of-other"), ("consents[1]", "consent-of-other")]
        assert problems(good, subject=subject_hash({})) == both_wrong
        assert problems(attrs.evolve(good, number=5)) == both_wrong
        turned = attrs.evolve(both(BEA, BEA, SUBJECT, 4), consents=good.consents[::-1])
        assert {code for _, code in problems(turned)} == {"consent-of-other", "consent-role"}


class TestTwoAdministrators:
    @pytest.mark.parametrize("role", ["administrator"])
    def test_consent(self, role):
        one, other = Passkey.of("admin-1"), Passkey.of("admin-2")
        assert one.key.roles == (role,)
        approval = both(one, other, SUBJECT, 4)
        assert problems(approval, (one, other), office=None, needed=TWO_ADMINISTRATORS) == []
