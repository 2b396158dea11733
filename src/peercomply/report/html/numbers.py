"""The numbers behind the pictures of the page: what is counted, and how long its bar is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from peercomply.findings.model import Finding, Report, TrendPoint
from peercomply.findings.rating import Consequence, Likelihood, Rating, rating

RATINGS = tuple(reversed(Rating))
"""The worst first, as bars and columns stand."""

WIDTH = 1000
"""Units along a bar; the longest bar of a picture has them all."""

AGES = ((30, "1–30 days"), (60, "31–60 days"), (90, "61–90 days"), (180, "91–180 days"))  # noqa: RUF001
"""Ageing bands of audit practice, by their last day; a proposal of this project."""

OLDEST = "more than 180 days"
NO_AGE = "no due day"

LEADS = ((7, "within 7 days"), (30, "8–30 days"), (60, "31–60 days"), (90, "61–90 days"))  # noqa: RUF001
"""Bands of what falls due, by their last day."""

LATER = "more than 90 days"

_AREAS = {
    "GOV": "Governance",
    "EVA": "Evaluation",
    "PER": "Personnel",
    "MOD": "Models of service",
    "WFD": "Workforce development",
    "PRA": "Practice",
    "PAR": "Participation",
}
"""The areas of the shipped register; another area is shown by its letters."""

_NO_AREA = "No obligation named"
_DECISIONS = "Decisions of people"


@attrs.frozen
class Part:
    """
    One colour of a bar.

    Attributes:
        kind: What it stands for; names its colour.

        count: How many it stands for.

        start: Where it begins, in units of `WIDTH`.

        length: How long it is.
    """

    kind: str
    count: int
    start: int
    length: int


@attrs.frozen
class Bar:
    """
    One line of a picture.

    Attributes:
        label: What it counts.

        parts: Its colours, in the order of the columns.
    """

    label: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(part.count for part in self.parts)


def area(finding: Finding) -> str:
    """Return the area of the first obligation of *finding*, in words where they are known."""
    if finding.about_decisions:
        return _DECISIONS
    keys = finding.rule.obligations
    if not keys:
        return _NO_AREA
    letters = keys[0].partition("-")[0]
    return _AREAS.get(letters, letters)


def by_area(findings: Iterable[Finding]) -> tuple[Bar, ...]:
    """Return the findings of each area by rating, the areas with most of the worst first."""
    counts: dict[str, dict[str, int]] = {}
    for one in findings:
        _add(counts.setdefault(area(one), {}), str(one.rating), 1)
    order = sorted(
        counts, key=lambda name: ([-counts[name].get(str(one), 0) for one in RATINGS], name)
    )
    return _bars([(name, counts[name]) for name in order], [str(one) for one in RATINGS])


def by_age(findings: Iterable[Finding]) -> tuple[Bar, ...]:
    """Return the breaches by how long they are overdue, and by the rating of their finding."""
    labels = [*(label for _, label in AGES), OLDEST, NO_AGE]
    counts: dict[str, dict[str, int]] = {label: {} for label in labels}
    for one in findings:
        for breach in one.breaches:
            days = breach.days_overdue
            label = _band(days, AGES, OLDEST) if days else NO_AGE
            _add(counts[label], str(one.rating), 1)
    return _bars([(name, counts[name]) for name in labels], [str(one) for one in RATINGS])


def by_lead(report: Report) -> tuple[Bar, ...]:
    """Return what falls due by how soon that is; without a look ahead, what is listed as due."""
    labels = [*(label for _, label in LEADS), LATER]
    counts: dict[str, dict[str, int]] = {label: {} for label in labels}
    due = report.ahead
    if due is None:
        due = tuple((one.due_on, 1) for one in report.due_soon)
    for day, number in due:
        label = _band((day - report.as_of).days, LEADS, LATER)
        _add(counts[label], "due", number)
    if not counts[LATER]:
        labels.remove(LATER)
    return _bars([(name, counts[name]) for name in labels], ["due"])


def by_day(report: Report) -> tuple[tuple[TrendPoint, Bar], ...]:
    """Return each point of the trend with the bar of its findings by rating."""
    rows = [
        (
            point.as_of.isoformat(),
            {str(rating): number for rating, number in point.findings.items()},
        )
        for point in report.trend
    ]
    return tuple(zip(report.trend, _bars(rows, [str(one) for one in RATINGS]), strict=True))


@attrs.frozen
class Square:
    """
    One field of the risk matrix.

    Attributes:
        rating: The rating that it stands for.

        count: Findings that stand there.
    """

    rating: Rating
    count: int


def matrix(findings: Iterable[Finding]) -> tuple[tuple[Likelihood, tuple[Square, ...]], ...]:
    """Return the risk matrix with the number of findings in each field, the likeliest first."""
    counts: dict[tuple[Likelihood, Consequence], int] = {}
    for one in findings:
        place = one.likelihood, one.consequence
        counts[place] = counts.get(place, 0) + 1
    return tuple(
        (
            likely,
            tuple(Square(rating(likely, bad), counts.get((likely, bad), 0)) for bad in Consequence),
        )
        for likely in reversed(Likelihood)
    )


def _band(days: int, bands: Iterable[tuple[int, str]], beyond: str) -> str:
    return next((label for last, label in bands if days <= last), beyond)


def _add(counts: dict[str, int], kind: str, number: int) -> None:
    counts[kind] = counts.get(kind, 0) + number


def _bars(rows: Sequence[tuple[str, Mapping[str, int]]], kinds: Sequence[str]) -> tuple[Bar, ...]:
    longest = max((sum(counts.values()) for _, counts in rows), default=0) or 1
    bars = []
    for label, counts in rows:
        parts, seen = [], 0
        for kind in kinds:
            count = counts.get(kind, 0)
            start, end = WIDTH * seen // longest, WIDTH * (seen + count) // longest
            parts.append(Part(kind, count, start, end - start))
            seen += count
        bars.append(Bar(label, tuple(parts)))
    return tuple(bars)
