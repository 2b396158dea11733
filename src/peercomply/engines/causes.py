"""Which breaches are consequences of others: those whose cause fails as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from peercomply.engines.outcomes import Judgement, Outcome, State
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot
from peercomply.rules.causes import Cause
from peercomply.rules.nodes import Home


@attrs.frozen
class CausedBy:
    """
    A breach that explains another one.

    Attributes:
        rule: Id of the rule that is breached.

        subject: The record that breaches it.
    """

    rule: str
    subject: RecordKey


Caused = Mapping[tuple[str, RecordKey], tuple[CausedBy, ...]]
"""By rule and record that fails: what explains it, in the order in which the rule names causes."""


def caused(judgements: Iterable[Judgement], snapshot: Snapshot) -> Caused:
    """
    Return what explains the breaches of *judgements*, for those that something explains.

    Only a cause that fails explains anything: one that passes, does not apply, is unknown or was
    not judged leaves the breach on its own.
    """
    known = tuple(judgements)
    subjects = {one.rule.id: one.rule.subject for one in known}
    fails = {
        (one.rule.id, outcome.subject): frozenset(detail.item for detail in outcome.details)
        for one in known
        for outcome in _failed(one)
    }
    found = {}
    for one in known:
        causes = [cause for cause in one.rule.causes if cause.rule in subjects]
        for outcome in _failed(one) if causes else ():
            because = tuple(
                CausedBy(cause.rule, key)
                for cause in causes
                for key in [related(cause, outcome, subjects[cause.rule], snapshot)]
                if key is not None and _explains(cause, fails.get((cause.rule, key)))
            )
            if because:
                found[one.rule.id, outcome.subject] = because
    return found


def _explains(cause: Cause, items: frozenset[str | None] | None) -> bool:
    """Whether the record fails, and in the item that the cause names if it names one."""
    return items is not None and (cause.item is None or cause.item in items)


def _failed(judgement: Judgement) -> list[Outcome]:
    return [outcome for outcome in judgement.outcomes if outcome.state is State.FAIL]


def related(cause: Cause, outcome: Outcome, target: str, snapshot: Snapshot) -> RecordKey | None:
    """Return the record of the type *target* of which *cause* is asked; None if there is none."""
    if cause.through is None:
        return outcome.subject
    described = snapshot.schema[outcome.subject.type]
    field = f"{cause.through}_id"
    if field in described.fields:
        record = snapshot.of_type(outcome.subject.type)[outcome.subject.id]
        key = getattr(record, field, None)
    else:
        key = outcome.program_id if cause.through == Home.PROGRAM.value else outcome.organisation_id
    return None if key is None else RecordKey(target, key)
