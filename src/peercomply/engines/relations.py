"""Follows references between the records of a snapshot, with what is not known about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from peercomply.engines.values import Missing
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import Record
from peercomply.records.snapshot import Snapshot
from peercomply.rules.nodes import ByField, ByHome, Home


def because(reason: str, *, empty: bool = False) -> Missing:
    """Return a missing value with one reason."""
    return Missing(frozenset({reason}), empty)


@attrs.frozen
class Index:
    """
    The rows of a record type by what they belong to.

    Attributes:
        by_key: Rows by the key of the record that they belong to.

        undecided: Rows of which that is not known, each with the reason.
    """

    by_key: Mapping[Any, list[Record]]
    undecided: list[tuple[Record, Missing]]


@attrs.frozen
class Homes:
    """
    Where a record belongs.

    Attributes:
        program: Key of its program; None if it has none, or none is known.

        organisation: Key of its organisation; None if it has none, or none is known.

        unsettled: Those of them of which it is not known which one it has, if it has one.
    """

    program: str | None
    organisation: str | None
    unsettled: frozenset[Home]


class Relations:
    """Resolves references, homes and related rows of one snapshot; indexes are made when needed."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._indexes: dict[tuple[str, object], Index] = {}
        self._homes: dict[Home, dict[tuple[str, str], Any]] = {home: {} for home in Home}
        self._all_homes: dict[tuple[str, str], Homes] = {}

    def value(self, record: Record, field: str) -> Any:
        """Return a field that holds no date: its value, or why there is none."""
        found = getattr(record, field, None)
        return found if found is not None else self.absent(record, field)

    def absent(self, record: Record, field: str) -> Missing:
        """Return why *field* of *record* has no value."""
        name = record.__record__.name
        doubt = self.snapshot.provenance.doubts.get((name, field), {}).get(record.id)
        if doubt is not None:
            return because(doubt.reason)
        if not hasattr(record, field):
            return self.lacking(name, field)
        return because(f"{name}.{field} is missing", empty=True)

    def lacking(self, record_type: str, field: str) -> Missing:
        """
        Return why a record has no value in *field*, which a pack adds and its class does not have.

        If the records come from an export, nobody has looked whether the field stands there.
        """
        if self.snapshot.provenance.inputs:
            return because(f"{record_type}.{field} was not read from the export")
        return because(f"{record_type}.{field} is missing", empty=True)

    def find(self, record_type: str, key: str, referrer: str) -> Any:
        """Return the record *key*, or why it cannot be found."""
        if record_type not in self.snapshot.supplied:
            return because(f"{record_type} was not supplied")
        found = self.snapshot.of_type(record_type).get(key)
        if found is None:
            return because(f"{referrer} names a {record_type} that is not in the records")
        return found

    def follow(self, record: Record, step: str | Home) -> Any:
        """Return the record to which *step* leads, or why it leads nowhere."""
        if isinstance(step, Home):
            key = self.home(record, step)
            if isinstance(key, Missing):
                return Missing(key.reasons)
            return self.find(step.value, key, f"{record.__record__.name}.{step.value}")
        key = self.value(record, step)
        if isinstance(key, Missing):
            return Missing(key.reasons)
        field = self.snapshot.schema[record.__record__.name].fields[step]
        return self._target(record, field, key)

    def _target(self, record: Record, field: FieldInfo, key: str) -> Any:
        targets = field.to
        if field.by is not None and isinstance(getattr(record, field.by, None), str):
            targets = (getattr(record, field.by),)
        name = f"{record.__record__.name}.{field.name}"
        missing: Any = None
        for target in targets:
            found = self.find(target, key, name)
            if not isinstance(found, Missing):
                return found
            missing = found if missing is None else Missing(missing.reasons | found.reasons)
        return missing

    def home(self, record: Record, home: Home) -> Any:
        """Return the key of the program or organisation of *record*, or why it has none."""
        held, key = self._homes[home], (record.__record__.name, record.id)
        if key not in held:
            find = self._program if home is Home.PROGRAM else self._organisation
            held[key] = find(record)
        return held[key]

    def homes(self, record: Record) -> Homes:
        """Return where *record* belongs, as outcomes say it."""
        key = (record.__record__.name, record.id)
        if key not in self._all_homes:
            found = {home: self.home(record, home) for home in Home}
            known = {home: None if isinstance(one, Missing) else one for home, one in found.items()}
            unsettled = frozenset(
                home
                for home, one in found.items()
                if isinstance(one, Missing) and not (one.empty and home is Home.PROGRAM)
            )
            self._all_homes[key] = Homes(known[Home.PROGRAM], known[Home.ORGANISATION], unsettled)
        return self._all_homes[key]

    def _program(self, record: Record) -> Any:
        info = record.__record__
        program = self._first(record, info.program)
        if isinstance(program, Missing) and program.empty and info.organisation:
            organisation = self._first(record, info.organisation)
            return Missing(program.reasons, empty=not isinstance(organisation, Missing))
        return Missing(program.reasons) if isinstance(program, Missing) else program

    def _organisation(self, record: Record) -> Any:
        info = record.__record__
        own = self._first(record, info.organisation)
        if not isinstance(own, Missing) or not info.program or info.name == "program":
            return own
        program = self.home(record, Home.PROGRAM)
        if isinstance(program, Missing):
            return Missing(own.reasons | program.reasons)
        found = self.find("program", program, f"{info.name}.program")
        return found if isinstance(found, Missing) else self.value(found, "organisation_id")

    def _first(self, record: Record, paths: tuple[str, ...]) -> Any:
        why: frozenset[str] = frozenset()
        for path in paths:
            found = self._along(record, path.split("."))
            if not isinstance(found, Missing):
                return found
            why |= found.reasons
            if not found.empty:
                return Missing(why)
        return Missing(why or frozenset({f"{record.__record__.name} belongs to none"}), empty=True)

    def _along(self, record: Record, path: list[str]) -> Any:
        here = record
        for step in path[:-1]:
            here = self.follow(here, step)
            if isinstance(here, Missing):
                return here
        return self.value(here, path[-1])

    def index(self, record_type: str, link: ByField | ByHome) -> Index:
        """Return the rows of *record_type* by the record that *link* leads to."""
        key = (record_type, link)
        if key not in self._indexes:
            read: Callable[[Record], Any]
            if isinstance(link, ByHome):
                read = lambda row: self._home_keys(row, link.home)
            else:
                read = lambda row: self._reference_keys(row, link.info)
            self._indexes[key] = make_index(self.snapshot.of_type(record_type).values(), read)
        return self._indexes[key]

    def _home_keys(self, row: Record, home: Home) -> Any:
        found = self.home(row, home)
        if not isinstance(found, Missing):
            return (found,)
        return () if found.empty and home is Home.PROGRAM else found

    def _reference_keys(self, row: Record, field: FieldInfo) -> Any:
        found = self.value(row, field.name)
        if isinstance(found, Missing):
            return found
        return tuple(found) if field.type is FieldType.SET else (found,)


def make_index(rows: Any, read: Callable[[Record], Any]) -> Index:
    """Return the index of *rows* by the keys that *read* gives, or why it cannot."""
    by_key: dict[Any, list[Record]] = {}
    undecided: list[tuple[Record, Missing]] = []
    for row in rows:
        keys = read(row)
        if isinstance(keys, Missing):
            undecided.append((row, keys))
        else:
            for key in keys:
                by_key.setdefault(key, []).append(row)
    return Index(by_key, undecided)
