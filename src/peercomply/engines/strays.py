"""
Rows of which it is not known to which record they belong, without those that cannot count.

Each of them may belong to any record, so each record that is judged asks all of them. What a row
says of itself rules most of them out once, for all records; a set of keys that has to name the
record judged rules out most of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from peercomply.engines.values import Missing
from peercomply.engines.world import Column, Read, World
from peercomply.records.model import Record
from peercomply.rules.nodes import Expr, RuleFails
from peercomply.rules.traversal import all_of, asks_outside, key_in_set, walk

Stray = tuple[Record, Missing]
"""A row, and why it is not known to which record it belongs."""


@attrs.frozen
class _Kept:
    """
    The rows that may count.

    Attributes:
        all: All of them.

        key: Reads the key that the set of a row has to name; None if there is none.

        naming: Those whose set is known, by each key in it.

        unnamed: Those whose set is not known.
    """

    all: Sequence[Stray]
    key: Read | None = None
    naming: Mapping[str, Sequence[Stray]] = attrs.field(factory=dict)
    unnamed: Sequence[Stray] = ()


@attrs.define
class Strays:
    """
    Chooses, of rows that may belong to any record, those that may count for one.

    Attributes:
        where: The condition on rows; None if there is none, or it has to be asked of each.

        compile: Makes the functions of its parts.

        world: The world for which they are made.
    """

    where: Expr | None
    compile: Callable[[Expr], Read]
    world: World
    _kept: tuple[_Kept, frozenset[Column]] | None = None

    def among(self, judged: Record, rows: Sequence[Stray]) -> Sequence[Stray]:
        """Return those of *rows*, the same ones each time, that may count for *judged*."""
        if not rows or self.where is None or self.world.choice:
            return rows
        if self._kept is None:
            parts = tuple(all_of(self.where))
            self._kept = self.world.touching(lambda *_: self._keep(parts, rows), judged, judged)
        kept, touched = self._kept
        self.world.touched |= touched
        if kept.key is None:
            return kept.all
        key = kept.key(judged, judged)
        if isinstance(key, Missing):
            return kept.all
        return [*kept.naming.get(key, ()), *kept.unnamed]

    def _keep(self, parts: Sequence[Expr], rows: Sequence[Stray]) -> _Kept:
        own = [self.world.once_for_row(part, self.compile(part)) for part in parts if _is_own(part)]
        kept = [one for one in rows if all(read(one[0], one[0]) is not False for read in own)]
        pair = key_in_set(parts)
        if pair is None:
            return _Kept(kept)
        key, held = map(self.compile, pair)
        naming: dict[str, list[Stray]] = {}
        unnamed: list[Stray] = []
        for one in kept:
            keys: Any = held(one[0], one[0])
            if isinstance(keys, Missing):
                unnamed.append(one)
            else:
                for named in keys:
                    naming.setdefault(named, []).append(one)
        return _Kept(kept, key, naming, unnamed)


def _is_own(part: Expr) -> bool:
    return not asks_outside(part) and not any(isinstance(one, RuleFails) for one in walk(part))
