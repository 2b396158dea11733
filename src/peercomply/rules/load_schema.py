"""Reads the enumerations, fields and record types that packs add, and makes the schema of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import Holds, Keys, ListOf, key_of
from peercomply.documents.reader import Reader, as_mapping, entries, note, shape, short
from peercomply.documents.yaml_nodes import Mapping as MappingNode
from peercomply.documents.yaml_nodes import Scalar
from peercomply.errors import Problem, Span
from peercomply.records.extend import make_type, with_fields, with_types
from peercomply.records.fields import INTERNAL, FieldInfo, FieldType
from peercomply.records.model import RECORD_TYPES, RecordType, Schema
from peercomply.records.naming import is_slug, plural
from peercomply.rules.load_field import Added, Known, check_name, check_type, read_field
from peercomply.rules.load_type import Draft, check_homes, check_orders, read_type

_KEYS = ("enumerations", "fields", "record_types")

Place = tuple[str, str]
"""A record type, and the name of a field or of a named expression of it."""


@attrs.frozen
class Additions:
    """
    The record types of a pack, and where it adds to those that come with peercomply.

    Attributes:
        schema: The record types.

        fields: Where each added field stands.

        conditions: The texts of `active` and `open` of added record types.
    """

    schema: Schema = RECORD_TYPES
    fields: Mapping[Place, Span] = attrs.field(factory=dict)
    conditions: Mapping[Place, Scalar] = attrs.field(factory=dict)

    def hint(self, field: str, record_type: str | None = None) -> str:
        """Return where a pack adds *field*, to *record_type* or any; empty if none does."""
        for (owner, name), span in self.fields.items():
            if name == field and record_type in (None, owner):
                return f"the field is added in {span}"
        return ""


def read_schema(readers: list[Reader], problems: list[Problem]) -> Additions:
    """Return what the files of a pack, and of those that it extends, add to the record types."""
    if not any(reader.get(key) for reader in readers for key in _KEYS):
        return Additions()
    enumerations = _enumerations(readers, problems)
    drafts = _new_types(readers, problems)
    known = Known(enumerations, (*RECORD_TYPES, *drafts))
    fields = {
        name: _fields(name, draft.fields, {"id": None}, known, problems)
        for name, draft in drafts.items()
    }
    _add_fields(readers, fields, known, problems)
    schema = _schema(drafts, fields)
    _check(schema, drafts, fields, problems)
    return Additions(
        schema,
        {(name, key): one.key.span for name, own in fields.items() for key, one in own.items()},
        {(name, word): text for name, one in drafts.items() for word, text in one.conditions},
    )


ENUMERATION = Keys(
    title="enumeration",
    says="A list of the values that a field can hold.",
    keys=(
        key_of("meaning", "what the values are", required=True),
        key_of(
            "values",
            "the values",
            ListOf(Holds.NAME),
            required=True,
        ),
    ),
)


def _enumerations(readers: list[Reader], problems: list[Problem]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    first: dict[str, Scalar] = {}
    for key, node in entries(readers, "enumerations"):
        check_name(key, "an enumeration", problems)
        if key.value in first:
            _twice(key, f"a second enumeration {key.value!r}", first[key.value], problems)
            continue
        first[key.value] = key
        mapping = as_mapping(node, problems, f"the enumeration {key.value!r}")
        found[key.value] = () if mapping is None else _listed(mapping, key, problems)
    return MappingProxyType(found)


def _listed(node: MappingNode, name: Scalar, problems: list[Problem]) -> tuple[str, ...]:
    reader = Reader(node, problems, f"the enumeration {name.value!r}", ENUMERATION)
    reader.text("meaning", required=True)
    items = reader.items("values", required=True)
    reader.finish()
    values: list[str] = []
    for item in items:
        value = item.value if isinstance(item, Scalar) else ""
        if not is_slug(value) or value in values:
            again = "stands there twice" if value in values else "is no value of an enumeration"
            said = short(value) if isinstance(item, Scalar) else shape(item)
            expected = "small letters and digits, joined by '_', each value once"
            note(problems, Code.BAD_VALUE, f"{said} {again}", item.span, expected=expected)
        else:
            values.append(value)
    if not items and reader.get("values") is not None:
        what = f"the enumeration {name.value!r} has no values"
        note(problems, Code.WRONG_SHAPE, what, name.span, expected="at least one value")
    return tuple(values)


def _new_types(readers: list[Reader], problems: list[Problem]) -> dict[str, Draft]:
    found: dict[str, Draft] = {}
    for key, node in entries(readers, "record_types"):
        named = check_name(key, "a record type", problems)
        mapping = as_mapping(node, problems, f"the record type {key.value!r}")
        like = _like(key.value, (*RECORD_TYPES, *found))
        if like:
            said = "already" if like == key.value else "whose files are called the same"
            what = f"there is a record type {like!r} {said}"
            _twice(key, what, found[like].key if like in found else None, problems)
        elif named and mapping is not None:
            found[key.value] = read_type(key, mapping, problems)
    return found


def _like(name: str, names: Iterable[str]) -> str:
    """Return the one of *names* after which a file of *name* may be called; empty if none is."""
    return next((one for one in names if name in (one, plural(one)) or plural(name) == one), "")


def _fields(
    owner: str,
    node: MappingNode | None,
    there: Mapping[str, Scalar | None],
    known: Known,
    problems: list[Problem],
) -> dict[str, Added]:
    """Return the fields in *node* of the type *owner*, which may not have them *there* already."""
    found: dict[str, Added] = {}
    for key, described in () if node is None else node.entries:
        if key.value in there:
            what = f"there is a field {owner}.{key.value} already"
            _twice(key, what, there[key.value], problems)
            continue
        added = read_field(key, described, known, problems)
        if added is not None:
            found[key.value] = added
    return found


def _add_fields(
    readers: list[Reader],
    fields: dict[str, dict[str, Added]],
    known: Known,
    problems: list[Problem],
) -> None:
    """Add to *fields* those of the key `fields`, which adds them to record types that are there."""
    for owner, node in entries(readers, "fields"):
        if not check_type(owner, known, problems):
            continue
        own = fields.setdefault(owner.value, {})
        mapping = as_mapping(node, problems, f"what is added to {owner.value!r}")
        added = _fields(owner.value, mapping, _there(owner.value, own), known, problems)
        for one in added.values():
            _check_optional(one, owner.value, problems)
        own |= added


def _there(name: str, added: Mapping[str, Added]) -> dict[str, Scalar | None]:
    """Return the fields that the record type *name* has so far, with the places of added ones."""
    own = RECORD_TYPES[name].fields if name in RECORD_TYPES else ("id",)
    return {**dict.fromkeys(own), **{key: one.key for key, one in added.items()}}


def _twice(key: Scalar, what: str, first: Scalar | None, problems: list[Problem]) -> None:
    hint = "it comes with peercomply" if first is None else f"the first one is in {first.span}"
    expected = "each name once; what is there already is not changed"
    note(problems, Code.DUPLICATE_ID, what, key.span, expected=expected, hint=hint)


def _check_optional(added: Added, owner: str, problems: list[Problem]) -> None:
    if added.info.required:
        note(
            problems,
            Code.BAD_VALUE,
            f"the field {added.key.value!r} that is added to {owner!r} is required",
            added.key.span,
            expected="required only in a new record type: rows without the field must stay records",
        )


def _schema(drafts: Mapping[str, Draft], fields: Mapping[str, Mapping[str, Added]]) -> Schema:
    types: list[RecordType] = []
    for name, own in fields.items():
        infos = [one.info for one in own.values()]
        if name in drafts:
            types.append(make_type(drafts[name].info, (_key(name), *infos)))
        elif infos:
            types.append(with_fields(RECORD_TYPES[name], infos))
    return with_types(RECORD_TYPES, types)


def _key(name: str) -> FieldInfo:
    meaning = f"Names the {name.replace('_', ' ')}."
    return FieldInfo(
        name="id", type=FieldType.KEY, meaning=meaning, privacy=INTERNAL, required=True
    )


def _check(
    schema: Schema,
    drafts: Mapping[str, Draft],
    fields: Mapping[str, Mapping[str, Added]],
    problems: list[Problem],
) -> None:
    """Note what can only be seen when all fields are there."""
    for name, own in fields.items():
        for added in own.values():
            _check_by(added, schema[name], problems)
    for name, draft in drafts.items():
        check_homes(draft, schema, problems)
        check_orders(draft, schema[name], problems)


def _check_by(added: Added, record_type: RecordType, problems: list[Problem]) -> None:
    """Note a `by` that is no field with the names of the record types that a reference names."""
    if added.by is None:
        return
    field = record_type.fields.get(added.by.value)
    if field is None or not field.values or not set(field.values) <= set(added.info.to):
        note(
            problems,
            Code.BAD_VALUE,
            f"{added.by.value!r} does not say which record type {added.key.value!r} names",
            added.by.span,
            expected="an enum of the same record type whose values are names in 'to'",
        )
