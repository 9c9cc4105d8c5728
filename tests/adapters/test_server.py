"""The web server and what it answers."""

import asyncio
import gzip
import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dabyl.adapters.files import FilePublisher
from dabyl.adapters.server import free_port, held, serve
from dabyl.adapters.server_files import SiteFiles
from dabyl.adapters.server_http import Answer, Found, Moved, answer, application, is_clean, type_of
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Refused
from dabyl.ports.publisher import Mark, SiteChange

POLICY = b"default-src 'none'; script-src &#39;sha256-x=&#39;"
META = b'<meta http-equiv="Content-Security-Policy" content="' + POLICY + b'">'
PAGE = b"<!doctype html>" + META + b"<p>standing</p>" * 40


@pytest.fixture
def site(tmp_path):
    tree = tmp_path / ".site.a"
    (tree / "en" / "place").mkdir(parents=True)
    (tree / "en" / "index.html").write_bytes(PAGE)
    (tree / "status.json").write_bytes(b'{"level":null}')
    (tree / ".dabyl.json").write_bytes(b"{}")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (tree / "way-out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "site").symlink_to(".site.a")
    return SiteFiles(tmp_path / "site")


def publish(out: Path, files: dict[str, bytes], number: int) -> None:
    noon = Instant(1_465_192_800)
    mark = Mark(number=number, head="h", at=noon, known_at=noon, leased=True, maker="t")
    with FilePublisher(out).turn() as turn:
        turn.publish(SiteChange(mark=mark, files=files.items(), removed=(), whole=True))


def ask(site: SiteFiles, path: str, method: str = "GET", **headers: str) -> Answer:
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }
    return asyncio.run(answer(site.find, scope))


def header(reply: Answer, name: str) -> str | None:
    return next((v.decode() for k, v in reply.headers if k == name.encode()), None)


class TestFiles:
    def test_answers_a_folder_by_its_index(self, site):
        reply = ask(site, "/en/")
        assert (reply.status, reply.body) == (200, PAGE)
        assert header(reply, "content-type") == "text/html; charset=utf-8"

    def test_sends_on_to_the_address_with_a_slash(self, site):
        reply = ask(site, "/en")
        assert (reply.status, header(reply, "location")) == (308, "/en/")

    @pytest.mark.parametrize(
        "path",
        [
            "/en/place",
            "/en/place/",
            "/nothing",
            "/status.json/",
            "/",
            "/.dabyl.json",
            "/../secret.txt",
            "/en/../../secret.txt",
            "/way-out.txt",
            "//etc/passwd",
            "/en//index.html",
            "/a\0b",
            "/..\\secret.txt",
            "/" + "x" * 5000,
            "/ke\u04a3es",
        ],
    )
    def test_answers_nothing_else(self, site, path):
        reply = ask(site, path)
        assert reply.status == 404
        assert b"secret" not in reply.body

    def test_follows_the_link_anew_for_each_request(self, site):
        other = site.out.with_name(".site.b")
        other.mkdir()
        (other / "status.json").write_bytes(b'{"level":"red"}')
        assert ask(site, "/status.json").body == b'{"level":null}'
        site.out.unlink()
        site.out.symlink_to(".site.b")
        assert ask(site, "/status.json").body == b'{"level":"red"}'

    def test_reads_a_file_once_while_one_publication_is_shown(self, site):
        file = site.out / "status.json"
        assert ask(site, "/status.json").body == b'{"level":null}'
        file.write_bytes(b"a tree that is shown doesn't change")
        assert ask(site, "/status.json").body == b'{"level":null}'

    def test_shows_each_publication_though_two_trees_take_turns(self, tmp_path):
        site = SiteFiles(tmp_path / "site")
        assert ask(site, "/a.txt").status == 404
        for number in range(5):
            publish(site.out, {"a.txt": b"%d" % number, f"{number}.txt": b""}, number)
            assert ask(site, "/a.txt").body == b"%d" % number
            assert ask(site, f"/{number - 1}.txt").status == 404

    def test_keeps_nothing_of_a_folder_that_is_no_link(self, site):
        plain = SiteFiles(site.out.resolve())
        assert ask(plain, "/status.json").body == b'{"level":null}'
        (plain.out / "status.json").write_bytes(b"{}")
        assert ask(plain, "/status.json").body == b"{}"


