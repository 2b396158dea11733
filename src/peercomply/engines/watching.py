"""Notes which conditions were true, false and unknown while records were judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from peercomply.engines.explanation import Truth
from peercomply.engines.memory import Judge
from peercomply.engines.tracing import truth
from peercomply.engines.world import Read
from peercomply.records.model import Record
from peercomply.rules.nodes import Expr

Seen = Mapping[int, frozenset[Truth]]
"""What each condition was, by the identity of its node."""


@attrs.frozen
class Watcher:
    """
    A watch that notes truths; the nodes have to outlive it.

    Attributes:
        seen: What each condition has been since the last call of `judged`.
    """

    seen: dict[int, set[Truth]] = attrs.field(factory=dict)

    def __call__(self, node: Expr, read: Read) -> Read:
        """Return *read* so that it notes what *node* is."""
        seen = self.seen.setdefault(id(node), set())

        def watched(judged: Record, current: Record) -> Any:
            value = read(judged, current)
            seen.add(truth(value))
            return value

        return watched

    def judged(self, judge: Judge, record: Record) -> Seen:
        """
        Return what each condition was while *judge* judged *record*.

        A condition that differs between the readings of an ambiguous date is unknown.
        """
        _, choices = judge.settled(record)
        readings = []
        for choice in choices:
            self._forget()
            judge.world.forget()
            judge.under(record, choice)
            readings.append({key: frozenset(seen) for key, seen in self.seen.items()})
        judge.world.choice = {}
        self._forget()
        first = readings[0]
        return {
            key: seen if all(one[key] == seen for one in readings) else frozenset({Truth.UNKNOWN})
            for key, seen in first.items()
        }

    def _forget(self) -> None:
        for seen in self.seen.values():
            seen.clear()
