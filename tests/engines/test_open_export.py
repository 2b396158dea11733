"""The engine for large exports says of an open export what the reference engine says of records."""

import json
from datetime import date
from pathlib import Path

import pytest

from peercomply import check, load_rules, load_snapshot
from peercomply.intake.opened import open_snapshot
from peercomply.report.json import document
from peercomply.rules.rule import schema_of

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)


def told(report):
    """Return the JSON of a report without the names of engines."""
    found = document(report)
    del found["engine"]
    for rule in found["rules"]:
        del rule["judged_by"]
    return json.dumps(found, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("name", ["harbour", "messy", "ward", "adrift", "tidy", "unasked"])
def test_an_open_export_gives_the_same_report(name):
    """Findings, counts, evidence with its places, due days and issues are the same, byte by byte."""
    pack = load_rules("peer-support")
    path = ROOT / "fixtures" / name
    expected = told(check(load_snapshot(path, schema=schema_of([pack])), pack, as_of=DAY))

    with open_snapshot(path, schema=schema_of([pack])) as opened:
        found = told(check(opened, pack, as_of=DAY, engine="duckdb"))

    assert found == expected
