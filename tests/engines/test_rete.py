"""The engine on durable-rules: its limits, and what is done about them."""

import gc
import json
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from peercomply import check
from peercomply.plan.lower import lower
from peercomply.plan.plan import OpenHours
from peercomply.records.durations import parse_duration
from peercomply.records.provenance import Input
from peercomply.records.snapshot import Provenance, Snapshot
from peercomply.rules.nodes import Literal
from peercomply.rules.types import Kind, Type
from worlds import DAY, outcome, outcomes, pack, record, rule, supervision, worker, world

pytest.importorskip(
    "durable_rules_engine",
    reason="durable-rules needs Python below 3.13 and a C compiler",
    exc_type=ImportError,
)

from peercomply.engines import rete
from peercomply.engines.rete import network
from peercomply.engines.rete.items import items_of
from peercomply.engines.rete.telling import UNDECIDED, Telling
from peercomply.engines.rete.values import sure
from peercomply.engines.world import World

LESS = {"$lt": {"a": {"$m": "b"}}}
MORE = {"$gte": {"a": {"$m": "b"}}}


def judged(loaded, snapshot, as_of=DAY):
    """Return the outcomes of the first rule by key, in a word, as this engine gives them."""
    plans = [lower(one) for one in loaded.rules]
    first, *_ = rete.evaluate(plans, snapshot, as_of=as_of, parameters=loaded.parameters)
    return {one.subject.id: one.state.value for one in first.outcomes}


