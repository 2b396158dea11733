"""
The ledger of runs: a file that only grows, one JSON document a line.

Each entry holds the hash of the line before, so no entry can be changed, moved or taken out from
between others unseen. Entries cut off at the end can be seen only by who knows the last hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
from tabulate import tabulate

from peercomply.errors import InputError
from peercomply.findings.model import Report
from peercomply.findings.privacy.counted import CountedReport
from peercomply.findings.rating import Rating
from peercomply.report.counts.json import number as as_shown
from peercomply.report.counts.words import statement as counts_statement
from peercomply.report.manifest import sha256_of, text_of
from peercomply.report.plain import inert, json_text, plain
from peercomply.report.statement import statement

SCHEMA = "peercomply.ledger/1"

FIRST = "0" * 64
"""Stands in the first entry for the hash of the line before."""


@attrs.frozen
class Ledger:
    """
    A ledger that was read, and whose chain holds.

    Attributes:
        entries: Its entries, the oldest first.

        hashes: The hash of the line of each.
    """

    entries: tuple[Mapping[str, Any], ...] = ()
    hashes: tuple[str, ...] = ()

    @property
    def last(self) -> str:
        """The hash of the last line, which the next entry will hold."""
        return self.hashes[-1] if self.hashes else FIRST


def read_ledger(path: Path) -> Ledger:
    """
    Return the ledger in the file *path*.

    Raises:
        InputError: It cannot be read, a line is no entry, or its chain is broken; the first such
            line is named.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
        raise InputError(str(path), problem, hint="give the file of --ledger") from error
    if lines.pop():
        raise _broken(path, len(lines) + 1, "is cut short")
    entries: list[Mapping[str, Any]] = []
    hashes: list[str] = []
    for number, line in enumerate(lines, 1):
        before = hashes[-1] if hashes else FIRST
        entries.append(_entry(path, number, line, before))
        hashes.append(hashlib.sha256(line).hexdigest())
    return Ledger(tuple(entries), tuple(hashes))


def _entry(path: Path, number: int, line: bytes, before: str) -> Mapping[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        raise _broken(path, number, "is no JSON document") from None
    if not isinstance(entry, dict) or entry.get("schema") != SCHEMA:
        raise _broken(path, number, "is no entry of a ledger")
    if entry.get("number") != number or entry.get("previous") != before:
        raise _broken(path, number, "does not follow the line before it")
    if not isinstance(entry.get("findings"), dict):
        raise _broken(path, number, "has no findings")
    return entry


def _broken(path: Path, number: int, problem: str) -> InputError:
    return InputError(
        str(path),
        f"line {number} {problem}; the ledger was changed by something else than a run",
        expected="lines that nobody touched since they were written",
        hint="restore the file from a copy, or begin another ledger and keep this one as it is",
    )


def entry_of(
    ledger: Ledger, report: Report | CountedReport, manifest: Mapping[str, Any], at: datetime
) -> Mapping[str, Any]:
    """Return the next entry of *ledger*, for the run of *manifest* that ended *at* a moment."""
    return {
        "schema": SCHEMA,
        "number": len(ledger.entries) + 1,
        "previous": ledger.last,
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "as_of": report.as_of.isoformat(),
        "engine": report.engine,
        "profile": report.profile,
        "packs": {pack.id: pack.version for pack in report.packs},
        "inputs": sha256_of(json_text(manifest["inputs"])),
        "manifest": sha256_of(text_of(manifest)),
        "report": manifest["report"],
        "exit_code": manifest["exit_code"],
        "findings": {
            str(rating): sum(one.rating is rating for one in report.findings)
            for rating in reversed(Rating)
        },
        **_numbers(report),
    }


def _numbers(report: Report | CountedReport) -> dict[str, Any]:
    if isinstance(report, CountedReport):
        return {
            "breaches": "withheld",
            "decided": as_shown(report.decided),
            "undecided": as_shown(report.undecided),
            "statement": counts_statement(report),
        }
    return {
        "breaches": sum(len(one.breaches) for one in report.findings),
        "decided": report.assurance.decided,
        "undecided": report.assurance.undecided,
        "statement": statement(report),
    }


def line_of(entry: Mapping[str, Any]) -> bytes:
    """Return an entry as the line of its file."""
    return json_text(entry).encode() + b"\n"


def history(ledger: Ledger) -> str:
    """Return *ledger* as a table, the oldest run first, with the hash of its last line."""
    if not ledger.entries:
        return "The ledger is empty.\n"
    rows = [_row(entry) for entry in ledger.entries]
    table = tabulate(rows, headers=_HEADINGS, disable_numparse=True, colalign=("right",))
    runs = "1 run" if len(rows) == 1 else f"{len(rows)} runs"
    return inert(f"{table}\n\n{runs}; the chain holds. Last hash: {ledger.last}\n")


_HEADINGS = (
    *("#", "Run at", "As of", "Packs", "Extreme", "High", "Medium", "Low", "Breaches"),
    *("Decided", "Unknown", "Exit"),
)


def _row(entry: Mapping[str, Any]) -> Sequence[str]:
    packs = ", ".join(f"{name} {number}" for name, number in entry.get("packs", {}).items())
    numbers = [entry["findings"].get(str(rating), "") for rating in reversed(Rating)]
    rest = (entry.get(name, "") for name in ("breaches", "decided", "undecided", "exit_code"))
    first = (entry["number"], entry.get("at", ""), entry.get("as_of", ""), packs)
    return [plain(str(cell)) for cell in (*first, *numbers, *rest)]
