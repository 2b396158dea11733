"""
Measures the engines side by side and writes RESULTS.md: `make bench`, or by hand with other sizes.

Each figure is taken in a process of its own, one after the other; ratios count, since a slow
machine slows all of them down. What a hand-written query finds is compared with the findings.
"""

# ruff: noqa: S608 - the queries are written here

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
from generate import write

from peercomply import check, load_rules, load_snapshot
from peercomply.intake import open_snapshot

HERE = Path(__file__).parent
DAY = date(2026, 11, 22)
CARDS = ("worker", "supervision", "incident", "agreement", "position", "position_description")
CARDS += ("program", "organisation", "audit")
ROUNDS = 3

_IN_FORCE = "(ended_on IS NULL OR ended_on > DATE '2026-11-22')"
QUERIES = {
    "supervision-gap": f"""
        SELECT id FROM worker LEFT JOIN (
            SELECT worker_id, max(held_on) AS last FROM supervision
            WHERE held_on <= DATE '2026-11-22' GROUP BY worker_id
        ) ON worker_id = id
        WHERE {_IN_FORCE} AND greatest(last, started_on) + 42 < DATE '2026-11-22'""",
    "incident-unreviewed": """
        SELECT id FROM incident WHERE critical
        AND CAST(occurred_on AS DATE) + 14 < DATE '2026-11-22'
        AND (reviewed_on IS NULL OR reviewed_on > DATE '2026-11-22')""",
    "volunteer-without-agreement": f"""
        SELECT id FROM worker WHERE engagement = 'volunteer' AND {_IN_FORCE} AND id NOT IN (
            SELECT worker_id FROM agreement WHERE expires_on >= DATE '2026-11-22')""",
    "position-without-description": """
        SELECT id FROM position WHERE id NOT IN (
            SELECT position_id FROM position_description WHERE approved_on <= DATE '2026-11-22')""",
    "audit-overdue": """
        SELECT id FROM program LEFT JOIN (
            SELECT program_id, max(completed_on) AS last FROM audit
            WHERE completed_on <= DATE '2026-11-22' GROUP BY program_id
        ) ON program_id = id
        WHERE CAST(greatest(last, started_on) + INTERVAL 6 MONTH AS DATE) < DATE '2026-11-22'""",
}


def by_hand(folder: Path) -> dict[str, int]:
    """Answer the five checks with SQL over the files."""
    with duckdb.connect() as database:
        for name in CARDS:
            path = next(folder.glob(f"{name}.*"))
            database.execute(f"CREATE VIEW {name} AS FROM '{path}'")
        return {name: len(database.execute(sql).fetchall()) for name, sql in QUERIES.items()}


def cards(folder: Path) -> dict[str, float]:
    """Answer them with rules, and say how long reading and judging took."""
    pack = load_rules(HERE / "cards")
    start = time.perf_counter()
    with open_snapshot(folder) as snapshot:
        read = time.perf_counter()
        report = check(snapshot, pack, as_of=DAY, engine="duckdb")
        done = time.perf_counter()
    found = {result.rule.id: float(result.failed) for result in report.rules}
    return found | {"read": read - start, "judged": done - read}


def whole(folder: Path, engine: str, rules: int) -> dict[str, float]:
    """Check an export against the first *rules* of the shipped pack."""
    import attrs  # noqa: PLC0415 - only this case takes a pack apart

    pack = load_rules("peer-support")
    pack = attrs.evolve(pack, rules=pack.rules[:rules]) if rules else pack
    start = time.perf_counter()
    with open_snapshot(folder) as snapshot:
        read = time.perf_counter()
        rows = len(snapshot)
        report = check(snapshot, pack, as_of=DAY, engine=engine)
        done = time.perf_counter()
    breaches = sum(len(finding.breaches) for finding in report.findings)
    return {"rows": rows, "breaches": breaches, "read": read - start, "judged": done - read}


def warm(folder: Path, engine: str) -> dict[str, float]:
    """Check a small service again and again in one process."""
    pack, snapshot = load_rules("peer-support"), load_snapshot(folder)
    check(snapshot, pack, as_of=DAY, engine=engine)
    times = [timed(lambda: check(snapshot, pack, as_of=DAY, engine=engine)) for _ in range(ROUNDS)]
    return {"rows": len(snapshot), "judged": statistics.median(times)}


def timed(what: Callable[[], object]) -> float:
    """Return the seconds that *what* takes."""
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


CASES: dict[str, Callable[..., dict[str, float]]] = {
    "by_hand": lambda folder: dict(by_hand(Path(folder))),
    "cards": lambda folder: cards(Path(folder)),
    "whole": lambda folder, engine, rules="0": whole(Path(folder), engine, int(rules)),
    "warm": lambda folder, engine: warm(Path(folder), engine),
}


