"""A report in numbers as JSON Lines: the report without its lists, then each entry with a kind."""

from __future__ import annotations

from peercomply.findings.privacy.counted import CountedReport
from peercomply.report.counts.json import document
from peercomply.report.plain import json_text

KINDS = {"findings": "finding", "rules": "rule", "data_issues": "data_issue"}
"""The lists of the JSON report, and the kind of the lines that each becomes."""


def render(report: CountedReport) -> str:
    """Return *report* as lines."""
    whole = document(report)
    lists = {kind: whole.pop(name) for name, kind in KINDS.items()}
    lines = [{"kind": "report"} | whole]
    lines += [{"kind": kind} | one for kind, found in lists.items() for one in found]
    return "".join(f"{json_text(line)}\n" for line in lines)
