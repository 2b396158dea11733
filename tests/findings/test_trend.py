"""The same records on past days."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peercomply import check
from peercomply.findings.rating import Rating
from peercomply.findings.trend import MOST_POINTS, days_of_trend, trend_of
from peercomply.records.durations import add, parse_duration
from worlds import DAY, HEADER, RULE, pack, rule, supervision, worker, world

LATEST = "latest: {of: supervision.held_on, within: P1M, since: started_on}"


def days(step, over, as_of=DAY):
    return days_of_trend(parse_duration(step), parse_duration(over), as_of)


def points(records, loaded, step="P1M", over="P3M"):
    report = check(records, loaded, as_of=DAY)
    judged = trend_of(report, days(step, over), lambda day: check(records, loaded, as_of=day))
    return attrs.evolve(report, trend=judged).trend


def test_a_step_of_a_month_leads_to_the_ends_of_months():
    """
    The day of the check is the last point, whether or not it is the end of a month.
    """
    assert days("P1M", "P3M") == (
        date(2026, 8, 31),
        date(2026, 9, 30),
        date(2026, 10, 31),
        DAY,
    )
    assert days("P1M", "P2M", date(2024, 3, 31)) == (
        date(2024, 1, 31),
        date(2024, 2, 29),
        date(2024, 3, 31),
    )


def test_a_step_of_days_leads_back_from_the_day_of_the_check():
    """
    Weeks have no end of their own.
    """
    assert days("P7D", "P14D") == (date(2026, 11, 8), date(2026, 11, 15), DAY)


@pytest.mark.parametrize(
    ("step", "over", "says"),
    [
        ("P3M", "P1M", "shorter than one step"),
        ("PT24H", "P1M", "no length of time"),
        ("P5B", "P1M", "no length of time"),
        ("P0D", "P1M", "no length of time"),
        ("P1M1D", "P12M", "mixes months with days"),
        ("P1D", "P1Y", "more than 120"),
    ],
)
def test_lengths_that_make_no_trend_are_refused(step, over, says):
    """
    Each is refused in words of its own.
    """
    with pytest.raises(ValueError, match=says):
        days(step, over)


@given(
    st.sampled_from(["P1M", "P3M", "P1Y", "P7D", "P30D"]),
    st.sampled_from(["P1Y", "P2Y"]),
    st.dates(),
)
def test_days_rise_and_lie_within_the_time(step, over, as_of):
    """
    However early or late the day is, no day stands twice, or lies outside.
    """
    found = days(step, over, as_of)

    assert list(found) == sorted(set(found))
    assert found[-1] == as_of
    assert found[0] >= add(as_of, parse_duration(over), -1)
    assert len(found) <= MOST_POINTS


def test_the_first_day_of_the_calendar_has_no_past():
    """
    Before it there is nothing to judge.
    """
    assert days("P1M", "P1Y", date.min) == (date.min,)


def test_a_gap_that_was_cured_since_counts_on_the_days_before_its_cure():
    """
    A person without supervision from July to October is a breach then, and none today.
    """
    records = world(
        worker(), supervision("S1", held_on="2026-07-01"), supervision("S2", held_on="2026-11-01")
    )
    found = points(records, rule("worker", LATEST))

    assert [one.breaches for one in found] == [1, 1, 1, 0]
    assert [sum(one.findings.values()) for one in found] == [1, 1, 1, 0]
    assert list(found[0].findings) == list(reversed(Rating))


def test_the_limit_then_in_force_is_used():
    """
    A rule that became stricter does not accuse the time before.
    """
    parameters = """
parameters:
  gap:
    meaning: A gap
    values:
      - {value: P6M, basis: proposed, source: ours}
      - {value: P1M, from: 2026-10-15, basis: proposed, source: ours}
"""
    body = "    latest: {of: supervision.held_on, within: {parameter: gap}, since: started_on}"
    loaded = pack(HEADER + parameters + RULE.format(subject="worker", body=body))
    found = points(world(worker(), supervision("S1", held_on="2026-07-01")), loaded)

    assert [one.breaches for one in found] == [0, 0, 1, 1]


def test_unknown_stays_unknown_on_every_day():
    """
    Nothing that was not supplied becomes a pass by going back.
    """
    found = points(world(worker()), rule("worker", LATEST))

    assert {(one.decided, one.unknown, one.records) for one in found} == {(0, 1, 1)}


def test_the_day_of_the_report_is_not_judged_again():
    """
    Its point is made of the report that is there.
    """
    report = check(world(worker()), rule("worker", LATEST), as_of=DAY)
    asked = []

    def check_on(day):
        asked.append(day)
        return attrs.evolve(report, as_of=day)

    trend_of(report, days("P7D", "P7D"), check_on)

    assert asked == [DAY - timedelta(days=7)]
