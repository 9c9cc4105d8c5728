"""Wiring of the letters that the agenda process sends; apart from others, nothing else loads it."""

from collections.abc import Callable
from functools import partial
from typing import Final

from dabyl.adapters.held import Held
from dabyl.adapters.mail import SmtpPost
from dabyl.adapters.reminder_words import reminder_words
from dabyl.adapters.secrets import mail_login
from dabyl.adapters.sentbook import FileSentBook
from dabyl.adapters.settings_mail import MailSettings
from dabyl.ports.post import Post, SentBook
from dabyl.usecases.remind import Told
from dabyl.wiring import House

SENT: Final = "mail/sent.json"
SENDING: Final = "mail/sending.lock"


def mail_told(house: House, settings: MailSettings) -> Told:
    """Return who is told, and in which words."""
    return Told(addresses=settings.to, words=reminder_words(), site=house.settings.site)


def post(house: House, settings: MailSettings) -> Post:
    """Return the way to the mail server of a workspace."""
    ca, secrets = (
        None if name is None else house.folder / name for name in (settings.ca, settings.secrets)
    )
    return SmtpPost(settings=settings, login=partial(mail_login, secrets), ca=ca)


def sending(house: House) -> Callable[[], bool]:
    """Return what tells whether letters are ours to send: one process does, until it ends."""
    return Held(house.folder / SENDING).is_ours


def sent_book(house: House) -> SentBook:
    """Return the book of the letters that were handed over."""
    return FileSentBook(house.folder / SENT)
