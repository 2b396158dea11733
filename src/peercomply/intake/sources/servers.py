"""Reads the tables of a database server as grids, through SQLAlchemy."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from peercomply.errors import InputError
from peercomply.intake.grids import Grid
from peercomply.intake.places import Place
from peercomply.intake.sources.databases import TableGrid

if TYPE_CHECKING:
    from sqlalchemy import Engine

_INSTALL = "pip install 'peercomply[database]'"


def read_server(address: str) -> tuple[str, tuple[Grid, ...]]:
    """
    Return the database of the URL *address* by a name without its password, and its tables.

    Raises:
        InputError: SQLAlchemy or the driver is not installed, or the database refuses.
    """
    try:
        import sqlalchemy  # noqa: PLC0415 - only databases need it
        from sqlalchemy import exc  # noqa: PLC0415 - only databases need it
    except ModuleNotFoundError:
        name = address.partition("://")[0]
        raise InputError(f"{name}://…", "needs SQLAlchemy", hint=_INSTALL) from None
    try:
        url = sqlalchemy.make_url(address)
    except exc.ArgumentError:
        hint = "write it as postgresql+psycopg://user@host/database"
        raise InputError("the database", "is no URL that can be read", hint=hint) from None
    name = url.render_as_string(hide_password=True)
    try:
        engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
        return name, tuple(_grids(engine, name))
    except (exc.NoSuchModuleError, ModuleNotFoundError):
        raise InputError(name, "needs a driver that is not installed", hint=_INSTALL) from None
    except exc.SQLAlchemyError as error:
        hint = "check address, user and password, and that the server runs"
        problem = f"cannot be read: {_kind(error)}"
        raise InputError(name, problem, hint=hint) from None


def _kind(error: Exception) -> str:
    """Name the error without its text, which may hold a password or data."""
    return type(getattr(error, "orig", None) or error).__name__


def _grids(engine: Engine, name: str) -> Iterator[Grid]:
    import sqlalchemy  # noqa: PLC0415 - only databases need it

    about = sqlalchemy.inspect(engine)
    for table in sorted({*about.get_table_names(), *about.get_view_names()}):
        columns = [str(column["name"]) for column in about.get_columns(table)]
        place = Place(file=name, part=table, sha256=None, name=table)
        yield TableGrid(place, columns, _query(engine, table, columns))


def _query(engine: Engine, table: str, columns: list[str]) -> Any:
    import sqlalchemy  # noqa: PLC0415 - only databases need it

    source = sqlalchemy.table(table, *map(sqlalchemy.column, columns))

    @contextlib.contextmanager
    def rows() -> Iterator[Any]:
        with engine.connect().execution_options(stream_results=True) as connection:
            yield connection.execute(sqlalchemy.select(*source.c))

    return rows
