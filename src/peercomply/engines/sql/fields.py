"""Which fields plans read, those of references and homes included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from peercomply.plan.lower import item_parts
from peercomply.plan.plan import Plan
from peercomply.records.model import Schema
from peercomply.rules.nodes import (
    Aggregate,
    ByField,
    ByHome,
    Elsewhere,
    Expr,
    FieldValue,
    Home,
    Members,
)
from peercomply.rules.traversal import walk
from peercomply.rules.types import Kind


def parts_of_plan(plan: Plan) -> Iterator[Expr]:
    """Yield what the outcome of *plan* rests on, and what says when a record is due."""
    check = plan.check
    for part in (plan.applies, check.due, check.warn, *item_parts(check.items)):
        if part is not None:
            yield part
    yield from (way.holds for way in plan.ways)


def parts_said(plan: Plan) -> Iterator[Expr]:
    """Yield all parts of *plan*: what its outcome rests on, and what is said about a breach."""
    yield from parts_of_plan(plan)
    check = plan.check
    for part in (check.interval, check.done):
        if part is not None:
            yield part
    for variant in (*check.message, *check.cure):
        if variant.when is not None:
            yield variant.when
        yield from (part for part in variant.parts if not isinstance(part, str))


def fields_read(
    plans: Iterable[Plan],
    schema: Schema,
    parts_in: Callable[[Plan], Iterable[Expr]] = parts_of_plan,
) -> dict[str, set[str]]:
    """Return the fields that *plans*, or *parts_in* them, read, by record type."""
    found: dict[str, set[str]] = {home.value: {"id"} for home in Home}
    steps: set[str] = set()
    homes: set[str] = set()
    states: set[str] = set()
    for plan in plans:
        homes.add(plan.rule.subject)
        for part in parts_in(plan):
            for node in walk(part):
                _note(node, found, steps)
                if node.type.kind is Kind.DURATION:
                    states.add("state")
                homes |= _rows_with_home(node)
        for name in plan.needs:
            found.setdefault(name, {"id"})
    _add_steps(found, steps, schema)
    for name in (*homes, *found):
        _add_homes(found, name, schema)
    for home in Home:
        found[home.value] |= states
    return found


def _note(node: Expr, found: dict[str, set[str]], steps: set[str]) -> None:
    match node:
        case FieldValue(path=path, record_type=name, field=field):
            found.setdefault(name, {"id"}).add(field)
            steps.update(step for step in path if isinstance(step, str))
        case Elsewhere(path=path):
            steps.update(step for step in path if isinstance(step, str))
        case Aggregate(rows=rows):
            fields = found.setdefault(rows.record_type, {"id"})
            if isinstance(rows.link, ByField):
                fields.add(rows.link.field)
            if isinstance(rows.link, Members):
                found.setdefault(rows.link.keys.record_type, {"id"}).add(rows.link.keys.field)


def homes_asked(plans: Iterable[Plan]) -> frozenset[str]:
    """Return the record types of which *plans* ask to which program or organisation they belong."""
    found: set[str] = set()
    for plan in plans:
        found.add(plan.rule.subject)
        for part in parts_said(plan):
            for node in walk(part):
                found |= _rows_with_home(node)
    return frozenset(found)


def _rows_with_home(node: Expr) -> set[str]:
    if isinstance(node, Aggregate) and isinstance(node.rows.link, ByHome):
        return {node.rows.record_type}
    return set()


def _add_steps(found: dict[str, set[str]], steps: set[str], schema: Schema) -> None:
    """Add the references that paths follow, and the types to which they lead."""
    todo = list(found)
    while todo:
        name = todo.pop()
        for step in steps & set(schema[name].fields):
            found[name].add(step)
            for target in schema[name].fields[step].to:
                if target not in found:
                    found[target] = {"id"}
                    todo.append(target)


def _add_homes(found: dict[str, set[str]], name: str, schema: Schema) -> None:
    info = schema[name].info
    for path in (*info.program, *info.organisation):
        here = name
        for step in path.split("."):
            found.setdefault(here, {"id"}).add(step)
            targets = schema[here].fields[step].to
            here = targets[0] if targets else here
    found.setdefault(Home.PROGRAM.value, {"id"}).add("organisation_id")
