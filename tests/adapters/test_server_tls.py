"""A PostgreSQL on another machine: over TLS only, and by a certificate of its name."""

import os
import shutil
import time
from pathlib import Path

import attrs
import psycopg
import pytest

from dabyl.adapters.store.database import Database
from dabyl.adapters.store.ready import make_ready
from dabyl.core.values.problems import Unavailable
from support.mailservers import a_certificate
from support.postgres import a_server

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def ca(postgres, tmp_path_factory):
    """Let the server speak TLS as 127.0.0.1; return the certificate that is to be trusted."""
    make_ready()
    folder = tmp_path_factory.mktemp("tls")
    _, public = a_certificate(folder)
    with psycopg.connect(postgres.conninfo, autocommit=True) as connection:
        (told,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        owner = Path(str(told)).stat()
        for name in (public.name, "mail-key.pem"):
            file = Path(shutil.copy(folder / name, str(told)))
            file.chmod(0o600)
            os.chown(file, owner.st_uid, owner.st_gid)
        connection.execute(f"ALTER SYSTEM SET ssl_cert_file = '{public.name}'".encode())
        connection.execute("ALTER SYSTEM SET ssl_key_file = 'mail-key.pem'")
        switch(connection, "on")
        yield public
        connection.execute("ALTER SYSTEM RESET ALL")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture
def server(request, ca):
    return attrs.evolve(a_server(request), ca=ca)


def switch(connection, tls: str) -> None:
    """Let the server speak TLS, or no more."""
    connection.execute(f"ALTER SYSTEM SET ssl = {tls}".encode())
    connection.execute("SELECT pg_reload_conf()")
    while connection.execute("SHOW ssl").fetchone() != (tls,):
        time.sleep(0.02)


def is_encrypted(server) -> bool:
    database = Database(server)
    try:
        with database.doing("cannot ask") as connection, connection.cursor() as cursor:
            cursor.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            return bool(cursor.fetchone()[0])
    finally:
        database.close()


class TestAServerElsewhere:
    def test_is_spoken_to_over_tls(self, server):
        assert is_encrypted(server)

    def test_is_not_trusted_by_another_certificate(self, server, tmp_path):
        _, other = a_certificate(tmp_path)
        with pytest.raises(Unavailable, match="certificate verify failed"):
            is_encrypted(attrs.evolve(server, ca=other))

    def test_is_not_trusted_under_another_name(self, server):
        with pytest.raises(Unavailable, match="does not match host name"):
            is_encrypted(attrs.evolve(server, host="localhost"))

    def test_is_not_spoken_to_without_the_certificate_that_is_named(self, server, tmp_path):
        with pytest.raises(Unavailable, match="root certificate file"):
            is_encrypted(attrs.evolve(server, ca=tmp_path / "gone.pem"))

    def test_that_speaks_no_tls_is_not_spoken_to(self, server, postgres):
        with psycopg.connect(postgres.conninfo, autocommit=True) as connection:
            switch(connection, "off")
            try:
                with pytest.raises(Unavailable, match="does not support SSL"):
                    is_encrypted(server)
            finally:
                switch(connection, "on")
