"""The command that compares two packs."""

import json
from pathlib import Path

import pytest

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode

SHIPPED = Path(__file__).parents[2] / "rules" / "peer-support"
HARBOUR = Path(__file__).parents[2] / "fixtures" / "harbour"

OURS = """pack: {id: ours, version: 2.0.0, title: Ours, extends: peer-support}
parameters:
  supervision_interval:
    meaning: Longest time between two supervision sessions of any kind
    values:
      - {value: P14D, basis: proposed, source: our own policy}
change:
  - {rule: warm-line-shift-staffing, skip: true, reason: we run no phone line}
rules:
  - id: worker-without-level
    title: Worker without a level
    for: worker
    present: level
    severity: low
    strength: should
    obligations: [PER-MAN-02]
    why: It harms.
    remedy: Mend it.
"""


@pytest.fixture
def ours(tmp_path):
    """Write a pack that extends the shipped one."""
    (tmp_path / "pack.yml").write_text(OURS, encoding="utf-8")
    return str(tmp_path)


def diff(*arguments):
    return run(["rules", "diff", *arguments])


def test_the_command_lists_rules_and_records(ours, capsys):
    """
    A shorter limit that three rules read, a skipped rule and a new one, on the example service.
    """
    diff(str(SHIPPED), ours, "--on", str(HARBOUR), "--as-of", "2026-11-22")
    said = capsys.readouterr().out

    assert (
        "changed supervision-overdue\n  parameter supervision_interval\n    was P1M\n    is  P14D\n"
        in said
    )
    assert "removed warm-line-shift-staffing\nadded worker-without-level\n" in said
    assert (
        "supervision-overdue worker:W001: pass -> fail (the last supervision was on 2026-11-03"
        in said
    )
    assert "warm-line-shift-staffing shift:SHF-002: pass -> not judged" not in said
    assert "that passed or did not apply, under rules of one pack alone" in said
    assert "1 added, 1 removed, 3 changed;" in said


def test_the_command_writes_json_and_gates_when_asked(ours, capsys):
    """
    Programs get every change; the exit code speaks of differences only with --exit-code.
    """
    code = diff(str(SHIPPED), ours, "--format", "json", "--exit-code")
    document = json.loads(capsys.readouterr().out)

    kinds = [one["kind"] for one in document["rules"]]
    assert kinds == ["changed", "changed", "changed", "removed", "added"]
    assert document["outcomes"] is None
    assert code is ExitCode.FINDINGS
    assert diff(str(SHIPPED), ours) is ExitCode.CLEAN
    assert diff(str(SHIPPED), str(SHIPPED), "--exit-code") is ExitCode.CLEAN
