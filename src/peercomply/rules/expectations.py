"""Reads what the cases of rules expect of their records."""

from __future__ import annotations

from datetime import date

import attrs

from peercomply.errors import did_you_mean
from peercomply.records.snapshot import Snapshot
from peercomply.rules.codes import Code
from peercomply.rules.keys import Holds, Keys, ListOf, OneOf, key_of
from peercomply.rules.reader import Reader, as_mapping
from peercomply.rules.yaml_nodes import Node, Scalar

_ONLY_WITH = {
    "due_on": "fail",
    "days_overdue": "fail",
    "reason": "unknown",
    "due_soon": "pass",
    "items": "fail",
}

STATES = ("pass", "fail", "unknown", "not_applicable")


@attrs.frozen(kw_only=True)
class Expected:
    """
    What is expected of one record.

    Attributes:
        state: pass, fail, unknown or not_applicable.

        due_on: The due day of a breach; None if the case does not say.

        days_overdue: Its days overdue; None if the case does not say.

        reason: Words that a reason of an unknown outcome contains; empty if it does not say.

        due_soon: Whether a record that passes is listed as due soon; None if it does not say.

        items: The items of the record that fail, in their order; None if it does not say.
    """

    state: str
    due_on: date | None = None
    days_overdue: int | None = None
    reason: str = ""
    due_soon: bool | None = None
    items: tuple[str, ...] | None = None


EXPECTATION = Keys(
    title="expectation",
    says="What is expected of one record.",
    keys=(
        key_of("outcome", "the outcome", OneOf(STATES), required=True),
        key_of("due_on", "the due day of a breach", Holds.DAY),
        key_of("days_overdue", "its days overdue", Holds.WHOLE),
        key_of("reason", "words that a reason of an unknown outcome contains"),
        key_of("due_soon", "whether a record that passes is listed as due soon", Holds.FLAG),
        key_of("items", "the items of the record that fail, in their order", ListOf(Holds.TEXT)),
    ),
)


def read_expectations(
    reader: Reader, subject: str, snapshot: Snapshot | None
) -> dict[str, Expected]:
    """Return what a case expects of records of the type *subject*, by their keys."""
    inner = reader.mapping("expect", required=True)
    found: dict[str, Expected] = {}
    for key, node in inner.node.entries if inner is not None else ():
        if snapshot is not None and subject and key.value not in snapshot.of_type(subject):
            reader.note(
                Code.BAD_VALUE,
                f"the case has no {subject} {key.value!r}",
                key.span,
                expected=f"the key of a {subject} of the case",
                hint=did_you_mean(key.value, snapshot.of_type(subject)),
            )
        expected = _expected(key, node, reader)
        if expected is not None:
            found[key.value] = expected
    return found


def _expected(name: Scalar, node: Node, reader: Reader) -> Expected | None:
    if isinstance(node, Scalar):
        if node.value in STATES:
            return Expected(state=node.value)
        reader.note(
            Code.BAD_VALUE,
            f"{node.value!r} is no outcome",
            node.span,
            expected=f"one of {', '.join(STATES)}",
            hint=did_you_mean(node.value, STATES),
        )
        return None
    mapping = as_mapping(node, reader.problems, f"what is expected of {name.value!r}")
    if mapping is None:
        return None
    inner = Reader(mapping, reader.problems, f"what is expected of {name.value!r}", EXPECTATION)
    state = inner.choice("outcome", str, STATES)
    due_on, reason = inner.day("due_on"), inner.text("reason")
    days = _days(inner)
    items = _items(inner)
    due_soon = inner.option("due_soon", lambda word: word == "true", ("true", "false"))
    inner.finish()
    for word, wanted in _ONLY_WITH.items():
        said = inner.get(word)
        if said is not None and state not in (None, wanted):
            inner.note(
                Code.BAD_VALUE,
                f"{word!r} says nothing about the outcome {state}",
                said.span,
                expected=f"{word} only with the outcome {wanted}",
            )
    if state is None:
        return None
    return Expected(
        state=state,
        due_on=due_on,
        days_overdue=days,
        reason=reason,
        due_soon=due_soon,
        items=items,
    )


def _items(reader: Reader) -> tuple[str, ...] | None:
    if reader.get("items") is None:
        return None
    return tuple(item.value for item in reader.items("items") if isinstance(item, Scalar))


def _days(reader: Reader) -> int | None:
    scalar = reader.scalar("days_overdue")
    if scalar is None:
        return None
    if scalar.value.isascii() and scalar.value.isdigit() and len(scalar.value) <= 6:
        return int(scalar.value)
    reader.note(
        Code.BAD_VALUE,
        f"{scalar.value!r} is no number of days",
        scalar.span,
        expected="a whole number such as 3",
    )
    return None
