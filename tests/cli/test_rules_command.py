"""The commands about rules."""

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
    assert "437 rules in peer-support" in out


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


def test_test_runs_the_cases_of_a_pack(capsys):
    """
    Cases that all pass are exit code 0; `make test` runs those of the shipped pack so.
    """
    assert run(["rules", "test", "tests/fleet/rules"]) is ExitCode.CLEAN
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
        ["rules", "lint"],
        ["rules", "mutate"],
        ["rules", "boundaries"],
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


def test_lint_names_place_and_code_of_what_it_finds(mine, capsys):
    """
    A rule without cases is named, for people and for programs, with exit code 1.
    """
    assert run(["rules", "lint", str(mine)]) is ExitCode.FINDINGS
    assert f"{mine.name}/mine.yml:4:5: RL101 frontline-only has no case" in capsys.readouterr().out

    assert run(["rules", "lint", str(mine), "--format", "json"]) is ExitCode.FINDINGS
    (issue,) = json.loads(capsys.readouterr().out)
    assert (issue["code"], issue["line"]) == ("RL101", 4)


def test_test_prints_what_the_cases_did_not_reach(mine, capsys):
    """
    Each branch that no case reached is named with its place and its words.
    """
    cases = "\n".join(CASES.splitlines()[:-1])
    (mine / "mine.cases.yml").write_text(cases, encoding="utf-8")

    assert run(["rules", "test", str(mine), "--coverage"]) is ExitCode.CLEAN
    out = capsys.readouterr().out
    assert "frontline-only: 50 % (1 of 2 branches)\n" in out
    assert f"  {mine.name}/mine.yml:7:14: `frontline` was never false\n" in out
    assert "  never unknown (not counted): `frontline`\n" in out
    assert "1 of 2 branches of conditions reached\n" in out


def test_what_is_covered_wholly_is_a_line_with_its_share(mine, capsys):
    """
    A rule of which every condition was true, false and unknown has nothing more to say.
    """
    third = "  - {rule: frontline-only, name: unknown, records: {worker: [{id: W1}]}, expect: {W1: unknown}}\n"
    (mine / "mine.cases.yml").write_text(
        CASES.replace("{W1: pass}}\n", "{W1: fail}}\n").replace("{W1: fail}}", "{W1: pass}}", 1)
        + third,
        encoding="utf-8",
    )

    assert run(["rules", "test", str(mine), "--coverage"]) is ExitCode.CLEAN
    assert capsys.readouterr().out == (
        "frontline-only: 100 % (2 of 2 branches)\n"
        "2 of 2 branches of conditions reached\n"
        "3 passed, 0 failed\n"
    )


def test_test_fails_below_the_least_coverage(mine, capsys):
    """
    What is covered less than it has to be is named, and nothing else is; exit code 1.
    """
    cases = "\n".join(CASES.splitlines()[:-1])
    (mine / "mine.cases.yml").write_text(cases, encoding="utf-8")

    assert run(["rules", "test", str(mine), "--min-coverage", "50"]) is ExitCode.CLEAN
    assert "frontline-only: 50 %" not in capsys.readouterr().out
    assert run(["rules", "test", str(mine), "--min-coverage", "50.1"]) is ExitCode.FINDINGS
    assert "50 % (1 of 2 branches), of at least 50.1 %" in capsys.readouterr().out
    assert run(["rules", "test", str(mine), "--min-coverage", "101"]) is ExitCode.USAGE


