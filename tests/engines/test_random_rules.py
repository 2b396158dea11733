"""Random well-typed rules over random snapshots."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from explanations import check_all
from peercomply import check
from rule_strategies import rule_sets
from strategies import snapshots
from worlds import pack

DAYS = st.dates(date(2026, 9, 1), date(2027, 3, 31))


@given(rule_sets(), snapshots(), DAYS)
def test_any_well_typed_rule_gives_each_record_one_outcome(text, snapshot, as_of):
    """
    Evaluation never raises, and passes, breaches, unknowns and the rest add up.
    """
    report = check(snapshot, pack(text), as_of=as_of)

    for result in report.rules:
        total = result.judged + result.unknown + result.not_applicable
        assert total == len(snapshot.of_type(result.rule.subject))


@given(rule_sets(), snapshots(), DAYS)
def test_an_explanation_agrees_with_the_outcome_of_any_well_typed_rule(text, snapshot, as_of):
    """
    Whatever a rule asks, explaining it never raises, and the tree leads to the outcome.
    """
    check_all(snapshot, pack(text), as_of)