def resident():
    """Return the resident memory of this process in kilobytes; None where nothing says it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    lines = [line for line in status.read_text().splitlines() if line.startswith("VmRSS")]
    return int(lines[0].split()[1])


def test_nothing_grows_over_a_thousand_evaluations():
    """
    Rule sets and their facts are gone after each evaluation, in Python and in the matcher.
    """
    loaded = rule("worker", "present:\n  of: supervision\n  where: held_on < as_of")
    snapshot = world(worker(), supervision("S1", held_on="2026-01-01"))
    plans = [lower(one) for one in loaded.rules]

    def evaluate(times):
        for _ in range(times):
            rete.evaluate(plans, snapshot, as_of=DAY, parameters={})
        gc.collect()

    evaluate(100)
    before = resident()
    evaluate(1000)
    after = resident()
    tracemalloc.start()
    evaluate(10)
    traced, _ = tracemalloc.get_traced_memory()
    evaluate(50)
    grown = tracemalloc.get_traced_memory()[0] - traced
    tracemalloc.stop()

    assert grown < 100_000
    assert before is None or after - before < 4_000


def test_a_question_is_true_false_or_neither():
    """
    What neither rule fires for is unknown.
    """
    certain = {"$and": [LESS, {"sure": 1}]}
    facts = [
        {"a": 1, "b": 2, "sure": 1},
        {"a": 2, "b": 2, "sure": 1},
        {"a": 1, "b": 2, "sure": 0},
    ]

    assert network.decide(certain, MORE, facts) == [True, False, None]


def test_any_number_of_questions_is_answered_in_portions():
    """
    Each of a thousand facts has its own answer.
    """
    facts = [{"a": number, "b": 500} for number in range(1000)]

    assert network.decide(LESS, MORE, facts) == [number < 500 for number in range(1000)]


def test_rows_are_joined_to_owners_by_their_keys():
    """
    A row of nobody is left out, an owner without rows has none, a key twice counts twice.
    """
    assert network.join([1, 2, 3], [3, 9, 1, 3]) == [(1, 2), (3, 0), (3, 3)]
    rows = [number % 700 for number in range(2000)]
    expected = sorted((key, place) for place, key in enumerate(rows) if key < 600)
    assert network.join(range(600), rows) == expected


def test_what_rules_said_is_concluded_for_each_key():
    """
    A conclusion is each state that an outcome with the key has.
    """
    assert network.chain([1, 2, 3], [(1, 1), (1, 2), (1, 1), (2, 2), (9, 1)]) == {
        1: {1, 2},
        2: {2},
        3: set(),
    }
    assert network.chain([1], []) == {1: set()}


def test_a_fact_that_is_taken_for_another_one_is_not_lost(monkeypatch):
    """
    It is offered again with some salt until the matcher accepts it.
    """
    offered = []
    accept = network.matcher.assert_event

    def collide(handle, text):
        fact = json.loads(text)
        offered.append(fact)
        collides = fact.get("begun") != 1 and fact.get("salt", 0) < 2
        return (2, 0) if collides else accept(handle, text)

    monkeypatch.setattr(network.matcher, "assert_event", collide)

    assert network.decide(LESS, MORE, [{"a": 1, "b": 2}]) == [True]
    assert [fact.get("salt", 0) for fact in offered[1:]] == [0, 1, 2]


def test_equal_facts_are_both_held():
    """
    The matcher itself takes equal facts for one; both are there nevertheless.
    """
    held = network._Network({"both": [{"one": {"a": 1}}, {"other": {"a": 2}}]}, ("a",))

    fired = [list(held.hold({"a": value})) for value in (1, 1, 2)]
    held.close()

    assert [len(one) for one in fired] == [0, 0, 2]


def test_a_session_in_which_no_rule_fires_can_be_closed():
    """
    The matcher frees memory that was never written unless a rule has fired once.
    """
    for number in range(300):
        unknown = network.decide({"a": 1}, {"a": 0}, [{"a": 2 + number}])

        assert unknown == [None]


def test_a_condition_of_any_size_is_asked():
    """
    The matcher refuses conditions with more than fifteen groups; those are asked in parts.
    """
    pairs = " and ".join(
        f"(hours_per_week != {number} or started_on < as_of - P{number}D)"
        for number in range(1, 40)
    )
    nested = "frontline"
    for number in range(20):
        nested = f"({nested} {'or' if number % 2 else 'and'} hours_per_week == {number})"
    many = " or ".join(f"hours_per_week == {number}" for number in range(100))
    hours = worker(hours_per_week=19, frontline=False)

    for condition, state in (
        (pairs, "pass"),
        (nested, "pass"),
        (many, "pass"),
        (f"not ({many})", "fail"),
    ):
        assert judged(rule("worker", f"require: {condition}"), world(hours)) == {"W1": state}


def test_a_definition_is_asked_of_in_parts_too():
    """
    Through many references a condition grows with each of them.
    """
    chained = "manager." * 12 + "frontline"
    people = [worker(f"W{n}", manager_id=f"W{n + 1}") for n in range(1, 13)]
    people.append(worker("W13", frontline=True, manager_id="W13"))
    extra = "define:\n  worker:\n    l1: frontline and present(started_on)\n" + "".join(
        f"    l{n}: manager.l{n - 1} and present(manager.started_on)\n" for n in range(2, 13)
    )

    assert judged(rule("worker", f"require: {chained}"), world(*people))["W1"] == "pass"
    assert judged(rule("worker", "require: l12", extra), world(*people))["W2"] == "pass"
    assert judged(rule("worker", "require: not l12", extra), world(*people))["W2"] == "fail"


@pytest.mark.parametrize(
    ("condition", "state"),
    [
        ("hours_per_week * 1000000000000000000000 == 20000000000000000000000", "pass"),
        ("hours_per_week * 1000000000000000000000 < 20000000000000000000001", "pass"),
        ("hours_per_week * 1000000000000000000000 >= 20000000000000000000001", "fail"),
        ("hours_per_week * 0.000000000000001 == 0.00000000000002", "pass"),
        ("hours_per_week * -1 > -20.0000000001", "pass"),
    ],
)
def test_numbers_are_compared_exactly(condition, state):
    """
    A number that is too long for the matcher is compared by its place among the others.
    """
    loaded = rule("worker", f"require: {condition}")

    assert judged(loaded, world(worker(hours_per_week=20))) == {"W1": state}


def test_records_with_equal_content_have_outcomes_of_their_own():
    """
    A question of the same content is asked once, and answered for each record.
    """
    people = [worker(f"W{number}", frontline=number % 2 == 0) for number in range(30)]
    said = judged(rule("worker", "require: frontline"), world(*people))

    assert [said[f"W{number}"] for number in range(4)] == ["pass", "fail", "pass", "fail"]
    assert len(said) == 30


def test_reasons_are_those_that_all_engines_tell():
    """
    An unknown outcome has the reasons of the shared teller; where that one differs, its own.
    """
    loaded = rule("worker", "require: frontline")
    snapshot = world(worker(), worker("W2", frontline=True))
    telling = Telling(lower(loaded.rules[0]), World(snapshot, DAY, {}))
    people = snapshot.of_type("worker")

    assert telling.reasons(people["W1"]) == ("worker.frontline is missing",)
    assert telling.reasons(people["W2"]) == (UNDECIDED,)


def test_a_report_of_this_engine_says_the_same():
    """
    Findings, messages, cures and evidence do not depend on the engine.
    """
    loaded = rule(
        "worker", "latest:\n  of: supervision.held_on\n  within: P1M\n  since: started_on"
    )
    snapshot = world(
        worker(), supervision("S1", held_on="2026-01-01"), worker("W2", started_on=None)
    )
    report, again = (check(snapshot, loaded, as_of=DAY, engine=name) for name in ("memory", "rete"))

    assert again.engine == "rete"
    assert again.findings == report.findings
    assert again.rules == report.rules


def test_the_days_that_are_told_are_its_own():
    """
    Due day and lateness come from this engine, the words around them from the teller.
    """
    loaded = rule(
        "incident", "follow_up:\n  after: occurred_on\n  done: reviewed_on\n  within: P14D"
    )
    late = record("incident", "I1", occurred_on="2026-01-01", reviewed_on="2026-01-20")
    plans = [lower(one) for one in loaded.rules]
    (judgement,) = rete.evaluate(plans, world(late), as_of=DAY, parameters={})
    (detail,) = judgement.outcomes[0].details

    assert (detail.due_on, detail.days_overdue) == (date(2026, 1, 15), 5)
    assert detail.message == outcomes(loaded, world(late))["I1"].detail.message


DEFINITIONS = """
parameters:
  limit: {meaning: A limit, values: [{value: P1M, basis: proposed, source: ours}]}
