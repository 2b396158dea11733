"""Words and rows that every format of a report in numbers uses."""

from __future__ import annotations

from collections.abc import Iterator

from peercomply.findings.privacy.counted import CountedReport, CountedRule
from peercomply.findings.privacy.suppress import SMALLEST
from peercomply.rules.rule import NOTICE

NOTE = (
    f"Numbers alone: a count from 1 to {SMALLEST - 1} is shown as <{SMALLEST}, and one that would"
    " give it away as withheld. No record, message or place is part of this report."
)

_FEWEST = 5

FINDINGS = (
    *("#", "Rating", "Finding", "Rule", "Program", "Fail", "Pass", "Unknown", "Severity"),
    "Source says",
)
RULES = ("Rule", "Title", "Status", "Findings", "Pass elsewhere", "Unknown elsewhere")


def finding_rows(report: CountedReport) -> Iterator[tuple[str, ...]]:
    """Yield a row for each finding, under the headings `FINDINGS`."""
    for one in report.findings:
        rule = one.rule
        title = f"{rule.title} [a consequence]" if one.consequence else rule.title
        yield (
            *(str(one.rank), str(one.rating), title, rule.id, one.where, str(one.failed)),
            *(str(one.passed), str(one.unknown), str(rule.severity), str(rule.strength)),
        )


def rule_rows(report: CountedReport) -> Iterator[tuple[str, ...]]:
    """Yield a row for each rule, under the headings `RULES`."""
    for one in report.rules:
        yield (
            *(one.rule.id, one.rule.title, one.status, str(one.findings)),
            *(str(one.passed), str(one.unknown)),
        )


def none_found(report: CountedReport) -> str:
    """Return what stands where findings would: no all-clear where nothing was judged."""
    return "none, for nothing could be judged" if report.decided.value == 0 else "none"


def undecided(rule: CountedRule) -> str:
    """Return what *rule* leaves open, in a sentence; empty if nothing."""
    if rule.status == "not judged":
        return f"not judged: no records of {rule.rule.subject} were supplied"
    if rule.unknown.value != 0:
        where = "elsewhere than in its findings" if rule.findings else "in all"
        return f"unknown {where}: {rule.unknown}"
    return "judged nothing: it applies to no record" if rule.status == "judged nothing" else ""


def statement(report: CountedReport) -> str:
    """Return what the report says, and what it does not show, in one sentence."""
    day = f"{report.as_of.day} {report.as_of:%B %Y}"
    number = len(report.findings)
    words = [f"{held} {rating}" for rating, held in report.by_rating.items() if held]
    many = _count(number, "finding")
    rules = "1 rule was" if len(report.rules) == 1 else f"{len(report.rules)} rules were"
    found = f"{many} ({', '.join(words)})" if words else "no findings"
    if report.decided.value == 0:
        found = "nothing could be judged, so this says nothing about the service"
    opened = sum(one.status != "judged" for one in report.rules)
    return (
        f"As of {day}, {rules} asked: {found}; outcomes decided:"
        f" {report.decided}, unknown: {report.undecided}; rules that judged no record: {opened}."
    )


def summary(report: CountedReport) -> list[str]:
    """Return the lines of a summary."""
    packs = ", ".join(f"{pack.id} {pack.version}" for pack in report.packs)
    return [
        f"Rules:    {packs}; {len(report.rules)} run by {report.engine}",
        f"Outcomes: decided: {report.decided}; unknown: {report.undecided}",
        f"Records:  {report.records}",
        *_decided(report),
        *_gaps(report),
        *_checked(report),
        *_trend(report),
        f"In short: {statement(report)}",
        f"Privacy:  {NOTE}",
        f"Note:     {NOTICE}",
    ]


def _decided(report: CountedReport) -> Iterator[str]:
    if report.profile is not None:
        left = sum(len(pack.left_out) for pack in report.packs)
        yield f"Profile:  {report.profile}; it leaves {_count(left, 'rule')} out"
    if report.due_soon:
        yield f"Due soon: something under {_count(report.due_soon, 'rule')}"
    if report.compared_with is not None:
        said = ", ".join(f"{number} with {kind}" for kind, number in report.baseline.items())
        yield f"Baseline: {report.compared_with.isoformat()}; findings: {said} breaches"
    if report.waived:
        yield f"Waived:   breaches of {report.waived} findings; they are counted above all the same"
    if report.graded:
        yield f"Grades:   {report.graded} findings are rated by people, {report.graded_down} lower"
    if report.waivers_to_look_at:
        yield f"Waivers:  {report.waivers_to_look_at} to look at"


def _gaps(report: CountedReport) -> Iterator[str]:
    for status in ("judged nothing", "not judged"):
        ids = [one.rule.id for one in report.rules if one.status == status]
        if ids:
            more = len(ids) - _FEWEST
            rest = f" and {more} more in the JSON report" if more > 0 else ""
            yield f"          {len(ids)} {status}: {', '.join(ids[:_FEWEST])}{rest}"
    if report.not_supplied:
        yield f"Missing:  no records were supplied of: {', '.join(report.not_supplied)}"
    if report.columns_not_supplied:
        columns = ", ".join(report.columns_not_supplied)
        yield f"Missing:  no file has a column for: {columns}; read as empty"
    for told, ids_ in (
        ("rest on self-assessment alone", report.attested_only),
        ("cannot be checked by rules", report.not_checkable),
    ):
        if ids_:
            yield f"          obligations that {told}: {len(ids_)}"
    for one in report.issues:
        said = one.code.meaning.removesuffix(".")
        tables = _count(one.tables, "table")
        yield f"Data:     {one.severity.value}[{one.code.value}] {said} (in {tables})"


def _checked(report: CountedReport) -> Iterator[str]:
    if report.second and report.agreed:
        yield f"Confirmed: every outcome by {report.second}"
    elif report.second:
        yield f"Not confirmed: {report.second} disagrees, so nothing here may be relied on"


def _trend(report: CountedReport) -> Iterator[str]:
    for day, numbers in report.trend:
        said = ", ".join(f"{number} {rating}" for rating, number in numbers.items())
        yield f"Trend:    {day.isoformat()}: {said}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
