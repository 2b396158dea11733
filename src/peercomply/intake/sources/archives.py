"""Unpacks an archive of files into a folder of its own, within limits."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import attrs

from peercomply.intake.decoding import Refusal, sha256_of
from peercomply.intake.places import Place, issue
from peercomply.records.issue_codes import IssueCode
from peercomply.records.provenance import DataIssue

MOST_BYTES = 1 << 31
"""Unpacked size of an archive that is still read."""

MOST_FILES = 1000
"""Files of an archive that are still read."""

_UNREADABLE = IssueCode.UNREADABLE_FILE


@attrs.frozen
class Member:
    """
    A file of an archive, unpacked.

    Attributes:
        path: Where it was unpacked.

        file: Its name within the export.
    """

    path: Path
    file: str


@attrs.frozen
class Archive:
    """
    The files of an archive.

    Attributes:
        members: Files that may be read, in the order of their names.

        issues: Files that must not be.

        sha256: Hash of the archive's bytes.
    """

    members: tuple[Member, ...]
    issues: tuple[DataIssue, ...]
    sha256: str


def unpack(path: Path, file: str, folder: Path) -> Archive | Refusal:
    """Unpack the archive at *path*, called *file* in the export, into the empty *folder*."""
    sha256 = sha256_of(path)
    if isinstance(sha256, Refusal):
        return sha256
    try:
        with zipfile.ZipFile(path) as archive:
            held = [one for one in archive.infolist() if not one.is_dir()]
            if problem := _too_much(held):
                return Refusal(_UNREADABLE, problem, "unpack it, and give the folder", sha256)
            issues: list[DataIssue] = []
            good = list(_allowed(held, file, sha256, issues))
            members = tuple(_members(archive, good, file, folder))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, RuntimeError):
        return Refusal(_UNREADABLE, "it is no archive that can be read", "pack it again", sha256)
    return Archive(members, tuple(issues), sha256)


def _too_much(held: list[zipfile.ZipInfo]) -> str:
    if len(held) > MOST_FILES:
        return f"it holds {len(held)} files, more than {MOST_FILES}"
    if sum(one.file_size for one in held) > MOST_BYTES:
        return f"it is larger than {MOST_BYTES >> 30} GB when unpacked"
    return ""


def _allowed(
    held: list[zipfile.ZipInfo], file: str, sha256: str, issues: list[DataIssue]
) -> Iterator[zipfile.ZipInfo]:
    for one in sorted(held, key=lambda one: one.filename):
        name = PurePosixPath(one.filename.replace("\\", "/"))
        problem = ""
        if name.is_absolute() or ".." in name.parts or (name.parts and ":" in name.parts[0]):
            problem = "its path leads out of the archive"
        elif one.flag_bits & 1:
            problem = "it is encrypted"
        elif name.suffix.lower() == ".zip":
            problem = "it is an archive within an archive"
        if problem:
            shown = Place(file=f"{file}/{name.name}", part=None, sha256=sha256, name=name.stem)
            message = f"the file was not read: {problem}"
            hint = "unpack it, and give the folder"
            issues.append(issue(_UNREADABLE, message, place=shown, hint=hint))
        else:
            yield one


def _members(
    archive: zipfile.ZipFile, held: list[zipfile.ZipInfo], file: str, folder: Path
) -> Iterator[Member]:
    left = MOST_BYTES
    for number, one in enumerate(held):
        name = PurePosixPath(one.filename.replace("\\", "/"))
        if name.name.startswith(".") or name.parts[0] == "__MACOSX":
            continue
        target = folder / f"{number}{name.suffix.lower()}"
        with archive.open(one) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
        left -= target.stat().st_size
        if left < 0:
            problem = "the archive is larger than it says"
            raise ValueError(problem)
        yield Member(target, f"{file}/{name}")
