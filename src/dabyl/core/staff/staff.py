"""Staff: the keys that count at one number of the journal.

1. A key counts from its admission until it is retired; a later admission of a credential replaces
   it: another office, other roles.
2. A credential has one public key, and both belong to one person, for good.
3. ``founded`` is true from the first admission on, also when all keys are retired.
"""

import attrs
from immutables import Map

from dabyl.core.staff.keys import Role, StaffKey

NO_KEYS = Map[str, StaffKey]()


@attrs.frozen(kw_only=True)
class Staff:
    """Keys by credential: those that count, and all that ever did.

    ``number`` is that of the last entry that changed them; ``workspace`` the id of whose they are.
    """

    keys: Map[str, StaffKey] = NO_KEYS
    ever: Map[str, StaffKey] = NO_KEYS
    number: int = 0
    workspace: str = ""

    @property
    def founded(self) -> bool:
        """Tell whether there was ever a key."""
        return bool(self.ever)

    def with_key(self, key: StaffKey, number: int) -> "Staff":
        """Return the staff with a key admitted by entry *number*."""
        keys = self.keys.set(key.credential, key)
        ever = self.ever.set(key.credential, key)
        return attrs.evolve(self, keys=keys, ever=ever, number=number)

    def without(self, credential: str, number: int) -> "Staff":
        """Return the staff with a key retired by entry *number*."""
        return attrs.evolve(self, keys=self.keys.delete(credential), number=number)

    def of_role(self, role: Role) -> frozenset[str]:
        """Return the persons who have a key with a role."""
        return _persons(self.keys, role)

    def ever_of_role(self, role: Role) -> frozenset[str]:
        """Return the persons who ever had a key with a role."""
        return _persons(self.ever, role)

    def clashing(self, key: StaffKey) -> tuple[str, ...]:
        """Return whose credential or public key this was before, other than as it is in *key*."""
        found = {
            other.person
            for other in self.ever.values()
            if key.credential == other.credential or key.cose == other.cose
            if (key.person, key.cose) != (other.person, other.cose)
        }
        return tuple(sorted(found))


def _persons(keys: Map[str, StaffKey], role: Role) -> frozenset[str]:
    return frozenset(key.person for key in keys.values() if role in key.roles)


NO_STAFF = Staff()
