import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from threading import Thread

import pytest

from dabyl.adapters.keys import SigningKey
from dabyl.adapters.workspace import MAKING, create_workspace, open_workspace, verify_workspace
from dabyl.core.journal.chain import Broken, Fault, Verified
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused, Rejected, Unavailable
from support.journals import DAY_ONE, a_note, sealed

MAKE = """
import sys
from pathlib import Path
from dabyl.adapters.faults import install
from dabyl.adapters.workspace import create_workspace
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Unavailable
install()
try:
    create_workspace(Path(sys.argv[1]), "replay", at=Instant(5), offices=["a"]).close()
except Unavailable as error:
    sys.exit(f"unavailable: {error}")
"""


def whole(verified, entries):
    """Judge what the entries say: nothing is wrong with these."""
    assert list(entries())
    return verified


def made(folder, **how):
    return create_workspace(folder, "replay", at=DAY_ONE, **how)


def make_in_a_process(folder, faults=""):
    command = [sys.executable, "-c", MAKE, str(folder)]
    env = {**os.environ, "DABYL_FAULTS": faults}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def problems(error, call, *args, **how):
    with pytest.raises(error) as caught:
        call(*args, **how)
    return [problem.code for problem in caught.value.problems]


@pytest.fixture
def folder(tmp_path):
    made(tmp_path / "w", offices=["kz-headquarters"], workspace_id="kz-2016").close()
    return tmp_path / "w"


class TestANewWorkspace:
    def test_is_what_it_was_made_as(self, folder):
        with open_workspace(folder) as workspace:
            assert (workspace.id, workspace.kind) == ("kz-2016", WorkspaceKind.REPLAY)
            assert workspace.signers.offices() == ("kz-headquarters",)
            assert workspace.snapshots.latest() is None

    def test_has_a_journal_with_its_keys(self, folder):
        with open_workspace(folder) as workspace:
            verified = workspace.verify()
            assert isinstance(verified, Verified)
            assert [key.office for key in verified.keys] == [None, "kz-headquarters"]
            assert verified.head.number == 1

    def test_has_an_id_of_its_own_when_none_is_given(self, tmp_path):
        with made(tmp_path / "a") as one, made(tmp_path / "b") as other:
            assert one.id != other.id

    def test_is_made_in_an_empty_folder_that_is_there(self, tmp_path):
        with made(tmp_path) as workspace:
            assert workspace.folder == tmp_path

    def test_keeps_its_keys_to_its_owner(self, folder):
        assert (folder / "keys").stat().st_mode & 0o777 == 0o700

    def test_can_have_keys_that_are_known_before(self, tmp_path):
        with made(tmp_path, make_key=lambda office: SigningKey.from_seed(b"z" * 32, office)) as one:
            assert one.signers.signer_for(None).key_id == SigningKey.from_seed(b"z" * 32).key_id

    def test_begins_with_what_it_is_told_to(self, tmp_path):
        def begin(workspace):
            note = sealed(a_note(), workspace.journal.head(), by=workspace.signers.signer_for(None))
            workspace.journal.append([note], expected=1)

        with made(tmp_path, begin=begin) as workspace:
            assert workspace.journal.head().number == 2


