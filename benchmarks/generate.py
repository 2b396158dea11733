"""
Writes the export of an invented service of any size, the same bytes each time.

Run it by hand: python benchmarks/generate.py FOLDER WORKERS [csv|parquet]. Workers, sessions of
supervision, incidents and agreements are spread as in a service that keeps most of its promises;
every other record type has plain records, so that each rule of the pack has something to judge.
"""

# ruff: noqa: S608 - names come from our own descriptions

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb

from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import RECORD_TYPES, RecordType

DAY = "2026-11-22"
"""The day of the check for which the records are made."""

FORMATS = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet"}

_PER_WORKER = {"supervision": 10.0, "incident": 2.0, "agreement": 0.4, "training": 3.0}
_PER_WORKER |= {"worker": 1.0, "position": 0.1, "position_description": 0.1}
_PER_WORKER |= {"development_plan": 1.0, "participant": 1.0, "service_event": 2.0, "shift": 0.5}
_PER_WORKER |= {"match": 0.5, "acknowledgement": 1.0, "relationship_declaration": 0.05}
_PER_WORKER |= {"separation": 0.05, "consent": 0.5, "outcome": 1.0, "referral": 0.5}
_PER_PROGRAM = {"attestation": 80.0, "organisation": 0.1, "program": 1.0, "objective": 3.0}
_PER_PROGRAM |= {"stakeholder": 3.0, "policy": 10.0, "meeting": 12.0, "review": 12.0}
WORKERS_OF_PROGRAM = 100


