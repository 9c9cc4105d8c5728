"""nginx with the lines of the handbook, in front of ``dabyl serve`` and of ``dabyl console``."""

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from support.nginx import check_settings, nginx, nginx_program, settings_in
from support.ports import free_port
from support.processes import PATIENCE_S, asked, going_on, osland_folder
from support.tree import ROOT

PAGE = ROOT / "docs" / "handbook" / "serving.md"
NGINX = re.compile(r"^```nginx\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DESK = "desk.alarm.example"
HERE, ELSEWHERE = "127.0.0.1", "127.0.0.9"


@contextmanager
def lines_of_the_handbook(folder: Path, number: int, **others: str) -> Iterator[int]:
    """Run nginx with the handbook's lines, no certificate, and *others*; give its port."""
    port = free_port()
    inside = NGINX.findall(PAGE.read_text("utf-8"))[number]
    for theirs, ours in {
        r"listen 443 ssl;": f"listen 127.0.0.1:{port};",
        r"ssl_certificate\w* [^;]*;": "",
        **others,
    }.items():
        inside, count = re.subn(theirs, ours, inside)
        assert count, theirs
    program, file = nginx_program(), settings_in(folder, inside)
    assert not check_settings(program, file)
    with nginx(program, file, port=port):
        yield port


@pytest.fixture(scope="module", autouse=True)
def needs_nginx() -> None:
    if nginx_program() is None:
        pytest.skip("no nginx (make packages ARGS=nginx)")


@pytest.fixture(scope="module")
def port(tmp_path_factory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("front")
    asked("replay", "kazakhstan-2016", "--workspace", folder / "hq")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DABYL_PROXIES", "1")
        patch.setenv("DABYL_API_RATE", "30/m")
        with going_on("serve", "--port", "0", "--workspace", folder / "hq") as served:
            ours = {
                r"127\.0\.0\.1:8000": urlsplit(served.until("serving")["address"]).netloc,
                r"/var/lib/dabyl/hq": str(folder / "hq"),
                r"/var/cache/nginx/dabyl": str(folder / "kept"),
            }
            with lines_of_the_handbook(folder, 0, **ours) as port:
                yield port


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[int]:
    """The port of nginx before a console; it passes for one that has a certificate."""
    folder = tmp_path_factory.mktemp("desk")
    asked("init", folder / "hq", "--pack", osland_folder(folder), "--kind", "live")
    dabyl = free_port()
    here = ("--port", str(dabyl), "--workspace", folder / "hq")
    with going_on("console", "--origin", f"https://{DESK}", *here) as served:
        served.until("serving")
        ours = {r"127\.0\.0\.1:8010": f"127.0.0.1:{dabyl}", r"\$scheme": "https"}
        with lines_of_the_handbook(folder, 1, **ours) as port:
            yield port


def get(
    port: int, path: str, *, source: str = HERE, says: str = ""
) -> tuple[int, dict[str, str], bytes]:
    ours = (source, 0)
    wire = http.client.HTTPConnection("127.0.0.1", port, PATIENCE_S, source_address=ours)
    try:
        wire.request("GET", path, headers={"X-Forwarded-For": says} if says else {})
        reply = wire.getresponse()
        return reply.status, {n.lower(): v for n, v in reply.getheaders()}, reply.read()
    finally:
        wire.close()


class TestFiles:
    @pytest.mark.parametrize(
        ("path", "kind", "age"),
        [
            ("/en/", "text/html; charset=utf-8", "public, max-age=15"),
            ("/status.json", "application/json", "public, max-age=15"),
            ("/cap/heartbeat.xml", "application/cap+xml", "public, max-age=0"),
        ],
    )
    def test_have_the_type_and_the_age_that_dabyl_gives_them(self, port, path, kind, age):
        status, headers, _ = get(port, path)
        assert (status, headers["content-type"], headers["cache-control"]) == (200, kind, age)
        assert headers["x-content-type-options"] == "nosniff"

    def test_that_are_data_may_be_read_anywhere_and_pages_may_not(self, port):
        assert get(port, "/status.json")[1]["access-control-allow-origin"] == "*"
        assert "access-control-allow-origin" not in get(port, "/en/")[1]

    def test_of_a_folder_are_at_its_address_with_a_slash(self, port):
        status, headers, _ = get(port, "/en")
        assert (status, headers["location"].endswith("/en/")) == (301, True)

    def test_that_are_hidden_stay_so(self, port):
        assert get(port, "/.dabyl.json")[0] == 404


class TestQuestions:
    def test_are_passed_on_and_their_answers_kept(self, port):
        path = "/api/v1/standing/KZ?at=2016-07-20T12:00Z&known_at=2016-07-20T12:00Z"
        first, again = get(port, path), get(port, path)
        assert (first[0], again[0], first[2]) == (200, 200, again[2])
        assert (first[1]["x-kept"], again[1]["x-kept"]) == ("MISS", "HIT")
        assert again[1]["etag"] == first[1]["etag"]
        assert again[1]["cache-control"] == "public, max-age=15"

    def test_of_another_time_are_other_questions(self, port):
        june = "/api/v1/standing/KZ?at=2016-06-01T12:00Z&known_at=2016-07-20T12:00Z"
        july = "/api/v1/standing/KZ?at=2016-07-20T12:01Z&known_at=2016-07-20T12:00Z"
        assert get(port, june)[2] != get(port, july)[2]

    def test_that_were_not_understood_are_not_kept(self, port):
        for _ in range(2):
            status, headers, _ = get(port, "/api/v1/standing/XX")
            assert (status, headers["x-kept"]) == (404, "MISS")

    def test_are_counted_by_who_asked_whatever_he_says_of_himself(self, port):
        asking = [
            (f"/api/v1/places?limit={number}", f"192.0.2.{number}") for number in range(1, 32)
        ]
        told = [get(port, path, source=ELSEWHERE, says=says)[0] for path, says in asking]
        assert told == [200] * 30 + [429]
        assert get(port, "/api/v1/places?limit=31")[0] == 200


def of_desk(port: int, method: str, path: str, body: bytes = b"") -> tuple[int, dict[str, str]]:
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        wire.request(method, path, body=body or None, headers={"Host": DESK})
        reply = wire.getresponse()
        reply.read()
        return reply.status, {name.lower(): said for name, said in reply.getheaders()}
    finally:
        wire.close()


class TestAConsole:
    def test_is_opened_at_its_name_with_its_secure_cookies(self, desk):
        status, headers = of_desk(desk, "GET", "/sign-in")
        assert (status, headers["cache-control"]) == (200, "no-store")
        assert "__Host-dabyl-csrf" in headers["set-cookie"]

    def test_is_sent_files_of_borders(self, desk):
        status, headers = of_desk(desk, "POST", "/library/borders/send", b"x" * 5_000_000)
        assert status == 403
        assert headers["cross-origin-resource-policy"] == "same-origin"  # its own answer
