"""Several reports from one run: --report FORMAT=FILE."""

import json
from pathlib import Path

import pytest

from peercomply.cli import run
from peercomply.cli.check import base_of
from peercomply.cli.exit_codes import ExitCode

HARBOUR = str(Path(__file__).parents[2] / "fixtures" / "harbour")
CHECK = ["check", HARBOUR, "--as-of", "2026-11-22", "--fail-on", "never"]


def test_one_run_writes_several_reports_beside_the_table(tmp_path, capsys):
    """
    Each file holds the report in its format, and the terminal has the table as ever.
    """
    files = {form: tmp_path / f"report.{form}" for form in ("json", "csv", "markdown")}
    options = [part for form, path in files.items() for part in ("--report", f"{form}={path}")]

    assert run([*CHECK, *options]) is ExitCode.CLEAN
    assert "Findings: " in capsys.readouterr().out
    assert json.loads(files["json"].read_bytes())["schema"] == "peercomply.report/1"
    assert files["csv"].read_bytes().startswith(b"\xef\xbb\xbfkind,")
    assert files["markdown"].read_text(encoding="utf-8").startswith("# Findings as of 2026-11-22\n")


@pytest.mark.parametrize(
    ("reports", "said"),
    [
        (["cvs={0}/a.csv"], "did you mean 'csv'?"),
        (["csv"], "expected FORMAT=FILE"),
        (["csv="], "names no file"),
        (["csv=-"], "names no file"),
        (["={0}/a"], "expected FORMAT=FILE"),
        (["csv={0}/a", "json={0}/b/../a"], "is written twice"),
        (["csv={0}/no/a.csv"], "a folder that exists"),
        (["csv={0}"], "cannot be written"),
        ([f"csv={HARBOUR}/report.csv"], "lies in the export"),
    ],
)
def test_a_target_that_cannot_be_is_refused_before_anything_is_written(
    reports, said, tmp_path, capsys
):
    """
    The error says what is wrong, and no file is there.
    """
    before = sorted(Path(HARBOUR).iterdir())
    (tmp_path / "b").mkdir()
    options = [part for one in reports for part in ("--report", one.format(tmp_path))]

    assert run([*CHECK, *options]) is ExitCode.USAGE
    captured = capsys.readouterr()
    assert said in " ".join(captured.err.split())
    assert captured.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    assert sorted(Path(HARBOUR).iterdir()) == before


def test_a_report_is_not_written_over_the_output(tmp_path, capsys):
    """
    --output and --report name different files.
    """
    same = tmp_path / "a"

    assert run([*CHECK, "--output", str(same), "--report", f"csv={same}"]) is ExitCode.USAGE
    assert "is written twice" in " ".join(capsys.readouterr().err.split())


def test_the_configuration_names_reports_from_where_it_stands(tmp_path, capsys):
    """
    Files of `report` lie beside the configuration, wherever the program runs.
    """
    config = tmp_path / "peercomply.yaml"
    config.write_text("report: [csv=findings.csv, jsonl=findings.jsonl]\n", encoding="utf-8")

    assert run([*CHECK, "--config", str(config)]) is ExitCode.CLEAN
    names = ["findings.csv", "findings.jsonl", "peercomply.yaml"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_a_wrong_report_in_the_configuration_is_shown_in_its_place(tmp_path, capsys):
    """
    The error has line and column, and says what was expected.
    """
    config = tmp_path / "peercomply.yaml"
    config.write_text("report:\n  - cvs=findings.csv\n", encoding="utf-8")

    assert run([*CHECK, "--config", str(config)]) is ExitCode.USAGE
    error = capsys.readouterr().err
    assert "peercomply.yaml:2:5: error" in error
    assert "did you mean 'csv'?" in error


def test_the_folder_of_an_export_is_the_one_that_was_typed(tmp_path, monkeypatch):
    """
    Paths of one machine and addresses with passwords are never part of a report.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exports").mkdir()

    assert base_of("exports/") == "exports"
    assert base_of("exports/all.xlsx") == "exports"
    assert base_of("all.xlsx") == base_of(str(tmp_path)) == base_of("../x") == ""
    assert base_of("postgresql://me:secret@host/db") == ""
