"""Findings and the report of one run."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction

import pytest

from peercomply import EngineUnavailableError, check, explain, load_rules
from peercomply.findings.rank import lateness
from peercomply.records.snapshot import Provenance, Snapshot
from worlds import DAY, HEADER, RULE, pack, record, rule, supervision, worker, world

FRONTLINE = "require: frontline"


def report(body, *records, subject="worker", **options):
    return check(world(*records, **options), rule(subject, body), as_of=DAY)


def test_exceptions_of_one_rule_in_one_program_are_one_finding():
    """
    Forty workers without supervision are one finding with forty breaches.
    """
    people = [
        worker(f"W{number:02}", program_id="P1", frontline=number >= 40) for number in range(52)
    ]
    (finding,) = report(FRONTLINE, record("program", "P1"), *people).findings

    assert (finding.breached, finding.tested, finding.population) == (40, 52, 52)
    assert len(finding.breaches) == 40
    assert finding.condition == "40 of 52 tested worker records fail, of 52 in all"


def test_programs_have_findings_of_their_own():
    """
    The same offence in two programs is two findings.
    """
    records = [record("program", "P1"), record("program", "P2")]
    people = [
        worker("W1", program_id="P1", frontline=False),
        worker("W2", program_id="P2", frontline=False),
    ]
    found = report(FRONTLINE, *records, *people).findings

    assert [finding.program_id for finding in found] == ["P1", "P2"]


def test_records_of_the_whole_organisation_form_a_finding_of_it():
    """
    Without a program the organisation is named.
    """
    (finding,) = report(FRONTLINE, worker(organisation_id="O1", frontline=False)).findings

    assert (finding.program_id, finding.organisation_id) == (None, "O1")


def test_identity_does_not_depend_on_the_other_records():
    """
    A breach and a finding keep their ids when records come and go.
    """
    alone = report(FRONTLINE, worker("W1", frontline=False)).findings[0]
    among = report(FRONTLINE, *(worker(f"W{n}", frontline=False) for n in range(5))).findings[0]

    assert alone.id == among.id
    assert alone.breaches[0].id in {breach.id for breach in among.breaches}


def test_breaches_stand_the_most_overdue_first():
    """
    The record that waits longest is named first.
    """
    body = "latest:\n  of: supervision.held_on\n  within: P1M\n  since: started_on"
    people = [worker("W1", started_on="2026-09-01"), worker("W2", started_on="2026-01-01")]
    (finding,) = report(body, *people, supplied=["supervision"]).findings

    assert [breach.subject.id for breach in finding.breaches] == ["W2", "W1"]
    assert lateness(finding.breaches[0]) == 294 / Fraction(1461, 48)


def test_strength_decides_between_equal_ratings():
    """
    What a source says must be done ranks before what it says should be done.
    """
    text = HEADER + RULE.format(subject="worker", body="    require: frontline")
    text += (
        RULE.format(subject="worker", body="    require: frontline")
        .replace("\nrules:\n", "")
        .replace("test-rule", "other-rule")
        .replace("strength: should", "strength: must")
    )
    found = check(world(worker(frontline=False)), pack(text), as_of=DAY).findings

    assert [finding.rule.id for finding in found] == ["other-rule", "test-rule"]
    assert "the source says must" in found[0].rank_reason


def test_every_finding_says_why_it_stands_where_it_stands():
    """
    The reason names likelihood, consequence, strength, lateness and the number of breaches.
    """
    body = "latest:\n  of: supervision.held_on\n  within: P1M\n  since: started_on"
    (finding,) = report(body, worker(started_on="2026-09-01"), supplied=["supervision"]).findings

    assert finding.rank_reason == (
        "rated extreme: likely (fewer than 10 tested, so lateness decides) with major consequence "
        "(severity high); the source says should; the longest overdue by 52 days, 1.7 intervals; 1 breach"
    )


def test_a_share_of_many_is_said_in_the_reason():
    """
    With ten or more tested the reason names the share.
    """
    people = [worker(f"W{n}", frontline=n > 5) for n in range(20)]
    (finding,) = report(FRONTLINE, *people).findings

    assert "possible (30% of 20 tested fail)" in finding.rank_reason
    assert finding.rank_reason.endswith("6 breaches")


def test_results_count_every_outcome_and_its_reasons():
    """
    Pass, fail, unknown and not applicable are counted, unknown with its reasons.
    """
    body = "when: active\nrequire: frontline"
    people = [
        worker("W1", frontline=True),
        worker("W2", frontline=False),
        worker("W3"),
        worker("W4", ended_on="2025-01-01"),
    ]
    (result,) = report(body, *people).rules

    assert (result.passed, result.failed, result.unknown, result.not_applicable) == (1, 1, 1, 1)
    assert (result.judged, result.status) == (2, "judged")
    assert result.unknown_reasons == {"worker.frontline is missing": 1}


def test_a_rule_whose_records_were_not_supplied_is_not_judged():
    """
    It counts as neither clean nor late, and is listed.
    """
    said = report(FRONTLINE, record("program", "P1"))

    assert said.rules[0].status == "not judged"
    assert said.assurance.not_judged == ("test-rule",)
    assert said.assurance.not_supplied == ("worker",)


def test_a_rule_that_judged_no_record_says_so():
    """
    A supplied but empty type, or one in which nothing applies, is judged nothing.
    """
    said = report(FRONTLINE, supplied=["worker"])

    assert said.rules[0].status == "judged nothing"
    assert said.assurance.judged_nothing == ("test-rule",)


def test_rejected_rows_count_as_unknown():
    """
    A row that became no record may be a breach, so the rule is not clean.
    """
    snapshot = Snapshot.of([worker(frontline=True)], provenance=Provenance(rejected={"worker": 2}))
    said = check(snapshot, rule("worker", FRONTLINE), as_of=DAY)

    assert said.rules[0].unknown == 2
    assert said.rules[0].unknown_reasons == {"a row of worker was rejected": 2}
    assert said.assurance.undecided == 2


def test_what_is_due_soon_is_listed_by_day():
    """
    Records that pass and will be due within the warning time are named, the nearest day first.
    """
    body = "current:\n  date: review_due_on\n  warn: P30D"
    policies = [
        record("policy", "A", review_due_on="2026-12-01"),
        record("policy", "B", review_due_on="2026-11-22"),
        record("policy", "C", review_due_on="2027-01-01"),
        record("policy", "D", review_due_on="2026-01-01"),
    ]
    said = report(body, *policies, subject="policy")

    assert [(due.subject.id, due.due_on) for due in said.due_soon] == [
        ("B", date(2026, 11, 22)),
        ("A", date(2026, 12, 1)),
    ]


def test_several_packs_are_checked_together():
    """
    Findings of all packs are ranked in one order.
    """
    other = pack(
        (HEADER + RULE.format(subject="worker", body="    require: frontline")).replace(
            "test-rule", "other"
        )
    )
    said = check(world(worker(frontline=False)), [rule("worker", FRONTLINE), other], as_of=DAY)

    assert [finding.rank for finding in said.findings] == [1, 2]
    assert len(said.packs) == 2


def test_an_unknown_engine_is_refused_before_anything_runs():
    """
    The error names the engines that are there.
    """
    with pytest.raises(EngineUnavailableError, match="one of memory"):
        check(world(), rule("worker", FRONTLINE), as_of=DAY, engine="steam")


def test_threads_get_the_same_report():
    """
    Checks that run side by side do not disturb each other.
    """
    shipped = load_rules("peer-support")
    snapshot = world(*(worker(f"W{n}", is_peer=True) for n in range(30)), supervision("S1", "W1"))

    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: check(snapshot, shipped, as_of=DAY), range(8)))

    assert all(one == reports[0] for one in reports)


def test_the_cause_and_source_of_a_finding_are_the_register_s():
    """
    Criteria and source come from the obligations that the rule names.
    """
    said = check(world(worker(), supplied=["supervision"]), load_rules("peer-support"), as_of=DAY)
    finding = next(one for one in said.findings if one.rule.id == "supervision-overdue")

    assert finding.criteria.startswith("All personnel get appropriate supervision")
    assert finding.source == "Operating a Peer Support Service, Management of staff (PER-MAN-02)"


def test_events_after_the_day_of_the_check_are_noted_once_for_each_field():
    """
    An incident of next year is named, and so is a plan, with the number of records.
    """
    incidents = [record("incident", f"I{n}", occurred_on="2027-01-01") for n in range(3)]
    found = report(
        "require: critical", *incidents, record("incident", "I9"), subject="incident"
    ).data_issues

    (issue,) = found
    assert (issue.code.value, issue.severity.value) == ("DI308", "note")
    assert "incident.occurred_on lies after the day of the check in 3 records" in issue.message


def test_an_event_on_the_day_of_the_check_has_happened():
    """
    The day of the check itself is not the future.
    """
    today = record("incident", "I1", occurred_on="2026-11-22T23:59")

    assert report("require: critical", today, subject="incident").data_issues == ()


def test_columns_that_rules_read_and_no_file_has_are_named():
    """
    A column that is not there reads as empty cells, so the reader learns of it.
    """
    headings = {("w.csv", "worker", "id"): "id", ("w.csv", "worker", "started_on"): "Start"}
    snapshot = Snapshot.of([worker()], provenance=Provenance(headings=headings))
    said = check(snapshot, rule("worker", "when: active\nrequire: frontline"), as_of=DAY)

    assert said.assurance.columns_not_supplied == ("worker.ended_on", "worker.frontline")


def test_records_made_in_python_have_no_columns_to_miss():
    """
    Without files there is nothing to say about columns.
    """
    assert report(FRONTLINE, worker()).assurance.columns_not_supplied == ()


def test_a_breach_tells_why_when_it_is_asked():
    """
    The trace of a breach is the explanation of its record, made from what was checked.
    """
    used = load_rules("peer-support")
    snapshot = world(worker(is_peer=True), supplied=["supervision"])
    report = check(snapshot, used, as_of=DAY)
    (breach,) = next(
        one for one in report.findings if one.rule.id == "supervision-overdue"
    ).breaches

    assert breach.trace == explain(snapshot, used, "supervision-overdue", "worker:W1", as_of=DAY)
    assert breach.trace.messages == (breach.message,)
