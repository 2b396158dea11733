"""Explanations as text and as JSON."""

import json
from pathlib import Path

import pytest

import peercomply
from peercomply.engines.explain import explain
from peercomply.report.explain import render, render_json
from worlds import DAY, record, rule, supervision, worker, world

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.fixture(scope="module")
def harbour():
    """Explain a record of the example service."""
    pack = peercomply.load_rules("peer-support")
    snapshot = peercomply.load_snapshot("fixtures/harbour")
    return lambda rule_id, subject: explain(snapshot, pack, rule_id, subject, as_of=DAY)


def told(condition, *records, subject="worker:W1", **options):
    used = rule("worker", f"require: '{condition}'")
    return render(explain(world(*records, **options), used, "test-rule", subject, as_of=DAY))


def test_the_explanation_of_the_example_is_the_golden_one(harbour):
    """
    Heading, whether it applies, whether it holds, with values, places and sources.
    """
    expected = (GOLDEN / "explain-fail.txt").read_text(encoding="utf-8")

    assert render(harbour("volunteer-agreement-missing", "worker:V03")) == expected


def test_the_explanation_of_a_record_that_passes_is_the_golden_one(harbour):
    """
    A pass is explained as well, and people's values are withheld.
    """
    expected = (GOLDEN / "explain-pass.txt").read_text(encoding="utf-8")

    assert render(harbour("co-supervision-overdue", "worker:W003")) == expected


def test_records_without_an_export_are_named_by_their_key():
    """
    Where there is no file, the record itself is the place.
    """
    text = told("started_on <= as_of", worker())

    assert "started on = 2020-01-01  [worker:W1, started_on]" in text


def test_a_condition_that_is_unknown_says_why():
    """
    The reason stands in the heading and beside the value.
    """
    text = told("frontline", worker())

    assert "worker:W1, as of 2026-11-22: unknown\n  because worker.frontline is missing\n" in text
    assert "unknown     frontline is yes (not recorded)" in text


def test_readings_that_disagree_are_said_and_shown():
    """
    The heading says how many readings were tried, and each outcome has its tree.
    """
    doubts = {("worker", "W1", "started_on"): ("2026-03-04", "2026-04-03")}
    condition = 'started_on < day("2026-04-01")'

    text = told(condition, worker(started_on=None), doubts=doubts)

    assert "2 readings of dates that can be read in two ways were tried: pass or fail" in text
    assert "Where worker.started_on day first: pass\n" in text
    assert "Where worker.started_on month first: fail\n" in text


def test_what_a_terminal_would_obey_is_escaped():
    """
    A key from an export cannot move the cursor.
    """
    rows = supervision("S\x1b[2J", held_on="2026-10-01")

    text = told("any(supervision)", worker(), rows)

    assert "\x1b" not in text
    assert "supervision:S\\x1b[2J" in text


def test_the_json_document_holds_the_same_tree(harbour):
    """
    Other programs get each part with value, outcome, source, places and parts.
    """
    found = json.loads(render_json(harbour("supervision-overdue", "worker:W010")))
    applies, holds = found["parts"]
    field = applies["parts"][0]["parts"][0]["parts"][0]

    assert found["schema"] == "peercomply.explanation/1"
    assert (found["outcome"], found["subject"]) == ("fail", {"type": "worker", "id": "W010"})
    assert (applies["outcome"], holds["outcome"]) == ("yes", "no")
    assert field["text"] == "started on"
    assert field["places"][0]["location"] == {
        "file": "workers.csv",
        "sheet": None,
        "row": 11,
        "column": "Started on",
    }


def test_the_json_document_holds_the_readings():
    """
    Each reading has its outcome; a record made in Python has no location.
    """
    doubts = {("worker", "W1", "started_on"): ("2026-03-04", "2026-04-03")}
    snapshot = world(worker(started_on=None), doubts=doubts)
    used = rule("worker", "require: started_on < as_of")

    found = json.loads(render_json(explain(snapshot, used, "test-rule", "worker:W1", as_of=DAY)))

    assert [reading["outcome"] for reading in found["readings"]] == ["pass", "pass"]
    assert found["parts"][0]["places"] == []
    assert found["parts"][1]["parts"][0]["parts"][0]["places"][0]["location"] is None


def test_a_value_that_is_not_there_is_said_beside_its_row():
    """
    A row shows each field that the condition reads, also an empty one.
    """
    used = rule("program", "require: count(incident, where=present(reviewed_on)) == 1")
    snapshot = world(record("program", "P1"), record("incident", "I1", program_id="P1"))

    text = render(explain(snapshot, used, "test-rule", "program:P1", as_of=DAY))

    assert "incident:I1: reviewed_on (no value)  [incident:I1]" in text


def test_readings_that_agree_are_shown_once():
    """
    One tree stands for all readings that have the same outcome.
    """
    doubts = {("worker", "W1", "started_on"): ("2026-03-04", "2026-04-03")}

    text = told("started_on < as_of", worker(started_on=None), doubts=doubts)

    assert "2 readings of dates that can be read in two ways were tried: pass\n" in text
    assert text.count("Where ") == 1
