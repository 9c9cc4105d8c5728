"""Requests that no browser of ours would send: hosts, origins, methods, ways back, and raw bytes.

1. Only the console's own host is answered; what a proxy passes on of another is not believed.
2. A form counts only when the browser says that it comes from here.
3. No header makes a request another one than its line says.
4. Nobody is sent elsewhere, whatever a form or the page before says.
5. A number that nobody means is none.
6. What is no request at all is answered with a refusal, and the server goes on.
"""

import socket
from urllib.parse import urlsplit

import pytest

from dabyl.core.staff.keys import Role
from support.consoles import HOST, ORIGIN, a_console, a_desk, a_passkey, at_the_desk, seat, token_on
from support.seated import served

ADMIN = a_passkey("admin-1", None, Role.ADMINISTRATOR)
OFFICER = a_passkey("officer-1", "xo-hq", Role.OFFICER)
EVIL = "evil.example"
PATIENCE_S, HANGING_S = 60.0, 2.0


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("hostile")) as console:
        seat(console, ADMIN, OFFICER)
        yield console.house.folder


@pytest.fixture(scope="module")
def officer(workspace):  # noqa: ARG001 - the console must be open
    return at_the_desk(OFFICER)


def harmless(reply) -> None:
    """Check that nothing of it leads elsewhere."""
    assert reply.status_code < 500
    told = "\n".join(f"{name}: {value}" for name, value in reply.headers.items())
    assert EVIL not in told + reply.content.decode()
    where = reply.get("Location", "/")
    assert where.startswith("/"), where
    assert not where.startswith(("//", "/\\")), where


@pytest.mark.usefixtures("workspace")
class TestAHost:
    @pytest.mark.parametrize(
        "host",
        [
            *(EVIL, f"{HOST}.{EVIL}", f"{EVIL}.{HOST}", f"{HOST}:443@{EVIL}", f"{HOST}, {EVIL}"),
            *("127.0.0.1", "localhost", "[::1]", "*", "", f"{HOST}:x", f"{HOST}/", f".{HOST}"),
        ],
    )
    def test_that_is_not_ours_gets_nothing(self, host):
        for path in ("/sign-in", "/", "/files/console.css", "/api/v1/staff/openapi.json"):
            reply = a_desk().client.get(path, headers={"host": host})
            assert reply.status_code == 400, path
            harmless(reply)

    @pytest.mark.parametrize(
        ("header", "value"),
        [
            ("x-forwarded-host", EVIL),
            ("x-forwarded-server", EVIL),
            ("x-forwarded-port", "8443"),
            ("x-host", EVIL),
            ("forwarded", f"host={EVIL};proto=http"),
            ("x-original-url", f"//{EVIL}/staff"),
            ("x-rewrite-url", "/staff"),
            ("x-original-host", EVIL),
        ],
        ids=lambda value: value if value.startswith(("x-", "forwarded")) else "",
    )
    def test_that_a_proxy_passes_on_is_not_believed(self, officer, header, value):
        for path, status in (("/sign-in", 303), ("/me", 200), ("/nothing", 404), ("/staff", 403)):
            reply = officer.client.get(path, headers={header: value})
            assert reply.status_code == status, path
            harmless(reply)


FOREIGN = {
    "another site": {"origin": f"https://{EVIL}"},
    "no site": {"origin": "null"},
    "a name within ours": {"origin": f"https://{EVIL}.{HOST}"},
    "a name that begins as ours": {"origin": f"{ORIGIN}.{EVIL}"},
    "another port": {"origin": f"{ORIGIN}:8443"},
    "no encryption": {"origin": f"http://{HOST}"},
    "another site, as if from a page of ours": {
        "origin": f"https://{EVIL}",
        "referer": f"{ORIGIN}/",
    },
    "a page elsewhere": {"referer": f"https://{EVIL}/"},
    "a page elsewhere that names us": {"referer": f"https://{EVIL}/?{ORIGIN}/"},
    "a page of a name that begins as ours": {"referer": f"{ORIGIN}.{EVIL}/"},
    "a page without encryption": {"referer": f"http://{HOST}/"},
    "nothing": {},
}


def drafts() -> int:
    from dabyl.console.drafts import desk_now  # noqa: PLC0415 - Django must be ready

    return len(desk_now().drafts.all())


def begun(desk, **headers: str):
    token = token_on(desk.get("/me"))
    fields = {"csrfmiddlewaretoken": token, "step": "declare xo-alert XO-N"}
    return desk.client.post("/drafts/begin", fields, headers=headers)


