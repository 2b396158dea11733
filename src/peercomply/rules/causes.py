"""Rules whose breaches are consequences of the breaches of other rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import Holds, Keys, key_of
from peercomply.documents.reader import Reader, as_mapping, note
from peercomply.documents.yaml_nodes import Mapping as MappingNode
from peercomply.documents.yaml_nodes import Node, Scalar
from peercomply.errors import Problem, did_you_mean
from peercomply.records.fields import FieldType
from peercomply.records.model import RecordType, Schema
from peercomply.rules.nodes import Home

if TYPE_CHECKING:
    from peercomply.rules.rule import Rule

KEYS = Keys(
    title="cause",
    says="A rule whose breach explains the breach of this one, and how the two records relate.",
    keys=(
        key_of("rule", "the id of the rule", Holds.IDENTIFIER, required=True),
        key_of(
            "through",
            "the reference that leads from this record to that one, such as manager or program;"
            " left out: it is the same record",
            Holds.NAME,
        ),
        key_of("item", "the item that has to fail, where that rule judges items of a record"),
    ),
)

_ID = "_id"
_HOMES = {home.value for home in Home}


@attrs.frozen
class Cause:
    """
    A rule whose breach explains the breach of another one.

    Attributes:
        rule: Id of the rule.

        through: The reference that leads from the record that fails to the one that explains it,
            without its `_id`; None where it is the same record.

        item: The item of that record that has to fail; None where any breach of it will do.

        scalar: Where the rule is named.
    """

    rule: str
    through: str | None
    item: str | None
    scalar: Scalar = attrs.field(eq=False, repr=False)


def read_causes(rule: Reader) -> tuple[Cause, ...]:
    """Return what the key `consequence_of` of *rule* names, after noting what is wrong with it."""
    found: dict[str, Cause] = {}
    for node in rule.items("consequence_of"):
        cause = _cause(node, rule)
        if cause is not None and cause.rule in found:
            message, expected = f"a second cause {cause.rule!r}", "each rule once"
            rule.note(Code.DUPLICATE_ID, message, node.span, expected=expected)
        elif cause is not None:
            found[cause.rule] = cause
    return tuple(found.values())


def _cause(node: Node, rule: Reader) -> Cause | None:
    if isinstance(node, Scalar):
        return Cause(node.value, None, None, node)
    mapping: MappingNode | None = as_mapping(node, rule.problems, "the cause")
    if mapping is None:
        return None
    reader = Reader(mapping, rule.problems, "the cause", KEYS)
    named = reader.scalar("rule", required=True)
    through, item = _word(reader, "through"), _word(reader, "item")
    reader.finish()
    return None if named is None else Cause(named.value, through, item, named)


def _word(reader: Reader, key: str) -> str | None:
    scalar = reader.scalar(key)
    return None if scalar is None else scalar.value


def check_causes(rules: Mapping[str, Rule], schema: Schema, problems: list[Problem]) -> None:
    """Note causes that are no rules, that no reference leads to, and circles of causes."""
    count = len(problems)
    for rule in rules.values():
        for cause in rule.causes:
            _check(rule, cause, rules, schema[rule.subject], problems)
    if len(problems) > count:
        return
    order = TopologicalSorter({key: [one.rule for one in rules[key].causes] for key in rules})
    try:
        order.prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        start = next(one for one in rules[circle[-1]].causes if one.rule == circle[-2])
        note(
            problems,
            Code.CYCLE,
            f"these rules are consequences of each other: {' -> '.join(circle)}",
            start.scalar.span,
            expected="a cause is no consequence of its own consequence",
        )


def _check(
    rule: Rule,
    cause: Cause,
    rules: Mapping[str, Rule],
    described: RecordType,
    problems: list[Problem],
) -> None:
    other = rules.get(cause.rule)
    if other is None:
        note(
            problems,
            Code.UNKNOWN_RULE,
            f"no rule of the pack has the id {cause.rule!r}",
            cause.scalar.span,
            expected="the id of another rule of the pack",
            hint=did_you_mean(cause.rule, rules),
        )
        return
    ways = tuple(_ways(described, other.subject))
    if cause.through not in ways:
        said = [_in_yaml(cause.rule, way) for way in ways]
        note(
            problems,
            Code.NO_LINK,
            f"{cause.rule!r} judges {other.subject!r}: "
            + ("not the same record" if cause.through is None else f"not {cause.through!r}")
            + f" of {rule.subject!r}",
            cause.scalar.span,
            expected=" or ".join(said) or f"a rule about {rule.subject!r}, or what it refers to",
        )
    _check_item(cause, other, problems)


def _check_item(cause: Cause, other: Rule, problems: list[Problem]) -> None:
    """Note an item that the rule *other* never judges; which there are may stand in its records."""
    items = getattr(other.form, "items", None)
    known = () if items is None else getattr(items, "value", items)
    listed = isinstance(known, tuple | frozenset)
    if cause.item is not None and listed and cause.item not in known:
        names = ", ".join(sorted(known))
        note(
            problems,
            Code.UNKNOWN_SLUG,
            f"{cause.rule!r} judges no item {cause.item!r}",
            cause.scalar.span,
            expected=f"one of {names}" if known else "no item: the rule judges records as a whole",
            hint=did_you_mean(cause.item, known),
        )


def _ways(described: RecordType, target: str) -> Iterator[str | None]:
    """Yield how a record can lead to one of the type *target*."""
    if described.name == target:
        yield None
    names = [
        field.name.removesuffix(_ID)
        for field in described.fields.values()
        if field.type is FieldType.REF and target in field.to
    ]
    yield from names
    if target in _HOMES and target not in {described.name, *names}:
        yield target


def _in_yaml(rule: str, through: str | None) -> str:
    return rule if through is None else f"{{rule: {rule}, through: {through}}}"