def alone(*words: str) -> dict[str, float]:
    """Run one case in a process of its own; return what it says, its time and its memory in MB."""
    start = time.perf_counter()
    ran = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, __file__, "case", *words], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(ran.stdout)
    return found | {"process": time.perf_counter() - start}


def cold(folder: Path) -> float:
    """Return the median seconds of the command on a small export, with all imports."""
    command = [str(Path(sys.executable).parent / "peercomply"), "check", str(folder)]
    command += ["--as-of", DAY.isoformat(), "--fail-on", "never"]
    run = lambda: subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    return statistics.median(timed(run) for _ in range(ROUNDS))


def compared(folder: Path, workers: int) -> list[str]:
    """Return the lines of the five checks against SQL by hand."""
    rows = write(folder, workers, "csv", CARDS)
    hand = [alone("by_hand", str(folder)) for _ in range(ROUNDS)]
    ours = [alone("cards", str(folder)) for _ in range(ROUNDS)]
    for name in QUERIES:
        assert hand[0][name] == ours[0][name], (name, hand[0][name], ours[0][name])
    breaches = sum(int(ours[0][name]) for name in QUERIES)
    middle = lambda runs, key: statistics.median(run[key] for run in runs)
    total = middle(ours, "read") + middle(ours, "judged")
    return [
        f"{workers:,} workers, {rows:,} rows in CSV, {breaches:,} breaches; both count the same for each check.",
        "",
        "| | seconds | peak MB |",
        "|---|---:|---:|",
        f"| SQL by hand, from files | {middle(hand, 'took'):.2f} | {middle(hand, 'peak'):.0f} |",
        f"| peercomply: reading and accounting for every row | {middle(ours, 'read'):.2f} | |",
        f"| peercomply: judging and telling every breach | {middle(ours, 'judged'):.2f} | |",
        f"| peercomply together | {total:.2f} | {middle(ours, 'peak'):.0f} |",
        f"| ratio | {total / middle(hand, 'took'):.1f} | |",
    ]


def grown(folder: Path, sizes: list[int], engines: list[str]) -> list[str]:
    """Return the lines of the whole pack as rows grow."""
    lines = ["| rows | engine | reading s | judging s | ms for each row | breaches | peak MB |"]
    lines.append("|---:|---|---:|---:|---:|---:|---:|")
    for size in sizes:
        here = folder / str(size)
        write(here, size, "csv")
        for engine in engines:
            found = alone("whole", str(here), engine)
            each = 1000 * found["judged"] / found["rows"]
            lines.append(
                f"| {found['rows']:,.0f} | {engine} | {found['read']:.1f} | {found['judged']:.1f}"
                f" | {each:.2f} | {found['breaches']:,.0f} | {found['peak']:.0f} |"
            )
    return lines


def by_rules(folder: Path, engines: list[str]) -> list[str]:
    """Return the lines of a growing pack over the same rows."""
    lines = ["| rules | engine | judging s |", "|---:|---|---:|"]
    for rules in (10, 50, 100, 300):
        for engine in engines:
            found = alone("whole", str(folder), engine, str(rules))
            lines.append(f"| {rules} | {engine} | {found['judged']:.2f} |")
    return lines


def small(engines: list[str]) -> list[str]:
    """Return the lines of the example service, warm and cold."""
    folder = HERE.parent / "fixtures" / "harbour"
    lines = ["| | seconds |", "|---|---:|"]
    for engine in engines:
        found = alone("warm", str(folder), engine)
        lines.append(
            f"| {engine}, warm, {found['rows']:,.0f} rows, 430 rules | {found['judged']:.2f} |"
        )
    lines.append(f"| the command, cold | {cold(folder):.2f} |")
    return lines


def main() -> None:
    """Measure, and write the results."""
    if sys.argv[1:2] == ["case"]:
        start = time.perf_counter()
        found = CASES[sys.argv[2]](*sys.argv[3:])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found | {"took": time.perf_counter() - start, "peak": peak}))
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--sizes", type=int, nargs="*", default=[300, 1000, 3000])
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md")
    given = parser.parse_args()
    engines = ["memory", "duckdb"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = ["# Measured", "", *_machine(), "", "## Five checks against SQL by hand", ""]
        lines += compared(folder / "cards", given.cards)
        lines += ["", "## The whole pack as rows grow", ""]
        lines += grown(folder, given.sizes, engines)
        lines += ["", f"## As rules grow, {given.sizes[0]} workers", ""]
        lines += by_rules(folder / str(given.sizes[0]), engines)
        lines += ["", "## The example service", "", *small(engines)]
    given.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _machine() -> list[str]:
    day = datetime.now(UTC).date().isoformat()
    versions = f"Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    return [
        f"Written by `make bench` on {day}: {platform.machine()}, {versions}.",
        f"Medians of {ROUNDS} runs where a run is short. Seconds of one machine say little; the",
        "ratios count.",
    ]


if __name__ == "__main__":
    main()
