import pytest
from lxml import etree

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.rewriting import format_file, is_signed
from support.capfiles import NOT_HERE, REAL, real_files, whole_alert

WHOLE = etree.tostring(whole_alert(), encoding="unicode")
SIGNATURE = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'


def canonical(data):
    tree = etree.fromstring(data).getroottree()
    return etree.tostring(tree, method="c14n", with_comments=True)


def again(data):
    return format_file(read(data), data)


class TestFormatFile:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
    def test_keeps_everything_and_says_it_in_utf_8(self, encoding):
        odd = "<!-- in --><x:y xmlns:x='urn:x' z='1'>é<![CDATA[ < ]]></x:y><?pi in?>"
        text = WHOLE.replace("</alert>", odd + "</alert>\n<!-- after -->")
        declared = "utf-8" if encoding == "utf-8-sig" else encoding
        data = f'<?xml version="1.0" encoding="{declared}"?>\n{text}'.encode(encoding)
        written = again(data)
        assert canonical(written) == canonical(data)
        assert written.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<alert')
        assert "é" in written.decode("utf-8")
        assert again(written) == written

    def test_keeps_the_wrapper(self):
        data = f"<alerts>\n{WHOLE} {WHOLE}<!-- x --></alerts>".encode()
        assert canonical(again(data)) == canonical(data)

    def test_does_not_touch_what_is_signed(self):
        data = b"\xef\xbb\xbf" + WHOLE.replace("</alert>", SIGNATURE + "</alert>").encode()
        assert is_signed(read(data))
        assert again(data) is data

    @pytest.mark.parametrize("data", [b"", b"<feed/>", f"<!DOCTYPE alert>{WHOLE}".encode()])
    def test_refuses_what_is_no_alert_or_has_a_document_type(self, data):
        assert not is_signed(read(data))
        with pytest.raises(ValueError, match="document type"):
            again(data)

    @pytest.mark.skipif(not REAL.is_dir(), reason=NOT_HERE)
    def test_loses_nothing_of_a_real_file(self):
        written = 0
        for file in real_files():
            data = file.read_bytes()
            reading = read(data)
            if reading.alerts and not reading.problems:
                assert canonical(format_file(reading, data)) == canonical(data)
                written += 1
        assert written > 100
