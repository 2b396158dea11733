"""What JSON says of an export: its tables, its data issues, and places in it."""

from __future__ import annotations

from typing import Any

from peercomply.records.provenance import DataIssue, Input, Location


def input_json(file: Input) -> dict[str, Any]:
    """Return a table of an export, and what became of its rows."""
    return {
        "path": file.path,
        "sheet": file.sheet,
        "sha256": file.sha256,
        "record_type": file.record_type,
        "read": file.read,
        "accepted": file.accepted,
        "rejected": file.rejected,
        "left_out": file.left_out,
        "with_issues": file.with_issues,
        "expected": file.expected,
    }


def location_json(location: Location) -> dict[str, Any]:
    """Return a place in an export."""
    return {
        "file": location.file,
        "sheet": location.sheet,
        "row": location.row,
        "column": location.column,
    }


def issue_json(issue: DataIssue) -> dict[str, Any]:
    """Return a data issue."""
    return {
        "code": issue.code.value,
        "severity": issue.severity.value,
        "file": issue.file,
        "sheet": issue.sheet,
        "row": issue.row,
        "column": issue.column,
        "value": issue.value,
        "message": issue.message,
        "hint": issue.hint,
    }
