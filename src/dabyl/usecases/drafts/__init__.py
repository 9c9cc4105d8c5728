"""Drafts: from what an officer types to a decision in the journal, by two persons.

What a door (console, API, command line) calls. Persons are pseudonyms such as ``officer-7``; who
signs in as whom is the door's matter. Nothing here reads a clock: ``at`` is an argument.

``writing``
    ``begin(store, key, content, office=, by=, at=) -> Draft``
    ``save(store, key, content, based_on=, by=, at=) -> Saved``: ``based_on`` is the number of the
    version that was on the screen. When another one came meanwhile, what was typed is kept as a
    fork (``Saved.is_fork``) and nothing is lost; ``Saved.draft`` is what is stored now.
    ``comment(store, key, text, by=, at=)``, ``withdraw(store, key, by=, at=)``
    A draft's content is the plain body of a decision (``core/levels/body``), whole or not yet.

``preview``
    ``preview(desk, draft, at=) -> Preview``: the decision, every reason against it at once
    (``problems``), the forms as they would be published with their slots marked, what differs
    from now, and what is to be signed: ``number`` and ``subject``.

``proposing``
    ``challenge_to_propose(preview) -> bytes``: the 32 bytes for the passkey.
    ``propose(desk, store, key, consent=, forms=, at=) -> Draft``
    ``refuse(store, key, reason, by=, at=) -> Draft``

``approving``
    ``challenge_to_approve(draft) -> bytes``
    ``approve(desk, store, key, consent=, at=) -> Released``: a consent of another person than any
    who edited the draft, given by a passkey with the person verified. Raises ``Refused`` with every
    reason, ``ProposalStale`` when what would be published is no longer what was signed (with what
    came between), ``Overtaken`` when another step was recorded at the same instant.

``countersigning``
    ``release_in_emergency`` and ``countersign``: where the pack allows one person.

A ``Consent`` (``core/staff/consents``) holds what the browser gave: person, credential id,
authenticator data, client data and signature, all as bytes. The keys that count are those that the
journal admitted: ``usecases/staff``, ``Register.staff``.
"""
