"""How cells become values, and what is said where they cannot."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply.intake.casts import _is_duration
from peercomply.records.durations import Duration, parse_duration
from peercomply.records.model import RECORD_TYPES


@pytest.fixture
def cell(load):
    """Return a function that reads one cell of a record type's field, with its doubt and issues."""
    required = {"supervision": {"worker_id": "W1"}, "attestation": {"obligation_id": "X"}}
    required["referral"] = {"participant_id": "P1"}

    def read(record_type, field, text):
        row = {"id": "K", **required.get(record_type, {}), field: text}
        quoted = ['"' + value.replace('"', '""') + '"' for value in row.values()]
        snapshot = load({f"{record_type}.csv": ",".join(row) + "\n" + ",".join(quoted) + "\n"})
        doubt = snapshot.provenance.doubts.get((record_type, field), {}).get("K")
        return (
            getattr(snapshot.of_type(record_type)["K"], field),
            doubt,
            snapshot.provenance.issues,
        )

    return read


GOOD = [
    ("worker", "engagement", "Paid", "paid"),
    ("worker", "level", "front line", "front_line"),
    ("worker", "level", "Front-Line", "front_line"),
    ("worker", "level", "", None),
    ("worker", "flexible_hours", "yes", "agreed"),
    ("worker", "flexible_hours", "No", "not_agreed"),
    ("worker", "flexible_hours", "Declined by worker", "declined_by_worker"),
    ("referral", "direction", "in", "inward"),
    ("referral", "direction", "OUT", "outward"),
    ("referral", "direction", "inward", "inward"),
    ("attestation", "answer", "Yes", "positive"),
    ("attestation", "answer", "true", "positive"),
    ("attestation", "answer", "FALSE", "negative"),
    ("attestation", "answer", "partly", "partly"),
    ("worker", "frontline", "Yes", True),
    ("worker", "frontline", "1", True),
    ("worker", "frontline", "y", True),
    ("worker", "frontline", "FALSE", False),
    ("worker", "frontline", "n", False),
    ("worker", "frontline", "0", False),
    ("position", "grade", "3", 3),
    ("position", "grade", "+4", 4),
    ("position", "grade", "007", 7),
    ("worker", "hourly_rate", "12.50", Decimal("12.50")),
    ("worker", "hourly_rate", "0", Decimal(0)),
    ("worker", "hourly_rate", "0.0000000001", Decimal("0.0000000001")),
    ("worker", "hours_per_week", "168", Decimal(168)),
    ("funding_agreement", "report_interval", "P3M", Duration(months=3)),
    ("funding_agreement", "report_interval", "monthly", Duration(months=1)),
    ("funding_agreement", "report_interval", "Quarterly", Duration(months=3)),
    ("funding_agreement", "report_interval", "Half-yearly", Duration(months=6)),
    ("funding_agreement", "report_interval", "half yearly", Duration(months=6)),
    ("funding_agreement", "report_interval", "YEARLY", Duration(months=12)),
    ("funding_agreement", "report_interval", "PT24H", Duration(minutes=1440)),
    ("position", "duties", "manager; Direct support ;;", frozenset({"manager", "direct_support"})),
    ("position", "duties", "none", frozenset()),
    ("position", "duties", "None", frozenset()),
    ("position", "duties", "[]", frozenset()),
    ("position", "duties", '["manager", "advice"]', frozenset({"manager", "advice"})),
    ("position", "duties", "", None),
    ("position", "required_training", "a; b ; a", frozenset({"a", "b"})),
    ("position", "required_training", '["a; b", "c"]', frozenset({"a; b", "c"})),
    ("position", "required_training", "[draft] a", frozenset({"[draft] a"})),
    ("position", "specialist_lead_ids", "007; W\u00a0", frozenset({"007", "W"})),
    ("program", "hours", "daily=17:00-08:00", {"daily": "17:00-08:00"}),
    ("program", "hours", '{"daily": "17:00-08:00", "weekends": null}', {"daily": "17:00-08:00"}),
    ("program", "hours", "none", {}),
    (
        "program",
        "required_reports",
        "milestone achievement=P1M; staff_performance = quarterly;",
        {"milestone_achievement": Duration(months=1), "staff_performance": Duration(months=3)},
    ),
    (
        "budget",
        "lines",
        "administration=12000.10; supervision=0",
        {"administration": Decimal("12000.10"), "supervision": Decimal(0)},
    ),
    ("budget", "lines", '{"administration": 12000.10}', {"administration": Decimal("12000.10")}),
    ("worker", "started_on", "2026-11-22", date(2026, 11, 22)),
    ("worker", "started_on", "2024-02-29", date(2024, 2, 29)),
    ("worker", "started_on", "29/02/2024", date(2024, 2, 29)),
    ("worker", "started_on", "2026-11-22 00:00:00", date(2026, 11, 22)),
    ("worker", "started_on", "2026-11-22T00:00", date(2026, 11, 22)),
    ("worker", "started_on", "22/11/2026", date(2026, 11, 22)),
    ("worker", "started_on", "11/22/2026", date(2026, 11, 22)),
    ("worker", "started_on", "22-11-2026", date(2026, 11, 22)),
    ("worker", "started_on", "22.11.2026", date(2026, 11, 22)),
    ("worker", "started_on", "5/5/2026", date(2026, 5, 5)),
    ("worker", "started_on", "2-Nov-2026", date(2026, 11, 2)),
    ("worker", "started_on", "2 november 2026", date(2026, 11, 2)),
    ("worker", "started_on", "02/SEPT/2026", date(2026, 9, 2)),
    ("worker", "started_on", "1900-01-01", date(1900, 1, 1)),
    ("worker", "started_on", "2200-12-31", date(2200, 12, 31)),
    ("incident", "occurred_on", "2026-11-22T17:05", datetime(2026, 11, 22, 17, 5)),
    ("incident", "occurred_on", "2026-11-22 17:05:09", datetime(2026, 11, 22, 17, 5, 9)),
    ("incident", "occurred_on", "2026-11-22 17:05:09.000", datetime(2026, 11, 22, 17, 5, 9)),
    ("incident", "occurred_on", "2026-11-22T00:00", datetime(2026, 11, 22)),
    ("incident", "occurred_on", "22/11/2026 9:05", datetime(2026, 11, 22, 9, 5)),
    ("incident", "occurred_on", "22-Nov-2026 09:05", datetime(2026, 11, 22, 9, 5)),
    ("incident", "occurred_on", "2026-11-22", date(2026, 11, 22)),
    ("incident", "occurred_on", "22/11/2026", date(2026, 11, 22)),
    ("incident", "occurred_on", "22 Nov 2026", date(2026, 11, 22)),
]


