"""Workspaces whose databases are on a PostgreSQL: none is ever mistaken for another."""

import attrs
import psycopg
import pytest

from dabyl.adapters.settings import SETTINGS
from dabyl.adapters.store.server import Server
from dabyl.adapters.workspace import create_workspace, open_workspace, remove_workspace
from dabyl.core.journal.chain import Verified
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused, Rejected, Unavailable
from support.crashes import KILLED, in_child, strikes
from support.journals import DAY_ONE
from support.postgres import a_server, on_server

pytestmark = pytest.mark.postgres
NEWER = "INSERT INTO {}.django_migrations (app, name, applied) VALUES ('store', '0999_more', now())"


@pytest.fixture(scope="module")
def server(request):
    return a_server(request)


@pytest.fixture
def place(server, request):
    """A schema of its own for each test, not made yet."""
    return attrs.evolve(server, schema=request.node.name.partition("[")[0][-50:])


@pytest.fixture
def folder(tmp_path, place):
    return told(tmp_path / "w", place)


def told(folder, server: Server):
    on_server(folder, server)
    return folder


def made(folder, **how):
    return create_workspace(folder, "live", at=DAY_ONE, offices=["a"], **how)


def done(server: Server, statement: str) -> list[tuple[object, ...]]:
    conninfo = f"host={server.host} port={server.port} user={server.user} dbname={server.name}"
    with psycopg.connect(conninfo, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def tables(server: Server) -> set[object]:
    found = done(server, "SELECT schemaname, tablename FROM pg_tables")
    return {name for schema, name in found if schema == server.schema}


def refusals(call, *args, error=Refused) -> list[Code]:
    with pytest.raises(error) as caught:
        call(*args)
    return [problem.code for problem in caught.value.problems]


class TestANewWorkspace:
    def test_has_a_schema_of_its_own_and_no_file(self, folder, place):
        with made(folder) as workspace:
            assert isinstance(workspace.verify(), Verified)
            name = workspace.id
        with open_workspace(folder) as workspace:
            assert (workspace.id, workspace.kind) == (name, WorkspaceKind.LIVE)
            assert workspace.drafts().all() == ()
        assert "journal_entry" in tables(place)
        assert not list(folder.glob("*.sqlite3*"))

    def test_takes_a_schema_that_was_made_for_it(self, folder, place):
        done(place, f"CREATE SCHEMA {place.schema}")
        made(folder).close()

    def test_lies_beside_another_and_touches_nothing_of_it(self, folder, tmp_path, place):
        made(folder).close()
        other = told(tmp_path / "other", attrs.evolve(place, schema=f"{place.schema}_2"))
        made(other).close()
        with open_workspace(folder) as one, open_workspace(other) as two:
            assert one.id != two.id
            assert one.journal.head() != two.journal.head()

    def test_is_not_made_where_another_is(self, folder, tmp_path, place):
        made(folder).close()
        other = told(tmp_path / "other", place)
        assert refusals(made, other) == [Code.DATABASE_TAKEN]
        assert {file.name for file in other.iterdir()} <= {SETTINGS, ".making"}
        with open_workspace(folder) as workspace:
            assert isinstance(workspace.verify(), Verified)

    def test_is_not_made_among_other_tables(self, folder, place):
        done(place, f"CREATE SCHEMA {place.schema}")
        done(place, f"CREATE TABLE {place.schema}.theirs (a int)")
        assert refusals(made, folder) == [Code.DATABASE_TAKEN]
        assert tables(place) == {"theirs"}

    def test_is_not_made_while_another_is_in_the_making(self, folder, tmp_path, place):
        other = told(tmp_path / "other", place)

        def meanwhile(_):
            assert refusals(made, other) == [Code.WORKSPACE_IN_THE_MAKING]

        made(folder, begin=meanwhile).close()

    def test_leaves_no_table_behind_when_its_beginning_fails(self, folder, place):
        def fail(_):
            raise Rejected(())

        with pytest.raises(Rejected):
            made(folder, begin=fail)
        assert tables(place) == set()
        made(folder).close()

    def test_that_came_to_nothing_is_removed_but_for_its_settings(self, folder, place):
        made(folder).close()
        remove_workspace(folder)
        assert tables(place) == set()
        assert [file.name for file in folder.iterdir()] == [SETTINGS]

    def test_killed_in_the_making_leaves_nothing_in_the_way(self, tmp_path, place):
        notes, here = tmp_path / "writes", told(tmp_path / "0", place)

        def make(folder) -> int:
            made(folder).close()
            return 0

        assert in_child(lambda: make(here), faults=f"list:{notes}") == 0
        found = strikes(notes.read_text("utf-8").splitlines(), every=False)
        for number in found[-3:]:  # its tables are there by then
            other = attrs.evolve(place, schema=f"{place.schema}_{number}")
            folder = told(tmp_path / str(number), other)
            assert in_child(lambda at=folder: make(at), faults=f"kill:{number}") in {KILLED, 0}
            if not (folder / "dabyl.toml").exists():
                assert refusals(open_workspace, folder) == [Code.WORKSPACE_MISSING]
                made(folder).close()
            with open_workspace(folder) as workspace:
                assert isinstance(workspace.verify(), Verified)


class TestAWorkspaceThatIsThere:
    def test_is_not_opened_on_the_schema_of_another(self, folder, tmp_path, place):
        made(folder).close()
        other = told(tmp_path / "other", attrs.evolve(place, schema=f"{place.schema}_2"))
        made(other).close()
        (other / SETTINGS).write_text((folder / SETTINGS).read_text())
        assert refusals(open_workspace, other) == [Code.WORKSPACE_IS_ANOTHER]

    def test_is_not_opened_without_its_journal(self, folder, place):
        made(folder).close()
        done(place, f"DROP SCHEMA {place.schema} CASCADE")
        assert refusals(open_workspace, folder, error=Rejected) == [Code.WORKSPACE_UNREADABLE]

    def test_is_not_opened_by_an_older_program(self, folder, place):
        made(folder).close()
        done(place, NEWER.format(place.schema))
        assert refusals(open_workspace, folder) == [Code.DATABASE_NEWER]

    def test_tells_which_server_does_not_answer(self, folder, place):
        made(folder).close()
        text = (folder / SETTINGS).read_text()
        (folder / SETTINGS).write_text(text.replace(str(place.port), "1"))
        with pytest.raises(Unavailable, match=f"refused.*schema {place.schema} of PostgreSQL"):
            open_workspace(folder)

    def test_needs_no_more_rights_than_a_schema_of_its_own(self, folder, place):
        role = f"r_{place.schema}"[:60]
        done(place, f"CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE")
        text = (folder / SETTINGS).read_text()
        (folder / SETTINGS).write_text(text.replace(f'"{place.user}"', f'"{role}"'))
        with pytest.raises(Unavailable, match="permission denied"):
            made(folder)
        done(place, f"CREATE SCHEMA {place.schema} AUTHORIZATION {role}")
        with made(folder) as workspace:
            assert isinstance(workspace.verify(), Verified)
