"""The trend of a report as lines of text, and as plain data."""

from __future__ import annotations

import textwrap
from typing import Any

from tabulate import tabulate

from peercomply.findings.model import Report, TrendPoint

_WIDTH = 100

NOTE = (
    "Past days are judged from this export, with the limits then in force. A gap that was cured"
    " since counts on the days before its cure. A record that was deleted since is not seen, one"
    " that was changed is seen as it stands today, and one that was made since may be judged as if"
    " it had been there, so early days can look worse than they were."
)


def trend_json(report: Report) -> dict[str, Any]:
    """Return the keys `trend` and `trend_note`; nothing where no trend was asked for."""
    if not report.trend:
        return {}
    return {"trend": [_point(one) for one in report.trend], "trend_note": NOTE}


def _point(one: TrendPoint) -> dict[str, Any]:
    return {
        "as_of": one.as_of.isoformat(),
        "findings": {str(rating): number for rating, number in one.findings.items()},
        "breaches": one.breaches,
        "waived": one.waived,
        "decided": one.decided,
        "unknown": one.unknown,
        "records": one.records,
    }


def trend_lines(report: Report) -> list[str]:
    """Return the trend as a table; no line where none was asked for."""
    if not report.trend:
        return []
    ratings = list(report.trend[0].findings)
    headings = ["As of", *(str(one) for one in ratings), "breaches", "waived", "decided", "unknown"]
    rows = [
        [
            one.as_of.isoformat(),
            *one.findings.values(),
            *(one.breaches, one.waived, one.decided, one.unknown),
        ]
        for one in report.trend
    ]
    return [
        "Trend:",
        *tabulate(rows, headers=headings).split("\n"),
        *textwrap.wrap(NOTE, _WIDTH),
        "",
    ]
