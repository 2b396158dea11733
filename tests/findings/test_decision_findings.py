"""What is wrong with decisions of people is found like anything else, and ranked among the rest."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from peercomply import check
from peercomply.findings.decisions.apply import waived
from peercomply.findings.decisions.baseline import compared, read_report
from peercomply.findings.decisions.diff import Kind, diff_reports
from peercomply.findings.decisions.model import Waiver
from peercomply.findings.rating import Rating
from peercomply.findings.trend import point_of
from peercomply.records.provenance import RecordKey
from peercomply.report.formats import render
from worlds import DAY, record, rule, supervision, worker, world

BODY = """
latest:
  of: supervision.held_on
  within: P1M
"""


@pytest.fixture(scope="module")
def pack():
    return rule("worker", BODY)


def service(*more):
    return world(
        *more or (worker(program_id="P1", organisation_id="O1"),),
        record("organisation", "O1"),
        record("program", "P1", organisation_id="O1"),
        supervision("S1", held_on="2026-09-01"),
    )


def waiver(**values):
    usual = {
        "rule": "test-rule",
        "record": RecordKey("worker", "W1"),
        "item": None,
        "reason": "On leave",
        "approved_by": "director",
        "since": date(2026, 6, 1),
        "until": date(2026, 11, 1),
        "place": "plans/waivers.yaml:7",
    }
    return Waiver(**usual | values)


def decided(pack, snapshot, *waivers):
    return waived(check(snapshot, pack, as_of=DAY), waivers, snapshot)


def own(report):
    return [one for one in report.findings if one.about_decisions]


def test_a_finding_about_a_waiver_names_program_place_days_and_what_to_do(pack):
    """
    It has all that a finding has, and stands where its grade puts it.
    """
    report = decided(pack, service(), waiver())
    (found,) = own(report)
    (breach,) = found.breaches

    assert (found.rule.id, found.program_id, found.rating) == ("waiver-expired", "P1", Rating.HIGH)
    assert (found.population, found.tested, found.breached) == (1, 1, 1)
    assert "1 of 1 waivers" in found.condition
    assert "1 with a breach that counts" in found.condition
    assert "a rule of this project" in found.source
    assert "a grade of this project" in found.rank_reason
    assert [one.rank for one in report.findings] == [1, 2]
    assert (str(breach.subject), breach.due_on, breach.days_overdue) == (
        "worker:W1",
        date(2026, 11, 1),
        21,
    )
    assert breach.item == "waiver of test-rule from 2026-06-01 to 2026-11-01"
    assert {str(one.location) for one in breach.evidence} == {"plans/waivers.yaml:7"}
    assert breach.message == "it ended on 2026-11-01"
    assert breach.trace.messages == ("it ended on 2026-11-01",)


@pytest.mark.parametrize(
    ("snapshot", "waivers"),
    [
        (service(worker("W1", ended_on="2026-01-01")), [waiver()]),
        (service(), [waiver(), waiver(since=date(2026, 11, 2), until=date(2027, 2, 1))]),
    ],
)
def test_an_expired_waiver_that_leaves_no_breach_open_is_a_record_and_rated_low(snapshot, waivers):
    """
    Waivers are kept: one whose breach has ended, or that was accepted anew, does no harm.
    """
    body = rule("worker", f"when: missing(ended_on)\n{BODY.strip()}")
    (found,) = own(decided(body, snapshot, *waivers))

    assert (found.rule.id, found.rating) == ("waiver-expired", Rating.LOW)
    assert "none with a breach that counts" in found.condition


def test_the_id_of_a_finding_and_a_breach_rests_on_no_file_and_no_line(pack):
    """
    A waiver that moves within its file, or to another one, is the same to a baseline.
    """
    first = decided(pack, service(), waiver())
    moved = decided(pack, service(), waiver(place="other.csv:2"))
    twice = decided(pack, service(), waiver(), waiver(place="other.csv:3"))

    assert own(first)[0].id == own(moved)[0].id
    assert own(first)[0].breaches[0].id == own(moved)[0].breaches[0].id
    assert len({one.id for one in own(twice)[0].breaches}) == 2


def test_a_baseline_and_a_comparison_treat_them_as_any_finding(pack, tmp_path):
    """
    Known ones are inherited, and those that were put right are resolved.
    """
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    report = decided(pack, service(), waiver())
    old.write_text(render("json", report), encoding="utf-8")
    mended = decided(pack, service(), waiver(until=date(2027, 1, 1)))
    new.write_text(render("json", mended), encoding="utf-8")
    plain = tmp_path / "plain.json"
    plain.write_text(render("json", check(service(), pack, as_of=DAY)), encoding="utf-8")

    known = compared(report, read_report(old), old)
    assert {one.breaches[0].baseline for one in known.findings} == {"inherited"}
    assert known.gating(Rating.LOW) == ()
    changes = {
        one.breach.rule: one.kind for one in diff_reports(*map(read_report, (old, new))).changes
    }
    assert changes["waiver-expired"] is Kind.RESOLVED
    found = diff_reports(*map(read_report, (plain, old)))
    assert {one.breach.rule: one.kind for one in found.changes}["waiver-expired"] is Kind.NEW
    assert found.rules == ()


def test_every_format_has_them_with_the_place_of_the_waiver(pack, tmp_path):
    """
    The file of waivers is named from where the program runs, not from the export.
    """
    report = decided(pack, service(), waiver(), waiver(record=None))

    sarif = json.loads(render("sarif", report, base="exports"))["runs"][0]
    rules = [one["id"] for one in sarif["tool"]["driver"]["rules"]]
    result = next(one for one in sarif["results"] if one["ruleId"] == "waiver-expired")
    place = result["locations"][0]["physicalLocation"]
    assert rules[result["ruleIndex"]] == "waiver-expired"
    assert place == {
        "artifactLocation": {"uri": "plans/waivers.yaml"},
        "region": {"startLine": 7},
    }
    assert "file=plans/waivers.yaml,line=7" in render("github", report, base="exports")
    assert "waiver-too-broad" in render("gitlab", report, base="exports")
    assert '<testsuite name="waiver-expired"' in render("junit", report)
    assert "peercomply waivers check FILE EXPORT" in render("html", report)
    assert "Decisions of people" in render("html", report)
    for form in ("table", "csv", "jsonl", "markdown"):
        assert "ended on 2026-11-01" in render(form, report)
    path = tmp_path / "a.xlsx"
    path.write_bytes(render("xlsx", report))
    sheet = openpyxl.load_workbook(path)["Rules"]
    listed = {row[0]: row[5:9] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert listed["waiver-expired"] == ("judged", 2, 0, 2)
    assert listed["waiver-lapsed"] == ("judged", 2, 2, 0)


def test_they_are_no_part_of_what_is_counted_of_records(pack):
    """
    The trend, the number of rules and the share that was decided stay those of the records.
    """
    before = check(service(), pack, as_of=DAY)
    report = decided(pack, service(), waiver())

    assert point_of(report) == point_of(before)
    assert report.assurance == before.assurance
    assert "1 rule was asked" in render("table", report)
    assert "Rules:    1 run" in render("table", report)


def test_without_waivers_nothing_is_added(pack):
    """
    Their rules are listed only where decisions were given.
    """
    before = check(service(), pack, as_of=DAY)

    assert decided(pack, service()) == before
    assert len(decided(pack, service(), waiver()).rules) > 1


@pytest.mark.parametrize(
    ("others", "code"),
    [
        ([], "waiver-self-approved"),
        ([worker("W2", position_id="PO1", ended_on="2026-11-22")], "waiver-self-approved"),
        ([worker("W2", position_id="PO1")], None),
        ([worker("W2", position_id="PO2")], None),
    ],
)
def test_a_role_that_the_subject_alone_holds_is_approval_by_itself(pack, others, code):
    """
    Where several hold a position of that title, it is not known who of them approved.
    """
    snapshot = service(
        worker(position_id="PO1"),
        *others,
        record("position", "PO1", title="Clinical  Director"),
        record("position", "PO2", title="clinical director"),
    )
    held = waiver(until=date(2027, 1, 1), approved_by="Clinical Director")
    report = decided(pack, snapshot, held)

    assert [one.code.value for one in report.decisions] == ([code] if code else [])


def test_a_waiver_file_with_line_ends_of_windows_gives_the_line(tmp_path):
    """
    The line of the finding is the one that an editor shows.
    """
    from peercomply.findings.decisions.load import load_waivers

    path = Path(tmp_path) / "w.csv"
    path.write_bytes(
        "rule,record,reason,approved_by,from,until\r\n\r\n"
        "test-rule,worker:ลา,ลา,director,2026-01-01,2026-02-01\r\n".encode()
    )

    assert load_waivers(path)[0].place == f"{path}:3"


def test_where_one_result_of_sarif_is_suppressed_all_say_whether_they_are(pack):
    """
    SARIF wants the property on all results of a run, or on none.
    """
    held = waiver(until=date(2027, 1, 1))
    report = decided(pack, service(), held, waiver(rule="gone", until=date(2027, 1, 1)))
    results = json.loads(render("sarif", report))["runs"][0]["results"]

    assert sorted(len(one["suppressions"]) for one in results) == [0, 1]
    before = json.loads(render("sarif", check(service(), pack, as_of=DAY)))["runs"][0]["results"]
    assert all("suppressions" not in one for one in before)
