"""An uploaded table as plain UTF-8 text on disk, in pieces: unpacked, decoded, line ends unified.

Where single lines are in another encoding than the rest, they alone are read in it, and it is said
how many they are.
"""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from core.errors import InvalidInput
from core.uploaded_text import (
    CONTROL,
    GZIP,
    MARKS,
    PROBED,
    is_hebrew,
    not_text,
    refuse_other_kinds,
    too_large,
    utf_16_without_mark,
)

_PIECE = 2**20
_LONGEST_LINE = 16 * 2**20
_BROKEN = (gzip.BadGzipFile, EOFError, zlib.error)


def plain_copy(source: Path, target: Path, name: str, limit: int) -> tuple[str, ...]:
    """Write the text of a file, gzipped or not, to `target` as UTF-8; return what was guessed.

    Args:
        source: What the visitor gave.
        target: Where the text goes, every line ended by a line feed.
        name: How the visitor called it, for the messages.
        limit: Bytes that it may have once it is unpacked.

    Raises:
        InvalidInput: It is too large, empty, damaged, or not text.
    """
    decoder = _Lines(name)
    is_empty = True
    try:
        with _opened(source) as binary, target.open("w", encoding="utf-8", newline="") as plain:
            for place, text in enumerate(_texts(_limited(binary, name, limit), decoder, name)):
                if "\0" in text or (place == 0 and CONTROL.search(text[:PROBED])):
                    raise not_text(name, "a binary file")
                is_empty = is_empty and not text.strip()
                plain.write(text.replace("\r\n", "\n").replace("\r", "\n"))
    except _BROKEN as error:
        raise InvalidInput(
            f"{name} cannot be unpacked: it is damaged or was copied only in part. Pack it again."
        ) from error
    if is_empty:
        raise InvalidInput(f"{name} is empty. Choose a file with a header line and some rows.")
    return decoder.remarks()


@dataclass
class _Lines:
    """Decodes lines: UTF-8, and what is none in the Windows encoding it looks like."""

    name: str
    encoding: str = ""
    strange: int = 0
    lines: int = 0
    guessed: list[str] = field(default_factory=list)

    def decode(self, lines: list[bytes]) -> str:
        self.lines += len(lines)
        try:
            return b"".join(lines).decode("utf-8")
        except UnicodeDecodeError:
            return "".join(map(self._one, lines))

    def _one(self, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            self.strange += 1
            self.encoding = self.encoding or ("cp1255" if is_hebrew(line) else "cp1252")
            return line.decode(self.encoding, errors="replace")

    def remarks(self) -> tuple[str, ...]:
        """Return what had to be guessed, one sentence each."""
        if not self.strange:
            return tuple(self.guessed)
        windows = f"Windows-{self.encoding[2:]}"
        which = "line is" if self.strange == 1 else "lines are"
        return (
            f"{self.strange:,} of {self.lines:,} {which} not in UTF-8 and "
            f"{'was' if self.strange == 1 else 'were'} read as {windows}. If letters look wrong, "
            "save the file as UTF-8.",
        )


def _texts(pieces: Iterator[list[bytes]], decoder: _Lines, name: str) -> Iterator[str]:
    """Yield the text piece by piece, each of whole lines unless it is in UTF-16."""
    first = next(pieces, [])
    start = b"".join(first[:64])[: 2 * PROBED]
    refuse_other_kinds(start, name)
    marked = next(((mark, code) for mark, code in MARKS if start.startswith(mark)), None)
    even = start[: len(start) // 2 * 2]
    wide = marked[1] if marked and marked[1] != "utf-8-sig" else utf_16_without_mark(even)
    if wide:
        if not marked:
            decoder.guessed.append(f"{name} was read as UTF-16.")
        yield from _wide(_chain(first, pieces), wide, name)
        return
    if marked:
        first[0] = first[0].removeprefix(marked[0])
    yield decoder.decode(first)
    yield from map(decoder.decode, pieces)


def _wide(pieces: Iterator[list[bytes]], encoding: str, name: str) -> Iterator[str]:
    """Yield text in UTF-16 or UTF-32, where a byte that looks like a line end may be none."""
    decode = codecs.getincrementaldecoder(encoding)()
    held = ""
    try:
        for piece in pieces:
            text = held + decode.decode(b"".join(piece))
            held = text[-1:] if text.endswith("\r") else ""
            yield text.removesuffix(held) if held else text
        yield held + decode.decode(b"", final=True)
    except UnicodeError as error:
        raise not_text(name, "in no encoding that is known here, or a binary file") from error


def _chain(first: list[bytes], rest: Iterator[list[bytes]]) -> Iterator[list[bytes]]:
    yield first
    yield from rest


def _limited(binary: BinaryIO, name: str, limit: int) -> Iterator[list[bytes]]:
    """Yield whole lines, about a megabyte of them at a time, but never more than `limit` bytes."""
    left = limit
    while lines := _some_lines(binary, min(left, _LONGEST_LINE) + 1):
        if len(lines[-1]) > _LONGEST_LINE:
            raise InvalidInput(
                f"{name} has a line of more than {_LONGEST_LINE / 2**20:.0f} MB. Give one row per "
                "line, with line ends between the rows."
            )
        left -= sum(map(len, lines))
        if left < 0:
            raise too_large(name, limit - left, limit)
        yield lines


def _some_lines(binary: BinaryIO, most: int) -> list[bytes]:
    lines, size = [], 0
    while size < _PIECE and (line := binary.readline(most)):
        lines.append(line)
        size += len(line)
    return lines


@contextmanager
def _opened(source: Path) -> Iterator[BinaryIO]:
    with source.open("rb") as raw:
        if raw.peek(2)[:2] != GZIP:
            yield raw
            return
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield cast("BinaryIO", unpacked)
