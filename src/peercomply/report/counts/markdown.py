"""A report in numbers as Markdown: the summary, the findings, and what was not decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peercomply.findings.privacy.counted import CountedReport
from peercomply.report.counts.words import FINDINGS, finding_rows, none_found, summary, undecided
from peercomply.report.markdown import escaped
from peercomply.report.plain import inert, plain


def render(report: CountedReport) -> str:
    """Return *report* as Markdown; its texts are escaped and never make markup."""
    title = f"# Findings as of {report.as_of.isoformat()}, in numbers"
    lines = "\n".join(map(plain, summary(report)))
    parts = [title, f"````text\n{lines}\n````"]
    none = f"Findings: {none_found(report)}"
    parts.append(_table(FINDINGS, finding_rows(report)) if report.findings else none)
    rows = [(one.rule.id, one.rule.title, undecided(one)) for one in report.rules if one.open]
    if rows:
        parts += ["## Not decided", _table(("Rule", "Title", "What is open"), rows)]
    return inert("\n\n".join(parts) + "\n")


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
