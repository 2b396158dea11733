"""
The report as OSCAL assessment results 1.2.1, for programs of audit and authorisation.

OSCAL knows satisfied and not-satisfied alone: what could not be decided is not-satisfied for
another reason than a failure, and says so in words. Every id is made from what it names, so two
reports of one check have the same bytes. Days have no zone; the format wants one, and gets UTC.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from peercomply.findings.model import Breach, Finding, PackUsed, Report, RuleResult
from peercomply.records.provenance import RecordKey
from peercomply.report.csv import undecided
from peercomply.report.markdown import escaped
from peercomply.report.places import Places
from peercomply.report.plain import json_text, plain
from peercomply.report.statement import statement
from peercomply.rules.rule import NOTICE, Rule

VERSION = "1.2.1"
NAMES = "urn:peercomply:oscal"
"""Namespace of the properties that are not of OSCAL itself."""

_SPACE = UUID("6b0f3a5c-2f53-5d0e-9c53-6a1d0e9b7f42")
_TOKEN = re.compile(r"[^\W\d][\w.\-]*")
SATISFIED = "satisfied"
NOT_SATISFIED = "not-satisfied"


def render(report: Report, *, base: str = "") -> str:
    """Return *report* as OSCAL; *base* is the folder of the export, put before its files."""
    return written(_document(report, Places.of(report, base)))


def _document(report: Report, places: Places) -> dict[str, Any]:
    return framed(
        report.as_of,
        report.packs,
        len(report.asked),
        [_result(report, places)],
        _inputs(report, places),
    )


def framed(
    day: date,
    packs: Sequence[PackUsed],
    asked: int,
    results: Sequence[Mapping[str, Any]],
    inputs: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return *results* of *asked* rules with what OSCAL wants around them."""
    names = ", ".join(f"{pack.id} {pack.version}" for pack in packs)
    plan = uuid_of("plan", *(pack.sha256 for pack in packs))
    return {
        "metadata": {
            "title": f"Findings as of {day.isoformat()}",
            "last-modified": moment(day),
            "version": plain(names) or "none",
            "oscal-version": VERSION,
            "remarks": escaped(NOTICE),
        },
        "import-ap": {"href": f"#{plan}"},
        "results": list(results),
        "back-matter": {"resources": [_plan(packs, asked, plan), *inputs]},
    }


def written(body: Mapping[str, Any]) -> str:
    """Return *body* as a document whose id is made from all of it."""
    digest = hashlib.sha256(json_text(body).encode(errors="surrogatepass")).hexdigest()
    return (
        json_text({"assessment-results": {"uuid": uuid_of(digest)} | dict(body)}, indent=2) + "\n"
    )


def _plan(packs: Sequence[PackUsed], asked: int, plan: str) -> dict[str, Any]:
    """Return what stands in for the assessment plan: the packs whose rules were asked."""
    hashes = [
        prop("sha-256", pack.sha256, group=pack.id if _TOKEN.fullmatch(pack.id) else None)
        for pack in packs
    ]
    return {
        "uuid": plan,
        "title": "The rules that were asked",
        "description": escaped(f"{asked} rules; there is no other assessment plan."),
        **({"props": hashes} if hashes else {}),
    }


def _inputs(report: Report, places: Places) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for one in report.inputs:
        name = one.path if one.sheet is None else f"{one.path} [{one.sheet}]"
        if name in seen:
            continue
        seen.add(name)
        link: dict[str, Any] = {"href": _href(places.path(one.path))}
        if one.sha256 is not None:
            link["hashes"] = [{"algorithm": "SHA-256", "value": one.sha256}]
        counts = f"{one.read} rows read, {one.accepted} accepted, {one.rejected} rejected"
        yield {
            "uuid": uuid_of("input", name),
            "title": escaped(name),
            "description": escaped(counts),
            "rlinks": [link],
        }


