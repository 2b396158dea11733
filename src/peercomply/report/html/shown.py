"""What the page shows of each finding, and how much of it is cut so that it still opens."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

import attrs

from peercomply.engines.explanation import Explanation
from peercomply.engines.outcomes import Evidence
from peercomply.engines.registry import LARGE
from peercomply.engines.withholding import reason
from peercomply.findings.model import Breach, Finding, Report
from peercomply.report.html.numbers import area
from peercomply.report.plain import plain

MOST_FINDINGS = 1_000
"""Findings on the page, the worst first; limits of this project, as the others here."""

MOST_BREACHES = 50
"""Breaches of one finding on the page."""

MOST_IN_ALL = 3_000
"""Breaches on the page; beyond them a finding shows only the first few of its own."""

FEWEST = 3
"""Breaches that a finding shows in any case."""

MOST_ROWS = 500
"""Rows of any other table that is as long as the export is bad."""

MOST_TRACES = 25
"""Findings whose first breach is traced: a trace takes some hundredths of a second."""

SHIPPED = "peer-support"


@attrs.frozen(kw_only=True)
class Line:
    """
    A breach on the page.

    Attributes:
        breach: The breach.

        marks: What else is known of it, each in a few words.

        evidence: What it rests on, each as a record, a field, a value and a place.

        trace: Why it fails, node by node; None where only the command is shown.

        command: The command that explains it.
    """

    breach: Breach
    marks: tuple[str, ...]
    evidence: tuple[tuple[str, str, str, str], ...]
    trace: Explanation | None
    command: str


@attrs.frozen(kw_only=True)
class Shown:
    """
    A finding on the page.

    Attributes:
        finding: The finding.

        area: Its area.

        where: Its program or organisation.

        overdue: The most days that a breach is overdue; 0 if none is.

        cause: The finding that explains it; None if it stands for itself.

        explains: The findings that it explains.

        lines: The breaches that are shown, the most overdue first.
    """

    finding: Finding
    area: str
    where: str
    overdue: int
    cause: Finding | None
    explains: tuple[Finding, ...]
    lines: tuple[Line, ...]

    @property
    def cut(self) -> int:
        """Breaches that are not shown."""
        return len(self.finding.breaches) - len(self.lines)

    @property
    def marked(self) -> bool:
        """Whether a breach that is shown has marks."""
        return any(line.marks for line in self.lines)


def shown(report: Report) -> tuple[Shown, ...]:
    """Return the findings of *report* as the page shows them, in their order."""
    known = {finding.id: finding for finding in report.findings}
    left, found = MOST_IN_ALL, []
    traced = MOST_TRACES if traces(report) else 0
    for number, one in enumerate(report.findings[:MOST_FINDINGS]):
        room = max(min(MOST_BREACHES, left), FEWEST)
        breaches = one.breaches[:room]
        left -= len(breaches)
        found.append(
            Shown(
                finding=one,
                area=area(one),
                where=one.program_id or one.organisation_id or "not known",
                overdue=max((breach.days_overdue or 0 for breach in one.breaches), default=0),
                cause=None if one.consequence_of is None else known[one.consequence_of],
                explains=tuple(known[key] for key in one.consequences),
                lines=tuple(
                    _line(one, breach, report, traced=number < traced and not place)
                    for place, breach in enumerate(breaches)
                ),
            )
        )
    return tuple(found)


def traces(report: Report) -> bool:
    """
    Whether breaches are traced.

    Not those of an export so large that each takes seconds, nor where keys were replaced.
    """
    if pseudonyms(report):
        return False
    accepted = sum(one.accepted for one in report.inputs)
    return max(accepted, report.assurance.records_in_scope) < LARGE


def pseudonyms(report: Report) -> bool:
    """Whether records are named by pseudonyms."""
    return report.privacy is not None and report.privacy.pseudonyms is not None


def _line(finding: Finding, breach: Breach, report: Report, *, traced: bool) -> Line:
    return Line(
        breach=breach,
        marks=marks(breach),
        evidence=tuple(_said(breach.evidence)),
        trace=breach.trace if traced and not finding.about_decisions else None,
        command=_command(finding, breach, report),
    )


def marks(breach: Breach) -> tuple[str, ...]:
    """Return what is known of *breach* besides its own facts, each in a few words."""
    caused = (f"a consequence of {one.rule} ({one.subject})" for one in breach.caused_by)
    return (*caused, *([breach.mark] if breach.mark else []))


def _said(evidence: Iterable[Evidence]) -> Iterable[tuple[str, str, str, str]]:
    for one in evidence:
        value = one.value
        if value is None:
            value = f"withheld: {reason(one.privacy)}" if one.withheld else "no value"
        place = "" if one.location is None else str(one.location)
        yield str(one.record), one.field, value, place


def _command(finding: Finding, breach: Breach, report: Report) -> str:
    if finding.about_decisions:
        if finding.rule.subject == "waiver":
            return "peercomply waivers check FILE EXPORT"
        return "peercomply check EXPORT --overrides FILE"
    shipped = [pack.id for pack in report.packs] == [SHIPPED]
    words = [
        *("peercomply", "explain", finding.rule.id, "--subject", plain(str(breach.subject))),
        *(() if shipped else ("--rules", "PACK")),
        *(("--pseudonym-key", "KEY") if pseudonyms(report) else ()),
        *("--as-of", report.as_of.isoformat(), "EXPORT"),
    ]
    return shlex.join(words)