@pytest.mark.parametrize(("record_type", "field", "text", "expected"), GOOD)
def test_a_cell_is_read_as_its_type(cell, record_type, field, text, expected):
    """
    What the data dictionary allows becomes a value of the field's class, without a doubt.
    """
    value, doubt, issues = cell(record_type, field, text)

    assert (value, type(value)) == (expected, type(expected))
    assert doubt is None
    assert not [one for one in issues if one.code.value < "DI300"]


def test_a_decimal_is_kept_as_it_was_written(cell):
    """
    The digits after the point stay as many as the cell has.
    """
    value, _, _ = cell("worker", "hourly_rate", "12.50")

    assert str(value) == "12.50"


BAD = [
    ("worker", "engagement", "payed", "UNKNOWN_VALUE"),
    ("worker", "perspective", "n/a", "UNKNOWN_VALUE"),
    ("worker", "frontline", "maybe", "UNREADABLE_VALUE"),
    ("worker", "frontline", "-", "UNREADABLE_VALUE"),
    ("position", "grade", "5.0", "UNREADABLE_VALUE"),
    ("position", "grade", "๕", "UNREADABLE_VALUE"),
    ("position", "grade", "0", "OUT_OF_RANGE"),
    ("position", "grade", "9" * 30, "OUT_OF_RANGE"),
    ("worker", "hourly_rate", "1e3", "UNREADABLE_VALUE"),
    ("worker", "hourly_rate", "12,000", "UNREADABLE_VALUE"),
    ("worker", "hourly_rate", "NaN", "UNREADABLE_VALUE"),
    ("worker", "hourly_rate", "-1", "OUT_OF_RANGE"),
    ("worker", "hourly_rate", "0.00000000001", "OUT_OF_RANGE"),
    ("worker", "hours_per_week", "168.5", "OUT_OF_RANGE"),
    ("funding_agreement", "report_interval", "3 months", "UNREADABLE_VALUE"),
    ("funding_agreement", "report_interval", "P", "UNREADABLE_VALUE"),
    ("funding_agreement", "report_interval", "P999Y", "UNREADABLE_VALUE"),
    ("position", "duties", "manager; managr", "UNKNOWN_VALUE"),
    ("position", "duties", ";", "UNREADABLE_VALUE"),
    ("position", "required_training", '["a", ["b"]]', "UNREADABLE_VALUE"),
    ("position", "required_training", '["a", ""]', "UNREADABLE_VALUE"),
    ("program", "hours", "dayly=09:00-17:00", "UNKNOWN_VALUE"),
    ("program", "hours", "09:00-17:00", "UNREADABLE_VALUE"),
    ("program", "hours", "daily=", "UNREADABLE_VALUE"),
    ("program", "hours", "daily=a; daily=b", "UNREADABLE_VALUE"),
    ("program", "hours", '{"daily": "a"', "UNREADABLE_VALUE"),
    ("program", "required_reports", "milestone_achievement=often", "UNREADABLE_VALUE"),
    ("budget", "lines", "administration=-5", "OUT_OF_RANGE"),
    ("budget", "lines", "administration=1e3", "UNREADABLE_VALUE"),
    ("worker", "started_on", "31/02/2026", "UNREADABLE_VALUE"),
    ("worker", "started_on", "29/02/2025", "UNREADABLE_VALUE"),
    ("worker", "started_on", "2025-02-29", "UNREADABLE_VALUE"),
    ("worker", "started_on", "32/01/2026", "UNREADABLE_VALUE"),
    ("worker", "started_on", "1/2/26", "SHORT_YEAR"),
    ("worker", "started_on", "1/2-2026", "UNREADABLE_VALUE"),
    ("worker", "started_on", "2 Novembre 2026", "UNREADABLE_VALUE"),
    ("worker", "started_on", "2026-11-22 10:00", "UNREADABLE_VALUE"),
    ("worker", "started_on", "45983", "SERIAL_DATE"),
    ("worker", "started_on", "1899-12-31", "OUT_OF_RANGE"),
    ("worker", "started_on", "2201-01-01", "OUT_OF_RANGE"),
    ("worker", "started_on", "31/12/9999", "OUT_OF_RANGE"),
    ("worker", "started_on", "1 Jan 1066", "OUT_OF_RANGE"),
    ("incident", "occurred_on", "2026-11-22T10:00Z", "TIME_ZONE"),
    ("incident", "occurred_on", "2026-11-22T10:00+10:00", "TIME_ZONE"),
    ("incident", "occurred_on", "2026-11-22 24:00", "UNREADABLE_VALUE"),
    ("incident", "occurred_on", "2026-11-22 10:60", "UNREADABLE_VALUE"),
    ("incident", "occurred_on", "03/04/2026 10:00", "UNREADABLE_VALUE"),
]


