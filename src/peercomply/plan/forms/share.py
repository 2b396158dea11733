"""Lowers `share`."""

from __future__ import annotations

from peercomply.plan.build import Builder
from peercomply.plan.plan import Check, Parts, Variant
from peercomply.rules.forms.share import Share


def lower(form: Share, build: Builder) -> Check:
    """Return the check that a share lies within the limits, without rounding."""
    rows = form.related.rows
    share = build.share(rows, form.that)
    part, whole = build.count(build.filtered(rows, form.that)), build.count(rows)
    wanted: Parts = ()
    if form.at_least is not None:
        wanted = ("a share of at least ", form.at_least)
    if form.at_most is not None:
        wanted = (*wanted, ", at most " if wanted else "a share of at most ", form.at_most)
    said = (part, " of ", whole, f" {form.related.noun} records: {form.words}; wanted: ", *wanted)
    return Check(
        holds=build.within(share, form.at_least, form.at_most),
        message=(Variant(None, said),),
        cure=(Variant(None, (*wanted, f" of {form.related.noun} records: {form.words}")),),
    )