def _result(report: Report, places: Places) -> dict[str, Any]:
    lists = {
        "observations": [*_observations(report, places)],
        "risks": [_risk(finding) for finding in report.findings],
        "findings": [*_findings(report)],
    }
    subjects = {breach.subject: None for finding in report.findings for breach in finding.breaches}
    items = [_item(key) for key in sorted(subjects, key=lambda key: (key.type, key.id))]
    day = report.as_of.isoformat()
    return {
        "uuid": uuid_of("result", day, *(pack.sha256 for pack in report.packs)),
        "title": f"Check as of {day}",
        "description": escaped(statement(report)),
        "start": moment(report.as_of),
        "end": f"{day}T23:59:59Z",
        **({"local-definitions": {"inventory-items": items}} if items else {}),
        "reviewed-controls": {"control-selections": [_selection(report)]},
        "attestations": [{"parts": [*_attested(report)]}],
        **{name: found for name, found in lists.items() if found},
    }


def _selection(report: Report) -> dict[str, Any]:
    return selection(result.rule for result in report.asked)


def selection(rules: Iterable[Rule]) -> dict[str, Any]:
    """Return the obligations of *rules* as the controls that were looked at."""
    keys = {key for rule in rules for key in rule.obligations}
    known = sorted(key for key in keys if _TOKEN.fullmatch(key))
    if not known:
        return {"include-all": {}}
    return {"include-controls": [{"control-id": key} for key in known]}


def _attested(report: Report) -> Iterator[dict[str, Any]]:
    yield {"name": "statement", "title": "In short", "prose": escaped(statement(report))}
    for name, title, keys in (
        ("attested-only", "Answered by self-assessment alone", report.assurance.attested_only),
        ("not-checkable", "Cannot be checked by rules", report.assurance.not_checkable),
    ):
        if keys:
            yield {"name": name, "title": title, "prose": escaped(", ".join(keys))}


def _item(key: RecordKey) -> dict[str, Any]:
    return {
        "uuid": uuid_of("record", key.type, key.id),
        "description": escaped(f"The record {key}"),
    }


def _observations(report: Report, places: Places) -> Iterator[dict[str, Any]]:
    for finding in report.findings:
        for breach in finding.breaches:
            yield _observation(finding, breach, report, places)
    for result in report.rules:
        if said := undecided(result):
            yield {
                "uuid": uuid_of("open", result.rule.id),
                "title": escaped(result.rule.title),
                "description": escaped(said),
                "methods": ["TEST"],
                "collected": moment(report.as_of),
            }


def _observation(
    finding: Finding, breach: Breach, report: Report, places: Places
) -> dict[str, Any]:
    item = "" if breach.item is None else f"{breach.item}: "
    props = [prop("breach", breach.id)]
    if breach.due_on is not None:
        props.append(prop("due-on", breach.due_on.isoformat()))
    if breach.mark:
        props.append(prop("decided", breach.mark))
    evidence = dict.fromkeys(
        (_href(places.path(one.location.file)), str(one.location))
        for one in breach.evidence
        if one.location is not None
    )
    found = [{"href": href, "description": escaped(said)} for href, said in evidence]
    return {
        "uuid": uuid_of("breach", finding.id, breach.id),
        "title": escaped(finding.rule.title),
        "description": escaped(f"{item}{breach.message}. To end it: {breach.cure}"),
        "props": props,
        "methods": ["TEST"],
        "subjects": [
            {
                "subject-uuid": uuid_of("record", breach.subject.type, breach.subject.id),
                "type": "inventory-item",
                "title": escaped(str(breach.subject)),
            }
        ],
        **({"relevant-evidence": found} if found else {}),
        "collected": moment(report.as_of),
    }


