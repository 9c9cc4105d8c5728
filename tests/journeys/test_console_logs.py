"""What a console writes while people work: nothing of what they typed, and nothing about them.

The console is a process, asked over the wire as a proxy does; everything that it wrote to its
standard output and error, and every other file that it left in the workspace, is searched.
"""

import http.client
import re
import sqlite3
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import attrs
import pyotp
import pytest

from dabyl.core.staff.keys import Role
from support.consoles import HOST, Desk, a_console, a_passkey, seat, sign_in
from support.ports import free_port
from support.processes import going_on
from support.providers import SECRET, Provider, a_provider, follow, unsigned

ADA = a_passkey("ada-secretive", None, Role.ADMINISTRATOR)
CLEO = a_passkey("cleo-secretive", "xo-hq", Role.OFFICER)
PROXY = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.77"}
AGENT = "Secretive/7.7"
NAME = "Zhanerke Secretive"
MAIL = "zhanerke@secretive.example"
COMMENT = "Everybody knows that the minister hesitates"
PHRASE = "a long phrase which nobody guesses"
WRONG = "918273"
BEARER = "dabyl_secretive0123456789abcdef"
KEPT = re.compile(r"^(journal|console|drafts)\b.*sqlite3|^keys/|^oidc.toml$")
"""Files that are there to keep such things; what they keep is tested elsewhere."""


@attrs.frozen
class Reply:
    """An answer, as pages are read in tests."""

    status_code: int
    content: bytes


@attrs.define
class Wire:
    """A browser without script, over a real connection, through a proxy."""

    port: int
    cookies: dict[str, str] = attrs.field(factory=dict)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Reply:
        """Open a page."""
        return self._ask("GET", path, "", headers or {})

    def post(self, path: str, fields: dict[str, str], headers: dict[str, str]) -> Reply:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields), {**headers, **kind})

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> Reply:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        known = {**PROXY, "User-Agent": AGENT, "Cookie": cookie, **headers}
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            wire.request(method, path, body, known)
            reply = wire.getresponse()
            for line in reply.headers.get_all("Set-Cookie") or ():
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Reply(reply.status, reply.read())
        finally:
            wire.close()


def found_on(page: Reply, pattern: str) -> str:
    found = re.search(pattern, page.content.decode())
    assert found is not None, page.content
    return found.group(1)


def set_up_codes(desk: Desk) -> str:
    """Set up one-time codes; return the secret of them."""
    page = desk.post("/me/codes", page="/me")
    secret = found_on(page, r"<code>([A-Z2-7]{32})</code>")
    given = {"password": PHRASE, "code": pyotp.TOTP(secret).now()}
    page = desk.send("/me/codes/prove", page, **given)
    assert page.status_code == 200
    return found_on(page, r"<li>([a-z2-7]{4}(?:-[a-z2-7]{4})+)</li>")


def confirm_codes(workspace: Path) -> None:
    """Let the codes count; that a second person confirms them is tested elsewhere."""
    with sqlite3.connect(workspace / "console.sqlite3") as kept:
        kept.execute("UPDATE accounts_code_secret SET proven = 1")


def bind(workspace: Path, provider: Provider) -> None:
    """Bind Cleo to the provider; that a second person confirms it is tested elsewhere."""
    with sqlite3.connect(workspace / "console.sqlite3") as kept:
        kept.execute(
            "INSERT INTO accounts_binding (person_id, issuer, subject, made_at_s)"
            " SELECT id, ?, ?, 0 FROM accounts_person WHERE key = 'cleo-secretive'",
            (provider.issuer, provider.subject),
        )


def come_by(provider: Provider, desk: Desk) -> list[str]:
    """Come by way of a provider, rightly and wrongly; return what nobody may find written."""
    never = []
    for sign, status in ((None, 303), (unsigned, 409)):
        provider.sign = sign
        page = desk.post("/sign-in/oidc")
        back = follow(unescape(found_on(page, r'content="0;url=([^"]+)"')))
        reply = desk.get(back.replace(f"https://{HOST}", "").replace("/back?", "/done?"))
        assert reply.status_code == status, reply.content
        desk.post("/sign-out", page="/join")
        never += [value for _, value in parse_qsl(urlsplit(back).query)]
    codes = [fields["code_verifier"] for path, fields in provider.asked if path == "/token"]
    return [*never, *codes, SECRET, provider.subject, "an-access-token", "eyJ"]


