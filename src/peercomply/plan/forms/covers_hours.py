"""Lowers `covers` with `hours`."""

from __future__ import annotations

from peercomply.plan.build import Builder
from peercomply.plan.plan import Check, OpenHours, Variant
from peercomply.rules.forms.covers_hours import CoversHours
from peercomply.rules.nodes import Aggregate, Gather, ItemPart
from peercomply.rules.types import BOOL, MOMENT, TEXT, Type


def lower(form: CoversHours, build: Builder) -> Check:
    """Return the check that related records span a stretch of hours; it is asked of each."""
    related = form.related
    window = (build.item(ItemPart.START, MOMENT), build.item(ItemPart.END, MOMENT))

    def gathered(gather: Gather, kind: Type) -> Aggregate:
        return Aggregate(
            gather,
            related.rows,
            form.starts,
            None,
            kind,
            until=form.ends,
            window=window,
            span=build.span,
        )

    gaps = gathered(Gather.GAPS, TEXT)
    asked = f" with: {related.condition}" if related.condition else ""
    return Check(
        holds=gathered(Gather.COVERS, BOOL),
        message=(Variant(None, (f"no {related.noun}{asked} covers ", gaps)),),
        cure=(Variant(None, (f"{related.noun} records{asked} that cover ", gaps)),),
        items=OpenHours(hours=form.hours, since=form.since, back=form.back),
    )
