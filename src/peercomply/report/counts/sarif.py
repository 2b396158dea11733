"""A report in numbers as SARIF 2.1.0: one result for each finding, without a location."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peercomply.findings.privacy.counted import CountedReport
from peercomply.report.counts.words import NOTE, undecided
from peercomply.report.plain import json_text, plain
from peercomply.report.sarif import LEVELS, RANKS, SCHEMA, rule_json
from peercomply.rules.rule import NOTICE


def render(report: CountedReport) -> str:
    """Return *report* as SARIF."""
    driver = {"name": "peercomply", "rules": [rule_json(one.rule) for one in report.rules]}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "peercomply/counts/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": [*_notes(report)]}
        ],
        "results": [*_results(report)],
        "properties": {
            "as_of": report.as_of.isoformat(),
            "packs": [f"{pack.id} {pack.version}" for pack in report.packs],
            "notice": NOTICE,
            "privacy": NOTE,
        },
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _results(report: CountedReport) -> Iterator[dict[str, Any]]:
    numbers = {one.rule.id: number for number, one in enumerate(report.rules)}
    for one in report.findings:
        said = (
            f"{one.rule.title} in {one.where}: fail {one.failed}, pass {one.passed},"
            f" unknown {one.unknown}. {one.rule.remedy}"
        )
        yield {
            "ruleId": one.rule.id,
            "ruleIndex": numbers[one.rule.id],
            "kind": "fail",
            "level": LEVELS[one.rating],
            "rank": RANKS[one.rating],
            "message": {"text": plain(said)},
            "properties": {"rank_of_finding": one.rank, "rating": str(one.rating)},
        }
    for entry in report.rules:
        if entry.status == "judged" and entry.open:
            yield {
                "ruleId": entry.rule.id,
                "ruleIndex": numbers[entry.rule.id],
                "kind": "review",
                "level": "none",
                "message": {"text": plain(f"{entry.rule.title}: {undecided(entry)}")},
            }


def _notes(report: CountedReport) -> Iterator[dict[str, Any]]:
    for one in report.rules:
        if one.status != "judged":
            text = plain(f"{one.rule.id}: {undecided(one)}")
            yield {"level": "warning", "message": {"text": text}}
    for issues in report.issues:
        text = f"{issues.code.meaning.removesuffix('.')} (tables: {issues.tables})"
        yield {
            "descriptor": {"id": issues.code.value},
            "level": "note",
            "message": {"text": text},
        }
    if not report.agreed:
        text = f"{report.second} disagrees, so nothing here may be relied on"
        yield {"level": "error", "message": {"text": text}}
