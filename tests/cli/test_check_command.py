"""The command `check`, typed as its users type it."""

import json
import os
import re
import stat
import sys
from datetime import datetime
from pathlib import Path

import pytest

import peercomply.cli.check as module
from peercomply.cli import main, run
from peercomply.cli.exit_codes import ExitCode, strongest

HARBOUR = ["check", "fixtures/harbour", "--as-of", "2026-11-22"]
FEW = [*HARBOUR, "--rules", "benchmarks/cards"]
"""The example service and a pack of five rules."""
WARD = ["check", "fixtures/ward", "--as-of", "2026-11-22"]
TIDY = ["check", "fixtures/tidy", "--as-of", "2026-11-22"]


def export(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(folder)


def test_findings_at_the_gate_are_exit_code_1(capsys):
    """
    The example service has findings rated high or worse.
    """
    assert run(HARBOUR) is ExitCode.FINDINGS
    assert re.search(r"^Findings: \d+ \(", capsys.readouterr().out, re.MULTILINE)


def test_a_service_in_order_is_exit_code_0_even_strictly(capsys):
    """
    The tidy service has no finding, nothing unknown and no data issue.
    """
    assert run([*TIDY, "--strict", "--max-unknown", "0", "--fail-on", "low"]) is ExitCode.CLEAN
    assert "Findings: none" in capsys.readouterr().out


@pytest.mark.parametrize(("gate", "code"), [("extreme", 1), ("low", 1), ("never", 0)])
def test_the_gate_can_be_set(gate, code):
    """
    --fail-on names the rating from which findings count, or never.
    """
    assert run([*FEW, "--fail-on", gate]) == code


def test_a_second_engine_confirms_every_outcome(capsys):
    """
    --cross-check evaluates with another engine, too; --engine names the one of the report.
    """
    pytest.importorskip(
        "durable_rules_engine", reason="durable-rules needs Python below 3.13", exc_type=ImportError
    )
    options = [*WARD, "--fail-on", "never", "--cross-check"]

    assert run(options) is ExitCode.CLEAN
    assert re.search(r"\nConfirmed: (\d+) of \1 outcomes by rete\n", capsys.readouterr().out)
    assert run([*options, "--engine", "rete"]) is ExitCode.CLEAN
    assert re.search(r"\nConfirmed: (\d+) of \1 outcomes by memory\n", capsys.readouterr().out)


def test_a_cross_check_without_a_second_engine_is_exit_code_2(monkeypatch, capsys):
    """
    It says why the second engine is not there, and how to get it.
    """
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    for name in [name for name in sys.modules if name.startswith("peercomply.engines.rete")]:
        monkeypatch.delitem(sys.modules, name)

    assert run([*TIDY, "--cross-check"]) is ExitCode.USAGE
    error = capsys.readouterr().err
    assert "no second engine beside 'memory'" in error
    assert "pip install 'peercomply[rete]'" in error


def test_more_unknown_than_allowed_is_exit_code_5():
    """
    The share of unknown outcomes has a limit of its own.
    """
    assert run([*FEW, "--fail-on", "never", "--max-unknown", "3"]) is ExitCode.UNKNOWN
    assert run([*FEW, "--fail-on", "never", "--max-unknown", "4"]) is ExitCode.CLEAN
    assert run([*FEW, "--max-unknown", "3"]) is ExitCode.FINDINGS


def test_data_errors_are_exit_code_4_when_strict():
    """
    --strict lets errors in the data win over findings.
    """
    assert run([*FEW, "--strict"]) is ExitCode.INPUT


def test_a_rule_that_judged_nothing_is_exit_code_5_when_strict(tmp_path):
    """
    Supplied records of which none could be judged do not pass a strict run.
    """
    folder = export(tmp_path, incidents="id,critical\nI1,no\n")

    assert run(["check", folder, "--as-of", "2026-11-22"]) is ExitCode.CLEAN
    assert run(["check", folder, "--as-of", "2026-11-22", "--strict"]) is ExitCode.UNKNOWN


def test_json_goes_to_a_file_and_nothing_to_the_terminal(tmp_path, capsys):
    """
    --output writes the report and leaves the terminal empty.
    """
    target = tmp_path / "report.json"

    assert run([*HARBOUR, "--format", "json", "--output", str(target)]) is ExitCode.FINDINGS
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == "peercomply.report/1"
    assert capsys.readouterr() == ("", "")


def test_two_runs_write_the_same_bytes(tmp_path):
    """
    The same export gives the same report.
    """
    targets = [tmp_path / "one.json", tmp_path / "two.json"]
    for target in targets:
        run([*HARBOUR, "--format", "json", "--output", str(target)])

    assert targets[0].read_bytes() == targets[1].read_bytes()


def test_a_report_that_cannot_be_written_is_exit_code_2(tmp_path, capsys):
    """
    The error names the file and what to do.
    """
    assert run([*TIDY, "--output", str(tmp_path / "no" / "report.txt")]) is ExitCode.USAGE
    error = capsys.readouterr().err
    assert "cannot be written" in error
    assert "hint" in error


def test_the_day_is_today_unless_given(monkeypatch, capsys, tmp_path):
    """
    The command line alone reads the clock, and prints the day it used.
    """
    today = datetime.now().astimezone().date().isoformat()
    run(["check", export(tmp_path, incidents="id\nI1\n")])

    assert f"as of {today}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check"],
        ["check", "fixtures/tidy", "--as-of", "2026-02-30"],
        ["check", "fixtures/tidy", "--as-of", "22/11/2026"],
        ["check", "fixtures/tidy", "--fail-on", "terrible"],
        ["check", "fixtures/tidy", "--max-unknown", "101"],
        ["check", "fixtures/tidy", "--nonsense"],
    ],
)
def test_a_wrong_command_line_is_exit_code_2(arguments, capsys):
    """
    Usage errors say what is wrong and never show a traceback.
    """
    assert run(arguments) is ExitCode.USAGE
    error = capsys.readouterr().err
    assert "Error" in error
    assert "Traceback" not in error


