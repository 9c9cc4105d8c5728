"""Staff: ceremonies, admission and retirement, as a console or command calls them."""

import pytest

from dabyl.core.journal.chain import Verified, verify_chain
from dabyl.core.register.facts import Ceremony
from dabyl.core.staff.consents import Purpose
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused
from dabyl.usecases.desk import load
from dabyl.usecases.staff import (
    admit,
    challenge_to_admit,
    challenge_to_retire,
    hold_ceremony,
    retire,
)
from dabyl.usecases.verify_consents import verify_consents
from support.authenticator import WORKSPACE, Passkey
from support.desks import a_desk, noon
from support.staffed import ADA, ROOT, SPARE

AT = noon(5)
FIRST, SECOND = Purpose.PROPOSE, Purpose.APPROVE


@pytest.fixture
def desk():
    desk = a_desk()
    hold_ceremony(desk, Ceremony.FIRST, admit=(ROOT.key, SPARE.key), at=AT)
    return desk


def admitted(desk, passkey, *signers):
    number = load(desk).number
    purposes = zip(signers, (FIRST, SECOND), strict=True)
    consents = tuple(
        one.sign(challenge_to_admit(passkey.key, purpose, number=number, workspace=WORKSPACE))
        for one, purpose in purposes
    )
    return admit(desk, passkey.key, consents, number=number, at=AT)


def verified(desk):
    found = verify_chain(desk.journal.lines())
    assert isinstance(found, Verified)
    return verify_consents(found, desk.journal.entries) == found


class TestStaff:
    def test_begins_with_two_administrators(self, desk):
        assert {key.person for key in load(desk).staff.keys.values()} == {"admin-1", "admin-2"}
        assert [entry.office for entry in desk.journal.entries()][-2:] == [None, None]
        assert verified(desk)

    def test_grows_on_the_word_of_both(self, desk):
        register = admitted(desk, ADA, ROOT, SPARE)
        assert register.staff.keys[ADA.credential] == ADA.key
        assert verified(desk)

    def test_does_not_grow_on_the_word_of_one(self, desk):
        with pytest.raises(Refused) as refusal:
            admitted(desk, ADA, ROOT, ROOT)
        assert [p.code for p in refusal.value.problems] == [Code.CONSENT_SAME_PERSON]

    def test_shrinks_on_the_word_of_both(self, desk):
        number = admitted(desk, ADA, ROOT, SPARE).number
        consents = (
            SPARE.sign(
                challenge_to_retire(ADA.credential, FIRST, number=number, workspace=WORKSPACE)
            ),
            ROOT.sign(
                challenge_to_retire(ADA.credential, SECOND, number=number, workspace=WORKSPACE)
            ),
        )
        register = retire(desk, ADA.credential, consents, number=number, at=AT)
        assert ADA.credential not in register.staff.keys
        assert verified(desk)

    def test_is_recovered_when_a_key_is_lost(self, desk):
        third = Passkey.of("admin-3")
        register = hold_ceremony(
            desk, Ceremony.RECOVERY, admit=(third.key,), lost=(ROOT.credential,), at=AT
        )
        assert {key.person for key in register.staff.keys.values()} == {"admin-2", "admin-3"}
        assert verified(desk)
