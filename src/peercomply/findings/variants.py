"""Ways to change the records of a case; each returns new records and leaves the old ones alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import attrs

from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import Record
from peercomply.records.provenance import Doubt
from peercomply.records.snapshot import Provenance, Snapshot
from peercomply.records.validation import fields_of

_Change = Callable[[Record], Record | None]


def shifted(snapshot: Snapshot, days: int) -> Snapshot:
    """
    Return *snapshot* with every day *days* later.

    Raises:
        OverflowError: A day would leave the calendar.
    """
    step = timedelta(days=days)

    def later(record: Record) -> Record:
        values = {field.name: getattr(record, field.name) for field in _fields(record)}
        return attrs.evolve(
            record,
            **{name: value + step for name, value in values.items() if isinstance(value, date)},
        )

    doubts = {
        cell: {
            key: attrs.evolve(doubt, readings=tuple(day + step for day in doubt.readings))
            for key, doubt in of_cell.items()
        }
        for cell, of_cell in snapshot.provenance.doubts.items()
    }
    return _changed(snapshot, later, doubts)


def not_supplied(snapshot: Snapshot, name: str) -> Snapshot:
    """Return *snapshot* without the record type *name*."""
    records = [
        one for other, held in snapshot.records.items() if other != name for one in held.values()
    ]
    return _of(snapshot, records, doubts=snapshot.provenance.doubts, without=name)


def emptied(snapshot: Snapshot, name: str) -> Snapshot:
    """Return *snapshot* with the record type *name* supplied and without records."""
    return _changed(snapshot, lambda one: None if one.__record__.name == name else one)


def blanked(snapshot: Snapshot, name: str, field: str) -> Snapshot | None:
    """
    Return *snapshot* with the cells *field* of all records of *name* empty.

    None if the field is required, or if all of them are empty anyway.
    """
    doubts = dict(snapshot.provenance.doubts)
    doubted_before = doubts.pop((name, field), {})
    records = snapshot.of_type(name).values()
    filled = any(getattr(one, field) is not None or one.id in doubted_before for one in records)
    if not filled or _is_required(snapshot, name, field):
        return None
    return _changed(snapshot, lambda one: _blank(one, name, field), doubts)


def doubted(snapshot: Snapshot, name: str, field: str) -> Snapshot | None:
    """
    Return *snapshot* with cells *field* of all records of *name* that cannot be read.

    None if the field is required, or if there are no such records.
    """
    keys = list(snapshot.of_type(name))
    if not keys or _is_required(snapshot, name, field):
        return None
    doubt = Doubt(f"{name}.{field} could not be read")
    doubts = {**snapshot.provenance.doubts, (name, field): dict.fromkeys(keys, doubt)}
    return _changed(snapshot, lambda one: _blank(one, name, field), doubts)


def _blank(record: Record, name: str, field: str) -> Record:
    return attrs.evolve(record, **{field: None}) if record.__record__.name == name else record


def _is_required(snapshot: Snapshot, name: str, field: str) -> bool:
    first = next(iter(snapshot.of_type(name).values()))
    return any(one.required for one in _fields(first) if one.name == field)


def without(snapshot: Snapshot, name: str, key: str) -> Snapshot:
    """Return *snapshot* without the record *key* of *name*, in sets of keys as well."""

    def change(record: Record) -> Record | None:
        if record.__record__.name == name and record.id == key:
            return None
        return _with_keys(record, name, lambda held: held - {key})

    return _changed(snapshot, change)


def with_copy(snapshot: Snapshot, name: str, key: str) -> Snapshot:
    """Return *snapshot* with a second record like *key* of *name*, in sets of keys as well."""
    new = f"{key}-again"

    def change(record: Record) -> Record:
        return _with_keys(record, name, lambda held: held | {new} if key in held else held)

    changed = _changed(snapshot, change)
    doubts = {
        cell: {**held, new: held[key]} if cell[0] == name and key in held else held
        for cell, held in snapshot.provenance.doubts.items()
    }
    copy = attrs.evolve(changed.of_type(name)[key], id=new)
    records = [one for held in changed.records.values() for one in held.values()]
    return _of(snapshot, [*records, copy], doubts=doubts)


def _with_keys(record: Record, name: str, change: Callable[[frozenset[str]], Any]) -> Record:
    """Return *record* with its sets of keys of *name* changed."""
    values = {
        field.name: change(held)
        for field in _fields(record)
        if field.type is FieldType.SET and name in field.to
        if (held := getattr(record, field.name)) is not None
    }
    return attrs.evolve(record, **values) if values else record


def _fields(record: Record) -> tuple[FieldInfo, ...]:
    cls: Any = type(record)
    return fields_of(cls)


def _changed(snapshot: Snapshot, change: _Change, doubts: Any = None) -> Snapshot:
    changed = [change(one) for held in snapshot.records.values() for one in held.values()]
    kept = snapshot.provenance.doubts if doubts is None else doubts
    return _of(snapshot, [one for one in changed if one is not None], doubts=kept)


def _of(
    snapshot: Snapshot, records: Iterable[Record], *, doubts: Any, without: str = ""
) -> Snapshot:
    return Snapshot.of(
        records,
        supplied=snapshot.supplied - {without},
        provenance=Provenance(doubts=doubts),
        schema=snapshot.schema,
    )
