"""Business days of the reference engine and of the database, by state."""

import itertools
from datetime import date, timedelta

import duckdb as database
import pytest

from peercomply.engines import duckdb, memory
from peercomply.engines.sql.build import column
from peercomply.engines.sql.business import BusinessDays, Counting
from peercomply.engines.sql.database import DuckDatabase, TooLarge
from peercomply.engines.sql.frame import Aliases, Base, Frame, table
from peercomply.plan.lower import lower
from peercomply.records.calendars import Calendar
from peercomply.records.durations import Duration, latest_anchor
from worlds import DAY, record, rule, world

COUNTS = (-30, -5, -1, 0, 1, 5, 6, 30)


def judged(pack_, snapshot, as_of=DAY):
    """Return outcome by key and the engine that judged, after both engines said the same."""
    found, expected = (
        engine.evaluate(
            [lower(one) for one in pack_.rules],
            snapshot,
            as_of=as_of,
            parameters=pack_.parameters,
        )
        for engine in (duckdb, memory)
    )
    assert found == expected
    return {one.subject.id: one.state.value for one in found[0].outcomes}, found[0].engine


def program(key="P1", **values):
    return record("program", key, **values)


def incident(key, occurred_on=None, reviewed_on=None, program_id="P1"):
    values = {"occurred_on": occurred_on, "reviewed_on": reviewed_on}
    held = {name: value for name, value in values.items() if value is not None}
    return record("incident", key, program_id=program_id, **held)


@pytest.fixture(scope="module")
def counted():
    """The function that counts business days of Victoria in the database, given rows."""
    connection = database.connect()
    own = DuckDatabase(connection)
    connection.execute("CREATE TABLE program (state VARCHAR)")
    connection.execute("CREATE TABLE organisation AS SELECT 'vic' AS state")
    names, numbers = BusinessDays(own, DAY).names(), itertools.count()

    def count(word, rows):
        days, counts = map(list, zip(*rows, strict=True))
        connection.execute(
            "CREATE OR REPLACE TABLE asked AS SELECT 'vic' AS state,"
            " unnest(CAST(? AS DATE[])) AS day, unnest(CAST(? AS BIGINT[])) AS count",
            [days, counts],
        )
        frame = Frame(Aliases(), [Base("asked", table("asked"))], [])
        day, amount = column("asked", "day"), column("asked", "count")
        found = getattr(Counting(frame, names, column("asked", "state")), word)(day, amount)
        name = f"found {next(numbers)}"
        own.make(name, own.text(frame.select([("day", day), ("count", amount), ("found", found)])))
        return connection.execute(f'SELECT * FROM "{name}"').fetchall()

    yield count
    connection.close()


def test_the_database_moves_every_day_as_the_calendar_does(counted):
    """
    Over weekends and holidays, forwards and backwards, and at both ends of all days.
    """
    calendar = Calendar.of("vic")
    usual = [date(2025, 12, 1) + timedelta(days=one) for one in range(400)]
    first = [date.min + timedelta(days=one) for one in range(12)]
    last = [date.max - timedelta(days=one) for one in range(12)]
    rows = [(day, count) for day in (*usual, *first, *last) for count in COUNTS]

    wrong = [row for row in counted("move", rows) if row[2] != calendar.move(*row[:2])]
    assert wrong == []


def test_the_database_finds_the_last_day_from_which_business_days_end_in_time(counted):
    """
    Anchors of intervals are those of the reference engine.
    """
    calendar = Calendar.of("vic")
    usual = [date(2026, 1, 1) + timedelta(days=one) for one in range(365)]
    edges = [date.min, date.min + timedelta(days=3), date.max - timedelta(days=1), date.max]
    rows = [(day, count) for day in (*usual, *edges) for count in COUNTS if count >= 0]

    wrong = [
        row
        for row in counted("anchor", rows)
        if row[2] != latest_anchor(row[0], Duration(business=row[1]), calendar=calendar)
    ]
    assert wrong == []


def test_a_day_whose_business_days_were_not_counted_ends_the_query(counted):
    """
    No day is made up where the table ends.
    """
    with pytest.raises(TooLarge, match="outside the table of business days"):
        counted("move", [(date(1901, 5, 6), 3)])


def test_a_day_outside_the_table_leaves_the_rule_to_the_reference_engine():
    """
    Fifty years ago, and a count of years: the outcome is that of the reference engine.
    """
    held = [program(state="vic"), incident("I1", "1901-05-06", "1901-05-09")]
    body = "follow_up: {after: occurred_on, done: reviewed_on, within: P5B}"
    assert judged(rule("incident", body), world(*held)) == ({"I1": "pass"}, "memory")

    recent = [program(state="vic"), incident("I1", "2026-10-30", "2026-11-09")]
    assert judged(rule("incident", body), world(*recent)) == ({"I1": "pass"}, "")
    long = body.replace("P5B", "P9999B")
    assert judged(rule("incident", long), world(*recent)) == ({"I1": "pass"}, "memory")


