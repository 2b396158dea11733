"""Exports with one defect each: what is said of them, and what is left."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from peercomply import ConfigError, InputError, load_snapshot
from peercomply.cli import run
from peercomply.records.issue_codes import IssueCode

FOLDER = Path(__file__).parents[1] / "bad_exports"
EXPECTED = yaml.safe_load((FOLDER / "expected.yml").read_text(encoding="utf-8"))


def test_every_bad_export_has_an_answer():
    """
    There are at least sixty bad exports, and each of them has its expected issues.
    """
    cases = {entry.name for entry in FOLDER.iterdir() if (entry / "..").exists() and entry.is_dir()}

    assert {case for case in cases if not case.startswith("__")} == set(EXPECTED)
    assert len(EXPECTED) >= 60


@pytest.mark.parametrize("case", EXPECTED)
def test_a_bad_export_gives_its_issues_and_nothing_is_lost(case):
    """
    Each defect gives the issues that are expected of it, and every row is accounted for.
    """
    expected = EXPECTED[case]
    if "error" in expected:
        with pytest.raises((InputError, ConfigError)) as raised:
            load_snapshot(FOLDER / case)
        assert expected["error"] in str(raised.value)
        return

    snapshot = load_snapshot(FOLDER / case)

    found = [one.code.value for one in snapshot.provenance.issues]
    assert found == expected["issues"]
    held = {name: len(snapshot.of_type(name)) for name in snapshot.supplied}
    assert held == expected["records"]
    for one in snapshot.provenance.inputs:
        assert one.read == one.accepted + one.rejected + one.left_out
        assert min(one.accepted, one.rejected, one.left_out, one.with_issues) >= 0


@pytest.mark.parametrize("case", EXPECTED)
def test_a_bad_export_never_gives_a_traceback(case, capsys):
    """
    The account of a bad export is printed, or the reason why there is none.
    """
    code = run(["data", str(FOLDER / case)])

    said = capsys.readouterr()
    assert code in (0, 2, 3, 4)
    assert "Traceback" not in said.out + said.err
    assert said.out or said.err


def test_the_bad_exports_show_nearly_every_code():
    """
    Every code that a table alone can give is shown by one of the bad exports.
    """
    shown = {code for one in EXPECTED.values() for code in one.get("issues", ())}
    elsewhere = {
        IssueCode.ONLY_PROGRAM,
        IssueCode.FUTURE_EVENT,
        IssueCode.LOST_ZERO,
        IssueCode.IMPOSSIBLE_ORDER,
    }

    assert {one.value for one in set(IssueCode) - elsewhere} <= shown
