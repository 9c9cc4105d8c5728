"""Letters over SMTP, to real servers: plain, encrypted, refusing, hanging."""

import pytest

from dabyl.adapters.mail import SmtpPost
from dabyl.adapters.secrets import Login
from dabyl.adapters.settings_mail import MailSettings, Security
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.problems import Unavailable
from dabyl.ports.post import Letter
from support.mailservers import (
    HOST,
    PASSWORD,
    USER,
    a_certificate,
    a_mail_server,
    a_server_that_says,
)
from support.ports import free_port

AT = parse_instant("2026-11-26T12:00Z")
LETTER = Letter(
    id="0123456789abcdef",
    to="duty@example.kz",
    subject="24 сағаттан кейін аяқталады: Сары, Ақтөбе",
    body="Не аяқталады: Сары\n\n---\n\nWhat ends: Yellow\n",
    about="office x 24 h",
    useful_until=parse_instant("2026-11-27T12:00Z"),
)
LOGIN = Login(USER, PASSWORD)


def post(port, security=Security.NONE, *, login=None, ca=None, **more):
    settings = MailSettings(
        server=HOST, port=port, security=security, sender="dabyl@example.kz", to={}
    )
    return SmtpPost(settings=settings, login=lambda: login, ca=ca, **more)


def why(sender) -> str:
    with pytest.raises(Unavailable) as caught:
        sender.send(LETTER, at=AT)
    text = str(caught.value)
    assert LETTER.to not in text
    assert PASSWORD not in text
    return text


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return a_certificate(tmp_path_factory.mktemp("mail"))


class TestLetter:
    def test_arrives_as_it_was_written(self):
        with a_mail_server() as server:
            post(server.port).send(LETTER, at=AT)
        (message,) = server.taken
        assert message["Subject"] == LETTER.subject
        assert message.get_content().splitlines() == LETTER.body.splitlines()
        assert (message["From"], message["X-To"]) == ("dabyl@example.kz", LETTER.to)
        assert message["Date"].datetime == AT.local("UTC")
        assert message["Auto-Submitted"] == "auto-generated"

    def test_keeps_its_id_when_it_is_sent_again(self):
        with a_mail_server() as server:
            for _ in range(2):
                post(server.port).send(LETTER, at=AT)
        assert server.ids == ["<0123456789abcdef@example.kz>"] * 2


class TestEncryption:
    def test_by_starttls_comes_before_the_password(self, certificate):
        context, ca = certificate
        with a_mail_server(starttls=context) as server:
            post(server.port, Security.STARTTLS, login=LOGIN, ca=ca).send(LETTER, at=AT)
        assert server.signed_in == [USER]
        assert server.taken[0]["X-Encrypted"] == "yes"

    def test_from_the_start(self, certificate):
        context, ca = certificate
        with a_mail_server(tls=context) as server:
            post(server.port, Security.TLS, ca=ca).send(LETTER, at=AT)
        assert len(server.taken) == 1

    def test_is_not_done_without(self):
        with a_mail_server() as server:
            found = why(post(server.port, Security.STARTTLS))
        assert "does not offer" in found
        assert server.taken == []

    @pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
    def test_takes_no_certificate_of_a_stranger(self, certificate, security):
        context, _ = certificate
        kind = "starttls" if security is Security.STARTTLS else "tls"
        with a_mail_server(**{kind: context}) as server:
            found = why(post(server.port, security, login=LOGIN))
        assert "no TLS" in found
        assert "CERTIFICATE_VERIFY_FAILED" in found
        assert (server.taken, server.signed_in) == ([], [])

    @pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
    def test_takes_no_certificate_of_another_name(self, tmp_path, security):
        context, ca = a_certificate(tmp_path, name="127.0.0.2")
        kind = "starttls" if security is Security.STARTTLS else "tls"
        with a_mail_server(**{kind: context}) as server:
            assert "CERTIFICATE_VERIFY_FAILED" in why(
                post(server.port, security, login=LOGIN, ca=ca)
            )
        assert (server.taken, server.signed_in) == ([], [])

    def test_needs_the_certificates_it_is_told_to_trust(self, tmp_path):
        found = why(post(free_port(), Security.TLS, ca=tmp_path / "none.pem"))
        assert "none.pem" in found

    def test_is_needed_for_a_password(self):
        with a_mail_server() as server:
            assert "others can read" in why(post(server.port, login=LOGIN))
        assert server.signed_in == []


class TestRefusal:
    def test_of_an_address_is_told_by_its_codes(self):
        with a_mail_server() as server:
            server.answer = f"550 5.1.1 no {LETTER.to} here"
            found = why(post(server.port))
        assert found == f"{HOST}:{server.port} refuses the address: 550 5.1.1"

    def test_for_a_while_too(self):
        with a_mail_server() as server:
            server.answer = "451 come again"
            assert why(post(server.port)).endswith("refuses the address: 451")

    def test_of_the_password_is_told(self, certificate):
        context, ca = certificate
        wrong = Login(USER, PASSWORD[::-1])
        with a_mail_server(starttls=context) as server:
            found = why(post(server.port, Security.STARTTLS, login=wrong, ca=ca))
        assert "refuses user or password: 535" in found
        assert server.taken == []


class TestServer:
    def test_that_is_not_there_is_told(self):
        assert "cannot be reached" in why(post(free_port()))

    def test_that_has_no_name_is_told(self):
        settings = MailSettings(server="a..b", port=25, security=Security.NONE, sender="a@b", to={})
        assert "no name" in why(SmtpPost(settings=settings, login=lambda: None))

    @pytest.mark.parametrize("words", [(), (b"220 hello\r\n",), (b"ding dong\r\n" * 2,)])
    def test_that_hangs_is_left(self, words):
        with a_server_that_says(*words) as port:
            assert f"{HOST}:{port}" in why(post(port, wait_s=0.3))

    def test_that_answers_a_byte_now_and_then_is_cut_off(self):
        with a_server_that_says(drip=0.05) as port:
            assert "took too long" in why(post(port, wait_s=60, whole_s=0.5))

    def test_that_hangs_in_the_handshake_is_left(self):
        with a_server_that_says() as port:
            assert f"{HOST}:{port}" in why(post(port, Security.TLS, wait_s=0.3))

    def test_that_hangs_after_starttls_is_left(self):
        said = b"220 hello\r\n250-mail\r\n250 STARTTLS\r\n220 go\r\n500 what?\r\n"  # in the clear
        with a_server_that_says(said) as port:
            assert "did not answer" in why(post(port, Security.STARTTLS, wait_s=0.3))

    def test_that_has_taken_the_letter_may_hang_as_it_likes(self):
        said = b"220 a\r\n250 b\r\n250 c\r\n250 d\r\n354 e\r\n250 f\r\n"
        with a_server_that_says(said) as port:
            post(port, wait_s=0.3).send(LETTER, at=AT)
