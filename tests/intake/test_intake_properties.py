"""What holds for every export."""

from __future__ import annotations

import csv
import json
import random
import re
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from unittest import mock

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply.errors import PeercomplyError
from peercomply.intake import load_snapshot, open_typed_tables
from peercomply.intake.sources.rows import split_rows
from peercomply.intake.words import SPREADSHEET_ERROR
from peercomply.records.fields import FieldType
from peercomply.records.model import RECORD_TYPES
from peercomply.records.snapshot import Snapshot
from strategies import schemas

ALPHABET = 'id,;"\n\r\tW1/-.2026é\ufeff'


def loaded(name, content):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        return load_snapshot(folder)


@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.text(alphabet=ALPHABET, max_size=200).map(str.encode),
        st.binary(max_size=200).map(lambda data: b"id,location,started_on\n" + data),
        st.text(alphabet=ALPHABET, max_size=200).map(
            lambda text: b"id,location,started_on\n" + text.encode()
        ),
    )
)
@settings(max_examples=120, deadline=None)
def test_any_bytes_are_read_or_refused(content):
    """
    No content of a CSV file raises anything but an error of the library, and all rows are counted.
    """
    try:
        snapshot = loaded("worker.csv", content)
    except PeercomplyError:
        return

    for one in snapshot.provenance.inputs:
        assert one.read == one.accepted + one.rejected
        assert min(one.read, one.accepted, one.rejected) >= 0


@given(
    content=st.one_of(st.binary(max_size=60), st.text(alphabet='{}[]":,worker id1', max_size=60))
)
@settings(max_examples=60, deadline=None)
def test_any_document_is_read_or_refused(content):
    """
    No content of a JSON document raises anything but an error of the library.
    """
    data = content.encode() if isinstance(content, str) else content

    try:
        snapshot = loaded("export.json", data)
    except PeercomplyError:
        return

    assert all(one.read == one.accepted + one.rejected for one in snapshot.provenance.inputs)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(
    rows=st.lists(
        st.dictionaries(
            st.sampled_from(sorted(RECORD_TYPES["program"].fields)), json_values, max_size=6
        ),
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_values_become_records_or_doubts(rows):
    """
    Whatever an object holds becomes a record, a rejected row or a doubt, never an error.
    """
    snapshot = loaded("export.json", json.dumps({"program": rows}).encode())

    (one,) = snapshot.provenance.inputs
    assert one.read == one.accepted + one.rejected == len(rows)


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters=";\ufffd"),
    min_size=1,
    max_size=8,
).filter(
    lambda text: (
        text.lower() != "none"
        and text[0] != "["
        and text == text.strip()
        and not re.fullmatch(SPREADSHEET_ERROR, text)
    )
)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def values(field):
    match field.type:
        case FieldType.KEY | FieldType.REF | FieldType.TEXT:
            return texts
        case FieldType.ENUM:
            return st.sampled_from(field.values)
        case FieldType.DATE:
            return days
        case FieldType.BOOL:
            return st.booleans()
        case FieldType.DECIMAL:
            return st.decimals(0, field.maximum or 10**6, places=2)
        case FieldType.SET:
            return st.frozensets(st.sampled_from(field.values), max_size=3)
    raise AssertionError(field)


@st.composite
def worker_records(draw):
    fields = RECORD_TYPES["worker"].fields
    ids = draw(st.lists(texts, max_size=5, unique=True))
    records = []
    for key in ids:
        held = {
            name: draw(st.none() | values(field)) for name, field in fields.items() if name != "id"
        }
        ends = [held["ended_on"], held["contract_end_on"]]
        if held["started_on"] and any(end and end < held["started_on"] for end in ends):
            held["started_on"] = None
        records.append(RECORD_TYPES["worker"].cls(id=key, **held))
    return records


def as_cell(value):
    match value:
        case None:
            return ""
        case frozenset():
            return "; ".join(sorted(value)) or "none"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


@given(records=worker_records())
@settings(max_examples=40, deadline=None)
def test_records_written_to_csv_are_read_back(records):
    """
    A snapshot of workers, written as CSV, gives an equal snapshot.
    """
    names = list(RECORD_TYPES["worker"].fields)
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "worker.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(names)
            writer.writerows([[as_cell(getattr(one, name)) for name in names] for one in records])

        snapshot = load_snapshot(folder)

    assert snapshot == Snapshot.of(records, supplied=["worker"])


