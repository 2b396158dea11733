"""Compares a report with an earlier one, which is read from its JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from peercomply.errors import InputError
from peercomply.findings.decisions.model import Baseline
from peercomply.findings.model import Breach, Finding, Report
from peercomply.findings.privacy.pseudonyms import Pseudonyms
from peercomply.findings.rating import Rating

SCHEMA = "peercomply.report/1"

COUNTS = "peercomply.counts/1"
"""Schema of a report in numbers, which has no breaches."""


@attrs.frozen(kw_only=True)
class OldBreach:
    """
    A breach as a JSON report has it.

    Attributes:
        id: Its id.

        rule: Id of the rule.

        title: Title of the rule.

        subject: The record, such as worker:W017.

        item: Part of the record; None for the record as a whole.

        due_on: Last day in time; None without one.

        days_overdue: Days past it; None without one.

        rating: Rating of its finding.

        looked_up: The rating that was looked up, where a person gave another one.

        message: The breach in a sentence.

        waived: Whether a waiver covered it.
    """

    id: str
    rule: str
    title: str
    subject: str
    item: str | None
    due_on: date | None
    days_overdue: int | None
    rating: Rating
    looked_up: Rating
    message: str
    waived: bool


@attrs.frozen(kw_only=True)
class OldReport:
    """
    A report that was read from its JSON.

    Attributes:
        as_of: The day of its check.

        breaches: Its breaches by their ids.

        rules: What it says of each rule, by id.

        packs: Hash of each pack, by id.

        inputs: Hash of each file that was read, by path and sheet.

        profile: The profile that chose among the rules; None for all.

        pseudonyms: Fingerprint of the key of its pseudonyms; None if it shows record keys.
    """

    as_of: date
    breaches: Mapping[str, OldBreach]
    rules: Mapping[str, Mapping[str, Any]]
    packs: Mapping[str, str]
    inputs: Mapping[tuple[str, str], str]
    profile: str | None
    pseudonyms: str | None = None


def read_report(path: Path) -> OldReport:
    """
    Return the JSON report in the file *path*.

    Raises:
        InputError: It cannot be read, or is no JSON report of this program.
    """
    hint = "write one with: peercomply check EXPORT --report json=FILE"
    try:
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", hint=hint) from None
    except (ValueError, RecursionError):
        raise InputError(str(path), "is no JSON", expected="a JSON report", hint=hint) from None
    if isinstance(found, dict) and found.get("schema") == COUNTS:
        raise InputError(str(path), "holds numbers alone, and no breach to compare", hint=hint)
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise InputError(str(path), "is no report", expected=f"schema {SCHEMA}", hint=hint)
    try:
        return _report(found)
    except (KeyError, TypeError, ValueError, AttributeError):
        problem = "is a report of which parts are missing or were changed"
        raise InputError(str(path), problem, expected="a JSON report", hint=hint) from None


def refuse_other_names(old: OldReport, path: Path, names: Pseudonyms | None) -> None:
    """
    Refuse to compare with a report under pseudonyms that *names* does not make.

    Raises:
        InputError: Its breaches cannot be told apart without the key that it was made with.
    """
    if old.pseudonyms is None or (names is not None and names.fingerprint == old.pseudonyms):
        return
    given = "no key was given" if names is None else "another key was given"
    raise InputError(
        str(path),
        f"names records by pseudonyms of the key {old.pseudonyms}, and {given}",
        expected="the key that it was made with",
        hint="add --pseudonym-key FILE with that key",
    )


def compared(report: Report, old: OldReport, path: Path, names: Pseudonyms | None = None) -> Report:
    """
    Return *report* with every breach marked as new, worse or inherited next to *old*.

    *names* made the pseudonyms of *old*, if it has any.

    Raises:
        InputError: *old*, read from *path*, is of a later day.
    """
    if old.as_of > report.as_of:
        problem = f"is of {old.as_of.isoformat()}, after the day of this check"
        expected = f"a report of {report.as_of.isoformat()} or before"
        raise InputError(str(path), problem, expected=expected, hint="name an earlier report")
    known = names.identity if names is not None and old.pseudonyms is not None else str
    findings = tuple(_marked(finding, old.breaches, known) for finding in report.findings)
    return attrs.evolve(report, findings=findings, compared_with=old.as_of)


def is_worse(
    *, due: tuple[date | None, date | None], rated: tuple[Rating, Rating], late: bool = False
) -> bool:
    """
    Return whether a breach became worse, where each pair holds before and now.

    Days that only went by make none worse; a day in time that moved back does, and a rating that
    rose. A day in time that was lost while the record became *late* counts as worse.
    """
    before, now = due
    if rated[1] > rated[0] or late:
        return True
    return before is not None and (now is None or now < before)


def _marked(
    finding: Finding, known: Mapping[str, OldBreach], named: Callable[[str], str]
) -> Finding:
    breaches = tuple(
        attrs.evolve(one, baseline=_next_to(one, finding.rating, known.get(named(one.id))))
        for one in finding.breaches
    )
    return attrs.evolve(finding, breaches=breaches)


def _next_to(breach: Breach, rating: Rating, old: OldBreach | None) -> Baseline:
    if old is None:
        return "new"
    due = old.due_on, breach.due_on
    late = bool(breach.days_overdue) and old.days_overdue is None
    late = late or (old.waived and breach.waived is None)  # what was accepted is so no more
    return "worse" if is_worse(due=due, rated=(old.rating, rating), late=late) else "inherited"


def _report(found: Mapping[str, Any]) -> OldReport:
    breaches = [one for finding in found["findings"] for one in _breaches(finding)]
    return OldReport(
        as_of=date.fromisoformat(found["as_of"]),
        breaches={one.id: one for one in breaches},
        rules={rule["id"]: rule for rule in found["rules"]},
        packs={pack["id"]: pack["sha256"] for pack in found["packs"]},
        inputs={
            (file["path"], file.get("sheet") or ""): file["sha256"] or ""
            for file in found["inputs"]
        },
        profile=found.get("profile"),
        pseudonyms=found.get("privacy", {}).get("pseudonyms"),
    )


def _breaches(finding: Mapping[str, Any]) -> Iterable[OldBreach]:
    for one in finding["breaches"]:
        due, days = one["due_on"], one["days_overdue"]
        yield OldBreach(
            id=one["id"],
            rule=finding["rule"],
            title=finding["title"],
            subject=f"{one['subject']['type']}:{one['subject']['id']}",
            item=one["item"],
            due_on=None if due is None else date.fromisoformat(due),
            days_overdue=None if days is None else int(days),
            rating=Rating[finding["rating"].upper()],
            looked_up=Rating[finding.get("rating_of_matrix", finding["rating"]).upper()],
            message=one["message"],
            waived=one["waiver"] is not None,
        )
