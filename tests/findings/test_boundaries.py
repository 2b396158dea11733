"""What rules say at their boundaries, tried from the cases that somebody wrote."""

from datetime import date
from pathlib import Path

import pytest

from peercomply.findings.boundaries import try_boundaries
from peercomply.report.rules.boundaries import render, said
from peercomply.rules.load import load_rules

GOLDEN = Path(__file__).parents[1] / "golden" / "boundaries.txt"

REWRITE = ".venv/bin/peercomply rules boundaries --output tests/golden/boundaries.txt"

HEADER = """pack: {id: mine, version: 1.0.0, title: Mine}
rules:
"""

RULE = """  - id: mine
    title: Something
    for: %s
%s
    severity: high
    strength: should
    obligations: []
    why: Nobody helps.
    remedy: Mend it.
"""


@pytest.fixture
def tried(tmp_path):
    """Return a function that tries a rule from one case."""

    def tried(subject, body, records, expect, as_of="2026-11-22"):
        lines = "\n".join(f"    {line}" for line in body.split("\n"))
        (tmp_path / "mine.yml").write_text(HEADER + RULE % (subject, lines), encoding="utf-8")
        case = f"{{rule: mine, name: one, records: {records}, expect: {expect}}}"
        text = f"as_of: {as_of}\ncases:\n  - {case}\n"
        (tmp_path / "mine.cases.yml").write_text(text, encoding="utf-8")
        (found,) = try_boundaries(load_rules(tmp_path), tmp_path)
        return {
            (trial.boundary, probe.change): (probe.as_of, said(probe.outcome))
            for trial in found.trials
            for probe in trial.probes
        }

    return tried


def around(found, boundary):
    changes = ("the day before", "the due day", "the day after")
    return [found[boundary, change][1].partition(",")[0] for change in changes]


def test_the_shipped_rules_say_at_their_boundaries_what_they_said_before():
    """
    A change of an outcome at a boundary is seen, for every third rule, and taken over on purpose.
    """
    pack = load_rules("peer-support")
    blocks = GOLDEN.read_text(encoding="utf-8").split("\n\n")
    known = {block.partition(" ")[0]: block.strip("\n") for block in blocks}
    chosen = [rule.id for rule in pack.rules[::3]]

    found = render(try_boundaries(pack, "peer-support", chosen))

    assert list(known) == [rule.id for rule in pack.rules]
    same = found == "\n\n".join(known[one] for one in chosen) + "\n"
    assert same, f"read the difference after: {REWRITE}"


@pytest.mark.parametrize(
    ("subject", "body", "records", "expect", "due"),
    [
        (
            "worker",
            "latest: {of: supervision.held_on, within: P1M, since: started_on}",
            "{worker: [{id: W1, started_on: 2020-01-01}], supervision: [{id: S1, worker_id: W1, held_on: 2026-10-30}]}",
            "{W1: pass}",
            ("2026-11-30", "2027-01-31, due on 2027-02-28", "2028-02-29, due on 2028-03-29"),
        ),
        (
            "incident",
            "follow_up: {after: occurred_on, within: P14D, done: reviewed_on}",
            "{incident: [{id: I1, occurred_on: 2026-11-20}]}",
            "{I1: pass}",
            ("2026-12-04", "2027-01-31, due on 2027-02-14", "2028-02-29, due on 2028-03-14"),
        ),
        (
            "agreement",
            "current: {date: expires_on}",
            "{agreement: [{id: A1, worker_id: W1, expires_on: 2026-12-31}]}",
            "{A1: pass}",
            ("2026-12-31", "2027-01-31, due on 2027-01-31", "2028-02-29, due on 2028-02-29"),
        ),
        (
            "program",
            "attested: {obligation: X-1, question: Is it so?, within: P1M}",
            "{program: [{id: P1}], attestation: [{id: T1, program_id: P1, obligation_id: X-1, answered_on: 2026-10-30, answer: positive}]}",
            "{P1: pass}",
            ("2026-11-30", "2027-01-31, due on 2027-02-28", "2028-02-29, due on 2028-03-29"),
        ),
    ],
    ids="latest follow_up current attested".split(),
)
def test_every_form_with_a_due_day_is_tried_around_it(tried, subject, body, records, expect, due):
    """
    The due day passes and the day after fails, also counted from a month end and a leap day.
    """
    found = tried(subject, body, records, expect)

    plain, *moved = due
    for boundary in (f"due on {plain}", *(f"counted from {one}" for one in moved)):
        assert around(found, boundary) == ["pass", "pass", "fail"]