def break_something(workspace: Path) -> None:
    """Give the proposals a kind that is none, so that a page that lists them is a defect."""
    with sqlite3.connect(workspace / "console.sqlite3") as kept:
        kept.execute(
            "UPDATE accounts_proposal SET kind = 'x', outcome = 'open', ends_at_s = 1 << 40"
        )


def work(workspace: Path, port: int, provider: Provider) -> list[str]:
    """Do what people do at a console, well and badly; return what nobody may find written."""
    ada, cleo, stranger, by_provider = (Desk(Wire(port)) for _ in range(4))  # type: ignore[arg-type]  # as Client
    sign_in(ada, ADA)
    sign_in(cleo, CLEO)
    page = ada.post("/staff/invite", page="/staff", name=f"{NAME} <{MAIL}>")
    invitation = found_on(page, r"<dd><code>([^<]+)</code>")
    cleo.post("/drafts/begin", page="/", step="declare xo-alert XO-N")
    draft = found_on(cleo.get("/drafts"), r'href="(/drafts/[^"/]+)"')
    cleo.post(f"{draft}/comment", page=draft, text=COMMENT)
    assert COMMENT.encode() in cleo.get(draft).content
    recovery = set_up_codes(cleo)
    confirm_codes(workspace)
    known = {"person": "cleo-secretive", "password": PHRASE}
    wrong = stranger.post("/sign-in/code", page="/sign-in/with-code", **known, code=WRONG)
    assert wrong.status_code == 409
    again = stranger.post("/sign-in/code", page="/sign-in/with-code", **known, code=recovery)
    assert again.status_code == 303, again.content
    assert stranger.get("/me").status_code == 200
    asked = urlencode({"code": BEARER, "mail": MAIL})
    assert stranger.get(f"/nothing/{BEARER}?{asked}").status_code == 404
    assert stranger.get(f"/staff?{asked}").status_code == 403
    assert cleo.client.post("/me/codes", {"name": NAME, "text": COMMENT}, {}).status_code == 403
    bearer = {"Authorization": f"Bearer {BEARER}"}
    assert stranger.client.get("/api/v1/staff/drafts", bearer).status_code == 401
    bind(workspace, provider)
    said = come_by(provider, by_provider)
    break_something(workspace)
    assert ada.get(f"/staff?{asked}").status_code == 500
    sessions = [
        value for one in (ada, cleo, stranger, by_provider) for value in one.client.cookies.values()
    ]
    people = [NAME, MAIL, "zhanerke", "secretive", "198.51.100.77", AGENT]
    typed = [COMMENT, PHRASE, WRONG, BEARER, recovery, invitation]
    return [*sessions, *people, *typed, *said, ADA.credential, CLEO.credential]


@pytest.fixture
def workspace(tmp_path):
    with a_console(tmp_path) as console:
        seat(console, ADA, CLEO)
        return console.house.folder


class TestWhatAConsoleWrites:
    def test_holds_no_secret_and_nobody(self, workspace, capfd):
        port = free_port()
        with a_provider(f"https://{HOST}/sign-in/oidc/back") as provider:
            provider.subject = "subject-secretive"
            (workspace / "oidc.toml").write_text(f'secret = "{SECRET}"\n')
            (workspace / "oidc.toml").chmod(0o600)
            (workspace / "settings.toml").write_text(provider.settings(secrets="oidc.toml"))
            self.is_searched(workspace, port, provider, capfd)

    def is_searched(self, workspace: Path, port: int, provider: Provider, capfd) -> None:
        """Work, and search what was written."""
        command = ("console", "--port", str(port), "--origin", f"https://{HOST}")
        with going_on(*command, "--workspace", workspace) as running:
            running.until("serving")
            never = work(workspace, port, provider)
            running.process.terminate()
            told = running.process.stdout.read().decode()  # type: ignore[union-attr]  # a pipe
            assert running.process.wait(60) == 0
        written = {"stdout": told, "stderr": capfd.readouterr().err}
        for path in sorted(workspace.rglob("*")):
            name = path.relative_to(workspace).as_posix()
            if path.is_file() and not KEPT.search(name):
                written[name] = path.read_bytes().decode("utf-8", "replace")
        assert "console: defect UndefinedError at" in written["stderr"]
        assert "console: single sign-on: oidc-answer unsupported_algorithm" in written["stderr"]
        for place, text in written.items():
            found = [one for one in never if one and one.lower() in text.lower()]
            assert found == [], place