def test_test_can_be_read_by_programs(mine, capsys):
    """
    --format json gives every case, and the coverage if it was measured.
    """
    (mine / "mine.cases.yml").write_text(CASES, encoding="utf-8")

    run(["rules", "test", str(mine), "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    assert [one["passed"] for one in document["cases"]] == [True, False]
    assert document["coverage"] is None
    run(["rules", "test", str(mine), "--format", "json", "--coverage"])
    (rule,) = json.loads(capsys.readouterr().out)["coverage"]
    assert (rule["kind"], rule["reached"], rule["branches"]) == ("rule", 2, 2)
    assert rule["conditions"][0]["unknown"] is False


@pytest.mark.parametrize("command", ["test", "lint", "mutate"])
def test_build_servers_get_junit(mine, tmp_path, command):
    """
    --format junit with --output writes suites named after rule files, with what failed.
    """
    from junitparser import JUnitXml

    (mine / "mine.cases.yml").write_text(CASES, encoding="utf-8")
    text = PACK.replace("require: frontline", "require: frontline or experienced_peer")
    (mine / "mine.yml").write_text(text, encoding="utf-8")
    output = tmp_path / "out.xml"

    code = run(["rules", command, str(mine), "--format", "junit", "--output", str(output)])

    assert code is ExitCode.FINDINGS
    (suite,) = JUnitXml.fromfile(str(output))
    assert suite.name == f"{mine.name}/mine.yml"
    assert {case.classname for case in suite} == {"frontline-only"}
    assert suite.failures == 1


def test_junit_tells_coverage_where_a_least_one_is_asked_for(mine, capsys):
    """
    The coverage of a rule is one more test, which fails if it is too low.
    """
    from junitparser import JUnitXml

    run(["rules", "test", str(mine), "--min-coverage", "1", "--format", "junit"])

    (suite,) = JUnitXml.fromstring(capsys.readouterr().out.encode())
    (case,) = suite
    assert (case.name, case.result[0].message) == ("coverage", "0 % of the branches reached")
    assert "`frontline` was never true" in case.result[0].text


def test_names_in_any_script_and_with_control_characters_are_shown_safely(mine, capsys):
    """
    A terminal gets no control characters from a case file, and Thai stays Thai.
    """
    cases = CASES.replace("name: behind it", 'name: "หลัง\\u009b31m"')
    (mine / "mine.cases.yml").write_text(cases, encoding="utf-8")

    run(["rules", "test", str(mine)])

    assert "FAILED frontline-only: หลัง\\x9b31m\n" in capsys.readouterr().out


def test_lint_lists_the_obligations_without_a_rule(mine, capsys):
    """
    --obligations gives one line for each area; a pack without a register is refused.
    """
    assert run(["rules", "lint", "--obligations"]) is ExitCode.CLEAN
    assert run(["rules", "lint", str(mine), "--obligations"]) is ExitCode.USAGE
    assert "has no register of obligations" in capsys.readouterr().err
    entry = {"source": "A guide", "section": "One", "statement": "So.", "severity": "low"}
    register = {"obligations": [{"id": "X-A-2", **entry, "strength": "may"}]}
    (mine / "register.json").write_text(json.dumps(register), encoding="utf-8")
    header = "title: Mine, obligations: register.json}"
    text = PACK.replace("title: Mine}", header).replace("[X-1]", "[]")
    (mine / "mine.yml").write_text(text, encoding="utf-8")
    assert run(["rules", "lint", "--obligations", str(mine)]) is ExitCode.FINDINGS
    assert "RL116 X-A: no rule names 1 of 1 obligations: X-A-2" in capsys.readouterr().out


def test_lint_of_what_belongs_to_no_rule_is_a_test_of_the_pack(mine, capsys):
    """
    In JUnit a case file without rules is told under the name of the pack.
    """
    from junitparser import JUnitXml

    (mine / "other.cases.yml").write_text(CASES, encoding="utf-8")

    run(["rules", "lint", str(mine), "--format", "junit"])
    suites = {suite.name: suite for suite in JUnitXml.fromstring(capsys.readouterr().out.encode())}
    (case,) = suites[f"{mine.name}/other.cases.yml"]
    assert (case.classname, case.name) == ("mine", f"lint of {mine.name}/other.cases.yml")
    assert "RL114" in case.result[0].message


def test_boundaries_are_printed_for_one_rule(mine, capsys):
    """
    Each boundary stands on a line, or has a line for each change, with the case it starts from.
    """
    (mine / "mine.cases.yml").write_text(CASES, encoding="utf-8")

    assert run(["rules", "boundaries", str(mine), "--rule", "frontline-only"]) is ExitCode.CLEAN
    assert capsys.readouterr().out == (
        "frontline-only (worker)\n"
        "  worker.frontline empty: pass -> unknown: worker.frontline is missing  [W1 of: on the front line]\n"
        "  worker.frontline unreadable: pass -> unknown: worker.frontline could not be read  [W1 of: on the front line]\n"
        "  worker records not supplied: pass -> not judged  [W1 of: on the front line]\n"
    )
    assert run(["rules", "boundaries", str(mine), "--rule", "frontline-onl"]) is ExitCode.USAGE


def test_boundaries_can_be_read_by_programs_and_kept_in_a_file(mine, tmp_path):
    """
    --format json gives each trial with its probes, and --output writes it.
    """
    (mine / "mine.cases.yml").write_text(CASES, encoding="utf-8")
    output = tmp_path / "out.json"

    run(["rules", "boundaries", str(mine), "--format", "json", "--output", str(output)])

    (rule,) = json.loads(output.read_text(encoding="utf-8"))
    first, _, last = rule["trials"]
    assert (first["boundary"], first["record"]) == ("worker.frontline", "W1")
    assert [probe["outcome"] for probe in first["probes"]] == ["pass", "unknown"]
    assert last["probes"][1]["outcome"] is None


def test_rules_of_an_extended_pack_are_questioned_where_they_stand(tmp_path, capsys):
    """
    A pack answers for its own rules; a rule of the other pack is questioned if it is named.
    """
    text = "pack: {id: ours, version: 1.0.0, title: Ours, extends: peer-support}\n"
    (tmp_path / "ours.yml").write_text(text, encoding="utf-8")

    assert run(["rules", "test", str(tmp_path)]) is ExitCode.CLEAN
    assert capsys.readouterr().out == "0 passed, 0 failed\n"
    for command in ("lint", "mutate"):
        assert run(["rules", command, str(tmp_path)]) is ExitCode.CLEAN
        assert "0 to look at" in capsys.readouterr().out or command == "mutate"
    assert run(["rules", "boundaries", str(tmp_path)]) is ExitCode.CLEAN
    capsys.readouterr()
    named = ["rules", "mutate", str(tmp_path), "--rule", "supervision-overdue"]
    assert run(named) is ExitCode.FINDINGS


def test_a_least_coverage_is_shown_as_it_was_given(mine, capsys):
    """
    A decimal share is exact.
    """
    run(["rules", "test", str(mine), "--min-coverage", "33.3"])

    assert "0 % (0 of 2 branches), of at least 33.3 %" in capsys.readouterr().out
