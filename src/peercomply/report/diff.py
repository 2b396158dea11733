"""Two reports compared, as a table, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from tabulate import tabulate

from peercomply.findings.decisions.diff import Change, Kind, ReportDiff
from peercomply.report.markdown import escaped
from peercomply.report.plain import inert, json_text, plain

SCHEMA = "peercomply.diff/1"

_HEADINGS = ("Change", "Rating", "Finding", "Record", "Item", "Due", "Why")


def table(diff: ReportDiff) -> str:
    """Return what is different as a table, and counts below it."""
    rows = [[plain(cell) for cell in _cells(one)] for one in _telling(diff)]
    parts = []
    if rows:
        widths = [None, None, 44, 24, 20, None, 30]
        parts.append(tabulate(rows, headers=_HEADINGS, maxcolwidths=widths, disable_numparse=True))
    parts.append("\n".join(plain(line) for line in _summary(diff)))
    return inert("\n\n".join(parts) + "\n")


def markdown(diff: ReportDiff) -> str:
    """Return the same as Markdown."""
    days = f"{diff.old.as_of.isoformat()} to {diff.new.as_of.isoformat()}"
    lines = [f"# From {days}", "", *(f"- {escaped(line)}" for line in _summary(diff)), ""]
    rows = [f"| {' | '.join(map(escaped, _cells(one)))} |" for one in _telling(diff)]
    if rows:
        lines += [f"| {' | '.join(_HEADINGS)} |", "|---" * len(_HEADINGS) + "|", *rows]
    return inert("\n".join(lines).rstrip("\n") + "\n")


def to_json(diff: ReportDiff) -> str:
    """Return the same for programs, with what is unchanged."""
    document = {
        "schema": SCHEMA,
        "old": {"as_of": diff.old.as_of.isoformat(), "packs": dict(diff.old.packs)},
        "new": {"as_of": diff.new.as_of.isoformat(), "packs": dict(diff.new.packs)},
        "counts": {kind.value: diff.count(kind) for kind in Kind},
        "rules_changed": list(diff.rules),
        "inputs_changed": list(diff.inputs),
        "changes": [
            {
                "change": one.kind.value,
                "breach": one.breach.id,
                "rule": one.breach.rule,
                "title": one.breach.title,
                "subject": one.breach.subject,
                "item": one.breach.item,
                "rating": str(one.breach.rating),
                "due_on": None if one.breach.due_on is None else one.breach.due_on.isoformat(),
                "why": list(one.why),
            }
            for one in diff.changes
        ],
    }
    return json_text(document, indent=2) + "\n"


def _telling(diff: ReportDiff) -> Iterator[Change]:
    return (one for one in diff.changes if one.kind is not Kind.UNCHANGED)


def _cells(change: Change) -> tuple[str, ...]:
    one = change.breach
    due = "" if one.due_on is None else one.due_on.isoformat()
    why = ", ".join(change.why)
    return change.kind.value, str(one.rating), one.title, one.subject, one.item or "", due, why


def _summary(diff: ReportDiff) -> Iterator[str]:
    counts = ", ".join(f"{diff.count(kind)} {kind.value}" for kind in Kind)
    days = f"{diff.old.as_of.isoformat()} to {diff.new.as_of.isoformat()}"
    yield f"From {days}: of the breaches {counts}"
    if diff.old.packs != diff.new.packs:
        yield "Packs: they are not the same, so rules may ask for something else"
    if diff.rules:
        yield f"Rules changed: {len(diff.rules)}: {', '.join(diff.rules[:5])}"
    if diff.inputs:
        yield f"Data changed: {len(diff.inputs)}: {', '.join(diff.inputs[:5])}"
