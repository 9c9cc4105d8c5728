"""Facts: what an entry of the journal says, as values.

``core/formats/entries`` turns entries into facts and back; the fold knows only facts.
"""

from enum import StrEnum

import attrs

from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.journal import keys
from dabyl.core.law.book import LawBook
from dabyl.core.levels.decision import Decision
from dabyl.core.places.borders import BorderSet
from dabyl.core.register.pack import Pack
from dabyl.core.staff.consents import Approval
from dabyl.core.staff.keys import StaffKey
from dabyl.core.values.instants import Instant

WorkspaceKind = keys.WorkspaceKind
"""Whether a workspace speaks in earnest; the journal's first entry says so."""


@attrs.frozen(kw_only=True)
class OfficeKey:
    """A public key that may sign entries: ``public`` is the raw Ed25519 key in base64url."""

    id: str
    office: str | None
    public: str


@attrs.frozen(kw_only=True)
class WorkspaceMade:
    """The first entry: what the workspace is."""

    id: str
    kind: WorkspaceKind
    keys: tuple[OfficeKey, ...]


@attrs.frozen(kw_only=True)
class KeyChanged:
    """A key that may sign from now on, or no longer may."""

    key: OfficeKey
    retired: bool = False


@attrs.frozen(kw_only=True)
class PackAdopted:
    """A country pack, as read from the text in the journal. A later one of the same id replaces it.

    ``files`` is what was read: pairs of a file's name and its text; ``approval`` is what the
    persons who changed the library consented to, if it had to be two.
    """

    pack: Pack
    files: tuple[tuple[str, str], ...] = ()
    approval: Approval | None = None


@attrs.frozen(kw_only=True)
class BordersAdopted:
    """A border set, as read from the text in the journal (``geojson``); see ``PackAdopted``."""

    borders: BorderSet
    geojson: str = ""
    approval: Approval | None = None


@attrs.frozen(kw_only=True)
class LawRecorded:
    """A book of law of a pack's country, as read from the text in the journal.

    Works, provisions and bills replace those with their ids; see ``PackAdopted``.
    """

    pack: str
    book: LawBook
    text: str
    approval: Approval | None = None


LibraryFact = PackAdopted | BordersAdopted | LawRecorded


@attrs.frozen(kw_only=True)
class DecisionMade:
    """A decision, taken or recorded; ``defects`` are the codes found when it was recorded.

    ``approval`` is what the persons who decided consented to; a recorded one has none.
    """

    decision: Decision
    defects: tuple[tuple[str, str], ...] = ()  # code, where
    approval: Approval | None = None


@attrs.frozen(kw_only=True)
class IncidentRecorded:
    """An incident; a later one with its id replaces it."""

    incident: Incident


@attrs.frozen(kw_only=True)
class FigureRecorded:
    """A figure of an incident."""

    figure: Figure


@attrs.frozen(kw_only=True)
class MessageReleased:
    """A signed message (CAP), as it went out: ``text`` is its bytes, which are UTF-8.

    What stands beside the text repeats it, so that what is due can be told without reading it.
    ``mark`` names what the message says of its layer; it is empty when the message carries no
    level. ``kind`` is Alert, Update or Cancel. It was sent when it was recorded.
    """

    channel: str
    identifier: str
    sender: str
    sent: str
    kind: str
    chain: str
    layer: str
    mark: str
    ends: Instant
    supersedes: tuple[str, ...]
    text: str


class Ceremony(StrEnum):
    """Why a key is admitted, or retired, without the consents of two administrators."""

    FIRST = "first"
    RECOVERY = "recovery"


@attrs.frozen(kw_only=True)
class StaffKeyAdmitted:
    """A key of a person that counts from now on; ``by`` says on whose word."""

    key: StaffKey
    by: Approval | Ceremony


@attrs.frozen(kw_only=True)
class StaffKeyRetired:
    """A key of a person that counts no longer; ``by`` says on whose word."""

    credential: str
    by: Approval | Ceremony


@attrs.frozen(kw_only=True)
class AuditAnchored:
    """Where the console's audit trail stood: the number and the hash of its last line."""

    number: int
    hash: str


StaffFact = StaffKeyAdmitted | StaffKeyRetired


@attrs.frozen(kw_only=True)
class ForeignShown:
    """A warning of another authority, shown on our pages as theirs; never a level.

    ``text`` is its document, ``hash`` the SHA-256 of it, ``source`` where it was read, and
    ``signature``, ``reason``, ``key``, ``schema_valid`` and ``errors`` what was found about it when
    it was received. What else stands beside the text repeats it. ``office`` is the office
    that took it; None: its signature alone did. ``supersedes`` are the references
    (sender, identifier, sent) to what it ends, ``until`` is from when on neither it nor what it
    ends can matter.
    """

    identifier: str
    sender: str
    sent: str
    status: str
    scope: str
    kind: str
    hash: str
    source: str
    received_at: Instant
    signature: str
    reason: str | None
    key: str | None
    schema_valid: bool
    errors: tuple[str, ...]
    office: str | None
    supersedes: tuple[str, ...]
    until: Instant
    text: str


@attrs.frozen(kw_only=True)
class ForeignWithdrawn:
    """A warning of another authority that an office takes off our pages again."""

    hash: str
    office: str
    reason: str


Fact = (
    WorkspaceMade
    | KeyChanged
    | PackAdopted
    | BordersAdopted
    | LawRecorded
    | DecisionMade
    | IncidentRecorded
    | FigureRecorded
    | MessageReleased
    | StaffKeyAdmitted
    | StaffKeyRetired
    | AuditAnchored
    | ForeignShown
    | ForeignWithdrawn
)


@attrs.frozen(kw_only=True)
class Numbered:
    """A fact with its place in the journal."""

    number: int
    recorded_at: Instant
    hash: str
    fact: Fact
