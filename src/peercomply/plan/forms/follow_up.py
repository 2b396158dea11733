"""Lowers `follow_up`."""

from __future__ import annotations

from peercomply.plan.build import Builder
from peercomply.plan.plan import Check, Variant
from peercomply.rules.forms.follow_up import FollowUp
from peercomply.rules.nodes import Operator


def lower(form: FollowUp, build: Builder) -> Check:
    """
    Return the check that a matter is dealt with in time, or still can be.

    A day after the day of the check is a plan: the matter is open until then.
    """
    due = form.by
    if due is None:
        assert form.after is not None
        assert form.within is not None
        due = build.later(form.after, form.within)
    happened = build.all(
        build.present(form.done), build.compare(form.done, Operator.AT_MOST, build.as_of)
    )
    in_time = build.compare(form.done, Operator.AT_MOST, due) if form.late_fails else None
    return Check(
        holds=build.any(build.all(happened, in_time), build.not_past(due)),
        message=(
            Variant(happened, (f"{form.words}: done on ", form.done, ", due by ", due)),
            Variant(None, (f"{form.words}: still open, due by ", due)),
        ),
        cure=_cure(form, build),
        due=due,
        interval=form.within,
        done=form.done,
        warn=form.warn,
        finished=happened,
    )


def _cure(form: FollowUp, build: Builder) -> tuple[Variant, ...]:
    if form.late_fails:
        return (Variant(None, ("none in the records: the time has passed",)),)
    return (Variant(None, (f"a day in {form.words}, not after ", build.as_of)),)
