"""Case files: what is read, what is said when a case fails, and what is wrong with broken ones."""

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply.errors import RuleFileError
from peercomply.findings.cases import run_cases
from peercomply.rules.cases import load_cases
from peercomply.rules.load import load_rules

SHIPPED = Path(__file__).parents[2] / "rules" / "peer-support"

PACK = """pack: {id: mine, version: 1.0.0, title: Mine}
rules:
  - id: supervision-overdue
    title: Worker without recent supervision
    for: worker
    latest: {of: supervision.held_on, where: kind == "line", within: P1M, since: started_on}
    severity: high
    strength: should
    obligations: []
    why: Nobody helps.
    remedy: Hold a session.
"""

CASE = """as_of: 2026-11-22
cases:
  - rule: supervision-overdue
    name: a session a month ago
    records:
      worker: [{id: W1, started_on: 2025-01-01}]
      supervision: [{id: S1, worker_id: W1, kind: line, held_on: 2026-10-22}]
    expect: {W1: pass}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "mine.yml").write_text(PACK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder):
    """Return a function that writes a case file and runs its cases."""

    def write_and_run(text):
        (folder / "mine.cases.yml").write_text(text, encoding="utf-8")
        return run_cases(load_rules(folder), folder)

    return write_and_run


@pytest.fixture
def problem(run):
    """Return a function that writes a broken case file and returns its only problem."""

    def write_and_fail(text):
        with pytest.raises(RuleFileError) as caught:
            run(text)
        (only,) = caught.value.problems
        return only

    return write_and_fail


def changed(*pairs):
    text = CASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_case_that_is_as_expected_passes(run):
    """
    A case without differences shows no values.
    """
    (result,) = run(CASE)

    assert (result.passed, result.differences, result.saw) == (True, (), ())


def test_a_case_that_fails_shows_the_values_that_it_saw(run):
    """
    The difference says what was expected and why it was not, with day and records.
    """
    (result,) = run(changed(("2026-10-22", "2026-10-21")))

    assert result.differences == (
        "W1: expected pass, was fail: the last supervision was on 2026-10-21; the next one was due by 2026-11-21",
    )
    assert result.saw == (
        "as_of: 2026-11-22",
        "supervision: id=S1, worker_id=W1, kind=line, held_on=2026-10-21",
        "worker: id=W1, started_on=2025-01-01",
    )


@pytest.mark.parametrize(
    ("expected", "difference"),
    [
        ("{outcome: fail, due_on: 2026-11-20}", "W1: expected due_on 2026-11-20, was 2026-11-21"),
        ("{outcome: fail, days_overdue: 2}", "W1: expected days_overdue 2, was 1"),
    ],
)
def test_due_day_and_days_overdue_are_compared(run, expected, difference):
    """
    A breach with another due day or lateness is a difference.
    """
    (result,) = run(changed(("2026-10-22", "2026-10-21"), ("W1: pass", f"W1: {expected}")))

    assert result.differences == (difference,)


def test_the_reason_of_an_unknown_outcome_is_compared(run):
    """
    Words that no reason contains are a difference.
    """
    unknown = changed(
        (", kind: line", ""), ("W1: pass", "W1: {outcome: unknown, reason: held_on is missing}")
    )

    (result,) = run(unknown)

    assert result.differences == (
        "W1: expected a reason with 'held_on is missing', was supervision.kind is missing",
    )


def test_a_case_that_expects_nothing_fails(run):
    """
    A forgotten expectation is never a pass.
    """
    (result,) = run(changed(("expect: {W1: pass}", "expect: {}")))

    assert result.differences == ("the case expects nothing",)


def test_a_record_type_without_records_is_shown_as_supplied(run):
    """
    An empty list of records is shown, since it differs from none.
    """
    text = changed(("[{id: S1, worker_id: W1, kind: line, held_on: 2026-10-22}]", "[]"))

    (result,) = run(text)

    assert "supervision: no records" in result.saw


def test_a_case_can_have_its_own_day(run):
    """
    The day of a case stands before that of the file.
    """
    (result,) = run(changed(("    expect", "    as_of: 2026-11-01\n    expect")))

    assert result.case.as_of == date(2026, 11, 1)


def test_a_pack_without_case_files_has_no_cases(folder):
    """
    Case files may be missing.
    """
    assert load_cases(folder, load_rules(folder)) == ()


BROKEN = {
    "unknown rule": (
        [("rule: supervision-overdue", "rule: supervison-overdue")],
        (
            "PC404",
            3,
            "no rule has the id 'supervison-overdue'",
            "did you mean 'supervision-overdue'?",
        ),
    ),
    "no rule": (
        [("  - rule: supervision-overdue\n    name", "  - name")],
        ("PC202", 3, "the case has no key 'rule'", ""),
    ),
    "no name": (
        [("    name: a session a month ago\n", "")],
        ("PC202", 3, "the case has no key 'name'", ""),
    ),
    "no records": (
        [
            ("    records:\n      worker: [{id: W1, started_on: 2025-01-01}]\n", ""),
            ("      supervision: [{id: S1, worker_id: W1, kind: line, held_on: 2026-10-22}]\n", ""),
        ],
        ("PC202", 3, "the case has no key 'records'", ""),
    ),
    "no day": (
        [("as_of: 2026-11-22\n", "")],
        ("PC202", 2, "the case has no key 'as_of'", ""),
    ),
    "bad day": (
        [
            ("as_of: 2026-11-22\n", "as_of: 2026-02-30\n"),
            ("    expect", "    as_of: 2026-03-01\n    expect"),
        ],
        ("PC204", 1, "'2026-02-30' is no calendar day", ""),
    ),
    "unknown record type": (
        [("supervision: [{", "supervison: [{")],
        ("PC304", 7, "unknown record type 'supervison'", "did you mean 'supervision'?"),
    ),
    "unknown field": (
        [("held_on", "heldon")],
        (
            "PC304",
            7,
            "unknown field 'heldon' on record type 'supervision'",
            "did you mean 'held_on'?",
        ),
    ),
    "bad date in a record": (
        [("held_on: 2026-10-22", "held_on: 2026-02-30")],
        ("PC204", 7, "'2026-02-30' is no value of 'held_on'", ""),
    ),
    "bad slug in a record": (
        [("kind: line", "kind: lin")],
        ("PC204", 7, "kind", ""),
    ),
    "missing reference": (
        [("worker_id: W1, ", "")],
        ("PC202", 7, "the supervision lacks a value", ""),
    ),
    "two records with one key": (
        [("[{id: W1, started_on: 2025-01-01}]", "[{id: W1}, {id: W1}]")],
        ("PC205", 6, "2 records have this key", ""),
    ),
    "unknown outcome": (
        [("W1: pass", "W1: passes")],
        ("PC204", 8, "'passes' is no outcome", "did you mean 'pass'?"),
    ),
    "unknown record": (
        [("{W1: pass}", "{W2: pass}")],
        ("PC204", 8, "the case has no worker 'W2'", ""),
    ),
    "one reading": (
        [("held_on: 2026-10-22", "held_on: {either: [2026-10-22]}")],
        ("PC204", 7, "'held_on' is no doubtful value", ""),
    ),
    "two readings of a text": (
        [("kind: line", "kind: {either: [2026-03-04, 2026-04-03]}")],
        ("PC204", 7, "'kind' is no doubtful value", ""),
    ),
    "no number of days": (
        [("W1: pass", "W1: {outcome: fail, days_overdue: two}")],
        ("PC204", 8, "'two' is no number of days", ""),
    ),
    "a due day of a pass": (
        [("W1: pass", "W1: {outcome: pass, due_on: 2026-11-22}")],
        ("PC204", 8, "'due_on' says nothing about the outcome pass", ""),
    ),
    "a reason of a breach": (
        [("W1: pass", "W1: {outcome: fail, reason: late}")],
        ("PC204", 8, "'reason' says nothing about the outcome fail", ""),
    ),
    "unknown key": (
        [("    expect", "    expects: 1\n    expect")],
        ("PC201", 8, "the case has an unknown key 'expects'", "did you mean 'expect'?"),
    ),
    "a list of lists": (
        [("[{id: S1, worker_id: W1, kind: line, held_on: 2026-10-22}]", "[[S1]]")],
        ("PC203", 7, "the supervision is a list", ""),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_case_file_has_its_code_line_and_hint(problem, name):
    """
    One defect of a case file gives one problem at its place.
    """
    pairs, (code, line, message, hint) = BROKEN[name]

    found = problem(changed(*pairs))

    assert (found.code, found.span.line, found.hint) == (code, line, hint)
    assert message in found.message


def test_all_problems_of_case_files_are_reported_at_once(run):
    """
    Two defects give two problems, in the order of lines.
    """
    with pytest.raises(RuleFileError) as caught:
        run(changed(("held_on", "heldon"), ("W1: pass", "W1: passes")))

    assert [problem.span.line for problem in caught.value.problems] == [7, 8]


SIGNS = st.sampled_from(
    [
        *["- ", ": ", "\n", "\n    ", "[", "]", "{", "}", '"', "'", "#", "&a", "*a", "\t", "\\"],
        *["{either: [2026-03-04, 2026-04-03]}", "{unreadable: x}", "pass", "2026-02-30", "yes"],
    ]
)


@settings(max_examples=100)
@given(st.data())
def test_a_case_file_with_slips_is_read_or_refused(folder, data):
    """
    Nothing but RuleFileError is raised for a case file after deletions and insertions.
    """
    text = CASE
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 12))
        text = text[:start] + data.draw(SIGNS | st.text(max_size=3)) + text[end:]
    (folder / "mine.cases.yml").write_text(text, encoding="utf-8")

    with contextlib.suppress(RuleFileError):
        run_cases(load_rules(folder), folder)
