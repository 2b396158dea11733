"""
The manifest of a run: all that is needed to perform it again and to compare the bytes.

It names files and their hashes, never what stands in them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

import attrs

from peercomply.errors import InputError
from peercomply.findings.model import Report
from peercomply.findings.privacy.counted import CountedReport
from peercomply.findings.privacy.level import PrivacyLevel
from peercomply.report.formats import render
from peercomply.report.json import privacy_json
from peercomply.report.plain import json_text

SCHEMA = "peercomply.manifest/1"

_TELLING = ("attrs", "duckdb", "holidays", "pyyaml", "sqlglot", "tabulate")
"""Packages on which results and bytes of a report can depend."""

_ENGINES = {"rete": ("durable-rules",), "spark": ("pyspark",)}
"""Packages on which those of an engine can depend besides."""

_HINT = "give the file that `peercomply check --manifest` wrote"


@attrs.frozen
class Written:
    """
    A report that a run has written.

    Attributes:
        form: Its format.

        path: The file, as it was typed; None for standard output.

        sha256: Hash of its bytes.
    """

    form: str
    path: str | None
    sha256: str


@attrs.frozen
class Run:
    """
    A run as its user asked for it.

    Attributes:
        command: The words of the command line after the name of the program, every option among
            them.

        folder: Where it ran, seen from the folder of the manifest.

        files: Hash of each file that it read besides the export and the packs, by its path.

        exit_code: Its exit code.

        written: The reports that it wrote.
    """

    command: tuple[str, ...]
    folder: str
    files: Mapping[str, str | None]
    exit_code: int
    written: tuple[Written, ...]


def sha256_of(content: str | bytes) -> str:
    """Return the hash of *content* as it is written to a file."""
    data = content.encode(errors="backslashreplace") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def file_hash(path: Path) -> str | None:
    """Return the hash of the file *path*; None if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def manifest(report: Report | CountedReport, run: Run) -> dict[str, Any]:
    """
    Return the manifest of *run*, which gave *report*, as plain lists and dictionaries.

    Of a report in numbers it holds no numbers of rows: a row is often a person.
    """
    full = isinstance(report, Report)
    return {
        "schema": SCHEMA,
        "as_of": report.as_of.isoformat(),
        "engine": report.engine,
        "profile": report.profile,
        "command": list(run.command),
        "folder": run.folder,
        "exit_code": run.exit_code,
        "versions": {
            "peercomply": version("peercomply"),
            "python": python_version(),
            **{name: version(name) for name in (*_TELLING, *_ENGINES.get(report.engine, ()))},
        },
        "packs": {
            pack.id: {"version": pack.version, "sha256": pack.sha256} for pack in report.packs
        },
        "parameters": {f"{one.pack}.{one.name}": one.value for one in report.parameters},
        "inputs": [
            {
                "path": file.path,
                "sheet": file.sheet,
                "sha256": file.sha256,
                "read": file.read if full else None,
                "accepted": file.accepted if full else None,
                "rejected": file.rejected if full else None,
            }
            for file in report.inputs
        ],
        "files": dict(run.files),
        "report": sha256_of(render("json", report)),
        "outputs": [attrs.asdict(one) for one in run.written],
        **_privacy(report),
    }


def _privacy(report: Report | CountedReport) -> dict[str, Any]:
    """Return the level and the fingerprint of the key; nothing where record keys are shown."""
    if isinstance(report, CountedReport):
        return {"privacy": {"level": PrivacyLevel.COUNTS.value, "pseudonyms": None}}
    return privacy_json(report)


def text_of(document: Mapping[str, Any]) -> str:
    """Return a manifest as the text of its file."""
    return json_text(document, indent=2) + "\n"


def read_manifest(path: Path) -> dict[str, Any]:
    """
    Return the manifest in the file *path*.

    Raises:
        InputError: It cannot be read, or is no manifest.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", hint=_HINT) from error
    except ValueError as error:
        raise InputError(str(path), "is no JSON document", hint=_HINT) from error
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        problem = "is no manifest of a run"
        raise InputError(str(path), problem, expected=f'"schema": "{SCHEMA}"', hint=_HINT)
    if lacking := [name for name, kind in _PARTS.items() if not isinstance(found.get(name), kind)]:
        raise InputError(str(path), f"lacks {', '.join(lacking)}", hint=_HINT)
    return found


_PARTS: Mapping[str, type] = {
    "as_of": str,
    "engine": str,
    "command": list,
    "folder": str,
    "exit_code": int,
    "versions": dict,
    "packs": dict,
    "parameters": dict,
    "inputs": list,
    "files": dict,
    "report": str,
    "outputs": list,
}


@attrs.frozen
class Compared:
    """
    One part of a manifest, as it was and as it is now.

    Attributes:
        part: What it is, in words.

        total: How many things belong to it.

        differing: Those that are not the same, in words.
    """

    part: str
    total: int
    differing: tuple[str, ...]


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Compared, ...]:
    """Return how the manifest of a run compares with that of the same run done again."""
    once, again = (
        {(one["path"], one["sheet"]): one for one in found["inputs"]} for found in (before, after)
    )
    return (
        _parts("files of the export", once, again),
        _parts("other files", before["files"], after["files"]),
        _parts("packs of rules", before["packs"], after["packs"]),
        _parts("parameters", before["parameters"], after["parameters"]),
        _parts("the report", {"findings": before["report"]}, {"findings": after["report"]}),
        _parts("outputs", _outputs(before["outputs"]), _outputs(after["outputs"])),
        _parts("exit code", {"code": before["exit_code"]}, {"code": after["exit_code"]}),
        _parts("privacy", before.get("privacy", {}), after.get("privacy", {})),
    )


def other_versions(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is installed in another version than it was; that alone is no difference."""
    for name in sorted({*before["versions"], *after["versions"]}):
        was, now = (found["versions"].get(name, "nothing") for found in (before, after))
        if was != now:
            yield f"{name} {was} then, {now} now"


def _outputs(outputs: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {f"{place + 1}. {one['form']}": one["sha256"] for place, one in enumerate(outputs)}


def _parts(part: str, once: Mapping[Any, Any], again: Mapping[Any, Any]) -> Compared:
    keys: Iterable[Any] = sorted({*once, *again}, key=str)
    differing = [
        f"{_name(key)}{'' if key in again else ' is gone'}{'' if key in once else ' is new'}"
        for key in keys
        if once.get(key) != again.get(key) or key not in once or key not in again
    ]
    return Compared(part, len(once), tuple(differing))


def _name(key: Any) -> str:
    if not isinstance(key, tuple):
        return str(key)
    path, sheet = key
    return str(path) if sheet is None else f"{path} [{sheet}]"
