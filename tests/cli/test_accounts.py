"""``dabyl accounts``: invitations, the list, and what a ceremony refuses."""

import re

import pytest

from support.processes import asked, osland_folder


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
