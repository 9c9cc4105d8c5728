"""Settings of single sign-on: what they say, and everything that is wrong with them."""

import pytest

from dabyl.adapters.settings import parse_settings
from dabyl.adapters.settings_oidc import OidcSettings
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Rejected

LEAST = """
[oidc]
issuer = "https://id.example.kz/realms/hq"
client = "dabyl"
name = "HQ account"
"""


def oidc(text: str) -> OidcSettings:
    found = parse_settings(text).oidc
    assert found is not None
    return found


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as caught:
        parse_settings(text)
    return [(problem.code.value, problem.where) for problem in caught.value.problems]


class TestOidcSettings:
    def test_may_be_missing(self):
        assert parse_settings("").oidc is None

    def test_name_the_provider_and_what_its_button_says(self):
        assert oidc(f'{LEAST}secrets = "oidc.toml"\nca = "ca.pem"\n') == OidcSettings(
            issuer="https://id.example.kz/realms/hq",
            client="dabyl",
            name=Texts.of(dict.fromkeys(("kk", "ru", "en"), "HQ account")),
            secrets="oidc.toml",
            ca="ca.pem",
        )

    def test_may_name_the_button_in_each_language(self):
        names = '{ kk = "Штаб", ru = "Штаба", en = "HQ" }'
        found = oidc(LEAST.replace('"HQ account"', names))
        assert [found.name.best(lang) for lang in ("kk", "ru", "en")] == ["Штаб", "Штаба", "HQ"]

    def test_tell_every_problem_with_its_line(self):
        text = """[oidc]
issuer = "http://id.example.kz"
client = ""
secret = "horse"
name = { kk = "Штаб", en = "" }
"""
        assert problems(text) == [
            ("not-an-issuer", "settings.toml:2 oidc.issuer"),
            ("text-empty", "settings.toml:3 oidc.client"),
            ("unknown-field", "settings.toml:4 oidc.secret"),
            ("text-empty", "settings.toml:5 oidc.name.en"),
            ("language-missing", "settings.toml:5 oidc.name"),
        ]

    def test_need_issuer_client_and_name(self):
        assert [code for code, _ in problems("[oidc]\n")] == ["missing-field"] * 3

    @pytest.mark.parametrize(
        "issuer",
        [
            "id.example.kz",
            "ftp://id.example.kz",
            "https://",
            "https://id.example.kz:x",
            "https://id.example.kz:0",
            "https://id.example.kz/?a=b",
            "https://id.example.kz/#a",
            "https://user:word@id.example.kz/",
            "https://id.example.kz/a b",
            "https://id.example.kz/штаб",
            "http://127.0.0.1.evil.example/",
            "http://[::1",
            f"https://id.example.kz/{'x' * 240}",
        ],
        ids=range(13),
    )
    def test_take_no_issuer_that_cannot_be_trusted(self, issuer):
        found = problems(LEAST.replace("https://id.example.kz/realms/hq", issuer))
        assert [code for code, _ in found] == ["not-an-issuer"]

    @pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "[::1]:80"])
    def test_take_a_provider_on_this_machine(self, host):
        text = LEAST.replace("https://id.example.kz", f"http://{host}")
        assert oidc(text).issuer == f"http://{host}/realms/hq"