class TestAForm:
    @pytest.mark.parametrize("whence", FOREIGN)
    def test_from_elsewhere_changes_nothing(self, officer, whence):
        before = drafts()
        reply = begun(officer, **FOREIGN[whence])
        assert reply.status_code == 403
        assert "This form was not accepted" in reply.content.decode()
        assert drafts() == before
        harmless(reply)

    @pytest.mark.parametrize("headers", [{"origin": ORIGIN}, {"referer": f"{ORIGIN}/"}], ids=str)
    def test_from_here_counts(self, officer, headers):
        before = drafts()
        assert begun(officer, **headers).status_code == 303
        assert drafts() == before + 1

    @pytest.mark.parametrize(
        "name", ["x-http-method-override", "x-method-override", "x-http-method"]
    )
    def test_is_sent_by_no_header(self, officer, name):
        before = drafts()
        headers = {name: "POST", "x-csrftoken": token_on(officer.get("/me")), "origin": ORIGIN}
        reply = officer.client.get(
            "/drafts/begin", {"_method": "POST", "step": "declare xo-alert XO-N"}, headers=headers
        )
        assert reply.status_code == 405
        assert drafts() == before


class TestANumberWithoutEnd:
    """More digits than Python reads, which no page of ours ever sends."""

    number = "9" * 4_400

    def test_in_an_address_is_none(self, officer):
        where = begun(officer, origin=ORIGIN)["Location"]
        for name in ("at", "number", "first"):
            reply = officer.get(f"{where}/preview?{name}={self.number}")
            assert reply.status_code == 200, name

    @pytest.mark.parametrize(
        ("step", "name", "status"),
        [
            ("save", "based_on", 303),
            ("save", "days", 303),
            ("propose", "at", 409),
            ("propose", "version", 409),
        ],
    )
    def test_in_a_field_is_none(self, officer, step, name, status):
        where = begun(officer, origin=ORIGIN)["Location"]
        seen = {"version": "1", "at": "1", "number": "1", "based_on": "1", "ending": "days"}
        token = {"csrfmiddlewaretoken": token_on(officer.get("/me"))}
        fields = {**seen, **token, name: self.number}
        reply = officer.client.post(f"{where}/{step}", fields, headers={"origin": ORIGIN})
        assert reply.status_code == status


BACK = (
    *(f"//{EVIL}/", f"///{EVIL}", f"/\\{EVIL}", f"\\\\{EVIL}", f"https:{EVIL}", f"https://{EVIL}"),
    *(f"/\t/{EVIL}", f"\t//{EVIL}", f"/\r\n/{EVIL}", f" //{EVIL}", f"/%2F{EVIL}/..//{EVIL}"),
    *(f"javascript://{EVIL}/%0aalert(1)", f"//{HOST}@{EVIL}", f"http:///{EVIL}", f"/..//{EVIL}"),
)


@pytest.mark.usefixtures("workspace")
class TestAWayBack:
    @pytest.mark.parametrize("back", BACK, ids=ascii)
    def test_leads_nowhere_else(self, back):
        desk = a_desk()
        reply = desk.post("/language", page="/sign-in", language="ru", back=back)
        where = urlsplit(reply["Location"])
        assert reply.status_code == 303
        assert (where.scheme, where.netloc) == ("", "")
        assert reply["Location"].startswith("/")
        assert not reply["Location"].startswith(("//", "/\\"))

    @pytest.mark.parametrize("name", ["next", "back", "return", "url", "continue", "redirect_to"])
    def test_is_taken_from_no_address(self, officer, name):
        for path in ("/sign-in", "/", "/staff", "/drafts", "/join"):
            reply = officer.client.get(path, {name: f"//{EVIL}/"})
            assert EVIL not in reply.get("Location", "")
        assert a_desk().client.get("/", {name: f"//{EVIL}/"})["Location"] == "/sign-in"

    def test_from_a_refusal_leads_to_the_page_whose_form_it_was(self, officer):
        token = {"csrfmiddlewaretoken": token_on(officer.get("/me")), "step": "x"}

        def refused(referer: str) -> str:
            headers = {"origin": ORIGIN, "referer": referer}
            reply = officer.client.post("/drafts/begin", token, headers=headers)
            assert reply.status_code == 409
            return str(reply.content.decode())

        assert 'href="/?now=1">Back to the page' in refused(f"{ORIGIN}/?now=1")
        for referer in (f"https://{EVIL}/", f"{ORIGIN}//{EVIL}/", f"{ORIGIN}.{EVIL}/", ""):
            said = refused(referer)
            assert "Back to the page" not in said
            assert EVIL not in said


def raw(*lines: str) -> bytes:
    return "\r\n".join((lines[0], "Connection: close", *lines[1:], "", "")).encode("latin-1")


