"""What the SQL engines ask of a database, and DuckDB's answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import attrs
import duckdb

from peercomply.engines.sql.build import Sql
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.intake.quoting import identifier, literal

OUTSIDE = "a day outside the table of business days"
"""What a query says that ends because of a day whose business days were not counted."""


class TooLarge(Unsupported):
    """Numbers that the database cannot hold, or days outside its tables."""


class Database(Protocol):
    """
    A database whose tables are judged.

    A query is handed over as text: a tree goes through `text`, a query that is written by hand, in
    the words of DuckDB, through `said`.
    """

    def text(self, query: Sql) -> str:
        """Return *query*, a tree that is given up, in the words of this database."""
        ...

    def said(self, query: str) -> str:
        """Return *query*, in the words of DuckDB, in those of this database."""
        ...

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of *query*."""
        ...

    def make(self, name: str, query: str) -> None:
        """
        Make the table *name* from the rows of *query*, for this evaluation alone.

        Raises:
            TooLarge: A number of it does not fit, or a day has no business days.
        """
        ...

    def fill(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Make the table *name* from *rows* of texts."""
        ...

    def keep(self, name: str) -> None:
        """Compute the table *name*, which `make` has made, once and not each time it is read."""
        ...

    def drop(self, name: str) -> None:
        """Drop the table *name*, which `make` or `fill` has made."""
        ...

    def layer(self, path: str, over: str) -> None:
        """Begin a schema *path*, whose tables hide those of the schema *over*."""
        ...

    def cover(self, path: str, name: str, query: str) -> None:
        """Make the table *name* of the schema *path*, which hides the one that *query* reads."""
        ...

    def names(self, path: str) -> list[str]:
        """Return the names of the tables in the schema *path*."""
        ...

    def counts(self, names: Sequence[str]) -> dict[str, tuple[int, dict[str, int]]]:
        """Return the rows of each table, and of each column how many hold something."""
        ...

    def close(self) -> None:
        """Give the database up."""
        ...


@attrs.frozen
class DuckDatabase:
    """A connection to DuckDB; see `Database`."""

    connection: duckdb.DuckDBPyConnection = attrs.field(repr=False)

    def text(self, query: Sql) -> str:
        """Return *query* in the words of DuckDB."""
        return str(query.sql(dialect="duckdb", copy=False))

    def said(self, query: str) -> str:
        """Return *query* as it is."""
        return query

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of *query*."""
        return self.connection.execute(query).fetchall()

    def make(self, name: str, query: str) -> None:
        """Make a temporary table."""
        try:
            self.connection.execute(f"CREATE TEMP TABLE {identifier(name)} AS {query}")
        except (duckdb.OutOfRangeException, duckdb.ConversionException) as error:
            raise TooLarge("numbers of this size") from error
        except duckdb.InvalidInputException as error:
            if OUTSIDE not in str(error):
                raise
            raise TooLarge(OUTSIDE) from error

    def fill(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Make a temporary table of texts."""
        held = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
        parts = ", ".join(f"unnest(CAST(? AS VARCHAR[])) AS {identifier(one)}" for one in columns)
        self.connection.execute(f"CREATE TEMP TABLE {identifier(name)} AS SELECT {parts}", held)

    def keep(self, name: str) -> None:
        """Do nothing: what was made is there."""

    def drop(self, name: str) -> None:
        """Drop a temporary table."""
        self.connection.execute(f"DROP TABLE {identifier(name)}")

    def layer(self, path: str, over: str) -> None:
        """Begin a schema in front of another one."""
        self.connection.execute(f"CREATE SCHEMA {identifier(path)}")
        self.connection.execute(
            f"SET search_path = {literal(f'{identifier(path)},{identifier(over)}')}"
        )

    def cover(self, path: str, name: str, query: str) -> None:
        """Make a table of a schema."""
        self.connection.execute(f"CREATE TABLE {identifier(path)}.{identifier(name)} AS {query}")

    def names(self, path: str) -> list[str]:
        """Return the names of the tables and views of a schema."""
        query = (
            "SELECT table_name FROM information_schema.tables"  # noqa: S608
            f" WHERE table_schema = {literal(path)} AND table_catalog <> 'temp'"
        )
        return [name for (name,) in self.rows(query)]

    def counts(self, names: Sequence[str]) -> dict[str, tuple[int, dict[str, int]]]:
        """Return what is counted of each table."""
        found = {}
        for name in names:
            columns = [row[0] for row in self.rows(f"DESCRIBE {identifier(name)}")]
            asked = ", ".join(f"count({identifier(column)})" for column in columns)
            query = f"SELECT count(*), {asked} FROM {identifier(name)}"  # noqa: S608
            size, *held = self.rows(query)[0]
            found[name] = (size, dict(zip(columns, held, strict=True)))
        return found

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
