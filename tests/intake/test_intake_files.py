"""Which files of an export are read, and what is said of the others."""

from __future__ import annotations

import os
import threading

import pytest

from peercomply.errors import InputError
from peercomply.intake import load_snapshot
from peercomply.intake.names import record_type_of
from peercomply.records.issue_codes import IssueSeverity
from peercomply.records.model import RECORD_TYPES
from peercomply.records.naming import plural

ONE = "id\nW1\n"


@pytest.mark.parametrize(
    "name", ["worker.csv", "Workers.CSV", "WORKERS.txt", "worker.tsv", " worker .csv"]
)
def test_a_file_is_known_by_the_name_of_a_record_type(load, name):
    """
    Singular and plural, any case and the usual extensions name the same record type.
    """
    snapshot = load({name: ONE})

    assert list(snapshot.of_type("worker")) == ["W1"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Position-Descriptions", "position_description"),
        ("funding agreement", "funding_agreement"),
        ("policies", "policy"),
        ("matches", "match"),
        ("feedbacks", "feedback"),
        ("Feedback", "feedback"),
        ("budgets", "budget"),
        ("wellness.offers", "wellness_offer"),
    ],
)
def test_plurals_are_regular_english(name, expected):
    """
    A list is known by the regular plural of its type, however its words are set apart.
    """
    record_type = record_type_of(name, RECORD_TYPES)

    assert record_type is not None
    assert record_type.name == expected


def test_no_two_record_types_share_a_name():
    """
    Every record type is known by its own name and its own plural.
    """
    names = [name for one in RECORD_TYPES for name in {one, plural(one)}]

    assert len(names) == len(set(names))
    assert all(record_type_of(plural(name), RECORD_TYPES).name == name for name in RECORD_TYPES)


def test_two_files_feed_one_record_type(load):
    """
    Rows of worker.csv and workers.csv become records of one type, each with its place.
    """
    snapshot = load({"worker.csv": "id\nW1\n", "workers.csv": "id\nW2\n"})

    assert list(snapshot.of_type("worker")) == ["W1", "W2"]
    assert snapshot.provenance.locate("worker", "W2").file == "workers.csv"


def test_an_unknown_file_is_named_with_the_nearest_type(load, found):
    """
    A misspelt file name is a warning with the name that was probably meant.
    """
    snapshot = load({"worker.csv": ONE, "suprevision.csv": ONE})

    (one,) = found(snapshot, "UNKNOWN_FILE")
    assert (one.file, one.severity) == ("suprevision.csv", IssueSeverity.WARNING)
    assert "supervision" in one.hint


def test_a_file_of_another_kind_is_named(load, found):
    """
    A file of a kind that is not read is named, with the advice to save it as CSV.
    """
    snapshot = load({"worker.csv": ONE, "audit.docx": b"PK"})

    (one,) = found(snapshot, "UNKNOWN_FILE")
    assert (one.file, "CSV" in one.hint) == ("audit.docx", True)
    assert snapshot.supplied == {"worker"}


def test_hidden_and_markdown_files_are_ignored(load):
    """
    Files that no export means, such as .DS_Store and README.md, give no issue.
    """
    snapshot = load({"worker.csv": ONE, ".DS_Store": b"\0", "README.md": "#", "notes.MD": ""})

    assert not snapshot.provenance.issues


def test_a_subfolder_is_noted(load, tmp_path, found):
    """
    A folder within the export is not read, and that is said.
    """
    (tmp_path / "old").mkdir()

    snapshot = load({"worker.csv": ONE})

    (one,) = found(snapshot, "UNKNOWN_FILE")
    assert (one.file, one.severity) == ("old", IssueSeverity.NOTE)


def test_a_folder_without_known_files_is_no_export(load):
    """
    A folder in which nothing is named after a record type raises, and says what was expected.
    """
    with pytest.raises(InputError) as raised:
        load({"wrker.csv": ONE})

    assert "worker" in raised.value.hint
    assert "the record types are: organisation, program" in raised.value.expected


def test_an_empty_folder_is_no_export(tmp_path):
    """
    A folder that holds nothing raises.
    """
    with pytest.raises(InputError):
        load_snapshot(tmp_path)


def test_a_path_that_does_not_exist_is_no_export(tmp_path):
    """
    A path that leads nowhere raises with a hint.
    """
    with pytest.raises(InputError) as raised:
        load_snapshot(tmp_path / "nowhere")

    assert raised.value.problem == "does not exist"
    assert raised.value.hint


@pytest.mark.parametrize("path", ["nul\0l", "x" * 5000])
def test_a_path_that_cannot_be_is_no_export(path):
    """
    A path that the operating system refuses raises an error of the library.
    """
    with pytest.raises(InputError):
        load_snapshot(path)


