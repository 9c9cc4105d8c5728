"""Addresses that passkeys can be used at."""

import pytest

from dabyl.adapters.accounts.origin import parse_origin
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused


class TestAnOrigin:
    @pytest.mark.parametrize(
        ("text", "host", "is_secure"),
        [
            ("https://console.example.kz", "console.example.kz", True),
            ("https://console.example.kz:8443/", "console.example.kz", True),
            ("http://localhost:8010", "localhost", False),
        ],
    )
    def test_has_a_host_and_says_whether_the_way_is_safe(self, text, host, is_secure):
        origin = parse_origin(text)
        assert (origin.host, origin.is_secure) == (host, is_secure)
        assert origin.text == text.rstrip("/")

    @pytest.mark.parametrize(
        "text",
        [
            "http://console.example.kz",
            "https://192.0.2.7",
            "https://[2001:db8::1]",
            "https://intranet",
            "ftp://localhost",
            "https://console.example.kz/desk",
            "https://user@console.example.kz",
            "https://console.example.kz:notaport",
            "localhost",
        ],
    )
    def test_is_refused_where_passkeys_do_not_work(self, text):
        with pytest.raises(Refused) as refusal:
            parse_origin(text)
        assert [problem.code for problem in refusal.value.problems] == [Code.CONSOLE_ORIGIN]
