"""Mail servers on loopback: real SMTP, with certificates, passwords, refusals; one hangs."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread
from typing import Any

import attrs
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from support.ports import free_port

HOST = "127.0.0.1"
USER, PASSWORD = "dabyl", "correct horse"


@attrs.define
class MailServer:
    """Where it listens, what it took, who signed in, and what it answers to an address."""

    port: int
    taken: list[EmailMessage] = attrs.field(factory=list)
    signed_in: list[str] = attrs.field(factory=list)
    answer: str = "250 OK"
    on_letter: Callable[[], None] = lambda: None
    """Called when a letter is there, before its sender is told."""

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd calls it
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(  # noqa: N802 - the same
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        message["X-Encrypted"] = "yes" if session.ssl else "no"
        message["X-To"] = ",".join(envelope.rcpt_tos)
        self.taken.append(message)
        self.on_letter()
        return "250 taken"

    def check(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, given: Any
    ) -> AuthResult:
        """Let in the one user there is."""
        assert isinstance(given, LoginPassword)
        self.signed_in.append(given.login.decode())
        is_right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_right, handled=False)

    @property
    def ids(self) -> list[str]:
        """Return the Message-IDs taken, in order."""
        return [str(message["Message-ID"]) for message in self.taken]


@contextmanager
def a_mail_server(
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    port: int | None = None,
) -> Iterator[MailServer]:
    """Run a server until the block ends; with ``starttls`` it asks for that and a password."""
    found = MailServer(port=port or free_port())
    more: dict[str, Any] = {}
    if starttls is not None:
        more = {
            "tls_context": starttls,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": found.check,
        }
    controller = Controller(found, hostname=HOST, port=found.port, ssl_context=tls, **more)
    controller.start()
    try:
        yield found
    finally:
        controller.stop()


@contextmanager
def a_server_that_says(*words: bytes, drip: float | None = None) -> Iterator[int]:
    """Run a server that says *words* and then nothing, or a byte every *drip* seconds for ever."""
    over = Event()
    with socket.create_server((HOST, 0)) as server:
        server.settimeout(0.05)

        def talk() -> None:
            wires = []
            while not over.is_set():
                try:
                    wires.append(server.accept()[0])
                    wires[-1].sendall(b"".join(words))
                except TimeoutError:
                    pass
                for wire in wires if drip is not None else ():
                    try:
                        wire.sendall(b"2")
                    except OSError:
                        wires.remove(wire)
                        break
                over.wait(drip or 0.05)
            for wire in wires:
                wire.close()

        thread = Thread(target=talk)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            over.set()
            thread.join()


def a_certificate(folder: Path, *, name: str = HOST) -> tuple[ssl.SSLContext, Path]:
    """Make a certificate for *name* in a folder; return a server's context, and whom to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)  # noqa: TID251 - a certificate is judged by the machine's clock
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, SHA256())
    )
    public, private = folder / "mail-ca.pem", folder / "mail-key.pem"
    public.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public
