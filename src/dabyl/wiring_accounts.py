"""Wiring of the accounts; apart from ``wiring_console``, since Django must be ready before."""

from functools import partial

from dabyl.adapters.accounts import (
    audit,
    bindings,
    otp,
    passkeys,
    people,
    proposals,
    slowdown,
    tickets,
    tokens,
)
from dabyl.adapters.accounts.ceremony import staff_key
from dabyl.adapters.accounts.models import Binding, Passkey, Person, Proposal, Right, Token
from dabyl.adapters.accounts.rights import elevate, elevations
from dabyl.adapters.accounts.sessions import end_sessions, living_sessions, sessions_of
from dabyl.adapters.oidc import errand
from dabyl.adapters.oidc.fetching import Fetcher
from dabyl.adapters.oidc.provider import Provider
from dabyl.adapters.secrets import oidc_secret
from dabyl.wiring import House

__all__ = [
    "Binding",
    "Passkey",
    "Person",
    "Proposal",
    "Provider",
    "Right",
    "Token",
    "audit",
    "bindings",
    "elevate",
    "elevations",
    "end_sessions",
    "errand",
    "living_sessions",
    "oidc_provider",
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


def oidc_provider(house: House, back: str) -> Provider | None:
    """Return the provider that the settings name, if they do; it sends people to *back*."""
    settings = house.settings.oidc
    if settings is None:
        return None
    ca, secrets = (
        None if name is None else house.folder / name for name in (settings.ca, settings.secrets)
    )
    return Provider(
        settings=settings, back=back, secret=partial(oidc_secret, secrets), fetcher=Fetcher(ca)
    )
