"""Registers and desks with staff: two administrators and three officers of an office."""

from collections.abc import Iterable

import attrs

from dabyl.adapters.memory.drafts import MemoryDraftStore
from dabyl.adapters.theme import load_theme
from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Decision
from dabyl.core.register.approval import decision_subject
from dabyl.core.register.facts import Ceremony, PackAdopted, StaffKeyAdmitted
from dabyl.core.register.library import library_subject
from dabyl.core.register.register import Register
from dabyl.core.register.staffing import admission_subject
from dabyl.core.staff.consents import Approval
from dabyl.core.staff.keys import Role
from dabyl.core.values.instants import Instant
from dabyl.ports.packs import PackFiles
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import Desk, load, record
from dabyl.usecases.drafts.approving import Released, approve, challenge_to_approve
from dabyl.usecases.drafts.countersigning import (
    challenge_alone,
    challenge_to_countersign,
    countersign,
    preview_alone,
    preview_countersigned,
    release_alone,
)
from dabyl.usecases.drafts.draft_desk import DraftDesk, draft_of
from dabyl.usecases.drafts.preview import preview
from dabyl.usecases.drafts.proposing import challenge_to_propose, propose
from dabyl.usecases.drafts.writing import begin
from support.authenticator import APPROVER, OFFICER, WORKSPACE, Passkey, both
from support.desks import MADE
from support.released import a_speaking_desk

ROOT, SPARE = Passkey.of("admin-1"), Passkey.of("admin-2")


def officers(office: str) -> tuple[Passkey, Passkey, Passkey]:
    """Return one who proposes, one who approves, and one who does both."""
    return (
        Passkey.of("officer-1", office, OFFICER),
        Passkey.of("officer-2", office, APPROVER),
        Passkey.of("officer-3", office, OFFICER, APPROVER),
    )


def admitted(*passkeys: Passkey) -> tuple[StaffKeyAdmitted, ...]:
    """Return the facts that admit keys, by a ceremony."""
    return tuple(StaffKeyAdmitted(key=one.key, by=Ceremony.FIRST) for one in passkeys)


def admission(passkey: Passkey, number: int, *, workspace: str = WORKSPACE) -> StaffKeyAdmitted:
    """Return the fact that admits a key on the word of both administrators."""
    word = both(ROOT, SPARE, admission_subject(passkey.key), number, workspace=workspace)
    return StaffKeyAdmitted(key=passkey.key, by=word)


def approved(
    decision: Decision,
    one: Passkey,
    other: Passkey,
    number: int,
    *,
    forms: str = "",
    editors: Iterable[str] = (),
    workspace: str = WORKSPACE,
) -> Approval:
    """Return the approval of a decision: *one* proposes it, *other* approves it."""
    written = tuple(editors) or (one.person,)
    subject = decision_subject(decision, forms=forms, editors=written)
    signed = both(one, other, subject, number, workspace=workspace)
    return attrs.evolve(signed, forms=forms, editors=written)


def library_change(
    desk: Desk, source: PackFiles, *, by: Passkey, other: Passkey, editors: Iterable[str] = ()
) -> PackAdopted:
    """Return the adoption of a pack, signed by two as the journal stands."""
    pack = parse_pack(source.texts)
    change = PackAdopted(pack=pack, files=tuple(sorted(source.texts.items())))
    written = tuple(editors) or (by.person,)
    register = load(desk)
    subject, workspace = library_subject(change, editors=written), register.staff.workspace
    word = both(by, other, subject, register.number, workspace=workspace)
    return attrs.evolve(change, approval=attrs.evolve(word, editors=written))


# --- desks ---

ADA, BEA, CYR = officers("xo-hq")
DAN = Passkey.of("officer-4", "xo-hq", OFFICER, APPROVER)
OFFICERS = {one.person: one for one in (ADA, BEA, CYR, DAN)}
EVA, EZRA, EDA = (Passkey.of(f"editor-{n}", None, Role.EDITOR) for n in (1, 2, 3))
EDITORS = {one.person: one for one in (EVA, EZRA, EDA)}


def a_draft_desk(
    kind: WorkspaceKind = WorkspaceKind.LIVE, *, then: PackFiles | None = None
) -> DraftDesk:
    """Return Osland's desk for drafts, with messages and staff; *then* is a later pack of it."""
    desk = a_speaking_desk(kind)
    if then is not None:
        adopt_pack(desk, load(desk), then, at=MADE)
    with_staff(desk)
    return DraftDesk(desk=desk, drafts=MemoryDraftStore(), theme=load_theme())


def with_staff(desk: Desk, *, at: Instant = MADE) -> Register:
    """Admit the administrators, the officers of Osland's headquarters, and the editors."""
    register = record(desk, load(desk), admitted(ROOT, SPARE), at=at)
    for one in (ADA, BEA, CYR, DAN, EVA, EZRA, EDA):
        register = record(desk, register, [admission(one, register.number)], at=at)
    return register


def begun(desk: DraftDesk, decision: Decision, *, by: Passkey = ADA, at: Instant) -> Draft:
    """Begin a draft of a decision."""
    content = decision_to_body(decision)
    return begin(desk, decision.id, content, office="xo-hq", by=by.person, at=at)


def put_forward(desk: DraftDesk, key: str, *, by: Passkey = ADA, at: Instant) -> Draft:
    """Propose a draft as it is seen at *at*."""
    seen = preview(desk, draft_of(desk, key), at=at)
    consent = by.sign(challenge_to_propose(seen))
    return propose(desk, key, seen=seen.seen, consent=consent)


def to_approve(desk: DraftDesk, key: str) -> bytes:
    """Return what is signed to approve what is proposed."""
    workspace = load(desk.desk).staff.workspace
    return challenge_to_approve(draft_of(desk, key), workspace=workspace)


def let_go(desk: DraftDesk, key: str, *, by: Passkey = BEA, at: Instant) -> Released:
    """Approve what is proposed."""
    consent = by.sign(to_approve(desk, key))
    return approve(desk, key, consent=consent, at=at)


def released_alone(desk: DraftDesk, key: str, *, by: Passkey = BEA, at: Instant) -> Released:
    """Release a draft on the word of one, as it is seen at *at*."""
    found = preview_alone(desk, load(desk.desk), draft_of(desk, key), at=at)
    consent = by.sign(challenge_alone(found))
    return release_alone(desk, key, seen=found.seen, consent=consent, at=at)


def countersigned(desk: DraftDesk, key: str, *, by: Passkey = CYR, at: Instant) -> Released:
    """Countersign what was released alone, as it is seen at *at*."""
    found = preview_countersigned(desk, load(desk.desk), draft_of(desk, key), at=at)
    consent = by.sign(challenge_to_countersign(found))
    return countersign(desk, key, seen=found.seen, consent=consent, at=at)
