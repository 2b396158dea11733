"""The check form `covers` with `hours`: related records span all the hours that are declared."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import LIMIT, Either, Holds, Keys, Named, key_of, related
from peercomply.documents.reader import Reader, shape, short
from peercomply.documents.yaml_nodes import Mapping, Scalar
from peercomply.records.opening_hours import parse_opening_hours
from peercomply.rules.binder import bind
from peercomply.rules.forms.common import (
    DAYS,
    RelatedValue,
    read_expression,
    read_limit,
    read_related,
)
from peercomply.rules.nodes import Expr, Literal
from peercomply.rules.scope import Scope
from peercomply.rules.types import Kind, Type

KEYS = Keys(
    title="covers, with hours",
    says="Related records span all the hours that are declared; each gap is a breach.",
    keys=(
        key_of(
            "hours",
            "the declared hours by day: a field, or the hours themselves",
            Either((Holds.EXPRESSION, Named(Holds.TEXT))),
            required=True,
        ),
        *related(value=False),
        key_of("from", "the start of what each of them spans", Holds.EXPRESSION, required=True),
        key_of("to", "its end", Holds.EXPRESSION, required=True),
        key_of("back", "how far back hours are judged", LIMIT, required=True),
        key_of("since", "the day before which no hours are judged", Holds.EXPRESSION),
    ),
)


@attrs.frozen(kw_only=True)
class CoversHours:
    """
    Related records together span each stretch of hours that is declared.

    Attributes:
        related: The related records.

        starts: Start of the time that each of them spans.

        ends: Its end.

        hours: The declared hours by day of the week, a mapping.

        since: Day before which no hours are judged; None if there is none.

        back: How far back hours are judged.
    """

    related: RelatedValue
    starts: Expr
    ends: Expr
    hours: Expr
    since: Expr | None
    back: Expr


def read(reader: Reader, scope: Scope) -> CoversHours | None:
    """Return the check in the mapping of `covers`, or None after noting what is wrong."""
    related = read_related(reader, scope, with_value=False)
    hours = _hours(reader, scope)
    back = read_limit(reader, "back", scope, Kind.DURATION, required=True)
    since = read_expression(reader, "since", scope, *DAYS)
    required = [reader.scalar(key, required=True) for key in ("from", "to")]
    starts = ends = None
    if related is not None and None not in required:
        inner = scope.rows(related.rows.record_type)
        starts, ends = (read_expression(reader, key, inner, Kind.MOMENT) for key in ("from", "to"))
    reader.finish()
    if back is not None and (back.type.exact or back.type.business):
        reader.note(
            Code.WRONG_TYPE,
            f"this duration is in {'hours' if back.type.exact else 'business days'}",
            back.span,
            expected="a duration in days such as P7D or P3M",
        )
        return None
    if related is None or hours is None or back is None or starts is None or ends is None:
        return None
    return CoversHours(
        related=related, starts=starts, ends=ends, hours=hours, since=since, back=back
    )


def _hours(reader: Reader, scope: Scope) -> Expr | None:
    node = reader.get("hours", required=True)
    match node:
        case Mapping():
            return _declared(reader, node)
        case Scalar():
            return bind(node, scope, reader.problems, Kind.MAPPING)
        case None:
            return None
    reader.note(
        Code.WRONG_SHAPE,
        f"'hours' is {shape(node)}",
        node.span,
        expected='hours by day such as {daily: "17:00-08:00"}, or a field that holds them',
    )
    return None


def _declared(reader: Reader, node: Mapping) -> Expr | None:
    pairs = {key.value: value.value for key, value in node.entries if isinstance(value, Scalar)}
    try:
        parse_opening_hours(pairs)
    except ValueError as error:
        reader.note(
            Code.BAD_VALUE,
            short(str(error)).strip("'\""),
            node.span,
            expected='hours by day such as {daily: "17:00-08:00"}',
        )
        return None
    return Literal(tuple(sorted(pairs.items())), Type(Kind.MAPPING, of=Kind.TEXT), span=node.span)
