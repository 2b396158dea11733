"""What a run leaves behind: its manifest, its entry in the ledger, and the commands that read them."""

import json
import re
from pathlib import Path

import pytest

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode

PACK = """
pack: {id: small, version: 1.2.0, title: Small}
parameters:
  limit: {meaning: How long it may take, values: [{value: P1M, basis: proposed, source: Ours}]}
rules:
  - id: agreement-old
    title: Agreement that has run out
    for: agreement
    require: expires_on > as_of
    severity: high
    strength: must
    obligations: [X-1]
    why: It harms.
    remedy: Renew it.
"""
ROWS = "id,worker_id,kind,expires_on\nA1,W1,volunteer,2026-01-31\nสัญญา,W2,volunteer,2027-02-28\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Go to a folder with an export and a pack."""
    (tmp_path / "pack.yml").write_text(PACK, encoding="utf-8")
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "agreements.csv").write_text(ROWS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(*options, export="export"):
    return run(["check", export, "--rules", "pack.yml", "--as-of", "2026-11-22", *options])


def said(capsys):
    captured = capsys.readouterr()
    return " ".join((captured.out + captured.err).split())


def test_a_run_that_is_performed_again_gives_the_same_bytes(place, capsys):
    """
    Every part is compared, and the files that were written are left alone.
    """
    code = checked("--report", "csv=a.csv", "--report", "html=a.html", "--manifest", "run.json")
    before = {path: path.read_bytes() for path in place.iterdir() if path.is_file()}

    assert code is ExitCode.FINDINGS
    assert run(["verify", "run.json"]) is ExitCode.CLEAN
    words = said(capsys)
    assert "Verified: every byte is the same." in words
    assert "files of the export: 1 of 1 the same" in words
    assert "outputs: 3 of 3 the same" in words
    assert {path: path.read_bytes() for path in place.iterdir() if path.is_file()} == before


def test_the_manifest_names_files_and_limits_and_no_record(place):
    """
    It holds hashes, counts and options, and nothing that stands in a cell.
    """
    checked("--manifest", "run.json", "--format", "json", "--output", "out.json")
    text = Path("run.json").read_text(encoding="utf-8")
    found = json.loads(text)

    assert found["command"][:4] == ["check", "export", "--as-of=2026-11-22", "--rules=pack.yml"]
    assert found["parameters"] == {"small.limit": "P1M"}
    assert found["inputs"][0]["accepted"] == 2
    assert found["exit_code"] == 1
    assert [one["path"] for one in found["outputs"]] == ["out.json"]
    assert "W1" not in text
    assert "สัญญา" not in text


def test_the_manifest_names_what_the_engine_rests_on(place):
    """
    Another version of it, or of the calendar of public holidays, may give another report.
    """
    pytest.importorskip("durable_rules_engine", reason="durable-rules is not installed")

    checked("--engine", "rete", "--manifest", "rete.json")
    checked("--engine", "memory", "--manifest", "memory.json")

    rete, memory = (
        json.loads((place / f"{name}.json").read_text(encoding="utf-8"))["versions"]
        for name in ("rete", "memory")
    )
    assert rete.keys() - memory.keys() == {"durable-rules"}
    assert {"holidays", "duckdb"} <= memory.keys()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda: Path("export/agreements.csv").write_text(ROWS + "A3,W3,volunteer,\n"),
            "agreements.csv",
        ),
        (lambda: Path("export/worker.csv").write_text("id\nW1\n"), "worker.csv is new"),
        (lambda: Path("pack.yml").write_text(PACK.replace("P1M", "P2M")), "small.limit"),
        (lambda: Path("a.csv").write_text("x"), "a.csv was changed"),
        (lambda: Path("a.csv").unlink(), "a.csv is gone"),
    ],
)
def test_what_has_changed_since_is_named(place, capsys, change, words):
    """
    An export, a pack or a report that is no longer what it was ends with exit code 1.
    """
    checked("--report", "csv=a.csv", "--manifest", "run.json")
    change()

    assert run(["verify", "run.json"]) is ExitCode.FINDINGS
    found = said(capsys)
    assert words in found
    assert found.endswith("Not the same: see above.")


def test_a_manifest_is_read_from_another_folder(place, monkeypatch, capsys):
    """
    Paths are those of the run, seen from where the manifest lies.
    """
    (place / "kept").mkdir()
    checked("--manifest", "kept/run.json")
    monkeypatch.chdir(place.parent)

    assert run(["verify", str(place / "kept" / "run.json")]) is ExitCode.CLEAN
    assert Path.cwd() == place.parent


