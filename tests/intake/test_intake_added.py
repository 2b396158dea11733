"""Exports with record types and fields that a pack adds."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from peercomply import InputError, load_rules, load_snapshot
from peercomply.records.durations import parse_duration

FLEET = Path(__file__).parents[1] / "fleet"
SCHEMA = load_rules(FLEET / "rules").schema


def issues(snapshot):
    return [
        (one.code.value, one.file, one.row, one.column, one.value)
        for one in snapshot.provenance.issues
    ]


def written(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_added_types_and_fields_are_read_as_their_types():
    """
    File names, headings and cells are read like those of the types that come along.
    """
    snapshot = load_snapshot(FLEET / "export", schema=SCHEMA)
    vehicle = snapshot.of_type("vehicle")["V1"]

    assert (vehicle.program_id, vehicle.kind, vehicle.seats) == ("P1", "car", 5)
    assert vehicle.inspected_on == date(2024, 5, 1)
    assert vehicle.keepers == {"W1", "W2"}
    assert vehicle.allowances == {"car": Decimal("1.50")}
    assert vehicle.interval == parse_duration("P1Y")
    assert str(vehicle.value) == "20000.00"
    assert vehicle.fuelled_at == datetime(2026, 11, 1, 10, 30)
    assert vehicle.leased is True
    assert snapshot.of_type("worker")["W2"].licence_class == "van"
    assert snapshot.schema is SCHEMA


def test_what_is_wrong_with_added_fields_is_a_data_issue():
    """
    Values, ranges, references, orders and required fields are checked, and a sensitive value is
    withheld.
    """
    found = issues(load_snapshot(FLEET / "export", schema=SCHEMA))

    assert ("DI202", "Vehicles.csv", 3, "Kind", "Lorry") in found
    assert ("DI203", "Vehicles.csv", 3, "Seats", "12") in found
    assert ("DI203", "Vehicles.csv", 3, "Value", "-1") in found
    assert ("DI305", "Vehicles.csv", 3, "Program ID", "P9") in found
    assert ("DI305", "Vehicles.csv", 3, "Keepers", "W9") in found
    assert ("DI306", "Vehicles.csv", 4, "Inspected On", None) in found
    assert ("DI301", "Vehicles.csv", 5, "Vehicle No", None) in found
    assert ("DI204", "worker.csv", 3, "vaccinated_on", None) in found
    assert ("DI201", "worker.csv", 4, "vaccinated_on", None) in found
    assert ("DI305", "worker.csv", 4, "vehicle id", "V9") in found
    assert "DI104" not in {code for code, *_ in found}


def test_a_doubtful_added_date_keeps_its_readings():
    """
    A cell that can be read in two ways is a doubt of the added field.
    """
    doubts = load_snapshot(FLEET / "export", schema=SCHEMA).provenance.doubts

    days = doubts["worker", "vaccinated_on"]["W2"].readings
    assert days == (date(2025, 4, 3), date(2025, 3, 4))
    assert doubts["worker", "vaccinated_on"]["W3"].readings == ()


def test_without_its_pack_a_column_or_file_stays_unknown():
    """
    Nobody knows what an added column is without the pack, and it is named as before.
    """
    snapshot = load_snapshot(FLEET / "export")
    found = issues(snapshot)

    assert ("DI104", "worker.csv", None, "vaccinated_on", None) in found
    assert ("DI101", "Vehicles.csv", None, None, None) in found
    assert not hasattr(snapshot.of_type("worker")["W1"], "vaccinated_on")


def test_a_json_document_holds_added_types(tmp_path):
    """
    Lists of added types, sets and mappings are read from JSON as well.
    """
    path = tmp_path / "export.json"
    document = {
        "vehicle": [
            {"id": "V1", "program_id": "P1", "keepers": ["W1"], "allowances": {"van": "2"}}
        ],
        "worker": [{"id": "W1", "vaccinated_on": "2026-01-01"}],
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    snapshot = load_snapshot(path, schema=SCHEMA)

    assert snapshot.of_type("vehicle")["V1"].allowances == {"van": Decimal(2)}
    assert snapshot.of_type("worker")["W1"].vaccinated_on == date(2026, 1, 1)


def test_the_only_program_is_filled_into_an_added_type(tmp_path):
    """
    An empty program is read as the only one there is, as for every record type.
    """
    pack = tmp_path / "pack.yml"
    pack.write_text(
        "pack: {id: p, version: 1.0.0, title: T}\nrecord_types:\n  van:\n    title: A van\n"
        "    program: [program_id]\n    fields:\n"
        "      program_id: {type: ref, to: program, meaning: Program., privacy: internal}\n"
    )
    folder = tmp_path / "export"
    folder.mkdir()
    written(folder, program="id\nP1\n", van="id,program_id\nV1,\n")
    snapshot = load_snapshot(folder, schema=load_rules(pack).schema)

    assert snapshot.of_type("van")["V1"].program_id == "P1"
    assert [code for code, *_ in issues(snapshot)] == ["DI307"]


def test_a_field_is_not_taken_for_the_key_of_its_record(tmp_path):
    """
    "Van number" is a name for the key, unless a field is called so.
    """
    pack = tmp_path / "pack.yml"
    pack.write_text(
        "pack: {id: p, version: 1.0.0, title: T}\nrecord_types:\n  van:\n    title: A van\n    fields:\n"
        "      van_number: {type: int, meaning: Number., privacy: internal}\n"
    )
    folder = tmp_path / "export"
    folder.mkdir()
    written(folder, van="van id,van number\nV1,7\n")

    found = load_snapshot(folder, schema=load_rules(pack).schema).of_type("van")["V1"]
    assert (found.id, found.van_number) == ("V1", 7)


def test_references_dangle_whatever_the_fields_of_their_targets_are_called(tmp_path):
    """
    A target with a field `value` is still asked for its keys.
    """
    folder = written(
        tmp_path,
        program="id\nP1\n",
        vehicle="id,program_id,value\nV1,P1,3\n",
        worker="id,vehicle_id\nW1,V2\nW2,V1\n",
    )
    found = issues(load_snapshot(folder, schema=SCHEMA))

    assert ("DI305", "worker.csv", 2, "vehicle_id", "V2") in found
    assert len([one for one in found if one[0] == "DI305"]) == 1


def test_a_reference_to_several_types_is_checked_by_its_kind(tmp_path):
    """
    The field named in `by` says among which records the key is looked for.
    """
    pack = tmp_path / "pack.yml"
    pack.write_text(
        "pack: {id: p, version: 1.0.0, title: T}\n"
        "enumerations: {owners: {meaning: Owners, values: [worker, program]}}\n"
        "record_types:\n  bicycle:\n    title: A bicycle\n    fields:\n"
        "      target: {type: enum, values: owners, meaning: Whose., privacy: internal}\n"
        "      value: {type: ref, to: [worker, program], by: target, meaning: Owner., privacy: internal}\n"
    )
    folder = tmp_path / "export"
    folder.mkdir()
    written(
        folder,
        worker="id\nW1\n",
        program="id\nP1\n",
        bicycle="id,target,value\nB1,worker,W1\nB2,worker,P1\nB3,program,P1\nB4,,P1\nB5,,X\n",
    )
    found = issues(load_snapshot(folder, schema=load_rules(pack).schema))

    assert [(row, value) for code, _, row, _, value in found if code == "DI305"] == [
        (3, "P1"),
        (6, "X"),
    ]


def test_an_export_that_is_none_is_told_all_record_types(tmp_path):
    """
    The message lists the added record types with the others.
    """
    with pytest.raises(InputError, match="consent, vehicle"):
        load_snapshot(tmp_path, schema=SCHEMA)
