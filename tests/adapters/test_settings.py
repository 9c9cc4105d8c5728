"""Settings of a workspace: what they say, and everything that is wrong with them."""

import pytest

from dabyl.adapters.settings import SETTINGS, Settings, load_settings, parse_settings
from dabyl.core.publication.cap.channels import CELL, FEED
from dabyl.core.values.problems import Rejected, Unavailable

WHOLE = """
[messages]
channels = ["cell", "feed"]
site = "https://warn.example"
hub = "https://hub.example:8443/publish"
"""


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as caught:
        parse_settings(text)
    return [(problem.code.value, problem.where) for problem in caught.value.problems]


class TestSettings:
    def test_may_be_missing(self, tmp_path):
        assert load_settings(tmp_path) == Settings(channels=(FEED,), site=None, hub=None)

    def test_name_channels_site_and_hub(self, tmp_path):
        (tmp_path / SETTINGS).write_text(WHOLE)
        assert load_settings(tmp_path) == Settings(
            channels=(FEED, CELL),
            site="https://warn.example/",
            hub="https://hub.example:8443/publish",
        )

    def test_may_be_empty(self):
        assert parse_settings("[messages]\n") == Settings()

    def test_tell_every_problem_with_its_line(self):
        text = '[messages]\nchannels = ["cell"]\nhub = "ftp://hub.example/"\nwho = 1\n'
        assert problems(text) == [
            ("missing-field", "settings.toml:1 messages"),
            ("setting-without-feed", "settings.toml:2 messages.channels"),
            ("not-an-address", "settings.toml:3 messages.hub"),
            ("unknown-field", "settings.toml:4 messages.who"),
        ]

    def test_know_the_channels(self):
        assert ("unknown-value", "settings.toml:2 messages.channels[1]") in problems(
            '[messages]\nchannels = ["feed", "siren"]\n'
        )

    @pytest.mark.parametrize(
        "address",
        [
            "warn.example",
            "https://",
            "https://warn.example:0/",
            "https://warn.example:port/",
            "https://[warn/",
            "https://duty@warn.example/",
            "https://warn.example/?a=1",
            "https://warn.example/#a",
            "https://warn.example/a b",
            "https://дабыл.example/",
        ],
    )
    def test_take_no_address_that_a_feed_cannot_have(self, address):
        assert problems(f'[messages]\nsite = "{address}"\n') == [
            ("not-an-address", "settings.toml:2 messages.site")
        ]

    def test_that_cannot_be_read_are_told(self, tmp_path):
        (tmp_path / SETTINGS).write_bytes(b"\xff")
        with pytest.raises(Unavailable, match=SETTINGS):
            load_settings(tmp_path)
