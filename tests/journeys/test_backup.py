"""Backups as the handbook makes them, of a workspace that is at work, and what is got back."""

import os
import shutil
import subprocess
from pathlib import Path

import attrs
import psycopg
import pytest

from dabyl.adapters.settings import SETTINGS
from dabyl.core.values.codes import Code
from support.consoles import a_console, at_the_desk, opened_at, seat
from support.officework import AMBER, APPROVER, OFFICER, begun, stored, text, typed
from support.postgres import a_server, programs_folder
from support.processes import asked

NEW = '[messages]\nsite = "https://warn.example/"\n'


def at_work(console) -> str:
    """Release a decision, and type another; return the address of the draft."""
    seat(console, OFFICER, APPROVER)
    where = begun(at_the_desk(OFFICER))
    typed(at_the_desk(OFFICER), where, **AMBER)
    return where


def is_back(workspace: Path, where: str) -> None:
    """Check that people sign in with their passkeys, and find what was typed."""
    with opened_at(workspace):
        officer = at_the_desk(OFFICER)
        assert "A large event." in text(officer.get(where))
        assert stored(where).current.by == OFFICER.person
    assert asked("verify", "--workspace", workspace)["whole"] is True


class TestABackup:
    def test_is_taken_while_people_work_and_all_is_got_back(self, tmp_path):
        backup, again = tmp_path / "backup", tmp_path / "again"
        with a_console(tmp_path) as console:
            hq = console.house.folder
            (hq / SETTINGS).write_text(NEW)
            where = at_work(console)
            told = asked("backup", backup, "--workspace", hq)
            head = console.house.register().head
            begun(at_the_desk(OFFICER), "declare xo-alert XO-S")  # after it was taken
        assert (told["whole"], told["head"]) == (True, head)
        assert asked("verify", "--workspace", backup)["head"] == head
        assert {file.name for file in backup.iterdir()} == {
            *("dabyl.toml", "settings.toml", "journal.sqlite3", "console.sqlite3"),
        }
        assert (backup / "console.sqlite3").stat().st_mode & 0o077 == 0
        shutil.copytree(backup, again)
        shutil.copytree(hq / "keys", again / "keys")
        is_back(again, where)

    def test_takes_an_empty_folder_and_what_broke_off_is_no_workspace(self, tmp_path):
        with a_console(tmp_path) as console:
            hq = console.house.folder
        refused = asked("backup", hq / "keys", "--workspace", hq, code=1)
        assert [one["code"] for one in refused["problems"]] == [Code.WORKSPACE_NOT_EMPTY]
        (hq / "console.sqlite3").write_text("no database " * 1000)
        failed = asked("backup", tmp_path / "backup", "--workspace", hq, code=3)
        assert "the file is not a database" in failed["problems"][0]["message"]
        assert not (tmp_path / "backup" / "dabyl.toml").exists()


@pytest.mark.postgres
class TestOnPostgresql:
    def test_is_taken_by_the_server_and_all_is_got_back(self, tmp_path, request):
        server = attrs.evolve(a_server(request), schema="hq")
        programs = programs_folder()
        assert programs is not None
        dump, again = tmp_path / "hq.dump", tmp_path / "again"
        with a_console(tmp_path, server=server) as console:
            hq = console.house.folder
            where = at_work(console)
            refused = asked("backup", again, "--workspace", hq, code=1)
            assert [one["code"] for one in refused["problems"]] == [Code.BACKUP_ON_SERVER]
            run(programs / "pg_dump", server, server.name, "-n", "hq", "-Fc", "-f", dump)
        other = f"{server.name}_again"
        with psycopg.connect(address(server), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {other}".encode())
        run(programs / "pg_restore", server, "", "--exit-on-error", "-d", other, dump)
        shutil.copytree(hq, again)
        said = (hq / SETTINGS).read_text()
        (again / SETTINGS).write_text(said.replace(f'"{server.name}"', f'"{other}"'))
        is_back(again, where)


def address(server) -> str:
    return f"host={server.host} port={server.port} user={server.user} dbname={server.name}"


def run(program: Path, server, *words: str | Path) -> None:
    way = ["-h", server.host, "-p", str(server.port), "-U", server.user]
    given = [str(word) for word in words if word]
    subprocess.run([program, *way, *given], check=True, env={**os.environ, "PGPASSWORD": ""})
