"""The staff's machine interface: drafts, what stands, and the audit trail, for programs.

1. It calls the use cases that the pages call, and has no rule of its own. It makes drafts only:
   proposing and approving need a person with a passkey, and there is no address for them here.
2. A request is let in by its token alone (``Authorization: Bearer``); a session never counts, so
   that no page of another site can ask in somebody's name.
3. Each operation has a name, and each name a line in ``console/permissions``.
4. Answers have the words and fields of the command line's ``--json``; ``shapes`` describes them,
   closed. Problems are told in the language that is asked for, all at once.
"""
