"""Any rule means the same on every engine."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply import EngineUnavailableError
from peercomply.engines.memory import evaluate
from peercomply.engines.registry import load_engine
from peercomply.findings.cross_check import compare
from peercomply.plan.lower import lower
from rule_strategies import rule_sets
from strategies import snapshots
from worlds import pack

DAYS = st.dates(date(2026, 9, 1), date(2027, 3, 31))
SUBJECTS = ("worker", "program", "incident", "shift", "budget", "report", "match", "audit")
OTHERS = ("organisation", "supervision", "training", "agreement", "attestation", "meeting")
WORLDS = st.one_of(snapshots(), snapshots(always=(*SUBJECTS, *OTHERS)))


EXAMPLES = {"rete": 120, "duckdb": 60}
"""A world costs the database half a second, most of it in planning."""


@pytest.mark.parametrize("engine", [*EXAMPLES])
def test_engines_agree_about_any_rule_and_any_records(engine):
    """
    Outcomes, failing items, due days and homes of records are the same, whatever is asked.
    """
    try:
        evaluate_again = load_engine(engine)
    except EngineUnavailableError as error:
        pytest.skip(str(error))

    @settings(max_examples=EXAMPLES[engine])
    @given(rule_sets(), WORLDS, DAYS)
    def agree(text, snapshot, as_of):
        loaded = pack(text)
        plans = [lower(rule) for rule in loaded.rules]
        first, second = (
            judge(plans, snapshot, as_of=as_of, parameters=loaded.parameters)
            for judge in (evaluate, evaluate_again)
        )

        assert compare(first, second, engine).disagreements == ()

    agree()
