"""Reads the names of files, headings and slugs as people write them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import attrs

from peercomply.records.fields import FieldType
from peercomply.records.model import RecordType, Schema
from peercomply.records.naming import plural

_APART = re.compile(r"[\s._-]+")

_OWN_KEY = ("id", "key", "number", "no")


def plain(name: str) -> str:
    """Return *name* in lower case, with spaces, hyphens, underscores and dots as one space."""
    return _APART.sub(" ", name.lower()).strip()


def slug(text: str) -> str:
    """Return *text* in lower case, with spaces and hyphens as underscores."""
    return text.lower().replace(" ", "_").replace("-", "_")


@functools.cache
def type_names(schema: Schema) -> Mapping[str, str]:
    """Return the record type for each name, singular or plural, that a file may have."""
    names = {plain(plural(name)): name for name in schema}
    names |= {plain(name): name for name in schema}
    return MappingProxyType(names)


def record_type_of(name: str, schema: Schema) -> RecordType | None:
    """Return the record type after which a file or list is named, or None."""
    found = type_names(schema).get(plain(name))
    return schema[found] if found else None


@attrs.frozen
class Target:
    """
    What one column feeds.

    Attributes:
        field: Name of the field.

        key: Key of a mapping, where the column holds one of its values; otherwise None.
    """

    field: str
    key: str | None = None

    def overlaps(self, other: Target) -> bool:
        """Whether *other* feeds the same field or the same part of it."""
        if self.field != other.field:
            return False
        return self.key is None or other.key is None or self.key == other.key


@functools.cache
def targets(record_type: RecordType) -> Mapping[str, Target]:
    """Return what each known heading of a record type feeds; headings are in their plain form."""
    known = {plain(f"{record_type.name} {word}"): Target("id") for word in _OWN_KEY}
    fields = record_type.fields
    for field in fields.values():
        if field.type is FieldType.MAPPING:
            known |= {plain(f"{field.name} {key}"): Target(field.name, key) for key in field.values}
    known |= {plain(name): Target(name) for name in fields}
    return MappingProxyType(known)


@attrs.frozen
class Column:
    """
    One column that is read.

    Attributes:
        place: Place within the row, counted from 0; -1 where *read* makes the text.

        heading: Heading as it was written; empty for a constant.

        target: What it feeds.

        read: Makes the text of the field from the cells of a row, where a mapping says how.
    """

    place: int
    heading: str
    target: Target
    read: Callable[[Sequence[str]], str] | None = None


@attrs.frozen(kw_only=True)
class Headings:
    """
    What the headings of one file or list say.

    Attributes:
        columns: The columns that are read.

        unknown: Place and heading of columns that stand for no field, empty headings included.

        repeated: Headings that stand for a field which an earlier one has.
    """

    columns: tuple[Column, ...]
    unknown: tuple[tuple[int, str], ...]
    repeated: tuple[tuple[str, Target], ...]

    @functools.cached_property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that are read, each once, in the order of the columns."""
        return tuple(dict.fromkeys(column.target.field for column in self.columns))

    def heading(self, field: str) -> str | None:
        """Return the first heading that feeds *field*, or None."""
        return next(
            (one.heading or None for one in self.columns if one.target.field == field), None
        )

    def missing(self, record_type: RecordType) -> tuple[str, ...]:
        """Return the required fields that no column feeds."""
        required = [field.name for field in record_type.fields.values() if field.required]
        return tuple(name for name in required if name not in self.fields)


def read_headings(
    record_type: RecordType, headings: Sequence[str], mapped: Sequence[Column] = ()
) -> Headings:
    """Find out what each of *headings* feeds, besides the columns that are *mapped* already."""
    known = targets(record_type)
    columns: list[Column] = [*mapped]
    unknown: list[tuple[int, str]] = []
    repeated: list[tuple[str, Target]] = []
    for place, heading in enumerate(headings):
        target = known.get(plain(heading))
        if target is None:
            unknown.append((place, heading))
        elif any(target.overlaps(column.target) for column in columns):
            repeated.append((heading, target))
        else:
            columns.append(Column(place, heading, target))
    return Headings(columns=tuple(columns), unknown=tuple(unknown), repeated=tuple(repeated))


def count_known(record_type: RecordType, headings: Iterable[str]) -> int:
    """Return how many of *headings* stand for a field."""
    known = targets(record_type)
    return sum(plain(heading) in known for heading in headings)