class TestMaking:
    def test_is_refused_where_there_is_one(self, folder):
        assert problems(Refused, made, folder) == [Code.WORKSPACE_EXISTS]
        open_workspace(folder).close()

    def test_is_refused_where_there_is_something_else(self, tmp_path):
        (tmp_path / "letter.txt").write_text("dear")
        assert problems(Refused, made, tmp_path) == [Code.WORKSPACE_NOT_EMPTY]
        assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

    def test_never_clears_keys_that_lost_their_workspace(self, folder):
        (folder / "dabyl.toml").unlink()
        assert problems(Refused, made, folder) == [Code.WORKSPACE_NOT_EMPTY]
        assert (folder / "keys" / "_keeper.pem").exists()

    def test_is_refused_while_another_process_is_at_it(self, tmp_path):
        with (tmp_path / MAKING).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            assert problems(Refused, made, tmp_path) == [Code.WORKSPACE_IN_THE_MAKING]
        made(tmp_path).close()

    def test_is_rejected_under_a_name_that_is_no_id(self, tmp_path):
        codes = problems(Rejected, made, tmp_path / "w", workspace_id='x"')
        assert codes == [Code.ENTRY_FIELD]
        assert not (tmp_path / "w").exists()

    def test_is_unavailable_below_a_file(self, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(Unavailable, match="cannot make a workspace"):
            made(tmp_path / "file" / "w")

    def test_that_fails_to_begin_leaves_nothing(self, tmp_path):
        def begin(_):
            raise Unavailable("no pack")

        with pytest.raises(Unavailable, match="no pack"):
            made(tmp_path, begin=begin)
        assert list(tmp_path.iterdir()) == []
        made(tmp_path).close()

    @pytest.mark.chaos
    @pytest.mark.parametrize("faults", ["kill", "full"])
    def test_that_fails_at_a_write_leaves_nothing_that_opens(self, tmp_path, faults):
        listed = tmp_path / "list"
        assert make_in_a_process(tmp_path / "whole", f"list:{listed}").returncode == 0
        sites = listed.read_text().splitlines()
        first_of_each = {site: at for at, site in reversed(list(enumerate(sites, start=1)))}
        for at in sorted(first_of_each.values())[::3]:
            folder = tmp_path / f"{at}"
            done = make_in_a_process(folder, f"{faults}:{at}")
            assert done.returncode in ({-9} if faults == "kill" else {0, 1}), done.stderr
            assert "Traceback" not in done.stderr
            if (folder / "dabyl.toml").exists():
                with open_workspace(folder) as workspace:
                    assert isinstance(workspace.verify(), Verified)
            else:
                assert problems(Refused, open_workspace, folder) == [Code.WORKSPACE_MISSING]
                made(folder).close()


class TestOpening:
    def test_is_refused_where_there_is_none(self, tmp_path):
        assert problems(Refused, open_workspace, tmp_path) == [Code.WORKSPACE_MISSING]
        assert problems(Refused, open_workspace, tmp_path / "no") == [Code.WORKSPACE_MISSING]

    def test_is_refused_when_a_newer_version_made_it(self, folder):
        (folder / "dabyl.toml").write_text("version = 2")
        assert problems(Refused, open_workspace, folder) == [Code.WORKSPACE_NEWER]

    @pytest.mark.parametrize(
        "about",
        [
            b"\xff",
            b"version = ",
            b"",
            b"version = 1",
            b'version = 1\nid = "a"\nkind = "earnest"',
            b'version = 1\nid = ""\nkind = "live"',
            b'version = "1"\nid = "a"\nkind = "live"',
        ],
    )
    def test_is_rejected_when_the_file_makes_no_sense(self, folder, about):
        (folder / "dabyl.toml").write_bytes(about)
        assert problems(Rejected, open_workspace, folder) == [Code.WORKSPACE_UNREADABLE]

    def test_is_rejected_without_its_journal(self, folder):
        (folder / "journal.sqlite3").unlink()
        assert problems(Rejected, open_workspace, folder) == [Code.WORKSPACE_UNREADABLE]
        assert not (folder / "journal.sqlite3").exists()

    def test_is_unavailable_when_the_journal_is_no_database(self, folder):
        for file in folder.glob("journal.sqlite3-*"):
            file.unlink()
        (folder / "journal.sqlite3").write_text("no database " * 1000)
        with pytest.raises(Unavailable, match="not a database"):
            open_workspace(folder)

    def test_is_refused_with_the_journal_of_another(self, folder, tmp_path):
        made(tmp_path / "other").close()
        shutil.copy(tmp_path / "other" / "journal.sqlite3", folder / "journal.sqlite3")
        assert problems(Refused, open_workspace, folder) == [Code.WORKSPACE_IS_ANOTHER]

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
    def test_is_refused_to_root_when_it_is_another_users(self, folder):
        os.chown(folder, 65_534, -1)
        assert problems(Refused, open_workspace, folder) == [Code.WORKSPACE_OF_USER]

    def test_needs_no_keys_to_read(self, folder):
        shutil.rmtree(folder / "keys")
        with open_workspace(folder) as workspace:
            assert isinstance(workspace.verify(), Verified)
            assert problems(Refused, workspace.signers.signer_for, None) == [Code.KEY_FILE_MISSING]

    def test_can_be_done_again_after_closing(self, folder):
        workspace = open_workspace(folder)
        workspace.close()
        assert workspace.journal.head().number == 1
        workspace.close()

    def test_serves_many_threads_and_closes_for_all(self, folder):
        with open_workspace(folder) as workspace:
            heads = []
            threads = [
                Thread(target=lambda: heads.append(workspace.journal.head())) for _ in range(4)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert heads == [workspace.journal.head()] * 4


class TestVerifying:
    def test_a_whole_workspace_finds_nothing(self, folder):
        assert isinstance(verify_workspace(folder, also=whole), Verified)

    def test_judges_what_a_whole_journal_says(self, folder):
        wrong = Broken(number=1, what=Fault.NOT_APPROVED, why=())
        assert verify_workspace(folder, also=lambda *_: wrong) == wrong

    def test_names_the_first_entry_when_that_is_not_right(self, folder):
        raw = sqlite3.connect(folder / "journal.sqlite3")
        raw.execute("DROP TRIGGER journal_entry_no_update")
        raw.execute("UPDATE journal_entry SET line = replace(line, '2016', '2017')")
        raw.commit()
        raw.close()
        broken = verify_workspace(folder, also=whole)
        assert isinstance(broken, Broken)
        assert (broken.number, broken.what) == (1, Fault.CHANGED)

    def test_tells_the_journal_of_another(self, folder, tmp_path):
        made(tmp_path / "other").close()
        shutil.copy(tmp_path / "other" / "journal.sqlite3", folder / "journal.sqlite3")
        broken = verify_workspace(folder, also=whole)
        assert isinstance(broken, Broken)
        assert (broken.number, broken.what) == (1, Fault.FOREIGN)

    def test_is_refused_where_there_is_no_workspace(self, tmp_path):
        assert problems(Refused, verify_workspace, tmp_path, also=whole) == [Code.WORKSPACE_MISSING]


class TestAKeyThatComesLater:
    def test_signs_what_its_office_records(self, folder):
        with open_workspace(folder) as workspace:
            workspace.add_key("kz-almaty", at=DAY_ONE)
            signer, head = workspace.signers.signer_for("kz-almaty"), workspace.journal.head()
            assert signer.office == "kz-almaty"
            note = sealed(a_note("", "kz-almaty"), head, by=signer)
            workspace.journal.append([note], expected=head.number)
            assert isinstance(workspace.verify(), Verified)

    def test_is_made_once(self, folder):
        with open_workspace(folder) as workspace:
            workspace.add_key("kz-headquarters", at=DAY_ONE)
            assert workspace.journal.head().number == 1

    def test_of_a_stranger_is_found_by_verification(self, folder):
        with open_workspace(folder) as workspace:
            head = workspace.journal.head()
            forged = sealed(a_note(), head, by=SigningKey.make())
            workspace.journal.append([forged], expected=head.number)
            assert isinstance(workspace.verify(), Broken)
