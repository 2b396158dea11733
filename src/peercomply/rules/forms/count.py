"""The check form `count`: at least, at most or exactly so many related records."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import LIMIT, Keys, key_of, related
from peercomply.documents.reader import Reader
from peercomply.rules.forms.common import RelatedValue, read_limit, read_related
from peercomply.rules.nodes import Expr
from peercomply.rules.scope import Scope
from peercomply.rules.types import Kind

KEYS = Keys(
    title="count",
    says="There are at least, at most, or exactly so many related records.",
    keys=(
        *related(value=False),
        key_of("at_least", "the smallest number", LIMIT),
        key_of("at_most", "the largest number", LIMIT),
        key_of("exactly", "the only number", LIMIT),
    ),
)


@attrs.frozen(kw_only=True)
class Count:
    """
    The number of related records lies within limits.

    Attributes:
        related: The records that are counted.

        at_least: Smallest number; None for no lower limit.

        at_most: Largest number; None for no upper limit.
    """

    related: RelatedValue
    at_least: Expr | None
    at_most: Expr | None


def read(rule: Reader, scope: Scope) -> Count | None:
    """Return the check of the key `count`, or None after noting what is wrong."""
    reader = rule.mapping("count", KEYS)
    if reader is None:
        return None
    related = read_related(reader, scope, with_value=False)
    at_least = read_limit(reader, "at_least", scope, Kind.NUMBER, required=False)
    at_most = read_limit(reader, "at_most", scope, Kind.NUMBER, required=False)
    exactly = read_limit(reader, "exactly", scope, Kind.NUMBER, required=False)
    given = [key for key in ("at_least", "at_most", "exactly") if reader.get(key) is not None]
    reader.finish()
    if not given or ("exactly" in given and len(given) > 1):
        reader.note(
            Code.MISSING_KEY,
            "'count' has no limit, or too many",
            reader.node.span,
            expected="at_least, at_most or both, or exactly alone",
        )
        return None
    if related is None or (at_least is None and at_most is None and exactly is None):
        return None
    return Count(related=related, at_least=at_least or exactly, at_most=at_most or exactly)
