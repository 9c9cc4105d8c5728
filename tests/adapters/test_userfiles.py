"""Files and folders that the user names."""

import pytest

from dabyl.adapters.userfiles import open_site, read_file, read_text, write_file
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected, Unavailable


def code(raised: pytest.ExceptionInfo) -> Code:
    (problem,) = raised.value.problems
    return problem.code


class TestFiles:
    def test_are_read_whole(self, tmp_path):
        (tmp_path / "a").write_bytes("ә".encode())
        assert read_file(tmp_path / "a") == "ә".encode()
        assert read_text(tmp_path / "a") == "ә"

    def test_that_are_not_there_are_rejected(self, tmp_path):
        for path in (tmp_path / "none", tmp_path):
            with pytest.raises(Rejected) as raised:
                read_file(path)
            assert code(raised) == Code.FILE_MISSING

    def test_must_be_text_where_text_is_wanted(self, tmp_path):
        (tmp_path / "a").write_bytes(b"\xff")
        with pytest.raises(Rejected) as raised:
            read_text(tmp_path / "a")
        assert code(raised) == Code.NOT_TEXT


class TestSite:
    def test_gives_its_files_and_nothing_outside(self, tmp_path):
        (tmp_path / "site" / "en").mkdir(parents=True)
        (tmp_path / "site" / "en" / "a").write_bytes(b"1")
        (tmp_path / "secret").write_bytes(b"2")
        read = open_site(tmp_path / "site")
        assert read("en/a") == b"1"
        assert [read(path) for path in ("en", "none", "../secret", "/etc/hostname")] == [None] * 4

    def test_must_be_there(self, tmp_path):
        with pytest.raises(Rejected):
            open_site(tmp_path / "none")


class TestWriteFile:
    def test_writes_the_whole_or_nothing(self, tmp_path):
        write_file(tmp_path / "x", b"data")
        assert (tmp_path / "x").read_bytes() == b"data"
        with pytest.raises(Unavailable, match="cannot write"):
            write_file(tmp_path / "no" / "x", b"data")
