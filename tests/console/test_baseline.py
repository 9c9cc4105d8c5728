"""A baseline of the console: headers, methods, forged forms, hostile words in every field.

1. Pages are found by walking from the first one along all links, as every role; forms are those
   that stand on them. So what is added tomorrow is tried tomorrow.
2. Whatever is sent: no answer is a defect, none has it unescaped, none sends people elsewhere.
3. What no browser of ours would send stands in ``test_hostile``, replays in ``test_replays``.
"""

import re
from urllib.parse import urlencode, urlsplit

import pytest

from dabyl.core.staff.keys import Role
from support.addresses import patterns
from support.consoles import ORIGIN, a_console, a_desk, a_passkey, answer_to, seat, sign_in
from support.forms import Form, forms_on, links_on
from support.officework import WHOLE
from support.tree import PACKAGE

MARK = "zq7hostile"  # too long to stand in a nonce by chance
HOSTILE = {
    "markup": f"\"'><script>{MARK}</script><img src=x onerror={MARK}>",
    "template": f"{{{{7*7}}}}{{% include '{MARK}' %}}${{7*7}}#{{7*7}}",
    "sql": f"' OR 1=1; DROP TABLE accounts_person; -- {MARK}",
    "path": f"../../../../etc/passwd\x00{MARK}",
    "split": f"x\r\nSet-Cookie: {MARK}=1\r\nLocation: https://evil.example/",
    "elsewhere": "//evil.example/",
    "script": f"javascript:alert('{MARK}')",
    "long": "я" * 100_000,
    "turned": "\u202egnp.exe\u2066\u200b\ufeff",
    "half": "\ud800x",
    "huge": "9" * 5_000,
    "digits": "١٢٣",
    "minus": "-1",
    "formula": f'=HYPERLINK("https://evil.example/{MARK}")',
    "nothing": "",
    "blank": " \t\n",
    "nan": "nan",
}
SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "console").rglob("*.py"))
)
ASKED = tuple(sorted(set(re.findall(r'\.get(?:list)?\(\s*"(\w+)"', SOURCE))))
"""Every name that a view may look for in an address, and some more."""

UNSIGNED = {"sign-out"}
KEYS = {
    "officer": a_passkey("officer-1", "xo-hq", Role.OFFICER),
    "approver": a_passkey("officer-2", "xo-hq", Role.APPROVER),
    "administrator": a_passkey("admin-1", None, Role.ADMINISTRATOR),
    "second": a_passkey("admin-2", None, Role.ADMINISTRATOR),
    "editor": a_passkey("editor-1", None, Role.EDITOR),
    "auditor": a_passkey("auditor-1", None, Role.AUDITOR),
    "inspector": a_passkey("inspector-1", None, Role.INSPECTOR),
}
MOST_PAGES = 60


class Walk:
    """Somebody at the console, and every page that they came to."""

    def __init__(self, role: str) -> None:
        self.role = role
        self.desk = a_desk()
        self._token = ("", "")  # the cookie that it goes with, and the token
        self.enter()
        self.pages = dict(self._walked())

    def enter(self) -> None:
        if self.role in KEYS and self.desk.get("/me").status_code != 200:
            assert sign_in(self.desk, KEYS[self.role])["Location"] == "/"

    def _walked(self):
        waiting, seen = ["/", "/sign-in", "/join", "/sign-in/with-code"], set()
        while waiting and len(seen) < MOST_PAGES:
            path = waiting.pop(0)
            if path in seen or kind_of(path) in {"live", "draft-form"}:
                continue
            seen.add(path)
            reply = self.desk.get(path)
            yield path, reply
            waiting += links_on(reply)
            waiting += [f"{path}/preview"] if kind_of(path) == "draft" else []

    def forms(self):
        """Return each form that is sent, and where to: once for each address and its fields."""
        found: dict[tuple[str, tuple[str, ...]], tuple[str, Form]] = {}
        for path, reply in self.pages.items():
            for form in forms_on(reply):
                if form.method == "post":
                    place = form.action or path
                    found.setdefault((kind_of(place), form.names), (place, form))
        return found

    def own_forms(self, others):
        """Return the forms that none of those before this one comes to."""
        known = {kind for other in others for kind in other.forms()}
        return [form for kind, form in self.forms().items() if kind not in known]

    def send(self, action: str, form: Form, headers: dict[str, str] | None = None, **given: str):
        """Send a form as a browser would, with a token that counts."""
        token = {"csrfmiddlewaretoken": self.token()} if "csrfmiddlewaretoken" in form.names else {}
        body = urlencode(form.filled(**{**token, **given}), doseq=True, errors="surrogatepass")
        reply = self.desk.client.post(
            urlsplit(action).path,
            body,
            content_type="application/x-www-form-urlencoded",
            headers={"origin": ORIGIN, "referer": f"{ORIGIN}/", **(headers or {})},
        )
        if reply.status_code < 400:  # it did something, and may have ended the session
            self.enter()
        return reply

    def token(self) -> str:
        """Return a token of the session as it is now."""
        if self._token[0] != self._cookie():
            found = self._token_on_a_page()
            self._token = self._cookie(), found
        return self._token[1]

    def _cookie(self) -> str:
        kept = self.desk.client.cookies.get("__Host-dabyl-csrf")
        return kept.value if kept is not None else "none"

    def _token_on_a_page(self) -> str:
        for form in forms_on(self.desk.get("/join")):
            for name, value in form.fields:
                if name == "csrfmiddlewaretoken":
                    return value
        raise AssertionError("no form on the page where everybody may join")


