"""
The report as one HTML page: it needs no network, no other file, and no script to be read.

Every text of the export is escaped where it is written. The page allows itself only the style and
the script that stand in it, by their hashes.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from peercomply.findings.model import Report
from peercomply.findings.rating import Consequence
from peercomply.records.issue_codes import IssueSeverity
from peercomply.report.csv import undecided
from peercomply.report.explain import line_of
from peercomply.report.html.numbers import RATINGS, WIDTH, by_age, by_area, by_day, by_lead, matrix
from peercomply.report.html.shown import (
    MOST_IN_ALL,
    MOST_ROWS,
    MOST_TRACES,
    Shown,
    pseudonyms,
    shown,
    traces,
)
from peercomply.report.plain import plain
from peercomply.report.statement import statement
from peercomply.report.table import privacy_in_words
from peercomply.report.trend import NOTE
from peercomply.rules.rule import NOTICE


def render(report: Report) -> str:
    """
    Return *report* as HTML, the same bytes for the same report.

    The worst findings are traced from the records of the check, so an export that
    `open_snapshot` keeps open has to be open still.
    """
    return _template().render(_context(report))


@functools.cache
def _template() -> jinja2.Template:
    known = jinja2.Environment(
        autoescape=True,
        finalize=_printable,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    known.filters["count"] = _count
    known.globals["line_of"] = line_of
    known.globals["undecided"] = undecided
    return known.from_string(_file("page.html.j2"))


def _file(name: str) -> str:
    return files("peercomply.report.html").joinpath(name).read_text(encoding="utf-8")


def _printable(value: Any) -> Any:
    """Return what is written for *value*; jinja escapes it afterwards."""
    if isinstance(value, Markup):
        return value
    return "" if value is None else plain(str(value))


def _count(number: int, noun: str) -> str:
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _policy(style: str, script: str) -> str:
    rules = (
        "default-src 'none'",
        f"style-src {_hash(style)}",
        f"script-src {_hash(script)}",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _context(report: Report) -> dict[str, Any]:
    style, script = _file("style.css"), _file("script.js")
    listed = shown(report)
    return {
        "report": report,
        "findings": listed,
        "listed": frozenset(one.finding.id for one in listed),
        "style": Markup(style),  # noqa: S704 - our own file
        "script": Markup(script),  # noqa: S704 - our own file
        "policy": _policy(style, script),
        "notice": NOTICE,
        "statement": statement(report),
        "privacy": privacy_in_words(report),
        "pseudonyms": pseudonyms(report),
        "ratings": [
            (one, sum(found.rating is one for found in report.findings)) for one in RATINGS
        ],
        "breaches": sum(len(one.breaches) for one in report.findings),
        "cut": sum(len(one.breaches) for one in report.findings)
        - sum(len(one.lines) for one in listed),
        "areas": by_area(report.findings),
        "ages": by_age(report.findings),
        "leads": by_lead(report),
        "trend": by_day(report),
        "trend_note": NOTE,
        "matrix": matrix(report.findings),
        "consequences": tuple(Consequence),
        "bar_width": WIDTH,
        "issues": _issues(report),
        "reasons": _reasons(report),
        "choices": _choices(listed),
        "graded": sum(one.rating is not one.looked_up for one in report.findings),
        "traced": traces(report),
        "most_rows": MOST_ROWS,
        "most_traces": MOST_TRACES,
        "most_in_all": MOST_IN_ALL,
    }


def _issues(report: Report) -> list[Any]:
    order = list(IssueSeverity)
    return sorted(report.data_issues, key=lambda issue: order.index(issue.severity))


def _reasons(report: Report) -> list[tuple[str, int, int]]:
    """Return why records could not be decided, with the number of outcomes and of rules."""
    found: dict[str, tuple[int, int]] = {}
    for result in report.rules:
        for why, number in result.unknown_reasons.items():
            outcomes, rules = found.get(why, (0, 0))
            found[why] = outcomes + number, rules + 1
    ordered = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    return [(why, *counts) for why, counts in ordered]


def _choices(listed: tuple[Shown, ...]) -> dict[str, list[str]]:
    """Return what the filters offer."""
    return {
        "area": sorted({one.area for one in listed}),
        "where": sorted({one.where for one in listed}),
        "strength": [
            str(grade)
            for grade in sorted({one.finding.rule.strength for one in listed}, reverse=True)
        ],
    }