@pytest.mark.parametrize(("record_type", "field", "text", "code"), BAD)
def test_a_cell_that_cannot_be_read_is_in_doubt(cell, record_type, field, text, code):
    """
    The field is None and doubted, and the issue names file, row and column.
    """
    value, doubt, issues = cell(record_type, field, text)

    assert value is None
    assert doubt.reason.startswith(f"{record_type}.{field} could not be read")
    assert doubt.readings == ()
    (one,) = [one for one in issues if one.code.name == code]
    assert (one.file, one.row, one.column) == (f"{record_type}.csv", 2, field)
    shown = RECORD_TYPES[record_type].fields[field].shown
    assert (one.value is not None) == shown


@pytest.mark.parametrize(
    ("record_type", "field"), [("worker", "started_on"), ("incident", "occurred_on")]
)
def test_an_ambiguous_day_has_two_readings(cell, record_type, field):
    """
    Without a proof of order, 03/04/2026 is doubted with the day-first reading first.
    """
    value, doubt, issues = cell(record_type, field, "03/04/2026")

    assert value is None
    assert doubt.readings == (date(2026, 4, 3), date(2026, 3, 4))
    assert doubt.reason == f"{record_type}.{field} can be read in two ways"
    (one,) = [one for one in issues if one.code.name == "AMBIGUOUS_DATE"]
    assert (one.value, one.severity.value) == ("03/04/2026", "warning")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["03/04/2026", "13/04/2026"], ["2026-04-03", "2026-04-13"]),
        (["03/04/2026", "04/13/2026"], ["2026-03-04", "2026-04-13"]),
        (["3.4.2026", "31/02/2026"], ["2026-04-03", "None"]),
        (["03/04/2026", "13/04/2026", "04/13/2026"], ["None", "2026-04-13", "2026-04-13"]),
        (["03/04/2026", "2026-04-13"], ["None", "2026-04-13"]),
        (["04/04/2026", "03/04/2026"], ["2026-04-04", "None"]),
    ],
)
def test_a_column_proves_its_order(workers, days, expected):
    """
    One number above twelve settles day or month first for the column, two opposite ones do not.
    """
    lines = "".join(f"W{n},{day}\n" for n, day in enumerate(days))

    snapshot = workers(f"id,started_on\n{lines}")

    assert [str(one.started_on) for one in snapshot.of_type("worker").values()] == expected


