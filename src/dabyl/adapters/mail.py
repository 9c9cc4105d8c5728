"""Letters over SMTP, one connection each.

1. Every wait has a limit, and the whole has one: a server that hangs, or answers a byte now and
   then, is cut off.
2. Once the server has said that it takes a letter, nothing afterwards counts as a failure.
3. The certificate is checked for the server's name. With ``starttls`` a server that doesn't offer
   it gets no letter, and a password goes over encrypted connections only.
4. What is reported is the server and the code of its answer: its words may hold an address, or
   what we sent.
5. A letter keeps its ``Message-ID``, so that one that is sent again can be seen to be the same.

Sources: RFC 5321; RFC 3207 (STARTTLS); RFC 8314 (TLS from the start); RFC 3834 (Auto-Submitted).
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from threading import Timer
from typing import Final

import attrs

from dabyl.adapters.secrets import Login
from dabyl.adapters.settings_mail import MailSettings, Security
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Unavailable
from dabyl.ports.post import Letter

WAIT_S: Final = 10.0
WHOLE_S: Final = 30.0
_ENHANCED: Final = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}\b")


@attrs.frozen(kw_only=True)
class SmtpPost:
    """Hands letters to one server. ``login`` is asked each time; see ``secrets.py``."""

    settings: MailSettings
    login: Callable[[], Login | None]
    ca: Path | None = None
    wait_s: float = WAIT_S
    whole_s: float = WHOLE_S

    def send(self, letter: Letter, *, at: Instant) -> None:
        """Hand a letter over; see ``ports/post``."""
        login = self.login()
        if login is not None and self.settings.security is Security.NONE:
            raise Unavailable("a password is not sent over a connection that others can read")
        message = compose(letter, sender=self.settings.sender, at=at)
        where = f"{self.settings.server}:{self.settings.port}"
        try:
            self._hand_over(message, login)
        except smtplib.SMTPException as error:
            raise Unavailable(f"{where} {_answer(error)}") from None  # its cause has its words
        except ssl.SSLError as error:
            raise Unavailable(f"no TLS with {where}: {error.reason}") from error
        except TimeoutError as error:
            raise Unavailable(f"{where} did not answer in time") from error
        except OSError as error:
            raise Unavailable(f"{where} cannot be reached: {error.strerror or error}") from error
        except UnicodeError as error:
            raise Unavailable(f"{where} is no name of a host") from error

    def _hand_over(self, message: EmailMessage, login: Login | None) -> None:
        with self._connected() as server:
            server.connect(self.settings.server, self.settings.port)
            server.ehlo_or_helo_if_needed()
            if self.settings.security is Security.STARTTLS:
                server.starttls(context=self._trust())
            if login is not None:
                server.login(login.user, login.password)
            server.send_message(message)
            with suppress(smtplib.SMTPException, OSError):
                server.quit()

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """Give a connection that is cut when its time is over, and closed in any case."""
        name = self.settings.sender.rpartition("@")[2]
        server = (
            smtplib.SMTP_SSL(local_hostname=name, timeout=self.wait_s, context=self._trust())
            if self.settings.security is Security.TLS
            else smtplib.SMTP(local_hostname=name, timeout=self.wait_s)
        )
        server._host = self.settings.server  # type: ignore[attr-defined]  # noqa: SLF001 - whose name is checked; smtplib sets it only in its constructor
        timer = Timer(self.whole_s, _cut, (server,))
        timer.daemon = True
        timer.start()
        try:
            yield server
        finally:
            timer.cancel()
            server.close()

    def _trust(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self.ca)
        except OSError as error:
            raise Unavailable(f"cannot use {self.ca}: {error.strerror or error}") from error


def compose(letter: Letter, *, sender: str, at: Instant) -> EmailMessage:
    """Return the letter as a message dated *at*."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at.local("UTC"))
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message


def _cut(server: smtplib.SMTP) -> None:
    if isinstance(server.sock, socket.socket):
        with suppress(OSError):
            socket.socket.shutdown(server.sock, socket.SHUT_RDWR)  # below TLS, which would wait


def _answer(error: smtplib.SMTPException) -> str:
    """Return what the server answered, by its codes."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()))
            return f"refuses the address: {_codes(code, text)}"
        case smtplib.SMTPAuthenticationError():
            return f"refuses user or password: {_codes(error.smtp_code, error.smtp_error)}"
        case smtplib.SMTPResponseException():
            return f"answers {_codes(error.smtp_code, error.smtp_error)}"
        case smtplib.SMTPNotSupportedError():
            return "does not offer what is needed: STARTTLS or a way to sign in"
        case _:
            return "broke off, or took too long"


def _codes(code: int, text: bytes | str) -> str:
    raw = text.encode("utf-8", "replace") if isinstance(text, str) else text
    found = _ENHANCED.match(raw)
    return f"{code} {found.group().decode()}" if found else str(code)
