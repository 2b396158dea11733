"""The check form `latest`: the last event is not older than an interval."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import LIMIT, SOON, Holds, Keys, key_of, related
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
    title="latest",
    says="The last event is not older than an interval.",
    keys=(
        *related(value=True),
        key_of("within", "the longest time since the last event", LIMIT, required=True),
        key_of("since", "the first event is due one interval after this day", Holds.EXPRESSION),
        SOON,
    ),
)


@attrs.frozen(kw_only=True)
class Latest:
    """
    A recurring event took place within an interval before the day of the check.

    Attributes:
        events: The related records with the day of each event.

        within: The interval.

        since: The day from which the first event is awaited; None where it is due at once.

        warn: How long before it is due the record is listed as due soon; None for no warning.
    """

    events: RelatedValue
    within: Expr
    since: Expr | None
    warn: Expr | None


def read(rule: Reader, scope: Scope) -> Latest | None:
    """Return the check of the key `latest`, or None after noting what is wrong."""
    reader = rule.mapping("latest", KEYS)
    if reader is None:
        return None
    events = read_related(reader, scope, with_value=True)
    within = read_limit(reader, "within", scope, Kind.DURATION, required=True)
    since = read_expression(reader, "since", scope, *DAYS)
    warn = read_limit(reader, "warn", scope, Kind.DURATION, required=False)
    reader.finish()
    if events is None or within is None:
        return None
    if events.value is None or events.value.type.kind not in DAYS:
        reader.note(
            Code.WRONG_TYPE,
            "'of' names no day",
            reader.node.span,
            expected="a record type and a day, such as supervision.held_on",
        )
        return None
    if within.type.exact:
        reader.note(
            Code.WRONG_TYPE,
            "'within' is in hours",
            within.span,
            expected="an interval in days such as P1D or P1M",
        )
        return None
    return Latest(events=events, within=within, since=since, warn=warn)
