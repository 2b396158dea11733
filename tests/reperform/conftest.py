"""A PostgreSQL server for queries, and fixtures as tables in two databases."""

import os
import sys
import tempfile
import warnings

import duckdb
import pytest

from examples import DAY, PACK
from peercomply import load_snapshot
from peercomply.engines.memory import evaluate
from peercomply.plan.lower import lower
from peercomply.report.tables import script


@pytest.fixture(scope="session")
def postgres():
    """Return a connection to a PostgreSQL server of the tests' own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pgserver
    except ImportError:
        if os.environ.get("PEERCOMPLY_NEEDS_SERVER") and sys.version_info < (3, 13):
            raise
        pytest.skip("no PostgreSQL: pip install pgserver, for Python below 3.13")
    import psycopg

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            held = pgserver.get_server(folder, cleanup_mode="stop")
        with psycopg.connect(held.get_uri(), autocommit=True) as connection:
            yield connection
        held.cleanup()


def filled(connection, snapshot, dialect):
    """Return *connection* with the tables of *snapshot*."""
    connection.execute("".join(script(snapshot, dialect)))
    return connection


@pytest.fixture(scope="session")
def services(postgres):
    """Return what a check says of two services, and both as tables in two databases."""
    made = {}
    for name in ("steady", "adrift"):
        snapshot = load_snapshot(f"fixtures/{name}")
        judged = evaluate(
            [lower(rule) for rule in PACK.rules], snapshot, as_of=DAY, parameters=PACK.parameters
        )
        postgres.execute(f"CREATE SCHEMA {name}; SET search_path TO {name}")
        filled(postgres, snapshot, "postgres")
        made[name] = (
            {one.rule.id: one for one in judged},
            filled(duckdb.connect(), snapshot, "duckdb"),
        )
    return made
