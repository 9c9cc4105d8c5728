from hashlib import sha256

import pytest

from dabyl.core.formats.cap.limits import Flaw
from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.watching.contents import contents
from dabyl.core.formats.cap.watching.sources import Link
from support.watching import atom, document, rss

HERE = "https://alerts.example/feeds/cap.atom"
ENTRY = '<feed xmlns="http://www.w3.org/2005/Atom"><entry>{}</entry></feed>'
EDXL = (
    '<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><contentObject>{}'
    "</contentObject></EDXLDistribution>"
)


def named(data, address=HERE):
    return [link.address for link in contents(data, address).links]


def flaws(data):
    return [problem.flaw for problem in contents(data, HERE).problems]


class TestAlert:
    def test_that_stands_alone_is_kept_byte_for_byte(self):
        data = b"<?xml version='1.0'?>\n<!-- c -->\n" + document()
        (found,) = contents(data, HERE).documents
        assert found.data == data
        assert found.hash == sha256(data).hexdigest()

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-5", "utf-8-sig"])
    def test_in_another_encoding_is_kept_in_utf8(self, encoding):
        text = document().decode()
        declared = "UTF-16" if encoding == "utf-16-le" else encoding.removesuffix("-sig")
        data = f"<?xml version='1.0' encoding='{declared}'?>{text}".encode(
            encoding, "xmlcharrefreplace"
        )
        (found,) = contents(data, HERE).documents
        assert "\0" not in found.data.decode()
        assert read(found.data).alerts[0].alert.infos[1].headline == (
            read(document()).alerts[0].alert.infos[1].headline
        )

    def test_in_a_feed_or_an_envelope_is_a_document_of_its_own(self):
        for data in (atom(inside=document()), EDXL.format(document().decode()).encode()):
            held = contents(data, HERE)
            (found,) = held.documents
            assert read(found.data).wrapper is None
            assert (held.links, held.problems) == ((), ())


class TestLinks:
    def test_of_atom_are_those_of_the_type_of_cap(self):
        entry = (
            '<link href="page.html" type="text/html"/><link href="any"/>'
            '<link rel="related" href="a.cap" type="application/cap+xml"/>'
        )
        assert named(ENTRY.format(entry).encode()) == ["https://alerts.example/feeds/a.cap"]

    def test_without_a_type_are_asked_for_unless_they_are_pages_for_people(self):
        entry = (
            '<link href="/a"/><link href="/a"/><link rel="edit" href="/b"/>'
            '<link href="/c" type="text/html"/><link href="/d" type="application/xml"/>'
        )
        found = named(ENTRY.format(entry).encode())
        assert found == ["https://alerts.example/a", "https://alerts.example/d"]

    def test_of_rss_are_the_items_own(self):
        assert named(rss("https://other.example/1.xml")) == ["https://other.example/1.xml"]

    def test_carry_the_date_of_their_entry(self):
        assert contents(atom("x", date="2016"), HERE).links == (
            Link("https://alerts.example/feeds/x", "2016"),
        )

    def test_of_an_envelope_are_its_files(self):
        inner = "<nonXMLContent><uri> alert.xml </uri></nonXMLContent><link><uri>no</uri></link>"
        assert named(EDXL.format(inner).encode()) == ["https://alerts.example/feeds/alert.xml"]
        assert named(b"<EDXLDistribution><uri>no</uri></EDXLDistribution>") == []

    def test_of_an_entry_that_holds_its_alert_are_not_asked_for(self):
        data = atom("x", inside=document()).replace(b"<content>", b'<link href="y"/><content>')
        assert named(data) == ["https://alerts.example/feeds/x"]

    def test_that_cannot_be_joined_stay_as_they_are(self):
        assert named(atom("http://[")) == ["http://["]


class TestNothing:
    def test_is_wrong_with_an_empty_feed(self):
        held = contents(atom(), HERE)
        assert (held.documents, held.links, held.problems) == ((), (), ())

    @pytest.mark.parametrize(
        ("data", "flaw"),
        [
            (b"", Flaw.EMPTY),
            (b"<html><body>404", Flaw.WEB_PAGE),
            (b"<feed><entry>", Flaw.BROKEN),
            (b"<other/>", Flaw.NO_ALERT),
            (b"<alerts/>", Flaw.NO_ALERT),
            (b"<!DOCTYPE feed [<!ENTITY a 'b'>]><feed>&a;</feed>", Flaw.DOCTYPE),
            (b'<alert xmlns="urn:oasis:names:tc:emergency:cap:9"/>', Flaw.VERSION_UNKNOWN),
        ],
    )
    def test_is_taken_from_what_is_no_feed_and_no_alert(self, data, flaw):
        assert flaws(data) == [flaw]
        assert contents(data, HERE).links == ()

    def test_is_linked_by_an_alert_that_stands_alone(self):
        assert contents(document(), HERE).links == ()
