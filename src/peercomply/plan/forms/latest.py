"""Lowers `latest`."""

from __future__ import annotations

from peercomply.plan.build import Builder, an
from peercomply.plan.plan import Check, Variant
from peercomply.rules.forms.latest import Latest
from peercomply.rules.nodes import Expr, FieldValue, FirstPresent, Operator


def lower(form: Latest, build: Builder) -> Check:
    """
    Return the check that the last event is recent enough.

    Events after the day of the check have not happened; one without a day may have happened on any
    day up to it.
    """
    value = form.events.value
    assert value is not None
    happened = build.compare(value, Operator.AT_MOST, build.as_of)
    last = build.latest(build.filtered(form.events.rows, happened), value, build.as_of)
    anchor: Expr = last
    if form.since is not None:
        anchor = FirstPresent((last, form.since), last.type, span=build.span)
    due = build.later(anchor, form.within)
    holds = build.not_past(due)
    if form.since is None:
        holds = build.all(build.present(last), holds)
    name = value.field if isinstance(value, FieldValue) else "the day"
    also = f", and: {form.events.condition}" if form.events.condition else ""
    return Check(
        holds=holds,
        message=_message(form, last, due, build),
        cure=(
            Variant(
                None,
                (
                    f"{an(form.events.noun)} with {name} on ",
                    build.earliest_anchor(form.within),
                    f" or later{also}",
                ),
            ),
        ),
        due=due,
        anchor=anchor,
        warn=form.warn,
    )


def _message(form: Latest, last: Expr, due: Expr, build: Builder) -> tuple[Variant, ...]:
    noun = form.events.noun
    asked = f" with: {form.events.condition}" if form.events.condition else ""
    none: tuple[str | Expr, ...] = (f"there is no {noun}{asked}",)
    if form.since is not None:
        none = (f"no {noun}{asked} since ", form.since, "; due by ", due)
    return (
        Variant(build.missing(last), none),
        Variant(None, (f"the last {noun} was on ", last, "; the next one was due by ", due)),
    )
