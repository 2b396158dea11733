"""
The report for GitHub Actions: annotations within the platform's limits, and a step summary.

GitHub shows ten annotations of each level for a step; the worst findings come first, and a last
notice says how many others there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from peercomply.findings.model import Finding, Report
from peercomply.findings.rating import Rating
from peercomply.report.markdown import heading, table
from peercomply.report.places import Places
from peercomply.report.plain import inert, plain

MOST = 10
"""Annotations of one level that GitHub shows for a step."""

SUMMARY_BYTES = 1_000_000
"""Size of a step summary that GitHub surely takes; its limit is 1 MiB."""

LEVELS = {
    Rating.EXTREME: "error",
    Rating.HIGH: "error",
    Rating.MEDIUM: "warning",
    Rating.LOW: "notice",
}
"""Level of an annotation by the rating of its finding."""

_SHOWN = 3


def render(report: Report, *, base: str = "") -> str:
    """Return *report* as workflow commands; *base* is the folder of the export."""
    places = Places.of(report, base)
    lines: list[str] = []
    for level, most in (("error", MOST), ("warning", MOST), ("notice", MOST - 1)):
        found = [one for one in report.findings if LEVELS[one.rating] == level]
        lines += [_annotation(level, one, places) for one in found[:most]]
    more = len(report.findings) - len(lines)
    rest = f"; {more} more in the report" if more else ""
    assurance = report.assurance
    total = assurance.decided + assurance.undecided
    open_rules = len(assurance.not_judged) + len(assurance.judged_nothing)
    wrong = f"; {len(report.decisions)} waivers to look at" if report.decisions else ""
    said = (
        f"{len(report.findings)} findings as of {report.as_of.isoformat()}{rest};"
        f" {assurance.decided} of {total} outcomes decided, {assurance.undecided} unknown;"
        f" {open_rules} of {len(report.asked)} rules judged no record{wrong}"
    )
    lines.append(command_line("notice", {"title": "peercomply"}, said))
    return "".join(f"{line}\n" for line in lines)


def _annotation(level: str, finding: Finding, places: Places) -> str:
    facts = {"title": f"{finding.rule.id} ({finding.rating})"}
    located = [place for one in finding.breaches if (place := places.of_breach(one)) is not None]
    if located:
        facts["file"] = places.path(located[0].file)
        if located[0].row is not None:
            facts |= {"line": str(located[0].row), "endLine": str(located[0].row)}
    where = finding.program_id or finding.organisation_id or "not known"
    keys = list(dict.fromkeys(str(one.subject) for one in finding.breaches))
    more = f" and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else ""
    mark = f" [{finding.mark}]" if finding.mark else ""
    said = (
        f"{finding.rule.title}{mark}: {finding.breached} of {finding.tested} in {where}:"
        f" {', '.join(keys[:_SHOWN])}{more}. {finding.rule.remedy}"
    )
    return command_line(level, facts, said)


def command_line(level: str, facts: dict[str, str], said: str) -> str:
    """Return a workflow command of a level that says something, with facts such as its title."""
    written = ",".join(
        f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}"
        for name, value in facts.items()
    )
    return f"::{level} {written}::{_escaped(said)}"


def _escaped(text: str) -> str:
    return plain(text).replace("%", "%25")


def summary(report: Report) -> str:
    """Return a step summary: the summary and the table of findings, as many as GitHub takes."""
    start = heading(report)
    room = SUMMARY_BYTES - len(start.encode(errors="replace")) - 200
    shown = _fitting(report.findings, room)
    more = len(report.findings) - shown
    parts = [start, table(report.findings[:shown])]
    parts += [f"{more} more findings are not shown here, for GitHub takes no more."] if more else []
    return inert("\n\n".join(part for part in parts if part) + "\n")


def _fitting(findings: Sequence[Finding], room: int) -> int:
    """Return how many of *findings*, the worst first, make a table of at most *room* bytes."""
    low, high = 0, len(findings)
    while low < high:
        middle = (low + high + 1) // 2
        size = len(inert(table(findings[:middle])).encode(errors="replace"))
        low, high = (middle, high) if size <= room else (low, middle - 1)
    return low
