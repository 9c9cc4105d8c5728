"""Staffing: whose keys count, and on whose word."""

import attrs
import pytest

from dabyl.core.register.decide import decide
from dabyl.core.register.facts import Ceremony, StaffKeyAdmitted, StaffKeyRetired
from dabyl.core.register.register import EMPTY
from dabyl.core.register.staffing import (
    ChangeStaff,
    HoldCeremony,
    admission_subject,
    retirement_subject,
)
from dabyl.core.staff.keys import Role
from dabyl.core.values.problems import Refused
from support.authenticator import ADMINISTRATOR, OFFICER, Passkey, both
from support.staffed import ROOT, SPARE, admission, admitted, officers
from support.vale import HQ, codes, register, t

NOW = "2020-03-05"
ADA, BEA, CYR = officers(HQ)
FOUNDED = register(*((NOW, fact) for fact in admitted(ROOT, SPARE)))
HERE = FOUNDED.number
STAFFED = register(*((NOW, fact) for fact in (*admitted(ROOT, SPARE), admission(ADA, HERE))))
FIRST, RECOVERY = Ceremony.FIRST, Ceremony.RECOVERY


def refused(known, command):
    try:
        decide(known, command, at=t(NOW))
    except Refused as refusal:
        return codes(refusal.problems)
    return []


def ceremony(known, kind, *passkeys, retire=()):
    admit = tuple(one.key for one in passkeys)
    return refused(known, HoldCeremony(ceremony=kind, admit=admit, retire=retire))


def change(known, fact):
    return refused(known, ChangeStaff(fact=fact))


def retired(passkey, number, one=ROOT, other=SPARE):
    word = both(one, other, retirement_subject(passkey.credential), number)
    return StaffKeyRetired(credential=passkey.credential, by=word)


class TestTheFirstCeremony:
    def test_admits_two_administrators(self):
        command = HoldCeremony(ceremony=FIRST, admit=(ROOT.key, SPARE.key))
        assert decide(register(), command, at=t(NOW)) == admitted(ROOT, SPARE)

    def test_needs_no_pack(self):
        assert ceremony(EMPTY, FIRST, ROOT, SPARE) == []

    def test_needs_two_persons(self):
        laptop = Passkey.of("admin-1", device="laptop")
        assert ceremony(register(), FIRST, ROOT) == ["staff-ceremony-two"]
        assert ceremony(register(), FIRST, ROOT, laptop) == ["staff-ceremony-two"]
        assert ceremony(register(), FIRST) == ["staff-ceremony-two"]
        assert ceremony(register(), FIRST, ROOT, laptop, SPARE) == []

    def test_admits_nobody_else(self):
        found = ceremony(register(), FIRST, ROOT, ADA, SPARE)
        assert found == ["staff-not-administrator"]

    def test_is_held_once(self):
        other = Passkey.of("admin-3")
        assert ceremony(FOUNDED, FIRST, other, Passkey.of("admin-4")) == ["staff-ceremony-done"]
        gone = register(
            *((NOW, fact) for fact in admitted(ROOT, SPARE)),
            (NOW, StaffKeyRetired(credential=ROOT.credential, by=RECOVERY)),
        )
        assert ceremony(gone, FIRST, other) == ["staff-ceremony-done"]


class TestARecovery:
    def test_retires_lost_keys_and_admits_others(self):
        other = Passkey.of("admin-3")
        lost = (ROOT.credential,)
        command = HoldCeremony(ceremony=RECOVERY, admit=(other.key,), retire=lost)
        assert decide(FOUNDED, command, at=t(NOW)) == (
            StaffKeyRetired(credential=ROOT.credential, by=RECOVERY),
            StaffKeyAdmitted(key=other.key, by=RECOVERY),
        )

    def test_leaves_two_administrators(self):
        assert ceremony(FOUNDED, RECOVERY, retire=(ROOT.credential,)) == ["staff-ceremony-two"]

    def test_retires_only_what_counts(self):
        assert ceremony(FOUNDED, RECOVERY, retire=("AAAA",)) == ["staff-key-unknown"]

    def test_follows_a_first_ceremony(self):
        assert ceremony(register(), RECOVERY, ROOT, SPARE) == ["staff-nothing-lost"]


