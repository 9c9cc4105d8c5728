import struct
import subprocess
import sys
import zlib

import pytest

from support.tree import ROOT

SIDE = 64
HEAD = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)


def chunk(kind, held):
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def pixel(x, y, colours):
    return ((x * y) % colours % 256, (x * y) % colours // 256, 7)


def filtered(kind, rows):
    """Return rows as a PNG of one filter holds them."""
    before = [0] * (3 * SIDE)
    for row in rows:
        left = [0, 0, 0, *row[:-3]]
        corner = [0, 0, 0, *before[:-3]]
        near = [guess(kind, *one) for one in zip(left, before, corner, strict=True)]
        yield bytes([kind, *((a - b) % 256 for a, b in zip(row, near, strict=True))])
        before = row


def guess(kind, left, up, corner):
    paeth = min((left, up, corner), key=lambda one: abs(one - (left + up - corner)))
    return (0, left, up, (left + up) // 2, paeth)[kind]


def a_picture(colours, kind=0, head=HEAD):
    rows = [[part for x in range(SIDE) for part in pixel(x, y, colours)] for y in range(SIDE)]
    packed = zlib.compress(b"".join(filtered(kind, rows)), 0)
    parts = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in parts)


def made_smaller(path, data):
    path.write_bytes(data)
    done = subprocess.run([sys.executable, "tools/smaller.py", path], cwd=ROOT, check=False)
    assert done.returncode == 0
    return path.read_bytes()


def held(data, kind):
    at = data.index(kind)
    return data[at + 4 : at + 4 + struct.unpack(">I", data[at - 4 : at])[0]]


class TestAPicture:
    @pytest.mark.parametrize("kind", range(5))
    def test_of_few_colours_is_the_same_to_the_last_pixel(self, tmp_path, kind):
        made = made_smaller(tmp_path / "a.png", a_picture(200, kind))
        palette, lines = held(made, b"PLTE"), zlib.decompress(held(made, b"IDAT"))
        for y in range(SIDE):
            for x in range(SIDE):
                at = 3 * lines[y * (SIDE + 1) + 1 + x]
                assert tuple(palette[at : at + 3]) == pixel(x, y, 200)

    def test_of_many_colours_has_no_more_than_a_palette(self, tmp_path):
        data = a_picture(4000)
        made = made_smaller(tmp_path / "a.png", data)
        assert len(held(made, b"PLTE")) == 256 * 3
        assert len(made) < len(data)

    def test_of_another_kind_is_left_as_it_is(self, tmp_path):
        grey = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)
        data = a_picture(200, head=grey)
        assert made_smaller(tmp_path / "a.png", data) == data
