"""Cases of a new rule: small worlds that show each outcome that it can have."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import attrs
import yaml

from peercomply.engines.memory import evaluate
from peercomply.engines.outcomes import Outcome, State, as_text
from peercomply.errors import RecordError
from peercomply.plan.chain import plans_of
from peercomply.plan.plan import Plan
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import Record, Schema
from peercomply.records.snapshot import Snapshot
from peercomply.rules.nodes import (
    Aggregate,
    ByField,
    ByHome,
    Literal,
    Members,
    Rows,
)
from peercomply.rules.rule import Pack
from peercomply.rules.traversal import walk

MOST_WORLDS = 4_000
"""Worlds that are tried before an outcome is left to the author."""

_AS_OF = date(2026, 11, 22)
_DAYS = tuple(_AS_OF + timedelta(days=count) for count in (-800, -1, 30))


@attrs.frozen
class _World:
    """Records of one case, by type; the one that is judged comes first."""

    records: Mapping[str, tuple[dict[str, Any], ...]]

    def snapshot(self, schema: Schema) -> Snapshot:
        held: list[Record] = [
            schema[name].cls(**values) for name, rows in self.records.items() for values in rows
        ]
        return Snapshot.of(held, supplied=self.records, schema=schema)


def draft_cases(rule_id: str, pack: Pack) -> str:
    """
    Return the text of a case file that shows what the rule says, as it says it today.

    Every outcome for which a small world is found has a case; the others are named in a comment.
    """
    plans = plans_of(rule_id, pack)
    found: dict[State, tuple[_World, Outcome]] = {}
    for world in itertools.islice(_worlds(_Reads.of(plans), pack.schema), MOST_WORLDS):
        try:
            snapshot = world.snapshot(pack.schema)
        except RecordError:
            continue
        *_, judged = evaluate(plans, snapshot, as_of=_AS_OF, parameters=pack.parameters)
        for outcome in judged.outcomes[:1]:
            found.setdefault(outcome.state, (world, outcome))
        if len(found) == len(State):
            break
    return _text(rule_id, found)


def _text(rule_id: str, found: Mapping[State, tuple[_World, Outcome]]) -> str:
    lines = [f"# Cases of {rule_id}. Replace them by those that matter, and give each a name.\n"]
    lacking = [state.value for state in State if state not in found]
    if lacking:
        lines.append(f"# None is expected to be {', '.join(lacking)} yet.\n")
    lines.append(f"as_of: {_AS_OF.isoformat()}\n\ncases:\n")
    for state in State:
        if state in found:
            world, outcome = found[state]
            lines.append(_case(rule_id, world, outcome))
    return "".join(lines)


def _case(rule_id: str, world: _World, outcome: Outcome) -> str:
    expected: dict[str, str] = {"outcome": outcome.state.value}
    detail = outcome.detail
    if detail is not None and detail.due_on is not None:
        expected["due_on"] = detail.due_on.isoformat()
    if outcome.reasons:
        expected["reason"] = outcome.reasons[0]
    records = {
        name: [{key: _cell(value) for key, value in row.items()} for row in rows]
        for name, rows in world.records.items()
    }
    case = {
        "rule": rule_id,
        "name": f"a record that is expected to be {outcome.state.value}",
        "records": records,
        "expect": {outcome.subject.id: expected},
    }
    text = yaml.safe_dump(case, sort_keys=False, allow_unicode=True, width=100)
    return "  - " + text.rstrip("\n").replace("\n", "\n    ") + "\n\n"


def _cell(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else as_text(value)


@attrs.frozen
class _Reads:
    """What a rule, with the rules that it reads, looks at."""

    subject: str
    types: tuple[str, ...]
    fields: frozenset[tuple[str, str]]
    rows: tuple[Rows, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, plans: list[Plan]) -> _Reads:
        nodes = [
            node
            for plan in plans
            for part in (plan.applies, *(way.holds for way in plan.ways))
            for node in walk(part)
        ]
        texts = {node.value for node in nodes if isinstance(node, Literal)}
        return cls(
            plans[-1].rule.subject,
            tuple(sorted({name for plan in plans for name in plan.needs})),
            frozenset(cell for plan in plans for cell in plan.fields),
            tuple(dict.fromkeys(node.rows for node in nodes if isinstance(node, Aggregate))),
            tuple(sorted(text for text in texts if isinstance(text, str))),
        )


def _worlds(reads: _Reads, schema: Schema) -> Iterator[_World]:
    """Yield small worlds: the record, alone or with one related record, values there or missing."""
    subject = reads.subject
    empty: dict[str, tuple[dict[str, Any], ...]] = dict.fromkeys(reads.types, ())
    for own in _values(subject, reads, schema, {"id": "R1"}):
        yield _World(empty | {subject: (own,)})
        for one in reads.rows[:1]:
            linked, record = _linked(one, subject, own)
            for other in _values(one.record_type, reads, schema, linked):
                yield _World(empty | {subject: (record,), one.record_type: (other,)})


def _linked(rows: Rows, subject: str, own: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values that tie a related record to the judged one, and those of the latter."""
    match rows.link:
        case ByField(field=field, info=info):
            key: Any = frozenset({"R1"}) if info.type is FieldType.SET else "R1"
            return {"id": "R2", field: key}, own
        case ByHome(home=home):
            return {"id": "R2", f"{home.value}_id": "R1"}, own
        case Members(keys=keys) if keys.record_type == subject:
            return {"id": "R2"}, own | {keys.field: frozenset({"R2"})}
    return {"id": "R2"}, own


def _values(
    name: str, reads: _Reads, schema: Schema, given: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    known = schema[name].fields
    fixed = {key: value for key, value in given.items() if key in known}
    fields = [
        field
        for field in known.values()
        if field.name not in fixed and ((name, field.name) in reads.fields or field.required)
    ]
    for values in itertools.product(*(_pool(field, reads.texts) for field in fields)):
        there = {
            field.name: value
            for field, value in zip(fields, values, strict=True)
            if value is not None
        }
        yield fixed | there


def _pool(field: FieldInfo, texts: tuple[str, ...]) -> tuple[Any, ...]:
    """Return values for *field*, none at all first, so that small worlds come before large ones."""
    found: tuple[Any, ...]
    match field.type:
        case FieldType.DATE | FieldType.DATETIME:
            found = _DAYS
        case FieldType.BOOL:
            found = (True, False)
        case FieldType.ENUM:
            found = field.values[:3]
        case FieldType.SET:
            found = (frozenset(field.values[:2]), frozenset()) if field.values else (frozenset(),)
        case FieldType.INT | FieldType.DECIMAL:
            found = (field.minimum or 0, field.maximum or 99)
        case FieldType.DURATION | FieldType.MAPPING:
            found = ()
        case _:
            found = texts or ("R9",)
    return found if field.required else (None, *found)
