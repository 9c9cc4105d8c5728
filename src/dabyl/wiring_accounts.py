"""Wiring of the accounts; apart from ``wiring_console``, since Django must be ready before."""

from dabyl.adapters.accounts.models import Person, Right
from dabyl.adapters.accounts.rights import rights_held

__all__ = ["Person", "Right", "rights_held"]
