"""Lowers `every`."""

from __future__ import annotations

from peercomply.plan.build import Builder, an
from peercomply.plan.plan import Check, Periods, Variant
from peercomply.rules.forms.every import Every
from peercomply.rules.nodes import FieldValue, ItemPart, Operator
from peercomply.rules.types import DATE


def lower(form: Every, build: Builder) -> Check:
    """Return the check that a period had an event; it is asked of each period that has ended."""
    events = form.events
    value = events.value
    assert value is not None
    first, last = build.item(ItemPart.FIRST, DATE), build.item(ItemPart.LAST, DATE)
    within = build.all(
        build.compare(value, Operator.AT_LEAST, first),
        build.compare(value, Operator.AT_MOST, last),
    )
    name = value.field if isinstance(value, FieldValue) else "the day"
    asked = f" with: {events.condition}" if events.condition else ""
    return Check(
        holds=build.exists(build.filtered(events.rows, within)),
        message=(Variant(None, (f"no {events.noun}{asked}, ", first, " to ", last)),),
        cure=(Variant(None, (f"{an(events.noun)}{asked}, {name} from ", first, " to ", last)),),
        due=last if form.grace is None else build.later(last, form.grace),
        interval=form.period,
        items=Periods(start=form.start, length=form.period, back=form.back, grace=form.grace),
    )
