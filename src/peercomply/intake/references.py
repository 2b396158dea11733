"""Finds references that name no record, and fills in the only program there is."""

# ruff: noqa: S608 - names come from our own descriptions and are quoted, see quoting.py

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator

import duckdb

from peercomply.intake.columns import LINE
from peercomply.intake.notes import Notes
from peercomply.intake.places import issue
from peercomply.intake.quoting import identifier, literal
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.issue_codes import IssueCode
from peercomply.records.model import RecordType

_LINE = identifier(LINE)
_MOST_KEYS = 5000
_MOST_COMPARISONS = 100_000


def note_dangling(
    connection: duckdb.DuckDBPyConnection, record_type: RecordType, notes: Notes
) -> None:
    """Note references to keys that no record has, where all its targets were supplied."""
    supplied = notes.supplied()
    filled = notes.filled[record_type.name]
    fields = [field for name, field in record_type.fields.items() if field.to and name in filled]
    queries = [query for field in fields for query in _dangling(record_type, field, supplied)]
    if not queries:
        return
    found: dict[str, list[tuple[int, str]]] = {}
    for name, line, value in connection.execute(" UNION ALL ".join(queries)).fetchall():
        found.setdefault(name, []).append((line, value))
    for name, dangling in found.items():
        field = record_type.fields[name]
        hints = _hints(connection, field, {value for _, value in dangling}, supplied)
        for line, value in dangling:
            notes.add(
                IssueCode.DANGLING_REFERENCE,
                f"{record_type.name}.{name} names no {' or '.join(field.to)} of the export",
                line=line,
                field=name,
                value=value if field.shown else None,
                hint=hints.get(value, ""),
            )


def _dangling(
    record_type: RecordType, field: FieldInfo, supplied: Collection[str]
) -> Iterator[str]:
    """Yield the queries for lines and values that dangle, one for each way to read the target."""
    name = identifier(field.name)
    value = f"unnest({name})" if field.type is FieldType.SET else name
    by = identifier(field.by) if field.by else "CAST(NULL AS VARCHAR)"
    source = (
        f"(SELECT {_LINE}, {value} AS value, {by} AS target FROM {identifier(record_type.name)})"
        " AS asked"
    )
    ways = [(f"target = {literal(target)}", [target]) for target in field.to] if field.by else []
    for condition, targets in [*ways, ("target IS NULL", list(field.to))]:
        if not set(targets) <= set(supplied):
            continue
        held = " ".join(
            f"AND NOT EXISTS (SELECT 1 FROM {identifier(target)} AS held"
            " WHERE held.id = asked.value)"
            for target in targets
        )
        yield (
            f"SELECT {literal(field.name)}, {_LINE}, value FROM {source}"
            f" WHERE value IS NOT NULL AND {condition} {held}"
        )


def _hints(
    connection: duckdb.DuckDBPyConnection,
    field: FieldInfo,
    values: Collection[str],
    supplied: Collection[str],
) -> dict[str, str]:
    """Return a hint for each value that is like a key, where comparing all of them is quick."""
    targets = [target for target in field.to if target in supplied]
    if not values or not targets or not field.shown:
        return {}
    keys = [key for target in targets for key in _keys(connection, target)]
    if not keys or len(keys) > _MOST_KEYS:
        return {}
    compared = sorted(values)[: _MOST_COMPARISONS // len(keys)]
    near = {value: difflib.get_close_matches(value[:80], keys, n=1) for value in compared}
    hints = {value: f"did you mean {match[0]!r}?" for value, match in near.items() if match}
    bare = {key.lstrip("0"): key for key in keys if key.isdigit()}
    for value in compared:
        if value.isdigit() and (key := bare.get(value.lstrip("0"))) is not None:
            hints[value] = f"{key!r} is the same but for its first zeros, which spreadsheets remove"
    return hints


def _keys(connection: duckdb.DuckDBPyConnection, record_type: str) -> list[str]:
    table = identifier(record_type)
    query = f"SELECT id FROM {table} ORDER BY id LIMIT {_MOST_KEYS + 1}"
    return [key for (key,) in connection.execute(query).fetchall()]


def fill_only(
    connection: duckdb.DuckDBPyConnection,
    target: str,
    supplied: Iterable[RecordType],
    notes: Notes,
) -> None:
    """Read a missing reference to *target*, a program or organisation, as the only one there is."""
    if target not in notes.supplied() or notes.rejected().get(target):
        return
    keys = connection.execute(f"SELECT id FROM {identifier(target)} LIMIT 2").fetchall()
    if len(keys) != 1:
        return
    name = f"{target}_id"
    for record_type in sorted(supplied, key=lambda one: one.name):
        field = record_type.fields.get(name)
        if field is not None and field.to == (target,):
            _fill(connection, record_type.name, name, keys[0][0], notes)


def _fill(
    connection: duckdb.DuckDBPyConnection, record_type: str, field: str, key: str, notes: Notes
) -> None:
    lines = connection.execute(
        f"UPDATE {identifier(record_type)} SET {identifier(field)} = ?"
        f" WHERE {identifier(field)} IS NULL"
        f" AND {_LINE} NOT IN (SELECT unnest(CAST(? AS BIGINT[]))) RETURNING {_LINE}",
        [key, notes.doubted(record_type, field)],
    ).fetchall()
    if lines:
        notes.filled[record_type].add(field)
    by_sheet: dict[int, list[int]] = {}
    for (line,) in sorted(lines):
        by_sheet.setdefault(notes.sheet_number(line), []).append(line)
    for filled in by_sheet.values():
        sheet = notes.sheet(filled[0])
        rows = "1 row" if len(filled) == 1 else f"{len(filled)} rows"
        message = f"{record_type}.{field} is empty in {rows}; it was read as the only one there is"
        column = sheet.headings.heading(field)
        notes.issues.append(
            issue(IssueCode.ONLY_PROGRAM, message, place=sheet.place, column=column)
        )