def test_a_period_is_due_on_its_last_day(tried):
    """
    A period without an event fails on the day after its last day, counted from the first period.
    """
    found = tried(
        "program",
        "every: {of: service_event.held_on, period: P7D, from: started_on, back: P3M}",
        "{program: [{id: P1, started_on: 2026-11-15}], service_event: []}",
        "{P1: fail}",
    )

    assert around(found, "due on 2026-11-21") == ["pass", "pass", "fail"]
    assert around(found, "counted from 2028-02-29, due on 2028-03-06") == ["pass", "pass", "fail"]


def test_what_has_to_come_before_is_due_by_its_distance(tried):
    """
    The last day in time lies the interval before the later day, which is where it counts from.
    """
    found = tried(
        "audit",
        "before: {date: completed_on, then: planned_on, at_least: P1M}",
        "{audit: [{id: A1, program_id: P1, planned_on: 2026-12-31}]}",
        "{A1: pass}",
    )

    assert around(found, "due on 2026-11-30") == ["pass", "pass", "fail"]
    assert around(found, "counted from 2028-02-29, due on 2028-01-31") == ["pass", "pass", "fail"]


def test_a_day_that_no_record_moves_is_not_moved(tried):
    """
    A fixed day in a rule stays where it is, so it is counted from no month end.
    """
    found = tried(
        "incident",
        'follow_up: {by: day("2026-12-05"), done: reviewed_on}',
        "{incident: [{id: I1, occurred_on: 2026-11-20}]}",
        "{I1: pass}",
    )

    assert around(found, "due on 2026-12-05") == ["pass", "pass", "fail"]
    assert not any(boundary.startswith("counted") for boundary, _ in found)


def test_business_days_are_counted_with_the_state_of_the_program(tried):
    """
    The state is one of the cells that are read.
    """
    found = tried(
        "incident",
        "follow_up: {after: occurred_on, within: P5B, done: reviewed_on}",
        "{incident: [{id: I1, program_id: P1, occurred_on: 2026-11-20}], program: [{id: P1, state: vic}]}",
        "{I1: pass}",
    )

    assert around(found, "due on 2026-11-27") == ["pass", "pass", "fail"]
    assert found["program.state", "empty"][1].startswith("unknown")


def test_the_first_due_day_is_that_of_the_start(tried):
    """
    Without any session the interval counts from the start of work.
    """
    found = tried(
        "worker",
        "latest: {of: supervision.held_on, within: P1M, since: started_on}",
        "{worker: [{id: W1, started_on: 2026-01-31}], supervision: [{id: S1, worker_id: W1, held_on: 2026-11-20}]}",
        "{W1: pass}",
    )

    boundary = "supervision records, due on 2026-02-28"
    assert around(found, boundary) == ["pass", "pass", "fail"]
    assert found[boundary, "none"][1] == "fail, due on 2026-02-28 267 days overdue"


def test_cells_and_types_are_emptied_spoilt_and_left_out(tried):
    """
    Each cell that may be empty, also one of a reference, and each type is tried.
    """
    found = tried(
        "worker",
        "require: missing(manager.ended_on) and present(started_on)",
        "{worker: [{id: W1, manager_id: W2, started_on: 2026-01-31}, {id: W2}]}",
        "{W1: pass}",
    )

    assert found["worker.started_on", "empty"][1] == "fail"
    assert (
        found["worker.started_on", "unreadable"][1]
        == "unknown: worker.started_on could not be read"
    )
    assert found["worker.manager_id", "empty"][1].startswith("unknown")
    assert found["worker.ended_on", "unreadable"][1].startswith("unknown")
    assert ("worker.ended_on", "empty") not in found
    assert found["worker records", "not supplied"][1] == "not judged"


def test_a_count_is_tried_with_one_more_and_one_fewer(tried):
    """
    The record that makes a difference is dropped or doubled, in a set of keys as well.
    """
    found = tried(
        "shift",
        "count: {of: worker_ids, where: is_peer, at_least: 2, at_most: 2}",
        "{shift: [{id: S1, program_id: P1, worker_ids: [W1, W2, W3]}], worker: [{id: W1, is_peer: yes}, {id: W2, is_peer: yes}, {id: W3, is_peer: no}]}",
        "{S1: pass}",
    )

    assert found["worker records", "as it is"][1] == "pass"
    assert found["worker records", "one fewer"][1] == "fail"
    assert found["worker records", "one more"][1] == "fail"


