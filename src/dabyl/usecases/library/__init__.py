"""Changing the library: from a draft to an entry of the journal, by two persons.

Drafts of the library are those of ``usecases/drafts``: ``writing`` begins, saves, comments on and
withdraws them, at a ``DraftDesk`` whose store holds drafts of the library only. Their content is
that of ``core/formats/library/change``, and they are of no office.

``looking``
    ``look(desk, draft) -> Look``: the fact that a draft makes, and every reason against it.
``proposing``
    ``challenge_to_propose(look)``, ``propose(desk, key, look_seen, consent=, at=)``,
    ``refuse(desk, key, reason, by=, at=)``
``approving``
    ``challenge_to_approve(look)``, ``approve(desk, key, consent=, at=) -> Changed``, ``settle``
``effects``
    ``pages_changed`` and ``decisions_touched``: what a change would do to what is public.
"""