def _risk(finding: Finding) -> dict[str, Any]:
    waivers = dict.fromkeys(one.waived for one in finding.breaches if one.waived is not None)
    remarks = [
        f"waived from {one.since} until {one.until} by {one.approved_by}: {one.reason}"
        for one in waivers
    ]
    if finding.graded:
        remarks.append(finding.graded)
    accepted = finding.waived == len(finding.breaches)
    grades: list[tuple[str, object]] = [
        ("rating", finding.rating),
        ("likelihood", finding.likelihood),
    ]
    grades += [("consequence", finding.consequence), ("rank", finding.rank)]
    if finding.graded:
        grades.append(("rating-of-matrix", finding.looked_up))
    return {
        "uuid": uuid_of("risk", finding.id),
        "title": escaped(finding.rule.title),
        "description": escaped(finding.condition),
        "statement": escaped(finding.rule.why),
        "props": [prop(name, str(value)) for name, value in grades],
        "status": "deviation-approved" if accepted else "open",
        **({"mitigating-factors": [_factor(finding, remarks)]} if remarks else {}),
        "remediations": [
            {
                "uuid": uuid_of("remedy", finding.id),
                "lifecycle": "recommendation",
                "title": "What to do",
                "description": escaped(finding.rule.remedy),
            }
        ],
    }


def _factor(finding: Finding, remarks: Iterable[str]) -> dict[str, Any]:
    return {"uuid": uuid_of("decided", finding.id), "description": escaped("; ".join(remarks))}


def _findings(report: Report) -> Iterator[dict[str, Any]]:
    for finding in report.findings:
        breaches = [
            {"observation-uuid": uuid_of("breach", finding.id, breach.id)}
            for breach in finding.breaches
        ]
        where = finding.program_id or finding.organisation_id or "not known"
        yield {
            "uuid": uuid_of("finding", finding.id),
            "title": escaped(f"{finding.rule.title} ({finding.rating})"),
            "description": escaped(f"{where}: {finding.condition}. {finding.criteria}"),
            "props": [prop("finding", finding.id), *obligations(finding.rule.obligations)],
            "target": target(finding.rule.id, NOT_SATISFIED, "fail"),
            "related-observations": breaches,
            "related-risks": [{"risk-uuid": uuid_of("risk", finding.id)}],
        }
    for result in report.rules:
        yield from _of_rule(result)


def _of_rule(result: RuleResult) -> Iterator[dict[str, Any]]:
    """Yield what else a rule says: that it holds, or that it could not be decided."""
    rule = result.rule
    passes = result.passed and not result.failed and not result.unknown
    if not passes and not result.unknown and result.supplied:
        return
    found: dict[str, Any] = {
        "uuid": uuid_of("rule", rule.id),
        "title": escaped(rule.title),
        "description": f"{result.passed} of {result.judged} records that were judged pass",
    }
    if props := [*obligations(rule.obligations)]:
        found["props"] = props
    if passes:
        yield found | {"target": target(rule.id, SATISFIED, "pass")}
        return
    yield found | {
        "description": escaped(f"Not tested, or not all of it: {undecided(result)}"),
        "target": target(rule.id, NOT_SATISFIED, "other"),
        "related-observations": [{"observation-uuid": uuid_of("open", rule.id)}],
    }


def target(rule: str, state: str, reason: str) -> dict[str, Any]:
    """Return what is said of a rule: satisfied or not, and how that was found."""
    return {
        "type": "objective-id",
        "target-id": rule,
        "status": {"state": state, "reason": reason},
    }


def obligations(keys: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Return the properties that name obligations."""
    return (prop("obligation", key) for key in dict.fromkeys(keys))


def prop(name: str, value: str, *, group: str | None = None) -> dict[str, Any]:
    """Return a property that is not of OSCAL itself."""
    found = {"name": name, "ns": NAMES, "value": plain(value).strip() or "none"}
    return found if group is None else found | {"group": group}


def _href(path: str) -> str:
    return quote(path.encode(errors="replace"))


def moment(day: date) -> str:
    """Return the beginning of a day, in the zone that the format wants."""
    return f"{day.isoformat()}T00:00:00Z"


def uuid_of(*parts: str) -> str:
    """Return the id of what *parts* name, the same each time."""
    text = "\x1f".join(parts).encode("utf-8", errors="backslashreplace").decode()
    return str(uuid5(_SPACE, text))
