"""Lowers `before`."""

from __future__ import annotations

from peercomply.plan.build import Builder, an
from peercomply.plan.plan import Check, Variant
from peercomply.rules.forms.before import Before
from peercomply.rules.nodes import Expr, FieldValue, Operator


def lower(form: Before, build: Builder) -> Check:
    """
    Return the check that one day lies an interval before another, or still can.

    The last day on which it can happen in time is the last one whose interval ends by then.
    """
    due = form.then if form.at_least is None else build.latest_anchor(form.then, form.at_least)
    value = form.date if form.related is None else form.related.value
    assert value is not None
    name = value.field if isinstance(value, FieldValue) else "the day"
    if form.related is None:
        done = build.all(build.present(value), _early_enough(form, value, build))
        what = name
    else:
        related = form.related
        happened = build.compare(value, Operator.AT_MOST, build.as_of)
        rows = build.filtered(related.rows, happened, _early_enough(form, value, build))
        done = build.exists(rows)
        what = an(related.noun) + (f" with: {related.condition}" if related.condition else "")
    after: tuple[str | Expr, ...] = () if form.after is None else (", after ", form.after)
    return Check(
        holds=build.any(done, build.not_past(due)),
        message=(Variant(None, (f"{what} is not there in time: by ", due, *after)),),
        cure=(Variant(None, (f"{what}, {name} by ", due, *after)),),
        due=due,
        interval=form.at_least,
    )


def _early_enough(form: Before, value: Expr, build: Builder) -> Expr:
    moved = value if form.at_least is None else build.later(value, form.at_least)
    then, after = form.then, form.after
    early = build.compare(moved, Operator.AT_MOST, then)
    if after is None:
        return early
    later = build.any(build.missing(after), build.compare(value, Operator.MORE, after))
    return build.all(early, later)
