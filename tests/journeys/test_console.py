"""``dabyl console`` as a real process."""

import http.client
from urllib.parse import urlsplit

import pytest

from support.processes import PATIENCE_S, asked, going_on, osland_folder


@pytest.fixture
def workspace(tmp_path):
    asked("init", tmp_path / "hq", "--pack", osland_folder(tmp_path), "--kind", "live")
    return tmp_path / "hq"


def get(address: str, path: str) -> http.client.HTTPResponse:
    wire = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port, timeout=PATIENCE_S)
    try:
        wire.request("GET", path, headers={"Host": urlsplit(address).netloc})
        reply = wire.getresponse()
        reply.read()
        return reply
    finally:
        wire.close()


class TestConsole:
    def test_serves_its_door_and_ends_in_order(self, workspace):
        with going_on("console", "--port", "0", "--workspace", workspace) as served:
            address = served.until("serving")["address"]
            reply = get(address, "/sign-in")
            assert reply.status == 200
            assert "default-src 'none'" in (reply.getheader("Content-Security-Policy") or "")
            assert get(address, "/nothing").status == 404
            assert served.end() == 0
        kept = workspace / "console.sqlite3"
        assert kept.stat().st_mode & 0o077 == 0
        assert (workspace / "keys" / "console.key").stat().st_mode & 0o077 == 0

    def test_refuses_an_address_that_passkeys_cannot_be_used_at(self, workspace):
        told = asked("console", "--origin", "http://example.kz", "--workspace", workspace, code=1)
        assert [problem["code"] for problem in told["problems"]] == ["console-origin"]
