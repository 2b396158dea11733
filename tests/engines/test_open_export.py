"""The engine for large exports says of an open export what the reference engine says of records."""

import json
import sys
from datetime import date
from pathlib import Path

import attrs
import pytest

from peercomply import check, load_rules, load_snapshot
from peercomply.engines.registry import LARGE, choose
from peercomply.engines.sql import telling
from peercomply.errors import InputError
from peercomply.intake import open_typed_tables
from peercomply.intake.build import records_of
from peercomply.intake.opened import open_snapshot
from peercomply.report.json import document
from peercomply.rules.rule import schema_of
from worlds import rule

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)


def told(report):
    """Return the JSON of a report without the names of engines."""
    found = document(report)
    del found["engine"]
    for one in found["rules"]:
        del one["judged_by"]
    return json.dumps(found, ensure_ascii=False, indent=1)


@pytest.mark.parametrize(("name", "step"), [("harbour", 1), ("messy", 4), ("adrift", 5)])
def test_an_open_export_gives_the_same_report(name, step):
    """Findings, counts, evidence with its places, due days and issues are the same, byte by byte."""
    pack = load_rules("peer-support")
    pack = attrs.evolve(pack, rules=pack.rules[::step])
    path = ROOT / "fixtures" / name
    expected = told(check(load_snapshot(path, schema=schema_of([pack])), pack, as_of=DAY))

    with open_snapshot(path, schema=schema_of([pack])) as opened:
        found = told(check(opened, pack, as_of=DAY, engine="duckdb"))

    assert found == expected


def write_service(folder, workers=40):
    """Write a generated service."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from generate import write
    finally:
        sys.path.pop(0)
    write(folder, workers, "csv")
    return folder


def test_batches_change_nothing(tmp_path, monkeypatch):
    """A generated service gives the same report when few records are told at once."""
    pack = load_rules("peer-support")
    pack = attrs.evolve(pack, rules=pack.rules[::9])
    path = write_service(tmp_path / "service")
    expected = told(check(load_snapshot(path), pack, as_of=DAY))
    monkeypatch.setattr(telling, "BATCH", 7)

    with open_snapshot(path, memory_limit="300MB") as opened:
        check(opened, load_rules(ROOT / "benchmarks" / "cards"), as_of=DAY, engine="duckdb")
        found = told(check(opened, pack, as_of=DAY, engine="duckdb"))

    assert found == expected


def test_records_of_an_open_export_are_those_of_a_snapshot():
    """Whoever asks for a record gets it, with its place in the export."""
    path = ROOT / "fixtures" / "harbour"
    expected = load_snapshot(path)

    with open_snapshot(path) as opened:
        assert len(opened) == len(expected)
        assert opened.records["worker"]["W001"] == expected.records["worker"]["W001"]
        assert dict(opened.records["audit"]) == dict(expected.records["audit"])
        assert opened.provenance.locate("worker", "W001") == expected.provenance.locate(
            "worker", "W001"
        )
        assert len(opened.provenance.origins) == len(expected.provenance.origins)
        assert dict(opened.provenance.origins) == dict(expected.provenance.origins)


@pytest.mark.parametrize("name", ["harbour", "messy", "adrift"])
def test_a_record_that_is_made_of_read_values_is_the_one_that_is_checked_again(name):
    """Values that fit when the export was read are not looked at twice; the records are equal."""
    with open_typed_tables(ROOT / "fixtures" / name) as tables:
        for record_type in sorted(tables.supplied):
            expected = list(records_of(tables, record_type))
            found = list(records_of(tables, record_type, checked=False))

            assert found == expected
            assert [attrs.asdict(one) for one in found] == [attrs.asdict(one) for one in expected]


def test_a_reference_that_cannot_be_read_may_be_to_anybody(tmp_path):
    """A review with an organisation belongs to no program, unless its program cannot be read."""
    (tmp_path / "programs.csv").write_text("id,organisation_id\nP1,O1\nP2,O1\n", "utf-8")
    (tmp_path / "organisations.csv").write_text("id,name\nO1,Harbour\n", "utf-8")
    pack = rule("program", "present: {of: review}")
    found = []
    for cell in ("", "#REF!"):
        text = f"id,organisation_id,program_id\nR1,O1,{cell}\n"
        (tmp_path / "reviews.csv").write_text(text, "utf-8")
        with open_snapshot(tmp_path) as opened:
            report = check(opened, pack, as_of=DAY, engine="duckdb")
        (result,) = report.rules
        assert result.engine == ""
        found.append((result.failed, result.unknown))

    assert found == [(2, 0), (0, 2)]


def test_a_cross_check_compares_every_record():
    """The second engine sees the records that pass, too."""
    pack = load_rules(ROOT / "benchmarks" / "cards")
    path = ROOT / "fixtures" / "harbour"
    expected = check(
        load_snapshot(path), pack, as_of=DAY, engine="duckdb", cross_check=True
    ).cross_check

    with open_snapshot(path) as opened:
        found = check(opened, pack, as_of=DAY, engine="duckdb", cross_check=True).cross_check

    assert found == expected
    assert found.disagreements == ()


def test_a_limit_that_is_none_is_named():
    """An amount of memory that nobody can read, or that is too small, is an error of its own."""
    with (
        pytest.raises(InputError, match="lots: is no amount of memory"),
        open_snapshot(ROOT / "fixtures" / "harbour", memory_limit="lots"),
    ):
        pass


def test_what_does_not_fit_is_written_to_disk(tmp_path):
    """A table larger than the limit is read and judged, and the folder is gone afterwards."""
    pack = load_rules(ROOT / "benchmarks" / "cards")
    rows = "".join(f"S{row},W{row % 50},2026-01-01\n" for row in range(120_000))
    (tmp_path / "supervision.csv").write_text(f"id,worker_id,held_on\n{rows}", encoding="utf-8")
    workers = "".join(f"W{row},2020-01-01\n" for row in range(50))
    (tmp_path / "worker.csv").write_text(f"id,started_on\n{workers}", encoding="utf-8")

    with open_snapshot(tmp_path, memory_limit="40MB") as opened:
        report = check(opened, pack, as_of=DAY, engine="duckdb")

    assert {one.rule.id: one.failed for one in report.rules}["supervision-gap"] == 50


def test_auto_goes_by_the_number_of_records():
    """Few records are judged in memory, many in the database, and a name is a name."""
    assert [choose("auto", count) for count in (0, LARGE - 1, LARGE)] == [
        "memory",
        "memory",
        "duckdb",
    ]
    assert choose("rete", LARGE) == "rete"
