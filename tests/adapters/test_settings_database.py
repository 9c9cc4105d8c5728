"""Settings of the database: what they say, and everything that is wrong with them."""

import pytest

from dabyl.adapters.about import database_of
from dabyl.adapters.secrets import DATABASE_PASSWORD, DATABASE_USER
from dabyl.adapters.settings import parse_settings
from dabyl.adapters.settings_database import DatabaseSettings
from dabyl.adapters.store.server import Server, server_settings
from dabyl.core.values.problems import Rejected, Unavailable

WHOLE = """
[database]
host = "db.example.kz"
port = 5433
name = "dabyl"
schema = "hq"
user = "officer"
ca = "db-ca.pem"
secrets = "database.toml"
"""
LEAST = '[database]\nhost = "/run/postgresql"\nname = "dabyl"\n'


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as caught:
        parse_settings(text)
    return [(problem.code.value, problem.where) for problem in caught.value.problems]


class TestDatabaseSettings:
    def test_may_be_missing(self, tmp_path):
        assert parse_settings("").database is None
        assert database_of(tmp_path, "journal.sqlite3") == tmp_path / "journal.sqlite3"

    def test_say_where_the_server_is_and_what_lies_there(self):
        assert parse_settings(WHOLE).database == DatabaseSettings(
            host="db.example.kz",
            port=5433,
            name="dabyl",
            schema="hq",
            user="officer",
            ca="db-ca.pem",
            secrets="database.toml",
        )

    def test_need_little(self):
        least = DatabaseSettings(host="/run/postgresql", name="dabyl", port=5432, schema="dabyl")
        assert parse_settings(LEAST).database == least

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "/run/postgresql"])
    def test_trust_this_machine(self, host):
        found = parse_settings(f'[database]\nhost = "{host}"\nname = "dabyl"\n').database
        assert found is not None
        assert found.ca is None

    def test_trust_no_other_without_a_certificate(self):
        text = '[database]\nhost = "db.example.kz"\nname = "dabyl"\n'
        assert problems(text) == [("missing-field", "settings.toml:1 database")]

    def test_tell_every_problem_at_once(self):
        text = (
            '[database]\nhost = "postgresql://db"\nport = 70000\nname = "da byl"\n'
            'schema = "pg_catalog"\nuser = "x; drop"\npassword = "horse"\nca = "a"\n'
        )
        assert problems(text) == [
            ("not-a-database", "settings.toml:2 database.host"),
            ("not-a-database", "settings.toml:3 database.port"),
            ("not-a-database", "settings.toml:4 database.name"),
            ("not-a-database", "settings.toml:5 database.schema"),
            ("not-a-database", "settings.toml:6 database.user"),
            ("unknown-field", "settings.toml:7 database.password"),
        ]


class TestAServer:
    @pytest.fixture
    def folder(self, tmp_path):
        (tmp_path / "settings.toml").write_text(WHOLE)
        secrets = tmp_path / "database.toml"
        secrets.write_text('user = "dabyl"\npassword = "correct horse"\n')
        secrets.chmod(0o600)
        return tmp_path

    def test_is_known_by_its_certificate_and_we_by_the_secrets(self, folder):
        server = database_of(folder, "journal.sqlite3")
        assert isinstance(server, Server)
        assert "horse" not in repr(server) + server.label
        given = server_settings(server, lock_wait_s=2)
        assert (given["USER"], given["PASSWORD"]) == ("dabyl", "correct horse")
        assert given["OPTIONS"]["sslmode"] == "verify-full"
        assert given["OPTIONS"]["sslrootcert"] == str(folder / "db-ca.pem")
        assert "search_path=hq" in given["OPTIONS"]["options"]

    def test_takes_a_login_from_the_environment_first(self, folder, monkeypatch):
        monkeypatch.setenv(DATABASE_USER, "other")
        monkeypatch.setenv(DATABASE_PASSWORD, "staple")
        server = database_of(folder, "journal.sqlite3")
        assert isinstance(server, Server)
        assert (server.user, server.password) == ("other", "staple")

    def test_takes_no_secrets_that_others_can_read(self, folder):
        (folder / "database.toml").chmod(0o644)
        with pytest.raises(Unavailable, match="chmod 600"):
            database_of(folder, "journal.sqlite3")

    def test_on_a_socket_is_told_who_we_are_or_asks_the_machine(self, tmp_path):
        (tmp_path / "settings.toml").write_text(LEAST)
        server = database_of(tmp_path, "journal.sqlite3")
        assert server == Server(
            host="/run/postgresql", port=5432, name="dabyl", schema="dabyl", user=None
        )
        assert "sslmode" not in server_settings(server, lock_wait_s=2)["OPTIONS"]
