"""Declared hours that related records have to span, and entries of mappings."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply.engines import duckdb, memory
from peercomply.engines.spans import gaps
from peercomply.errors import RuleFileError
from peercomply.plan.lower import lower
from peercomply.records.opening_hours import parse_opening_hours
from rule_strategies import roster_rules
from strategies import rosters
from worlds import outcome, outcomes, pack, record, rule, says, world

DAY = date(2026, 11, 20)

COVERED = """
covers:
  hours: hours
  of: shift
  from: starts_at
  to: ends_at
  since: started_on
  back: P2D
"""


def shift(key, starts, ends, **values):
    return record("shift", key, program_id="P1", starts_at=starts, ends_at=ends, **values)


def roster(*shifts, hours=None, body=COVERED, as_of=DAY, doubts=None, started_on="2026-01-01"):
    held = {"daily": "17:00-08:00"} if hours is None else hours
    program = record("program", "P1", hours=held, started_on=started_on)
    snapshot = world(program, *shifts, supplied=("shift",), doubts=doubts)
    return outcomes(rule("program", body), snapshot, as_of)["P1"]


NIGHTS = [
    shift("S1", "2026-11-18T17:00", "2026-11-18T23:00"),
    shift("S2", "2026-11-18T23:00", "2026-11-19T08:00"),
    shift("S3", "2026-11-19T16:30", "2026-11-20T08:30"),
]


def test_hours_that_shifts_span_without_a_gap_are_in_order():
    """
    Shifts may follow each other, overlap and be longer than the hours; tonight is not over yet.
    """
    assert roster(*NIGHTS).state.value == "pass"


def test_each_stretch_with_a_gap_is_a_breach_that_names_the_gap():
    """
    The first night has no late shift, the second starts late and ends early.
    """
    said = roster(NIGHTS[0], shift("S3", "2026-11-19T18:00", "2026-11-20T06:00"))

    assert [detail.item for detail in said.details] == [
        "2026-11-18T17:00/2026-11-19T08:00",
        "2026-11-19T17:00/2026-11-20T08:00",
    ]
    assert said.details[0].message == "no shift covers 2026-11-18 23:00 to 2026-11-19 08:00"
    assert said.details[1].message == (
        "no shift covers 2026-11-19 17:00 to 18:00, 2026-11-20 06:00 to 08:00"
    )
    assert said.details[1].cure == (
        "shift records that cover 2026-11-19 17:00 to 18:00, 2026-11-20 06:00 to 08:00"
    )


def test_no_shift_at_all_leaves_the_whole_stretch_open():
    """
    An empty roster covers nothing, a roster that was not given says nothing.
    """
    assert len(roster().details) == 2

    program = record("program", "P1", hours={"daily": "17:00-08:00"}, started_on="2026-01-01")
    assert outcome(rule("program", COVERED), world(program), "P1", DAY) == "unknown"


def test_hours_before_the_start_are_not_asked_for():
    """
    A program that began yesterday has one night behind it.
    """
    assert len(roster(started_on="2026-11-19").details) == 1
    assert roster(started_on="2026-11-20").state.value == "pass"


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"starts_at": None}, "unknown"),
        ({"ends_at": None}, "unknown"),
        ({"starts_at": date(2026, 11, 18)}, "unknown"),
        ({"ends_at": date(2026, 11, 18)}, "fail"),
        ({"starts_at": date(2026, 11, 17)}, "pass"),
        ({"program_id": None}, "unknown"),
    ],
)
def test_a_shift_of_which_something_is_not_known_may_cover_a_gap(values, state):
    """
    A missing end may be any, a day alone any moment of it; such a shift covers nothing for certain.
    """
    known = {
        "program_id": "P1",
        "starts_at": datetime(2026, 11, 18, 17),
        "ends_at": datetime(2026, 11, 19, 8),
    }
    said = roster(record("shift", "S1", **(known | values)), NIGHTS[2])

    assert said.state.value == state


def test_a_shift_that_does_not_count_covers_nothing():
    """
    A condition on the shifts holds for the hours, too.
    """
    body = COVERED + "  where: count(worker_ids) > 0\n"
    people = [record("worker", "W1")]
    shifts = [shift("S1", "2026-11-18T17:00", "2026-11-19T08:00", worker_ids=["W1"])]
    shifts.append(shift("S2", "2026-11-19T17:00", "2026-11-20T08:00", worker_ids=[]))
    said = roster(*shifts, *people, body=body)

    assert [detail.item for detail in said.details] == ["2026-11-19T17:00/2026-11-20T08:00"]
    assert "with: count(worker_ids) > 0" in said.detail.message


def test_hours_of_a_day_come_before_those_of_the_week():
    """
    Friday is closed although weekdays are open; round the clock means each hour.
    """
    hours = {"weekdays": "09:00-12:00, 13:00-17:00", "friday": "closed"}
    said = roster(hours=hours)

    assert [detail.item for detail in said.details] == [
        "2026-11-18T09:00/2026-11-18T12:00",
        "2026-11-18T13:00/2026-11-18T17:00",
        "2026-11-19T09:00/2026-11-19T12:00",
        "2026-11-19T13:00/2026-11-19T17:00",
    ]
    assert len(roster(hours={"daily": "00:00-24:00"}).details) == 3


def test_hours_can_stand_in_the_rule():
    """
    A service round the clock is asked for each hour, whatever it declares.
    """
    body = COVERED.replace("hours: hours", 'hours: {daily: "00:00-24:00"}')

    assert len(roster(*NIGHTS, hours={}, body=body).details) == 3


@pytest.mark.parametrize(
    "hours", [{}, {"daily": "nine to five"}, {"daily": "25:00-26:00"}, {"daily": "09:61-10:00"}]
)
def test_hours_that_nobody_can_read_are_unknown(hours):
    """
    What cannot be understood is neither covered nor open.
    """
    said = roster(hours=hours)

    assert said.state.value == "unknown"
    assert said.reasons == ("the declared hours could not be understood",)


def test_hours_that_are_not_recorded_are_unknown():
    """
    A program without declared hours is not open all day, nor closed.
    """
    program = record("program", "P1", started_on="2026-01-01")
    snapshot = world(program, supplied=("shift",))

    assert outcome(rule("program", COVERED), snapshot, "P1", DAY) == "unknown"


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ('covers: {hours: {someday: "09:00-17:00"}, of: shift, from: starts_at, to: ends_at, back: P1D}', "PC204", "someday"),
        ('covers: {hours: {daily: "9 to 5"}, of: shift, from: starts_at, to: ends_at, back: P1D}', "PC204", "9 to 5"),
        ("covers: {hours: [a], of: shift, from: starts_at, to: ends_at, back: P1D}", "PC203", "list"),
        ("covers: {hours: name, of: shift, from: starts_at, to: ends_at, back: P1D}", "PC305", "a text"),
        ("covers: {hours: hours, of: shift, from: starts_at, to: ends_at}", "PC202", "back"),
        ("covers: {hours: hours, of: shift, from: starts_at, back: P1D}", "PC202", "to"),
        ("covers: {hours: hours, of: shift, from: program_id, to: ends_at, back: P1D}", "PC305", "key"),
        ("covers: {hours: hours, of: shift, from: starts_at, to: ends_at, back: PT8H}", "PC305", "hours"),
        ("covers: {hours: hours, of: shift, from: starts_at, to: ends_at, back: P8B}", "PC305", "business"),
        ("covers: {hours: hours, of: shift, from: starts_at, to: ends_at, back: P1D, nights: 7}", "PC201", "nights"),
    ],
)  # fmt: skip
def test_a_check_of_hours_with_a_defect_does_not_load(body, code, words):
    """
    Each defect has its code and names what is wrong.
    """
    with pytest.raises(RuleFileError) as caught:
        rule("program", body)

    assert [problem.code for problem in caught.value.problems] == [code]
    assert words in caught.value.problems[0].message


minutes = st.integers(0, 60)
spans = st.lists(st.tuples(minutes, minutes), max_size=6)
MIDNIGHT = datetime(2026, 11, 20)


def at(minute):
    return MIDNIGHT + timedelta(minutes=minute)


@given(spans, minutes, st.integers(1, 30))
def test_gaps_are_the_minutes_that_nothing_spans(covered, start, length):
    """
    A minute lies in a gap exactly if it lies in the stretch and in no span.
    """
    stretch = (at(start), at(start + length))
    found = gaps(stretch, [(at(first), at(last)) for first, last in covered])

    for minute in range(100):
        inside = start <= minute < start + length
        spanned = any(first <= minute < last for first, last in covered)
        in_gap = any(first <= at(minute) < last for first, last in found)
        assert in_gap == (inside and not spanned)


def test_an_end_at_the_start_lies_on_the_next_day():
    """
    08:00-08:00 is a whole day, 17:00-08:00 a night.
    """
    hours = parse_opening_hours({"daily": "08:00-08:00"})
    (stretch,) = hours.of(DAY)

    assert stretch.on(DAY) == (datetime(2026, 11, 20, 8), datetime(2026, 11, 21, 8))


# ----------------------------------------------------------------- entries of mappings

LINES = {"administration": Decimal(21000), "travel": Decimal(0)}


def budget(**values):
    return record("budget", "B1", program_id="P1", **values)


@pytest.mark.parametrize(
    ("condition", "lines", "state"),
    [
        ('"administration" in lines', LINES, "pass"),
        ('"insurance" in lines', LINES, "fail"),
        ('"insurance" not in lines', LINES, "pass"),
        ('"insurance" in lines', None, "unknown"),
        ('entry(lines, "travel") == 0', LINES, "pass"),
        ('entry(lines, "insurance") == 0', LINES, "unknown"),
        ('missing(entry(lines, "insurance"))', LINES, "pass"),
        ('missing(entry(lines, "insurance"))', None, "pass"),
        ('entry(lines, "administration") > 2 * entry(lines, "travel") + 20000', LINES, "pass"),
    ],
)
def test_a_mapping_is_asked_for_its_entries(condition, lines, state):
    """
    An entry of nought is an entry; one that is not there is missing.
    """
    assert says("budget", condition, budget(lines=lines), key="B1") == state


def test_each_item_that_a_field_of_the_record_lacks_is_a_breach():
    """
    Of three lines that a budget needs one is there.
    """
    body = "covers: {items: [administration, insurance, promotion], in: lines}"
    said = outcomes(rule("budget", body), world(budget(lines=LINES)))["B1"]

    assert [detail.item for detail in said.details] == ["insurance", "promotion"]
    assert said.detail.message == "lines does not include insurance"
    assert said.detail.cure == "lines that includes insurance"
    assert outcome(rule("budget", body), world(budget()), "B1") == "unknown"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('require: entry(lines, "luck") > 0', "PC306"),
        ("require: '\"luck\" in lines'", "PC306"),
        ('require: entry(total, "travel") > 0', "PC305"),
        ("require: entry(lines, total) > 0", "PC305"),
        ("require: 4 in lines", "PC305"),
        ("covers: {items: [luck], in: lines}", "PC306"),
        ("covers: {items: [travel], in: total}", "PC305"),
        ("covers: {items: [travel], in: lines, of: shift}", "PC201"),
    ],
)
def test_a_question_to_a_mapping_with_a_defect_does_not_load(body, code):
    """
    Entries that a field never has, and fields that have none, are found on loading.
    """
    with pytest.raises(RuleFileError) as caught:
        rule("budget", body)

    assert [problem.code for problem in caught.value.problems] == [code]


def by_both(loaded, snapshot, as_of=DAY):
    """Return the judgement of the first rule by the database, the same as by the reference."""
    plans = [lower(loaded.rules[0])]
    (found,), (expected,) = (
        engine.evaluate(plans, snapshot, as_of=as_of, parameters=loaded.parameters)
        for engine in (duckdb, memory)
    )
    assert found.outcomes == expected.outcomes
    return found


@settings(max_examples=20)
@given(roster_rules(), st.data(), st.dates(date(2026, 9, 1), date(2027, 3, 31)))
def test_the_database_judges_any_roster_as_the_reference_engine_does(text, data, as_of):
    """
    Shifts without an end or a program, nights, gaps and hours that nobody can read.
    """
    found = by_both(pack(text), data.draw(rosters(as_of)), as_of)

    assert found.engine == ""


def test_hours_that_stand_twice_are_two_breaches_in_the_database_too():
    """
    Two stretches with the same times are two items.
    """
    hours = {"daily": "09:00-12:00, 09:00-12:00"}
    program = record("program", "P1", hours=hours, started_on="2026-11-19")
    found = by_both(rule("program", COVERED), world(program, supplied=("shift",)))

    assert [one.item for one in found.outcomes[0].details].count(
        "2026-11-19T09:00/2026-11-19T12:00"
    ) == 2
    assert found.engine == ""


def test_hours_of_too_many_kinds_are_left_to_the_reference_engine(monkeypatch):
    """
    The table of stretches stays small.
    """
    monkeypatch.setattr("peercomply.engines.sql.hours.MOST", 2)
    program = record("program", "P1", hours={"daily": "00:00-24:00"}, started_on="2026-01-01")
    found = by_both(rule("program", COVERED), world(program, supplied=("shift",)))

    assert found.engine == "memory"
    assert len(found.outcomes[0].details) == 3


def test_a_reach_that_differs_by_record_is_left_to_the_reference_engine():
    """
    How far back hours are judged may depend on a day of the program.
    """
    extra = """
parameters:
  reach: {meaning: How far back, values: [{value: P2D, basis: proposed, source: ours}]}
"""
    body = COVERED.replace("back: P2D", "back: {parameter: reach, on: started_on}")
    program = record("program", "P1", hours={"daily": "00:00-24:00"}, started_on="2026-01-01")
    found = by_both(rule("program", body, extra), world(program, *NIGHTS))

    assert found.engine == "memory"
    assert len(found.outcomes[0].details) == 3


def test_hours_from_the_day_of_the_last_shift_on_need_its_day_alone():
    """
    A start of which the day is known, and not the hour, decides from which day hours are judged.
    """
    body = COVERED.replace("since: started_on", "since: latest(shift.starts_at)")
    program = record("program", "P1", hours={"daily": "09:00-10:00"}, started_on="2026-01-01")
    found = by_both(
        rule("program", body), world(program, shift("S1", date(2026, 11, 19), "2026-11-19T10:00"))
    )

    assert [detail.item for detail in found.outcomes[0].details] == [
        "2026-11-20T09:00/2026-11-20T10:00"
    ]
