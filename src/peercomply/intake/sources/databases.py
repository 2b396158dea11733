"""Reads the tables of database files and of Parquet files as grids."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import duckdb

from peercomply.intake.decoding import Refusal, sha256_of
from peercomply.intake.grids import Grid, HeadingRow, Known, filled, fitted
from peercomply.intake.parquet_source import is_flat, parquet_source
from peercomply.intake.places import Place
from peercomply.intake.quick_source import QuickSource
from peercomply.intake.quoting import identifier, literal
from peercomply.intake.sheet import Row, Tally
from peercomply.intake.sources.values import text_of
from peercomply.records.issue_codes import IssueCode

_PORTION = 10_000

Query: TypeAlias = Callable[[], AbstractContextManager[Any]]
"""Opens a cursor over all rows of a table; it closes what it opened."""


class TableGrid(Grid):
    """A table whose columns have names; row 1 is its first row."""

    def __init__(
        self,
        place: Place,
        names: Sequence[str],
        query: Query,
        *,
        nested: bool = True,
        quick: QuickSource | None = None,
    ) -> None:
        super().__init__(place)
        self._names = tuple(names)
        self._query = query
        self._quick = quick
        self.nested = nested

    def top(self, known: Known) -> Sequence[Row]:
        """Return the headings and the first rows that hold something."""
        del known
        return [(0, list(self._names)), *filled(self._rows())]

    def headings(self, known: Known, row: int | None = None) -> HeadingRow | Refusal:
        """Return the names of the columns; a table needs no heading row."""
        del known, row
        return HeadingRow(row=0, names=self._names)

    def source(self, headings: HeadingRow) -> QuickSource | None:
        """Return the file itself where the database may read its rows."""
        del headings
        return self._quick

    def rows(self, headings: HeadingRow, tally: Tally) -> Iterator[Row]:
        """Yield the rows that hold something."""
        return fitted(self._rows(), headings, self.place, tally)

    def _rows(self) -> Iterator[Row]:
        number = 0
        with self._query() as cursor:
            while portion := cursor.fetchmany(_PORTION):
                for values in portion:
                    number += 1
                    yield number, [text_of(value) for value in values]


@attrs.frozen
class Tables:
    """
    The tables of a database file.

    Attributes:
        grids: One for each table, in the order of their names.

        sha256: Hash of the file's bytes.
    """

    grids: tuple[Grid, ...]
    sha256: str


def _refuse(problem: str, hint: str, sha256: str) -> Refusal:
    return Refusal(IssueCode.UNREADABLE_FILE, problem, hint, sha256)


def read_parquet(path: Path, file: str) -> Grid | Refusal:
    """Read the Parquet file at *path*, called *file* in the export."""
    sha256 = sha256_of(path)
    if isinstance(sha256, Refusal):
        return sha256
    source = f"read_parquet({literal(str(path))})"
    try:
        with _duckdb(path) as connection:
            about = _described(connection, source)
            names, columns = _columns(about)
            # Nothing in the footer is believed before all of the data was read once.
            check = f"SELECT {_checksum(names)} FROM {source}"  # noqa: S608 - names are quoted
            rows: int = connection.execute(check).fetchall()[0][0]
    except duckdb.Error:
        return _refuse("it is no Parquet file that can be read", "write it again", sha256)
    place = Place(file=file, part=None, sha256=sha256, name=Path(file).stem)
    query = f"SELECT {columns} FROM {source}"  # noqa: S608 - names are quoted
    return TableGrid(
        place,
        names,
        lambda: _duckdb_cursor(path, query),
        nested=not is_flat(about),
        quick=parquet_source(path, about, rows),
    )


def read_duckdb(path: Path, file: str) -> Tables | Refusal:
    """Read the DuckDB database at *path*, called *file* in the export."""
    sha256 = sha256_of(path)
    if isinstance(sha256, Refusal):
        return sha256
    grids: list[Grid] = []
    try:
        with _duckdb(path, database=True) as connection:
            tables = connection.execute(
                "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 2"
            ).fetchall()
            for schema, table in tables:
                source = f"{identifier(schema)}.{identifier(table)}"
                names, columns = _columns(_described(connection, source))
                connection.execute(f"SELECT {_checksum(names)} FROM {source}").fetchall()  # noqa: S608
                query = f"SELECT {columns} FROM {source} ORDER BY rowid"  # noqa: S608 - quoted
                place = Place(file=file, part=table, sha256=sha256, name=table)
                grids.append(TableGrid(place, names, _database_query(path, query)))
    except duckdb.Error:
        hint = "close the program that has it open, or export its tables as Parquet"
        return _refuse("it is no DuckDB database that can be read", hint, sha256)
    return Tables(tuple(grids), sha256)


def _database_query(path: Path, query: str) -> Query:
    return lambda: _duckdb_cursor(path, query, database=True)


@contextlib.contextmanager
def _duckdb(path: Path, *, database: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the file, and nothing else that the machine holds."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False
    }
    connection = duckdb.connect(
        str(path) if database else ":memory:", read_only=database, config=settings
    )
    try:
        if not database:
            connection.execute(f"SET allowed_paths = [{literal(str(path))}]")
        connection.execute("SET enable_external_access = false")
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def _duckdb_cursor(
    path: Path, query: str, *, database: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    with _duckdb(path, database=database) as connection:
        yield connection.execute(query)


def _described(connection: duckdb.DuckDBPyConnection, source: str) -> list[tuple[str, str]]:
    """Return name and SQL type of each column."""
    about = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # noqa: S608
    return [(str(row[0]), str(row[1])) for row in about]


def _columns(about: Sequence[tuple[str, str]]) -> tuple[list[str], str]:
    """Return the names of the columns, and SQL that gives values of Python for them."""
    names = [name for name, _ in about]
    columns = [
        f"CAST({identifier(name)} AS VARCHAR)"
        if "TIME ZONE" in kind or "TIME" in kind.split("(")[0].split()[:1]
        else identifier(name)
        for name, kind in about
    ]
    return names, ", ".join(columns)


def _checksum(names: Sequence[str]) -> str:
    """Return SQL that has to read every value, whatever the statistics of the file say."""
    return ", ".join(["count(*)", *(f"bit_xor(hash({identifier(name)}))" for name in names)])


def read_sqlite(path: Path, file: str) -> Tables | Refusal:
    """Read the SQLite database at *path*, called *file* in the export."""
    sha256 = sha256_of(path)
    if isinstance(sha256, Refusal):
        return sha256
    try:
        with _sqlite(path) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                return _refuse("it is a damaged SQLite database", "copy it again", sha256)
            found = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
                " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
            ).fetchall()
            grids = tuple(_sqlite_grid(connection, path, file, sha256, name) for (name,) in found)
    except (sqlite3.Error, UnicodeDecodeError):
        hint = "close the program that has it open, or export its tables as CSV"
        return _refuse("it is no SQLite database that can be read", hint, sha256)
    return Tables(grids, sha256)


def _sqlite_grid(
    connection: sqlite3.Connection, path: Path, file: str, sha256: str, table: str
) -> Grid:
    cursor = connection.execute(f"SELECT * FROM {identifier(table)} LIMIT 0")  # noqa: S608 - quoted
    names = [column[0] for column in cursor.description]
    place = Place(file=file, part=table, sha256=sha256, name=table)
    query = f"SELECT * FROM {identifier(table)}"  # noqa: S608 - quoted
    return TableGrid(place, names, lambda: _sqlite_cursor(path, query))


@contextlib.contextmanager
def _sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", errors="replace")
        yield connection


@contextlib.contextmanager
def _sqlite_cursor(path: Path, query: str) -> Iterator[sqlite3.Cursor]:
    with _sqlite(path) as connection:
        yield connection.execute(query)
