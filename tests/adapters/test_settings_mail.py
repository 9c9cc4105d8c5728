"""Settings of mail: what they say, and everything that is wrong with them."""

import pytest

from dabyl.adapters.settings import parse_settings
from dabyl.adapters.settings_mail import MailSettings, Security
from dabyl.core.values.problems import Rejected

WHOLE = """
[mail]
server = "smtp.example.kz"
port = 2525
security = "tls"
ca = "ca.pem"
sender = "dabyl@example.kz"
secrets = "mail.toml"

[mail.to]
hq = ["duty@example.kz", "o'neil+dabyl@example.kz"]
"""
LEAST = '[mail]\nserver = "smtp.example.kz"\nsender = "dabyl@example.kz"\n'


def mail(text: str) -> MailSettings:
    found = parse_settings(text).mail
    assert found is not None
    return found


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as caught:
        parse_settings(text)
    return [(problem.code.value, problem.where) for problem in caught.value.problems]


class TestMailSettings:
    def test_may_be_missing(self):
        assert parse_settings("").mail is None

    def test_say_how_letters_go_and_to_whom(self):
        assert mail(WHOLE) == MailSettings(
            server="smtp.example.kz",
            port=2525,
            security=Security.TLS,
            ca="ca.pem",
            sender="dabyl@example.kz",
            secrets="mail.toml",
            to={"hq": ("duty@example.kz", "o'neil+dabyl@example.kz")},
        )

    @pytest.mark.parametrize(("security", "port"), [("none", 25), ("starttls", 587), ("tls", 465)])
    def test_know_the_port_of_each_security(self, security, port):
        assert mail(f'{LEAST}security = "{security}"\n[mail.to]\n').port == port

    def test_encrypt_unless_told_otherwise(self):
        assert mail(f"{LEAST}[mail.to]\n").security is Security.STARTTLS

    def test_leave_messages_as_they_were(self):
        assert parse_settings(WHOLE).channels == parse_settings("").channels
        both = parse_settings(f'[messages]\nsite = "https://warn.example"\n{WHOLE}')
        assert (both.site, both.mail) == ("https://warn.example/", mail(WHOLE))

    def test_tell_every_problem_with_its_line(self):
        text = """[mail]
server = "smtp example"
port = 70000
security = "none"
sender = "dabyl"
secrets = "mail.toml"
password = "x"
[mail.to]
hq = ["duty@", "a@b.example"]
east = []
"""
        assert problems(text) == [
            ("not-a-mail-server", "settings.toml:2 mail.server"),
            ("not-a-mail-server", "settings.toml:3 mail.port"),
            ("not-a-mail-address", "settings.toml:5 mail.sender"),
            ("password-in-the-clear", "settings.toml:6 mail.secrets"),
            ("unknown-field", "settings.toml:7 mail.password"),
            ("not-a-mail-address", "settings.toml:9 mail.to.hq[0]"),
            ("list-empty", "settings.toml:10 mail.to.east"),
        ]

    def test_need_a_server_a_sender_and_addresses(self):
        assert [code for code, _ in problems("[mail]\n")] == ["missing-field"] * 3

    @pytest.mark.parametrize(
        "address",
        [
            "a@b c",
            "a b@c",
            "a@b\\nBcc: c@d",
            "<a@b>",
            "a@b,c@d",
            "дабыл@example.kz",
            "a@-b",
            ".a@b",
        ],
    )
    def test_take_no_address_that_a_header_cannot_have(self, address):
        found = problems(f'{LEAST}[mail.to]\nhq = ["{address}"]\n')
        assert [code for code, _ in found] == ["not-a-mail-address"]
