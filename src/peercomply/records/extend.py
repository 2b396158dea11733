"""Makes record types from descriptions, as packs add them, and joins what several packs add."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

import attrs

from peercomply.errors import SchemaError
from peercomply.records.fields import FieldInfo, FieldType, RecordInfo, attribute
from peercomply.records.model import RECORD_TYPES, RecordType, Schema, describe
from peercomply.records.validation import validate

ADDED = "added"
"""Area of the record types that packs add."""


@functools.cache
def make_type(info: RecordInfo, fields: tuple[FieldInfo, ...]) -> RecordType:
    """
    Return the record type, with a class, that *info* and *fields* describe, the key first.

    The same description gives the same class, so records of a pack that is read twice are equal.
    """
    made: type = attrs.make_class(
        "".join(word.capitalize() for word in info.name.split("_")),
        {field.name: attribute(field) for field in fields},
        class_body={
            "__doc__": f"{info.title}.",
            "__record__": info,
            "__attrs_post_init__": validate,
        },
        frozen=True,
        slots=True,
        kw_only=True,
        order=False,
    )
    return describe(made)


def with_fields(record_type: RecordType, fields: Iterable[FieldInfo]) -> RecordType:
    """Return *record_type* with *fields* after its own."""
    return make_type(record_type.info, (*record_type.fields.values(), *fields))


def with_types(schema: Schema, types: Iterable[RecordType]) -> Schema:
    """Return *schema* with *types*, each in the place of the one of its name, or at the end."""
    found = dict(schema) | {record_type.name: record_type for record_type in types}
    return Schema(MappingProxyType(found))


def joined(schemas: Iterable[tuple[str, Schema]]) -> Schema:
    """
    Return the schema that has the record types and fields of all *schemas*, each with its owner.

    Raises:
        SchemaError: Two of them add a field or a record type of one name that is not the same.
    """
    whole = RECORD_TYPES
    adding: list[str] = []
    problems: list[str] = []
    for owner, schema in schemas:
        if schema is RECORD_TYPES:
            continue
        problems += _conflicts(whole, schema, f"{' or '.join(adding)} and {owner}")
        whole = schema if whole is RECORD_TYPES else _join(whole, schema)
        adding.append(owner)
    if problems:
        raise SchemaError(problems)
    return whole


def _join(whole: Schema, other: Schema) -> Schema:
    types = []
    for name, record_type in other.items():
        own = whole.get(name, record_type)
        more = [field for field in record_type.fields.values() if field.name not in own.fields]
        types.append(with_fields(own, more) if more else own)
    return with_types(whole, types)


def _conflicts(whole: Schema, other: Schema, owners: str) -> Iterator[str]:
    """Yield what both schemas have under one name without being the same."""
    for name in [name for name in other if name in whole]:
        one, two = whole[name], other[name]
        if one == two:
            continue
        if one.info != two.info:
            facts = _differing(one.info, two.info)
            yield f"{owners} differ in the record type {name}: {facts}"
        for field in [*one.fields.values(), *two.fields.values()]:
            lone = field.name not in one.fields or field.name not in two.fields
            if lone and field.required:
                yield f"{owners} differ in {name}: only one of them requires {field.name}"
        for key in [key for key in one.fields if key in two.fields]:
            if one.lacks(two.fields[key]):
                facts = _differing(one.fields[key], two.fields[key])
                yield f"{owners} differ in the field {name}.{key}: {facts}"


def _differing(one: Any, two: Any) -> str:
    """Return the facts in which two descriptions differ, with what each of them says."""
    return "; ".join(
        f"{attribute_.name} is {_said(left)} and {_said(right)}"
        for attribute_ in attrs.fields(type(one))
        if (left := getattr(one, attribute_.name)) != (right := getattr(two, attribute_.name))
    )


def _said(fact: Any) -> str:
    if isinstance(fact, tuple):
        return f"[{', '.join(map(str, fact))}]"
    return str(fact.value) if isinstance(fact, FieldType) else str(fact)
