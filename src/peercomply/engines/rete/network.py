"""
The one module that speaks to durable-rules: rule sets as data go in, what fired comes out.

The compiled matcher is driven without the Python layer above it: that layer keeps a registry and
timers for the whole process and swallows errors of actions. Each call makes a rule set of its own
and removes it with everything that it held, so nothing grows from call to call.

What the matcher does not do, and what is done about it: a condition on a property that a fact lacks
can hold, so every fact has every property; equal facts, and one pair in a billion of different
ones, are taken for the same, so a fact is numbered and offered again with some salt until it is
accepted; conditions with more than 15 groups are refused, so questions are kept smaller; numbers
are whole and below 2 to the 63rd; memory that was never written is freed with a session in which
no rule has fired, so one fires at the beginning of each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import durable_rules_engine as matcher

Condition: TypeAlias = Mapping[str, Any]
"""A condition on the properties of one fact, as data."""

Rules: TypeAlias = Mapping[str, Sequence[Condition]]
"""Rules by their names, each with conditions on one fact after the other."""

Fact: TypeAlias = dict[str, int]
"""Whole numbers by the names of properties."""

BATCH = 128
"""Facts that one rule set is given at most; the matcher is slower than linear beyond a few
thousand."""

_NOT_MATCHED = 1
_TAKEN_FOR_ANOTHER = 2
_SESSION = "0"
_NUMBER, _SIDE, _KEY, _STATE, _BEGUN = "n", "side", "key", "state", "begun"
_NOTHING = -1


class _Network:
    """One rule set of the matcher; `close` frees it."""

    def __init__(self, rules: Rules, names: Iterable[str]) -> None:
        all_rules = {**rules, _BEGUN: [{"m": {_BEGUN: 1}}]}
        definition = {name: {"all": list(conditions)} for name, conditions in all_rules.items()}
        self._handle: int = matcher.create_ruleset("peercomply", json.dumps(definition))
        _drain(self.show({**dict.fromkeys(names, _NOTHING), _BEGUN: 1}))

    def close(self) -> None:
        """Remove the rule set and every fact in it."""
        matcher.delete_state(self._handle, _SESSION)
        matcher.delete_ruleset(self._handle)

    def hold(self, fact: Fact) -> Iterator[tuple[str, Any]]:
        """Yield what fires because *fact* is there from now on: rule and matched facts."""
        return self._offer(matcher.assert_fact, fact)

    def show(self, fact: Fact) -> Iterator[tuple[str, Any]]:
        """Yield what fires because of *fact*, which is gone as soon as something does."""
        return self._offer(matcher.assert_event, fact)

    def _offer(self, offer: Any, fact: Fact) -> Iterator[tuple[str, Any]]:
        salt = 0
        code, state = offer(self._handle, json.dumps(fact))
        while code == _TAKEN_FOR_ANOTHER:
            salt += 1
            code, state = offer(self._handle, json.dumps({**fact, "salt": salt}))
        if code != _NOT_MATCHED:
            yield from self._fired(state)

    def _fired(self, state: Any) -> Iterator[tuple[str, Any]]:
        started = matcher.start_action_for_state(self._handle, state)
        fired = started[1] if started else None
        while fired:
            yield from json.loads(fired).items()
            fired = matcher.complete_and_start_action(self._handle, state)


def decide(holds: Condition, fails: Condition, facts: Sequence[Fact]) -> list[bool | None]:
    """
    Return for each of *facts* whether it is certain that it holds, or that it fails.

    True only if the rule *holds* fired for it, False only if the rule *fails* did, None if neither.
    """
    answers: list[bool | None] = [None] * len(facts)
    rules = {"holds": [{"m": holds}], "fails": [{"m": fails}]}
    for batch in _batches(list(enumerate(facts))):
        network = _Network(rules, batch[0][1])
        try:
            for number, fact in batch:
                for rule, _ in network.show({**fact, _NUMBER: number}):
                    answers[number] = rule == "holds"
        finally:
            network.close()
    return answers


def join(owners: Iterable[int], rows: Sequence[int]) -> list[tuple[int, int]]:
    """
    Return which of *rows*, by their places, belong to which of *owners*: those with its key.

    The pairs are sorted; the owners are different keys.
    """
    mine = {_SIDE: 1, _KEY: {"owner": _KEY}}
    condition = {"$and": [{name: value} for name, value in mine.items()]}
    rules: Rules = {"joined": [{"owner": {_SIDE: 0}}, {"row": condition}]}
    pairs = []
    for some_owners, some_rows in _buckets(owners, rows):
        network = _Network(rules, (_SIDE, _KEY))
        try:
            for number, key in enumerate(some_owners):
                _drain(network.hold({_SIDE: 0, _KEY: key, _NUMBER: number}))
            for number in some_rows:
                for _, found in network.show({_SIDE: 1, _KEY: rows[number], _NUMBER: number}):
                    pairs.append((found["owner"][_KEY], found["row"][_NUMBER]))
        finally:
            network.close()
    return sorted(pairs)


def chain(asked: Iterable[int], outcomes: Sequence[tuple[int, int]]) -> dict[int, set[int]]:
    """
    Return what is concluded for each key *asked* from *outcomes*, each a key with a state.

    A conclusion is a state that at least one outcome with the key has.
    """
    states = sorted({state for _, state in outcomes})
    rules: Rules = {
        f"state{state}": [
            {"asked": {_SIDE: 0}},
            {"outcome": {"$and": [{_STATE: state}, {_KEY: {"asked": _KEY}}]}},
        ]
        for state in states
    }
    concluded: dict[int, set[int]] = {key: set() for key in asked}
    keys = [key for key, _ in outcomes]
    for some_keys, some_outcomes in _buckets(concluded, keys) if states else ():
        network = _Network(rules, (_SIDE, _KEY, _STATE))
        try:
            for number, key in enumerate(some_keys):
                _drain(network.hold({_SIDE: 0, _STATE: -1, _KEY: key, _NUMBER: number}))
            for number in some_outcomes:
                key, state = outcomes[number]
                fact = {_SIDE: 1, _STATE: state, _KEY: key, _NUMBER: number}
                for rule, found in network.show(fact):
                    concluded[found["asked"][_KEY]].add(int(rule.removeprefix("state")))
        finally:
            network.close()
    return concluded


def _drain(fired: Iterable[Any]) -> None:
    for _ in fired:
        pass


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _buckets(owners: Iterable[int], rows: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield owners with the places of all rows that could belong to them, in small portions."""
    keys = list(owners)
    count = 1 + (len(keys) + len(rows)) // BATCH
    held: list[tuple[list[int], list[int]]] = [([], []) for _ in range(count)]
    for key in keys:
        held[key % count][0].append(key)
    for number, key in enumerate(rows):
        held[key % count][1].append(number)
    for some_owners, some_rows in held:
        if some_owners and some_rows:
            yield some_owners, some_rows
