"""What questions rules holds for any well-typed rule, over random snapshots."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply.engines.explanation import Truth
from peercomply.engines.memory import Judge, evaluate, evaluate_in
from peercomply.engines.watching import Watcher
from peercomply.engines.world import World
from peercomply.findings.boundaries import _of_rule
from peercomply.plan.chain import plans_of
from peercomply.report.rules.boundaries import render
from peercomply.rules.cases import Case, Expected
from peercomply.rules.conditions import conditions_of, definitions_of
from peercomply.rules.lint import lint
from peercomply.rules.possible import can_fail, can_hold
from rule_strategies import rule_sets
from strategies import snapshots
from worlds import pack

DAYS = st.dates(date(2026, 9, 1), date(2027, 3, 31))


@given(rule_sets(), snapshots(), DAYS)
def test_what_a_condition_was_it_can_be(text, snapshot, as_of):
    """
    No condition of any rule is true that can never hold, nor false that always does; lint agrees.
    """
    loaded = pack(text)
    lint(loaded, ())

    for rule in loaded.rules:
        for node, truths in _watched(rule, loaded, snapshot, as_of):
            assert Truth.YES not in truths or can_hold(node)
            assert Truth.NO not in truths or can_fail(node)


def _watched(rule, loaded, snapshot, as_of):
    *others, plan = plans_of(rule.id, loaded)
    world, watcher = World(snapshot, as_of, loaded.parameters), Watcher()
    evaluate_in(world, others)
    judge = Judge.of(plan, world, watcher)
    known = [*conditions_of(rule), *(one for d in definitions_of(rule) for one in d.conditions)]
    for record in snapshot.of_type(rule.subject).values():
        truths = watcher.judged(judge, record)
        yield from ((one.node, truths.get(id(one.node), frozenset())) for one in known)


@settings(max_examples=40)
@given(rule_sets(), snapshots(), DAYS)
def test_the_boundaries_of_any_rule_can_be_tried(text, snapshot, as_of):
    """
    Whatever the case, none of its variants raises, and each starts from what the rule says.
    """
    loaded = pack(text)

    for rule in loaded.rules:
        plans = plans_of(rule.id, loaded)
        *_, judged = evaluate(plans, snapshot, as_of=as_of, parameters=loaded.parameters)
        expect = {one.subject.id: Expected(state=one.state.value) for one in judged.outcomes}
        case = Case(
            rule=rule.id, name="all", as_of=as_of, snapshot=snapshot, expect=expect, span=rule.span
        )
        found = _of_rule(rule, loaded, [case])
        for trial in found.trials:
            for probe in trial.probes:
                if probe.change == "as it is":
                    assert probe.state.value == expect[trial.record].state
        assert render([found])
