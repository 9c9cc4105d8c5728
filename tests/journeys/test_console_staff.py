"""From an empty workspace to an officer at the desk, by two people at each step, in browsers."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from dabyl.core.register.facts import Ceremony, StaffKeyAdmitted
from dabyl.core.staff.keys import Role
from dabyl.wiring import open_workspace
from support.browser import chromium  # noqa: F401 - a fixture
from support.officers import a_browser, a_running_console, admitted, invited, joined
from support.officers import two_administrators as two
from support.processes import asked, dabyl, osland_folder

pytestmark = pytest.mark.browser


@pytest.fixture
def workspace(tmp_path):
    asked("init", tmp_path / "hq", "--pack", osland_folder(tmp_path), "--kind", "live")
    return tmp_path / "hq"


def register_of(workspace):
    """Read the register in a thread of its own; see ``support/browser``."""

    def read():
        house = open_workspace(workspace)
        found = house.register()
        house.workspace.close()
        return found

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(read).result()


class TestStaff:
    def test_comes_to_the_desk_by_two_persons_at_each_step(self, chromium, workspace):  # noqa: F811 - the fixture
        with a_running_console(workspace) as address:
            ada, bo = two(chromium, workspace, address)
            ada.sign_in()
            bo.sign_in()
            person, code = invited(ada, "Cleo")
            cleo = joined(a_browser(chromium), address, person, code)
            cleo.open("/sign-in")
            cleo.page.get_by_role("button", name="Sign in with a passkey").click()
            cleo.page.get_by_role("heading", name="Your key waits").wait_for()
            admitted(ada, bo, cleo, "officer", office="xo-hq")
            cleo.sign_in()
            assert not cleo.page.get_by_role("link", name="Staff").is_visible()
            cleo.open("/staff")
            assert cleo.page.get_by_role("heading", name="You may not do this").is_visible()
            cleo.sign_out()
        register = register_of(workspace)
        words = [one.fact.by for one in register.others if isinstance(one.fact, StaffKeyAdmitted)]
        assert words[:2] == [Ceremony.FIRST, Ceremony.FIRST]
        assert [one.person for one in words[2].consents] == [ada.person, bo.person]
        assert register.staff.of_role(Role.OFFICER) == {person}
        assert dabyl("verify", "--workspace", workspace).returncode == 0
        assert b"Cleo" not in (workspace / "journal.sqlite3").read_bytes()

    def test_never_confirms_what_it_proposed_or_a_key_that_was_not_read_out(
        self,
        chromium,  # noqa: F811 - the fixture
        workspace,
    ):
        with a_running_console(workspace) as address:
            ada, bo = two(chromium, workspace, address)
            ada.sign_in()
            bo.sign_in()
            person, code = invited(ada, "Cleo")
            cleo = joined(a_browser(chromium), address, person, code)
            ada.open("/staff/admit/3?role=officer&office=xo-hq")
            ada.page.get_by_role("button", name="Sign and propose").click()
            ada.page.get_by_role("link", name="Confirm a key").click()
            assert ada.page.get_by_text("Another administrator has to confirm").is_visible()
            assert not ada.page.get_by_label("Fingerprint of the key").is_visible()
            bo.open("/staff/proposal/1")
            bo.page.get_by_label("Fingerprint of the key").fill("AAAA-AAAA")
            bo.page.get_by_role("button", name="Sign and confirm").click()
            bo.page.get_by_text("AAAA-AAAA is not the fingerprint").wait_for()
            assert cleo.person not in {
                key.person for key in register_of(workspace).staff.keys.values()
            }
