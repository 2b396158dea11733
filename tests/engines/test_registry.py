"""Which engines there are, and what is said where one cannot be used."""

import sys

import pytest

from peercomply import EngineUnavailableError, check
from peercomply.engines import memory, registry
from worlds import DAY, rule, worker, world

FRONTLINE = "require: frontline"


@pytest.fixture
def without_rete(monkeypatch):
    """Let the matcher be one that cannot be imported."""
    for name in [name for name in sys.modules if name.startswith("peercomply.engines.rete")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)


def test_the_reference_is_always_there():
    """
    An engine is the function that evaluates.
    """
    assert registry.load_engine("memory") is memory.evaluate


def test_an_engine_that_cannot_be_imported_says_why_and_what_to_do(without_rete):
    """
    The error names the reason and the command that installs it.
    """
    with pytest.raises(EngineUnavailableError) as caught:
        check(world(), rule("worker", FRONTLINE), as_of=DAY, engine="rete")

    assert caught.value.engine == "rete"
    assert "durable_rules_engine" in caught.value.problem
    assert "pip install 'peercomply[rete]'" in caught.value.hint
    assert "Python below 3.13" in str(caught.value)


def test_without_a_second_engine_a_cross_check_is_refused(without_rete):
    """
    Nobody is told that something was confirmed which was not.
    """
    with pytest.raises(EngineUnavailableError, match="no second engine beside 'memory' is there"):
        check(world(worker()), rule("worker", FRONTLINE), as_of=DAY, cross_check=True)


def test_the_second_opinion_on_another_engine_is_that_of_the_reference(without_rete):
    """
    Where the preferred second engine is not there, the reference gives the opinion.
    """
    assert registry.second_engine("steam") == ("memory", memory.evaluate)
    assert registry.second_engine("rete") == ("memory", memory.evaluate)
