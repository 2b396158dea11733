"""The report as Markdown: the summary, all findings as a table, and each with its details."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from peercomply.findings.model import Breach, Finding, Report
from peercomply.report.csv import undecided
from peercomply.report.plain import inert, plain
from peercomply.report.table import summary

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&#@$!{}])")
_LINK = re.compile(r"(?<=\w)://|(?i:www\.)")
_NAMES = (
    ("criteria", "Criteria"),
    ("condition", "Condition"),
    ("consequence", "Consequence"),
    ("remedy", "What to do"),
    ("source", "Source"),
    ("rank", "Why it stands here"),
)


def render(report: Report) -> str:
    """Return *report* as Markdown; text from the export is escaped and never makes markup."""
    parts = [heading(report), table(report.findings)]
    known = {finding.id: finding for finding in report.findings}
    parts += ["\n\n".join(_details(finding, known)) for finding in report.findings]
    parts.append("\n".join(_open(report)))
    return inert("\n\n".join(part for part in parts if part) + "\n")


def heading(report: Report) -> str:
    """Return the title and the summary."""
    packs = ", ".join(escaped(f"{pack.id} {pack.version}") for pack in report.packs)
    title = f"# Findings as of {report.as_of.isoformat()}"
    return f"{title}\n\nRules: {packs}\n\n````text\n{summary(report)}\n````"


def table(findings: Sequence[Finding]) -> str:
    """Return a table with one row for each of *findings*; empty if there are none."""
    if not findings:
        return ""
    lines = [
        "| # | Rating | Finding | Program | Fail | Overdue | Severity | Source says |",
        "|--:|---|---|---|---|--:|---|---|",
    ]
    for one in findings:
        days = max((breach.days_overdue or 0 for breach in one.breaches), default=0)
        where = one.program_id or one.organisation_id or "not known"
        cells = (
            *(str(one.rank), str(one.rating), escaped(_titled(one)), escaped(where)),
            *(f"{one.breached} of {one.tested}", f"{days} d" if days else ""),
            *(str(one.rule.severity), str(one.rule.strength)),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _details(finding: Finding, known: dict[str, Finding]) -> Iterator[str]:
    rule = finding.rule
    where = finding.program_id or finding.organisation_id or "not known"
    yield f"## {finding.rank}. {escaped(_titled(finding))} ({finding.rating})"
    grades = f"severity {rule.severity}; the source says {rule.strength}"
    yield f"Rule `{rule.id}`, program {escaped(where)}; {grades}"
    if finding.consequence_of is not None:
        cause = known[finding.consequence_of]
        yield f"A consequence of {cause.rank}. {escaped(cause.rule.title)}"
    said = {
        "criteria": finding.criteria,
        "condition": finding.condition,
        "consequence": rule.why,
        "remedy": rule.remedy,
        "source": finding.source,
        "rank": finding.rank_reason,
    }
    yield "\n".join(f"- **{name}:** {escaped(said[key])}" for key, name in _NAMES)
    yield "\n".join(_breaches(finding.breaches))


def _titled(finding: Finding) -> str:
    return finding.rule.title + (f" [{finding.mark}]" if finding.mark else "")


def _breaches(breaches: Sequence[Breach]) -> Iterator[str]:
    yield "| Record | Item | Due | Overdue | What is wrong | What ends it | Where |"
    yield "|---|---|---|--:|---|---|---|"
    for one in breaches:
        places = (str(seen.location) for seen in one.evidence if seen.location is not None)
        cells = (
            escaped(str(one.subject)),
            escaped(one.item or ""),
            "" if one.due_on is None else one.due_on.isoformat(),
            f"{one.days_overdue} d" if one.days_overdue else "",
            escaped(one.message + (f" [{one.mark}]" if one.mark else "")),
            escaped(one.cure),
            escaped("; ".join(dict.fromkeys(places))),
        )
        yield f"| {' | '.join(cells)} |"


def _open(report: Report) -> Iterator[str]:
    found = [(one, said) for one in report.rules if (said := undecided(one))]
    if found:
        yield "## Not decided\n"
        yield "| Rule | Title | Why |\n|---|---|---|"
        for one, said in found:
            yield f"| `{one.rule.id}` | {escaped(one.rule.title)} | {escaped(said)} |"


def escaped(text: str) -> str:
    """Return *text* on one line, so that Markdown shows it as it is."""
    marked = _MARKUP.sub(r"\\\1", plain(text))
    return _LINK.sub(lambda found: found[0].replace(":", "\\:").replace(".", "\\."), marked)
