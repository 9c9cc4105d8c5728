"""Powers: which office may take which action, as data.

1. A power is given by a provision to kinds of offices: action x levels x kinds of area x longest
   period x consents.
2. A power that no source read confirms is marked; it never refuses anything.
3. An office acts in its own territory, unless the power says otherwise.
"""

from datetime import date
from enum import StrEnum

import attrs

from dabyl.core.values.languages import NO_TEXTS, Texts


class Action(StrEnum):
    """What a decision can do."""

    DECLARE = "declare"
    EXTEND = "extend"
    RAISE = "raise"
    LOWER = "lower"
    LIFT = "lift"
    CORRECT = "correct"
    DECLARE_STATE = "declare-state"
    END_STATE = "end-state"
    BULLETIN = "bulletin"


@attrs.frozen(kw_only=True)
class Office:
    """A body that can hold powers."""

    id: str
    kind: str
    place: str  # key of the unit that is its territory
    names: Texts = NO_TEXTS
    head: Texts = NO_TEXTS  # the role of its head, never a name
    contact: Texts = NO_TEXTS
    valid_from: date | None = None
    valid_to: date | None = None
    confirmed: bool = True
    source: str | None = None


@attrs.frozen(kw_only=True)
class Power:
    """What a provision lets offices of some kinds do."""

    id: str
    provision: str
    office_kinds: tuple[str, ...]
    actions: tuple[Action, ...]
    scale: str | None = None  # None: every scale of the pack
    levels: tuple[str, ...] = ()  # empty: all
    area_kinds: tuple[str, ...] = ()  # empty: all; unit kinds and scope kinds
    max_days: int | None = None
    consents: tuple[str, ...] = ()  # kinds of offices that must consent
    beyond_territory: bool = False
    ends_layers_of: tuple[str, ...] = ()  # kinds of offices whose layers it may end
    emergency_hours: int | None = None  # one person may use it; a second one signs within so many
    confirmed: bool = True
    source: str | None = None
