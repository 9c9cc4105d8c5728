"""The voice of a workspace's messages: who sends them, in which words, under what status.

1. Only a live workspace speaks in earnest: its messages are Actual. Any other writes Exercise, says
   so in the note, in each headline and in each description, and sends under ``.invalid``.
2. The sender is the one that the key's certificate names; the site stands on the sender's domain.
3. An identifier is the workspace, the decision's layer, and the number of its entry in the journal:
   no two entries share one, so it cannot come twice.
"""

from collections.abc import Mapping
from functools import cached_property

import attrs

from dabyl.core.formats.cap.vocabulary import Status
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.publication.speaker import Speaker
from dabyl.core.register.register import Register

_NUMBER_DIGITS = 6


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Voice:
    """A workspace's name and kind, its sender, and words by language."""

    workspace: str
    kind: WorkspaceKind
    sender: str
    words: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, register: Register, sender: str, words: Mapping[str, Mapping[str, str]]) -> "Voice":
        """Return the voice of the register's workspace."""
        made = register.workspace
        name = "w" if made is None else made.id
        return cls(workspace=name, kind=register.kind, sender=sender, words=words)

    @property
    def status(self) -> Status:
        """The status of its messages."""
        return Status.ACTUAL if self.kind is WorkspaceKind.LIVE else Status.EXERCISE

    @property
    def note(self) -> str | None:
        """What a message that is not in earnest says of itself."""
        return None if self.kind is WorkspaceKind.LIVE else self.mark("en")

    def mark(self, lang: str) -> str:
        """Return what marks a text as not in earnest; nothing in a live workspace."""
        if self.kind is WorkspaceKind.LIVE:
            return ""
        return self.speaker(lang).words[f"cap_note_{self.kind}"]

    @property
    def site(self) -> str:
        """The address of the sender's site."""
        return f"https://{self.sender.rpartition('@')[2]}/"

    def identifier(self, layer: str, number: int) -> str:
        """Return the identifier of the message about *layer* that is entry *number*."""
        return f"{self.workspace}.{layer}.{number:0{_NUMBER_DIGITS}}"

    def languages(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the languages *wanted* that have words; English when none has."""
        return tuple(lang for lang in wanted if lang in self.words) or ("en",)

    def speaker(self, lang: str) -> Speaker:
        """Return who speaks the language."""
        return self._speakers[lang]

    @cached_property
    def _speakers(self) -> Mapping[str, Speaker]:
        return {lang: Speaker(lang, words) for lang, words in self.words.items()}
