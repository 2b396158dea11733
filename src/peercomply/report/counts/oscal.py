"""A report in numbers as OSCAL assessment results: findings without subjects or evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peercomply.findings.privacy.counted import CountedReport
from peercomply.report.counts.words import NOTE, statement, undecided
from peercomply.report.markdown import escaped
from peercomply.report.oscal import (
    NOT_SATISFIED,
    SATISFIED,
    framed,
    moment,
    obligations,
    prop,
    selection,
    target,
    uuid_of,
    written,
)


def render(report: CountedReport) -> str:
    """Return *report* as OSCAL."""
    return written(framed(report.as_of, report.packs, len(report.rules), [_result(report)], ()))


def _result(report: CountedReport) -> dict[str, Any]:
    day = report.as_of.isoformat()
    parts = [
        {"name": name, "title": title, "prose": escaped(prose)}
        for name, title, prose in (
            ("statement", "In short", statement(report)),
            ("privacy", "Numbers alone", NOTE),
        )
    ]
    lists = {"observations": [*_observations(report)], "findings": [*_findings(report)]}
    return {
        "uuid": uuid_of("result", "counts", day, *(pack.sha256 for pack in report.packs)),
        "title": f"Check as of {day}, in numbers",
        "description": escaped(statement(report)),
        "start": moment(report.as_of),
        "end": f"{day}T23:59:59Z",
        "reviewed-controls": {"control-selections": [selection(one.rule for one in report.rules)]},
        "attestations": [{"parts": parts}],
        **{name: found for name, found in lists.items() if found},
    }


def _observations(report: CountedReport) -> Iterator[dict[str, Any]]:
    for one in report.rules:
        if one.open:
            yield {
                "uuid": uuid_of("open", one.rule.id),
                "title": escaped(one.rule.title),
                "description": escaped(undecided(one)),
                "methods": ["TEST"],
                "collected": moment(report.as_of),
            }


def _findings(report: CountedReport) -> Iterator[dict[str, Any]]:
    for one in report.findings:
        rule = one.rule
        said = f"{one.where}: fail {one.failed}, pass {one.passed}, unknown {one.unknown}."
        yield {
            "uuid": uuid_of("finding", rule.id, one.program_id or "", one.organisation_id or ""),
            "title": escaped(f"{rule.title} ({one.rating})"),
            "description": escaped(f"{said} {rule.remedy}"),
            "props": [
                prop("rank", str(one.rank)),
                prop("rating", str(one.rating)),
                *obligations(rule.obligations),
            ],
            "target": target(rule.id, NOT_SATISFIED, "fail"),
        }
    for entry in report.rules:
        rule = entry.rule
        found: dict[str, Any] = {
            "uuid": uuid_of("rule", rule.id),
            "title": escaped(rule.title),
            **({"props": [*obligations(rule.obligations)]} if rule.obligations else {}),
        }
        if entry.open:
            yield found | {
                "description": escaped(f"Not tested, or not all of it: {undecided(entry)}"),
                "target": target(rule.id, NOT_SATISFIED, "other"),
                "related-observations": [{"observation-uuid": uuid_of("open", rule.id)}],
            }
        elif not entry.findings:
            yield found | {
                "description": f"pass {entry.passed}",
                "target": target(rule.id, SATISFIED, "pass"),
            }
