"""One sentence about a report for people who read nothing else of it."""

from __future__ import annotations

from collections.abc import Iterator

from peercomply.findings.model import Report
from peercomply.findings.rating import Rating

_HEAVY = (Rating.EXTREME, Rating.HIGH)


def statement(report: Report) -> str:
    """
    Return what the report says, and what it does not show, in one sentence.

    It never says more than was judged: what was not supplied, left open or merely attested is part
    of the sentence.
    """
    day = f"{report.as_of.day} {report.as_of:%B %Y}"
    assurance = report.assurance
    total = assurance.decided + assurance.undecided
    if not assurance.decided:
        found = "nothing could be judged, so this says nothing about the service"
    else:
        found = f"{_findings(report)} in {assurance.records_in_scope} records"
        found += f", and {assurance.decided} of {total} outcomes could be decided"
    *most, last = (*_gaps(report), "")[:-1] or ("",)
    gaps = f"{', '.join(most)} and {last}" if most else last
    rest = f"; bear in mind that {gaps}" if gaps else ""
    rules = "1 rule was" if len(report.asked) == 1 else f"{len(report.asked)} rules were"
    return f"As of {day}, {rules} asked: {found}{rest}."


def _findings(report: Report) -> str:
    if not report.findings:
        return "no findings"
    words = [
        f"{number} {rating}"
        for rating in _HEAVY
        if (number := sum(one.rating is rating for one in report.findings))
    ]
    many = "1 finding" if len(report.findings) == 1 else f"{len(report.findings)} findings"
    return f"{many} ({', '.join(words)})" if words else f"{many}, none high or extreme"


def _gaps(report: Report) -> Iterator[str]:
    """Yield what the report does not show."""
    assurance = report.assurance
    said = (
        (sum(one.waived for one in report.findings), "breach is waived", "breaches are waived"),
        (
            sum(one.rating < one.looked_up for one in report.findings),
            "finding is rated lower by people than by the matrix",
            "findings are rated lower by people than by the matrix",
        ),
        (assurance.undecided, "outcome is unknown", "outcomes are unknown"),
        (
            len(assurance.not_supplied),
            "record type was not supplied",
            "record types were not supplied",
        ),
        (len(assurance.columns_not_supplied), "column is missing", "columns are missing"),
        (
            len(assurance.judged_nothing) + len(assurance.not_judged),
            "rule judged no record",
            "rules judged no record",
        ),
        (assurance.issues_in_scope, "flaw is in the data", "flaws are in the data"),
        (
            len(assurance.attested_only),
            "obligation rests on self-assessment alone",
            "obligations rest on self-assessment alone",
        ),
        (
            len(assurance.not_checkable),
            "obligation cannot be checked by rules",
            "obligations cannot be checked by rules",
        ),
    )
    for number, one, many in said:
        if number:
            yield f"{number} {one if number == 1 else many}"
    left = sum(len(pack.left_out) for pack in report.packs)
    if left:
        yield f"{left} rule{'' if left == 1 else 's'} left out by the profile {report.profile}"