def kind_of(path: str) -> str:
    """Return the name of an address; the address itself when it has none."""
    from django.urls import Resolver404, resolve  # noqa: PLC0415 - Django must be ready

    try:
        return resolve(urlsplit(path).path, urlconf="dabyl.console.urls").url_name or path
    except Resolver404:
        return path


def begin_work() -> None:
    """Let there be an invitation, two drafts and a token."""
    admin, officer, approver = (a_desk() for _ in range(3))
    sign_in(admin, KEYS["administrator"])
    admin.post("/staff/invite", page="/staff", name="Newcomer")
    sign_in(officer, KEYS["officer"])
    officer.post("/drafts/begin", page="/", step="declare xo-alert XO-S")
    where = officer.post("/drafts/begin", page="/", step="declare xo-alert XO-N")["Location"]
    page = officer.get(where)
    shown = dict(re.findall(r'name="(based_on|start)" value="([^"]*)"', page.content.decode()))
    officer.send(f"{where}/save", page, **{**shown, **WHOLE, "unit": "XO-N"})
    page = officer.get(f"{where}/preview")
    seen = dict(re.findall(r'name="(version|at|number)" value="(\d+)"', page.content.decode()))
    answer = answer_to(page, KEYS["officer"])
    assert officer.send(f"{where}/propose", page, answer=answer, **seen)["Location"] == where
    sign_in(approver, KEYS["approver"])
    assert approver.get(f"{where}/review").status_code == 200


def make_newcomer(at) -> None:
    """Let there be somebody with a passkey that nobody has admitted yet."""
    from dabyl.adapters.accounts import models  # noqa: PLC0415 - Django must be ready

    key = a_passkey("newcomer-1").key
    person = models.Person.objects.create(key=key.person, name="Newcomer", made_at_s=at.s)
    made = {"credential": key.credential, "public_key": key.cose, "site": key.site}
    person.passkeys.create(**made, made_at_s=at.s)


@pytest.fixture(scope="module")
def walks(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("baseline")) as console:
        seat(console, *KEYS.values())
        make_newcomer(console.now())
        begin_work()
        yield {role: Walk(role) for role in ("stranger", *KEYS)}


def harmless(reply) -> None:
    """Check what must hold for the answer to anything at all."""
    assert reply.status_code < 500, reply.content[:500]
    others = {name: value for name, value in reply.headers.items() if name != "Location"}
    told = "\n".join(f"{name}: {value}" for name, value in others.items())
    told += "\n".join(str(cookie) for cookie in reply.cookies.values())
    assert "evil.example" not in told
    assert MARK not in told
    where = reply.get("Location", "/")
    assert where.startswith(("/", ORIGIN)), where
    assert not where.startswith(("//", "/\\")), where
    assert not re.search(r"[^!-~]", where), where
    text = "" if reply.streaming else reply.content.decode("utf-8", "replace")
    assert f"<script>{MARK}" not in text
    assert "<img src=x" not in text
    assert 'href="javascript:' not in text


