"""The frame of every page: its headers, languages and marks, and what strangers see."""

import gzip
import re

import pytest

from support.consoles import ORIGIN, a_console, a_desk


@pytest.fixture(scope="module")
def console(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("console")) as opened:
        yield opened


@pytest.mark.usefixtures("console")
class TestEveryPage:
    def test_has_strict_headers(self):
        reply = a_desk().get("/sign-in")
        policy = reply["Content-Security-Policy"]
        nonce = re.search(r"'nonce-([^']+)'", policy)
        assert nonce is not None
        assert f'nonce="{nonce.group(1)}"' in reply.content.decode()
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert reply["Strict-Transport-Security"] == "max-age=31536000"
        assert reply["Referrer-Policy"] == "same-origin"
        assert reply["X-Content-Type-Options"] == "nosniff"
        assert reply["Cache-Control"] == "no-store"

    def test_has_a_nonce_of_its_own(self):
        desk = a_desk()
        first, second = (desk.get("/sign-in")["Content-Security-Policy"] for _ in range(2))
        assert first != second

    def test_asks_for_no_passkey_before_its_script_listens(self):
        text = a_desk().get("/sign-in").content.decode()
        assert re.findall(r"<button[^>]*data-asks[^>]*>", text) == [
            '<button class="go" data-asks disabled>'
        ]

    def test_runs_nothing_inline(self):
        text = a_desk().get("/sign-in").content.decode()
        assert re.findall(r"<style|style=|<script(?![^>]* src=)|\son\w+=", text) == []

    def test_speaks_the_language_of_the_browser_then_the_one_that_was_chosen(self):
        desk = a_desk()
        assert '<html lang="en">' in desk.get("/sign-in").content.decode()
        reply = desk.post("/language", language="kk", back="/sign-in")
        assert (reply.status_code, reply["Location"]) == (303, "/sign-in")
        assert '<html lang="kk">' in desk.get("/sign-in").content.decode()
        assert "Кіру" in desk.get("/sign-in").content.decode()

    def test_never_sends_people_to_other_sites(self):
        for back in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"):
            reply = a_desk().post("/language", language="ru", back=back)
            assert reply["Location"] == "/"

    def test_comes_over_tls_only(self):
        reply = a_desk().client.get("/sign-in", headers={"x-forwarded-proto": "http"})
        assert (reply.status_code, reply["Location"]) == (301, f"{ORIGIN}/sign-in")

    def test_knows_no_other_host(self):
        assert a_desk().client.get("/sign-in", headers={"host": "evil.example"}).status_code == 400

    def test_is_small_with_all_that_it_needs(self):
        desk = a_desk()
        parts = [desk.get(path) for path in ("/sign-in", "/files/console.css", "/files/console.js")]
        assert sum(len(part.content) for part in parts) < 60_000
        assert sum(len(gzip.compress(part.content)) for part in parts) < 14_000

    def test_says_that_there_is_nothing_where_there_is_nothing(self):
        assert a_desk().get("/nothing").status_code == 404
        assert a_desk().get("/files/settings.py").status_code == 404

    def test_sets_cookies_that_stay_here(self):
        desk = a_desk()
        desk.get("/sign-in")
        (cookie,) = desk.client.cookies.values()
        assert cookie.key == "__Host-dabyl-csrf"
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")

    def test_of_a_live_workspace_has_no_mark(self):
        assert 'class="mark"' not in a_desk().get("/sign-in").content.decode()
