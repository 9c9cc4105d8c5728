"""How a signed-in person is found again: by the key in the session, while the account is open.

Nobody is authenticated here: ``passkeys`` and ``codes`` say who signs in.
"""

from django.contrib.auth.backends import BaseBackend
from typing_extensions import override

from dabyl.adapters.accounts.models import Person


class Signed(BaseBackend):
    """Finds persons whose account is in use."""

    @override
    def get_user(self, user_id: int) -> Person | None:
        """Return the person of a session; None when the account was closed meanwhile."""
        return Person.objects.filter(pk=user_id, closed_at_s=None).first()
