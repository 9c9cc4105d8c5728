import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.capfiles import NOT_HERE, REAL, real_files
from support.capfuzz import nasty_files, withstands


class TestReader:
    @given(nasty_files())
    def test_withstands_nasty_files(self, data):
        withstands(data)

    @given(st.binary(max_size=200))
    def test_withstands_any_bytes(self, data):
        withstands(data)
        withstands(b"<?xml " + data)

    @pytest.mark.skipif(not REAL.is_dir(), reason=NOT_HERE)
    @given(data=st.data())
    def test_withstands_real_files_with_a_few_bytes_changed(self, data):
        files = [file for file in real_files() if file.stat().st_size < 8_000]
        content = bytearray(data.draw(st.sampled_from(files)).read_bytes())
        for _ in range(data.draw(st.integers(1, 3))):
            at = data.draw(st.integers(0, len(content) - 1))
            content[at] = data.draw(st.sampled_from(b"<>&\"'/=:! \0\xff") | st.integers(0, 255))
        withstands(bytes(content))