def test_a_proof_of_order_holds_for_its_file_and_column(load):
    """
    Another column, and another file, must prove its own order.
    """
    snapshot = load(
        {
            "worker.csv": "id,started_on,ended_on\nW1,13/04/2026,\nW2,,03/04/2026\n",
            "workers.csv": "id,started_on\nW3,03/04/2026\n",
        }
    )

    assert set(snapshot.provenance.doubts["worker", "ended_on"]) == {"W2"}
    assert set(snapshot.provenance.doubts["worker", "started_on"]) == {"W3"}


def test_a_day_alone_is_told_from_midnight(load):
    """
    A date-time field keeps a day alone as a day, also where the column holds both.
    """
    snapshot = load({"incident.csv": "id,occurred_on\nA,2026-01-02\nB,2026-01-02 00:00\n"})

    values = [one.occurred_on for one in snapshot.of_type("incident").values()]
    assert values == [date(2026, 1, 2), datetime(2026, 1, 2)]
    assert [type(value) for value in values] == [date, datetime]


def test_a_mapping_may_have_a_column_for_each_key(load):
    """
    Columns FIELD.KEY give one mapping; an empty cell is a key that is missing.
    """
    snapshot = load(
        {"budget.csv": "id,lines.administration,Lines supervision\nB1,12.50,\nB2,,\nB3,1,2\n"}
    )

    held = [one.lines for one in snapshot.of_type("budget").values()]
    assert held[0] == {"administration": Decimal("12.50")}
    assert held[1] is None
    assert held[2] == {"administration": Decimal(1), "supervision": Decimal(2)}
    assert snapshot.provenance.locate("budget", "B1", "lines").column == "lines.administration"


def test_a_mapping_is_read_from_its_first_kind_of_column(load, found):
    """
    Columns FIELD.KEY after a column FIELD are repeats and not read.
    """
    snapshot = load({"budget.csv": "id,lines,lines.administration\nB1,administration=1,2\n"})

    assert snapshot.of_type("budget")["B1"].lines == {"administration": Decimal(1)}
    assert found(snapshot, "REPEATED_COLUMN")


def test_the_nearest_value_is_named(cell):
    """
    A slip in a value that may be shown gives a hint.
    """
    _, _, issues = cell("worker", "engagement", "volunter")

    assert issues[0].hint == "did you mean 'volunteer'?"
    assert issues[0].value == "volunter"


def test_a_value_that_is_withheld_gives_no_nearest_value(cell):
    """
    The hint for a sensitive field lists what is possible and never what was meant.
    """
    _, doubt, issues = cell("worker", "perspective", "consumr")

    assert issues[0].value is None
    assert "did you mean" not in issues[0].hint
    assert "consumr" not in repr((doubt, issues))


def test_a_shown_value_is_cut(cell):
    """
    No more than eighty characters of a cell are shown.
    """
    _, _, issues = cell("worker", "started_on", "x" * 500)

    assert len(issues[0].value) == 80


durations = st.one_of(
    st.from_regex(
        r"P(\d{1,7}Y)?(\d{1,4}M)?(\d{1,3}W)?(\d{1,6}D)?(T(\d{1,8}H)?(\d{1,9}M)?)?", fullmatch=True
    ),
    st.text(alphabet="PTYMWDH019", max_size=8),
)


@given(texts=st.lists(durations, min_size=20, max_size=60))
@settings(max_examples=15, deadline=None)
def test_durations_are_those_that_the_library_parses(texts):
    """
    The database accepts a text as a duration if and only if parse_duration does.
    """

    def parses(text):
        try:
            parse_duration(text)
        except ValueError:
            return False
        return True

    ascii_texts = [text for text in texts if text.isascii() and text]
    with duckdb.connect(":memory:") as connection:
        query = f"SELECT {_is_duration('t')} FROM (SELECT unnest(CAST(? AS VARCHAR[])) AS t)"
        read = [good for (good,) in connection.execute(query, [ascii_texts]).fetchall()]

    assert read == [parses(text) for text in ascii_texts]
