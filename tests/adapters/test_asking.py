"""Asking real servers on the loopback, which break every promise that a server makes."""

import gzip
import socket
import ssl
import time
from datetime import UTC, datetime
from ipaddress import ip_address
from threading import Event, Thread

import attrs
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dabyl.adapters import asking
from dabyl.adapters.asking import HttpAsker
from dabyl.core.values.codes import Code
from dabyl.ports.watching import Failed, Got, Same
from support.watching import HOST, Page, serving

AGENT = "dabyl/test"
BODY = b"<alert/>" * 10
LITTLE = 10_000


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def asker():
    return HttpAsker(agent=AGENT, private=frozenset({HOST}), most_bytes=LITTLE)


def code(answer):
    assert isinstance(answer, Failed), answer
    return answer.problem.code


def drip(piece, *, first=b""):
    """Return what sends *piece* again and again until nobody takes it."""

    def send(wire):
        wire.sendall(first)
        for _ in range(100_000):
            try:
                wire.sendall(piece)
            except OSError:
                return
            time.sleep(0.01)

    return send


class TestAnswer:
    def test_is_what_the_server_has_with_its_validators(self, server, asker):
        dated = {"Last-Modified": "Mon, 06 Jun 2016 12:00:00 GMT"}
        server.pages["/a?b=1"] = Page(body=BODY, etag='"one"', headers=dated)
        assert asker.ask(server.url("/a?b=1")) == Got(
            data=BODY,
            address=server.url("/a?b=1"),
            etag='"one"',
            modified="Mon, 06 Jun 2016 12:00:00 GMT",
        )
        ((_, headers),) = server.seen
        assert headers["host"] == f"{HOST}:{server.port}"
        assert headers["user-agent"] == AGENT
        assert "if-none-match" not in headers

    def test_is_that_nothing_changed_when_the_validators_hold(self, server, asker):
        server.pages["/a"] = Page(body=BODY, etag='"one"')
        assert asker.ask(server.url("/a"), etag='"one"', modified="yesterday") == Same()
        ((_, headers),) = server.seen
        assert headers["if-modified-since"] == "yesterday"

    def test_may_be_packed(self, server, asker):
        server.pages["/a"] = Page(body=BODY, packed=True)
        answer = asker.ask(server.url("/a"))
        assert isinstance(answer, Got)
        assert answer.data == BODY

    def test_may_come_in_chunks(self, server, asker):
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        chunks = b"5\r\n<aler\r\n3\r\nt/>\r\n0\r\n\r\n"
        server.pages["/a"] = Page(raw=lambda wire: wire.sendall(head + chunks))
        answer = asker.ask(server.url("/a"))
        assert isinstance(answer, Got)
        assert answer.data == b"<alert/>"

    def test_of_another_status_is_a_failure_that_says_when_to_come_again(self, server, asker):
        server.pages["/a"] = Page(status=503, headers={"Retry-After": "120"}, body=b"x" * 50_000)
        answer = asker.ask(server.url("/a"))
        assert code(answer) is Code.WATCH_STATUS
        assert answer.problem.data["status"] == 503
        assert answer.retry_after == "120"
        assert code(asker.ask(server.url("/missing"))) is Code.WATCH_STATUS

    def test_nobody_gives_where_nobody_listens(self, asker):
        with socket.socket() as free:
            free.bind((HOST, 0))
            port = free.getsockname()[1]
        assert code(asker.ask(f"http://{HOST}:{port}/")) is Code.WATCH_UNREACHABLE

    def test_nobody_gives_for_a_name_that_means_nothing(self, asker):
        assert code(asker.ask("http://nowhere.invalid/")) is Code.WATCH_UNREACHABLE

    def test_that_is_no_http_is_a_failure(self, server, asker):
        for nonsense in (
            b"SSH-2.0-x\r\n",
            b"",
            b"\0" * 300,
            b"HTTP/1.1 200 OK\r\n" + b"a" * 70_000,
        ):
            server.pages["/a"] = Page(raw=lambda wire, what=nonsense: wire.sendall(what))
            assert code(asker.ask(server.url("/a"))) is Code.WATCH_UNREACHABLE


