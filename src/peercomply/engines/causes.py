"""Which breaches are consequences of others: those whose cause fails as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

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
        failed = _failed(one) if causes else []
        held = [links(cause, failed, snapshot) for cause in causes]
        for outcome in failed:
            because = tuple(
                CausedBy(cause.rule, key)
                for cause, keys in zip(causes, held, strict=True)
                for key in [_key(cause, outcome, subjects[cause.rule], keys)]
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


Links: TypeAlias = Mapping[str, str | None]
"""By key of a record: the key to which the way of a cause leads; None if to none."""


def related(cause: Cause, outcome: Outcome, target: str, snapshot: Snapshot) -> RecordKey | None:
    """Return the record of the type *target* of which *cause* is asked; None if there is none."""
    return _key(cause, outcome, target, links(cause, [outcome], snapshot))


def links(cause: Cause, outcomes: Sequence[Outcome], snapshot: Snapshot) -> Links:
    """Return where the way of *cause* leads from the records of *outcomes*."""
    if cause.through is None or not outcomes:
        return {}
    name, field = outcomes[0].subject.type, f"{cause.through}_id"
    if field in snapshot.schema[name].fields:
        keys = [outcome.subject.id for outcome in outcomes]
        if snapshot.tables is not None:
            read = field in snapshot.tables.schema[name].fields
            return snapshot.tables.texts(name, field, keys) if read else {}
        held = snapshot.of_type(name)
        return {key: getattr(held[key], field, None) for key in keys}
    program = cause.through == Home.PROGRAM.value
    return {
        outcome.subject.id: outcome.program_id if program else outcome.organisation_id
        for outcome in outcomes
    }


def _key(cause: Cause, outcome: Outcome, target: str, held: Links) -> RecordKey | None:
    if cause.through is None:
        return outcome.subject
    key = held.get(outcome.subject.id)
    return None if key is None else RecordKey(target, key)
