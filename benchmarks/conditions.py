"""
One condition on flat rows, judged by other programs that judge conditions, one process for each.

The condition is that of the rule incident-unreviewed. Others get it in the form that suits them
best: rows that hold the days since the incident as a number, made before the clock starts. Each
has to name the same incidents.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import duckdb
from by_hand import DAY, mark

from peercomply import check, load_rules, load_snapshot
from peercomply.intake import open_snapshot

HERE = Path(__file__).parent
RULE = "incident-unreviewed"

Row = dict[str, Any]
Judge = Callable[[], list[str]]
"""Names the rows that fail; what it does is timed."""


def rows_of(folder: Path) -> list[Row]:
    """Return the incidents as flat rows."""
    query = f"""
        SELECT id, critical, CAST(? AS DATE) - CAST(occurred_on AS DATE) AS age,
            coalesce(reviewed_on <= ?, false) AS reviewed
        FROM '{folder / "incident.parquet"}'"""  # noqa: S608 - our own path
    names = ("id", "critical", "age", "reviewed")
    rows = duckdb.connect().execute(query, [DAY, DAY]).fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


def by_rule_engine(rows: list[Row]) -> Judge:
    """Judge with rule-engine."""
    import rule_engine  # noqa: PLC0415 - a case of its own process

    rule = rule_engine.Rule("critical == true and age > 14 and reviewed == false")
    return lambda: [row["id"] for row in rule.filter(rows)]


def by_zen(rows: list[Row]) -> Judge:
    """Judge with the expressions of Zen."""
    import zen  # noqa: PLC0415 - as above

    compiled = zen.compile_expression("critical == true and age > 14 and reviewed == false")
    return lambda: [row["id"] for row in rows if compiled.evaluate(row)]


def by_durable_rules(rows: list[Row]) -> Judge:
    """Judge with durable-rules, one fact for each row, in a rule set of its own."""
    from durable.lang import assert_fact, m, ruleset, when_all  # noqa: PLC0415 - as above

    found: list[str] = []
    with ruleset("incidents"):

        @when_all((m.critical == True) & (m.age > 14) & (m.reviewed == False))  # noqa: E712 - its own language
        def fails(event: Any) -> None:
            found.append(event.m.key)

        @when_all(+m.key)
        def seen(_: Any) -> None:
            """Take every fact, since one that no rule wants is an error."""

    def judge() -> list[str]:
        for row in rows:
            assert_fact("incidents", {**row, "key": row["id"]})
        return found

    return judge


def by_pandera(rows: list[Row]) -> Judge:
    """Judge with a check of pandera on a frame of Polars; what fails is its failure cases."""
    import pandera.polars as pa  # noqa: PLC0415 - as above
    import polars as pl  # noqa: PLC0415 - as above
    from pandera.errors import SchemaErrors  # noqa: PLC0415 - as above

    fails = pl.col("critical") & (pl.col("age") > 14) & ~pl.col("reviewed")
    schema = pa.DataFrameSchema(checks=[pa.Check(lambda data: data.lazyframe.select(~fails))])
    frame = pl.DataFrame(rows)

    def judge() -> list[str]:
        try:
            schema.validate(frame, lazy=True)
        except SchemaErrors as error:
            held: list[str] = frame["id"][error.failure_cases["index"].unique()].to_list()
            return held
        return []

    return judge


OTHERS: dict[str, tuple[Callable[[list[Row]], Judge], int]] = {
    "rule-engine": (by_rule_engine, 100_000),
    "zen-engine": (by_zen, 100_000),
    "durable-rules": (by_durable_rules, 5_000),
    "pandera": (by_pandera, 2_000_000),
}
"""Other programs, and how many rows they get: enough for a second, for the slow ones less."""


def other(folder: Path, name: str) -> dict[str, Any]:
    """Judge the first rows with another program."""
    make, most = OTHERS[name]
    rows = rows_of(folder)[:most]
    judge = make(rows)
    start = time.perf_counter()
    keys = judge()
    seconds = time.perf_counter() - start
    return {"rows": len(rows), "keys": mark(keys), "each": seconds / len(rows) * 1e6}


def ours(folder: Path, engine: str) -> dict[str, Any]:
    """Judge all rows with one rule, and tell every breach."""
    pack = load_rules(HERE / "cards")
    pack = attrs.evolve(pack, rules=tuple(rule for rule in pack.rules if rule.id == RULE))
    if engine == "memory":
        snapshot = load_snapshot(folder)
        start = time.perf_counter()
        report = check(snapshot, pack, as_of=DAY, engine=engine)
        seconds, rows = time.perf_counter() - start, len(snapshot.of_type("incident"))
    else:
        with open_snapshot(folder) as opened:
            start = time.perf_counter()
            report = check(opened, pack, as_of=DAY, engine=engine)
            seconds, rows = time.perf_counter() - start, len(opened)
    keys = [breach.subject.id for finding in report.findings for breach in finding.breaches]
    return {"rows": rows, "keys": mark(keys), "each": seconds / rows * 1e6}
