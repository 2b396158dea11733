"""Writes what became of an export: its tables, the sum of its rows, and its issues."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from tabulate import tabulate

from peercomply.records.issue_codes import IssueCode, IssueSeverity
from peercomply.records.provenance import DataIssue, Input
from peercomply.records.snapshot import Snapshot
from peercomply.report.export_json import input_json, issue_json
from peercomply.report.plain import plain

SCHEMA = "peercomply/data/1"

_MOST_ROWS = 5

_HEADINGS = (
    *("Table", "Record type", "Read", "Accepted", "With issues", "Rejected", "Left out"),
    "SHA-256",
)


def render_json(snapshot: Snapshot) -> str:
    """Return the account of *snapshot* as JSON, every issue included."""
    provenance = snapshot.provenance
    document = {
        "schema": SCHEMA,
        "inputs": [input_json(one) for one in provenance.inputs],
        "records": {name: len(snapshot.of_type(name)) for name in sorted(snapshot.supplied)},
        "data_issues": [issue_json(one) for one in provenance.issues],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def render(snapshot: Snapshot) -> str:
    """Return the account of *snapshot* as text; issues of one kind and column stand together."""
    provenance = snapshot.provenance
    lines = [
        _table(provenance.inputs),
        "",
        _sum(provenance.inputs),
        *_records(snapshot),
        "",
        *_issues(provenance.issues),
    ]
    return "\n".join(plain(line) for part in lines for line in part.split("\n")) + "\n"


def _table(inputs: Sequence[Input]) -> str:
    if not inputs:
        return "No table could be read."
    rows = [
        (
            one.path if one.sheet is None else f"{one.path} [{one.sheet}]",
            one.record_type or "(not read)",
            *(one.read, one.accepted, one.with_issues, one.rejected, one.left_out),
            (one.sha256 or "")[:12],
        )
        for one in inputs
    ]
    return tabulate(rows, headers=_HEADINGS, disable_numparse=[0, 1, 7])


def _sum(inputs: Sequence[Input]) -> str:
    read, accepted, rejected, left = (
        sum(getattr(one, name) for one in inputs)
        for name in ("read", "accepted", "rejected", "left_out")
    )
    said = f"{read} rows read = {accepted} accepted + {rejected} rejected + {left} left out"
    return f"Rows:     {said}"


def _records(snapshot: Snapshot) -> Iterator[str]:
    counts = [f"{len(snapshot.of_type(name))} {name}" for name in sorted(snapshot.supplied)]
    yield f"Records:  {', '.join(counts) if counts else 'none'}"


def _issues(issues: Sequence[DataIssue]) -> Iterator[str]:
    if not issues:
        yield "Issues:   none"
        return
    counts = [
        f"{number} {severity.value}" + ("s" if number > 1 else "")
        for severity in IssueSeverity
        if (number := sum(one.severity is severity for one in issues))
    ]
    yield f"Issues:   {', '.join(counts)}"
    for group in _groups(issues):
        yield ""
        yield from _group(group)
    if ambiguous := sum(one.code is IssueCode.AMBIGUOUS_DATE for one in issues):
        yield ""
        yield f"Dates:    {ambiguous} can be read in two ways; both readings count until then"


def _groups(issues: Sequence[DataIssue]) -> list[list[DataIssue]]:
    """Return issues of one code, table, column and message together, the worst first."""
    order = list(IssueSeverity)

    def kind(one: DataIssue) -> tuple[int, str, str, str, str, str]:
        where = (one.file, one.sheet or "", one.column or "")
        return (order.index(one.severity), one.code.value, *where, one.message)

    return [list(group) for _, group in groupby(sorted(issues, key=kind), key=kind)]


def _group(group: Sequence[DataIssue]) -> Iterator[str]:
    first = group[0]
    place = first.file if first.sheet is None else f"{first.file} [{first.sheet}]"
    if first.column:
        place += f", column {first.column!r}"
    count = f" ({len(group)} times)" if len(group) > 1 else ""
    yield f"{first.severity.value}[{first.code.value}] {place}: {first.message}{count}"
    rows = sorted({one.row for one in group if one.row is not None})
    if rows:
        more = f", and {len(rows) - _MOST_ROWS} more" if len(rows) > _MOST_ROWS else ""
        noun = "row" if len(rows) == 1 else "rows"
        yield f"  {noun}: {', '.join(map(str, rows[:_MOST_ROWS]))}{more}"
    values = list(dict.fromkeys(one.value for one in group if one.value is not None))
    if values:
        yield f"  found: {', '.join(map(repr, values[:_MOST_ROWS]))}"
    if hint := next((one.hint for one in group if one.hint), ""):
        yield f"  hint: {hint}"
