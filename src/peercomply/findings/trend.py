"""The same export judged on past days, so that one sees whether it gets better or worse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from peercomply.findings.model import Report, TrendPoint
from peercomply.findings.rating import Rating
from peercomply.records.durations import Duration, add

MOST_POINTS = 120
"""Days of a trend at most, ten years of months. The number is ours: each is a check."""


_DAY = Duration(days=1)


def days_of_trend(step: Duration, over: Duration, as_of: date) -> tuple[date, ...]:
    """
    Return the days that are judged, the earliest first and *as_of* as the last.

    A *step* in months leads from end of month to end of month, the last one before *as_of*; one in
    days leads back from *as_of*. All of them lie within *over* before *as_of*.

    Raises:
        ValueError: *step* or *over* is no calendar duration, mixes months with days, or is empty;
            *over* is shorter than *step*; or there would be more than `MOST_POINTS` days.
    """
    for one in (step, over):
        if one.exact or one.business is not None or not (one.months or one.days):
            message = f"{one} is no length of time in months or days"
            raise ValueError(message)
    if step.months and step.days:
        message = f"{step} mixes months with days; take one of them, such as P1M or P7D"
        raise ValueError(message)
    first = add(as_of, over, -1)
    if add(as_of, step, -1) < first:
        message = f"{over} is shorter than one step of {step}"
        raise ValueError(message)
    anchor = add(as_of.replace(day=1), _DAY, -1) if step.months else as_of
    found = [as_of]
    count = 0 if step.months else 1
    while (day := _back(anchor, step, count)) >= first:
        found.append(day)
        if len(found) > MOST_POINTS:
            message = f"{over} in steps of {step} are more than {MOST_POINTS} days"
            raise ValueError(message)
        if day <= date(2, 1, 1):
            break
        count += 1
    return tuple(sorted(day for day in set(found) if day <= as_of))


def _back(anchor: date, step: Duration, count: int) -> date:
    if not step.months:
        return add(anchor, step, -count)
    following = add(anchor.replace(day=1), Duration(months=1))
    return add(add(following, step, -count), _DAY, -1)


def trend_of(
    report: Report, days: Iterable[date], check_on: Callable[[date], Report]
) -> tuple[TrendPoint, ...]:
    """
    Return a point for each of *days*; that of the day of *report* is *report* itself.

    *check_on* checks the same records on another day, with all that was in force on it.
    """
    return tuple(point_of(report if day == report.as_of else check_on(day)) for day in days)


def point_of(report: Report) -> TrendPoint:
    """Return *report* in numbers; what is wrong with decisions is no part of them."""
    findings = [one for one in report.findings if not one.about_decisions]
    return TrendPoint(
        as_of=report.as_of,
        findings={
            rating: sum(one.rating is rating for one in findings) for rating in reversed(Rating)
        },
        breaches=sum(len(one.breaches) for one in findings),
        waived=sum(one.waived for one in findings),
        decided=report.assurance.decided,
        unknown=report.assurance.undecided,
        records=report.assurance.records_in_scope,
    )
