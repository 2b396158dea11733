"""The check form `require`: any condition."""

from __future__ import annotations

import attrs

from peercomply.documents.reader import Reader
from peercomply.rules.binder import bind
from peercomply.rules.nodes import Expr
from peercomply.rules.scope import Scope
from peercomply.rules.types import Kind


@attrs.frozen
class Require:
    """
    A condition holds.

    Attributes:
        condition: The condition.

        words: The condition as it was written.
    """

    condition: Expr
    words: str


def read(rule: Reader, scope: Scope) -> Require | None:
    """Return the check of the key `require`, or None after noting what is wrong."""
    scalar = rule.scalar("require")
    if scalar is None:
        return None
    condition = bind(scalar, scope, rule.problems, Kind.BOOL)
    return None if condition is None else Require(condition, " ".join(scalar.value.split()))