def test_every_record_type_can_be_loaded(tmp_path):
    """
    A folder with a file for every record type, with all its fields, is read without an issue.
    """
    for record_type in RECORD_TYPES.values():
        names = list(record_type.fields)
        cells = [_cell(field) for field in record_type.fields.values()]
        with (tmp_path / f"{record_type.name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([names, cells])

    snapshot = load_snapshot(tmp_path)

    assert not snapshot.provenance.issues
    assert not snapshot.provenance.doubts
    assert len(snapshot) == len(RECORD_TYPES)
    for name, record_type in RECORD_TYPES.items():
        (record,) = snapshot.of_type(name).values()
        assert all(getattr(record, field) is not None for field in record_type.fields)


@given(schema=schemas())
@settings(max_examples=30, deadline=None)
def test_every_added_field_can_be_loaded(schema):
    """
    Whatever fields a pack adds, an export with all of them is read without an issue.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name in ("worker", "vehicle"):
            fields = schema[name].fields
            with (Path(folder) / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([list(fields), [_cell(one) for one in fields.values()]])
        snapshot = load_snapshot(folder, schema=schema)

    codes = {one.code.value for one in snapshot.provenance.issues}
    assert codes <= {"DI305"}
    assert not snapshot.provenance.doubts
    for name in ("worker", "vehicle"):
        (record,) = snapshot.of_type(name).values()
        assert all(getattr(record, field) is not None for field in schema[name].fields)


def _cell(field):
    number = str(max(field.minimum or 0, 1))
    match field.type:
        case FieldType.ENUM | FieldType.SET if field.values:
            return field.values[0]
        case FieldType.DATE:
            return "2026-01-02"
        case FieldType.DATETIME:
            return "2026-01-03 10:00" if field.name.startswith("end") else "2026-01-02"
        case FieldType.BOOL:
            return "yes"
        case FieldType.INT | FieldType.DECIMAL:
            return number
        case FieldType.DURATION:
            return "P1M"
        case FieldType.MAPPING:
            value = {FieldType.DURATION: "P1M", FieldType.DECIMAL: f"{number}.5"}.get(field.of, "x")
            return f"{field.values[0]}={value}"
    return "K1"


def test_typed_tables_hold_values_of_their_types(tmp_path):
    """
    The tables between files and records have the types that an engine compares.
    """
    (tmp_path / "worker.csv").write_text(
        "id,started_on,hourly_rate,specialisations\nW1,2026-01-02,1.50,none\n"
    )
    (tmp_path / "incident.csv").write_text("id,occurred_on\nI1,2026-01-02\n")

    with open_typed_tables(tmp_path) as tables:
        worker = tables.connection.execute(
            'SELECT started_on, hourly_rate, "hourly_rate written", specialisations FROM worker'
        ).fetchall()
        incident = tables.connection.execute(
            'SELECT occurred_on, "occurred_on day only" FROM incident'
        ).fetchall()

    assert worker == [(date(2026, 1, 2), Decimal("1.5"), "1.50", [])]
    assert incident == [(datetime(2026, 1, 2), True)]
    with pytest.raises(duckdb.ConnectionException):
        tables.connection.execute("SELECT 1")


def test_a_failure_closes_the_database(tmp_path, monkeypatch):
    """
    The database is given up when reading fails on the way.
    """
    (tmp_path / "worker.csv").write_text("id\nW1\n")
    opened = []
    connect = duckdb.connect

    def remember(*args, **kwargs):
        opened.append(connect(*args, **kwargs))
        return opened[-1]

    def fail(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr("peercomply.intake.typed.duckdb.connect", remember)
    monkeypatch.setattr("peercomply.intake.typed.merge_rows", fail)

    with pytest.raises(KeyboardInterrupt):
        load_snapshot(tmp_path)

    with pytest.raises(duckdb.ConnectionException):
        opened[0].execute("SELECT 1")


CELLS = [
    *("", "", "x", "W1", "W2", "K1", "none", ";", "yes", "no", "1", "0", "-5", "3.50", "1e5"),
    *("9" * 25, "2026-01-02", "2025-12-31", "03/04/2026", "13/04/2026", "04/13/2026", "5/5/2026"),
    *("2026-01-02 10:00", "2026-01-02T00:00", "5/5/2026 9:00", "monthly", "P1M", "P", "PT24H"),
    *("P0DT5H", "policy", "worker", "\ufffd", "a;b", '["a"]', "[]", '{"total": 1.5}', "daily=a"),
    *(
        "administration=1.50; supervision=x",
        "administration=1",
        "=1+1",
        '"',
        "กข",
        "a\nb",
        "a\x1cb",
    ),
    *("manager; advice", "İ", ".5", "5.", "+7", "1899-01-01", "milestone_achievement=monthly"),
]


@pytest.mark.parametrize("seed", range(8))
def test_random_exports_hold_together(tmp_path, seed):
    """
    Whatever the cells hold, every row is accounted for, and a field in doubt has no value.
    """
    chance = random.Random(seed)
    for name in chance.sample(sorted(RECORD_TYPES), 4):
        fields = RECORD_TYPES[name].fields.values()
        held = [field for field in fields if field.required or chance.random() < 0.6]
        rows = [[_any_cell(chance, field) for field in held] for _ in range(chance.randrange(8))]
        with (tmp_path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([[field.name for field in held], *rows])

    snapshot = load_snapshot(tmp_path)

    provenance = snapshot.provenance
    assert all(one.read == one.accepted + one.rejected for one in provenance.inputs)
    assert sum(provenance.rejected.values()) == sum(one.rejected for one in provenance.inputs)
    assert set(provenance.origins) == {
        (name, key) for name, records in snapshot.records.items() for key in records
    }
    for (name, field), doubts in provenance.doubts.items():
        assert {getattr(snapshot.records[name][key], field) for key in doubts} <= {None}


def _any_cell(chance, field):
    if field.name == "id":
        return chance.choice(["K1", "K2", "K3", "W1", ""])
    listed = field.values and chance.random() < 0.4
    return chance.choice(field.values if listed else CELLS)


ROW_CELLS = st.one_of(
    st.sampled_from(
        (
            "",
            "W1",
            "W2",
            "2026-01-02",
            "03/04/2026",
            "#REF!",
            "paid",
            "=A1",
            "1E+10",
            "b; a; b",
            "Ã©",
        )
    ),
    st.text(alphabet=' \t"aé;[#\u00a0\r|', max_size=4),
)


@given(
    rows=st.lists(st.lists(ROW_CELLS, min_size=3, max_size=5), max_size=6),
    separator=st.sampled_from((",", ";")),
    line_end=st.sampled_from(("\n", "\r\n", "\n\n")),
)
@settings(max_examples=60, deadline=None)
def test_the_short_way_of_reading_gives_what_the_long_way_gives(rows, separator, line_end):
    """
    Whether the database splits a file or Python does: the same records, doubts, issues and counts.
    """
    headings = separator.join(("id", "started_on", "engagement", "location", "specialisations"))
    lines = [headings, *(separator.join(row) for row in rows)]
    content = line_end.join(lines).encode()

    found = []
    for least in (0, 1 << 40):
        with mock.patch("peercomply.intake.sources.csv_files.LEAST", least):
            found.append(loaded("worker.csv", content))

    short, long = found
    assert short == long
    assert short.provenance == long.provenance


def test_the_short_way_is_taken():
    """
    A plain file of a megabyte is split by the database, and its rows keep their numbers.
    """
    rows = "".join(f"W{row},2026-01-02,Perth\n" for row in range(60_000))

    with mock.patch("peercomply.intake.sources.csv_files.split_rows", wraps=split_rows) as split:
        snapshot = loaded("worker.csv", f"id,started_on,location\n{rows}W1,2026-01-03,x\n".encode())

    assert all(len(call.args[0]) < 1 << 20 for call in split.call_args_list)
    assert len(snapshot.of_type("worker")) == 60_000
    (issue,) = snapshot.provenance.issues
    assert (issue.code.name, issue.row) == ("CONFLICTING_ROWS", 60_002)
