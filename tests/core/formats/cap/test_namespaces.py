"""A namespace may be relative, which has no canonical form; what is signed then can't be told."""

import pytest
from lxml import etree

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.rules.chain import mark_of
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.signatures import _is_final
from dabyl.core.formats.cap.signature.algorithms import EXCLUSIVE, FORMS
from dabyl.core.formats.cap.signature.canonical import canonical_document
from dabyl.core.formats.cap.signature.verdict import Faulty, Reason
from support.capfiles import whole_alert

PLAIN = etree.tostring(whole_alert())
RELATIVE = PLAIN.replace(b"<alert ", b'<alert xmlns:r="relative" ')


def found_in(data):
    (found,) = read(data).alerts
    return found


class TestRelativeNamespace:
    def test_has_no_canonical_form(self):
        with pytest.raises(Faulty) as faulty:
            canonical_document(found_in(RELATIVE).element, FORMS[EXCLUSIVE])
        assert faulty.value.reason is Reason.TRANSFORM

    def test_is_never_final(self):
        assert not _is_final(found_in(RELATIVE).element, RELATIVE)

    def test_leaves_a_message_its_mark(self):
        marks = {
            mark_of(Message(alert=found.alert, element=found.element))
            for found in (found_in(PLAIN), found_in(RELATIVE))
        }
        assert len(marks) == 2
