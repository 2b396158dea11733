"""Lowers `count`."""

from __future__ import annotations

from peercomply.plan.build import Builder
from peercomply.plan.plan import Check, Parts, Variant
from peercomply.rules.forms.count import Count


def lower(form: Count, build: Builder) -> Check:
    """Return the check that the number of related records lies within the limits."""
    number = build.count(form.related.rows)
    asked = f" with: {form.related.condition}" if form.related.condition else ""
    wanted = _wanted(form)
    return Check(
        holds=build.within(number, form.at_least, form.at_most),
        message=(
            Variant(
                None,
                (
                    f"the number of {form.related.noun} records{asked} is ",
                    number,
                    "; wanted: ",
                    *wanted,
                ),
            ),
        ),
        cure=(Variant(None, (*wanted, f" {form.related.noun} records{asked}")),),
    )


def _wanted(form: Count) -> Parts:
    parts: Parts = ()
    if form.at_least is not None and form.at_least == form.at_most:
        return ("exactly ", form.at_least)
    if form.at_least is not None:
        parts = ("at least ", form.at_least)
    if form.at_most is not None:
        parts = (*parts, ", at most " if parts else "at most ", form.at_most)
    return parts