NOT_A_REQUEST = {
    "a NUL in the path": raw("GET /sign-in\0/x HTTP/1.1", "Host: {host}"),
    "a line break in the path": raw("GET /a%0d%0aSet-Cookie:x=1 HTTP/1.1", "Host: {host}"),
    "a NUL that is written in the query": raw("GET /?at=%00 HTTP/1.1", "Host: {host}"),
    "a bare line break in a header": raw("GET / HTTP/1.1", "Host: {host}", "A: b\nC: d\re"),
    "two slashes": raw(f"GET //{EVIL}/.. HTTP/1.1", "Host: {host}"),
    "a way up": raw("GET /../../../etc/passwd HTTP/1.1", "Host: {host}"),
    "a way up that is written": raw("GET /files/%2e%2e%2f%2e%2e%2fx HTTP/1.1", "Host: {host}"),
    "an address of another host": raw(f"GET http://{EVIL}/ HTTP/1.1", f"Host: {EVIL}"),
    "two hosts": raw("GET / HTTP/1.1", "Host: {host}", f"Host: {EVIL}"),
    "no host": raw("GET / HTTP/1.1"),
    "two lengths": raw("POST / HTTP/1.1", "Host: {host}", "Content-Length: 5", "Content-Length: 6"),
    "a length and chunks": raw(
        *("POST /sign-out HTTP/1.1", "Host: {host}", "Content-Length: 5"),
        *("Transfer-Encoding: chunked", "", "0"),
    ),
    "a negative length": raw("POST / HTTP/1.1", "Host: {host}", "Content-Length: -1"),
    "a chunk of no size": raw(
        *("POST /sign-out HTTP/1.1", "Host: {host}", "Transfer-Encoding: chunked", "", "zz"),
    ),
    "a long address": raw(f"GET /?{'a' * 200_000} HTTP/1.1", "Host: {host}"),
    "a long cookie": raw("GET / HTTP/1.1", "Host: {host}", f"Cookie: a={'b' * 200_000}"),
    "many headers": raw("GET / HTTP/1.1", "Host: {host}", *(f"H{n}: x" for n in range(5_000))),
    "no version": raw("GET /"),
    "no words": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
}


@pytest.fixture(scope="module")
def address(workspace):
    with served(workspace) as found:
        yield urlsplit(found)


def answered(address, sent: bytes, *, first_s: float = PATIENCE_S) -> bytes:
    """Send bytes, and return what comes back until the server has no more to say.

    Its first word may take some time; where it need not say any, less.
    """
    host, port = address.hostname, address.port
    with socket.create_connection((host, port), timeout=PATIENCE_S) as line:
        found = b""
        try:
            line.sendall(sent.replace(b"{host}", address.netloc.encode()))
            line.settimeout(first_s)
            while more := line.recv(65_536):
                found += more
                line.settimeout(HANGING_S)
        except (ConnectionError, TimeoutError):
            pass  # it hung up on us, or waits for more, as it may
        return found


CHUNK = b"40000\r\n" + b"x" * 0x40000 + b"\r\n"


class TestABodyWithoutEnd:
    @pytest.mark.parametrize(
        ("path", "said"),
        [
            ("/sign-in", b" 2500000 "),
            ("/api/v1/staff/drafts", b'"code":"body-too-large"'),
        ],
    )
    def test_is_refused_before_it_is_kept(self, address, path, said):
        lines = (f"POST {path} HTTP/1.1", "Host: {host}", "Transfer-Encoding: chunked")
        reply = answered(address, raw(*lines) + CHUNK * 12)
        assert reply.startswith(b"HTTP/1.1 413 ")
        assert said in reply

    def test_is_refused_by_what_it_declares(self, address):
        lines = ("POST /sign-in HTTP/1.1", "Host: {host}", "Content-Length: 99000000")
        assert answered(address, raw(*lines)).startswith(b"HTTP/1.1 413 ")


class TestBytes:
    @pytest.mark.parametrize("what", NOT_A_REQUEST)
    def test_that_are_no_proper_request_do_no_harm(self, address, what):
        reply = answered(address, NOT_A_REQUEST[what], first_s=HANGING_S)
        head = reply.partition(b"\r\n\r\n")[0]
        status = int(head.split(b" ")[1]) if head else 0
        assert status in {0, 200, 303, 400, 403, 404, 405, 411, 414, 431}, head
        assert EVIL.encode() not in head
        assert f'"//{EVIL}'.encode() not in reply
        assert b"Traceback" not in reply
        assert b"x=1" not in head
        assert reply.count(b"HTTP/1.1 ") <= 1, reply
        fine = answered(address, raw("GET /sign-in HTTP/1.1", "Host: {host}"))
        assert fine.startswith(b"HTTP/1.1 200 ")