def test_rule_files_with_problems_are_exit_code_3(tmp_path, capsys):
    """
    Nothing is checked with a broken pack, and every problem is named.
    """
    broken = tmp_path / "pack.yml"
    broken.write_text("pack: {id: a, version: 1.0.0, titel: A}\n", encoding="utf-8")

    assert run([*TIDY, "--rules", str(broken)]) is ExitCode.RULES
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "did you mean 'title'?" in captured.err
    assert "nothing was checked" in captured.err


def test_an_empty_folder_is_exit_code_4(tmp_path, capsys):
    """
    A folder without a known file is no clean service; the error lists what was expected.
    """
    assert run(["check", str(tmp_path)]) is ExitCode.INPUT
    error = capsys.readouterr().err
    assert "worker" in error
    assert "supervision" in error


def test_a_folder_of_unknown_files_is_exit_code_4(tmp_path):
    """
    Files of other names are not guessed.
    """
    assert run(["check", export(tmp_path, shopping="id\n1\n")]) is ExitCode.INPUT


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"\x00\x01\x02\x7fELF\x00", b"id\n\xff\xfe\xfa\n", b"\xef\xbb\xbf", b'id,"\n'],
    ids=["empty", "blank", "binary", "not UTF-8", "only a mark", "unclosed quote"],
)
def test_a_broken_file_never_gives_a_traceback_or_a_clean_exit_in_silence(
    content, tmp_path, capsys
):
    """
    Whatever stands in worker.csv, the report names it.
    """
    code = run(["check", export(tmp_path, worker=content), "--as-of", "2026-11-22", "--strict"])
    captured = capsys.readouterr()

    assert code in (ExitCode.INPUT, ExitCode.UNKNOWN)
    assert "worker.csv" in captured.out
    assert "Traceback" not in captured.out + captured.err


def test_an_unreadable_file_is_exit_code_4_beside_good_ones(tmp_path, capsys):
    """
    One file that cannot be read is not made up for by others that can.
    """
    folder = export(tmp_path, worker=b"\x00\x01binary\x00", incidents="id,critical\nI1,no\n")

    assert run(["check", folder, "--as-of", "2026-11-22", "--fail-on", "never"]) is ExitCode.INPUT
    assert "DI102" in capsys.readouterr().out


def test_a_file_without_its_keys_is_exit_code_4(tmp_path, capsys):
    """
    Workers of whom every row was rejected are no clean service.
    """
    folder = export(tmp_path, worker="name,started on\nAnn,2020-01-01\n")

    assert run(["check", folder, "--as-of", "2026-11-22"]) is ExitCode.INPUT
    out = capsys.readouterr().out
    assert "DI105" in out
    assert "worker.csv, column 'name'" in out


