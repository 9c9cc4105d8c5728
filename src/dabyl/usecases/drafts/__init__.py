"""Drafts: from what an officer types to a decision in the journal, by two persons.

What a door (console, API, command line) calls. Persons are pseudonyms such as ``officer-7``; who
signs in as whom is the door's matter. Nothing here reads a clock: ``at`` is an argument. Every step
takes the ``DraftDesk`` first; ``wiring.draft_desk(house, at=)`` makes one.

``draft_desk``
    ``DraftDesk(desk=, drafts=, theme=)``, ``draft_of(desk, key) -> Draft``.
``writing``
    ``begin(desk, key, content, office=, by=, at=) -> Draft``
    ``save(desk, key, content, based_on=, by=, at=) -> Saved``: ``based_on`` is the number of the
    version that was on the screen (``draft.current.number``). When another one came meanwhile, what
    was typed is kept as a fork (``Saved.is_fork``); ``Saved.draft`` is what is stored now.
    ``comment(desk, key, text, by=, at=)``, ``withdraw(desk, key, by=, at=)``
    A draft's content is the plain body of a decision (``core/levels/body``), whole or not yet.
``preview``
    ``preview(desk, draft, at=) -> Preview``: the decision, every reason against it at once
    (``problems``), ``forms`` as they would be published with slots (``forms.SLOTS``), ``now`` and
    ``differing``, and ``seen``: version, instant and number, which the door keeps until the person
    has signed.
``proposing``
    ``challenge_to_propose(preview) -> bytes``: the 32 bytes for the passkey.
    ``propose(desk, key, seen=preview.seen, consent=) -> Draft``
    ``refuse(desk, key, reason, by=, at=) -> Draft``
``approving``
    ``challenge_to_approve(draft, workspace=) -> bytes``
    ``approve(desk, key, consent=, at=) -> Released``: by another person than any who edited the
    draft. Raises ``ProposalStale`` (a ``Refused``, with ``between``) when what would be published
    is no longer what was signed, ``Refused`` with every reason, ``Overtaken`` when another step was
    recorded at the same instant.
    ``settle(desk, register) -> tuple[Draft, ...]``: all drafts, for a list.

``countersigning``
    Where the pack lets one person release (``core/register/emergency``):
    ``preview_alone(desk, register, draft, at=) -> Preview`` with its ``deadline``,
    ``challenge_alone(preview)``, ``release_alone(desk, key, seen=, consent=, at=)``; afterwards
    ``draft.deadline`` is set, and until then another person can countersign:
    ``preview_countersigned(desk, register, draft, at=)``, ``challenge_to_countersign(preview)``,
    ``countersign(desk, key, seen=, consent=, at=)``, which sets ``draft.countersigned``.

A ``Consent`` (``core/staff/consents``) holds what the browser gave: person, credential id, and
authenticator data, client data and signature as bytes. Only an assertion with user verification
counts, of a key that the journal admitted: ``usecases/staff``, ``Register.staff``.
"""
