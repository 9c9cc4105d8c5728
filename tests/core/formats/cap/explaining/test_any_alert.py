"""Whatever an alert holds, it is explained; nothing raises, nothing a terminal obeys is left."""

from hypothesis import given, settings
from lxml import etree

from dabyl.core.formats.cap.explaining.explain import explain
from dabyl.core.formats.cap.explaining.page import explained_page
from dabyl.core.formats.cap.explaining.plain import explained_plain
from dabyl.core.formats.cap.explaining.seen import Seen
from dabyl.core.formats.cap.explaining.text import explained_text
from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.vocabulary import Version
from dabyl.core.values.instants import Instant
from support.capfiles import spoiled, whole_alert

ORIGINALS = [whole_alert(version, 2) for version in Version]


class TestAnyAlert:
    @settings(max_examples=100)
    @given(spoiled(ORIGINALS))
    def test_is_explained(self, element):
        alerts = read(etree.tostring(element)).alerts
        seen = Seen.among(alerts)
        for found in alerts:
            said = explain(found, at=Instant(0), lang="kk", zone="Asia/Almaty", seen=seen)
            assert not set(explained_text([said], "kk")) & set("\x1b\x9b\u202e")
            assert explained_page([said], "kk").count(b"<article>") == 1
            assert explained_plain(said)["index"] == found.index
