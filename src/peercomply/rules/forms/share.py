"""The check form `share`: a part of related records against a limit, compared without rounding."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import LIMIT, Holds, Keys, key_of, related
from peercomply.documents.reader import Reader
from peercomply.rules.binder import bind
from peercomply.rules.forms.common import RelatedValue, read_limit, read_related
from peercomply.rules.nodes import Expr
from peercomply.rules.scope import Scope
from peercomply.rules.types import Kind

KEYS = Keys(
    title="share",
    says="The part of related records that meets a condition lies within limits, not rounded.",
    keys=(
        *related(value=False),
        key_of(
            "that", "the condition of those that make up the part", Holds.CONDITION, required=True
        ),
        key_of("at_least", "the smallest part, from 0 to 1", LIMIT),
        key_of("at_most", "the largest part, from 0 to 1", LIMIT),
    ),
)


@attrs.frozen(kw_only=True)
class Share:
    """
    The share of related records that meet a condition lies within limits.

    Attributes:
        related: The records that make up the whole.

        that: The condition of those that make up the part.

        words: The condition as it was written.

        at_least: Smallest share, from 0 to 1; None for no lower limit.

        at_most: Largest share; None for no upper limit.
    """

    related: RelatedValue
    that: Expr
    words: str
    at_least: Expr | None
    at_most: Expr | None


def read(rule: Reader, scope: Scope) -> Share | None:
    """Return the check of the key `share`, or None after noting what is wrong."""
    reader = rule.mapping("share", KEYS)
    if reader is None:
        return None
    related = read_related(reader, scope, with_value=False)
    that_node = reader.scalar("that", required=True)
    at_least = read_limit(reader, "at_least", scope, Kind.NUMBER, required=False)
    at_most = read_limit(reader, "at_most", scope, Kind.NUMBER, required=False)
    limited = reader.get("at_least") is not None or reader.get("at_most") is not None
    reader.finish()
    if not limited:
        reader.note(
            Code.MISSING_KEY,
            "'share' has no limit",
            reader.node.span,
            expected="at_least, at_most or both, each from 0 to 1",
        )
    if related is None or that_node is None or (at_least is None and at_most is None):
        return None
    that = bind(that_node, scope.rows(related.rows.record_type), reader.problems, Kind.BOOL)
    if that is None:
        return None
    words = " ".join(that_node.value.split())
    return Share(related=related, that=that, words=words, at_least=at_least, at_most=at_most)
