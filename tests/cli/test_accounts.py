"""``dabyl accounts``: invitations, the list, and what a ceremony refuses."""

import re

import pytest

from support.consoles import a_passkey, joined, opened_at
from support.processes import asked, osland_folder

ADA, BO, CY = a_passkey("ada"), a_passkey("bo"), a_passkey("cy")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("accounts")
    asked("init", folder / "hq", "--pack", osland_folder(folder), "--kind", "live")
    return folder / "hq"


class TestAccounts:
    def test_are_invited_under_a_pseudonym_and_listed_without_their_names(self, workspace):
        told = asked("accounts", "invite", "Aigerim S.", "--workspace", workspace)
        assert re.fullmatch(r"person-\d+", told["person"])
        assert len(told["code"]) >= 43
        listed = asked("accounts", "list", "--workspace", workspace)
        assert {"person": told["person"], "keys": []} in listed
        assert "Aigerim" not in str(listed)

    def test_without_a_key_or_unknown_are_no_administrators(self, workspace):
        told = asked("accounts", "invite", "Bolat", "--workspace", workspace)
        words = [f"{told['person']}=ABCD-EFGH", "person-99=ABCD-EFGH"]
        refused = asked("accounts", "ceremony", *words, "--workspace", workspace, code=1)
        codes = [problem["code"] for problem in refused["problems"]]
        assert codes == ["person-without-key", "person-unknown"]


class TestTheCeremony:
    def test_begins_with_two_administrators_and_recovers_a_lost_key(self, workspace):
        with opened_at(workspace) as console:
            pairs = [f"{key.person}={joined(console, key)}" for key in (ADA, BO, CY)]
        here = ("--workspace", workspace)
        wrong = asked("accounts", "ceremony", pairs[0], "bo=ABCD-EFGH", *here, code=1)
        assert [problem["code"] for problem in wrong["problems"]] == ["fingerprint-other"]
        told = asked("accounts", "ceremony", *pairs[:2], *here)
        assert told["admitted"] == ["ada", "bo"]
        recovery = ("accounts", "ceremony", pairs[2], "--recovery", *here)
        wrong = asked(*recovery, "--retire", "adda", code=1)
        assert [problem["code"] for problem in wrong["problems"]] == ["person-unknown"]
        asked(*recovery, "--retire", "ada")
        known = asked("staff", "list", *here)["staff"]
        assert [key["person"] for key in known] == ["bo", "cy"]
        assert asked("verify", *here)["whole"] is True