def guarded(reply) -> None:
    """Check the headers of an answer."""
    policy = reply["Content-Security-Policy"]
    if not policy.startswith("sandbox"):
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "base-uri 'none'" in policy
    assert "frame-ancestors" in policy
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert reply["Referrer-Policy"] == "same-origin"
    assert reply["Strict-Transport-Security"] == "max-age=31536000"
    assert reply["Cross-Origin-Opener-Policy"] == "same-origin"
    assert reply["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in reply["Permissions-Policy"]
    assert "Server" not in reply.headers
    for cookie in reply.cookies.values():
        assert cookie.key.startswith("__Host-")
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")


ROLES = ("stranger", *KEYS)


class TestTheWalk:
    def test_comes_to_every_kind_of_page(self, walks):
        seen = {kind_of(path) for walk in walks.values() for path in walk.pages}
        wanted = {"now", "sign-in", "join", "code-form", "staff", "admit", "retire", "me", "trail"}
        assert wanted | {"drafts", "draft", "draft-preview", "draft-review"} <= seen

    def test_finds_most_forms(self, walks):
        seen = {kind_of(action) for walk in walks.values() for action, _ in walk.forms().values()}
        assert {"invite", "draft-save", "draft-approve", "draft-refuse", "me-right"} <= seen


@pytest.mark.parametrize("role", ROLES)
class TestHeaders:
    def test_stand_on_every_page_and_every_error(self, walks, role):
        walk = walks[role]
        for reply in walk.pages.values():
            guarded(reply)
        for path in ("/nothing", "/files/nothing", "/drafts/nothing", "/staff/admit/999"):
            guarded(walk.desk.get(path))
        guarded(walk.desk.client.post("/", {}))
        guarded(walk.desk.client.put("/me", b"{}"))

    def test_keep_what_a_session_sees_out_of_every_cache(self, walks, role):
        for path, reply in walks[role].pages.items():
            if kind_of(path) not in {"file", "openapi-json"}:
                assert "no-store" in reply["Cache-Control"], path


@pytest.mark.parametrize("role", ["stranger", "officer", "administrator"])
class TestMethods:
    def test_that_no_view_has_are_refused_everywhere(self, walks, role):
        desk = walks[role].desk
        headers = {"origin": ORIGIN, "referer": f"{ORIGIN}/", "x-csrftoken": walks[role].token()}
        for path in addresses("1"):
            for method in ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "X"):
                reply = desk.client.generic(method, path, b"", headers=headers)
                assert reply.status_code in {303, 401, 403, 404, 405}, (method, path)
                guarded(reply)

    def test_change_nothing_by_looking_at_the_head(self, walks, role):
        for path, reply in walks[role].pages.items():
            head = walks[role].desk.client.head(path)
            assert (head.status_code, head.content) == (reply.status_code, b"")


def addresses(value: str):
    """Give every address, with *value* wherever it has a part that is anything."""
    for pattern in patterns():
        if pattern.name != "live":
            yield "/" + re.sub(
                r"<[^>]*>|\^|\$",
                lambda part: value * part.group().startswith("<"),
                str(pattern.pattern),
            )


@pytest.mark.parametrize("role", ROLES)
class TestForgedForms:
    def test_are_refused_and_change_nothing(self, walks, role):
        walk = walks[role]
        before = number_now()
        assert walk.forms()
        for action, form in walk.forms().values():
            for given, headers in (
                ({"csrfmiddlewaretoken": ""}, {}),
                ({"csrfmiddlewaretoken": "x" * 64}, {}),
                ({}, {"origin": "https://evil.example", "referer": "https://evil.example/"}),
                ({}, {"origin": "null"}),
            ):
                reply = walk.send(action, form, headers, **given)
                assert reply.status_code == 403, (action, given, headers)
        assert number_now() == before


def number_now() -> int:
    from dabyl.wiring_console import console  # noqa: PLC0415 - the console must be open

    return console().house.register().number


def own_forms(walks, role):
    """Return the forms of a role that those before it have not."""
    before = [walks[one] for one in ROLES[: ROLES.index(role)]]
    return walks[role].own_forms(before)


@pytest.mark.parametrize("role", ROLES)
class TestHostileWords:
    def test_in_any_field_harm_nothing(self, walks, role):
        walk, told = walks[role], set()
        for action, form in own_forms(walks, role):
            for name in form.names:
                for words in ("markup", "half"):
                    if name != "csrfmiddlewaretoken":
                        reply = walk.send(action, form, **{name: HOSTILE[words]})
                        harmless(reply)
                        told.add(reply.status_code)
        assert told != {403}  # the tokens counted

    @pytest.mark.parametrize("words", sorted(HOSTILE))
    def test_in_all_fields_harm_nothing(self, walks, role, words):
        walk = walks[role]
        for action, form in own_forms(walks, role):
            fields = dict.fromkeys(form.names, HOSTILE[words])
            fields.pop("csrfmiddlewaretoken", None)
            harmless(walk.send(action, form, **fields))
        for path in ("/", "/drafts", "/me", "/staff", "/trail"):
            harmless(walk.desk.get(path))


@pytest.mark.parametrize("role", ["stranger", "officer", "administrator"])
class TestHostileAddresses:
    @pytest.mark.parametrize("words", sorted(HOSTILE))
    def test_harm_nothing(self, walks, role, words):
        walk = walks[role]
        asked = urlencode(dict.fromkeys(ASKED, HOSTILE[words][:5_000]), errors="surrogatepass")
        kinds = {kind_of(path): path for path in walk.pages}
        for path in kinds.values():
            harmless(walk.desk.get(f"{urlsplit(path).path}?{asked}"))
        part = urlencode({"x": HOSTILE[words][:500]}, errors="surrogatepass")[2:]
        for path in addresses(part or "%20"):
            harmless(walk.desk.get(path))


class TestAView:
    def test_looks_for_names_that_are_tried_here(self):
        assert {"find", "first", "at", "number", "role", "office"} <= set(ASKED)
