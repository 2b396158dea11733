"""The report as OSCAL assessment results: valid, complete, and never cleaner than the check."""

import json
import os
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import peercomply
from peercomply import check
from peercomply.findings.decisions.apply import waived
from peercomply.findings.decisions.grade import graded
from peercomply.findings.decisions.model import Override, Waiver
from peercomply.findings.rating import Rating
from peercomply.records.provenance import RecordKey
from peercomply.report.formats import render
from worlds import DAY, HEADER, pack, worker, world

SCHEMAS = os.environ.get("PEERCOMPLY_SCHEMAS", "")
RULE = """
  - id: {name}-missing
    title: No {name} <b>*said*</b>
    for: {subject}
    require: present({name})
    severity: high
    strength: must
    obligations: [{key}]
    why: It harms.
    remedy: Mend it.
"""
RULES = "\nrules:" + "".join(
    RULE.format(name=name, subject=subject, key=key)
    for name, subject, key in (
        ("hourly_rate", "worker", "PER-MAN-01"),
        ("level", "worker", "9 no token"),
        ("engagement", "worker", "PER-MAN-02"),
        ("title", "position", "PER-MAN-03"),
    )
).replace("hourly_rate-", "rate-")
SPACE = r"^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$"


@pytest.fixture(scope="module")
def rules():
    return pack(HEADER + RULES)


def service():
    return world(
        worker("Wลา", level="other"),
        worker("W2", level="other", engagement="paid"),
        doubts={("worker", "Wลา", "engagement"): ()},
    )


def decided(rules):
    """Check with one breach waived, and one finding rated by a person."""
    snapshot = service()
    names = {"reason": "Seen; *x*", "place": "d.yaml:2", "rule": "rate-missing"}
    waivers = [
        Waiver(
            **names,
            record=RecordKey("worker", key),
            item=None,
            approved_by="director",
            since=date(2026, 1, 1),
            until=date(2026, 12, 1),
        )
        for key in ("Wลา", "W2")
    ]
    override = Override(
        **names, finding=None, record=None, rating=Rating.LOW, decided_by="board", on=DAY
    )
    report = waived(check(snapshot, rules, as_of=DAY), waivers, snapshot)
    return graded(report, [override], snapshot)


def results_of(report, **options):
    whole = json.loads(render("oscal", report, **options))["assessment-results"]
    (result,) = whole["results"]
    return whole, result


def everything(value):
    """Yield every mapping in *value*."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from everything(one)


def test_what_is_unknown_or_was_not_supplied_is_never_satisfied(rules):
    """
    A rule that passes all is satisfied; one that fails is not; the rest is not either, with words.
    """
    _, result = results_of(check(service(), rules, as_of=DAY))
    found = {
        (one["target"]["target-id"], *one["target"]["status"].values())
        for one in result["findings"]
    }

    assert found == {
        ("rate-missing", "not-satisfied", "fail"),
        ("level-missing", "satisfied", "pass"),
        ("engagement-missing", "not-satisfied", "other"),
        ("title-missing", "not-satisfied", "other"),
    }
    said = {one["target"]["target-id"]: one["description"] for one in result["findings"]}
    assert "Not tested" in said["title-missing"]
    assert "no records of position were supplied" in said["title-missing"]
    named = result["reviewed-controls"]["control-selections"][0]["include-controls"]
    assert [one["control-id"] for one in named] == ["PER-MAN-01", "PER-MAN-02", "PER-MAN-03"]


def test_every_reference_leads_to_something_and_every_id_is_used_once(rules):
    """
    Findings lead to observations and risks, observations to records, the plan to the rules.
    """
    whole, result = results_of(decided(rules))
    parts = list(everything(whole))
    ids = [one["uuid"] for one in parts if "uuid" in one]
    led = [
        value
        for one in parts
        for name, value in one.items()
        if name in ("observation-uuid", "risk-uuid", "subject-uuid")
    ]

    assert len(ids) == len(set(ids))
    assert set(led) <= set(ids)
    assert whole["import-ap"]["href"].removeprefix("#") in ids
    assert len(result["observations"]) >= len(result["risks"]) == 1


def test_a_waiver_and_a_rating_of_a_person_stand_beside_the_risk(rules):
    """
    A risk of which every breach is waived is an approved deviation, and stays not satisfied.
    """
    _, result = results_of(decided(rules))
    (risk,) = result["risks"]
    props = {one["name"]: one["value"] for one in risk["props"]}

    assert risk["status"] == "deviation-approved"
    assert (props["rating"], props["rating-of-matrix"]) == ("low", "high")
    said = risk["mitigating-factors"][0]["description"]
    assert "by director: Seen" in said
    assert "graded down to low by board" in said
    assert "*x*" not in said.replace("\\*", "")
    (finding,) = [one for one in result["findings"] if "related-risks" in one]
    assert finding["target"]["status"]["state"] == "not-satisfied"


def test_the_same_report_gives_the_same_bytes_and_another_one_another_id(rules):
    """
    Ids are made of what they name, and no clock is read.
    """
    first = render("oscal", decided(rules))
    other, _ = results_of(check(service(), rules, as_of=date(2026, 11, 23)))

    assert first == render("oscal", decided(rules))
    assert json.loads(first)["assessment-results"]["uuid"] != other["uuid"]
    assert other["metadata"]["last-modified"] == "2026-11-23T00:00:00Z"


def valid(text):
    """Validate against the published schema, with the patterns that Python cannot read replaced."""
    name = "oscal-assessment-results-1.2.1.schema.json"
    schema = (Path(SCHEMAS) / name).read_text(encoding="utf-8")
    ours = json.dumps(r"^[^\W\d][\w.\-]*$")
    jsonschema.validate(json.loads(text), json.loads(schema.replace(json.dumps(SPACE), ours)))


@pytest.mark.skipif(not SCHEMAS, reason="PEERCOMPLY_SCHEMAS names no folder with schemas")
def test_the_results_are_valid(rules):
    """
    The published schema accepts the example service, decisions, and a check of nothing.
    """
    snapshot = peercomply.load_snapshot("fixtures/harbour")
    shipped = peercomply.load_rules("peer-support")
    valid(render("oscal", check(snapshot, shipped, as_of=DAY), base="our exports"))
    valid(render("oscal", decided(rules)))
    valid(render("oscal", check(world(), rules, as_of=DAY)))


def test_another_program_reads_them(rules, tmp_path):
    """
    compliance-trestle, where it is installed, finds as many findings and risks as there are.
    """
    reason = "compliance-trestle is not installed; it brings 40 packages and pins some of them"
    results = pytest.importorskip("trestle.oscal.assessment_results", reason=reason)
    path = tmp_path / "results.json"
    path.write_text(render("oscal", decided(rules)), encoding="utf-8")
    _, expected = results_of(decided(rules))

    (found,) = results.AssessmentResults.oscal_read(path).results

    assert len(found.findings) == len(expected["findings"])
    assert len(found.risks) == 1
