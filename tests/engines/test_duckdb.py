"""The engine that decides outcomes in a database says what the reference engine says."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply import check, load_snapshot
from peercomply.engines import duckdb, memory
from peercomply.errors import EngineError
from peercomply.plan.chain import plans_of
from peercomply.plan.lower import lower
from peercomply.report import table
from peercomply.report.json import render as to_json
from peercomply.rules.cases import load_cases
from peercomply.rules.load import load_rules
from rule_strategies import rule_sets
from strategies import snapshots
from worlds import DAY, pack, record, rule, supervision, worker, world

ROOT = Path(__file__).parents[2]
PACKS = {
    "peer-support": ROOT / "rules" / "peer-support",
    "language": ROOT / "fixtures" / "language",
    "fleet": ROOT / "tests" / "fleet" / "rules",
}


def both(pack_, snapshot, as_of=DAY, plans=None):
    """Return the judgements of the two engines."""
    made = [lower(one) for one in pack_.rules] if plans is None else plans
    return [
        engine.evaluate(made, snapshot, as_of=as_of, parameters=pack_.parameters)
        for engine in (duckdb, memory)
    ]


def state(pack_, snapshot, key="W1"):
    """Return the outcome of one record, the same under both engines."""
    found, expected = both(pack_, snapshot)
    assert found == expected
    return {one.subject.id: one.state.value for one in found[0].outcomes}[key]


@pytest.mark.parametrize("name", PACKS)
def test_every_case_has_the_same_outcomes(name):
    """
    State, due day, message, cure, evidence and reasons of each record of each case are the same.
    """
    loaded = load_rules(PACKS[name])
    cases = load_cases(PACKS[name], loaded)
    seen = set()
    for case in cases:
        key = (case.rule, case.as_of)
        if name == "peer-support" and (key in seen or len(seen) % 24):
            seen.add(key)
            continue  # a case of some rules; the conformance suite has the forms
        seen.add(key)
        found, expected = both(loaded, case.snapshot, case.as_of, plans_of(case.rule, loaded))
        assert found == expected, case.name


def test_a_service_has_the_same_outcomes():
    """
    Every outcome of the whole pack on a small service, with all that is said about it.
    """
    found, expected = both(
        load_rules("peer-support"), load_snapshot(ROOT / "fixtures" / "ward"), date(2026, 11, 22)
    )

    assert found == expected


@settings(max_examples=40)
@given(rule_sets(), st.data(), st.dates(date(2026, 9, 1), date(2027, 3, 31)))
def test_random_rules_have_the_same_outcomes(text, data, as_of):
    """
    Whatever the rules and the records, the two engines agree on everything.
    """
    loaded = pack(text)
    needs = sorted(set().union(*(lower(one).needs for one in loaded.rules)))
    always = data.draw(
        st.lists(st.sampled_from(needs), unique=True, min_size=max(1, len(needs) - 1))
    )
    found, expected = both(loaded, data.draw(snapshots(always=always)), as_of)

    assert found == expected


HOURS = "covers: {hours: hours, of: shift, from: starts_at, to: ends_at, back: P2D}"
REVIEWED = "follow_up: {after: occurred_on, done: reviewed_on, within: P5B}"
REPORTED = (
    "latest: {of: incident.reviewed_on, within: \"entry(required_reports, 'board_report')\","
    " since: started_on}"
)
PRODUCT = " * ".join(["hours_per_week"] * 5)
"""A number with more decimals than the database has."""


@pytest.mark.parametrize(("subject", "body"), [("program", HOURS), ("incident", REVIEWED)])
def test_declared_hours_and_business_days_are_judged_in_the_database(subject, body):
    """
    The reference engine is asked about what fails, and judges nothing of its own.
    """
    records = [
        record("program", "P1", hours={"daily": "09:00-12:00"}, state="vic"),
        record(
            "shift", "S1", program_id="P1", starts_at="2026-11-21T09:00", ends_at="2026-11-21T12:00"
        ),
        record("incident", "I1", program_id="P1", occurred_on="2026-11-02"),
    ]
    found, expected = both(rule(subject, body), world(*records))

    assert found == expected
    assert {one.state.value for one in found[0].outcomes} == {"fail"}
    assert [one.engine for one in found] == [""]


def test_a_rule_of_two_readings_and_one_that_sql_cannot_say_do_not_clash():
    """
    The outcomes of both are kept for rules that read them.
    """
    first = rule("worker", "require: ended_on <= as_of")
    second = rule("worker", f"require: {PRODUCT} > 0")
    rules = (attrs.evolve(first.rules[0], id="a-read-twice"), second.rules[0])
    records = world(
        worker("W1", ended_on="2026-11-02", hours_per_week=38),
        worker("W2"),
        doubts={("worker", "W2", "ended_on"): ("2026-03-11", "2026-11-03")},
    )

    found, expected = both(attrs.evolve(first, rules=rules), records)

    assert found == expected
    assert [one.engine for one in found] == ["", "memory"]


def test_the_report_names_the_rules_that_another_engine_judged():
    """
    Nobody takes an outcome of the reference engine for one of the database.
    """
    person = worker(hours_per_week=38)
    loaded = rule("worker", f"require: {PRODUCT} > 0")
    report = check(world(person), loaded, as_of=DAY, engine="duckdb")

    assert "By memory: 1 rules that duckdb cannot say: test-rule" in table.render(report)
    assert json.loads(to_json(report))["rules"][0]["judged_by"] == "memory"
    plain_one = check(
        world(person), rule("worker", "require: hours_per_week > 0"), as_of=DAY, engine="duckdb"
    )
    assert json.loads(to_json(plain_one))["rules"][0]["judged_by"] is None


def test_a_share_is_compared_without_rounding():
    """
    A third of three is not more than a third, and a hair more is.
    """
    people = [supervision(f"S{number}", peer_led=number == 0) for number in range(3)]
    third = rule("worker", "share: {of: supervision, that: peer_led, at_least: 0.3333333333}")
    more = rule("worker", "share: {of: supervision, that: peer_led, at_least: 0.3333333334}")

    assert state(third, world(worker(), *people)) == "pass"
    assert state(more, world(worker(), *people)) == "fail"


def test_names_in_any_script_and_keys_with_quotes_are_plain_values():
    """
    Nothing of a record becomes part of a query.
    """
    key = "W'); DROP TABLE worker; -- \" ก"
    loaded = rule("worker", "latest: {of: supervision.held_on, within: P1M}")

    assert (
        state(loaded, world(worker(key), supervision("S1", key, held_on="2026-11-20")), key)
        == "pass"
    )


def test_an_engine_that_contradicts_itself_reports_nothing(monkeypatch):
    """
    If the database and the reference engine differ about a record, the run ends.
    """
    monkeypatch.setattr(
        duckdb,
        "_OUTCOMES",
        duckdb._OUTCOMES.replace("SELECT id, state", "SELECT id, 'fail' AS state"),
    )
    loaded = rule("worker", "require: frontline")

    with pytest.raises(EngineError, match="says fail of worker:W1 under test-rule, and pass when"):
        both(loaded, world(worker(frontline=True)))


def test_numbers_that_the_database_cannot_hold_are_calculated_elsewhere():
    """
    A product with more decimals than the database has is still exact.
    """
    loaded = rule("worker", f"require: {PRODUCT} > 0")

    assert state(loaded, world(worker(hours_per_week=38))) == "pass"


TINY, HUGE = Decimal("0.123456789012345"), Decimal("1E30")


@pytest.mark.parametrize(
    ("subject", "condition", "values", "expected"),
    [
        ("worker", "hours_per_week == 0.1234567890", {"hours_per_week": TINY}, "fail"),
        ("worker", "hours_per_week > 0.12345678901", {"hours_per_week": TINY}, "pass"),
        ("budget", "total > 1", {"total": HUGE}, "pass"),
        ("budget", "total > 1", {"total": int(HUGE)}, "pass"),
        ("budget", 'entry(lines, "training") > 0', {"lines": {"training": TINY}}, "pass"),
        ("budget", 'entry(lines, "training") > 1', {"lines": {"training": HUGE}}, "pass"),
        ("budget", "100000000000000000000000000000 > total", {"total": 5}, "pass"),
        ("budget", "total * total * total > 1", {"total": Decimal("1E20")}, "pass"),
        ("service_event", "participant_count > 1", {"participant_count": 2**70}, "pass"),
        (
            "service_event",
            "participant_count * participant_count > 1",
            {"participant_count": 2**62},
            "pass",
        ),
    ],
)
def test_a_number_beyond_the_database_is_neither_rounded_nor_the_end(
    subject, condition, values, expected
):
    """
    A cell, a limit or a product that a column cannot hold exactly is judged by the reference.
    """
    one = record(subject, "1", **values)
    found, reference = both(rule(subject, f"require: '{condition}'"), world(one))

    assert found == reference
    assert [outcome.state.value for outcome in found[0].outcomes] == [expected]
    assert [judgement.engine for judgement in found] == ["memory"]


def test_a_field_with_one_number_beyond_the_database_is_left_to_the_reference_alone():
    """
    Rules that do not read it are judged in the database as before.
    """
    records = [record("budget", "B1", total=HUGE, spent_to_date=2), record("budget", "B2", total=1)]
    bodies = ("require: spent_to_date > 1", "require: total > 1")
    one, other = (rule("budget", body).rules[0] for body in bodies)
    loaded = attrs.evolve(
        rule("budget", bodies[0]), rules=(one, attrs.evolve(other, id="of-the-total"))
    )
    found, expected = both(loaded, world(*records))

    assert found == expected
    assert [judgement.engine for judgement in found] == ["", "memory"]


def test_an_export_with_business_days_and_hours_says_what_the_reference_says(tmp_path):
    """
    Durations and states of files, unreadable ones among them, count as those of records do.
    """
    for name, text in EXPORT.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    bodies = [
        ("incident", f"{REVIEWED[:-1]}, warn: P2B}}"),
        (
            "funding_agreement",
            "follow_up: {after: starts_on, done: ends_on, within: report_interval}",
        ),
        ("program", "count: {of: incident, where: reviewed_on <= occurred_on + P5B, at_least: 3}"),
        ("program", HOURS),
        ("program", REPORTED),
    ]
    loaded = [rule(*one) for one in bodies]
    rules = tuple(
        attrs.evolve(one.rules[0], id=f"rule-{place}") for place, one in enumerate(loaded)
    )
    every = attrs.evolve(loaded[0], rules=rules)
    found, expected = (
        check(load_snapshot(tmp_path), every, as_of=DAY, engine=name)
        for name in ("duckdb", "memory")
    )

    told = [
        [(one.rule.id, one.passed, one.failed, one.unknown, one.unknown_reasons)
         for one in report.rules] for report in (found, expected)
    ]  # fmt: skip
    assert told[0] == told[1]
    assert [one.breaches for one in found.findings] == [one.breaches for one in expected.findings]
    assert [one.engine for one in found.rules] == [""] * len(rules)
    assert [(one.passed, one.failed, one.unknown) for one in found.rules] == [
        (3, 1, 3),
        (2, 1, 3),
        (0, 1, 2),
        (0, 2, 1),
        (1, 0, 2),
    ]


EXPORT = {
    "organisation": "id,state\nO1,vic\n",
    "program": (
        "id,organisation_id,state,hours,started_on,required_reports\n"
        "P1,O1,nsw,daily=17:00-08:00,2026-01-01,board_report=P5B\n"
        "P2,O1,,daily=09:00-10:00,2026-01-01,board_report=P1M; other=P2B\n"
        "P3,O1,Victoria?,daily=late,2026-01-01,board_report=P5B\n"
    ),
    "incident": (
        "id,program_id,occurred_on,reviewed_on\n"
        "I1,P1,2026-10-30,2026-11-06\nI2,P2,2026-10-30,2026-11-09\nI3,P3,2026-10-30,2026-11-09\n"
        "I4,P2,2026-10-30,2026-11-10\nI5,P1,2026-11-18,\nI6,P2,31/02/2026,\nI7,,2026-10-30,\n"
    ),
    "funding_agreement": (
        "id,program_id,starts_on,ends_on,report_interval\n"
        "F1,P1,2026-10-30,2026-11-09,P5B\nF2,P2,2026-10-30,2026-11-09,P5B\n"
        "F3,P3,2026-10-30,2026-11-09,P5B\nF4,P1,2026-10-30,2026-11-09,PT24H\n"
        "F5,P1,2026-10-30,2026-12-09,P1M\nF6,P1,2026-10-30,2026-11-09,often\n"
    ),
    "shift": (
        "id,program_id,starts_at,ends_at\n"
        "S1,P1,2026-11-20T17:00,2026-11-21T08:00\nS2,P1,2026-11-21T17:00,2026-11-22T07:00\n"
        "S3,P2,2026-11-21T09:00,2026-11-21T10:00\nS4,P2,2026-11-22T09:00,\n"
    ),
}