def sizes(workers: int) -> dict[str, int]:
    """Return how many records of each type a service with so many *workers* has."""
    programs = max(workers // WORKERS_OF_PROGRAM, 1)
    counts = {name: max(int(4 * programs), 1) for name in RECORD_TYPES}
    counts |= {name: max(int(share * programs), 1) for name, share in _PER_PROGRAM.items()}
    return counts | {name: max(int(share * workers), 1) for name, share in _PER_WORKER.items()}


def write(folder: Path, workers: int, form: str = "parquet", only: tuple[str, ...] = ()) -> int:
    """Write an export to *folder*, of *only* some record types, and return its rows."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = sizes(workers)
    with duckdb.connect() as database:
        database.execute(
            "CREATE MACRO drawn(i, seed) AS"
            " (((i * 1103515245 + seed * 12345 + 1) % 2147483648) * 48271 % 2147483647)"
        )
        for name in only or RECORD_TYPES:
            query = _query(RECORD_TYPES[name], counts)
            path = folder / f"{name}.{form}"
            database.execute(f"COPY ({query}) TO '{path}' ({FORMATS[form]})")
    return sum(counts[name] for name in only or RECORD_TYPES)


def _query(record_type: RecordType, counts: Mapping[str, int]) -> str:
    own = _OWN.get(record_type.name, {})
    columns = {
        name: own.get(name, _plain(record_type.name, field, counts, seed))
        for seed, (name, field) in enumerate(record_type.fields.items())
    }
    listed = ", ".join(f"{sql} AS {name}" for name, sql in columns.items() if sql != "NULL")
    query = f"SELECT {listed} FROM range({counts[record_type.name]}) AS rows(i)"
    sizes_ = {name.upper(): str(count) for name, count in counts.items()}
    for name in sorted(sizes_, key=len, reverse=True):
        query = query.replace(f"<{name}>", sizes_[name])
    return query


def _plain(name: str, field: FieldInfo, counts: Mapping[str, int], seed: int) -> str:
    match field.type:
        case FieldType.KEY:
            return f"'{name}-' || i"
        case FieldType.REF:
            target = field.to[0]
            return f"'{target}-' || (i % {counts[target]})"
        case FieldType.DATE:
            ahead = any(word in field.name for word in ("due", "expires", "end"))
            if ahead:
                return f"DATE '{DAY}' + CAST(20 + drawn(i, {seed}) % 300 AS INTEGER)"
            return f"DATE '{DAY}' - CAST(160 - 5 * {seed} + drawn(i, 99) % 120 AS INTEGER)"
        case FieldType.DATETIME:
            return (
                f"TIMESTAMP '{DAY} 09:00:00' - to_days(CAST(1 + drawn(i, {seed}) % 60 AS INTEGER))"
            )
        case FieldType.ENUM:
            listed = ", ".join(f"'{value}'" for value in field.values)
            return f"list_extract([{listed}], CAST(1 + i % {len(field.values)} AS BIGINT))"
        case FieldType.SET:
            if field.to:
                count, target = counts[field.to[0]], field.to[0]
                return f"'{target}-' || (i % {count}) || '; {target}-' || ((i * 7 + 3) % {count})"
            return "'{}'".format("; ".join(sorted(field.values)) or "general")
        case FieldType.BOOL:
            return f"drawn(i, {seed}) % 20 > 0"
        case FieldType.INT | FieldType.DECIMAL:
            return f"CAST({field.minimum or 1} + 1 AS INTEGER)"
        case FieldType.DURATION:
            return "'P6M'"
        case FieldType.MAPPING:
            return "NULL"
        case _:
            return f"'{field.name} ' || (i // 3)"


_STARTED = f"DATE '{DAY}' - CAST(200 + drawn(i, 3) % 1500 AS INTEGER)"
_IN = f"DATE '{DAY}' - CAST(20 + drawn(i, 7) % 700 AS INTEGER)"

_OWN: Mapping[str, Mapping[str, str]] = {
    "program": {
        "organisation_id": "'organisation-' || (i % <ORGANISATION>)",
        "status": "'operating'",
        "started_on": f"DATE '{DAY}' - 1500",
        "ended_on": "CAST(NULL AS DATE)",
        "state": "'vic'",
    },
    "organisation": {"state": "'vic'"},
    "worker": {
        "program_id": "'program-' || (i % <PROGRAM>)",
        "organisation_id": "'organisation-' || (i % <PROGRAM> % <ORGANISATION>)",
        "position_id": "'position-' || (i % <POSITION>)",
        "engagement": "CASE WHEN i % 5 < 2 THEN 'volunteer' ELSE 'paid' END",
        "is_peer": "i % 10 < 8",
        "frontline": "i % 10 < 9",
        "started_on": _STARTED,
        "ended_on": f"CASE WHEN drawn(i, 5) % 12 = 0 THEN {_STARTED} + 150 END",
        "contract_end_on": "CAST(NULL AS DATE)",
        "inexperienced": "false",
        "first_peer_position": "false",
        "manager_id": "'worker-' || (i // 10 * 10)",
    },
    # Ten sessions of each worker, 14 days apart; the last ones of every twentieth are missing.
    "supervision": {
        "worker_id": "'worker-' || (i // 10)",
        "supervisor_id": "'worker-' || (i // 100 * 10)",
        "kind": "CASE WHEN i % 2 = 0 THEN 'line' ELSE 'co_supervision' END",
        "held_on": f"DATE '{DAY}' - CAST(1 + drawn(i // 10, 11) % 10 + 14 * (i % 10)"
        " + CASE WHEN drawn(i // 10, 13) % 20 = 0 THEN 200 ELSE 0 END AS INTEGER)",
    },
    "incident": {
        "program_id": "'program-' || (i // 200)",
        "critical": "drawn(i, 2) % 20 = 0",
        "occurred_on": f"CAST({_IN} AS TIMESTAMP) + INTERVAL 9 HOUR",
        "reported_on": f"CAST({_IN} AS TIMESTAMP) + INTERVAL 11 HOUR",
        "responded_on": _IN,
        "reviewed_on": f"CASE WHEN drawn(i, 4) % 25 > 0 THEN {_IN} + CAST(i % 12 AS INTEGER) END",
        "closed_on": f"CASE WHEN drawn(i, 4) % 25 > 0 THEN {_IN} + 20 END",
        "recurrence_of": "CAST(NULL AS VARCHAR)",
    },
    # Volunteers, two of five workers, each have one; every fortieth has lapsed.
    "agreement": {
        "worker_id": "'worker-' || (i // 2 * 5 + i % 2)",
        "kind": "'volunteer_agreement'",
        "signed_on": f"DATE '{DAY}' - CAST(100 + drawn(i, 2) % 200 AS INTEGER)",
        "expires_on": f"DATE '{DAY}' + CAST(drawn(i, 3) % 400 - 10 AS INTEGER)",
    },
    "shift": {
        "starts_at": f"TIMESTAMP '{DAY} 09:00:00' - to_days(CAST(i % 60 AS INTEGER))",
        "ends_at": f"TIMESTAMP '{DAY} 17:00:00' - to_days(CAST(i % 60 AS INTEGER))",
    },
    "acknowledgement": {"document_kind": "'policy'"},
    "participant": {"left_on": "CAST(NULL AS DATE)"},
    "position": {"program_id": "'program-' || (i % <PROGRAM>)"},
    "position_description": {
        "position_id": "'position-' || i",
        "kind": "'position_description'",
        "approved_on": f"CASE WHEN drawn(i, 6) % 30 > 0 THEN DATE '{DAY}' - 300 END",
    },
}


def main() -> None:
    """Write one export."""
    form = sys.argv[3] if len(sys.argv) > 3 else "parquet"
    rows = write(Path(sys.argv[1]), int(sys.argv[2]), form)
    print(f"{rows:,} rows")


if __name__ == "__main__":
    main()
