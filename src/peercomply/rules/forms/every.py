"""The check form `every`: each period of a range had an event; also finds gaps since cured."""

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
    title="every",
    says="Each period that has ended had an event; each gap is a breach, also one since cured.",
    keys=(
        *related(value=True),
        key_of("period", "the length of a period", LIMIT, required=True),
        key_of("from", "the first day of the first period", Holds.EXPRESSION, required=True),
        key_of("back", "how far back periods are judged", LIMIT, required=True),
        key_of("grace", "how long after its end a period is not judged yet", LIMIT),
    ),
)


@attrs.frozen(kw_only=True)
class Every:
    """
    Each period that has ended had an event.

    Attributes:
        events: The related records with the day that has to lie in the period.

        period: Length of a period.

        start: First day of the first period.

        back: How far back periods are judged.

        grace: How long after its end a period is not judged yet; None for not at all.
    """

    events: RelatedValue
    period: Expr
    start: Expr
    back: Expr
    grace: Expr | None


def read(rule: Reader, scope: Scope) -> Every | None:
    """Return the check of the key `every`, or None after noting what is wrong."""
    reader = rule.mapping("every", KEYS)
    if reader is None:
        return None
    events = read_related(reader, scope, with_value=True)
    period = read_limit(reader, "period", scope, Kind.DURATION, required=True)
    back = read_limit(reader, "back", scope, Kind.DURATION, required=True)
    grace = read_limit(reader, "grace", scope, Kind.DURATION, required=False)
    reader.scalar("from", required=True)
    start = read_expression(reader, "from", scope, *DAYS)
    reader.finish()
    if events is None or period is None or back is None or start is None:
        return None
    if events.value is None or events.value.type.kind not in DAYS:
        reader.note(
            Code.WRONG_TYPE,
            "'of' names no day",
            reader.node.span,
            expected="a record type and a day, such as report.period_start",
        )
        return None
    for duration, wrong in (
        (period, period is not None and (period.type.exact or period.type.business)),
        (back, back is not None and (back.type.exact or back.type.business)),
        (grace, grace is not None and grace.type.exact),
    ):
        if duration is not None and wrong:
            unit = "hours" if duration.type.exact else "business days"
            reader.note(
                Code.WRONG_TYPE,
                f"this duration is in {unit}",
                duration.span,
                expected="a duration in days such as P7D or P1M",
            )
            return None
    return Every(events=events, period=period, start=start, back=back, grace=grace)
