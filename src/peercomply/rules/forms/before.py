"""The check form `before`: something happened at least an interval before something else."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import LIMIT, Holds, Keys, key_of, related
from peercomply.documents.reader import Reader
from peercomply.rules.forms.common import (
    DAYS,
    RelatedValue,
    read_expression,
    read_limit,
    read_related,
)
from peercomply.rules.nodes import Expr
from peercomply.rules.scope import Scope
from peercomply.rules.types import Kind

KEYS = Keys(
    title="before",
    says="Something happened at least an interval before something else, or still can.",
    keys=(
        key_of("date", "the earlier day, if the record itself has it", Holds.EXPRESSION),
        *(attrs.evolve(one, required=False) for one in related(value=True)),
        key_of("then", "the later day", Holds.EXPRESSION, required=True),
        key_of("at_least", "the shortest time between the two", LIMIT),
        key_of("after", "a day after which the earlier one has to lie", Holds.EXPRESSION),
    ),
)


@attrs.frozen(kw_only=True)
class Before:
    """
    A day of the record, or of a related one, lies at least an interval before another day.

    Attributes:
        date: The earlier day, if the record itself holds it; None otherwise.

        related: The related records with the earlier day; None if the record holds it.

        then: The later day.

        at_least: The interval between them; None for any.

        after: A day after which the earlier one has to lie, where there is one; None for any.
    """

    date: Expr | None
    related: RelatedValue | None
    then: Expr
    at_least: Expr | None
    after: Expr | None


def read(rule: Reader, scope: Scope) -> Before | None:
    """Return the check of the key `before`, or None after noting what is wrong."""
    reader = rule.mapping("before", KEYS)
    if reader is None:
        return None
    date = read_expression(reader, "date", scope, *DAYS)
    own, related = reader.scalar("date"), None
    if own is None:
        related = read_related(reader, scope, with_value=True)
    reader.scalar("then", required=True)
    then = read_expression(reader, "then", scope, *DAYS)
    at_least = read_limit(reader, "at_least", scope, Kind.DURATION, required=False)
    after = read_expression(reader, "after", scope, *DAYS)
    reader.finish()
    if then is None or (date is None and related is None):
        return None
    if related is not None and (related.value is None or related.value.type.kind not in DAYS):
        reader.note(
            Code.WRONG_TYPE,
            "'of' names no day",
            reader.node.span,
            expected="a record type and a day, such as training.completed_on",
        )
        return None
    if at_least is not None and at_least.type.exact:
        reader.note(
            Code.WRONG_TYPE,
            "'at_least' is in hours",
            at_least.span,
            expected="an interval in days such as P1D or P1M",
        )
        return None
    return Before(date=date, related=related, then=then, at_least=at_least, after=after)
