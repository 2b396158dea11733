"""
Measures the engines side by side and writes RESULTS.md: `make bench`, or by hand with other sizes.

Each figure is taken in a process of its own, one after the other; ratios count, since a slow
machine slows all of them down. What a hand-written query finds is compared with the findings.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import by_hand
import conditions
import duckdb
from generate import write

from peercomply import Report, check, load_rules, load_snapshot
from peercomply.intake import open_snapshot

HERE = Path(__file__).parent
DAY = by_hand.DAY
ROUNDS = 3
MOST_IN_MEMORY = 3_000
"""Workers of a service that the memory engine is asked about; beyond, only patience is measured."""

Found = dict[str, Any]
"""What a case says: figures by name, and answers by rule."""


def cards(folder: Path) -> Found:
    """Answer the five checks with rules, and say how long reading and judging took."""
    pack = load_rules(HERE / "cards")
    start = time.perf_counter()
    with open_snapshot(folder) as snapshot:
        read = time.perf_counter()
        report = check(snapshot, pack, as_of=DAY, engine="duckdb")
        done = time.perf_counter()
    return _keys(report) | {"read": read - start, "judged": done - read}


def _keys(report: Report) -> dict[str, str]:
    keys: dict[str, list[str]] = {name: [] for name in by_hand.QUERIES}
    for finding in report.findings:
        keys[finding.rule.id] += [breach.subject.id for breach in finding.breaches]
    return {name: by_hand.mark(found) for name, found in keys.items()}


def whole(folder: Path, engine: str, rules: int) -> Found:
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


def warm(folder: Path, engine: str) -> Found:
    """Check a small service again and again in one process."""
    pack, snapshot = load_rules("peer-support"), load_snapshot(folder)
    check(snapshot, pack, as_of=DAY, engine=engine)
    times = [timed(lambda: check(snapshot, pack, as_of=DAY, engine=engine)) for _ in range(ROUNDS)]
    return {
        "rows": len(snapshot),
        "rules": len(pack.rules),
        "judged": statistics.median(times),
    }


def loops(folder: Path) -> Found:
    """Answer the five checks on a small service with loops, and with rules in memory."""
    pack, snapshot = load_rules(HERE / "cards"), load_snapshot(folder)
    report = check(snapshot, pack, as_of=DAY)
    assert _keys(report) == by_hand.loops(snapshot), (_keys(report), by_hand.loops(snapshot))
    ours = [timed(lambda: check(snapshot, pack, as_of=DAY)) for _ in range(20)]
    hand = [timed(lambda: by_hand.loops(snapshot)) for _ in range(20)]
    return {"ours": statistics.median(ours), "hand": statistics.median(hand)}


def timed(what: Callable[[], object]) -> float:
    """Return the seconds that *what* takes."""
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


CASES: dict[str, Callable[..., Found]] = {
    "sql": lambda folder: dict(by_hand.sql(Path(folder))),
    "polars": lambda folder: dict(by_hand.polars(Path(folder))),
    "cards": lambda folder: cards(Path(folder)),
    "whole": lambda folder, engine, rules="0": whole(Path(folder), engine, int(rules)),
    "warm": lambda folder, engine: warm(Path(folder), engine),
    "loops": lambda folder: loops(Path(folder)),
    "ours": lambda folder, engine: conditions.ours(Path(folder), engine),
    "other": lambda folder, name: conditions.other(Path(folder), name),
}


def alone(*words: str) -> Found:
    """Run one case in a process of its own; return what it says, its time and its memory in MB."""
    start = time.perf_counter()
    ran = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, __file__, "case", *words], check=True, capture_output=True, text=True
    )
    found: Found = json.loads(ran.stdout.splitlines()[-1])
    return found | {"process": time.perf_counter() - start}


def command(*words: str, cache: Path) -> float:
    """Return the median seconds of a command, with all imports, that was run once before."""
    kept = {"PEERCOMPLY_CACHE": "off" if cache == Path() else str(cache)}
    given = {name: value for name, value in os.environ.items() if "BYTECODE" not in name}
    run = lambda: subprocess.run(  # noqa: S603 - our own command
        words, check=False, capture_output=True, env=given | kept
    )
    run()
    return statistics.median(timed(run) for _ in range(ROUNDS))


def compared(folder: Path, workers: int) -> list[str]:
    """Return the lines of the five checks against queries by hand."""
    rows = write(folder, workers, "parquet", by_hand.TABLES)
    runs = {
        name: [alone(name, str(folder)) for _ in range(ROUNDS)]
        for name in ("sql", "polars", "cards")
    }
    sql, polars, ours = runs.values()
    for name in by_hand.QUERIES:
        assert sql[0][name] == polars[0][name] == ours[0][name], name
    breaches = sum(int(ours[0][name].split()[0]) for name in by_hand.QUERIES)
    middle = lambda some, key: statistics.median(run[key] for run in some)
    hand = middle(sql, "took")
    total = middle(ours, "read") + middle(ours, "judged")
    return [
        (
            f"{workers:,} workers, {rows:,} rows in Parquet, {breaches:,} breaches;"
            " all name the same records for each check."
        ),
        "",
        "| | seconds | against SQL | peak MB |",
        "|---|---:|---:|---:|",
        f"| SQL by hand, from files | {hand:.2f} | 1.0 | {middle(sql, 'peak'):.0f} |",
        (
            f"| Polars by hand, from files | {middle(polars, 'took'):.2f}"
            f" | {middle(polars, 'took') / hand:.1f} | {middle(polars, 'peak'):.0f} |"
        ),
        (
            "| peercomply: reading, every cell accounted for |"
            f" {middle(ours, 'read'):.2f} | {middle(ours, 'read') / hand:.1f} | |"
        ),
        (
            "| peercomply: judging, every breach told with evidence |"
            f" {middle(ours, 'judged'):.2f} | {middle(ours, 'judged') / hand:.1f} | |"
        ),
        f"| peercomply together | {total:.2f} | {total / hand:.1f} | {middle(ours, 'peak'):.0f} |",
    ]


def by_condition(folder: Path, incidents: int) -> list[str]:
    """Return the lines of one condition on flat rows, by several programs."""
    write(folder, incidents // 2, "parquet", ("incident",))
    lines = ["| | rows | microseconds for each row | times ours |", "|---|---:|---:|---:|"]
    ours = {engine: alone("ours", str(folder), engine) for engine in ("duckdb", "memory")}
    own = ours["duckdb"]["each"]
    others = {name: alone("other", str(folder), name) for name in conditions.OTHERS}
    same = {one["keys"] for one in (*ours.values(), others["pandera"])}
    assert len(same) == 1, same
    for name, found in ({f"peercomply, {key}": one for key, one in ours.items()} | others).items():
        each = found["each"]
        lines.append(f"| {name} | {found['rows']:,} | {each:.2f} | {each / own:.1f} |")
    lines += ["", f"Breaches told by peercomply, keys and hash: {same.pop()}."]
    return lines


def grown(folder: Path, sizes: list[int], engines: list[str]) -> list[str]:
    """Return the lines of the whole pack as rows grow."""
    lines = ["| rows | engine | reading s | judging s | ms for each row | breaches | peak MB |"]
    lines.append("|---:|---|---:|---:|---:|---:|---:|")
    for size in sizes:
        here = folder / str(size)
        write(here, size, "parquet")
        for engine in engines if size <= MOST_IN_MEMORY else engines[1:]:
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


def small(place: Path, engines: list[str]) -> list[str]:
    """Return the lines of the example service, warm and cold, and of loops over a small one."""
    folder = str(HERE.parent / "fixtures" / "harbour")
    lines = ["| | seconds |", "|---|---:|"]
    for engine in engines:
        found = alone("warm", folder, engine)
        what = f"{engine}, warm, {found['rows']:,} rows, {found['rules']} rules"
        lines.append(f"| {what} | {found['judged']:.2f} |")
    rows = write(place, 180, "parquet", by_hand.TABLES)
    five = alone("loops", str(place))
    lines.append(f"| memory, warm, {rows:,} rows, five rules | {five['ours']:.4f} |")
    lines.append(f"| the same in loops by hand, nothing told | {five['hand']:.4f} |")
    ours = str(Path(sys.executable).parent / "peercomply")
    words = (ours, "check", folder, "--as-of", DAY.isoformat(), "--fail-on", "never")
    (place / "packs").mkdir(mode=0o700)
    for what, cache in (("with a kept pack", place / "packs"), ("that keeps no pack", Path())):
        lines.append(f"| `peercomply check`, cold, {what} | {command(*words, cache=cache):.2f} |")
    lines.append(f"| `peercomply --help`, cold | {command(ours, '--help', cache=Path()):.2f} |")
    bare = command(sys.executable, "-c", "import duckdb", cache=Path())
    lines.append(f"| `python -c 'import duckdb'`, cold | {bare:.2f} |")
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
    parser.add_argument("--cards", type=int, default=1_000_000)
    parser.add_argument("--conditions", type=int, default=1_000_000)
    parser.add_argument("--sizes", type=int, nargs="*", default=[300, 3_000, 30_500, 76_300])
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md")
    given = parser.parse_args()
    engines = ["memory", "duckdb"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = ["# Measured", "", *_machine(), "", "## Five checks against queries by hand", ""]
        lines += compared(folder / "cards", given.cards)
        lines += ["", "## One condition on flat rows", ""]
        lines += by_condition(folder / "flat", given.conditions)
        lines += ["", "## The whole pack as rows grow", ""]
        lines += grown(folder, given.sizes, engines)
        few = [size for size in given.sizes if size <= MOST_IN_MEMORY][-1]
        lines += ["", f"## As rules grow, {few:,} workers", ""]
        lines += by_rules(folder / str(few), engines)
        lines += ["", "## The example service", "", *small(folder / "few", engines)]
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
