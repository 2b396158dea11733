"""What people decided about breaches, as lines of a summary."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date

from tabulate import tabulate

from peercomply.findings.decisions.baseline import OldBreach
from peercomply.findings.decisions.model import Baseline, Waiver
from peercomply.findings.model import Report
from peercomply.report.plain import inert, plain

_ORDER: tuple[Baseline, ...] = ("new", "worse", "inherited")
_HEADINGS = ("Until", "State", "Rule", "Record", "Item", "Approved by", "Reason", "Place")


def decision_lines(report: Report) -> list[str]:
    """Say what is waived, inherited or rated by people, and all that is wrong with decisions."""
    breaches = [breach for finding in report.findings for breach in finding.breaches]
    lines = []
    if report.compared_with is not None:
        kinds = Counter(breach.baseline for breach in breaches)
        said = ", ".join(f"{kinds[kind]} {kind}" for kind in _ORDER)
        lines.append(f"Baseline: {report.compared_with.isoformat()}; of the breaches {said}")
    number = sum(breach.waived is not None for breach in breaches)
    if number:
        lines.append(
            f"Waived:   {number} of {len(breaches)} breaches; they stand above all the same"
        )
    if report.decisions:
        lines.append(f"Waivers:  {len(report.decisions)} to look at")
        lines += [f"          {plain(issue.text)}" for issue in report.decisions]
    return [*lines, *_grade_lines(report)]


def _grade_lines(report: Report) -> list[str]:
    """Say how many findings people rated, how many of them lower, and what is wrong with that."""
    lines = []
    if rated := [one for one in report.findings if one.override is not None]:
        down = sum(one.rating < one.looked_up for one in rated)
        up = sum(one.rating > one.looked_up for one in rated)
        lines.append(
            f"Grades:   {len(rated)} of {len(report.findings)} findings are rated by people,"
            f" {down} of them lower than the matrix and {up} higher"
        )
    wrong = [
        f"          {plain(str(place))}: [{one.rule.id}] {plain(breach.message)}"
        for one in report.findings
        if one.rule.subject == "override" and one.about_decisions
        for breach in one.breaches
        for place in dict.fromkeys(cell.location for cell in breach.evidence)
    ]
    if wrong:
        lines.append(f"Overrides: {len(wrong)} to look at")
    return lines + wrong


def waiver_table(waivers: Sequence[Waiver], day: date) -> str:
    """Return *waivers* as a table, the first to end first, with their state on *day*."""
    if not waivers:
        return "no waivers\n"
    rows = [
        [
            one.until.isoformat(),
            _state(one, day),
            plain(one.rule),
            "any record" if one.record is None else plain(str(one.record)),
            plain(one.item or ""),
            plain(one.approved_by),
            plain(one.reason),
            plain(one.place),
        ]
        for one in sorted(waivers, key=lambda one: one.until)
    ]
    return inert(tabulate(rows, headers=_HEADINGS, disable_numparse=True) + "\n")


def _state(waiver: Waiver, day: date) -> str:
    if day > waiver.until:
        return "expired"
    return "in its days" if day >= waiver.since else "not yet"


def checked_waivers(report: Report, waivers: Sequence[Waiver]) -> str:
    """Return which of *waivers* cover breaches of *report*, and what is wrong with others."""
    number = sum(finding.waived for finding in report.findings)
    used = {late.waived for one in report.findings for late in one.breaches if late.waived}
    counts = f"breaches that are covered: {number}"
    lines = [f"waivers: {len(waivers)}, in use: {len(used)}, {counts}"]
    lines += [plain(issue.text) for issue in report.decisions]
    return inert("\n".join(lines) + "\n")


def waiver_lines(breach: OldBreach, reason: str, approved_by: str, days: tuple[date, date]) -> str:
    """Return a waiver of *breach* as lines of YAML; text is quoted as JSON, which YAML reads."""
    facts = {
        "rule": breach.rule,
        "record": breach.subject,
        "item": breach.item,
        "reason": reason,
        "approved_by": approved_by,
        "from": days[0].isoformat(),
        "until": days[1].isoformat(),
        "due_on": None if breach.due_on is None else breach.due_on.isoformat(),
    }
    said = [f"{key}: {_quoted(value)}" for key, value in facts.items() if value is not None]
    return "".join(f"{'  - ' if place == 0 else '    '}{line}\n" for place, line in enumerate(said))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())
