"""Lowers `covers`."""

from __future__ import annotations

from peercomply.plan.build import Builder, an
from peercomply.plan.plan import Check, Listed, Variant
from peercomply.rules.forms.covers import Covers
from peercomply.rules.nodes import Contains, Expr, FieldValue, ItemPart, Operator
from peercomply.rules.types import BOOL, Kind


def lower(form: Covers, build: Builder) -> Check:
    """Return the check that an item is covered; it is asked of each item."""
    related = form.related
    value = related.value
    assert value is not None
    item = build.item(ItemPart.VALUE, form.items.type.item)
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
