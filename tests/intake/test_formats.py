"""Every format of an export gives the same records."""

from __future__ import annotations

import os
import sys
import tempfile
import uuid
import warnings
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest
from exports import FORMATS, as_csv, cell, rows_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peercomply import InputError, load_snapshot
from peercomply.records.model import RECORD_TYPES
from peercomply.records.snapshot import Snapshot
from strategies import records

NAMES = ("worker", "incident", "program", "training", "funding_agreement")


@st.composite
def worlds(draw):
    """Return a few records of a few types, each with a key of its own."""
    world = {}
    for name in draw(st.sets(st.sampled_from(NAMES), min_size=1, max_size=3)):
        keys = draw(st.sets(st.sampled_from(("A1", "007", "7", "ก1")), min_size=1, max_size=3))
        world[name] = [_trimmed(draw(records(name, key))) for key in sorted(keys)]
    return world


def _trimmed(record):
    """Return *record* as an export can hold it: no outer spaces, no fractions of a second."""
    held = {field.name: getattr(record, field.name) for field in attrs.fields(type(record))}
    texts = {name: value.strip() for name, value in held.items() if isinstance(value, str)}
    moments = {
        name: value.replace(microsecond=0)
        for name, value in held.items()
        if isinstance(value, datetime)
    }
    return attrs.evolve(record, **texts, **moments)


def snapshot_of(world):
    """Return the snapshot that the records of *world* make by themselves."""
    return Snapshot.of((one for held in world.values() for one in held), supplied=list(world))


@pytest.mark.parametrize("form", FORMATS)
@given(world=worlds())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_records_are_read_back_from_every_format(form, world):
    """
    A snapshot that is written out and read again is the same snapshot, whatever the format.
    """
    with tempfile.TemporaryDirectory() as name:
        found = load_snapshot(FORMATS[form](world, Path(name)))

    assert records_of(found) == filled(world)
    for one in found.provenance.inputs:
        assert one.read == one.accepted + one.rejected + one.left_out


def filled(world):
    """Return the records of *world*; where they contradict themselves, as CSV gives them."""
    with tempfile.TemporaryDirectory() as name:
        snapshot = load_snapshot(as_csv(world, Path(name)))
    whole = {one.code.name for one in snapshot.provenance.issues} <= {"DANGLING_REFERENCE"}
    return records_of(snapshot_of(world) if whole else snapshot)


def records_of(snapshot):
    """Return the records of *snapshot* by type and key."""
    return {name: dict(snapshot.of_type(name)) for name in snapshot.supplied}


@pytest.fixture(scope="session")
def server():
    """Return the URL of a PostgreSQL server of the tests' own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pgserver
    except ImportError:
        if os.environ.get("PEERCOMPLY_NEEDS_SERVER") and sys.version_info < (3, 13):
            raise
        pytest.skip("no PostgreSQL: pip install pgserver, for Python below 3.13")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it speaks of folders that it makes by itself
            held = pgserver.get_server(folder, cleanup_mode="stop")
        yield held.get_uri().replace("postgresql://", "postgresql+psycopg://")
        held.cleanup()


@pytest.fixture
def database(server):
    """Return an engine and the URL of an empty database."""
    import sqlalchemy

    name = f"d{uuid.uuid4().hex[:12]}"
    root = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT")
    with root.connect() as connection:
        connection.execute(sqlalchemy.text(f"CREATE DATABASE {name}"))
    root.dispose()
    address = server.replace("/postgres?", f"/{name}?")
    engine = sqlalchemy.create_engine(address)
    yield engine, address
    engine.dispose()


def test_a_database_on_a_server_is_an_export(database):
    """
    Tables of PostgreSQL are read like files: texts, days, moments, numbers, flags and lists.
    """
    import sqlalchemy

    engine, address = database
    with engine.begin() as connection:
        connection.execute(
            sqlalchemy.text(
                "CREATE TABLE worker (id text, started_on date, frontline boolean,"
                " hours_per_week numeric(5, 2), specialisations text[]);"
                "INSERT INTO worker VALUES ('007', '2024-02-29', true, 37.50, '{trauma,suicidality}'),"
                " ('ก', null, false, null, '{}');"
                "CREATE TABLE incident (id integer, occurred_on timestamp);"
                "INSERT INTO incident VALUES (12, '2026-11-22 17:05:00')"
            )
        )

    snapshot = load_snapshot(address)

    worker = snapshot.of_type("worker")["007"]
    assert (worker.started_on, worker.frontline) == (date(2024, 2, 29), True)
    assert str(worker.hours_per_week) == "37.50"
    assert worker.specialisations == {"trauma", "suicidality"}
    assert snapshot.of_type("worker")["ก"].specialisations == frozenset()
    assert snapshot.of_type("incident")["12"].occurred_on == datetime(2026, 11, 22, 17, 5)
    assert {one.sheet for one in snapshot.provenance.inputs} == {"worker", "incident"}


@given(world=worlds())
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_records_are_read_back_from_a_server(database, world):
    """
    A snapshot that is written to PostgreSQL and read again is the same snapshot.
    """
    import sqlalchemy

    engine, address = database
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        for name, held in world.items():
            headings, rows = rows_of(held, cell)
            columns = ", ".join(f'"{heading}" text' for heading in headings)
            connection.execute(sqlalchemy.text(f'CREATE TABLE "{name}" ({columns})'))
            marks = ", ".join(f":c{place}" for place in range(len(headings)))
            for row in rows:
                values = {f"c{place}": value for place, value in enumerate(row)}
                connection.execute(
                    sqlalchemy.text(f'INSERT INTO "{name}" VALUES ({marks})'), values
                )

    found = load_snapshot(address)

    assert records_of(found) == filled(world)


def test_a_server_that_refuses_is_named_without_its_password():
    """
    A database that does not answer raises with a hint, and the password is shown nowhere.
    """
    with pytest.raises(InputError) as raised:
        load_snapshot("postgresql+psycopg://auditor:s3cret@127.0.0.1:1/records")

    assert "auditor" in str(raised.value)
    assert "s3cret" not in str(raised.value)
    assert raised.value.hint


@pytest.mark.parametrize(
    "address", ["oracle://x/y", "nonsense://x", "postgresql+nodriver://x/y", "sqlite://["]
)
def test_an_address_that_cannot_be_used_raises_an_error_of_the_library(address):
    """
    A URL without a driver, or that is none, raises with a hint instead of a traceback.
    """
    with pytest.raises(InputError) as raised:
        load_snapshot(address)

    assert raised.value.hint


def test_every_record_type_stands_in_the_model_that_formats_write():
    """
    The formats are tried with record types that have fields of every type.
    """
    kinds = {field.type for name in NAMES for field in RECORD_TYPES[name].fields.values()}

    assert {kind.value for kind in kinds} == {
        "key", "ref", "text", "enum", "date", "datetime", "bool", "int", "decimal", "duration",
        "set", "mapping",
    }  # fmt: skip
