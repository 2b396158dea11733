"""Large files are read by the database itself, and give what a look at each cell gives."""

from unittest import mock

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply.intake import load_snapshot
from peercomply.intake.sources.databases import TableGrid

TEXTS = (
    "W1",
    "W2",
    "",
    "a; b",
    "#REF!",
    "=A1",
    "1E+10",
    "Ã©",
    "x\ufffdy",
    "paid",
    "[1]",
    " ",
    "\u00a0n",
)
DAYS = ("2026-01-31", "2024-02-29", "1899-12-31", "2201-01-01", "0044-03-15 (BC)", "infinity")
MOMENTS = (*(f"{day} 00:00:00" for day in DAYS[:3]), "2026-03-01 09:30:15.75", "-infinity")
COLUMNS = {
    "id": [("VARCHAR", TEXTS), ("BIGINT", ("1", "2", "900719925474099312"))],
    "engagement": [
        ("VARCHAR", ("paid", "Volunteer", "nonsense", *TEXTS)),
        ("ENUM('paid')", ("paid",)),
    ],
    "started_on": [("DATE", DAYS), ("VARCHAR", (*DAYS, "03/04/2026")), ("TIMESTAMP", MOMENTS)],
    "is_peer": [
        ("BOOLEAN", ("true", "false")),
        ("VARCHAR", ("yes", "n", "perhaps")),
        ("INTEGER", ("0", "1")),
    ],
    "hours_per_week": [
        ("DOUBLE", ("38", "37.5", "-1", "nan", "1e300", "1e15")),
        ("DECIMAL(9,2)", ("38", "0.25", "200")),
        ("TINYINT", ("38", "-5")),
    ],
    "specialisations": [
        ("VARCHAR", ("family; youth", "none", "family;family", *TEXTS)),
        ("VARCHAR[]", ("[family]",)),
    ],
    "location": [("VARCHAR", ("Perth", "กรุงเทพ", "a" * 255, *TEXTS))],
    "other": [("VARCHAR", TEXTS), ("UUID", ("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",))],
}


@st.composite
def tables(draw):
    """Draw the columns of a table: name, SQL type, and cells in SQL."""
    rows = draw(st.integers(1, 5))
    found = []
    others = draw(st.lists(st.sampled_from(list(COLUMNS)[1:]), unique=True))
    for name in ("id", *others):
        kind, values = draw(st.sampled_from(COLUMNS[name]))
        some = values[: draw(st.sampled_from((2, len(values))))]  # the first are plain
        cell = st.one_of(st.none(), st.sampled_from(some))
        found.append((name, kind, draw(st.lists(cell, min_size=rows, max_size=rows))))
    return found


def write(path, table):
    """Write *table* as Parquet."""
    with duckdb.connect() as connection:
        parts = ", ".join(
            f'unnest(CAST(? AS {kind}[])) AS "{name}"'
            if kind[-2:] != "[]"
            else f'CAST(unnest(CAST(? AS VARCHAR[])) AS {kind}) AS "{name}"'
            for name, kind, _ in table
        )
        connection.execute(f"CREATE TABLE held AS SELECT {parts}", [cells for *_, cells in table])
        connection.execute(f"COPY held TO '{path}' (FORMAT parquet)")


def both_ways(folder):
    """Return what the short way gives and what the long way gives."""
    found = []
    for least in (0, 1 << 40):
        with mock.patch("peercomply.intake.parquet_source.LEAST", least):
            found.append(load_snapshot(folder))
    return found


@given(table=tables())
@settings(max_examples=50, deadline=None)
def test_both_ways_of_reading_a_parquet_file_give_the_same(tmp_path_factory, table):
    """
    Whatever its columns hold: the same records, doubts, issues and counts.
    """
    folder = tmp_path_factory.mktemp("export")
    write(folder / "worker.parquet", table)

    short, long = both_ways(folder)

    assert short == long
    assert short.provenance == long.provenance


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize(
    ("cell", "code"),
    [("Ã©clair", "WRONG_ENCODING"), ("=A1+B1", "FORMULA_TEXT"), ("a" * 255, "CUT_TEXT")],
)
def test_damage_is_seen_on_the_short_way(tmp_path, form, cell, code):
    """
    One damaged text among thousands is named.
    """
    rows = 70_000
    query = (
        f"SELECT 'W' || i AS id, DATE '2026-01-02' AS started_on, CASE i WHEN 66777 THEN '{cell}'"
        f" ELSE 'Perth' END AS location FROM range({rows}) AS made(i)"
    )
    duckdb.sql(f"COPY ({query}) TO '{tmp_path / 'worker'}.{form}' (FORMAT {form})")

    with mock.patch.object(TableGrid, "rows", side_effect=AssertionError("the long way")):
        snapshot = load_snapshot(tmp_path)

    assert len(snapshot.of_type("worker")) == rows
    assert [one.code.name for one in snapshot.provenance.issues] == [code]


def test_a_moment_keeps_its_time_and_a_day_stays_a_day(tmp_path):
    """
    Typed columns give the values that their texts give, without their fractions of a second.
    """
    query = (
        "SELECT 'I' || i AS id, CASE WHEN i % 2 = 0 THEN TIMESTAMP '2026-03-01 09:30:15.75'"
        " ELSE TIMESTAMP '2026-03-01' END AS occurred_on FROM range(3000) AS made(i)"
    )
    duckdb.sql(f"COPY ({query}) TO '{tmp_path / 'incident.parquet'}' (FORMAT parquet)")

    short, long = both_ways(tmp_path)

    assert short == long
    assert {str(one.occurred_on) for one in short.of_type("incident").values()} == {
        "2026-03-01 09:30:15",
        "2026-03-01",
    }
