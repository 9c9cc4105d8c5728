"""Messages as rules see them: the value, and the document that it was read from when it is there.

1. A rule reads the value. What a value does not hold, such as white space between elements or a
   signature, it finds in ``element`` and ``data``, which may be missing.
2. An exercise of a workspace that is not live is judged as if it were Actual: its status is
   Exercise and its sender lies under ``.invalid``, where nobody can be reached.
"""

import re
from functools import cached_property
from typing import Final

import attrs

from dabyl.core.formats.cap.reading import Found
from dabyl.core.formats.cap.rules.grounds import Ground, grounds_of
from dabyl.core.formats.cap.rules.outlines import Outline
from dabyl.core.formats.cap.rules.tags import language_of
from dabyl.core.formats.cap.signature.structure import Signed, has_signature, take_apart
from dabyl.core.formats.cap.signature.verdict import Faulty
from dabyl.core.formats.cap.values import Alert, Reference, Time
from dabyl.core.formats.cap.vocabulary import MsgType, Status
from dabyl.core.formats.cap.where import Element
from dabyl.core.formats.cap.wrappers import own_document
from dabyl.core.values.instants import Instant

_ACTS: Final = frozenset({MsgType.UPDATE.value, MsgType.CANCEL.value})
_NOWHERE: Final = re.compile(r"(?:^|[@.])invalid$", re.IGNORECASE)


@attrs.frozen
class Message:
    """One alert with its element and with its bytes, as a document of its own."""

    alert: Alert
    element: Element | None = None
    _data: bytes | Found | None = None

    @cached_property
    def data(self) -> bytes | None:
        """The alert as a document of its own."""
        return self._data.data if isinstance(self._data, Found) else self._data

    @property
    def has_doctype(self) -> bool:
        """Whether its file names a document type: no schema problem, and yet not valid."""
        found = self._data
        return isinstance(found, Found) and not found.schema_valid and not found.schema_problems

    @cached_property
    def is_rehearsal(self) -> bool:
        """Whether a workspace that is not live wrote it."""
        alert = self.alert
        return alert.status == Status.EXERCISE and names_nobody(alert.sender)

    @cached_property
    def signature(self) -> Signed | Faulty | None:
        """The signature taken apart, or why it can't be; None when there is none to be seen."""
        if self.element is None or not has_signature(self.element):
            return None
        data = own_document(self.element) if self.data is None else self.data
        try:
            return take_apart(data)
        except Faulty as faulty:
            return faulty

    @cached_property
    def times(self) -> tuple[tuple[str, Time], ...]:
        """Every time of the message with its path."""
        found = [("sent", self.alert.sent)]
        for number, info in enumerate(self.alert.infos, 1):
            found += [
                (f"info[{number}]/effective", info.effective),
                (f"info[{number}]/onset", info.onset),
                (f"info[{number}]/expires", info.expires),
            ]
        return tuple((path, time) for path, time in found if time is not None)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The language of each block, in small letters; ``en-us`` where none is written."""
        return tuple(language_of(info.language) for info in self.alert.infos)

    @cached_property
    def references(self) -> tuple[tuple[Reference | str, Instant | None], ...]:
        """Every reference with the instant that it names."""
        if not self.alert.references:
            return ()
        return tuple(
            (each, None if isinstance(each, str) else Time(each.sent).instant)
            for each in self.alert.parsed_references
        )

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        """Every area, in document order."""
        return grounds_of(self.alert)

    @cached_property
    def outlines(self) -> tuple[tuple[str, Outline], ...]:
        """Every polygon with its path."""
        return tuple(
            (f"{ground.path}/polygon[{number}]", outline)
            for ground in self.grounds
            for number, outline in enumerate(ground.union.outlines, 1)
        )

    @property
    def is_about_others(self) -> bool:
        """Whether it acts on messages before it: an Update or a Cancel."""
        return self.alert.msg_type in _ACTS

    @property
    def status(self) -> str | None:
        """The status by which the message is judged."""
        return Status.ACTUAL if self.is_rehearsal else self.alert.status


def message_of(found: Found) -> Message:
    """Return an alert of a file as rules see it."""
    return Message(found.alert, found.element, found)


def names_nobody(sender: str | None) -> bool:
    """Tell whether a sender lies under ``.invalid``."""
    return sender is not None and _NOWHERE.search(sender.strip()) is not None
