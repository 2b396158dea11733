"""A report in numbers as JUnit XML: a suite for each rule, a failed test for each finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peercomply.findings.privacy.counted import CountedFinding, CountedReport, CountedRule
from peercomply.report.counts.words import undecided
from peercomply.report.junit_xml import JUnitCase, JUnitSuite, write_junit
from peercomply.report.plain import plain


def render(report: CountedReport) -> str:
    """Return *report* as JUnit XML; names of tests are those of programs."""
    known: dict[str, list[CountedFinding]] = {}
    for one in report.findings:
        known.setdefault(one.rule.id, []).append(one)
    suites = [
        JUnitSuite(
            name=one.rule.id,
            cases=tuple(_cases(one, known.get(one.rule.id, ()))),
            properties=(
                ("as_of", report.as_of.isoformat()),
                ("title", one.rule.title),
                ("severity", str(one.rule.severity)),
                ("passed elsewhere", str(one.passed)),
            ),
        )
        for one in report.rules
    ]
    return write_junit("peercomply check", suites)


def _cases(rule: CountedRule, findings: Sequence[CountedFinding]) -> Iterator[JUnitCase]:
    name = rule.rule.id
    for one in findings:
        said = f"{one.rating}: fail {one.failed}, pass {one.passed}, unknown {one.unknown}"
        yield JUnitCase(classname=name, name=plain(one.where), failure=(said,))
    why = plain(undecided(rule))
    if rule.open and rule.status == "judged":
        yield JUnitCase(classname=name, name="records that are unknown", error=why)
    elif why:
        yield JUnitCase(classname=name, name="records to judge", skipped=why)
    elif not findings:
        yield JUnitCase(classname=name, name="records that pass")