def test_a_column_that_was_not_read_never_makes_an_agreement_open_ended(tmp_path, capsys):
    """
    An expiry day under a heading that is not known leaves the volunteer unknown, not passed.
    """
    folder = export(
        tmp_path,
        worker="id,started_on,ended_on,engagement\nW1,2020-01-01,,volunteer\n",
        agreement="id,worker_id,kind,signed_on,Expiry\nA1,W1,volunteer_agreement,2020-01-01,2021-01-01\n",
    )

    run(["check", folder, "--as-of", "2026-11-22", "--format", "json"])
    results = {one["id"]: one for one in json.loads(capsys.readouterr().out)["rules"]}
    said = results["volunteer-agreement-missing"]
    assert (said["pass"], said["unknown"]) == (0, 1)
    assert "one of a similar heading was not read" in next(iter(said["unknown_reasons"]))


def test_a_huge_cell_neither_hangs_nor_crashes(tmp_path, capsys):
    """
    A cell of 100 MB is an unreadable cell of a row that stays.
    """
    cell = b"x" * 100_000_000
    folder = export(tmp_path, worker=b"id,engagement\nW1," + cell + b"\nW2,paid\n")

    assert (
        run(["check", folder, "--as-of", "2026-11-22", "--format", "json"]) in tuple(ExitCode)[:6]
    )
    report = json.loads(capsys.readouterr().out)
    assert report["inputs"][0]["read"] == 2
    assert [issue["column"] for issue in report["data_issues"]] == ["engagement"]


def test_a_folder_without_permission_is_exit_code_4(tmp_path, capsys, monkeypatch):
    """
    The error names the folder and says what to do.
    """
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0)
    if os.access(folder, os.R_OK):  # who may do everything, such as root, is refused by hand
        listed = Path.iterdir

        def refuse(path):
            if path == folder:
                raise PermissionError(13, "Permission denied", str(folder))
            return listed(path)

        monkeypatch.setattr(Path, "iterdir", refuse)

    code = run(["check", str(folder)])
    folder.chmod(stat.S_IRWXU)

    assert code is ExitCode.INPUT
    assert "hint" in capsys.readouterr().err


def test_an_internal_error_is_exit_code_70_without_a_traceback_or_its_text(monkeypatch, capsys):
    """
    A defect of the program is admitted, and no record leaks with it.
    """

    def fail(*_arguments, **_options):
        raise RuntimeError("W017 is a peer worker")

    monkeypatch.setattr(module, "opened_for", fail)

    assert run(TIDY) is ExitCode.INTERNAL
    error = capsys.readouterr().err
    assert "RuntimeError in test_check_command" in error
    assert "W017" not in error
    assert "Traceback" not in error


def test_a_terminal_gets_colour_and_progress(monkeypatch, capsys):
    """
    Colour stands only where the output is a terminal.
    """
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    report = []
    monkeypatch.setattr(module, "write", lambda text, _output, **_how: report.append(text))

    assert run([*HARBOUR, "--fail-on", "never"]) is ExitCode.CLEAN
    assert "\x1b[" in report[0]


def test_main_leaves_with_the_code(monkeypatch):
    """
    The console script exits with the code of the run.
    """
    with pytest.raises(SystemExit) as caught:
        main(["--version"])

    assert caught.value.code == 0


def test_an_interrupted_run_says_so(monkeypatch, capsys):
    """
    Control-C ends without a traceback.
    """

    def interrupt(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "opened_for", interrupt)

    assert run(TIDY) is ExitCode.USAGE
    assert "stopped" in capsys.readouterr().err


def test_the_strongest_code_wins():
    """
    Of several codes 70, then 4, 3, 2, then 1, then 5 is the one to leave with.
    """
    order = [70, 4, 3, 2, 1, 5, 0]

    for place, code in enumerate(order):
        assert strongest(*(ExitCode(one) for one in reversed(order[place:]))) == code
    assert all(code.meaning for code in ExitCode)


def test_an_engine_that_contradicts_itself_is_an_internal_error(monkeypatch, capsys):
    """
    Nothing is printed, and the exit code is 70.
    """
    from peercomply.engines.sql import telling

    asked = telling._asked
    monkeypatch.setattr(
        telling, "_asked", lambda *given: asked(*given).replace(", state,", ", 'unknown' AS state,")
    )

    assert run([*FEW, "--engine", "duckdb"]) is ExitCode.INTERNAL
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "hint: use --engine memory" in captured.err
