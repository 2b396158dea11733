"""The five checks of cards/ as somebody writes them by hand: in SQL, with Polars, in loops."""

# ruff: noqa: S608 - the queries are written here

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import duckdb

from peercomply import Snapshot
from peercomply.records.durations import add, parse_duration

DAY = date(2026, 11, 22)
TABLES = (
    *("worker", "supervision", "incident", "agreement", "position", "position_description"),
    *("program", "organisation", "audit"),
)

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


def mark(keys: Iterable[str]) -> str:
    """Return how many *keys* there are and a hash of them, by which answers are compared."""
    held = sorted(keys)
    return f"{len(held)} {hashlib.sha256(' '.join(held).encode()).hexdigest()[:16]}"


def sql(folder: Path) -> dict[str, str]:
    """Answer the five checks with SQL over the files."""
    with duckdb.connect() as database:
        for name in TABLES:
            path = next(folder.glob(f"{name}.*"))
            database.execute(f"CREATE VIEW {name} AS FROM '{path}'")
        return {
            name: mark(key for (key,) in database.execute(query).fetchall())
            for name, query in QUERIES.items()
        }


def polars(folder: Path) -> dict[str, str]:
    """Answer them with Polars over the same Parquet files, lazily."""
    import polars as pl  # noqa: PLC0415 - a case of its own process

    table = {name: pl.scan_parquet(folder / f"{name}.parquet") for name in TABLES}
    active = pl.col("ended_on").is_null() | (pl.col("ended_on") > DAY)
    workers = table["worker"].filter(active)

    def last(name: str, key: str, day: str) -> pl.LazyFrame:
        held = table[name].filter(pl.col(day) <= DAY)
        return held.group_by(key).agg(pl.col(day).max().alias("last")).rename({key: "id"})

    reached = pl.max_horizontal("last", "started_on")
    gaps = workers.join(last("supervision", "worker_id", "held_on"), on="id", how="left")
    audits = table["program"].join(last("audit", "program_id", "completed_on"), on="id", how="left")
    agreed = table["agreement"].filter(pl.col("expires_on") >= DAY)
    described = table["position_description"].filter(pl.col("approved_on") <= DAY)
    unreviewed = pl.col("reviewed_on").is_null() | (pl.col("reviewed_on") > DAY)
    found = {
        "supervision-gap": gaps.filter(reached.dt.offset_by("42d") < DAY),
        "incident-unreviewed": table["incident"].filter(
            pl.col("critical")
            & (pl.col("occurred_on").cast(pl.Date).dt.offset_by("14d") < DAY)
            & unreviewed
        ),
        "volunteer-without-agreement": workers.filter(pl.col("engagement") == "volunteer").join(
            agreed, left_on="id", right_on="worker_id", how="anti"
        ),
        "position-without-description": table["position"].join(
            described, left_on="id", right_on="position_id", how="anti"
        ),
        "audit-overdue": audits.filter(reached.dt.offset_by("6mo") < DAY),
    }
    frames = pl.collect_all([frame.select("id") for frame in found.values()])
    return {name: mark(frame["id"].to_list()) for name, frame in zip(found, frames, strict=True)}


def loops(snapshot: Snapshot) -> dict[str, str]:
    """Answer them with loops over the records of a small service."""
    workers = [
        one
        for one in snapshot.of_type("worker").values()
        if one.ended_on is None or one.ended_on > DAY
    ]
    held: dict[str, date] = {}
    for one in snapshot.of_type("supervision").values():
        if one.held_on is not None and one.held_on <= DAY:
            held[one.worker_id] = max(one.held_on, held.get(one.worker_id, one.held_on))
    audited: dict[str, date] = {}
    for one in snapshot.of_type("audit").values():
        if one.completed_on is not None and one.completed_on <= DAY:
            own = audited.get(one.program_id, one.completed_on)
            audited[one.program_id] = max(one.completed_on, own)
    agreed = {
        one.worker_id
        for one in snapshot.of_type("agreement").values()
        if one.expires_on is not None and one.expires_on >= DAY
    }
    described = {
        one.position_id
        for one in snapshot.of_type("position_description").values()
        if one.approved_on is not None and one.approved_on <= DAY
    }
    found = {
        "supervision-gap": [
            one.id
            for one in workers
            if (last := _later(held.get(one.id), one.started_on)) and (DAY - last).days > 42
        ],
        "incident-unreviewed": [
            one.id
            for one in snapshot.of_type("incident").values()
            if one.critical
            and (DAY - _day(one.occurred_on)).days > 14
            and (one.reviewed_on is None or one.reviewed_on > DAY)
        ],
        "volunteer-without-agreement": [
            one.id for one in workers if one.engagement == "volunteer" and one.id not in agreed
        ],
        "position-without-description": [
            key for key in snapshot.of_type("position") if key not in described
        ],
        "audit-overdue": [
            one.id
            for one in snapshot.of_type("program").values()
            if (last := _later(audited.get(one.id), one.started_on))
            and add(last, parse_duration("P6M")) < DAY
        ],
    }
    return {name: mark(keys) for name, keys in found.items()}


def _later(first: date | None, second: date | None) -> date | None:
    return max((day for day in (first, second) if day is not None), default=None)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