def test_a_date_with_two_readings_moves_with_the_case(tried):
    """
    Both readings are shifted, and the doubt itself is what is emptied.
    """
    found = tried(
        "agreement",
        "current: {date: expires_on}",
        "{agreement: [{id: A1, worker_id: W1, expires_on: {either: [2027-03-04, 2027-04-03]}}]}",
        "{A1: pass}",
    )

    assert found["counted from 2028-01-31, due on 2028-01-31", "the day after"] == (
        date(2028, 2, 1),
        "unknown: agreement.expires_on can be read in two ways",
    )
    assert found["agreement.expires_on", "empty"][1] == "unknown: agreement.expires_on is missing"


def test_a_rule_that_reads_other_rules_is_tried_with_them(tmp_path):
    """
    The rules that it reads are judged in every variant, too.
    """
    first = (RULE % ("worker", "    require: frontline")).replace("mine", "first")
    second = RULE % ("worker", "    findings: {rules: [first]}")
    (tmp_path / "mine.yml").write_text(HEADER + first + second, encoding="utf-8")
    text = "as_of: 2026-11-22\ncases:\n  - {rule: mine, name: one, records: {worker: [{id: W1, frontline: yes}]}, expect: {W1: pass}}\n"
    (tmp_path / "mine.cases.yml").write_text(text, encoding="utf-8")

    none, found = try_boundaries(load_rules(tmp_path), tmp_path)

    assert none.trials == ()
    assert [trial.boundary for trial in found.trials] == ["worker records"]
    assert "no case of it is expected to pass or to fail" in render([none])


def test_record_types_that_a_pack_adds_are_tried_like_the_others():
    """
    Their cells are emptied and spoilt, and their files left out, with the schema of the pack.
    """
    fleet = Path(__file__).parents[1] / "fleet" / "rules"
    *_, found = try_boundaries(load_rules(fleet), fleet)

    assert [one for one in render([found]).splitlines() if "vehicle.seats empty" in one] == [
        "  vehicle.seats empty: pass -> unknown: vehicle.seats is missing  [P1 of: vehicles belong to their program]"
    ]


def test_days_at_the_end_of_the_calendar_are_no_boundaries(tried):
    """
    A case with the last day that there is can be tried; nothing is moved beyond it.
    """
    found = tried(
        "agreement",
        "current: {date: expires_on}",
        "{agreement: [{id: A1, worker_id: W1, expires_on: 9999-12-31}]}",
        "{A1: pass}",
    )
    near = tried(
        "agreement",
        "current: {date: expires_on}",
        "{agreement: [{id: A1, worker_id: W1, expires_on: 9999-12-30}]}",
        "{A1: pass}",
    )

    assert not any(boundary.startswith("due") for boundary, _ in found)
    assert not any(boundary.startswith("counted") for boundary, _ in near)
    assert around(near, "due on 9999-12-30") == ["pass", "pass", "fail"]


def test_names_in_any_script_and_control_characters_are_shown_safely(tmp_path):
    """
    Nothing of a case name reaches a terminal but what can be shown.
    """
    (tmp_path / "mine.yml").write_text(
        HEADER + RULE % ("worker", "    require: frontline"), encoding="utf-8"
    )
    text = 'as_of: 2026-11-22\ncases:\n  - {rule: mine, name: "อยู่\\u001b[31m", records: {worker: [{id: W1, frontline: yes}]}, expect: {W1: pass}}\n'
    (tmp_path / "mine.cases.yml").write_text(text, encoding="utf-8")

    out = render(try_boundaries(load_rules(tmp_path), tmp_path))

    assert "อยู่\\x1b[31m" in out
    assert "\x1b" not in out


def test_a_pack_without_rules_has_no_boundaries(tmp_path):
    """
    Nothing is tried, and nothing is printed.
    """
    (tmp_path / "mine.yml").write_text(
        "pack: {id: mine, version: 1.0.0, title: Mine}\n", encoding="utf-8"
    )

    assert render(try_boundaries(load_rules(tmp_path), tmp_path)) == ""
