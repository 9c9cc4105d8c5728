"""Wiring of the accounts; apart from ``wiring_console``, since Django must be ready before."""

from dabyl.adapters.accounts import (
    audit,
    otp,
    passkeys,
    people,
    proposals,
    slowdown,
    tickets,
    tokens,
)
from dabyl.adapters.accounts.ceremony import staff_key
from dabyl.adapters.accounts.models import Passkey, Person, Proposal, Right, Token
from dabyl.adapters.accounts.rights import elevate, elevations
from dabyl.adapters.accounts.sessions import end_sessions, living_sessions, sessions_of

__all__ = [
    "Passkey",
    "Person",
    "Proposal",
    "Right",
    "Token",
    "audit",
    "elevate",
    "elevations",
    "end_sessions",
    "living_sessions",
    "otp",
    "passkeys",
    "people",
    "proposals",
    "sessions_of",
    "slowdown",
    "staff_key",
    "tickets",
    "tokens",
]
