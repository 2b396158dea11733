"""Reads the bytes of a file, and turns them into text without losing what is damaged."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

import attrs

from peercomply.records.issue_codes import IssueCode

DAMAGED = "\ufffd"
"""Stands for what could not be decoded; a cell that holds it is unreadable."""

LONGEST_CELL = 1 << 20
"""A cell with more characters than this is unreadable."""


@attrs.frozen
class Refusal:
    """
    Why a file gives no rows at all.

    Attributes:
        code: UNREADABLE_FILE or EMPTY_FILE.

        problem: What is wrong with the file.

        hint: What to do.

        sha256: Hash of the file's bytes; None where there are none.
    """

    code: IssueCode
    problem: str
    hint: str
    sha256: str | None = None


@attrs.frozen
class Text:
    """
    The text of a file.

    Attributes:
        text: With every line end as one line feed, and DAMAGED for what could not be decoded.

        sha256: Hash of the file's bytes.

        windows: It is Windows-1252 and no UTF-8.

        recoded: Its bytes are no UTF-8, or hold line ends of old machines.
    """

    text: str = attrs.field(repr=False)
    sha256: str
    windows: bool = False
    recoded: bool = False


def read_bytes(path: Path) -> bytes | Refusal:
    """Read a regular file."""
    unreadable = IssueCode.UNREADABLE_FILE
    try:
        if path.exists() and not path.is_file():
            return Refusal(unreadable, "it is no regular file", "put the file itself there")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Refusal(unreadable, f"it cannot be read: {reason}", "allow reading it and run again")


def sha256_of(path: Path) -> str | Refusal:
    """Return the hash of a regular file, however large it is."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        pass
    found = read_bytes(path)
    return found if isinstance(found, Refusal) else hashlib.sha256(found).hexdigest()


def read_text(path: Path) -> Text | Refusal:
    """Read a file that is UTF-8, UTF-16 with a byte order mark, or surely Windows-1252."""
    unreadable = IssueCode.UNREADABLE_FILE
    data = read_bytes(path)
    if isinstance(data, Refusal):
        return data
    sha256 = hashlib.sha256(data).hexdigest()
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in data and not wide:
        return Refusal(unreadable, "it is no text file", "save it as CSV in UTF-8", sha256)
    text, windows = _decoded(data, wide=wide)
    text = text.replace("\0", DAMAGED)
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    recoded = wide or windows or "\r" in text
    text = text.replace("\r", "\n")
    if not text or text.isspace():
        return Refusal(IssueCode.EMPTY_FILE, "it is empty", "export it with its headings", sha256)
    return Text(text, sha256, windows, recoded)


def _decoded(data: bytes, *, wide: bool) -> tuple[str, bool]:
    """Return the text, and whether it is Windows-1252."""
    if wide:
        return data.decode("utf-16", errors="replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        if not _UTF8_LETTER.search(data) and not _NEVER_WINDOWS.search(data):
            return data.decode("cp1252"), True
        return data.decode("utf-8-sig", errors="replace"), False


_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
"""Bytes that are one letter in UTF-8: a file that holds some is damaged UTF-8, nothing else."""

_NEVER_WINDOWS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x81\x8d\x8f\x90\x9d]")


def bounded(cell: str) -> str:
    """Return *cell*, or DAMAGED where it is too long to be a cell."""
    return cell if len(cell) <= LONGEST_CELL else DAMAGED


def encodable(text: str) -> str:
    """Return *text* with DAMAGED for NUL and for halves of surrogate pairs."""
    if text.isascii():
        return text.replace("\0", DAMAGED)
    whole = text.encode("utf-8", errors="surrogatepass").decode("utf-8", errors="replace")
    return whole.replace("\0", DAMAGED)
