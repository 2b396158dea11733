"""A report in numbers for GitHub Actions: annotations without a file, and a step summary."""

from __future__ import annotations

from peercomply.findings.privacy.counted import CountedReport
from peercomply.report.counts.markdown import render as markdown
from peercomply.report.counts.words import statement
from peercomply.report.github import LEVELS, MOST, SUMMARY_BYTES, command_line


def render(report: CountedReport) -> str:
    """Return *report* as workflow commands, as many of each level as GitHub shows."""
    lines: list[str] = []
    for level, most in (("error", MOST), ("warning", MOST), ("notice", MOST - 1)):
        found = [one for one in report.findings if LEVELS[one.rating] == level]
        for one in found[:most]:
            said = (
                f"{one.rule.title}: fail {one.failed}, pass {one.passed}, unknown {one.unknown}"
                f" in {one.where}. {one.rule.remedy}"
            )
            title = {"title": f"{one.rule.id} ({one.rating})"}
            lines.append(command_line(level, title, said))
    more = len(report.findings) - len(lines)
    rest = f" {more} more in the report." if more else ""
    lines.append(command_line("notice", {"title": "peercomply"}, statement(report) + rest))
    return "".join(f"{line}\n" for line in lines)


def summary(report: CountedReport) -> str:
    """Return a step summary, cut at the size that GitHub takes."""
    text = markdown(report)
    if len(text.encode(errors="replace")) <= SUMMARY_BYTES:
        return text
    kept = text.encode(errors="replace")[: SUMMARY_BYTES - 100].decode(errors="ignore")
    return kept.rpartition("\n")[0] + "\n\nMore is not shown here, for GitHub takes no more.\n"
