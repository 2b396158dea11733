"""The findings table: one line for each finding, the worst first, then a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from tabulate import tabulate

from peercomply.findings.model import Breach, Finding, Report
from peercomply.findings.rating import Rating
from peercomply.records.issue_codes import IssueSeverity
from peercomply.records.provenance import DataIssue
from peercomply.report.decisions import decision_lines
from peercomply.report.plain import inert, plain
from peercomply.report.statement import statement
from peercomply.report.trend import trend_lines
from peercomply.rules.rule import NOTICE

TOP = 25
"""Findings that the table shows unless told otherwise."""

_HEADINGS = (
    "#",
    "Rating",
    "Finding",
    "Program",
    "Fail",
    "Overdue",
    "Severity",
    "Source says",
    "Records",
)
_WIDTHS = (None, None, 44, 16, None, None, None, None, 30)
_FEWEST = 5
_MOST = 10
_SHOWN = 3
_OFTEN = 3
_HOMES = ("program", "organisation")

Paint = Callable[[str, Rating], str]
"""Colours the word of a rating."""


def _unpainted(word: str, _rating: Rating) -> str:
    return word


def render(report: Report, *, top: int = TOP, paint: Paint = _unpainted) -> str:
    """
    Return *report* as a table with a summary below it.

    Args:
        report: The report.

        top: How many findings to show; 0 for all of them.

        paint: Colours the word of a rating, for a terminal.
    """
    leading = report.leading
    shown = leading[:top] if top else leading
    parts = [f"peercomply: {_packs(report)}, as of {report.as_of.isoformat()}"]
    if shown:
        known = {finding.id: finding for finding in report.findings}
        rows = [_row(finding, paint, known) for finding in shown]
        parts.append(
            tabulate(
                rows,
                headers=_HEADINGS,
                maxcolwidths=list(_WIDTHS),
                disable_numparse=True,
                colalign=("right",),
            )
        )
    more = len(leading) - len(shown)
    if more:
        parts.append(f"{_count(more, 'more finding')} not shown; --top 0 shows all of them")
    parts.append(summary(report))
    return inert("\n\n".join(parts) + "\n")


def _packs(report: Report) -> str:
    return ", ".join(plain(f"{pack.id} {pack.version}") for pack in report.packs)


def _row(finding: Finding, paint: Paint, known: Mapping[str, Finding]) -> list[str]:
    where = finding.program_id or finding.organisation_id or "not known"
    return [
        str(finding.rank),
        paint(str(finding.rating), finding.rating),
        plain(finding.rule.title) + _decided(finding) + _consequences(finding, known),
        plain(where),
        f"{finding.breached} of {finding.tested}",
        _overdue(finding.breaches),
        str(finding.rule.severity),
        str(finding.rule.strength),
        _records(finding.breaches),
    ]


def _decided(finding: Finding) -> str:
    return f" [{plain(finding.mark)}]" if finding.mark else ""


def _consequences(finding: Finding, known: Mapping[str, Finding]) -> str:
    """Return a line with the findings that *finding* explains; nothing if there are none."""
    if not finding.consequences:
        return ""
    found = [known[key] for key in finding.consequences]
    said = [
        f"{plain(one.rule.title)} ({one.rating}, {one.breached} of {one.tested})"
        for one in found[:_SHOWN]
    ]
    more = len(found) - _SHOWN
    rest = f"; and {more} more" if more > 0 else ""
    return f"\nwith {_count(len(found), 'consequence')}: {'; '.join(said)}{rest}"


def _overdue(breaches: Iterable[Breach]) -> str:
    days = max((breach.days_overdue or 0 for breach in breaches), default=0)
    return f"{days} d" if days else ""


def _records(breaches: tuple[Breach, ...]) -> str:
    keys = list(dict.fromkeys(breach.subject.id for breach in breaches))
    names = ", ".join(plain(key) for key in keys[:_SHOWN])
    more = len(keys) - _SHOWN
    return f"{names} and {more} more" if more > 0 else names


def summary(report: Report) -> str:
    """Return what stands below the table: counts, what is unknown or missing, and data issues."""
    return "\n".join(
        [
            _findings_line(report),
            *_often_lines(report),
            *decision_lines(report),
            *_profile_lines(report),
            *_rules_lines(report),
            *_unknown_lines(report),
            *_not_supplied_lines(report),
            *_instead_lines(report),
            *_confirmed_lines(report),
            *_due_soon_lines(report),
            *_issue_lines(report),
            *trend_lines(report),
            *(f"Privacy:  {line}" for line in privacy_in_words(report)),
            f"In short: {plain(statement(report))}",
            f"Note:     {NOTICE}",
        ]
    )


def _findings_line(report: Report) -> str:
    if not report.findings and not report.assurance.decided:
        return "Findings: none, for nothing could be judged"
    if not report.findings:
        return "Findings: none"
    words = [
        f"{len(found)} {rating}"
        for rating in reversed(Rating)
        if (found := [one for one in report.findings if one.rating is rating])
    ]
    breaches = sum(len(finding.breaches) for finding in report.findings)
    line = (
        f"Findings: {len(report.findings)} ({', '.join(words)}) with {_count(breaches, 'breach')}"
    )
    below = len(report.findings) - len(report.leading)
    return f"{line}; {below} of them are consequences of others" if below else line


def _often_lines(report: Report) -> list[str]:
    """Name the records that fail under many rules, for they are a good place to begin."""
    found = Counter(
        subject
        for finding in report.findings
        if not finding.about_decisions
        for subject in {breach.subject for breach in finding.breaches}
        if subject.type not in _HOMES
    )
    often = sorted(
        (subject for subject, number in found.items() if number >= _OFTEN),
        key=lambda subject: (-found[subject], subject.type, subject.id),
    )
    if not often:
        return []
    named = ", ".join(f"{plain(str(one))} ({found[one]} findings)" for one in often[:_FEWEST])
    return [f"          most of them about: {named}"]


def privacy_in_words(report: Report) -> tuple[str, ...]:
    """Return what the report shows of people; nothing if that is what reports usually show."""
    used = report.privacy
    if used is None:
        return ()
    if used.pseudonyms is None:
        return ("names and personal values stand in this file; keep it to yourself",)
    told = "traces and the words of data issues are left out"
    return (f"record keys are pseudonyms of the key {used.pseudonyms}; {told}",)


def _profile_lines(report: Report) -> list[str]:
    """Say which rules the profile leaves out, so that their silence is not taken for a pass."""
    if report.profile is None:
        return []
    left = sum(len(pack.left_out) for pack in report.packs)
    total = left + len(report.asked)
    return [f"Profile:  {plain(report.profile)}; it leaves {left} of {total} rules out"]


def _rules_lines(report: Report) -> list[str]:
    judged = [result for result in report.asked if result.status == "judged"]
    clean = sum(not result.failed and not result.unknown for result in judged)
    assurance = report.assurance
    lines = [
        (
            f"Rules:    {len(report.asked)} run, {len(judged)} judged records, {clean} of them"
            " without a breach or an unknown"
        )
    ]
    for label, ids in (
        ("judged nothing", assurance.judged_nothing),
        ("not judged", assurance.not_judged),
    ):
        if ids:
            more = len(ids) - _FEWEST
            rest = f" and {more} more in the JSON report" if more > 0 else ""
            lines.append(f"          {len(ids)} {label}: {', '.join(ids[:_FEWEST])}{rest}")
    lines += [f"          {plain(change)}" for pack in report.packs for change in pack.changes]
    decided, total = assurance.decided, assurance.decided + assurance.undecided
    lines.append(f"Outcomes: {decided} of {total} decided; {assurance.undecided} unknown")
    return lines


def _unknown_lines(report: Report) -> list[str]:
    why: dict[str, int] = {}
    for result in report.rules:
        for reason, number in result.unknown_reasons.items():
            why[reason] = why.get(reason, 0) + number
    ordered = sorted(why.items(), key=lambda item: (-item[1], item[0]))
    lines = [f"          {number:>4} because {plain(reason)}" for reason, number in ordered[:_MOST]]
    more = len(ordered) - _MOST
    return (
        [*lines, f"          and {_count(more, 'more reason')} in the JSON report"]
        if more > 0
        else lines
    )


def _instead_lines(report: Report) -> list[str]:
    """Name the engine, if it is not the usual one, and the rules that another had to judge."""
    own = [] if report.engine == "memory" else [f"Engine:   {report.engine}"]
    found: dict[str, list[str]] = {}
    for result in report.rules:
        if result.engine:
            found.setdefault(result.engine, []).append(plain(result.rule.id))
    return own + [
        f"By {engine}: {len(rules)} rules that {report.engine} cannot say: {', '.join(rules)}"
        for engine, rules in sorted(found.items())
    ]


def _confirmed_lines(report: Report) -> list[str]:
    """Say what a second engine makes of the outcomes, and name each that it does not confirm."""
    found = report.cross_check
    if found is None:
        return []
    confirmed = found.outcomes - len(found.disagreements)
    line = f"Confirmed: {confirmed} of {found.outcomes} outcomes by {found.engine}"
    if not found.disagreements:
        return [line]
    differing = [
        plain(
            f"          {one.subject}, {one.rule}: {report.engine} says {one.first or 'nothing'};"
            f" {found.engine} says {one.second or 'nothing'}"
        )
        for one in found.disagreements
    ]
    return [f"{line}; the engines disagree, so nothing above may be relied on", *differing]


def _not_supplied_lines(report: Report) -> list[str]:
    names, columns = report.assurance.not_supplied, report.assurance.columns_not_supplied
    lines = [f"Missing:  no records were supplied of: {', '.join(names)}"] if names else []
    if columns:
        label = "          " if lines else "Missing:  "
        lines.append(f"{label}no file has a column for: {', '.join(columns)}; read as empty")
    return lines


def _due_soon_lines(report: Report) -> list[str]:
    if not report.due_soon:
        return []
    lines = [f"Due soon: {len(report.due_soon)}"]
    lines += [
        f"          {due.due_on.isoformat()}  {plain(due.subject.id)}, else: {due.rule.title}"
        for due in report.due_soon[:_FEWEST]
    ]
    more = len(report.due_soon) - _FEWEST
    return [*lines, f"          and {more} more in the JSON report"] if more > 0 else lines


def _issue_lines(report: Report) -> list[str]:
    issues = sorted(report.data_issues, key=_severity_order)
    if not issues:
        return ["Data:     no issues"]
    words = [
        _count(number, severity.value)
        for severity in IssueSeverity
        if (number := sum(issue.severity is severity for issue in issues))
    ]
    lines = [f"Data:     {', '.join(words)} in the export"]
    lines += [f"          {_issue(issue)}" for issue in issues[:_MOST]]
    more = len(issues) - _MOST
    return [*lines, f"          and {more} more in the JSON report"] if more > 0 else lines


def _severity_order(issue: DataIssue) -> int:
    return list(IssueSeverity).index(issue.severity)


def _issue(issue: DataIssue) -> str:
    place = issue.place
    if issue.row is None and issue.column:
        place = f"{place}, column {issue.column!r}"
    place = f"{place}: " if place else ""
    hint = f" ({issue.hint})" if issue.hint else ""
    return plain(f"{place}{issue.severity.value}[{issue.code.value}] {issue.message}{hint}")


def _count(number: int, noun: str) -> str:
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
