"""The check form `current`: this date has not passed."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import SOON, Holds, Keys, key_of, related
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
    title="current",
    says="A date has not passed; its day is the last one in time.",
    keys=(
        key_of("date", "the date, if the record itself has it", Holds.EXPRESSION),
        *(attrs.evolve(one, required=False) for one in related(value=True)),
        key_of("open_ended", "whether a missing date means that it never passes", Holds.FLAG),
        SOON,
    ),
)


@attrs.frozen(kw_only=True)
class Current:
    """
    A date, or the latest date of related records, is not before the day of the check.

    Attributes:
        date: The date of the record itself; None where related records hold it.

        related: The related records with their dates; None where the record holds it.

        open_ended: A missing date means that it never passes.

        warn: How long before the date the record is listed as due soon; None for no warning.
    """

    date: Expr | None
    related: RelatedValue | None
    open_ended: bool
    warn: Expr | None


def read(rule: Reader, scope: Scope) -> Current | None:
    """Return the check of the key `current`, or None after noting what is wrong."""
    reader = rule.mapping("current", KEYS)
    if reader is None:
        return None
    date = read_expression(reader, "date", scope, *DAYS)
    own, related = reader.scalar("date"), None
    if own is None:
        related = read_related(reader, scope, with_value=True)
    elif reader.get("of") is not None:
        reader.note(
            Code.UNKNOWN_KEY, "'current' has both 'date' and 'of'", own.span, expected="one of them"
        )
    open_ended = reader.flag("open_ended")
    warn = read_limit(reader, "warn", scope, Kind.DURATION, required=False)
    reader.finish()
    if date is None and related is None:
        return None
    if related is not None and (related.value is None or related.value.type.kind not in DAYS):
        reader.note(
            Code.WRONG_TYPE,
            "'of' names no day",
            reader.node.span,
            expected="a record type and a day, such as agreement.expires_on",
        )
        return None
    return Current(date=date, related=related, open_ended=open_ended, warn=warn)
