"""Reads one record type that a pack adds, its fields apart."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import TEXTS, Holds, Keys, Named, key_of
from peercomply.documents.reader import Reader, note, shape
from peercomply.documents.yaml_nodes import Mapping, Scalar
from peercomply.errors import Problem, did_you_mean
from peercomply.records.extend import ADDED
from peercomply.records.fields import FieldType, RecordInfo
from peercomply.records.model import RecordType, Schema
from peercomply.records.validation import ORDERS
from peercomply.rules import load_field
from peercomply.rules.nodes import Home

_DATES = (FieldType.DATE, FieldType.DATETIME)


@attrs.frozen
class Draft:
    """
    A record type that a pack adds, before its fields are read.

    Attributes:
        key: Its name, where it stands.

        info: What is known besides its fields.

        fields: The descriptions of its fields; None if they are no mapping.

        program: The paths to its program, where they stand.

        organisation: The paths to its organisation, where they stand.

        orders: The orders of dates, where they stand.

        conditions: The texts of `active` and `open` with their names.
    """

    key: Scalar
    info: RecordInfo
    fields: Mapping | None
    program: tuple[Scalar, ...]
    organisation: tuple[Scalar, ...]
    orders: tuple[Scalar, ...]
    conditions: tuple[tuple[str, Scalar], ...]


KEYS = Keys(
    title="record type",
    says="A record type that a pack adds; its key field `id` comes by itself.",
    keys=(
        key_of("title", "one record in words", required=True),
        key_of("program", "paths that lead to the program of a record", TEXTS),
        key_of("organisation", "paths that lead to its organisation", TEXTS),
        key_of("date_order", "orders of dates, as in: started_on <= ended_on", TEXTS),
        key_of("active", "the named condition `active`", Holds.CONDITION),
        key_of("open", "the named condition `open`", Holds.CONDITION),
        key_of("fields", "its fields", Named(load_field.KEYS), required=True),
    ),
)


def read_type(name: Scalar, node: Mapping, problems: list[Problem]) -> Draft:
    """Return the record type *name*; what is wrong with it is noted."""
    reader = Reader(node, problems, f"the record type {name.value!r}", KEYS)
    title = reader.text("title", required=True)
    program, organisation, orders = (
        _texts(reader, word) for word in ("program", "organisation", "date_order")
    )
    active, opened = reader.scalar("active"), reader.scalar("open")
    fields = reader.mapping("fields", required=True)
    reader.finish()
    info = RecordInfo(
        name=name.value,
        title=title,
        area=ADDED,
        program=tuple(path.value for path in program),
        organisation=tuple(path.value for path in organisation),
        active=None if active is None else active.value,
        open=None if opened is None else opened.value,
        date_order=tuple(order.value for order in orders if _is_order(order.value)),
    )
    conditions = (("active", active), ("open", opened))
    return Draft(
        key=name,
        info=info,
        fields=None if fields is None else fields.node,
        program=program,
        organisation=organisation,
        orders=orders,
        conditions=tuple((word, text) for word, text in conditions if text is not None),
    )


def _texts(reader: Reader, key: str) -> tuple[Scalar, ...]:
    items = reader.items(key)
    for item in items:
        if not isinstance(item, Scalar):
            what = f"an entry of {key!r} is {shape(item)}"
            reader.note(Code.WRONG_SHAPE, what, item.span, expected="a text")
    return tuple(item for item in items if isinstance(item, Scalar))


def check_homes(draft: Draft, schema: Schema, problems: list[Problem]) -> None:
    """Note the paths of *draft* that do not lead to a program or an organisation."""
    own = schema[draft.key.value]
    for path in draft.program:
        _check_path(path, own, Home.PROGRAM, schema, problems)
    for path in draft.organisation:
        _check_path(path, own, Home.ORGANISATION, schema, problems)


def _check_path(
    path: Scalar, start: RecordType, home: Home, schema: Schema, problems: list[Problem]
) -> None:
    here = [start]
    *steps, last = path.value.split(".")
    for step in (*steps, last):
        for record_type in here:
            field = record_type.fields.get(step)
            if field is None or field.type is not FieldType.REF:
                known = [one.name for one in record_type.fields.values() if one.to]
                note(
                    problems,
                    Code.UNKNOWN_FIELD,
                    f"the path {path.value!r} leads nowhere: record type {record_type.name!r}"
                    f" has no reference {step!r}",
                    path.span,
                    expected=f"one of {', '.join(known) or 'none'}",
                    hint=did_you_mean(step, known),
                )
                return
        targets = [name for record_type in here for name in record_type.fields[step].to]
        here = [schema[name] for name in targets]
    if any(record_type.name != home.value for record_type in here):
        note(
            problems,
            Code.WRONG_TYPE,
            f"the path {path.value!r} leads to {' or '.join(one.name for one in here)}",
            path.span,
            expected=f"a path that ends in the key of the {home.value}",
        )


def _is_order(text: str) -> bool:
    parts = text.split()
    return len(parts) == 3 and parts[1] in ORDERS


def check_orders(draft: Draft, own: RecordType, problems: list[Problem]) -> None:
    """Note the orders of *draft* that do not compare two of its dates."""
    dates = [field.name for field in own.fields.values() if field.type in _DATES]
    for order in draft.orders:
        if not _is_order(order.value) or not {*order.value.split()[::2]} <= {*dates}:
            note(
                problems,
                Code.BAD_VALUE,
                f"{order.value!r} is no order of two dates of {own.name!r}",
                order.span,
                expected=f"first <= second, of {', '.join(dates) or 'none'}",
            )
