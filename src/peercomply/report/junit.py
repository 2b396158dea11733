"""
The report as JUnit XML, for build servers: a suite for each rule.

A record that fails is a test that fails; records that could not be decided are one test with an
error, and a rule that judged no record is one test that is skipped. Records that pass are one test,
which says how many they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peercomply.findings.model import Breach, Report, RuleResult
from peercomply.records.provenance import RecordKey
from peercomply.report.csv import undecided
from peercomply.report.junit_xml import JUnitCase, JUnitSuite, write_junit
from peercomply.report.plain import plain

_Failed = Mapping[RecordKey, tuple[str, ...]]


def render(report: Report) -> str:
    """Return *report* as JUnit XML; names of tests are record keys, the same in every run."""
    failed: dict[str, dict[RecordKey, tuple[str, ...]]] = {}
    for finding in report.findings:
        found = failed.setdefault(finding.rule.id, {})
        for breach in finding.breaches:
            graded = f" ({finding.graded})" if finding.graded else ""
            lines = (*found.get(breach.subject, ()), _line(breach, f"{finding.rating}{graded}"))
            found[breach.subject] = lines
    suites = [
        JUnitSuite(
            name=one.rule.id,
            cases=tuple(_cases(one, failed.get(one.rule.id, {}))),
            properties=(
                ("as_of", report.as_of.isoformat()),
                ("title", one.rule.title),
                ("severity", str(one.rule.severity)),
                ("passed", str(one.passed)),
            ),
        )
        for one in report.rules
    ]
    return write_junit("peercomply check", suites)


def _cases(result: RuleResult, failed: _Failed) -> Iterator[JUnitCase]:
    rule = result.rule.id
    for key in sorted(failed, key=lambda key: (key.type, key.id)):
        yield JUnitCase(classname=rule, name=plain(str(key)), failure=failed[key])
    said = plain(undecided(result))
    if result.unknown:
        yield JUnitCase(classname=rule, name="records that are unknown", error=said)
    elif said:
        yield JUnitCase(classname=rule, name="records to judge", skipped=said)
    if result.passed:
        yield JUnitCase(classname=rule, name="records that pass")


def _line(breach: Breach, rating: str) -> str:
    item = "" if breach.item is None else f"{breach.item}: "
    places = [str(one.location) for one in breach.evidence if one.location is not None]
    where = f" [{'; '.join(dict.fromkeys(places))}]" if places else ""
    mark = f" [{breach.mark}]" if breach.mark else ""
    return plain(f"{rating}: {item}{breach.message}{mark}{where}")
