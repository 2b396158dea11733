"""Lowers `covers`."""

from __future__ import annotations

from peercomply.plan.build import Builder, an
from peercomply.plan.forms import covers_hours
from peercomply.plan.plan import Check, Listed, Variant
from peercomply.rules.forms.covers import Covers
from peercomply.rules.forms.covers_hours import CoversHours
from peercomply.rules.nodes import Contains, Expr, FieldValue, ItemPart, Operator
from peercomply.rules.types import BOOL, Kind


def lower(form: Covers | CoversHours, build: Builder) -> Check:
    """Return the check that an item is covered; it is asked of each item."""
    if isinstance(form, CoversHours):
        return covers_hours.lower(form, build)
    item = build.item(ItemPart.VALUE, form.items.type.item)
    if form.holder is not None:
        return _own(form.holder, item, form.items, build)
    related = form.related
    assert related is not None
    value = related.value
    assert value is not None
    covered: Expr
    if value.type.kind is Kind.SET:
        covered = Contains(item, value, BOOL, span=build.span)
    else:
        covered = build.compare(value, Operator.EQUAL, item)
    name = value.field if isinstance(value, FieldValue) else "it"
    asked = f" with: {related.condition}" if related.condition else ""
    return Check(
        holds=build.exists(build.filtered(related.rows, covered)),
        message=(Variant(None, (f"no {related.noun}{asked} covers ", item)),),
        cure=(Variant(None, (f"{an(related.noun)}{asked} whose {name} covers ", item)),),
        items=Listed(form.items),
    )


def _own(holder: Expr, item: Expr, items: Expr, build: Builder) -> Check:
    name = holder.field if isinstance(holder, FieldValue) else "it"
    return Check(
        holds=Contains(item, holder, BOOL, span=build.span),
        message=(Variant(None, (f"{name} does not include ", item)),),
        cure=(Variant(None, (f"{name} that includes ", item)),),
        items=Listed(items),
    )
