"""Makes the pictures of ``docs/`` smaller: at most 256 colours, each pixel the nearest of them.

1. A picture of no more colours looks the same to the last pixel.
2. What is no picture of a browser (8 bits, red, green and blue, no alpha) is left as it is.
"""

import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
_MARK = b"\x89PNG\r\n\x1a\n"
_RGB, _PALETTE = 2, 3
_MOST = 256


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the chunks of a PNG: their kinds and what they hold."""
    at = len(_MARK)
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size


def read(data: bytes) -> Pixels | None:
    """Return the pixels of a PNG, row by row; None when it isn't one of a browser."""
    found: dict[bytes, bytes] = {}
    for kind, held in chunks(data):
        found[kind] = found.get(kind, b"") + held
    width, height, *how = struct.unpack(">IIBBBBB", found[b"IHDR"])
    if how != [8, _RGB, 0, 0, 0]:
        return None
    lines = np.frombuffer(zlib.decompress(found[b"IDAT"]), np.uint8).reshape(height, width * 3 + 1)
    rows: list[NDArray[np.int64]] = []
    above = np.zeros((width, 3), np.int64)
    for line in lines:
        above = unfiltered(int(line[0]), line[1:].reshape(width, 3).astype(np.int64), above)
        rows.append(above)
    return np.stack(rows).astype(np.uint8)


def unfiltered(kind: int, line: NDArray[np.int64], above: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a row as it is, from how it differs from its neighbours (PNG, section 9)."""
    match kind:
        case 0:
            return line
        case 1:
            return np.cumsum(line, axis=0) % 256
        case 2:
            return (line + above) % 256
        case _:
            return np.array(list(_one_by_one(kind, line.tolist(), above.tolist())))


def _one_by_one(kind: int, line: list[list[int]], above: list[list[int]]) -> Iterator[list[int]]:
    left, corner = [0, 0, 0], [0, 0, 0]
    for differs, up in zip(line, above, strict=True):
        near = map(_mean if kind == 3 else _paeth, left, up, corner)  # noqa: PLR2004 - the average
        left = [(one + other) % 256 for one, other in zip(differs, near, strict=True)]
        corner = up
        yield left


def _mean(left: int, up: int, _: int) -> int:
    return (left + up) // 2


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(one - guess))


def write(pixels: Pixels) -> bytes:
    """Return a PNG with a palette of the most frequent colours."""
    height, width, _ = pixels.shape
    colours, place, count = np.unique(
        pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    kept = colours[np.argsort(-count, kind="stable")[:_MOST]]
    distance = ((colours[:, None, :].astype(int) - kept[None, :, :]) ** 2).sum(axis=2)
    nearest = distance.argmin(axis=1).astype(np.uint8)
    rows = np.zeros((height, width + 1), np.uint8)
    rows[:, 1:] = nearest[place.reshape(-1)].reshape(height, width)
    head = struct.pack(">IIBBBBB", width, height, 8, _PALETTE, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", kept.tobytes()))
    packed = zlib.compress(rows.tobytes(), 9)
    return _MARK + b"".join(_chunk(*one) for one in (*parts, (b"IDAT", packed), (b"IEND", b"")))


def _chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def main() -> None:
    """Make each picture that is named smaller, where that is smaller."""
    for path in map(Path, sys.argv[1:]):
        data = path.read_bytes()
        pixels = read(data)
        made = data if pixels is None else write(pixels)
        if len(made) < len(data):
            path.write_bytes(made)
            print(f"{path}: {len(data)} -> {len(made)} bytes")


if __name__ == "__main__":
    main()
