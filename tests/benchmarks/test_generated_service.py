"""The service that benchmarks are measured on keeps most of its promises, and is always the same."""

import sys
from datetime import date
from pathlib import Path

import pytest

from peercomply import load_rules, load_snapshot
from peercomply.engines.memory import evaluate
from peercomply.engines.outcomes import State
from peercomply.plan.lower import lower
from peercomply.records.model import RECORD_TYPES
from peercomply.records.provenance import IssueSeverity

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
try:
    import generate
finally:
    sys.path.pop(0)


def test_a_service_keeps_most_of_its_promises(tmp_path):
    """Nothing is wrong with the export, and no rule fails or is unknown for many records."""
    generate.write(tmp_path, 50, "csv")
    pack, snapshot = load_rules("peer-support"), load_snapshot(tmp_path)
    plans = [lower(rule) for rule in pack.rules]
    judged = evaluate(
        plans, snapshot, as_of=date.fromisoformat(generate.DAY), parameters=pack.parameters
    )

    states = {one.rule.id: [said.state for said in one.outcomes] for one in judged}
    applied = {
        rule: [state for state in said if state is not State.NOT_APPLICABLE]
        for rule, said in states.items()
    }
    often = {
        rule
        for rule, said in applied.items()
        if len(said) > 20
        and max(said.count(State.FAIL), said.count(State.UNKNOWN)) > 0.1 * len(said)
    }
    bad = sum(state in {State.FAIL, State.UNKNOWN} for said in applied.values() for state in said)
    assert {issue.severity for issue in snapshot.provenance.issues} <= {IssueSeverity.NOTE}
    assert {name: len(snapshot.of_type(name)) for name in RECORD_TYPES} == generate.sizes(50)
    assert often == set()
    assert 0.01 < bad / len(snapshot) < 0.04
    assert sum(bool(said) for said in applied.values()) > 0.8 * len(pack.rules)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_same_bytes_are_written_each_time(tmp_path, form):
    """Two exports of one size are equal in each file."""
    only = ("worker", "supervision", "shift", "meeting", "attestation")

    rows = {generate.write(tmp_path / name, 130, form, only) for name in "ab"}

    first, second = (
        [(path.name, path.read_bytes()) for path in sorted((tmp_path / name).iterdir())]
        for name in "ab"
    )
    assert first == second
    assert [name for name, _ in first] == sorted(f"{name}.{form}" for name in only)
    assert rows == {sum(generate.sizes(130)[name] for name in only)}


def test_every_column_is_a_field():
    """A column that is misspelt would be left out in silence."""
    unknown = {
        (name, column)
        for name, parts in generate.PARTS.items()
        for part in parts
        for column in part.columns.keys() - RECORD_TYPES[name].fields.keys()
    }

    assert unknown == set()
    assert generate.PARTS.keys() == RECORD_TYPES.keys()


@pytest.mark.parametrize("workers", [20, 75, 150, 250])
def test_every_record_type_has_records(workers):
    """Record types are never empty, but for shifts where there is no line for the night."""
    sizes = generate.sizes(workers)

    assert {name for name, size in sizes.items() if not size} <= {"shift"}
    assert sizes["supervision"] == 10 * workers
    assert sizes["incident"] == 2 * workers


def test_too_few_workers_are_refused(tmp_path):
    """Records name the first twenty workers, so there are no services with fewer."""
    with pytest.raises(ValueError, match="19 workers are too few: a service has 20 or more"):
        generate.write(tmp_path / "service", 19)

    assert not (tmp_path / "service").exists()


def test_two_forms_do_not_share_a_folder(tmp_path):
    """Whoever reads a folder with both forms would find each record twice."""
    generate.write(tmp_path, 20, "csv", ("program",))

    with pytest.raises(ValueError, match="holds csv files: write parquet to a folder of its own"):
        generate.write(tmp_path, 20, "parquet", ("program",))
