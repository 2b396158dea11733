"""An upload of the Primary Mental Health Care Minimum Data Set, as a zip and as a workbook."""

from __future__ import annotations

import zipfile
from datetime import date

import openpyxl
import pytest

from peercomply import load_mapping, load_snapshot
from peercomply.intake.mapping.load import load_profile, shipped_profiles
from peercomply.intake.mapping.propose import propose
from peercomply.records.model import RECORD_TYPES

PATH = "PHN042:LANTERN"
TABLES = {
    "Metadata": (["key", "value"], ["type", "PMHC"], ["version", "4.0"]),
    "Organisations": (
        ["organisation_path", "organisation_key", "organisation_name", "organisation_type",
         "organisation_state", "organisation_start_date", "organisation_end_date"],
        [PATH, "LANTERN", "Lantern House", "7", "2", "01072020", "09099999"],
    ),
    "Practitioners": (
        ["organisation_path", "practitioner_key", "practitioner_category", "practitioner_active"],
        [PATH, "0007", "13", "1"],
        [PATH, "P8", "1", "1"],
        [PATH, "P9", "99", "1"],
    ),
    "Clients": (
        ["organisation_path", "client_key", "slk", "date_of_birth"],
        [PATH, "C1", "XXXXX010119901", "01011990"],
        [PATH, "C2", "XXXXX020219902", "02021990"],
    ),
    "Episodes": (
        ["organisation_path", "episode_key", "client_key"],
        [PATH, "E1", "C1"],
        [PATH, "E2", "C2"],
    ),
    "Service Contacts": (
        ["organisation_path", "service_contact_key", "episode_key", "service_contact_date",
         "service_contact_modality", "service_contact_participants", "service_contact_no_show"],
        [PATH, "S1", "E1", "03082021", "2", "1", "2"],
        [PATH, "S2", "E2", "17112021", "1", "2", "2"],
        [PATH, "S3", "E2", "18112021", "0", "1", "1"],
    ),
    "Service Contact Practitioners": (
        ["organisation_path", "service_contact_practitioner_key", "service_contact_key",
         "practitioner_key"],
        [PATH, "SP1", "S1", "0007"],
        [PATH, "SP2", "S1", "P8"],
        [PATH, "SP3", "S2", "0007"],
    ),
}  # fmt: skip


@pytest.fixture
def as_zip(tmp_path):
    path = tmp_path / "upload.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in TABLES.items():
            text = "\n".join(",".join(row) for row in rows) + "\n"
            archive.writestr(f"combined/{name.lower().replace(' ', '-')}.csv", text)
    return path


@pytest.fixture
def as_workbook(tmp_path):
    """Return a workbook whose codes and days are numbers, so that first zeros are gone."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in TABLES.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([int(text) if text.isdigit() and text != "0007" else text for text in row])
    path = tmp_path / "upload.xlsx"
    book.save(path)
    return path


@pytest.fixture
def mapping():
    return load_profile("pmhc-mds-4", RECORD_TYPES)


def test_both_forms_give_the_same_records(as_zip, as_workbook, mapping):
    """
    The zip and the workbook, whose days have lost their first zeros, give the same snapshot.
    """
    first, second = (load_snapshot(path, mapping=mapping) for path in (as_zip, as_workbook))

    assert first.supplied == second.supplied
    for name in first.supplied:
        assert first.of_type(name) == second.of_type(name)
    assert not first.provenance.issues or {one.code.name for one in first.provenance.issues} == {
        "ROWS_LEFT_OUT"
    }
    assert "LOST_ZERO" in {one.code.name for one in second.provenance.issues}


def test_practitioners_contacts_clients_and_organisations_are_read(as_zip, mapping):
    """
    Category 13 is a peer worker; contacts know their workers and clients through other tables.
    """
    found = load_snapshot(as_zip, mapping=mapping)

    peers = {key.rpartition(":")[2]: one.is_peer for key, one in found.of_type("worker").items()}
    assert peers == {"0007": True, "P8": False, "P9": None}
    contact = found.of_type("service_event")[f"{PATH}:S1"]
    assert contact.held_on == date(2021, 8, 3)
    assert (contact.kind, contact.channel) == ("individual_session", "telephone")
    assert contact.worker_ids == {f"{PATH}:0007", f"{PATH}:P8"}
    assert contact.participant_ids == {f"{PATH}:C1"}
    assert set(found.of_type("participant")) == {f"{PATH}:C1", f"{PATH}:C2"}
    program = found.of_type("program")[PATH]
    assert (program.started_on, program.ended_on) == (date(2020, 7, 1), None)
    organisation = found.of_type("organisation")[PATH]
    assert (organisation.sector, organisation.state) == ("non_government", "vic")


def test_an_appointment_to_which_nobody_came_is_no_session(as_zip, mapping):
    """
    It is left out, and that is said.
    """
    found = load_snapshot(as_zip, mapping=mapping)

    assert f"{PATH}:S3" not in found.of_type("service_event")
    (contacts,) = (one for one in found.provenance.inputs if one.record_type == "service_event")
    assert (contacts.read, contacts.accepted, contacts.left_out) == (3, 2, 1)
    assert "ROWS_LEFT_OUT" in {one.code.name for one in found.provenance.issues}


def test_init_knows_the_data_set(as_zip, as_workbook):
    """
    An upload is recognised by its tables.
    """
    for path in (as_zip, as_workbook):
        assert propose(path, RECORD_TYPES).profile == "pmhc-mds-4"


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_shipped_profile_is_without_fault(name):
    """
    A profile that is shipped names record types, fields and values that exist.
    """
    assert load_profile(name, RECORD_TYPES).tables


def test_a_profile_can_be_named_in_a_configuration(as_zip, tmp_path):
    """
    A configuration that names the profile reads the upload like the profile itself.
    """
    config = tmp_path / "mine.yaml"
    config.write_text("import: {profile: pmhc-mds-4}\n")

    found = load_snapshot(as_zip, mapping=load_mapping(config))

    assert len(found.of_type("worker")) == 3