class TestSize:
    def test_up_to_the_limit_is_taken_and_no_more(self, server, asker):
        server.pages["/full"] = Page(body=b"a" * LITTLE)
        server.pages["/over"] = Page(body=b"a" * (LITTLE + 1))
        assert isinstance(asker.ask(server.url("/full")), Got)
        assert code(asker.ask(server.url("/over"))) is Code.WATCH_TOO_LARGE

    def test_of_a_packed_answer_is_what_comes_out_of_it(self, server, asker):
        server.pages["/bomb"] = Page(body=b"\0" * 100_000_000, packed=True)
        assert code(asker.ask(server.url("/bomb"))) is Code.WATCH_TOO_LARGE

    def test_without_end_is_cut_off(self, server, asker):
        head = b"HTTP/1.1 200 OK\r\n\r\n"
        server.pages["/a"] = Page(raw=drip(b"a" * 5000, first=head))
        assert code(asker.ask(server.url("/a"))) is Code.WATCH_TOO_LARGE

    def test_that_was_promised_and_not_given_is_a_failure(self, server, asker):
        head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"
        server.pages["/a"] = Page(raw=lambda wire: wire.sendall(head))
        assert code(asker.ask(server.url("/a"))) is Code.WATCH_UNREACHABLE

    def test_of_a_chunk_that_breaks_off_is_a_failure(self, server, asker):
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<al"
        server.pages["/a"] = Page(raw=lambda wire: wire.sendall(head))
        assert code(asker.ask(server.url("/a"))) is Code.WATCH_UNREACHABLE

    @pytest.mark.parametrize("body", [gzip.compress(BODY, mtime=0)[:-4], b"no gzip", b""])
    def test_of_what_is_packed_badly_is_a_failure(self, server, asker, body):
        server.pages["/a"] = Page(body=body, headers={"Content-Encoding": "gzip"})
        assert code(asker.ask(server.url("/a"))) is Code.WATCH_UNREACHABLE

    def test_of_what_is_packed_in_another_way_is_not_asked(self, server, asker):
        server.pages["/a"] = Page(body=b"x", headers={"Content-Encoding": "br"})
        assert code(asker.ask(server.url("/a"))) is Code.WATCH_UNREACHABLE


class TestTime:
    @pytest.fixture
    def hurried(self, asker):
        return attrs.evolve(asker, most_s=0.4, most_bytes=10**9)

    @pytest.mark.parametrize(
        ("first", "piece"),
        [
            (b"HTTP/1.1 200 OK\r\n\r\n", b"a"),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"a"),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
            (b"HTTP/1.1 200 OK\r\nX: ", b"a"),
            (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        ],
        ids=["body", "promised body", "chunks", "header", "nothing but continue"],
    )
    def test_is_up_for_a_server_that_drips(self, server, hurried, first, piece):
        server.pages["/a"] = Page(raw=drip(piece, first=first))
        assert code(hurried.ask(server.url("/a"))) is Code.WATCH_TOO_SLOW

    def test_is_up_for_a_server_that_says_nothing(self, server, hurried):
        ended = Event()
        server.pages["/a"] = Page(raw=lambda _: ended.wait(20) and None)
        assert code(hurried.ask(server.url("/a"))) is Code.WATCH_TOO_SLOW
        ended.set()

    def test_is_up_for_a_handshake_that_never_ends(self, hurried):
        with socket.create_server((HOST, 0)) as listening:
            port = listening.getsockname()[1]
            answer = hurried.ask(f"https://{HOST}:{port}/")
        assert code(answer) is Code.WATCH_TOO_SLOW


class TestAddress:
    def test_that_is_not_public_is_refused_before_anything_is_sent(self, server):
        strict = HttpAsker(agent=AGENT)
        server.pages["/a"] = Page(body=BODY)
        for host in (HOST, "localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::1]"):
            assert code(strict.ask(server.url("/a", host))) in {
                Code.WATCH_PRIVATE,
                Code.WATCH_UNREACHABLE,
            }, host
        assert code(strict.ask(server.url("/a"))) is Code.WATCH_PRIVATE
        assert code(strict.ask(server.url("/a", "[::ffff:127.0.0.1]"))) is Code.WATCH_PRIVATE
        assert server.seen == []

    def test_of_another_scheme_is_refused(self, asker):
        assert code(asker.ask("file:///etc/passwd")) is Code.WATCH_ADDRESS

    def test_is_allowed_by_its_name_and_no_other(self, server, asker):
        server.pages["/a"] = Page(body=BODY)
        assert isinstance(asker.ask(server.url("/a")), Got)
        assert code(asker.ask(server.url("/a", "localhost"))) is Code.WATCH_PRIVATE

    def test_that_was_judged_is_the_one_that_is_asked(self, server, monkeypatch):
        """A name that means a public address first, and the loopback a moment later."""
        answers, asked = ["203.0.113.9", HOST], []

        def resolve(host, port, **_):
            found = answers[min(len(asked), 1)]
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port))]

        judged = []
        monkeypatch.setattr(asking.socket, "getaddrinfo", resolve)
        monkeypatch.setattr(asking, "is_public", lambda ip: judged.append(ip) or ip != HOST)
        strict = HttpAsker(agent=AGENT, most_s=2)
        with (
            pytest.warns(UserWarning, match=r"203\.0\.113\.9"),
            pytest.raises(Exception, match="203"),
        ):
            strict.ask(server.url("/a", "rebinding.example"))
        assert (asked, judged) == (["rebinding.example"], ["203.0.113.9"])
        assert server.seen == []


