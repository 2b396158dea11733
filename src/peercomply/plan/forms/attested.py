"""Lowers `attested`."""

from __future__ import annotations

from collections.abc import Iterator

from peercomply.plan.build import Builder
from peercomply.plan.plan import Check, Listed, Variant
from peercomply.rules.forms.attested import Attested
from peercomply.rules.nodes import Expr, Extreme, ItemPart, Literal, Operator
from peercomply.rules.types import DATE, TEXT, Kind, Type

_TYPE = "attestation"


def lower(form: Attested, build: Builder, subject: str) -> Check:
    """
    Return the check that a question has a current answer and that the answer is positive.

    The answers of the latest day count, since several groups may answer on one day.
    """
    answered = build.row_field(_TYPE, "answered_on")
    asked = build.compare(
        build.row_field(_TYPE, "obligation_id"), Operator.EQUAL, build.text(form.obligation)
    )
    happened = build.compare(answered, Operator.AT_MOST, build.as_of)
    rows = build.filtered(form.rows, asked, happened, _of_item(form, build), *_counts(form, build))
    last: Expr = build.latest(rows, answered, build.as_of)
    anchor: Expr = last
    if form.since is not None:
        anchor = Extreme(latest=True, items=(last, form.since), type=DATE, span=build.span)
    due = build.later(anchor, form.within)
    current = build.not_past(due)
    if form.since is None:
        current = build.all(build.present(last), current)
    lapsed = build.exists(
        build.filtered(rows, _latest(answered, last, build, subject), _lapsed(build))
    )
    bad = build.exists(
        build.filtered(rows, _latest(answered, last, build, subject), _not_positive(form, build))
    )
    return Check(
        holds=build.all(current, build.negation(lapsed), build.negation(bad)),
        message=(
            Variant(build.missing(last), (f"nobody has answered: {form.question}",)),
            Variant(bad, ("the answer of ", last, f" is not positive: {form.question}")),
            Variant(None, ("the answer of ", last, f" is no longer current: {form.question}")),
        ),
        cure=(
            Variant(
                None, ("a positive answer on ", build.earliest_anchor(form.within), " or later")
            ),
        ),
        due=due,
        interval=form.within,
        items=_items(form, build),
    )


def _items(form: Attested, build: Builder) -> Listed | None:
    if not form.items:
        return None
    values = Literal(frozenset(form.items), Type(Kind.SET, of=Kind.TEXT), span=build.span)
    return Listed(values)


def _of_item(form: Attested, build: Builder) -> Expr | None:
    if not form.items:
        return None
    item = build.item(ItemPart.VALUE, TEXT)
    return build.compare(build.row_field(_TYPE, "item"), Operator.EQUAL, item)


def _counts(form: Attested, build: Builder) -> Iterator[Expr]:
    """Yield what an answer has to have so that it counts at all."""
    if form.group is not None:
        role = build.row_field(_TYPE, "answerer_role")
        yield build.compare(role, Operator.EQUAL, build.text(form.group))
    if form.evidence:
        yield build.present(build.row_field(_TYPE, "evidence"))


def _latest(answered: Expr, last: Expr, build: Builder, subject: str) -> Expr:
    return build.compare(answered, Operator.EQUAL, build.of_judged(last, subject))


def _lapsed(build: Builder) -> Expr:
    until = build.row_field(_TYPE, "next_due_on")
    return build.all(build.present(until), build.compare(until, Operator.LESS, build.as_of))


def _not_positive(form: Attested, build: Builder) -> Expr:
    negative = build.one_of(build.row_field(_TYPE, "answer"), "negative", "partly")
    if not form.planned:
        return negative
    action = build.row_field(_TYPE, "action_due_on")
    planned = build.all(
        build.present(action), build.compare(action, Operator.AT_LEAST, build.as_of)
    )
    return build.all(negative, build.negation(planned))