class TestAnAdmission:
    def test_is_on_the_word_of_two_administrators(self):
        fact = admission(ADA, HERE)
        assert decide(FOUNDED, ChangeStaff(fact=fact), at=t(NOW)) == (fact,)
        assert STAFFED.staff.keys[ADA.credential] == ADA.key

    def test_is_not_on_the_word_of_one_or_of_others(self):
        subject = admission_subject(BEA.key)
        alone = StaffKeyAdmitted(key=BEA.key, by=both(ROOT, ROOT, subject, HERE))
        assert change(FOUNDED, alone) == ["consent-same-person"]
        officer = StaffKeyAdmitted(key=BEA.key, by=both(ROOT, ADA, subject, STAFFED.number))
        assert change(STAFFED, officer) == ["consent-role", "consent-office"]

    def test_is_not_a_ceremony(self):
        for by in Ceremony:
            found = change(FOUNDED, StaffKeyAdmitted(key=ADA.key, by=by))
            assert found[-1] == "staff-no-ceremony"

    def test_names_places_that_are_there_of_an_office(self):
        eastern = attrs.evolve(ADA, area=("E1", "E9"))
        assert change(FOUNDED, admission(eastern, HERE)) == ["place-unknown"]
        homeless = Passkey.of("admin-3")
        nowhere = attrs.evolve(homeless, area=("E1",))
        assert change(FOUNDED, admission(nowhere, HERE)) == ["staff-area"]

    def test_signs_its_area_in_whatever_order(self):
        eastern = attrs.evolve(ADA, area=("E1", "E2"))
        turned = attrs.evolve(
            admission(eastern, HERE), key=attrs.evolve(ADA.key, area=("E2", "E1"))
        )
        assert change(FOUNDED, turned) == []
        wider = attrs.evolve(admission(eastern, HERE), key=attrs.evolve(ADA.key, area=("E1",)))
        assert change(FOUNDED, wider) == ["consent-of-other"] * 2
        whole = attrs.evolve(admission(eastern, HERE), key=ADA.key)
        assert change(FOUNDED, whole) == ["consent-of-other"] * 2

    @pytest.mark.parametrize("changed", [{"person": "officer-9"}, {"site": "example.org"}], ids=str)
    def test_is_of_this_key_alone(self, changed):
        other = attrs.evolve(admission(ADA, HERE), key=attrs.evolve(ADA.key, **changed))
        assert change(FOUNDED, other) == ["consent-of-other"] * 2

    @pytest.mark.parametrize("number", [HERE - 1, HERE + 1])
    def test_is_at_this_number(self, number):
        want = "consent-old" if number < HERE else "consent-number"
        assert change(FOUNDED, admission(ADA, number)) == [want]

    def test_cannot_be_used_twice(self):
        gone = (NOW, retired(ADA, STAFFED.number))
        told = [(NOW, fact) for fact in (*admitted(ROOT, SPARE), admission(ADA, HERE))]
        assert change(register(*told, gone), admission(ADA, HERE)) == ["consent-old"]

    def test_of_somebody_elses_passkey_is_refused(self):
        stolen = attrs.evolve(ADA, person="officer-9")
        assert change(STAFFED, admission(stolen, STAFFED.number)) == ["staff-key-of-other"]

    def test_can_change_the_roles_of_a_key(self):
        more = attrs.evolve(ADA, roles=(*ADA.roles, OFFICER))
        assert change(STAFFED, admission(more, STAFFED.number)) == []

    @pytest.mark.parametrize(
        ("passkey", "code"),
        [
            (Passkey.of("officer-7", None, OFFICER), "staff-office"),
            (Passkey.of("officer-7", HQ, ADMINISTRATOR), "staff-office"),
            (Passkey.of("officer-7", "nobody-knows", OFFICER), "office-unknown"),
        ],
    )
    def test_is_for_an_office_that_fits(self, passkey, code):
        assert change(FOUNDED, admission(passkey, HERE)) == [code]

    def test_for_an_office_needs_a_pack(self):
        bare = attrs.evolve(FOUNDED, epochs=())
        assert change(bare, admission(ADA, HERE)) == ["office-unknown"]


class TestARetirement:
    def test_is_on_the_word_of_two_administrators(self):
        fact = retired(ADA, STAFFED.number)
        assert decide(STAFFED, ChangeStaff(fact=fact), at=t(NOW)) == (fact,)
        assert change(STAFFED, retired(ADA, STAFFED.number, ROOT, ROOT)) != []

    def test_leaves_two_administrators(self):
        assert change(STAFFED, retired(SPARE, STAFFED.number)) == ["staff-administrators-left"]
        third = Passkey.of("admin-3")
        more = register(*((NOW, fact) for fact in admitted(ROOT, SPARE, third)))
        assert change(more, retired(third, more.number)) == []
        lowered = attrs.evolve(SPARE, roles=(Role.AUDITOR,))
        assert change(FOUNDED, admission(lowered, HERE)) == ["staff-administrators-left"]

    def test_is_of_a_key_that_counts(self):
        assert change(FOUNDED, retired(ADA, HERE)) == ["staff-key-unknown"]
