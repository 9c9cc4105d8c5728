"""The site as it lies in its folder, and as a server gives it."""

from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from dabyl.adapters.reading_back import ReadBack
from dabyl.core.values.problems import Unavailable


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def a_server(folder):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class TestReadBack:
    def test_gives_what_lies_there_and_what_a_server_gives(self, tmp_path):
        (tmp_path / "a b.txt").write_bytes(b"words")
        with a_server(tmp_path) as address:
            site = ReadBack(tmp_path, address)
            assert site.published("a b.txt") == site.served("a b.txt") == b"words"
            with pytest.raises(Unavailable, match="HTTP 404"):
                site.served("other.txt")
        with pytest.raises(Unavailable, match="does not answer"):
            site.served("a b.txt")

    def test_reads_the_folder_where_there_is_no_server(self, tmp_path):
        (tmp_path / "a.txt").write_bytes(b"words")
        site = ReadBack(tmp_path)
        assert site.served("a.txt") == b"words"
        assert site.published("other.txt") is None
        with pytest.raises(Unavailable):
            site.served("other.txt")
