"""Keeps what rules said as facts, from which rules about rules conclude."""

from __future__ import annotations

import attrs

from peercomply.engines.outcomes import Judgement, State
from peercomply.engines.rete import network
from peercomply.engines.rete.cells import Cells
from peercomply.engines.rete.facts import Words
from peercomply.engines.rete.values import OPEN, Range, sure
from peercomply.records.model import Record
from peercomply.rules.nodes import Home

_SAID = {State.FAIL: 1, State.UNKNOWN: 2}


@attrs.frozen
class Chain:
    """
    The judgements that were made so far.

    Attributes:
        cells: The cells of the records.

        words: Numbers for texts.
    """

    cells: Cells
    words: Words
    _judged: dict[str, Judgement] = attrs.field(factory=dict)
    _concluded: dict[tuple[str, Home | None], dict[int, set[int]]] = attrs.field(factory=dict)

    def note(self, judgement: Judgement) -> None:
        """Keep what a rule said of each record."""
        self._judged[judgement.rule.id] = judgement

    def fails(self, rule: str, home: Home | None, record: Record) -> Range:
        """Return whether *rule* fails for *record*, or for a record that shares its home."""
        if not self._judged[rule].supplied:
            return OPEN
        key = sure(record.id) if home is None else self.cells.home(record, home)
        if not key.certain:
            return OPEN
        said = self._conclusions(rule, home).get(self.words.number(key.low), set())
        if _SAID[State.FAIL] in said:
            return sure(value=True)
        return OPEN if said or self._strays(rule, home) else sure(value=False)

    def _strays(self, rule: str, home: Home | None) -> bool:
        """Whether a record that may fail may belong to any home."""
        return any(
            home in one.unsettled and one.state in _SAID for one in self._judged[rule].outcomes
        )

    def _conclusions(self, rule: str, home: Home | None) -> dict[int, set[int]]:
        """Return for each record, or home, which outcomes the network found for it."""
        name = (rule, home)
        if name not in self._concluded:
            outcomes = []
            asked = set()
            for one in self._judged[rule].outcomes:
                ids = {
                    None: one.subject.id,
                    Home.PROGRAM: one.program_id,
                    Home.ORGANISATION: one.organisation_id,
                }
                where = ids[home]
                if where is not None:
                    key = self.words.number(where)
                    asked.add(key)
                    outcomes += [(key, _SAID[one.state])] if one.state in _SAID else []
            self._concluded[name] = network.chain(sorted(asked), outcomes)
        return self._concluded[name]
