"""What was withheld from a report, and why: never what it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from peercomply.engines.mentions import HOMES
from peercomply.engines.withholding import reason
from peercomply.findings.model import Breach, Report
from peercomply.findings.privacy.counted import CountedReport
from peercomply.findings.privacy.level import PrivacyLevel
from peercomply.findings.privacy.suppress import Count
from peercomply.records.fields import Privacy


@attrs.frozen(kw_only=True)
class FieldCells:
    """
    Cells of one field on which breaches rest.

    Attributes:
        field: The field, as TYPE.FIELD.

        privacy: Its privacy class.

        reason: Why its values are withheld, or are people's data.

        cells: How many cells there are, each counted once.
    """

    field: str
    privacy: Privacy
    reason: str
    cells: int


@attrs.frozen(kw_only=True)
class Redactions:
    """
    What was withheld from a report.

    Attributes:
        level: The level of the report.

        pseudonyms: Fingerprint of the key of its pseudonyms; None without one.

        withheld: The fields whose values it does not show although breaches rest on them.

        identified: The fields of people whose values it shows, which it does at one level only.

        keys: Records that are named by pseudonyms.

        counts: Places in which a number is withheld, each with what is shown instead.

        left_out: Whole parts that it does not hold, each with how many things
            they hold, where that may be told, and the reason.
    """

    level: PrivacyLevel
    pseudonyms: str | None
    withheld: tuple[FieldCells, ...]
    identified: tuple[FieldCells, ...]
    keys: int
    counts: tuple[tuple[str, Count], ...]
    left_out: tuple[tuple[str, int | None, str], ...]


def redactions_of(full: Report, written: Report | CountedReport) -> Redactions:
    """Return what *written* withholds of *full*, the report as the check made it."""
    if isinstance(written, CountedReport):
        return _of_counts(written)
    used = written.privacy
    level = PrivacyLevel.KEYS if used is None else used.level
    names = None if used is None else used.pseudonyms
    cells = _cells(written)
    before = _cells(full)
    shown = {key: one for key, one in before.items() if one and not cells.get(key, one)}
    return Redactions(
        level=level,
        pseudonyms=names,
        withheld=_fields(key for key, hidden in cells.items() if hidden),
        identified=_fields(shown),
        keys=0 if names is None else len(_keys(full)),
        counts=(),
        left_out=() if names is None else tuple(_left_out(full)),
    )


_Cell = tuple[str, str, str, Privacy]
"""Record type, key, field and privacy class."""


def _cells(report: Report) -> dict[_Cell, bool]:
    """Return the cells on which breaches rest, each with whether its value is withheld."""
    return {
        (one.record.type, one.record.id, one.field, one.privacy): one.withheld
        for breach in _breaches(report)
        for one in breach.evidence
    }


def _breaches(report: Report) -> Iterator[Breach]:
    for finding in report.findings:
        yield from finding.breaches


def _fields(cells: Iterable[_Cell]) -> tuple[FieldCells, ...]:
    found = Counter((f"{name}.{field}", privacy) for name, _, field, privacy in cells)
    return tuple(
        FieldCells(field=field, privacy=privacy, reason=reason(privacy), cells=number)
        for (field, privacy), number in sorted(found.items())
    )


def _keys(report: Report) -> set[tuple[str, str]]:
    found = {(one.subject.type, one.subject.id) for one in _breaches(report)}
    found |= {(one.subject.type, one.subject.id) for one in report.due_soon}
    found |= {(name, key) for name, key, *_ in _cells(report)}
    return {one for one in found if one[0] not in HOMES}


def _left_out(full: Report) -> Iterator[tuple[str, int, str]]:
    keys = "keys may stand in it"
    yield "traces of breaches", sum(1 for _ in _breaches(full)), keys
    untold = sum(one.wording is None for one in _breaches(full))
    if untold:
        yield "messages of breaches", untold, "it is not known where keys stand in them"
    if full.data_issues:
        yield "wording, values and hints of data issues", len(full.data_issues), keys
    waived = sum(one.waived is not None for one in _breaches(full))
    if waived or full.decisions:
        told = "people wrote it, and names may stand in it"
        yield "reasons and approvers of waivers", waived + len(full.decisions), told


_NEVER_COUNTED = (
    "breaches, with records, messages and evidence",
    "records that will soon be due",
    "data issues, row by row, and how many there are",
    "numbers of breaches that are waived, new, worse or inherited",
    "reasons of unknown outcomes",
    "files and their rows",
    "outcomes of past days",
    "likelihood, population and rank reasons of findings",
)


def _of_counts(written: CountedReport) -> Redactions:
    return Redactions(
        level=PrivacyLevel.COUNTS,
        pseudonyms=None,
        withheld=(),
        identified=(),
        keys=0,
        counts=tuple((place, one) for place, one in _counts(written) if one.value is None),
        left_out=tuple(
            (part, None, "a report in numbers has no room for them") for part in _NEVER_COUNTED
        ),
    )


def _counts(report: CountedReport) -> Iterator[tuple[str, Count]]:
    """Yield every number of *report* with its place."""
    for one in report.findings:
        place = f"finding {one.rank}, {one.rule.id} in {one.where}"
        for name, count in (("fail", one.failed), ("pass", one.passed), ("unknown", one.unknown)):
            yield f"{place}: {name}", count
    for rule in report.rules:
        for name, count in (("pass", rule.passed), ("unknown", rule.unknown)):
            yield f"rule {rule.rule.id}: {name}", count
    yield "outcomes decided", report.decided
    yield "outcomes unknown", report.undecided
    yield "records in scope", report.records
