"""
One meaning, several engines: every situation, as data, on each engine that is there.

Each topic is a pack with its cases beside it. They are the situations of tests/engines, turned into
data; whoever adds one there adds it here.
"""

import os
from pathlib import Path

import pytest

from peercomply import EngineUnavailableError, load_rules
from peercomply.engines.registry import ENGINES, load_engine
from peercomply.findings.cases import run_case
from peercomply.rules.cases import load_cases

ROOT = Path(__file__).parents[2]
TOPICS = sorted(path for path in Path(__file__).parent.iterdir() if any(path.glob("*.cases.yml")))
LANGUAGE = ROOT / "fixtures" / "language"
SHIPPED = ROOT / "rules" / "peer-support"
FLEET = ROOT / "tests" / "fleet" / "rules"

# What an engine cannot do yet: the case by rule and name, with the words of its difference. The
# case has to fail with these words, so a gap that is closed is noticed.
GAPS = {
    "memory": {},
    "duckdb": {},
    "spark": {},
    # All values of a condition become one fact before the network sees it, so columns that decide
    # nothing are asked for, too; with more than six of them the outcome is unknown.
    "rete": {
        (
            "too-many-ambiguous-columns-that-decide-nothing",
            "What is decided without ambiguous columns stays decided",
        ): "C1: expected pass, was unknown"
    },
}


EVERY = int(os.environ.get("PEERCOMPLY_EVERY", "8"))
"""DuckDB compiles a query for each case: of the telling cases it sees every so many, by the rule."""


def telling(cases):
    """
    Return the fewest cases in which each rule shows every outcome that its cases expect.

    The case with most outcomes that were not seen yet comes first, of several the first one.
    """
    by_rule = {}
    for case in cases:
        by_rule.setdefault(case.rule, []).append(case)
    chosen = []
    for own in by_rule.values():
        lacking = set().union(*(case.states for case in own))
        while lacking:
            best = max(own, key=lambda case: len(lacking & case.states))
            lacking -= best.states
            chosen.append(best)
    return chosen


def missing(engine):
    """Say why *engine* cannot be used here; an empty text if it can."""
    try:
        load_engine(engine)
    except EngineUnavailableError as error:
        return str(error)
    return ""


EVERYWHERE = [
    pytest.param(
        name,
        place,
        marks=pytest.mark.skipif(bool(missing(name)), reason=missing(name) or "there"),
        id=f"{place.stem}-{name}",
    )
    for place in [*TOPICS, LANGUAGE, SHIPPED, FLEET]
    for name in ENGINES
    if place != SHIPPED or name == "memory"  # the slow engines have a test of their own
    if name != "spark"  # it starts a Java: tests/engines/test_spark.py
]


@pytest.mark.parametrize(("engine", "location"), EVERYWHERE)
def test_every_engine_gives_rules_their_meaning(engine, location):
    """
    Each case has its outcome, its due day and its failing items, whichever engine judges.
    """
    pack = load_rules(location)
    cases = load_cases(location, pack)

    assert cases
    assert differences(engine, cases, pack) == []


@pytest.mark.parametrize(("engine", "every"), [("duckdb", EVERY), ("rete", 1)])
def test_slow_engines_give_the_shipped_rules_their_meaning(engine, every):
    """
    Outcomes of the shipped rules, as their cases expect them; PEERCOMPLY_EVERY=1 for all of them.
    """
    if missing(engine):
        pytest.skip(missing(engine))
    pack = load_rules(SHIPPED)
    cases = telling(load_cases(SHIPPED, pack))[::every]

    assert cases
    assert differences(engine, cases, pack) == []


def differences(engine, cases, pack):
    """Return what *engine* says of *cases* against what they expect, the known gaps aside."""
    gaps, wrong = GAPS.get(engine, {}), []
    for case in cases:
        result, gap = run_case(case, pack, engine=engine), gaps.get((case.rule, case.name))
        found = "; ".join(result.differences)
        if (gap is None and found) or (gap is not None and gap not in found):
            wrong.append(f"{case.span} {case.name}: {found or f'no longer differs: {gap}'}")
    return wrong


def test_a_slow_engine_sees_every_outcome_of_every_shipped_rule():
    """
    Fewer cases, and for each rule still each outcome that its cases expect.
    """
    cases = load_cases(SHIPPED, load_rules(SHIPPED))
    every, some = (
        {(case.rule, state) for case in these for state in case.states}
        for these in (cases, telling(cases))
    )

    assert every == some
    assert len(telling(cases)) < len(cases)


def test_every_gap_of_an_engine_names_a_case():
    """
    A marker for a case that is gone is a mistake.
    """
    known = {
        (case.rule, case.name)
        for location in [*TOPICS, LANGUAGE, SHIPPED, FLEET]
        for case in load_cases(location, load_rules(location))
    }

    assert all(key in known for gaps in GAPS.values() for key in gaps)


def test_every_engine_has_its_table_of_gaps():
    """
    A new engine joins the suite in the change that adds it.
    """
    assert set(GAPS) == set(ENGINES)
