"""Names, free text and people's data never leave the export, whatever is written from it."""

import shutil
from datetime import date

import pytest

import peercomply
from marked import MARK, content, hidden, texts, with_mark, write_export, write_pack
from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from peercomply.records.fields import FieldType, Privacy
from peercomply.records.model import RECORD_TYPES
from peercomply.report.formats import FORMATS

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A folder with an export, a broken export, and a pack, all marked."""
    folder = tmp_path_factory.mktemp("marked")
    write_export(folder / "export")
    write_export(folder / "broken", broken=True)
    write_pack(folder / "pack.yml")
    (folder / "workers").mkdir()
    shutil.copy(folder / "broken" / "workers.csv", folder / "workers")
    return folder


@pytest.fixture(scope="module")
def snapshot(marked):
    """The records of the export."""
    return peercomply.load_snapshot(marked / "export")


@pytest.fixture(scope="module")
def report(marked, snapshot):
    """What the pack says about them."""
    pack = peercomply.load_rules(marked / "pack.yml")
    return peercomply.check(snapshot, pack, as_of=date.fromisoformat(DAY))


def test_no_record_type_and_no_text_is_forgotten(snapshot, report):
    """
    Every record type has a record, a finding and a mark in each of its hidden texts.
    """
    assert set(snapshot.supplied) == set(RECORD_TYPES)
    assert {one.rule.subject for one in report.findings} == set(RECORD_TYPES)
    count = 0
    for name, known in RECORD_TYPES.items():
        (record,) = snapshot.of_type(name).values()
        count += len(texts(known))
        bare = {field for field in texts(known) if MARK not in str(getattr(record, field))}
        assert not bare, name
    classes = [
        one
        for known in RECORD_TYPES.values()
        for one in known.fields.values()
        if FieldType.TEXT in (one.type, one.of) and one.privacy is not Privacy.PUBLIC
    ]
    assert count == len(classes)


def test_every_hidden_field_is_evidence_without_its_value(report):
    """
    The check has read all of them, so what it does not say it has withheld.
    """
    for finding in report.findings:
        (breach,) = finding.breaches
        withheld = {one.field for one in breach.evidence if one.withheld}
        assert withheld == set(hidden(RECORD_TYPES[finding.rule.subject]))


def test_a_mark_in_a_hidden_text_is_in_no_report(marked, tmp_path, monkeypatch, capsys):
    """
    Every format, the manifest, the ledger, the terminal and its errors are without it.
    """
    monkeypatch.chdir(tmp_path)
    reports = [f"--report={form}=report.{form}" for form in FORMATS]
    kept = ["--manifest=run.json", "--ledger=runs.jsonl"]
    options = [f"--as-of={DAY}", "--fail-on=never", f"--rules={marked / 'pack.yml'}"]

    code = run(["check", str(marked / "export"), *options, *reports, *kept, "--trend=P1M"])
    captured = capsys.readouterr()

    assert code is ExitCode.CLEAN
    assert MARK not in captured.out + captured.err
    assert len(list(tmp_path.iterdir())) == len(FORMATS) + 2
    assert with_mark(tmp_path, MARK) == set()


@pytest.mark.parametrize(
    "command",
    [
        ["check", "--fail-on=never", "--rules=../pack.yml"],
        ["check", "--fail-on=never", "--rules=../pack.yml", "--engine=duckdb", "--format=json"],
        ["data"],
        ["data", "--format=json"],
        ["data", "--tables=tables.sql"],
        ["init", "../workers"],
        ["forecast", "--rules=../pack.yml"],
        ["forecast", "--rules=../pack.yml", "--format=csv"],
        ["explain", "worker-marked", "--rules=../pack.yml", "--subject=worker:Kvw-worker-1"],
        ["explain", "worker-marked", "--rules=../pack.yml", "--subject=worker:Kvw-worker-9"],
    ],
    ids=" ".join,
)
def test_a_mark_in_any_hidden_field_is_not_printed(marked, monkeypatch, capsys, command):
    """
    A cell of a day or of a listed value that cannot be read is named by its place alone.
    """
    (marked / "run").mkdir(exist_ok=True)
    monkeypatch.chdir(marked / "run")

    run(command if command[0] == "init" else [*command, "../broken"])
    captured = capsys.readouterr()
    assert "internal error" not in captured.err
    assert MARK not in captured.out
    assert MARK not in captured.err


def test_the_tables_for_another_database_hold_texts_and_are_private(marked):
    """
    `data --tables` writes the records themselves, and only their owner may read the file.
    """
    file = marked / "own.sql"

    assert run(["data", str(marked / "export"), f"--tables={file}"]) is ExitCode.CLEAN
    assert MARK.encode() in content(file)
    assert file.stat().st_mode & 0o077 == 0


def test_a_repr_shows_no_hidden_text(snapshot, report):
    """
    Records, the snapshot, breaches, findings, the report and what explains a breach are without it.
    """
    breaches = [breach for finding in report.findings for breach in finding.breaches]
    shown = [snapshot, report, *report.findings, *breaches, *report.rules, report.assurance]
    shown += [seen for breach in breaches for seen in breach.evidence]
    shown += [breach.trace for breach in breaches[:5]]
    shown += [record for name in RECORD_TYPES for record in snapshot.of_type(name).values()]

    assert [type(one) for one in shown if MARK in repr(one) or MARK in str(one)] == []


def test_a_repr_of_a_report_with_names_shows_none(snapshot, report):
    """
    A name that a file may hold stands in no log and no traceback.
    """
    found = peercomply.identified(report, snapshot)
    breaches = [breach for finding in found.findings for breach in finding.breaches]
    seen = [one for breach in breaches for one in breach.evidence]

    assert any(MARK in breach.message for breach in breaches)
    assert any(MARK in str(one.value) for one in seen)
    assert not any(MARK in repr(one) for one in (found, *found.findings, *breaches, *seen))


def test_an_unforeseen_error_names_a_place_and_no_text(marked, monkeypatch, capsys):
    """
    The text of an exception may hold a record, so the terminal gets its kind and place alone.
    """

    def broken(*_arguments, **_options):
        raise RuntimeError(MARK)

    monkeypatch.setattr("peercomply.cli.check.check_snapshot", broken)

    code = run(["check", str(marked / "export"), f"--rules={marked / 'pack.yml'}"])

    assert code is ExitCode.INTERNAL
    captured = capsys.readouterr()
    assert MARK not in captured.out + captured.err
    assert "RuntimeError" in captured.err
