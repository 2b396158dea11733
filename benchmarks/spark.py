"""
Measures the engine spark in local mode: time, and bytes that are sent between stages.

Run it by hand, in a process of its own for each size:

    python benchmarks/generate.py FOLDER WORKERS
    python benchmarks/spark.py FOLDER [CORES]

It checks the five cards over the tables that they read, and writes one line: rows, findings, told
records, seconds to count what is wrong with the tables, seconds to judge, bytes of shuffles, bytes
that were spilled to disk.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from generate import DAY
from pyspark.sql import SparkSession

import peercomply
from peercomply.engines.spark.sources import folder_sources
from peercomply.records.model import RECORD_TYPES

HERE = Path(__file__).parent

READ = ("agreement", "audit", "incident", "organisation", "position", "position_description",
        "program", "supervision", "worker")  # fmt: skip
"""The record types of the cards, and those to which they belong."""


def session(cores: str, log: str) -> SparkSession:
    """Return a local session that notes what its tasks do in the folder *log*."""
    builder = SparkSession.builder.master(f"local[{cores}]").appName("measure")
    settings = {
        "spark.ui.enabled": "false", "spark.log.level": "OFF", "spark.driver.memory": "6g",
        "spark.sql.shuffle.partitions": "8", "spark.ui.showConsoleProgress": "false",
        "spark.eventLog.enabled": "true", "spark.eventLog.dir": f"file://{log}",
        "spark.eventLog.compress": "false", "spark.eventLog.rolling.enabled": "false",
    }  # fmt: skip
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def moved(log: str) -> tuple[int, int]:
    """Return the bytes that went through shuffles, and those that were spilled to disk."""
    shuffled = spilled = 0
    for file in Path(log).rglob("*"):
        if file.is_file():
            for line in file.open(encoding="utf-8"):
                if '"SparkListenerTaskEnd"' in line:
                    metrics = json.loads(line).get("Task Metrics") or {}
                    written = metrics.get("Shuffle Write Metrics", {})
                    shuffled += written.get("Shuffle Bytes Written", 0)
                    spilled += metrics.get("Disk Bytes Spilled", 0)
    return shuffled, spilled


def main() -> None:
    """Measure one folder."""
    folder, cores = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "2"
    tables = {
        name: path for name, path in folder_sources(folder, RECORD_TYPES)[0].items() if name in READ
    }
    pack = peercomply.load_rules(HERE / "cards")
    with tempfile.TemporaryDirectory() as log:
        spark = session(cores, log)
        start = time.perf_counter()
        snapshot = peercomply.spark_tables(spark, tables)
        read = time.perf_counter()
        report = peercomply.check(snapshot, pack, as_of=date.fromisoformat(DAY), engine="spark")
        done = time.perf_counter()
        spark.stop()
        shuffled, spilled = moved(log)
    rows = sum(one.read for one in report.inputs)
    told = sum(one.failed + one.unknown for one in report.rules)
    print(
        f"rows {rows:,}  findings {len(report.findings):,}  told {told:,}"
        f"  count {read - start:.1f} s  judge {done - read:.1f} s"
        f"  shuffled {shuffled:,} B  spilled {spilled:,} B"
    )
    print({one.rule.id: (one.passed, one.failed, one.unknown) for one in report.rules})


if __name__ == "__main__":
    main()