class TestSentOn:
    def test_is_followed_a_few_times(self, server, asker):
        for number in range(5):
            there = {"Location": f"/{number + 1}"}
            server.pages[f"/{number}"] = Page(status=301 if number % 2 else 307, headers=there)
        server.pages["/5"] = Page(body=BODY)
        answer = asker.ask(server.url("/0"))
        assert isinstance(answer, Got)
        assert answer.address == server.url("/5")

    def test_in_a_circle_ends(self, server, asker):
        server.pages["/a"] = Page(status=302, headers={"Location": "/a"})
        assert code(asker.ask(server.url("/a"))) is Code.WATCH_SENT_ON
        assert len(server.seen) == asker.most_sent_on + 1

    def test_to_an_address_that_is_not_public_is_refused(self, server, asker):
        for host in ("localhost", "169.254.169.254", "10.0.0.1", "[::1]", "[::ffff:10.0.0.1]"):
            server.pages["/a"] = Page(status=302, headers={"Location": server.url("/b", host)})
            assert code(asker.ask(server.url("/a"))) is Code.WATCH_PRIVATE, host
        assert "/b" not in server.paths()

    def test_to_a_file_is_refused(self, server, asker):
        server.pages["/a"] = Page(status=302, headers={"Location": "file:///etc/passwd"})
        assert code(asker.ask(server.url("/a"))) is Code.WATCH_ADDRESS

    def test_to_nowhere_is_a_status_like_another(self, server, asker):
        server.pages["/a"] = Page(status=302)
        assert code(asker.ask(server.url("/a"))) is Code.WATCH_STATUS


class TestCertificate:
    @pytest.fixture
    def secure(self, tmp_path):
        """Return the port of a server with a certificate for 127.0.0.1, and the certificate."""
        secret, name = generate_private_key(SECP256R1()), x509.Name([])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(secret.public_key())
            .serial_number(1)
            .not_valid_before(datetime(2000, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), True)
            .sign(secret, SHA256())
        )
        key = secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (tmp_path / "cert.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        (tmp_path / "key.pem").write_bytes(key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
        with socket.create_server((HOST, 0)) as listening:

            def serve():
                while True:
                    try:
                        plain, _ = listening.accept()
                    except OSError:
                        return
                    try:
                        with context.wrap_socket(plain, server_side=True) as wire:
                            wire.recv(10_000)
                            wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")
                    except OSError:
                        plain.close()

            thread = Thread(target=serve, daemon=True)
            thread.start()
            yield listening.getsockname()[1], tmp_path / "cert.pem"
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()

    def test_that_is_known_for_the_name_is_taken(self, secure, asker):
        port, certificate = secure
        trusting = attrs.evolve(asker, trust=ssl.create_default_context(cafile=certificate))
        answer = trusting.ask(f"https://{HOST}:{port}/")
        assert isinstance(answer, Got)
        assert answer.data == b"abc"

    def test_that_nobody_knows_or_that_is_for_another_name_is_refused(self, secure, asker):
        port, certificate = secure
        assert code(asker.ask(f"https://{HOST}:{port}/")) is Code.WATCH_UNREACHABLE
        trust = ssl.create_default_context(cafile=certificate)
        named = attrs.evolve(asker, trust=trust, private=frozenset({"localhost"}))
        assert code(named.ask(f"https://localhost:{port}/")) is Code.WATCH_UNREACHABLE
