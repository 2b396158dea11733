"""Finds dates that stand in an order that cannot be."""

# ruff: noqa: S608 - names come from our own descriptions and are quoted, see quoting.py

from __future__ import annotations

from collections.abc import Collection

import duckdb

from peercomply.intake.columns import LINE, day_only
from peercomply.intake.notes import Notes
from peercomply.intake.quoting import identifier
from peercomply.intake.repeats import clear
from peercomply.records.fields import FieldType
from peercomply.records.issue_codes import IssueCode
from peercomply.records.model import RecordType
from peercomply.records.provenance import Doubt
from peercomply.records.validation import parse_order

_LINE = identifier(LINE)


def check_orders(
    connection: duckdb.DuckDBPyConnection, record_type: RecordType, notes: Notes
) -> None:
    """Make dates that contradict each other NULL and doubtful; every pair is compared first."""
    broken = _broken(connection, record_type, notes.filled[record_type.name])
    cleared: dict[str, set[int]] = {}
    for order, lines in broken.items():
        early, sign, late = parse_order(order)
        what = "is after" if sign == "<=" else "is not before"
        reason = f"{record_type.name}.{early} {what} {record_type.name}.{late}"
        for line in lines:
            notes.add(IssueCode.IMPOSSIBLE_ORDER, reason, line=line, field=early)
            for field in (early, late):
                notes.doubts[record_type.name, field].setdefault(line, Doubt(reason))
                cleared.setdefault(field, set()).add(line)
    for field, held in cleared.items():
        clear(connection, record_type, field, sorted(held))


def _broken(
    connection: duckdb.DuckDBPyConnection, record_type: RecordType, filled: Collection[str]
) -> dict[str, list[int]]:
    """Return the lines that break each order of *filled* fields; one query asks for all orders."""
    orders = [
        order for order in record_type.info.date_order if {*parse_order(order)[::2]} <= {*filled}
    ]
    if not orders:
        return {}
    broken: dict[str, list[int]] = {order: [] for order in orders}
    queries = [_query(record_type, order, place) for place, order in enumerate(orders)]
    found = connection.execute(f"{' UNION ALL '.join(queries)} ORDER BY 1, 2")
    for place, line in found.fetchall():
        broken[orders[place]].append(line)
    return broken


def _query(record_type: RecordType, order: str, place: int) -> str:
    early, sign, late = parse_order(order)
    first, second = identifier(early), identifier(late)
    by_day = f"CAST({first} AS DATE) <= CAST({second} AS DATE)"
    exact = [
        identifier(day_only(name))
        for name in (early, late)
        if record_type.fields[name].type is FieldType.DATETIME
    ]
    holds = by_day
    if len(exact) == 2:
        timed = f"NOT ({exact[0]} OR {exact[1]})"
        holds = f"CASE WHEN {timed} THEN {first} {sign} {second} ELSE {by_day} END"
    return (
        f"SELECT {place}, {_LINE} FROM {identifier(record_type.name)}"
        f" WHERE {first} IS NOT NULL AND {second} IS NOT NULL AND NOT ({holds})"
    )