class TestAnswer:
    def test_has_a_tag_that_saves_sending_it_again(self, site):
        first = ask(site, "/status.json")
        tag = header(first, "etag") or ""
        again = ask(site, "/status.json", if_none_match=f'"x", W/{tag}')
        assert (again.status, again.body) == (304, b"")
        assert ask(site, "/status.json", if_none_match="*").status == 304
        assert ask(site, "/status.json", if_none_match='"x"').status == 200

    def test_is_packed_for_those_who_take_it(self, site):
        reply = ask(site, "/en/", accept_encoding="br, gzip;q=0.8")
        assert header(reply, "content-encoding") == "gzip"
        assert gzip.decompress(reply.body) == PAGE
        assert header(reply, "vary") == "accept-encoding"
        assert header(reply, "etag") != header(ask(site, "/en/"), "etag")
        assert ask(site, "/en/", accept_encoding="gzip; q=0").body == PAGE

    def test_to_head_is_that_to_get_without_the_bytes(self, site):
        get, head = ask(site, "/en/"), ask(site, "/en/", "HEAD")
        assert (head.status, head.headers, head.body) == (200, get.headers, b"")

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
    def test_to_other_methods_names_those_that_there_are(self, site, method):
        reply = ask(site, "/en/", method)
        assert (reply.status, header(reply, "allow")) == (405, "GET, HEAD")

    def test_keeps_pages_to_themselves_and_opens_data(self, site):
        page, data = ask(site, "/en/"), ask(site, "/status.json")
        policy = header(page, "content-security-policy") or ""
        assert policy.startswith("default-src 'none'; script-src 'sha256-x='; frame-ancestors")
        assert header(page, "access-control-allow-origin") is None
        assert header(data, "access-control-allow-origin") == "*"
        assert {header(r, "x-content-type-options") for r in (page, data)} == {"nosniff"}

    def test_types_are_told_by_the_ending(self):
        assert type_of("feed/en.atom") == "application/atom+xml; charset=utf-8"
        assert type_of("x.weird") == type_of("none") == "application/octet-stream"

    def test_clean_paths(self):
        assert is_clean("")
        assert is_clean("en/place/KZ-AKT/")
        assert not is_clean("en/.hidden")


@contextmanager
def running(find) -> Iterator[tuple[int, list[str]]]:
    port, log = free_port("127.0.0.1", 0), []
    up = threading.Event()
    loops = []

    async def beside(stop: asyncio.Event) -> None:
        loops.append((asyncio.get_running_loop(), stop))
        await stop.wait()
        log.append("ended")

    async def run() -> None:
        asyncio.get_running_loop().add_signal_handler = lambda *_: None  # not the main thread
        await serve(application(find), host="127.0.0.1", port=port, ready=up.set, beside=beside)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    assert up.wait(60)
    try:
        yield port, log
    finally:
        loop, stop = loops[0]
        loop.call_soon_threadsafe(stop.set)
        thread.join(60)
        assert not thread.is_alive()


class TestServer:
    def test_answers_over_a_real_connection_and_ends_in_order(self, site):
        with running(site.find) as (port, log):
            wire = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            wire.request("GET", "/status.json")
            reply = wire.getresponse()
            assert (reply.status, reply.read()) == (200, b'{"level":null}')
            wire.request("POST", "/status.json", body=b"x")
            assert wire.getresponse().status == 405
            wire.close()
        assert log == ["ended"]

    def test_answers_what_any_function_finds(self):
        async def find(path: str, query: str) -> Found | Moved | None:
            return Found(name="x.txt", body=f"{path}?{query}".encode())

        with running(find) as (port, _):
            wire = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            wire.request("GET", "/a%20b?c=d")
            assert wire.getresponse().read() == b"a b?c=d"
            wire.close()


class TestPort:
    def test_that_is_taken_is_refused_with_the_reason(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            with pytest.raises(Refused) as refusal:
                free_port("127.0.0.1", other.getsockname()[1])
        (problem,) = refusal.value.problems
        assert problem.code == Code.PORT_TAKEN
        assert "in use" in problem.data["why"]

    def test_that_was_chosen_is_given_to_nobody_until_the_server_listens(self, site):
        port = free_port("127.0.0.1", 0)
        with socket.socket() as other, pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", port))
        with running(site.find):
            assert held == []

    @pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 0), ("127.0.0.1", 70_000)])
    def test_that_cannot_be_is_refused(self, host, port):
        with pytest.raises(Refused):
            free_port(host, port)