def test_an_export_that_has_moved_can_be_named(place, capsys):
    """
    Without it the error says that there is none; with it the run is the same.
    """
    checked("--manifest", "run.json")
    Path("export").rename("moved")

    assert run(["verify", "run.json"]) is ExitCode.INPUT
    assert run(["verify", "run.json", "--export", "moved"]) is ExitCode.CLEAN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is no JSON document"),
        ("[1]", "is no manifest of a run"),
        ('{"schema": "peercomply.manifest/1"}', "lacks as_of, engine, command"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_manifest_is_refused(place, capsys, text, words):
    """
    The error names the file, what is wrong with it, and what to give.
    """
    if text is not None:
        Path("run.json").write_text(text)

    assert run(["verify", "run.json"]) is ExitCode.INPUT
    assert words in said(capsys)


def test_a_password_never_stands_in_a_manifest(place, monkeypatch):
    """
    The URL of a database is kept without it.
    """
    from peercomply.cli.trail import _PASSWORD

    url = "postgresql://auditor:s3cret@host/records"
    assert _PASSWORD.sub(r"\1:***@", url) == "postgresql://auditor:***@host/records"


def test_every_run_adds_one_entry_to_the_ledger(place, capsys):
    """
    The table lists them, the oldest first, and prints the last hash.
    """
    for _ in range(3):
        checked("--ledger", "runs.jsonl")
    capsys.readouterr()

    assert run(["history", "runs.jsonl"]) is ExitCode.CLEAN
    out = capsys.readouterr().out
    assert "3 runs; the chain holds." in out
    assert re.findall(r"^ +(\d) ", out, re.MULTILINE) == ["1", "2", "3"]
    assert not Path("runs.jsonl.lock").exists()


def spoilt(lines, how):
    match how:
        case "changed":
            lines[1] = lines[1].replace('"breaches": 1', '"breaches": 0')
        case "taken out":
            del lines[1]
        case "swapped":
            lines[0], lines[1] = lines[1], lines[0]
        case "cut short":
            lines[-1] = lines[-1].rstrip("\n")[:-5]
        case "strange":
            lines[1] = "{}\n"
    return "".join(lines)


@pytest.mark.parametrize("how", ["changed", "taken out", "swapped", "cut short", "strange"])
def test_a_ledger_that_was_touched_is_refused(place, capsys, how):
    """
    History and the next run name the line; nothing is appended.
    """
    for _ in range(3):
        checked("--ledger", "runs.jsonl")
    ledger = Path("runs.jsonl")
    ledger.write_text(spoilt(ledger.read_text().splitlines(keepends=True), how))
    before = ledger.read_bytes()
    capsys.readouterr()

    assert run(["history", "runs.jsonl"]) is ExitCode.INPUT
    assert re.search(r"line \d .*was changed by something else than a run", said(capsys))
    assert checked("--ledger", "runs.jsonl") is ExitCode.INPUT
    assert ledger.read_bytes() == before


def test_entries_cut_off_at_the_end_are_seen_by_who_knows_the_last_hash(place, capsys):
    """
    A shorter chain holds by itself, and not against an expected hash.
    """
    for _ in range(2):
        checked("--ledger", "runs.jsonl")
    capsys.readouterr()
    run(["history", "runs.jsonl", "--format", "json"])
    last = json.loads(capsys.readouterr().out)["last"]

    assert run(["history", "runs.jsonl", "--expect", last]) is ExitCode.CLEAN
    ledger = Path("runs.jsonl")
    ledger.write_bytes(ledger.read_bytes().splitlines(keepends=True)[0])
    assert run(["history", "runs.jsonl"]) is ExitCode.CLEAN
    assert run(["history", "runs.jsonl", "--expect", last]) is ExitCode.INPUT


def test_two_runs_never_write_to_the_ledger_at_once(place, capsys):
    """
    The second one says that it is not in the ledger, and ends with 2.
    """
    Path("runs.jsonl.lock").touch()

    assert checked("--ledger", "runs.jsonl") is ExitCode.USAGE
    assert "another run is writing to it, so this one is not in it" in said(capsys)
    assert not Path("runs.jsonl").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--manifest", "export/run.json"), "lies in the export"),
        (("--ledger", "no/runs.jsonl"), "a folder that exists"),
        (("--manifest", "a.csv", "--report", "csv=a.csv"), "is written twice"),
        (("--manifest", "same", "--ledger", "same"), "is written twice"),
    ],
)
def test_files_that_cannot_be_are_refused_before_the_run(place, capsys, options, words):
    """
    Nothing is checked and nothing is written.
    """
    assert checked(*options) is ExitCode.USAGE
    assert words in said(capsys)
    assert not Path("a.csv").exists()
