"""Tokens: what a program sends in place of a person, within one of their rights.

1. A token is 32 random bytes, shown once; only its hash is kept.
2. It is good for at most ninety days, and for the scopes that were chosen when it was made.
3. It ends before, when its person or an administrator ends it, or the account is closed. Whether
   the right stands that it was made for, the journal says at each use.
4. A token that is not right is slowed by where it comes from, like a guessed code, and apart from
   them; a right one never is.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import NoReturn

import attrs

from dabyl.adapters.accounts.audit import note
from dabyl.adapters.accounts.models import Person, Token
from dabyl.adapters.accounts.slowdown import take_turn
from dabyl.adapters.accounts.turns import turn
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused

LONGEST_DAYS = 90
MOST = 20
PREFIX = "dabyl_"
LABEL_CHARS = 60
_BYTES = 32
_A_WHILE_S = 60
_GUESSED = "token"


@attrs.frozen(kw_only=True)
class Wanted:
    """What a token is to be made for: a right, by which keys it is held, and how far it goes."""

    role: str
    office: str
    area: Sequence[str]
    keys: Sequence[str]
    scopes: Sequence[str]
    label: str
    days: int


@attrs.frozen
class Made:
    """A token that was made, and its text, shown once."""

    token: Token
    text: str = attrs.field(repr=False)


def make(person: Person, wanted: Wanted, *, at: Instant) -> Made:
    """Make a token of a person.

    Raises:
        Refused: they have too many.
    """
    text = f"{PREFIX}{secrets.token_urlsafe(_BYTES)}"
    with turn():
        if len(tokens_of(person, at=at)) >= MOST:
            raise Refused([Problem(code=Code.BEARER_MANY, where="label", data={"most": MOST})])
        token = person.tokens.create(
            hash=_hash(text),
            label=wanted.label,
            role=wanted.role,
            office=wanted.office,
            area=list(wanted.area),
            keys=list(wanted.keys),
            scopes=list(wanted.scopes),
            made_at_s=at.s,
            ends_at_s=at.plus(timedelta(days=wanted.days)).s,
        )
        note("made a token", by=person, subject=person, at=at, about=_about(token))
    return Made(token, text)


def tokens_of(person: Person, *, at: Instant) -> tuple[Token, ...]:
    """Return a person's tokens that are not over, the newest first."""
    return tuple(person.tokens.filter(ended_at_s=None, ends_at_s__gt=at.s).order_by("-pk"))


def end(number: int, *, by: Person, at: Instant, own: bool) -> None:
    """End a token: one of the person's *own*, or anybody's.

    Raises:
        Refused: there is none, or it is over.
    """
    with turn():
        found = Token.objects.select_related("person").filter(pk=number, ended_at_s=None)
        token = (found.filter(person=by) if own else found).first()
        if token is None:
            data = {"number": number}
            raise Refused([Problem(code=Code.BEARER_NONE, where="token", data=data)])
        Token.objects.filter(pk=token.pk).update(ended_at_s=at.s)
        note("ended a token", by=by, subject=token.person, at=at, about=_about(token))


def borne(text: str, source: str, *, at: Instant) -> Token:
    """Return the token of a request from an address.

    Raises:
        Refused: there is none such, it is over, or wrong ones came too fast from there.
    """
    token = Token.objects.select_related("person").filter(hash=_hash(text)).first()
    if token is None:
        refuse(source, Code.BEARER_UNKNOWN, at=at)
    is_over = token.ended_at_s is not None or token.ends_at_s <= at.s
    if is_over or token.person.closed_at_s is not None:
        refuse(source, Code.BEARER_OVER, at=at)
    if at.s - token.used_at_s >= _A_WHILE_S:
        Token.objects.filter(pk=token.pk).update(used_at_s=at.s)
    return token


def refuse(source: str, code: Code, *, at: Instant) -> NoReturn:
    """Refuse a token that is not right, and count it against where it comes from.

    Raises:
        Refused: always; when it came too soon after others, for that reason.
    """
    take_turn(source, at=at, what=_GUESSED)
    raise Refused([Problem(code=code, where="authorization")])


def _about(token: Token) -> str:
    scopes = " ".join(token.scopes)
    where = " ".join(part for part in (token.office, ",".join(token.area)) if part)
    return f"token {token.pk}: {token.role} {where}; {scopes}"


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
