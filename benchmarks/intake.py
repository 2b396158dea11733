"""
Reads one million supervision sessions from CSV, beside what DuckDB alone needs for the same casts.

Run it by hand: python benchmarks/intake.py [ROWS]. Both are timed in one process, one after the
other, several times;
the ratio of the medians counts, since a slow machine slows both down.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb

from peercomply.intake import open_typed_tables

ROUNDS = 3
CASTS = """
    CREATE TABLE supervision AS
    SELECT id, worker_id, supervisor_id, kind, format,
        lower(peer_led) IN ('yes', 'true') AS peer_led,
        lower(external) IN ('yes', 'true') AS external,
        CAST(held_on AS DATE) AS held_on,
        list_sort(list_distinct(string_split(topics, '; '))) AS topics
    FROM read_csv($path, all_varchar = true)
"""


def write(path: Path, rows: int) -> None:
    """Write *rows* sessions, the same ones each time."""
    pick = random.Random(20261122)
    kinds = ("line", "peer", "co_supervision")
    with path.open("w", encoding="utf-8") as file:
        file.write("id,worker_id,supervisor_id,kind,format,peer_led,external,held_on,topics\n")
        for row in range(rows):
            day = date(2024, 1, 1) + timedelta(days=pick.randrange(1000))
            file.write(
                f"S{row},W{pick.randrange(rows // 20)},W{pick.randrange(rows // 200)},"
                f"{pick.choice(kinds)},individual,{pick.choice(('yes', 'no'))},no,{day},"
                "burnout; boundaries\n"
            )


def alone(path: Path) -> None:
    """Let DuckDB read and cast the file, and do nothing else."""
    with duckdb.connect() as connection:
        connection.execute(CASTS, {"path": str(path)})


def ours(path: Path) -> None:
    """Read, type, check and account for every row."""
    with open_typed_tables(path) as tables:
        assert "supervision" in tables.supplied


def timed(what: Callable[[Path], None], path: Path) -> float:
    """Return the seconds that *what* takes."""
    start = time.perf_counter()
    what(path)
    return time.perf_counter() - start


def main() -> None:
    """Print medians, their ratio, and the largest memory that the process had."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "supervision.csv"
        write(path, rows)
        pairs = [(timed(alone, path), timed(ours, path)) for _ in range(ROUNDS)]
    bare, full = (statistics.median(side) for side in zip(*pairs, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"rows           {rows:>12,}")
    print(f"DuckDB alone   {bare:>10.2f} s")
    print(f"peercomply     {full:>10.2f} s")
    print(f"ratio          {full / bare:>10.2f}")
    print(f"peak memory    {peak:>9.0f} MB")


if __name__ == "__main__":
    main()
