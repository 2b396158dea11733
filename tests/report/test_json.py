"""The JSON report: the contract with other programs."""

import json
from pathlib import Path

import peercomply
from peercomply import check
from peercomply.report.json import render
from worlds import DAY, record, rule, supervision, worker, world

BODY = "when: is_peer\nlatest:\n  of: supervision.held_on\n  within: P1M\n  since: started_on"


def harbour():
    snapshot = peercomply.load_snapshot("fixtures/harbour")
    return json.loads(render(check(snapshot, peercomply.load_rules("peer-support"), as_of=DAY)))


def small(*records, **options):
    return json.loads(render(check(world(*records, **options), rule("worker", BODY), as_of=DAY)))


def test_the_report_has_every_part_of_the_contract():
    """
    The keys of the published schema are there, in every part.
    """
    report = harbour()

    assert report["schema"] == "peercomply.report/1"
    assert (report["as_of"], report["engine"]) == ("2026-11-22", "memory")
    assert set(report["packs"][0]) == {"id", "version", "sha256", "changes", "left_out"}
    assert set(report["inputs"][0]) >= {
        "path",
        "sha256",
        "record_type",
        "read",
        "accepted",
        "rejected",
    }
    assert set(report["rules"][0]) >= set(
        "id obligations severity strength judged pass fail unknown not_applicable waived "
        "unknown_reasons judged_by".split()
    )
    assert set(report["findings"][0]) >= set(
        "id rank rule obligations program_id organisation_id rating likelihood consequence population "
        "tested breached unknown criteria condition consequence_text corrective_action source "
        "rank_reason breaches".split()
    )
    assert set(report["findings"][0]["breaches"][0]) >= set(
        "id subject item due_on days_overdue message cure waiver evidence".split()
    )
    assert set(report["data_issues"][0]) >= set(
        "code severity file row column value message".split()
    )
    assert set(report["assurance"]) >= set(
        "records_in_scope judged_share not_supplied judged_nothing".split()
    )
    assert (
        len(report["assurance"]["attested_only"]),
        len(report["assurance"]["not_checkable"]),
    ) == (68, 7)
    assert report["assurance"]["issues_in_scope"] == 11
    assert "68 obligations rest on self-assessment alone" in report["assurance"]["statement"]


def test_every_breach_can_be_traced_to_file_row_and_column():
    """
    Evidence of an export names the place of every value.
    """
    breaches = [breach for finding in harbour()["findings"] for breach in finding["breaches"]]
    places = [cell["location"] for breach in breaches for cell in breach["evidence"]]

    assert all(breach["evidence"] for breach in breaches)
    assert all(place["file"].endswith(".csv") and place["row"] >= 2 for place in places)


def test_a_place_carries_the_heading_as_it_was_written():
    """
    The column is that of the file and not the name of the field.
    """
    finding = next(
        one for one in harbour()["findings"] if one["rule"] == "line-supervision-overdue"
    )
    cells = [cell for breach in finding["breaches"] for cell in breach["evidence"]]
    held = next(cell for cell in cells if cell["field"] == "held_on")

    text = Path("fixtures/harbour", held["location"]["file"]).read_text(encoding="utf-8-sig")
    assert held["location"]["column"] in text.splitlines()[0]


def test_sensitive_values_are_withheld():
    """
    That somebody is a peer decides the rule and does not stand in the report.
    """
    report = small(worker(is_peer=True, started_on="2020-01-01"), supplied=["supervision"])
    (breach,) = report["findings"][0]["breaches"]
    cells = {cell["field"]: cell for cell in breach["evidence"]}

    assert cells["is_peer"]["value"] is None
    assert cells["is_peer"]["withheld"] is True
    assert cells["started_on"] == {
        "record": {"type": "worker", "id": "W1"},
        "field": "started_on",
        "value": "2020-01-01",
        "withheld": False,
        "location": None,
    }


def test_the_share_of_decided_outcomes_is_none_without_any():
    """
    Nothing judged is not everything judged.
    """
    assert small()["assurance"]["judged_share"] is None
    assert small(worker(is_peer=False))["assurance"]["judged_share"] is None
    assert small(worker())["assurance"]["judged_share"] == 0


def test_text_in_other_scripts_stays_readable():
    """
    A key in Thai is written as it is.
    """
    text = render(
        check(
            world(worker("สมชาย", is_peer=True), supplied=["supervision"]),
            rule("worker", BODY),
            as_of=DAY,
        )
    )

    assert '"สมชาย"' in text


def test_what_is_due_soon_stands_in_the_report():
    """
    Pipelines learn of the next due days as well.
    """
    body = BODY + "\n  warn: P14D"
    held = supervision("S1", held_on="2026-11-01")
    snapshot = world(record("program", "P1"), worker(is_peer=True, program_id="P1"), held)
    report = json.loads(render(check(snapshot, rule("worker", body), as_of=DAY)))

    assert report["due_soon"] == [
        {
            "rule": "test-rule",
            "subject": {"type": "worker", "id": "W1"},
            "program_id": "P1",
            "due_on": "2026-12-01",
        }
    ]
