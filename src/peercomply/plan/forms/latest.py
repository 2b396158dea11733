"""Lowers `latest`."""

from __future__ import annotations

from peercomply.plan.build import Builder, an
from peercomply.plan.plan import Check, Variant
from peercomply.rules.forms.latest import Latest
from peercomply.rules.nodes import Expr, Extreme, FieldValue, Operator
from peercomply.rules.types import DATE, Type


def lower(form: Latest, build: Builder) -> Check:
    """
    Return the check that the last event is recent enough.

    Events after the day of the check have not happened; one without a day may have happened on any
    day up to it. The interval counts from the last event or from `since`, whichever is later, so
    that nobody is late for what was asked before they came.
    """
    value = form.events.value
    assert value is not None
    happened = build.compare(value, Operator.AT_MOST, build.as_of)
    last = build.latest(build.filtered(form.events.rows, happened), value, build.as_of)
    anchor: Expr = last
    if form.since is not None:
        anchor = Extreme(
            latest=True, items=(last, form.since), type=_day_type(last, form.since), span=build.span
        )
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
        interval=form.within,
        warn=form.warn,
    )


def _day_type(last: Expr, since: Expr) -> Type:
    return last.type if last.type.kind is since.type.kind else DATE


def _message(form: Latest, last: Expr, due: Expr, build: Builder) -> tuple[Variant, ...]:
    noun = form.events.noun
    asked = f" with: {form.events.condition}" if form.events.condition else ""
    none: tuple[str | Expr, ...] = (f"there is no {noun}{asked}",)
    if form.since is not None:
        none = (f"no {noun}{asked} since ", form.since, "; due by ", due)
    if form.since is not None:
        earlier = build.compare(last, Operator.LESS, form.since)
        none_yet = build.any(build.missing(last), earlier)
    else:
        none_yet = build.missing(last)
    return (
        Variant(none_yet, none),
        Variant(None, (f"the last {noun} was on ", last, "; the next one was due by ", due)),
    )
