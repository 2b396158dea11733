"""The commands that give a rule, and the records, to a database."""

import stat
import sys

import duckdb
import pytest

from peercomply.cli import run
from peercomply.cli.dialects import DIALECTS
from peercomply.engines.reperform import dialects


def test_the_tables_and_the_query_give_the_breaches(tmp_path, capsys):
    """
    What the two commands write runs as it stands, and lists the workers without supervision.
    """
    tables = tmp_path / "records.sql"
    codes = [run(["data", "fixtures/harbour", "--tables", str(tables)])]
    capsys.readouterr()
    codes.append(run(["rules", "sql", "supervision-overdue", "--as-of", "2026-11-22"]))
    query = capsys.readouterr().out

    connection = duckdb.connect()
    connection.execute(tables.read_text(encoding="utf-8"))
    found = [row[0] for row in connection.execute(query).fetchall()]

    assert codes == [0, 0]
    assert found == ["V04", "W010"]
    assert "-- Limit supervision_interval = 1 month; source: " in query
    assert "--   supervision (held_on DATE, kind TEXT, worker_id TEXT)" in query


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_only_the_owner_may_read_the_tables(tmp_path):
    """
    The records hold names, so the file is the owner's alone, even where one was there before.
    """
    tables = tmp_path / "records.sql"
    tables.write_text("old")
    tables.chmod(0o644)

    run(["data", "fixtures/tidy", "--tables", str(tables), "--dialect", "postgres"])

    assert stat.S_IMODE(tables.stat().st_mode) == 0o600


def test_the_tables_say_what_they_do_not_hold(tmp_path):
    """
    Cells that could not be read, rows left out and types not supplied stand there as comments.
    """
    tables = tmp_path / "records.sql"

    run(["data", "fixtures/harbour", "--tables", str(tables)])
    text = tables.read_text(encoding="utf-8")

    assert "-- NULL in agreement.expires_on, but not empty: 1 cell not read for certain\n" in text
    assert text.startswith("-- Not supplied, so without a table: consent, ")


def test_the_tables_are_not_written_into_the_export(tmp_path, capsys):
    """
    A file inside the export is refused, and the export stays as it was.
    """
    (tmp_path / "worker.csv").write_text("id\nW1\n")

    code = run(["data", str(tmp_path), "--tables", str(tmp_path / "worker.csv")])

    assert code == 2
    assert "lies in the export" in capsys.readouterr().err
    assert (tmp_path / "worker.csv").read_text() == "id\nW1\n"


def test_the_command_line_names_the_dialects_of_the_library():
    """
    Each dialect that can be written can be asked for.
    """
    assert dialects.DIALECTS == DIALECTS
