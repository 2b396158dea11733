"""The check form `follow_up`: something is done within an interval after something else."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import LIMIT, SOON, Holds, Keys, OneOf, key_of
from peercomply.documents.reader import Reader
from peercomply.rules.forms.common import DAYS, read_expression, read_limit
from peercomply.rules.nodes import Expr
from peercomply.rules.scope import Scope
from peercomply.rules.types import Kind

KEYS = Keys(
    title="follow_up",
    says="Something is done within an interval after something else, or by a day.",
    keys=(
        key_of("after", "the day, or date-time, from which the interval counts", Holds.EXPRESSION),
        key_of("within", "the interval", LIMIT),
        key_of("by", "the last day in time, instead of `after` and `within`", Holds.EXPRESSION),
        key_of("done", "the day on which it was done", Holds.EXPRESSION, required=True),
        key_of("late", "whether what was done late fails", OneOf(("fails", "passes"))),
        SOON,
    ),
)


@attrs.frozen(kw_only=True)
class FollowUp:
    """
    A matter is dealt with by a day.

    Attributes:
        after: The day or date-time from which the interval counts; None where `by` is given.

        within: The interval; None where `by` is given.

        by: The last day in time; None where `after` and `within` are given.

        done: The day or date-time on which it was dealt with.

        late_fails: Whether a matter dealt with late is a breach, or only one that is still open.

        warn: How long before it is due the record is listed as due soon; None for no warning.

        words: The field that `done` names, in words.
    """

    after: Expr | None
    within: Expr | None
    by: Expr | None
    done: Expr
    late_fails: bool
    warn: Expr | None
    words: str


def read(rule: Reader, scope: Scope) -> FollowUp | None:
    """Return the check of the key `follow_up`, or None after noting what is wrong."""
    reader = rule.mapping("follow_up", KEYS)
    if reader is None:
        return None
    by = read_expression(reader, "by", scope, *DAYS)
    dated = reader.get("by") is not None
    after = read_expression(reader, "after", scope, *DAYS)
    within = read_limit(reader, "within", scope, Kind.DURATION, required=not dated)
    if not dated:
        reader.scalar("after", required=True)
    elif reader.get("after") is not None or reader.get("within") is not None:
        reader.note(
            Code.UNKNOWN_KEY,
            "'follow_up' has both 'by' and 'after'",
            reader.node.span,
            expected="either `by`, or `after` and `within`",
        )
    done_node = reader.scalar("done", required=True)
    done = read_expression(reader, "done", scope, *DAYS)
    late = reader.option("late", lambda value: value == "fails", ("fails", "passes"))
    warn = read_limit(reader, "warn", scope, Kind.DURATION, required=False)
    reader.finish()
    if done is None or done_node is None or (by is None and (after is None or within is None)):
        return None
    if (
        after is not None
        and after.type.kind is Kind.DATE
        and within is not None
        and within.type.exact
    ):
        reader.note(
            Code.WRONG_TYPE,
            "a day alone cannot be moved by hours",
            within.span,
            expected="an interval in days such as P1D, or a date-time in `after`",
        )
        return None
    return FollowUp(
        after=after,
        within=within,
        by=by,
        done=done,
        late_fails=late is not False,
        warn=warn,
        words=done_node.value,
    )