def test_the_open_end_of_all_days_stays_in_the_database():
    """
    31 December 9999 stands for never in many exports, and business days before it are counted.
    """
    held = [
        program(state="vic"),
        record("worker", "W1", program_id="P1"),
        record("agreement", "A1", worker_id="W1", expires_on="9999-12-31"),
    ]
    body = "require: expires_on - P5B > as_of and expires_on + P5B > as_of"
    current = rule("worker", "current: {of: agreement.expires_on, warn: P5B}")

    assert judged(rule("agreement", body), world(*held)) == ({"A1": "pass"}, "")
    assert judged(current, world(*held)) == ({"W1": "pass"}, "")


def test_a_condition_on_rows_counts_the_business_days_of_the_judged_record():
    """
    Two programs ask of the same rows, and each of them has its own holidays: Cup Day is in Victoria.
    """
    rows = [incident(f"I{key}", "2026-10-30", "2026-11-09", f"P{key}") for key in (1, 2)]
    held = [program("P1", state="nsw"), program("P2", state="vic"), *rows]
    condition = "reviewed_on <= occurred_on + P5B"
    body = f"count: {{of: incident, where: {condition}, at_least: 1}}"
    assert judged(rule("program", body), world(*held)) == ({"P1": "fail", "P2": "pass"}, "")

    workers = [record("worker", f"W{key}", program_id=f"P{key}") for key in (1, 2)]
    sessions = [
        record(
            "match", f"M{key}", worker_id=f"W{key}", participant_id="N1",
            matched_on="2026-10-30", ended_on="2026-11-09",
        )
        for key in (1, 2)
    ]  # fmt: skip
    body = "count: {of: match, where: ended_on <= matched_on + P5B, at_least: 1}"
    found = judged(rule("worker", body), world(*held, *workers, *sessions))
    assert found == ({"W1": "fail", "W2": "pass"}, "")


def test_an_organisation_counts_with_its_own_holidays():
    """
    What belongs to no program, or to one that is not there, counts by its organisation.
    """
    organisation = record("organisation", "O1", state="vic")
    held = [
        organisation,
        record("worker", "W1", organisation_id="O1", started_on="2026-10-30", ended_on="2026-11-09"),
        record("worker", "W2", organisation_id="O9", started_on="2026-10-30", ended_on="2026-11-09"),
        record(
            "worker", "W3", organisation_id="O1", program_id="P9",
            started_on="2026-10-30", ended_on="2026-11-09",
        ),
    ]  # fmt: skip
    found = judged(rule("worker", "require: ended_on <= started_on + P5B"), world(*held))

    assert found == ({"W1": "pass", "W2": "unknown", "W3": "pass"}, "")


EXTRA = """
parameters:
  time_to_review:
    meaning: Time to review
    values:
      - {value: P7D, basis: proposed, source: ours}
      - {value: P4B, from: 2026-11-01, basis: proposed, source: ours}
"""


def test_a_parameter_can_change_from_days_to_business_days():
    """
    The value that counts is the one in force on the day that the rule names.
    """
    held = [
        program(state="vic"),
        incident("I1", "2026-10-30", "2026-11-06"),
        incident("I2", "2026-10-30", "2026-11-07"),
        incident("I3", "2026-11-02", "2026-11-09"),
        incident("I4", "2026-11-02", "2026-11-10"),
        incident("I5"),
    ]
    body = (
        "follow_up: {after: occurred_on, done: reviewed_on,"
        " within: {parameter: time_to_review, on: occurred_on}}"
    )
    found, engine = judged(rule("incident", body, EXTRA), world(*held))

    assert found == {"I1": "pass", "I2": "fail", "I3": "pass", "I4": "fail", "I5": "unknown"}
    assert engine == ""


def test_a_field_can_hold_days_hours_and_business_days():
    """
    Each record counts in the unit that stands in its cell, also back from the day of the check.
    """
    lengths = {"F1": "P5B", "F2": "P9D", "F3": "P1M", "F4": "PT24H", "F5": None, "F6": "P0B"}
    held = [
        record(
            "funding_agreement", key, program_id="P1", starts_on="2026-10-30",
            **({} if length is None else {"report_interval": length}),
        )
        for key, length in lengths.items()
    ]  # fmt: skip
    snapshot = world(program(state="vic"), *held)
    body = "require: starts_on + report_interval >= as_of"
    found, engine = judged(rule("funding_agreement", body), snapshot, date(2026, 11, 9))

    assert found == {
        "F1": "pass", "F2": "fail", "F3": "pass", "F4": "unknown", "F5": "unknown", "F6": "fail",
    }  # fmt: skip
    assert engine == ""
    chosen = "require: as_of <= starts_on + (report_interval if starts_on < as_of else P7D)"
    assert judged(rule("funding_agreement", chosen), snapshot, date(2026, 11, 9))[0] == found


def test_business_days_of_grace_begin_after_a_period():
    """
    A week that has just ended is not asked for yet where its report may come some days later.
    """
    held = [program(state="vic", started_on="2026-10-23")]
    body = "every: {of: incident.reviewed_on, from: started_on, period: P7D, back: P7D, grace: P2B}"
    snapshot = world(*held, supplied=["incident"])
    days = {
        as_of: judged(rule("program", body), snapshot, date(2026, 11, as_of))[0]["P1"]
        for as_of in (2, 3)
    }

    assert days == {2: "pass", 3: "fail"}
    nowhere = world(program(started_on="2026-10-23"), supplied=["incident"])
    assert judged(rule("program", body), nowhere)[0] == {"P1": "unknown"}
