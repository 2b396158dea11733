"""
The report for GitLab's Code Quality: an entry for each breach, the worst first.

Where something was not decided, a last entry of severity info says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from peercomply.findings.model import Breach, Finding, Report
from peercomply.findings.rating import Rating
from peercomply.records.provenance import Location
from peercomply.report.places import Places
from peercomply.report.plain import json_text, plain

SEVERITIES = {
    Rating.EXTREME: "blocker",
    Rating.HIGH: "critical",
    Rating.MEDIUM: "major",
    Rating.LOW: "minor",
}
"""Severity of an entry by the rating of its finding."""

_NOWHERE = Location("export", 1)


def render(report: Report, *, base: str = "") -> str:
    """Return *report* as the JSON that GitLab reads; *base* is the folder of the export."""
    places = Places.of(report, base)
    return json_text([*_entries(report, places)], indent=2) + "\n"


def _entries(report: Report, places: Places) -> Iterator[dict[str, Any]]:
    used: set[str] = set()
    for finding in report.findings:
        for breach in finding.breaches:
            said = _said(finding, breach)
            place = places.of_breach(breach) or _NOWHERE
            print_ = _unused(breach.id, used)
            severity = SEVERITIES[finding.rating]
            yield _entry(finding.rule.id, said, print_, severity, place, places)
    assurance = report.assurance
    judged_none = len(assurance.not_judged) + len(assurance.judged_nothing)
    if assurance.undecided or judged_none:
        total = assurance.decided + assurance.undecided
        said = (
            f"{assurance.undecided} of {total} outcomes are unknown, and {judged_none} of"
            f" {len(report.asked)} rules judged no record"
        )
        file = report.inputs[0].path if report.inputs else _NOWHERE.file
        print_ = _unused("not-decided", used)
        yield _entry("not-decided", said, print_, "info", Location(file, 1), places)


def _said(finding: Finding, breach: Breach) -> str:
    item = "" if breach.item is None else f", {breach.item}"
    said = "; ".join(one for one in (breach.mark, finding.graded) if one)
    mark = f" [{said}]" if said else ""
    return f"{finding.rule.title}: {breach.subject}{item}: {breach.message}{mark}"


def _unused(print_: str, used: set[str]) -> str:
    """Return *print_*, hashed again until no entry has it; GitLab drops entries that share one."""
    while print_ in used:
        print_ = hashlib.sha256(print_.encode()).hexdigest()[:16]
    used.add(print_)
    return print_


def _entry(
    check: str, said: str, print_: str, severity: str, place: Location, places: Places
) -> dict[str, Any]:
    return {
        "description": plain(f"{check}: {said}"),
        "check_name": check,
        "fingerprint": print_,
        "severity": severity,
        "location": {"path": plain(places.path(place.file)), "lines": {"begin": place.row or 1}},
    }
