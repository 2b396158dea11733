"""Any rule means the same on every engine."""

import pytest

from agreeing import agree
from peercomply import EngineUnavailableError
from peercomply.engines.registry import load_engine

WORLDS = {"rete": 120, "duckdb": 40}
"""A world costs the database half a second, most of it in planning."""


@pytest.mark.parametrize("engine", [*WORLDS])
def test_engines_agree_about_any_rule_and_any_records(engine):
    """
    Outcomes, failing items, due days and homes of records are the same, whatever is asked.
    """
    try:
        evaluate_again = load_engine(engine)
    except EngineUnavailableError as error:
        pytest.skip(str(error))

    agree(engine, evaluate_again, WORLDS[engine])
