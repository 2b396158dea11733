"""How JSON documents are read."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from peercomply.errors import InputError
from peercomply.intake import load_snapshot


@pytest.fixture
def document(tmp_path):
    """Return a function that writes one JSON document and loads it."""

    def write_and_load(content):
        path = tmp_path / "export.json"
        text = content if isinstance(content, bytes | str) else json.dumps(content)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_snapshot(path)

    return write_and_load


def test_a_document_holds_lists_by_record_type(document):
    """
    Lists become records; names are compared as headings and files are.
    """
    snapshot = document(
        {
            "Workers": [{"Worker ID": "W1", "started-on": "2026-01-02", "frontline": True}],
            "budget": [{"id": "B1", "lines": {"administration": 5}}],
            "position": [{"id": "P1", "duties": ["manager"], "grade": 3, "title": None}],
            "audit": [],
        }
    )

    worker = snapshot.of_type("worker")["W1"]
    assert (worker.started_on, worker.frontline) == (date(2026, 1, 2), True)
    assert snapshot.of_type("budget")["B1"].lines == {"administration": Decimal(5)}
    assert snapshot.of_type("position")["P1"].duties == {"manager"}
    assert snapshot.of_type("position")["P1"].grade == 3
    assert snapshot.supplied == {"worker", "budget", "position", "audit"}
    assert not snapshot.provenance.issues


def test_numbers_are_kept_as_they_were_written(document):
    """
    A number of JSON never becomes a binary float.
    """
    snapshot = document('{"worker": [{"id": 007.10, "hourly_rate": 0.10}]}'.replace("007", "7"))

    assert str(snapshot.of_type("worker")["7.10"].hourly_rate) == "0.10"


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", "1e3", "true", '"x"', "[1]", "{}"]
)
def test_what_is_no_number_is_in_doubt(document, value):
    """
    NaN, an exponent, a list and the like give no decimal number.
    """
    snapshot = document('{"worker": [{"id": "W1", "hourly_rate": VALUE}]}'.replace("VALUE", value))

    assert snapshot.of_type("worker")["W1"].hourly_rate is None
    assert "W1" in snapshot.provenance.doubts["worker", "hourly_rate"]


def test_a_list_is_no_text(document):
    """
    An array in a field that holds one value is in doubt.
    """
    snapshot = document({"worker": [{"id": "W1", "location": ["a"]}]})

    assert "W1" in snapshot.provenance.doubts["worker", "location"]


def test_half_a_surrogate_pair_spoils_one_cell(document):
    """
    A text that cannot be written in UTF-8 is in doubt.
    """
    snapshot = document('{"worker": [{"id": "W1", "location": "a\\ud800"}, {"id": "W\\u0000"}]}')

    assert "W1" in snapshot.provenance.doubts["worker", "location"]
    assert snapshot.provenance.rejected == {"worker": 1}


def test_rows_are_places_in_their_list(document, found):
    """
    The location of a record is its place in the list, counted from 1.
    """
    snapshot = document({"worker": [{"id": "W1"}, {"id": ""}, 5, {"id": "W2", "level": "x"}]})

    assert snapshot.provenance.locate("worker", "W2").row == 4
    assert snapshot.provenance.locate("worker", "W2", "level").column == "level"
    assert [one.row for one in found(snapshot, "REJECTED_ROW")] == [2, 3]
    (one,) = snapshot.provenance.inputs
    assert (one.read, one.accepted, one.rejected) == (4, 2, 2)


def test_a_name_twice_in_one_object_is_read_once(document, found):
    """
    Of two values for one name the first is read, and that is said.
    """
    snapshot = document('{"worker": [{"id": "W1", "id": "W2"}]}')

    assert list(snapshot.of_type("worker")) == ["W1"]
    assert found(snapshot, "REPEATED_COLUMN")[0].row == 1


def test_two_lists_of_one_type_feed_it(document):
    """
    A record type that comes twice loses no records.
    """
    snapshot = document('{"worker": [{"id": "W1"}], "workers": [{"id": "W2"}]}')

    assert list(snapshot.of_type("worker")) == ["W1", "W2"]


def test_an_unknown_list_is_named(document, found):
    """
    A list that is not named after a record type is a warning.
    """
    snapshot = document({"worker": [], "suprevision": []})

    (one,) = found(snapshot, "UNKNOWN_FILE")
    assert (one.column, "supervision" in one.hint) == ("suprevision", True)


def test_a_part_of_the_wrong_shape_supplies_nothing(document, found):
    """
    A record type without a list counts as not supplied.
    """
    snapshot = document({"worker": {"id": "W1"}, "audit": [{"id": "A1"}]})

    assert snapshot.supplied == {"audit"}
    assert "worker" in found(snapshot, "UNREADABLE_FILE")[0].message


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[1]",
        "5",
        '{"wrker": []}',
        '{"worker": 5}',
        b"\xff\xfe\x00",
        "[" * 200_000,
        '{"worker": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
)
def test_a_document_that_cannot_be_read_is_no_export(document, content):
    """
    A document without a list of records raises an error of the library.
    """
    with pytest.raises(InputError) as raised:
        document(content)

    assert raised.value.hint


def test_a_broken_document_within_a_folder_is_an_issue(load, codes):
    """
    Beside files that can be read a broken document is unreadable, not fatal.
    """
    snapshot = load({"worker.csv": "id\nW1\n", "more.json": "{"})

    assert codes(snapshot) == ["UNREADABLE_FILE"]
    assert len(snapshot) == 1


def test_a_document_feeds_the_same_types_as_files(load):
    """
    Records of a document and of CSV files stand in one snapshot.
    """
    snapshot = load({"worker.csv": "id\nW1\n", "more.json": '{"worker": [{"id": "W2"}]}'})

    assert list(snapshot.of_type("worker")) == ["W1", "W2"]


def test_a_list_alone_is_read_by_the_name_of_its_file(load):
    """
    A file worker.json may hold the list itself.
    """
    snapshot = load({"worker.json": '[{"id": "W1"}]'})

    assert list(snapshot.of_type("worker")) == ["W1"]


def test_a_folder_with_an_unrelated_document_alone_is_no_export(load):
    """
    A document that names no record type makes no export of its folder.
    """
    with pytest.raises(InputError):
        load({"package.json": '{"name": "x"}'})


def test_an_unrelated_document_beside_files_is_named(load, found):
    """
    A document that names no record type is listed with its hash and without rows.
    """
    snapshot = load({"worker.csv": "id\n", "package.json": '{"name": "x"}'})

    assert [(one.file, one.column) for one in found(snapshot, "UNKNOWN_FILE")] == [
        ("package.json", "name")
    ]
    assert snapshot.provenance.inputs[0].sha256 is not None


def test_a_broken_document_alone_in_a_folder_is_an_issue(load, codes):
    """
    A folder whose only file cannot be read gives an empty snapshot that says so.
    """
    snapshot = load({"export.json": "{"})

    assert codes(snapshot) == ["UNREADABLE_FILE"]
    assert snapshot.supplied == frozenset()


def test_a_mapping_with_a_list_inside_is_in_doubt(document):
    """
    An object whose values are no single values gives no mapping.
    """
    snapshot = document({"program": [{"id": "P1", "hours": {"daily": ["a"]}}]})

    assert "P1" in snapshot.provenance.doubts["program", "hours"]
