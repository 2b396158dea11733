"""A report in numbers, for a terminal."""

from __future__ import annotations

from tabulate import tabulate

from peercomply.findings.privacy.counted import CountedReport
from peercomply.report.counts.words import FINDINGS, finding_rows, none_found, summary
from peercomply.report.plain import inert, plain

_WIDTHS = (None, None, 44, 30, 16, None, None, None, None, None)


def render(report: CountedReport) -> str:
    """Return *report* as a table of all findings with a summary below it."""
    parts = [f"peercomply: as of {report.as_of.isoformat()}, in numbers alone"]
    rows = [list(map(plain, row)) for row in finding_rows(report)]
    if rows:
        parts.append(
            tabulate(
                rows,
                headers=FINDINGS,
                maxcolwidths=list(_WIDTHS),
                disable_numparse=True,
                colalign=("right",),
            )
        )
    else:
        parts.append(f"Findings: {none_found(report)}")
    parts.append("\n".join(map(plain, summary(report))))
    return inert("\n\n".join(parts) + "\n")
