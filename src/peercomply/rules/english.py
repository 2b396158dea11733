"""
Says expressions in plain English, from the typed tree alone.

The words come from what an expression does, not from what a rule calls it, so that somebody who
reads them notices where the two differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peercomply.records.fields import FieldType
from peercomply.rules.nodes import (
    Aggregate,
    Anchor,
    Arithmetic,
    AsOf,
    ByField,
    ByHome,
    ByValue,
    Calculation,
    Chosen,
    Comparison,
    Contains,
    Elsewhere,
    EndOfDay,
    Entry,
    Expr,
    Extreme,
    FieldValue,
    FirstPresent,
    Gather,
    IsMissing,
    ItemPart,
    ItemValue,
    Junction,
    Literal,
    Members,
    Moved,
    Negation,
    ParameterValue,
    Rows,
    RuleFails,
)
from peercomply.rules.traversal import walk
from peercomply.rules.types import Kind
from peercomply.rules.voice import Voice, along, literal, verb, words


def phrase(node: Expr, voice: Voice) -> str:
    """Return *node* in words: a value as a noun, a condition as a clause."""
    for known, name in voice.named:
        if node == known:
            return name
    if isinstance(node, Junction):
        word = " and " if node.every else " or "
        return word.join(_enclosed(item, voice) for item in node.items)
    return _condition(node, voice) if node.type.kind is Kind.BOOL else _value(node, voice)


def _enclosed(node: Expr, voice: Voice) -> str:
    inner = node
    while isinstance(inner, Elsewhere):
        inner = inner.body
    text = phrase(node, voice)
    several = isinstance(inner, Junction) and len(inner.items) > 1
    return f"({text})" if several or _has_clauses(node, voice) else text


def _has_clauses(node: Expr, voice: Voice) -> bool:
    """Whether the words of *node* end with conditions on related records."""
    told = not voice.brief and all(node != known for known, _ in voice.named)
    return told and any(
        isinstance(part, Aggregate) and part.rows.where is not None for part in walk(node)
    )


def _condition(node: Expr, voice: Voice, *, denied: bool = False) -> str:
    """Return a condition, or its denial, as a clause."""
    match node:
        case Negation(item=item):
            return _condition(item, voice, denied=not denied)
        case Comparison():
            sign = verb(node.operator, node.left.type.kind, denied=denied)
            left, right = _operand(node.left, voice), _operand(node.right, voice)
            left += "," if _has_clauses(node.left, voice) else ""
            return f"{left} {sign} {right}"
        case IsMissing(item=item):
            return _recorded(item, voice, denied=denied)
        case Contains():
            return _contains(node, voice, denied=denied)
        case Aggregate(gather=Gather.ANY) if denied:
            return f"there is none of {rows(node.rows, voice)}"
        case RuleFails(rule=rule, home=home):
            where = "for this record" if home is None else f"in the same {home.value}"
            return f"the rule {rule} {'does not fail' if denied else 'fails'} {where}"
        case FieldValue() | ParameterValue():
            return f"{_value(node, voice)} is {'no' if denied else 'yes'}"
        case Elsewhere(body=body):
            return _condition(body, voice.elsewhere(node), denied=denied)
        case Junction():
            text = phrase(node, voice)
            return f"it is not so that ({text})" if denied else text
    return f"it is not so that {_value(node, voice)}" if denied else _value(node, voice)


def _operand(node: Expr, voice: Voice) -> str:
    """Return *node* as a noun, also where it is yes or no."""
    if node.type.kind is Kind.BOOL and isinstance(node, FieldValue | ParameterValue):
        return _value(node, voice)
    return phrase(node, voice)


def _reads_rows(node: Expr) -> bool:
    return any(isinstance(part, Aggregate) for part in walk(node))


def _recorded(item: Expr, voice: Voice, *, denied: bool) -> str:
    if isinstance(item, FieldValue):
        return f"{_operand(item, voice)} is {'' if denied else 'not '}recorded"
    return f"{phrase(item, voice)} {'exists' if denied else 'does not exist'}"


def _contains(node: Contains, voice: Voice, *, denied: bool) -> str:
    item = phrase(node.item, voice)
    if isinstance(node.container, Literal):
        few = len(node.container.value) == 1
        is_in = ("is not" if denied else "is") if few else ("is none of" if denied else "is one of")
        return f"{item} {is_in} {literal(node.container.value)}"
    container = phrase(node.container, voice)
    if "s " in f"{container} ".rpartition("'s ")[2]:
        return f"{container} {'do not include' if denied else 'include'} {item}"
    return f"{container} {'does not include' if denied else 'includes'} {item}"


_CALCULATIONS = {
    Arithmetic.PLUS: "plus",
    Arithmetic.MINUS: "minus",
    Arithmetic.TIMES: "times",
}


def _value(node: Expr, voice: Voice) -> str:
    match node:
        case Literal(value=value):
            return literal(value)
        case AsOf():
            return "the day of the check"
        case ParameterValue(name=name, day=day):
            since = "" if day is None else f" in force on {phrase(day, voice)}"
            return f"the {words(name)}{since}"
        case FieldValue():
            return _field(node, voice)
        case Elsewhere():
            return phrase(node.body, voice.elsewhere(node))
        case Chosen():
            parts = (node.value, node.condition, node.otherwise)
            value, condition, otherwise = (phrase(part, voice) for part in parts)
            return f"{value} (where {condition}, else {otherwise})"
        case Entry(mapping=mapping, key=key):
            return f"the {words(key)} of {phrase(mapping, voice)}"
        case FirstPresent(items=items):
            return f"the first recorded one of {_listed(items, voice)}"
        case Extreme(latest=latest, items=items):
            short_first = sorted(items, key=_reads_rows)
            return f"the {'later' if latest else 'earlier'} of {_listed(short_first, voice)}"
        case Calculation():
            sides = phrase(node.left, voice), phrase(node.right, voice)
            return f" {_CALCULATIONS[node.operator]} ".join(sides)
        case ItemValue(part=part):
            if part in (ItemPart.START, ItemPart.END):
                return f"the {part.value} of the hours"
            return "the item" if part is ItemPart.VALUE else f"the {part.value} of the period"
        case Aggregate():
            return _aggregate(node, voice)
    assert isinstance(node, Moved | Anchor | EndOfDay)
    return _day(node, voice)


def _day(node: Moved | Anchor | EndOfDay, voice: Voice) -> str:
    match node:
        case Moved():
            length, value = phrase(node.duration, voice), phrase(node.value, voice)
            if node.sign < 0 and not isinstance(node.duration, Literal):
                return f"{value} minus {length}"
            return f"{length} {'after' if node.sign > 0 else 'before'} {value}"
        case Anchor():
            which = "last" if node.latest else "first"
            reach = "ends by" if node.latest else "reaches"
            length, end = phrase(node.duration, voice), phrase(node.end, voice)
            return f"the {which} day from which {length} {reach} {end}"
        case EndOfDay():
            return f"the end of {phrase(node.day, voice)}"


def _field(node: FieldValue, voice: Voice) -> str:
    start = along(_start(node, voice), node.path)
    if node.field == "id":
        return f"{start or voice.owner}key"
    name = node.field.removeprefix("is_") if node.type.kind is Kind.BOOL else node.field
    return start + words(name)


def _listed(items: Sequence[Expr], voice: Voice) -> str:
    said = [_operand(item, voice) for item in items]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]


def _aggregate(node: Aggregate, voice: Voice) -> str:
    inner, found = voice.rows(node.rows.record_type), rows(node.rows, voice)
    value = "" if node.value is None else phrase(node.value, inner)
    that = "" if node.that is None else phrase(node.that, inner)
    match node.gather:
        case Gather.COUNT:
            return f"the number of {found}"
        case Gather.LATEST | Gather.EARLIEST:
            return f"the {node.gather.value} {value} of {found}"
        case Gather.SUM:
            return f"the sum of {value} of {found}"
        case Gather.ALL:
            return f"for each of {found}, {that}"
        case Gather.SHARE:
            return f"the share of {found} for which {that}"
        case Gather.ANY:
            return f"there is at least one of {found}"
        case Gather.COVERS | Gather.GAPS:
            until = "" if node.until is None else phrase(node.until, inner)
            what = "cover" if node.gather is Gather.COVERS else "the hours without"
            return f"{what} {found}, from {value} to {until}"


def rows(node: Rows, voice: Voice) -> str:
    """Return related records in words, with the condition that they have to meet."""
    noun, inner = f"{words(node.record_type)} records", voice.rows(node.record_type)
    found, clauses = f"{voice.owner}{noun}", []
    match node.link:
        case ByField(field=field, info=info) if field != f"{voice.record_type}_id":
            found = f"the {noun}"
            means = "include" if info.type is FieldType.SET else "is"
            clauses.append(f"whose {words(field.removesuffix('_id'))} {means} {voice.itself}")
        case ByField() | ByHome():
            pass
        case ByValue(row=row, outer=outer):
            found = f"the {noun}"
            opener = "whose" if isinstance(row, FieldValue) and not row.path else "for which"
            clauses.append(f"{opener} {phrase(row, inner)} is {phrase(outer, inner)}")
        case Members(keys=keys):
            found = f"the {noun} named in {phrase(keys, voice)}"
    if node.where is not None and voice.brief:
        return f"{' '.join((found, *clauses))} that count"
    if node.where is not None:
        clauses += [_clause(item, told) for item, told in conjuncts(node.where, inner)]
    return " ".join((found, " and ".join(dict.fromkeys(clauses)))).strip()


def conjuncts(node: Expr, voice: Voice) -> Iterator[tuple[Expr, Voice]]:
    """Yield the conditions that all have to hold for *node*, each with its voice."""
    match node:
        case Junction(every=True):
            for item in node.items:
                yield from conjuncts(item, voice)
        case Elsewhere(path=(), judged=False):
            yield from conjuncts(node.body, voice.elsewhere(node))
        case _:
            yield node, voice


def _clause(node: Expr, voice: Voice) -> str:
    said, first = _enclosed(node, voice), _leading(node)
    whose = isinstance(first, FieldValue) and _is_own(first, voice)
    return f"{'whose' if whose else 'for which'} {said}"


def _is_own(field: FieldValue, voice: Voice) -> bool:
    """Whether *field* is told as one of the record itself, with nothing before it."""
    return field.field != "id" and not along(_start(field, voice), field.path)


def _start(field: FieldValue, voice: Voice) -> str:
    return voice.judged if field.judged else voice.current


def _leading(node: Expr) -> Expr:
    """Return the expression with which the words of *node* begin."""
    match node:
        case Comparison(left=left):
            return _leading(left)
        case Contains():
            return _leading(node.item if isinstance(node.container, Literal) else node.container)
        case IsMissing(item=item) | Negation(item=item):
            return _leading(item)
        case _:
            return node
