"""Names, free text and people's data never leave the export, whatever is written from it."""

import csv
import zipfile
from pathlib import Path

import pytest

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from peercomply.intake.names import record_type_of
from peercomply.records.fields import FieldType
from peercomply.records.model import RECORD_TYPES
from peercomply.report.formats import FORMATS

HARBOUR = Path(__file__).parents[2] / "fixtures" / "harbour"
MARK = "Zqx Marker"
DAY = "2026-11-22"


def hidden(record_type, *, texts_only):
    """Return the fields that may not be shown; keys and references may."""
    return [
        field.name
        for field in record_type.fields.values()
        if not field.shown
        and (field.type is FieldType.TEXT or not texts_only)
        and field.type not in (FieldType.KEY, FieldType.REF)
    ]


def planted(folder, *, texts_only):
    """Copy the example service with a marker in every cell that may not be shown."""
    export = folder / "export"
    export.mkdir()
    count = 0
    for file in sorted(HARBOUR.glob("*.csv")):
        record_type = record_type_of(file.stem, RECORD_TYPES)
        with file.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.DictReader(source))
        names = hidden(record_type, texts_only=texts_only)
        count += len(names)
        columns = list(dict.fromkeys([*rows[0], *names]))
        with (export / file.name).open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, columns)
            writer.writeheader()
            writer.writerows(row | dict.fromkeys(names, f"{MARK} {file.stem}") for row in rows)
    return export, count


def content(path):
    """Return the bytes of a file; of a workbook those of its parts."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return b"".join(book.read(name) for name in book.namelist())


def test_a_marker_in_a_hidden_text_is_in_no_report(tmp_path, monkeypatch, capsys):
    """
    Every format, the manifest, the ledger, the terminal and its errors are without it.
    """
    export, count = planted(tmp_path, texts_only=True)
    monkeypatch.chdir(tmp_path)
    reports = [f"--report={form}=report.{form}" for form in FORMATS]
    kept = ["--manifest=run.json", "--ledger=runs.jsonl"]

    code = run(["check", export.name, f"--as-of={DAY}", "--fail-on=never", *reports, *kept])
    captured = capsys.readouterr()

    assert code is ExitCode.CLEAN
    assert count == 30
    assert MARK not in captured.out
    assert MARK not in captured.err
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert len(files) == len(FORMATS) + 2
    assert {path.name for path in files if MARK.encode() in content(path)} == set()


@pytest.mark.parametrize(
    "command",
    [
        ["data"],
        ["data", "--format=json"],
        ["init"],
    ],
)
def test_a_marker_in_any_hidden_field_is_not_printed(tmp_path, monkeypatch, capsys, command):
    """
    A cell of a day or of a listed value that cannot be read is named by its place alone.
    """
    export, _ = planted(tmp_path, texts_only=False)
    monkeypatch.chdir(tmp_path)

    assert run([*command, export.name]) is ExitCode.CLEAN
    captured = capsys.readouterr()
    assert MARK not in captured.out
    assert MARK not in captured.err
