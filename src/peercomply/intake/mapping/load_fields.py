"""Reads how the fields of one table are read."""

from __future__ import annotations

from collections.abc import Iterator

from peercomply.documents.codes import Code
from peercomply.documents.reader import Reader, as_mapping, short
from peercomply.documents.yaml_nodes import Node, Scalar, Sequence
from peercomply.errors import did_you_mean
from peercomply.intake.mapping.day_formats import DayFormat, parse_format
from peercomply.intake.mapping.keys import FIELD, LOOKUP
from peercomply.intake.mapping.model import FieldMapping, Lookup
from peercomply.intake.names import slug
from peercomply.intake.words import VALUES
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import RecordType

_DAYS = (FieldType.DATE, FieldType.DATETIME)
_KEYS = (FieldType.KEY, FieldType.REF)


def read_fields(table: Reader, record_type: RecordType) -> Iterator[FieldMapping]:
    """Yield how each field under `fields` of *table* is read."""
    inner = table.mapping("fields")
    if inner is None:
        return
    for name, node in inner.node.entries:
        field, _, key = name.value.partition(".")
        info = record_type.fields.get(field)
        if info is None:
            table.note(
                Code.UNKNOWN_FIELD,
                f"{record_type.name} has no field {short(field)}",
                name.span,
                expected="a field of the record type",
                hint=did_you_mean(field, record_type.fields),
            )
        elif key and (info.type is not FieldType.MAPPING or key not in info.values):
            known = ", ".join(info.values) if info.type is FieldType.MAPPING else "no key"
            message = f"{record_type.name}.{field} has no key {short(key)}"
            table.note(Code.UNKNOWN_SLUG, message, name.span, expected=f"one of {known}")
        else:
            yield _field(table, record_type, info, key or None, node)


def _field(
    table: Reader, record_type: RecordType, info: FieldInfo, key: str | None, node: Node
) -> FieldMapping:
    if isinstance(node, Scalar | Sequence):
        return FieldMapping(field=info.name, key=key, columns=_columns(table, node))
    mapping = as_mapping(node, table.problems, repr(info.name))
    assert mapping is not None
    reader = Reader(mapping, table.problems, repr(info.name), FIELD)
    found = FieldMapping(
        field=info.name,
        key=key,
        columns=_columns(reader, reader.get("column")),
        value=reader.text("value") or None,
        values=_values(reader, record_type, info),
        otherwise=_value(reader, record_type, info, reader.scalar("otherwise")),
        missing=_missing(reader),
        format=_format(reader, info),
        separator=_only_for(reader, "separator", info, (FieldType.SET,)),
        prefix=_only_for(reader, "prefix", info, (*_KEYS, FieldType.SET)) or "",
        hashed=_hashed(reader, info),
        lookup=_lookup(reader),
    )
    _check_source(reader, found)
    reader.finish()
    return found


def _check_source(reader: Reader, found: FieldMapping) -> None:
    if (found.value is None) == (not found.columns):
        message = f"{reader.what} has both column and value"
        if found.value is None:
            message = f"{reader.what} has neither column nor value"
        reader.note(
            Code.MISSING_KEY, message, reader.node.span, expected="column: or value:, one of them"
        )


def _columns(reader: Reader, node: Node | None) -> tuple[str, ...]:
    """Return the headings that a text or a list names."""
    items = node.items if isinstance(node, Sequence) else (node,)
    found = []
    for item in items:
        if isinstance(item, Scalar) and item.value.strip():
            found.append(item.value.strip())
        elif item is not None:
            reader.note(
                Code.WRONG_SHAPE, "this is no heading", item.span, expected="the text of a heading"
            )
    return tuple(found)


def _missing(reader: Reader) -> frozenset[str]:
    items = [item for item in reader.items("missing") if isinstance(item, Scalar)]
    return frozenset(item.value.strip().casefold() for item in items)


def _values(reader: Reader, record_type: RecordType, info: FieldInfo) -> dict[str, str]:
    inner = reader.mapping("values")
    if inner is None:
        return {}
    found = {}
    for key, node in inner.node.entries:
        if isinstance(node, Scalar):
            value = _value(reader, record_type, info, node)
            found[key.value.strip().casefold()] = value or ""
        else:
            message = f"{short(key.value)} stands for no text"
            reader.note(Code.WRONG_SHAPE, message, node.span, expected="a value of the field")
    return found


def _value(
    reader: Reader, record_type: RecordType, info: FieldInfo, scalar: Scalar | None
) -> str | None:
    """Return the text of *scalar*, which must be a value of the field if these are listed."""
    if scalar is None:
        return None
    listed = info.type is FieldType.ENUM or info.item is FieldType.ENUM
    known = {*info.values, *VALUES.get((record_type.name, info.name), {})}
    if listed and scalar.value and slug(scalar.value) not in known:
        reader.note(
            Code.UNKNOWN_SLUG,
            f"{short(scalar.value)} is no value of {record_type.name}.{info.name}",
            scalar.span,
            expected=f"one of {', '.join(info.values)}",
            hint=did_you_mean(slug(scalar.value), info.values),
        )
    return scalar.value


def _format(reader: Reader, info: FieldInfo) -> DayFormat | None:
    text = _only_for(reader, "format", info, _DAYS)
    if text is None:
        return None
    found = parse_format(text)
    if found is None:
        scalar = reader.scalar("format")
        assert scalar is not None
        reader.note(
            Code.BAD_VALUE,
            f"{short(text)} is no format of a day",
            scalar.span,
            expected="DD/MM/YYYY, D MMM YYYY, DD.MM.YY hh:mm, DDMMYYYY, serial or the like",
        )
    return found


def _hashed(reader: Reader, info: FieldInfo) -> bool:
    if not reader.flag("hashed"):
        return False
    _only_for(reader, "hashed", info, (*_KEYS, FieldType.SET))
    return True


def _only_for(
    reader: Reader, key: str, info: FieldInfo, kinds: tuple[FieldType, ...]
) -> str | None:
    """Return the text of *key*, which makes sense for fields of some *kinds* only."""
    scalar = reader.scalar(key)
    if scalar is None:
        return None
    if info.type not in kinds:
        meant = " or ".join(kind.value for kind in kinds)
        message = f"{key!r} does not fit {info.name}, which is of type {info.type.value}"
        reader.note(Code.WRONG_TYPE, message, scalar.span, expected=f"a field of type {meant}")
    return scalar.value


def _lookup(reader: Reader) -> Lookup | None:
    inner = reader.mapping("lookup", LOOKUP)
    if inner is None:
        return None
    found = Lookup(
        table=inner.text("table", required=True),
        by=_columns(inner, inner.get("by", required=True)),
        take=_columns(inner, inner.get("take", required=True)),
    )
    inner.finish()
    return found
