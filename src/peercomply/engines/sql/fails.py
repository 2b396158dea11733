"""Whether another rule fails, in SQL: for the record itself, or for one that shares its home."""

from __future__ import annotations

from sqlglot import exp

from peercomply.engines.sql import homes
from peercomply.engines.sql.build import (
    FALSE,
    NULL,
    TRUE,
    Sql,
    binary,
    both,
    call,
    case,
    cast,
    coalesce,
    column,
    either,
    is_null,
    text,
)
from peercomply.engines.sql.frame import aliased, named, table
from peercomply.engines.sql.scope import Scope, World
from peercomply.rules.nodes import Home, RuleFails


def rule_fails(world: World, node: RuleFails, scope: Scope) -> Sql:
    """Return whether another rule fails for the record, or for one in its home; NULL is unknown."""
    name, at = world.outcomes[node.rule], scope.judged
    if not name:
        return NULL
    if node.home is None:
        alias = scope.frame.join(
            ("outcome", name, at.alias),
            name,
            lambda one: (
                table(name),
                binary(column(one, "id"), "==", at.key),
            ),
        )
        state = column(alias, "state")
    else:
        key = homes.home(world, at, node.home, scope.frame)
        alias = scope.frame.join(
            ("outcomes", name, at.alias, node.home),
            name,
            lambda one: (_worst(name, node.home), binary(column(one, "home"), "==", key.sql)),
        )
        stray = scope.frame.join(
            ("strays", name, node.home),
            name,
            lambda _: (_strays(name, node.home), TRUE),
        )
        own = column(alias, "state")
        lost = both(coalesce(binary(own, "<>", text("fail")), TRUE), column(stray, "any"))
        state = case((either(is_null(key.sql), lost), text("unknown")), otherwise=own)
    failing = binary(state, "==", text("fail"))
    return case((failing, TRUE), (binary(state, "==", text("unknown")), NULL), otherwise=FALSE)


def unsettled(home: Home) -> str:
    """Name the column that says whether it is not known which home a record has."""
    return f"{home.value} unsettled"


def _strays(name: str, home: Home | None) -> Sql:
    """Return a query for whether a record that may fail may belong to any home."""
    assert home is not None
    lost = cast(exp.column(unsettled(home), quoted=True), "BOOLEAN")
    state = exp.column("state", quoted=True)
    open_ones = exp.In(this=state, expressions=[text("fail"), text("unknown")])
    found = coalesce(call("bool_or", both(lost, open_ones)), FALSE)
    return exp.select(named(found, "any")).from_(aliased(table(name), "outcome"))


def _worst(name: str, home: Home | None) -> Sql:
    """Return a query for the worst outcome in each home: a breach, else what is unknown."""
    assert home is not None
    own = exp.column(home.value, quoted=True)
    fails, unknown = (
        call("bool_or", binary(exp.column("state", quoted=True), "==", text(word)))
        for word in ("fail", "unknown")
    )
    state = case((fails, text("fail")), (unknown, text("unknown")), otherwise=text("pass"))
    return (
        exp.select(named(own, "home"), named(state, "state"))
        .from_(aliased(table(name), "outcome"))
        .group_by(own, copy=False)
    )
