"""A report in numbers as one HTML page without script, network or other file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape

from peercomply.findings.privacy.counted import CountedReport
from peercomply.report.counts.words import (
    FINDINGS,
    NOTE,
    RULES,
    finding_rows,
    none_found,
    rule_rows,
    statement,
    summary,
)
from peercomply.report.plain import plain
from peercomply.rules.rule import NOTICE

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #bbb;vertical-align:top}"
    "pre{white-space:pre-wrap}"
)


def render(report: CountedReport) -> str:
    """Return *report* as HTML, the same bytes for the same report."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = f"Findings as of {report.as_of.isoformat()}, in numbers"
    none = f"<p>Findings: {_text(none_found(report))}</p>\n"
    found = _table("Findings", FINDINGS, finding_rows(report)) if report.findings else none
    lines = "\n".join(_text(line) for line in summary(report))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<p>{_text(statement(report))}</p>\n<p>{_text(NOTE)}</p>\n{found}"
        f"<h2>Summary</h2>\n<pre>{lines}</pre>\n{_table('Rules', RULES, rule_rows(report))}"
        f"<p>{_text(NOTICE)}</p>\n</main>\n</body>\n</html>\n"
    )


def _table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in headings)
    body = "".join(
        f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>\n" for row in rows
    )
    return (
        f"<h2>{title}</h2>\n<table>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}</tbody>\n</table>\n"
    )


def _text(text: str) -> str:
    return escape(plain(text))
