"""Lines: where in a TOML text a value stands.

1. A path is a tuple of keys and of places in arrays, from 0: ``("level", 2, "rank")``.
2. A path stands on the line of the first key that names it; an element of an array stands on the
   line on which it begins; a table, on the line of its header.
3. The text is one that ``tomllib`` accepts; of another text some lines are found, and no error is
   raised. Nesting is followed without recursion.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import attrs

Path = tuple[str | int, ...]

_TOKENS = re.compile(
    r"""
      (?P<skip>[ \t\r]+|\#[^\n]*)
    | (?P<line>\n)
    | (?P<text>
          \"{3}(?:[^"\\]|\\.|\"(?!\"\"))*\"{3,5}
        | '{3}(?:[^']|'(?!''))*'{3,5}
        | \"(?:[^"\\\n]|\\.)*\"
        | '[^'\n]*'
      )
    | (?P<mark>[\[\]{},=])
    | (?P<bare>[^\s\[\]{},=\#"']+)
    """,
    re.VERBOSE | re.DOTALL,
)


@attrs.frozen
class _Token:
    kind: str
    text: str
    start: int


_END = _Token("end", "", 0)


@attrs.define
class _Frame:
    """An array or an inline table that is open; ``element`` is the place in the array."""

    path: Path
    is_array: bool
    element: int = 0


def locate(text: str) -> Mapping[Path, int]:
    """Return the line, from 1, of every path in the TOML *text*."""
    locator = _Locator(text)
    locator.read()
    return locator.lines


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of *path*, else of what encloses it most closely, else 1."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Locator:
    def __init__(self, text: str) -> None:
        self.text = text
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.tokens = [
            _Token(str(found.lastgroup), found.group(), found.start())
            for found in _TOKENS.finditer(text)
            if found.lastgroup != "skip"
        ]
        self.next = 0
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}  # arrays of tables: how many tables so far

    def take(self) -> _Token:
        token = self.peek()
        self.next += 1
        return token

    def peek(self) -> _Token:
        return self.tokens[self.next] if self.next < len(self.tokens) else _END

    def note(self, path: Path, token: _Token) -> None:
        line = bisect_left(self.breaks, token.start) + 1
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def read(self) -> None:
        base: Path = ()
        while self.peek() is not _END:
            token = self.peek()
            if token.text == "[":
                base = self.header()
            elif token.kind in {"bare", "text"}:
                self.value(base + self.key("="), token)
            else:
                self.take()

    def header(self) -> Path:
        opening = self.take()
        repeated = self.peek().text == "["
        if repeated:
            self.take()
        *parents, last = self.key("]") or ("",)
        path: Path = ()
        for name in parents:
            path = self.inside((*path, name))
        path = (*path, last)
        if repeated:
            self.take()
            self.counts[path] = self.counts.get(path, 0) + 1
            path = self.inside(path)
        self.note(path, opening)
        return path

    def inside(self, path: Path) -> Path:
        count = self.counts.get(path)
        return path if count is None else (*path, count - 1)

    def key(self, closing: str) -> Path:
        """Read a key with its closing mark, and return its parts."""
        start = self.peek().start
        end = start
        while (token := self.take()).text != closing and token.kind not in {"line", "end"}:
            end = token.start + len(token.text)
        return _parts(self.text[start:end])

    def value(self, path: Path, first: _Token) -> None:
        """Read a value up to the end of its line; *first* is the token where it begins."""
        self.note(path, first)
        frames: list[_Frame] = []
        while True:
            token = self.take()
            if token is _END or (token.kind == "line" and not frames):
                return
            if token.kind != "line" and token.text not in {"]", "}", ","}:
                self.note(path, token)
            if token.text == "[":
                frames.append(_Frame(path, is_array=True))
                path = (*path, 0)
            elif token.text == "{":
                frames.append(_Frame(path, is_array=False))
                path = self.member(frames[-1])
            elif token.text in {"]", "}"} and frames:
                frames.pop()
            elif token.text == "," and frames:
                path = self.after_comma(frames[-1])

    def after_comma(self, frame: _Frame) -> Path:
        if not frame.is_array:
            return self.member(frame)
        frame.element += 1
        return (*frame.path, frame.element)

    def member(self, frame: _Frame) -> Path:
        first = self.peek()
        if first.kind not in {"bare", "text"}:
            return frame.path
        path = frame.path + self.key("=")
        self.note(path, first)
        return path


@lru_cache(maxsize=4096)
def _parts(key: str) -> Path:
    try:
        tree: Any = tomllib.loads(f"{key} = 0")
    except (ValueError, RecursionError):
        return ()
    parts: list[str] = []
    while isinstance(tree, dict) and tree:
        name = next(iter(tree))
        parts.append(name)
        tree = tree[name]
    return tuple(parts)
