"""A report in numbers for GitLab's Code Quality: an entry for each finding, at no row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from peercomply.findings.privacy.counted import CountedFinding, CountedReport
from peercomply.report.counts.words import statement
from peercomply.report.gitlab import SEVERITIES
from peercomply.report.plain import json_text, plain

_NOWHERE = {"path": "export", "lines": {"begin": 1}}


def render(report: CountedReport) -> str:
    """Return *report* as the JSON that GitLab reads."""
    return json_text([*_entries(report)], indent=2) + "\n"


def _entries(report: CountedReport) -> Iterator[dict[str, Any]]:
    for one in report.findings:
        said = (
            f"{one.rule.title} in {one.where}: fail {one.failed}, pass {one.passed},"
            f" unknown {one.unknown}"
        )
        yield _entry(one.rule.id, said, _identity(one), SEVERITIES[one.rating])
    yield _entry("in-short", statement(report), "in-short", "info")


def _identity(one: CountedFinding) -> str:
    return "\x1f".join((one.rule.id, one.program_id or "", one.organisation_id or ""))


def _entry(check: str, said: str, identity: str, severity: str) -> dict[str, Any]:
    return {
        "description": plain(f"{check}: {said}"),
        "check_name": check,
        "fingerprint": hashlib.sha256(identity.encode(errors="surrogatepass")).hexdigest()[:16],
        "severity": severity,
        "location": _NOWHERE,
    }
