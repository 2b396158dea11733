"""Lowers `current`."""

from __future__ import annotations

from peercomply.plan.build import Builder, an
from peercomply.plan.plan import Check, Variant
from peercomply.rules.forms.common import RelatedValue
from peercomply.rules.forms.current import Current
from peercomply.rules.nodes import Expr, FieldValue


def lower(form: Current, build: Builder) -> Check:
    """Return the check that a date has not passed."""
    if form.related is not None and form.related.value is not None:
        return _related(form, form.related, form.related.value, build)
    assert form.date is not None
    name = form.date.field if isinstance(form.date, FieldValue) else "the date"
    return Check(
        holds=_not_past(form, form.date, build),
        message=(Variant(None, (f"{name} passed on ", form.date)),),
        cure=(Variant(None, (f"{name} on ", build.as_of, " or later")),),
        due=form.date,
        warn=form.warn,
    )


def _not_past(form: Current, value: Expr, build: Builder) -> Expr:
    current = build.not_past(value)
    return build.any(build.missing(value), current) if form.open_ended else current


def _related(form: Current, related: RelatedValue, value: Expr, build: Builder) -> Check:
    rows = related.rows
    due = build.latest(rows, value, None)
    asked = f" with: {related.condition}" if related.condition else ""
    name = value.field if isinstance(value, FieldValue) else "the date"
    return Check(
        holds=build.exists(build.filtered(rows, _not_past(form, value, build))),
        message=(
            Variant(build.missing(due), (f"there is no {related.noun}{asked}",)),
            Variant(None, (f"{name} of the last {related.noun} passed on ", due)),
        ),
        cure=(Variant(None, (f"{an(related.noun)}{asked}; {name} on ", build.as_of, " or later")),),
        due=due,
        warn=form.warn,
    )
