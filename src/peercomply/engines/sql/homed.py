"""Adds to tables what many rules ask of them: homes, and which columns are whole or empty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs
from sqlglot import exp

from peercomply.engines.sql import homes
from peercomply.engines.sql.build import Sql, cast
from peercomply.engines.sql.fields import homes_asked
from peercomply.engines.sql.frame import Aliases, At, Base, Frame, table
from peercomply.engines.sql.scope import World
from peercomply.engines.sql.tables import Tables
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.plan.plan import Plan
from peercomply.rules.nodes import Home


def prepared(tables: Tables, plans: Iterable[Plan], path: str) -> Tables:
    """
    Return *tables*, which stand in the schema *path*, with homes and with what columns hold.

    The tables that name homes stand in a schema of their own, which hides the others.
    """
    known = tuple(plans)
    names = tables.database.names(path)
    return with_counts(with_homes(tables, known, path), names)


def with_homes(tables: Tables, plans: Iterable[Plan], path: str) -> Tables:
    """
    Return *tables* in which each record that *plans* ask it of names its home.

    *path* is the schema in which the tables are found.
    """
    database, own = tables.database, f"{path} homed"
    database.layer(own, path)
    world = World(tables, date.min, {}, {}, {})
    names = set()
    for name in sorted(homes_asked(plans)):
        try:
            query = database.text(_query(world, name))
        except Unsupported:
            continue
        names.add(name)
        database.cover(own, name, query)
    return attrs.evolve(tables, homed=frozenset(names))


def _query(world: World, name: str) -> exp.Select:
    aliases = Aliases()
    at = At(aliases.of(name), name)
    frame = Frame(aliases, [Base(at.alias, table(name))], [at.key])
    columns: list[tuple[str, Sql]] = []
    for home in Home:
        end = homes.home(world, at, home, frame)
        key, unknown = homes.HOME_COLUMNS[home]
        columns += [(key, cast(end.sql, "VARCHAR")), (unknown, end.unknown)]
    query = frame.select(columns)
    own = exp.Column(this=exp.Star(), table=exp.to_identifier(at.alias, quoted=True))
    query.set("expressions", [own, *query.expressions])
    return query


def with_counts(tables: Tables, names: Iterable[str]) -> Tables:
    """Return *tables* with what is known of the columns of the tables *names*."""
    whole, empty = set(), set()
    for name, (size, held) in tables.database.counts(sorted(names)).items():
        for column, count in held.items():
            if count == size:
                whole.add((name, column))
            if count == 0:
                empty.add((name, column))
    return attrs.evolve(tables, whole=frozenset(whole), empty=frozenset(empty))
