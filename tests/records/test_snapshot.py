"""Snapshots: what they hold, refuse and know."""

import random

import pytest

from peercomply import Snapshot, SnapshotError
from peercomply.records.provenance import Location
from peercomply.records.snapshot import Provenance
from worlds import record, supervision, worker


def test_records_are_found_by_type_and_key():
    """
    A snapshot holds its records by type and key, whatever their order.
    """
    snapshot = Snapshot.of([supervision("S1"), worker("W2"), worker("W1")])

    assert list(snapshot.of_type("worker")) == ["W1", "W2"]
    assert len(snapshot) == 3


def test_a_type_can_be_supplied_without_records():
    """
    An empty file is not a missing file.
    """
    snapshot = Snapshot.of([worker()], supplied=["supervision"])

    assert snapshot.supplied == {"worker", "supervision"}
    assert not snapshot.of_type("supervision")
    assert not snapshot.of_type("audit")


def test_duplicate_keys_are_refused_all_at_once():
    """
    Every key that stands twice is named in one error.
    """
    with pytest.raises(SnapshotError) as caught:
        Snapshot.of([worker("W1"), worker("W1"), worker("W2"), worker("W2"), worker("W2")])

    assert caught.value.problems == (
        "worker 'W1': 2 records have this key",
        "worker 'W2': 3 records have this key",
    )


def test_the_same_key_may_name_records_of_two_types():
    """
    Keys are unique within a record type only.
    """
    snapshot = Snapshot.of([worker("1"), record("program", "1")])

    assert len(snapshot) == 2


def test_an_unknown_type_name_is_refused_with_a_hint():
    """
    A misspelt record type among the supplied ones is an error with the nearest name.
    """
    with pytest.raises(SnapshotError, match="did you mean 'supervision'"):
        Snapshot.of([], supplied=["supervison"])


def test_something_else_than_a_record_is_refused():
    """
    A dictionary is no record.
    """
    with pytest.raises(SnapshotError, match="'dict' is no record class"):
        Snapshot.of([{"id": "W1"}])


def test_the_order_of_records_does_not_matter():
    """
    Shuffled records make the same snapshot.
    """
    made = [worker(f"W{number}") for number in range(20)]
    shuffled = random.Random(1).sample(made, len(made))

    assert Snapshot.of(made) == Snapshot.of(shuffled)


def test_a_snapshot_does_not_print_its_records():
    """
    The repr says what was supplied and shows no record.
    """
    assert "W1" not in repr(Snapshot.of([worker("W1")]))


def test_a_cell_is_located_by_file_row_and_heading():
    """
    The place of a field is that of its record, with the heading as it was written.
    """
    provenance = Provenance(
        origins={("worker", "W1"): Location("staff.csv", 7)},
        headings={("staff.csv", "worker", "started_on"): "Started On"},
    )

    assert provenance.locate("worker", "W1", "started_on") == Location("staff.csv", 7, "Started On")
    assert provenance.locate("worker", "W1") == Location("staff.csv", 7)
    assert provenance.locate("worker", "W2", "started_on") is None
