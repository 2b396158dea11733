"""What will change if nothing is recorded."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply import UnknownChoiceError, check
from peercomply.engines.memory import evaluate
from peercomply.engines.outcomes import State
from peercomply.findings.forecast import MOST_DAYS, forecast
from peercomply.plan.chain import plans_for
from rule_strategies import rule_sets
from strategies import snapshots
from worlds import DAY, HEADER, RULE, pack, rule, supervision, worker, world

LATEST = "latest: {of: supervision.held_on, within: P1M, since: started_on}"
AHEAD = 8
DAYS = st.dates(date(2026, 9, 1), date(2027, 3, 31))


def told(body, *records, days=60, as_of=DAY, subject="worker", **options):
    return forecast(world(*records, **options), rule(subject, body), as_of=as_of, days=days)


def days_of(found):
    return [(one.on, one.from_state, one.to_state) for one in found.changes]


def test_the_first_day_that_is_late_is_the_day_of_the_change():
    """
    The due day itself is in time; the next day is the one on which the record fails.
    """
    found = told(LATEST, worker(), supervision("S1", held_on="2026-11-01"))

    assert days_of(found) == [(date(2026, 12, 2), State.PASS, State.FAIL)]
    assert "due by 2026-12-01" in found.changes[0].message
    assert found.changes[0].due_on == date(2026, 12, 1)


def test_an_interval_from_the_29_february_ends_with_its_month():
    """
    A year after 29 February is 28 February, and the record fails from 1 March.
    """
    body = "latest: {of: supervision.held_on, within: P1Y, since: started_on}"
    record = supervision("S1", held_on="2024-02-29")
    found = told(body, worker(), record, as_of=date(2025, 1, 1), days=90)

    assert days_of(found) == [(date(2025, 3, 1), State.PASS, State.FAIL)]


def test_events_that_are_recorded_ahead_count_from_their_day():
    """
    A planned session ends the breach on its own day, if it takes place.
    """
    records = [supervision("S1", held_on="2026-11-01"), supervision("S2", held_on="2026-12-20")]
    found = told(LATEST, worker(), *records, days=40)

    assert days_of(found) == [
        (date(2026, 12, 2), State.PASS, State.FAIL),
        (date(2026, 12, 20), State.FAIL, State.PASS),
    ]


def test_a_limit_that_changes_changes_outcomes():
    """
    A parameter with a new value from a day on counts from that day on.
    """
    parameters = """
parameters:
  gap:
    meaning: A gap
    values:
      - {value: P6M, basis: proposed, source: ours}
      - {value: P1M, from: 2026-12-10, basis: proposed, source: ours}
"""
    body = "    latest: {of: supervision.held_on, within: {parameter: gap}, since: started_on}"
    loaded = pack(HEADER + parameters + RULE.format(subject="worker", body=body))
    records = world(worker(), supervision("S1", held_on="2026-11-01"))
    found = forecast(records, loaded, as_of=DAY, days=60)

    assert days_of(found) == [(date(2026, 12, 10), State.PASS, State.FAIL)]


def test_each_period_that_ends_without_an_event_is_a_change():
    """
    Where one item fails already, a further one is told by its own name.
    """
    body = "every: {of: supervision.held_on, period: P1M, back: P6M, from: started_on}"
    found = told(body, worker(started_on="2026-09-01"), supplied=["supervision"], days=45)

    assert [(one.on, one.item) for one in found.changes] == [
        (date(2026, 12, 1), "2026-11-01/2026-11-30"),
        (date(2027, 1, 1), "2026-12-01/2026-12-31"),
    ]
    assert {(one.from_state, one.to_state) for one in found.changes} == {(State.FAIL, State.FAIL)}


def test_what_is_unknown_is_counted_and_is_no_all_clear():
    """
    Records of which nothing is known change on no day; their number is told.
    """
    found = told(LATEST, worker())

    assert (found.changes, found.unknown) == ((), 1)


def test_rules_without_their_record_type_are_named():
    """
    A rule that judges nothing does not vanish.
    """
    found = told("require: frontline", subject="worker", supplied=["program"])

    assert found.not_judged == ("test-rule",)


@pytest.mark.parametrize("days", [0, -1, MOST_DAYS + 1])
def test_days_out_of_reach_are_refused(days):
    """
    A forecast looks from one day ahead to a limit of ours.
    """
    with pytest.raises(ValueError, match="from 1 to 1000 days"):
        told(LATEST, worker(), days=days)


def test_the_end_of_the_calendar_is_refused():
    """
    After the last day that Python knows nothing is judged.
    """
    with pytest.raises(ValueError, match="calendar has ended"):
        told(LATEST, worker(), as_of=date(9999, 12, 1), days=60)


def test_an_unknown_profile_is_refused():
    """
    A misspelt profile is no empty forecast.
    """
    with pytest.raises(UnknownChoiceError):
        forecast(world(worker()), rule("worker", LATEST), as_of=DAY, days=1, profile="esential")


def test_changes_agree_with_a_check_on_that_day():
    """
    The breach that is foretold is the one that a check on the day finds, and not the day before.
    """
    records = world(worker(), supervision("S1", held_on="2026-11-01"))
    loaded = rule("worker", LATEST)
    (change,) = forecast(records, loaded, as_of=DAY, days=60).changes
    (finding,) = check(records, loaded, as_of=change.on).findings

    assert finding.breaches[0].message == change.message
    assert not check(records, loaded, as_of=change.on - timedelta(days=1)).findings


@given(rule_sets(), snapshots(), DAYS)
@settings(max_examples=60)
def test_it_says_what_judging_every_day_says(text, snapshot, as_of):
    """
    For any rules and records, the changes are those between full evaluations of each day.
    """
    loaded = pack(text)
    plans = plans_for(loaded.rules, loaded)
    private = {plan.rule.id for plan in plans if plan.check.private}
    expected, before = set(), None
    for ahead in range(AHEAD + 1):
        day = as_of + timedelta(days=ahead)
        judged = evaluate(plans, snapshot, as_of=day, parameters=loaded.parameters)
        after = {(one.rule.id, out.subject): out for one in judged for out in one.outcomes}
        for key, new in after.items() if before else ():
            if key[0] not in private:
                expected |= {(day, *key, *change) for change in _between(before[key], new)}
        before = after
    found = forecast(snapshot, loaded, as_of=as_of, days=AHEAD)

    assert {
        (one.on, one.rule.id, one.subject, one.from_state, one.to_state, one.item)
        for one in found.changes
    } == expected


def _between(old, new):
    if new.state is not State.FAIL:
        return [(old.state, new.state, None)] if old.state is not new.state else []
    items = {one.item for one in old.details}
    return [(old.state, new.state, one.item) for one in new.details if one.item not in items]
