"""The report as SARIF: valid, complete, and read by another program as it was meant."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

import peercomply
from peercomply import check
from peercomply.report.formats import render
from worlds import DAY, rule, worker, world

SCHEMAS = os.environ.get("PEERCOMPLY_SCHEMAS", "")


@pytest.fixture(scope="module")
def report():
    """Check the example service once."""
    snapshot = peercomply.load_snapshot("fixtures/harbour")
    return check(snapshot, peercomply.load_rules("peer-support"), as_of=DAY)


def run_of(report, **options):
    (run,) = json.loads(render("sarif", report, **options))["runs"]
    return run


def test_each_breach_is_a_result_in_the_order_of_the_report(report):
    """
    Fingerprints are the ids of breaches; the rule that a result points to is its rule.
    """
    run = run_of(report)
    failed = [one for one in run["results"] if one["kind"] == "fail"]
    expected = [late.id for one in report.findings for late in one.breaches]

    assert [one["partialFingerprints"]["primaryLocationLineHash"] for one in failed] == expected
    for one in run["results"]:
        assert run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"]


def test_every_breach_stands_in_a_line_of_a_file(report):
    """
    Paths begin with the folder of the export, with signs that an address cannot hold escaped.
    """
    failed = [one for one in run_of(report, base="our exports")["results"] if one["kind"] == "fail"]
    places = [one["locations"][0]["physicalLocation"] for one in failed]

    assert places[0]["artifactLocation"]["uri"] == "our%20exports/concerns.csv"
    assert places[0]["region"] == {"startLine": 5}
    assert all(place["region"]["startLine"] > 1 for place in places)


def test_what_was_not_decided_is_said(report):
    """
    Unknown is a result to review, without level and rank; what judged nothing is a notification.
    """
    run = run_of(report)
    review = [one for one in run["results"] if one["kind"] == "review"]
    (invocation,) = run["invocations"]
    notes = [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]

    assert [one["ruleId"] for one in review] == [one.rule.id for one in report.rules if one.unknown]
    assert {one["level"] for one in review} == {"none"}
    assert not any("rank" in one for one in review)
    assert all(
        any(n.startswith(f"{rule}: ") for n in notes) for rule in report.assurance.not_judged
    )
    assert len([n for n in notes if ".csv" in n]) >= len(report.data_issues)


def test_a_check_without_breaches_has_results_that_are_empty():
    """
    An empty list says that the check ran, and no list that it did not.
    """
    pack = rule("worker", "require: present(started_on)")

    assert run_of(check(world(worker()), pack, as_of=DAY))["results"] == []


def test_records_made_in_python_are_named_by_their_keys():
    """
    Without a file the record is the place.
    """
    pack = rule("worker", "require: missing(started_on)")
    (one,) = run_of(check(world(worker()), pack, as_of=DAY))["results"]

    assert one["locations"] == [
        {"logicalLocations": [{"fullyQualifiedName": "worker:W1", "kind": "record"}]}
    ]


def test_another_program_reads_rules_and_results(report):
    """
    pysarif finds as many results and rules as there are, with their texts.
    """
    pysarif = pytest.importorskip("pysarif")
    (run,) = pysarif.load_from_json(render("sarif", report)).runs
    unknown = [one for one in report.rules if one.unknown]

    assert len(run.results) == sum(len(one.breaches) for one in report.findings) + len(unknown)
    assert len(run.tool.driver.rules) == len(report.rules)
    assert run.results[0].message.text.startswith(report.findings[0].rule.title)


@pytest.mark.skipif(not SCHEMAS, reason="PEERCOMPLY_SCHEMAS names no folder with schemas")
def test_the_report_is_valid(report):
    """
    The published schema accepts it.
    """
    schema = json.loads((Path(SCHEMAS) / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))

    jsonschema.validate(json.loads(render("sarif", report)), schema)
