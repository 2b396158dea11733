"""The findings table and its summary."""

from pathlib import Path

import peercomply
from peercomply import check
from peercomply.findings.rating import Rating
from peercomply.records.issue_codes import IssueCode, IssueSeverity
from peercomply.records.provenance import DataIssue
from peercomply.records.snapshot import Provenance, Snapshot
from peercomply.report.plain import plain
from peercomply.report.table import render
from worlds import DAY, record, rule, worker, world

GOLDEN = Path(__file__).parent.parent / "golden" / "harbour.txt"


def frontline(*people, **options):
    return check(world(*people, **options), rule("worker", "require: frontline"), as_of=DAY)


def test_the_table_of_the_example_service_is_the_golden_one():
    """
    One line for each finding, the worst first, then the summary.
    """
    report = check(
        peercomply.load_snapshot("fixtures/harbour"),
        peercomply.load_rules("peer-support"),
        as_of=DAY,
    )

    assert render(report) == GOLDEN.read_text(encoding="utf-8")


def test_the_table_says_how_many_findings_it_leaves_out():
    """
    Nothing is lost in silence: what is not shown is counted.
    """
    programs = [record("program", f"P{n:02}") for n in range(30)]
    people = [worker(f"W{n:02}", program_id=f"P{n:02}", frontline=False) for n in range(30)]
    report = frontline(*programs, *people)

    assert "5 more findings not shown; --top 0 shows all of them" in render(report)
    assert "29 more findings not shown" in render(report, top=1)
    assert "not shown" not in render(report, top=0)
    assert render(report, top=0).count("Something is wrong") == 30


def test_a_clean_report_says_none_and_not_nothing():
    """
    Without findings the summary still says what was judged.
    """
    text = render(frontline(worker(frontline=True)))

    assert "Findings: none" in text
    assert "1 run, 1 judged records, 1 of them without a breach or an unknown" in text
    assert "Data:     no issues" in text


def test_a_report_that_rests_on_nothing_does_not_look_clean():
    """
    Rules that judged nothing, and types that were not supplied, are named.
    """
    empty = render(frontline(supplied=["worker"]))
    missing = render(frontline())

    assert "1 judged nothing: test-rule" in empty
    assert "1 not judged: test-rule" in missing
    assert "no records were supplied of: worker" in missing
    assert "0 of 0 decided" in missing
    assert "Findings: none, for nothing could be judged" in empty
    assert "Findings: none, for nothing could be judged" in missing


def test_only_the_first_records_are_named_and_the_rest_counted():
    """
    A finding with many breaches names three records.
    """
    text = render(frontline(*(worker(f"W{n}", frontline=False) for n in range(5))))

    assert "W0, W1, W2 and 2 more" in text


def test_keys_cannot_write_to_the_terminal():
    """
    Control characters in a key are shown as escapes.
    """
    text = render(frontline(worker("W\x1b[31m1", frontline=False)))

    assert "\x1b" not in text
    assert "W\\x1b[31m1" in text
    assert plain("plain ก") == "plain ก"


def test_ratings_can_be_painted():
    """
    A terminal gets the colour of each rating.
    """
    text = render(
        frontline(worker(frontline=False)), paint=lambda word, rating: f"<{word}:{rating.value}>"
    )

    assert f"<high:{Rating.HIGH.value}>" in text


def test_many_data_issues_are_cut_and_counted_the_errors_first():
    """
    The summary shows the worst ten issues and says how many more there are.
    """
    issues = tuple(
        DataIssue(
            code=IssueCode.UNKNOWN_COLUMN, severity=severity, message=f"column {n}", file="a.csv"
        )
        for severity in (IssueSeverity.NOTE, IssueSeverity.ERROR)
        for n in range(7)
    )
    snapshot = Snapshot.of([worker(frontline=True)], provenance=Provenance(issues=issues))
    text = render(check(snapshot, rule("worker", "require: frontline"), as_of=DAY))

    assert "7 errors, 7 notes in the export" in text
    assert text.index("error[DI104]") < text.index("note[DI104]")
    assert "and 4 more in the JSON report" in text


def test_columns_that_are_not_there_are_named():
    """
    A column that rules read and no file has is read as empty, and the summary says so.
    """
    headings = {("w.csv", "worker", "id"): "id"}
    snapshot = Snapshot.of([worker()], provenance=Provenance(headings=headings))
    audited = "frontline and any(audit, where=program_id == this.program_id)"
    alone = render(check(snapshot, rule("worker", "require: frontline"), as_of=DAY))
    beside = render(check(snapshot, rule("worker", f"require: {audited}"), as_of=DAY))

    assert "Missing:  no file has a column for: worker.frontline; read as empty" in alone
    assert "Missing:  no records were supplied of: audit" in beside
    assert "          no file has a column for: worker.frontline, worker.program_id" in beside


def test_many_reasons_and_due_days_are_cut_and_counted():
    """
    The summary shows ten reasons and five due days, and counts the rest.
    """
    truths = "frontline is_peer inexperienced experienced_peer first_peer_position".split()
    days = "contract_end_on flexible_hours_decided_on ended_on".split()
    texts = "engagement level perspective flexible_hours".split()
    parts = truths + [f"{name} <= as_of" for name in days] + [f"{name} == {name}" for name in texts]
    reasons = check(world(worker()), rule("worker", f"require: {' and '.join(parts)}"), as_of=DAY)
    policies = [record("policy", f"P{n}", review_due_on="2026-12-01") for n in range(7)]
    due = check(
        world(*policies), rule("policy", "current:\n  date: review_due_on\n  warn: P30D"), as_of=DAY
    )

    assert "and 2 more reasons in the JSON report" in render(reasons)
    assert "and 2 more in the JSON report" in render(due)


def test_a_finding_without_program_and_organisation_says_so():
    """
    A worker who belongs nowhere is not lost.
    """
    assert "not known" in render(frontline(worker(frontline=False)))
