"""
The report as JSON Lines: what the JSON report holds, one document a line.

The first line is the report without its lists; each other line has a `kind`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peercomply.findings.model import Report
from peercomply.report.json import document
from peercomply.report.plain import json_text

KINDS = {
    "parameters": "parameter",
    "inputs": "input",
    "rules": "rule",
    "findings": "finding",
    "due_soon": "due_soon",
    "data_issues": "data_issue",
}
"""The lists of the JSON report, and the kind of the lines that each becomes."""


def render(report: Report) -> str:
    """Return *report* as lines; the first says how many there are of each kind."""
    return "".join(f"{json_text(line)}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[dict[str, Any]]:
    whole = document(report)
    lists = {kind: whole.pop(name) for name, kind in KINDS.items()}
    yield (
        {"kind": "report"}
        | whole
        | {
            "lines": {kind: len(found) for kind, found in lists.items()},
        }
    )
    for kind, found in lists.items():
        for one in found:
            yield {"kind": kind} | one
