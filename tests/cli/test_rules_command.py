"""The commands `rules list`, `rules show` and `rules test`."""

import json

import pytest

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode

PACK = """
pack: {id: mine, version: 1.0.0, title: Mine}
rules:
  - id: frontline-only
    title: Worker who is not on the front line
    for: worker
    require: frontline
    severity: low
    strength: may
    obligations: [X-1]
    why: Reasons.
    remedy: Change it.
"""

CASES = """
as_of: 2026-11-22
cases:
  - {rule: frontline-only, name: on the front line, records: {worker: [{id: W1, frontline: yes}]}, expect: {W1: pass}}
  - {rule: frontline-only, name: behind it, records: {worker: [{id: W1, frontline: no}]}, expect: {W1: pass}}
"""


@pytest.fixture
def mine(tmp_path):
    (tmp_path / "mine.yml").write_text(PACK, encoding="utf-8")
    return tmp_path


def test_list_names_every_rule_with_severity_and_strength(capsys):
    """
    The list shows what each rule judges and checks.
    """
    assert run(["rules", "list"]) is ExitCode.CLEAN
    out = capsys.readouterr().out
    line = next(line for line in out.splitlines() if line.startswith("supervision-overdue"))
    assert line.split() == ["supervision-overdue", "worker", "high", "should", "PER-MAN-02"]
    assert "66 rules in peer-support" in out


def test_list_can_be_read_by_programs(mine, capsys):
    """
    --format json gives one object for each rule.
    """
    run(["rules", "list", "--rules", str(mine), "--format", "json"])

    (rule,) = json.loads(capsys.readouterr().out)
    assert rule["id"] == "frontline-only"
    assert rule["obligations"] == ["X-1"]


def test_show_tells_limits_with_their_sources_and_the_text(capsys):
    """
    A reader sees whose number a limit is, what the source says, and the rule itself.
    """
    assert run(["rules", "show", "supervision-overdue"]) is ExitCode.CLEAN
    out = capsys.readouterr().out
    assert "P1M, proposed: PER-MAN-02 names no frequency" in out
    assert "All personnel get appropriate supervision" in out
    assert "the source says should" in out
    assert "  - id: supervision-overdue\n" in out


def test_show_of_a_rule_outside_a_register_names_its_obligation(mine, capsys):
    """
    A pack without a register still says what its rules check.
    """
    run(["rules", "show", "frontline-only", "--rules", str(mine)])

    assert "Checks    X-1\n" in capsys.readouterr().out


def test_show_of_an_unknown_rule_names_the_nearest(capsys):
    """
    A misspelt id is exit code 2 with a hint.
    """
    assert run(["rules", "show", "supervision-overdu"]) is ExitCode.USAGE
    assert "did you mean 'supervision-overdue'?" in capsys.readouterr().err


def test_test_runs_the_cases_of_the_shipped_pack(capsys):
    """
    Every case of the shipped rules passes.
    """
    assert run(["rules", "test"]) is ExitCode.CLEAN
    assert ", 0 failed" in capsys.readouterr().out


def test_test_names_each_failing_case_with_the_values_it_saw(mine, capsys):
    """
    A case that fails says what was expected, what was said, and of which records.
    """
    (mine / "mine.cases.yml").write_text(CASES, encoding="utf-8")

    assert run(["rules", "test", str(mine)]) is ExitCode.FINDINGS
    out = capsys.readouterr().out
    assert "FAILED frontline-only: behind it" in out
    assert "W1: expected pass, was fail" in out
    assert "saw worker: id=W1, frontline=no" in out
    assert "1 passed, 1 failed" in out


def test_test_names_the_outcomes_that_no_case_expects(mine, capsys):
    """
    A rule without a case for an outcome is named.
    """
    (mine / "mine.cases.yml").write_text(CASES, encoding="utf-8")
    run(["rules", "test", str(mine)])

    assert "frontline-only: no case is expected to be fail, unknown" in capsys.readouterr().out


def test_help_of_every_command_has_an_example(capsys):
    """
    Each help text shows how the command is typed.
    """
    for arguments in (
        [],
        ["check"],
        ["rules"],
        ["rules", "list"],
        ["rules", "show"],
        ["rules", "test"],
    ):
        assert run([*arguments, "--help"]) is ExitCode.CLEAN
        out = capsys.readouterr().out
        assert "Example" in out
        assert f"  peercomply {' '.join(arguments)}".rstrip() in out


def test_mutate_lists_changes_that_no_case_notices(mine, capsys):
    """
    A rule whose cases say nothing of a change is named with file and line, and exit code 1.
    """
    cases = "\n".join(CASES.splitlines()[:-1])
    (mine / "mine.cases.yml").write_text(cases, encoding="utf-8")
    text = PACK.replace("require: frontline", "require: frontline or experienced_peer")
    (mine / "mine.yml").write_text(text, encoding="utf-8")

    assert run(["rules", "mutate", str(mine)]) is ExitCode.FINDINGS
    out = capsys.readouterr().out
    assert "mine.yml:7: frontline-only: `experienced_peer` is dropped" in out
    assert "2 changes of 1 rules" in out


def test_mutate_can_be_read_by_programs(mine, capsys):
    """
    --format json gives the numbers and the survivors of each rule.
    """
    (mine / "mine.cases.yml").write_text(CASES, encoding="utf-8")

    assert run(["rules", "mutate", str(mine), "--format", "json"]) is ExitCode.CLEAN
    assert json.loads(capsys.readouterr().out) == [
        {
            "rule": "frontline-only",
            "file": f"{mine.name}/mine.yml",
            "cases": 2,
            "mutants": 0,
            "survivors": [],
        }
    ]


def test_lint_of_the_shipped_pack_finds_nothing(capsys):
    """
    Nothing to look at is exit code 0.
    """
    assert run(["rules", "lint"]) is ExitCode.CLEAN
    assert "66 rules, 0 to look at" in capsys.readouterr().out


def test_lint_names_place_and_code_of_what_it_finds(mine, capsys):
    """
    A rule without cases is named, for people and for programs, with exit code 1.
    """
    assert run(["rules", "lint", str(mine)]) is ExitCode.FINDINGS
    assert f"{mine.name}/mine.yml:4:5: RL101 frontline-only has no case" in capsys.readouterr().out

    assert run(["rules", "lint", str(mine), "--format", "json"]) is ExitCode.FINDINGS
    (issue,) = json.loads(capsys.readouterr().out)
    assert (issue["code"], issue["line"]) == ("RL101", 4)