def test_a_single_file_is_an_export(load, tmp_path):
    """
    A file alone is read like a folder that holds nothing else.
    """
    whole = load({"worker.csv": ONE})

    assert load_snapshot(tmp_path / "worker.csv").of_type("worker") == whole.of_type("worker")


def test_a_single_file_of_another_kind_is_no_export(tmp_path):
    """
    A file of a kind that is not read raises with the advice to give its folder.
    """
    (tmp_path / "worker.docx").write_text("x")

    with pytest.raises(InputError) as raised:
        load_snapshot(tmp_path / "worker.docx")

    assert "folder" in raised.value.hint


def test_a_folder_without_permission_is_no_export(tmp_path, monkeypatch):
    """
    A folder that may not be listed raises with a hint.
    """

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)

    with pytest.raises(InputError) as raised:
        load_snapshot(tmp_path)

    assert "Permission denied" in raised.value.problem


def test_a_file_without_permission_is_unreadable(load, monkeypatch, found):
    """
    A file that may not be opened is an error, and its type counts as not supplied.
    """

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)

    snapshot = load({"worker.csv": ONE})

    assert snapshot.supplied == frozenset()
    assert "Permission denied" in found(snapshot, "UNREADABLE_FILE")[0].message
    assert snapshot.provenance.inputs[0].sha256 is None


def test_a_binary_file_is_unreadable(load, codes):
    """
    Bytes that are no text give no records; the type counts as not supplied.
    """
    snapshot = load({"worker.csv": b"id\nW1\n\0\x01\x02", "audit.csv": "id\nA1\n"})

    assert snapshot.supplied == {"audit"}
    assert codes(snapshot) == ["UNREADABLE_FILE"]


@pytest.mark.parametrize("content", ["", "\n\n", "  \r\n \r\n", ",,,\n,,,\n", "\ufeff"])
def test_an_empty_file_supplies_nothing(load, codes, content):
    """
    A file without a heading row is no answer: its type counts as not supplied.
    """
    snapshot = load({"worker.csv": content})

    assert snapshot.supplied == frozenset()
    assert codes(snapshot) == ["EMPTY_FILE"]


def test_a_heading_row_alone_supplies_zero_records(workers):
    """
    A file with headings and no rows says that there are none.
    """
    snapshot = workers("id,started_on\n")

    assert snapshot.supplied == {"worker"}
    assert len(snapshot) == 0
    assert not snapshot.provenance.issues


def test_an_unreadable_file_does_not_undo_another(load):
    """
    A type is supplied if one of its files could be read.
    """
    snapshot = load({"worker.csv": ONE, "workers.csv": ""})

    assert list(snapshot.of_type("worker")) == ["W1"]


def test_each_file_is_counted(load):
    """
    Each input says how many rows were read, accepted and rejected, with the hash of the bytes.
    """
    snapshot = load({"worker.csv": "id,level\nW1,\n,other\nW2,\n"})

    (one,) = snapshot.provenance.inputs
    assert (one.read, one.accepted, one.rejected) == (3, 2, 1)
    assert one.record_type == "worker"
    assert len(one.sha256) == 64
    assert snapshot.provenance.rejected == {"worker": 1}


def test_exports_load_in_several_threads_at_once(load, tmp_path):
    """
    Threads that load exports at the same time do not see each other's records.
    """
    load({"worker.csv": "id\n" + "".join(f"W{n}\n" for n in range(500))})
    sizes = []

    def work():
        sizes.append(len(load_snapshot(tmp_path)))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sizes == [500] * 6


def test_the_package_alone_does_not_load_the_database():
    """
    Importing peercomply does not import duckdb.
    """
    import subprocess
    import sys

    code = "import sys, peercomply; sys.exit('duckdb' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_file_that_is_no_regular_file_is_unreadable(load, tmp_path, codes):
    """
    A pipe named as a record type does not make reading wait.
    """
    os.mkfifo(tmp_path / "worker.csv")

    snapshot = load({"audit.csv": "id\n"})

    assert codes(snapshot) == ["UNREADABLE_FILE"]


def test_a_link_that_leads_nowhere_is_unreadable(load, tmp_path, codes):
    """
    A broken link named as a record type is said to be unreadable.
    """
    (tmp_path / "worker.csv").symlink_to(tmp_path / "gone")

    snapshot = load({"audit.csv": "id\n"})

    assert codes(snapshot) == ["UNREADABLE_FILE"]


def test_a_folder_whose_entries_may_not_be_looked_at(load, monkeypatch, codes):
    """
    Where an entry's kind is secret the entry is tried as a file.
    """

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.is_dir", refuse)

    snapshot = load({"worker.csv": ONE})

    assert len(snapshot) == 1
