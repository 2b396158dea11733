"""Finds the files of a pack and reads their text."""

from __future__ import annotations

import hashlib
import os
from importlib import resources
from pathlib import Path

import attrs

from peercomply.documents.codes import Code
from peercomply.errors import Problem, RuleFileError, Source, Span

CASES = ".cases.yml"
"""Files of this name hold the cases of the rules beside them."""

SUFFIXES = (".yml", ".yaml")
"""Files of these names hold rules."""


@attrs.frozen
class PackFiles:
    """
    The files of one pack.

    Attributes:
        root: Folder of the pack, or its only file.

        sources: The rule files, sorted by path.

        cases: The case files, sorted by path.
    """

    root: Path
    sources: tuple[Source, ...]
    cases: tuple[Source, ...]

    def hold(self, span: Span) -> bool:
        """Whether *span* lies in a rule file of this pack, and not of one that it extends."""
        return any(source.path == span.source.path for source in self.sources)


def shipped_packs() -> dict[str, Path]:
    """Return the folders of the packs that come with peercomply, by name."""
    installed = Path(str(resources.files("peercomply"))) / "_packs"
    checkout = Path(__file__).parents[3] / "rules"
    folder = installed if installed.is_dir() else checkout
    if not folder.is_dir():
        return {}
    return {child.name: child for child in sorted(folder.iterdir()) if child.is_dir()}


def place_of(location: str | os.PathLike[str]) -> Path:
    """Return the folder or file of *location*, which may be the name of a shipped pack."""
    path = Path(location)
    return path if path.exists() else shipped_packs().get(str(location), path)


def files_at(root: Path) -> list[Path]:
    """Return all files from which the pack at *root* may be read, its register included."""
    if root.is_dir():
        return sorted(file for file in root.rglob("*") if file.is_file())
    return [root, *sorted(root.parent.glob("*.json"))]


def find_pack(location: str | os.PathLike[str]) -> PackFiles:
    """
    Return the files of the pack at *location*: a folder, a file, or the name of a shipped pack.

    Raises:
        RuleFileError: There is none, or a file cannot be read.
    """
    path = place_of(location)
    problems: list[Problem] = []
    try:
        found = _rule_files(path)
    except OSError as error:
        found = []
        problems.append(_unreadable(str(path), error.strerror or str(error)))
    if not found and not problems:
        problems.append(_unreadable(str(path), _why_none(path, shipped_packs())))
    sources = [_read(file, path, problems) for file in found]
    if problems:
        raise RuleFileError(problems)
    return PackFiles(
        root=path,
        sources=tuple(source for source in sources if not source.path.endswith(CASES)),
        cases=tuple(source for source in sources if source.path.endswith(CASES)),
    )


def _rule_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return (
        sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())
        if path.is_dir()
        else []
    )


def _why_none(path: Path, shipped: dict[str, Path]) -> str:
    if path.is_dir():
        return "the folder holds no rule file (*.yml)"
    names = ", ".join(shipped)
    return f"there is no such file or folder, and no shipped pack of this name ({names})"


def _unreadable(
    path: str,
    message: str,
    expected: str = "a pack: a folder of rule files, one rule file, or the name of a shipped pack",
    hint: str = "check the path and the permissions",
) -> Problem:
    return Problem(
        code=Code.UNREADABLE.value,
        message=message,
        span=Span(Source(path, ""), 0, 0),
        expected=expected,
        hint=hint,
    )


def _read(file: Path, root: Path, problems: list[Problem]) -> Source:
    label = _label(file, root)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problems.append(_unreadable(label, error.strerror or str(error)))
        return Source(label, "")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 text: byte {error.start} is not valid"
        problem = _unreadable(label, message, "rule files as UTF-8 text", "save the file as UTF-8")
        problems.append(problem)
        return Source(label, "")
    return Source(label, text.replace("\r\n", "\n").replace("\r", "\n"))


def _label(file: Path, root: Path) -> str:
    base = root if root.is_dir() else root.parent
    return f"{base.name}/{file.relative_to(base).as_posix()}" if root.is_dir() else str(file)


def digest(packs: list[tuple[PackFiles, dict[str, bytes]]]) -> str:
    """Return the hash of the names and texts of the rule files, and other files, of *packs*."""
    total = hashlib.sha256()
    for files, extra in packs:
        parts = {source.path: source.text.encode() for source in files.sources} | extra
        for name in sorted(parts):
            total.update(hashlib.sha256(name.encode()).digest())
            total.update(hashlib.sha256(parts[name]).digest())
    return total.hexdigest()
