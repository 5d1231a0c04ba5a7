"""What a visitor uploaded, as text: unpacked within limits, decoded, known from other files."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from dataclasses import dataclass
from typing import Any

from core.errors import InvalidInput

_NAME_SHOWN = 60
_BASE64_PER_BYTE = 4 / 3
GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
)
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
PROBED = 4096
_HEBREW = re.compile(rb"[\xe0-\xfa]{2,}")
_HIGH = re.compile(rb"[\x80-\xff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class UploadedText:
    """A file's text.

    Attributes:
        name: Name of the file as it can be shown, cut where it is long.
        text: Its content, every line ended by a line feed.
        remarks: What had to be guessed, one sentence each.
    """

    name: str
    text: str
    remarks: tuple[str, ...] = ()


def from_browser(contents: Any, filename: Any, limit: int) -> UploadedText:
    """Return the text of what `dcc.Upload` sends.

    Args:
        contents: `data:<type>;base64,<content>`, from a stranger's browser.
        filename: How the visitor called it.
        limit: Bytes that the file may have, packed and unpacked.

    Raises:
        InvalidInput: It is no such thing, too large, empty, or not text.
    """
    name = shown_name(filename)
    if not isinstance(contents, str) or not contents.startswith("data:"):
        raise InvalidInput("No file arrived. Choose the file again.")
    encoded = contents.partition(",")[2]
    if len(encoded) > limit * _BASE64_PER_BYTE + 4:
        raise too_large(name, len(encoded) / _BASE64_PER_BYTE, limit)
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput(f"{name} did not arrive whole. Choose it again.") from error
    return as_text(raw, name, limit)


def as_text(raw: bytes, name: str, limit: int) -> UploadedText:
    """Return the text of a file that may be gzipped: UTF-8, UTF-16, Windows-1255 or -1252.

    Args:
        raw: What is in the file.
        name: Its name, for the messages.
        limit: Bytes that it may have, packed and unpacked.

    Raises:
        InvalidInput: It is too large, empty, or not text.
    """
    if len(raw) > limit:
        raise too_large(name, len(raw), limit)
    if raw.startswith(GZIP):
        raw = _unpacked(raw, name, limit)
    if not raw.strip():
        raise InvalidInput(f"{name} is empty. Choose a file with a header line and some rows.")
    refuse_other_kinds(raw, name)
    text, remark = _decoded(raw, name)
    if CONTROL.search(text[:PROBED]) or "\0" in text:
        raise not_text(name, "a binary file")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return UploadedText(name, lines, (remark,) if remark else ())


def shown_name(filename: Any) -> str:
    """Return the name of a file as it can stand in a sentence."""
    name = "".join(letter for letter in str(filename or "") if letter.isprintable())
    name = re.split(r"[/\\]", name)[-1].strip() or "The file"
    return name if len(name) <= _NAME_SHOWN else f"{name[: _NAME_SHOWN - 1]}…"


def too_large(name: str, size: float, limit: int) -> InvalidInput:
    """Return the error for a file of `size` bytes where `limit` are allowed."""
    return InvalidInput(
        f"{name} is too large: {size / 2**20:,.1f} MB, and at most {limit / 2**20:,.0f} MB are "
        "read. Leave out rows or columns, or pack it with gzip."
    )


def _unpacked(raw: bytes, name: str, limit: int) -> bytes:
    """Return what is packed with gzip, all members of it, but never more than `limit` bytes."""
    content = bytearray()
    try:
        while raw:
            member = zlib.decompressobj(wbits=31)
            content += member.decompress(raw, limit + 1 - len(content))
            if len(content) > limit:
                raise InvalidInput(
                    f"{name} unpacks to more than {limit / 2**20:,.0f} MB. "
                    "Leave out rows or columns."
                )
            if not member.eof:
                raise InvalidInput(f"{name} ends too early: it was packed or copied only in part.")
            raw = member.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise InvalidInput(f"{name} cannot be unpacked: it is damaged. Pack it again.") from error
    return bytes(content)


def refuse_other_kinds(raw: bytes, name: str) -> None:
    """Raise `InvalidInput` when the beginning of a file is that of a kind that is no text."""
    if raw.startswith(_ZIP):
        is_book = b"xl/" in raw[:PROBED] or b"[Content_Types].xml" in raw[:PROBED]
        kind = "an Excel workbook" if is_book else "a zip archive"
        advice = "In Excel, save it as CSV." if is_book else "Unpack it and choose the file inside."
        raise InvalidInput(f"{name} is {kind}, whatever its name says. {advice}")
    for start, kind in _OTHERS:
        if raw.startswith(start):
            raise not_text(name, kind)


def not_text(name: str, kind: str) -> InvalidInput:
    """Return the error for a file that is no text."""
    return InvalidInput(
        f"{name} is {kind}, not text. Save the table as a CSV file and choose that."
    )


def _decoded(raw: bytes, name: str) -> tuple[str, str]:
    """Return the text and a remark about what was guessed, empty where nothing was."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _strictly(raw, encoding, name), ""
    if encoding := utf_16_without_mark(raw):
        return _strictly(raw, encoding, name), f"{name} was read as UTF-16."
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        encoding, words = ("cp1255", " (Hebrew)") if is_hebrew(raw) else ("cp1252", "")
    remark = (
        f"{name} is not in UTF-8; it was read as Windows-{encoding[2:]}{words}. "
        "If letters look wrong, save it as UTF-8."
    )
    return _strictly(raw, encoding, name), remark


def _strictly(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise not_text(name, "in no encoding that is known here, or a binary file") from error


def utf_16_without_mark(raw: bytes) -> str:
    """Return the kind of UTF-16 whose letters leave every other byte empty, or nothing."""
    start = raw[:PROBED]
    half = max(1, len(start) // 2)
    if len(raw) % 2 == 0 and start[1::2].count(0) > 0.8 * half and start[::2].count(0) == 0:
        return "utf-16-le"
    if len(raw) % 2 == 0 and start[::2].count(0) > 0.8 * half and start[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def is_hebrew(raw: bytes) -> bool:
    """Say whether letters beyond ASCII come in words, in the places where 1255 keeps Hebrew."""
    in_words = sum(len(word) for word in _HEBREW.findall(raw))
    return in_words > 0.5 * len(_HIGH.findall(raw))
