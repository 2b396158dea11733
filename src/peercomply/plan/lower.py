"""Lowers a rule to its plan."""

from __future__ import annotations

import attrs

from peercomply.plan.build import Builder
from peercomply.plan.forms import (
    attested,
    before,
    count,
    covers,
    current,
    every,
    findings,
    follow_up,
    latest,
    present,
    require,
    share,
)
from peercomply.plan.plan import Check, Items, Listed, OpenHours, Periods, Plan, Variant, Way
from peercomply.rules.forms.attested import Attested
from peercomply.rules.forms.before import Before
from peercomply.rules.forms.count import Count
from peercomply.rules.forms.covers import Covers
from peercomply.rules.forms.covers_hours import CoversHours
from peercomply.rules.forms.current import Current
from peercomply.rules.forms.every import Every
from peercomply.rules.forms.findings import Findings
from peercomply.rules.forms.follow_up import FollowUp
from peercomply.rules.forms.latest import Latest
from peercomply.rules.forms.present import PresentFields, PresentRecord
from peercomply.rules.forms.require import Require
from peercomply.rules.forms.share import Share
from peercomply.rules.nodes import (
    Aggregate,
    Elsewhere,
    Expr,
    FieldValue,
    Home,
    ItemValue,
    Members,
    RuleFails,
)
from peercomply.rules.rule import Rule
from peercomply.rules.traversal import parts_of, walk

_STATE = frozenset({("program", "state")})


def lower(rule: Rule) -> Plan:
    """Return the plan of *rule*, which is made once."""
    plan: Plan | None = rule.memo.get("plan")
    if plan is None:
        plan = rule.memo["plan"] = _plan(rule)
    return plan


def _plan(rule: Rule) -> Plan:
    build = Builder(rule.span)
    check = _check(rule, build)
    holding = [check.holds] if rule.otherwise is None else [check.holds, rule.otherwise]
    if rule.message is not None:
        check = attrs.evolve(check, message=(Variant(None, rule.message.parts),))
    parts = (rule.when, *holding, check.due, check.warn, *item_parts(check.items))
    read = tuple(node for part in parts for node in walk(part))
    business = any(node.type.business for node in read)
    return Plan(
        rule=rule,
        applies=rule.when,
        check=_discreet(check),
        needs=_types(read) | {rule.subject} | ({"program"} if business else set()),
        ways=tuple(Way(holds, _types(tuple(walk(holds)))) for holds in holding),
        fields=frozenset(
            (node.record_type, node.field) for node in read if isinstance(node, FieldValue)
        )
        | (_STATE if business else frozenset()),
        after=frozenset(node.rule for node in read if isinstance(node, RuleFails)),
    )


def _check(rule: Rule, build: Builder) -> Check:
    form = rule.form
    match form:
        case PresentFields():
            return present.lower_fields(form, build)
        case PresentRecord():
            return present.lower_record(form, build)
        case Current():
            return current.lower(form, build)
        case Latest():
            return latest.lower(form, build)
        case FollowUp():
            return follow_up.lower(form, build)
        case Count():
            return count.lower(form, build)
        case Share():
            return share.lower(form, build)
        case Require():
            return require.lower(form)
        case Every():
            return every.lower(form, build)
        case Before():
            return before.lower(form, build)
        case Covers() | CoversHours():
            return covers.lower(form, build)
        case Attested():
            return attested.lower(form, build, rule.subject)
        case Findings():
            return findings.lower(form, build)


def _discreet(check: Check) -> Check:
    """Leave the values of people's fields out of what is said; the record key leads to them."""
    items = check.items
    if isinstance(items, Listed):
        items = attrs.evolve(items, private=is_private(items.values))
    return attrs.evolve(
        check,
        items=items,
        private=check.due is not None and is_private(check.due),
        message=tuple(_withheld(variant, items) for variant in check.message),
        cure=tuple(_withheld(variant, items) for variant in check.cure),
    )


def _withheld(variant: Variant, items: Items | None) -> Variant:
    hidden = isinstance(items, Listed) and items.private
    parts = tuple(
        "(withheld)"
        if not isinstance(part, str)
        and (is_private(part) or (hidden and isinstance(part, ItemValue)))
        else part
        for part in variant.parts
    )
    return attrs.evolve(variant, parts=parts)


def is_private(expression: Expr) -> bool:
    """Whether *expression* is, or is made of, a value that may not stand beside a record key."""
    match expression:
        case Aggregate(value=value, until=until):
            return any(part is not None and is_private(part) for part in (value, until))
        case FieldValue():
            return not expression.info.shown
        case _:
            return any(is_private(part) for part in parts_of(expression))


def item_parts(items: Items | None) -> tuple[Expr | None, ...]:
    """Return the expressions that say what of a record is judged one by one."""
    match items:
        case Periods(start=start, length=length, back=back, grace=grace):
            return start, length, back, grace
        case Listed(values=values):
            return (values,)
        case OpenHours(hours=hours, since=since, back=back):
            return hours, since, back
    return ()


def _types(read: tuple[Expr, ...]) -> frozenset[str]:
    needs: set[str] = set()
    for node in read:
        match node:
            case FieldValue():
                needs |= _read_by(node)
            case Elsewhere():
                needs |= set(_on_path(node.path))
            case Aggregate():
                needs.add(node.rows.record_type)
                if isinstance(node.rows.link, Members):
                    needs.add(node.rows.link.keys.record_type)
    return frozenset(needs)


def _read_by(field: FieldValue) -> set[str]:
    """Return the types on the path to *field*; the key at the end of a path needs no record."""
    path = field.path[:-1] if field.field == "id" else field.path
    own = set() if field.field == "id" and field.path else {field.record_type}
    return {*own, *_on_path(path)}


def _on_path(path: tuple[str | Home, ...]) -> list[str]:
    return [step.value for step in path if isinstance(step, Home)]