define:
  worker:
    busy: hours_per_week > 3
    gone: missing(ended_on)
    hired: engagement in ("paid", "seconded")
    wide: >-
      hours_per_week == 1 or hours_per_week == 2 or hours_per_week == 3 or hours_per_week == 4
      or hours_per_week == 5 or hours_per_week == 6
"""


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("require: (frontline and is_peer) == (is_peer or frontline)", {"frontline": True}),
        ("require: (frontline and is_peer) == (is_peer and frontline)", {"frontline": False}),
        ("require: frontline == is_peer", {"frontline": True, "is_peer": False}),
        ("require: missing(frontline)", {}),
        ("require: manager.program.clinical_team", {"manager_id": "W9"}),
        ("require: manager.manager.program_id == program_id", {"manager_id": "W9"}),
        ("require: manager.manager_id == manager_id", {"manager_id": "W9"}),
        ("require: manager.busy", {"manager_id": "W9"}),
        (
            "require: started_on + value_on(limit, latest(supervision.held_on, where=peer_led)) < as_of",
            {},
        ),
        ("require: manager.gone", {"manager_id": "W9"}),
        ("require: manager.wide", {"manager_id": "W9"}),
        ("require: not manager.hired", {"manager_id": "W9"}),
        ("current: {date: contract_end_on, warn: P2B}", {"contract_end_on": "2026-11-23"}),
        ('require: manager.engagement in ("paid", "seconded")', {"manager_id": "W9"}),
        ("require: missing(manager.ended_on)", {"manager_id": "W9"}),
        ("require: 'started_on + P3B < as_of'", {}),
        (
            "latest:\n  of: supervision.held_on\n  within: P5B\n  since: started_on\n  warn: P2B",
            {"started_on": "2026-11-20"},
        ),
    ],
)
def test_paths_flags_and_business_days_that_lead_nowhere(body, values):
    """
    What is not there is not known, in both engines.
    """
    loaded = rule("worker", body, DEFINITIONS)
    session = supervision("S1", held_on="2026-01-01")
    snapshot = world(worker(**values), session, supplied=("program", "organisation"))

    assert judged(loaded, snapshot) == {"W1": outcome(loaded, snapshot)}


@pytest.mark.parametrize("interval", ["P5B", "PT24H", "P200Y"])
def test_periods_that_are_none_and_periods_beyond_the_calendar(interval):
    """
    Business days and hours are no periods, and the last period ends with the calendar.
    """
    body = "every:\n  of: report.period_start\n  period: report_interval\n  from: starts_on\n  back: P6M"
    loaded = rule("funding_agreement", body)
    agreement = record("funding_agreement", "F1", starts_on="2026-01-01", report_interval=interval)
    snapshot = world(agreement, supplied=["report"])

    assert judged(loaded, snapshot) == {"F1": outcome(loaded, snapshot, "F1")}


def test_a_period_whose_grace_needs_an_unknown_calendar_is_unknown():
    """
    Nobody knows when a grace in business days ends where no state is recorded.
    """
    body = "every:\n  of: report.period_start\n  period: P1M\n  from: started_on\n  back: P6M\n  grace: P3B"
    loaded = rule("program", body)
    known = record("program", "P1", started_on="2026-01-01", state="vic")
    unknown = record("program", "P2", started_on="2026-01-01")
    snapshot = world(known, unknown, supplied=["report", "organisation"])

    assert judged(loaded, snapshot) == {"P1": "fail", "P2": "unknown"}


def test_periods_at_the_end_of_the_calendar_end():
    """
    A period that would end after the last day of the calendar is none.
    """
    body = "every:\n  of: report.period_start\n  period: P200Y\n  from: started_on\n  back: P100Y"
    loaded = rule("program", body)
    program = record("program", "P1", started_on="2190-01-01")
    snapshot = world(program, supplied=["report"])
    as_of = date(9999, 12, 31)

    assert judged(loaded, snapshot, as_of) == {"P1": outcome(loaded, snapshot, "P1", as_of)}


def test_a_field_that_nobody_looked_for_is_unknown():
    """
    An export that was read without the field of a pack says nothing of it; a record does.
    """
    text = (
        "pack: {id: test, version: 1.0.0, title: Test}\n"
        "fields:\n  worker:\n    hat_size: {type: int, meaning: Size., privacy: internal}\n"
        "rules:\n  - {id: hats, title: No hat, for: worker, require: missing(hat_size),"
        " severity: low, strength: may, obligations: [X-1], why: It is hot., remedy: Buy one.}\n"
    )
    loaded = pack(text)
    file = Input(
        path="worker.csv", sha256=None, record_type="worker", read=1, accepted=1, rejected=0
    )
    for inputs, state in (((file,), "unknown"), ((), "pass")):
        snapshot = Snapshot.of([worker()], provenance=Provenance(inputs=inputs))

        assert judged(loaded, snapshot.known_by(loaded.schema)) == {"W1": state}


@pytest.mark.parametrize("back", ["P5B", "PT24H"])
def test_hours_looked_at_in_no_days_are_unknown(back):
    """
    A time back that comes from elsewhere may be no number of days.
    """
    items = OpenHours(
        hours=Literal({"daily": "00:00-24:00"}, Type(Kind.MAPPING), span=None),
        since=None,
        back=Literal(parse_duration(back), Type(Kind.DURATION), span=None),
    )

    assert items_of(items, lambda node: sure(node.value), DAY, lambda: None) is None


def test_threads_get_the_same_outcomes():
    """
    Evaluations that run side by side do not disturb each other.
    """
    loaded = rule("worker", "present:\n  of: supervision\n  where: held_on < as_of")
    sessions = [supervision(f"S{n}", f"W{n}", held_on="2026-01-01") for n in range(0, 20, 2)]
    snapshot = world(*(worker(f"W{n}") for n in range(20)), *sessions)

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(lambda _: judged(loaded, snapshot), range(12)))

    assert all(one == said[0] for one in said)
    assert list(said[0].values()).count("pass") == 10
