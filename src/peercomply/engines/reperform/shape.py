"""Gives a query the shape in which people write one: nothing unused, conditions where they act."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from peercomply.engines.reperform.certain import certainly, items_of, unwrapped
from peercomply.engines.reperform.simpler import informed, simpler
from peercomply.engines.sql.build import Sql, both, is_constant, number, wrapped
from peercomply.engines.sql.frame import named


def shaped(query: Sql) -> Sql:
    """Return a query with the same rows as *query*, which is given up."""
    query = _shaped(query)
    _prune(query)
    simpler(query)
    for select in selects(query):
        _lift_filter(select)
    return query


def _shaped(select: Sql) -> Sql:
    """Return *select* with conditions of two values, what it reads first."""
    for source in sources(select):
        if isinstance(source, exp.Subquery):
            source.set("this", _shaped(source.this))
    _merge(select)
    _say_constants(select)
    simpler(select)
    _decide(select)
    return select.copy()  # parts of conditions stand in several places


def selects(query: Sql) -> list[Sql]:
    """Return all SELECTs of *query*, those inside others first."""
    return list(_inner_first(query))


def _inner_first(query: Sql) -> Iterator[Sql]:
    yield from reversed(list(query.find_all(exp.Select, bfs=True)))


def sources(select: Sql) -> list[Sql]:
    """Return the tables and queries that *select* goes through or joins."""
    found = select.args.get("from_")
    return [*([found.this] if found else []), *(join.this for join in select.args.get("joins", []))]


def own_columns(select: Sql) -> Iterator[Sql]:
    """Yield the columns that *select* itself names, not those of queries inside it."""
    yield from _own(select, exp.Column)


def _own(node: Sql, kind: type[Sql]) -> Iterator[Sql]:
    for part in node.iter_expressions():
        if isinstance(part, exp.Subquery):
            continue
        if isinstance(part, kind):
            yield part
        yield from _own(part, kind)


def _merge(select: Sql) -> None:
    """Say a query that only gives names to values in place, where *select* goes through it."""
    found = sources(select)
    if len(found) != 1 or not isinstance(found[0], exp.Subquery):
        return
    inner, alias = found[0].this, found[0].alias
    made = {one.alias: one.this for one in inner.expressions if isinstance(one, exp.Alias)}
    if inner.args.get("group") or any(_lists(one) for one in inner.expressions):
        return
    for one in list(own_columns(select)):
        if one.table == alias:
            value = wrapped(made[one.name].copy())
            is_column = one.parent is select and one.arg_key == "expressions"
            one.replace(named(value, one.name) if is_column else value)
    select.set("from_", inner.args["from_"])
    select.set("joins", inner.args.get("joins", []))
    where, own = inner.args.get("where"), select.args.get("where")
    conditions = [one.this for one in (where, own) if one is not None]
    if conditions:
        select.set("where", exp.Where(this=both(*conditions)))


def _lists(node: Sql) -> bool:
    return any(one.this in ("unnest", "range") for one in node.find_all(exp.Anonymous))


def _decide(select: Sql) -> None:
    """Say each WHERE, of *select* and of what it gathers, for rows that meet it for certain."""
    for where in list(_own(select, exp.Where)):
        condition = informed(informed(certainly(where.this, truth=True)))
        taken = where.parent
        if isinstance(taken, exp.Filter):
            _gather(taken, both(*_asked(condition, taken.this)))
        elif is_constant(condition, truth=True):
            where.pop()
        else:
            where.set("this", condition)


def _gather(taken: Sql, condition: Sql) -> None:
    """Say what is gathered of the rows that meet *condition*."""
    if is_constant(condition, truth=True):
        taken.replace(taken.this)
    elif is_constant(condition, truth=False):
        taken.replace(number(0) if isinstance(taken.this, exp.Count) else exp.null())
    else:
        taken.expression.set("this", condition)


def _asked(condition: Sql, aggregate: Sql) -> Iterator[Sql]:
    """Yield what is asked of a row, without whether there is a value: no aggregate counts NULL."""
    items = items_of(condition) if isinstance(condition, exp.And) else [condition]
    value = aggregate.expressions[0] if isinstance(aggregate, exp.Anonymous) else None
    for item in items:
        asks = unwrapped(item.this) if isinstance(item, exp.Not) else None
        if asks is None or asks != exp.Is(this=value, expression=exp.null()):
            yield item


def _say_constants(select: Sql) -> None:
    """Say what a query that *select* joins always gives."""
    for source in sources(select):
        if isinstance(source, exp.Subquery):
            grouped = source.this.args.get("group") is not None
            for one in source.this.expressions:
                if isinstance(one.this, exp.Null | exp.Literal):
                    _say(select, source.alias, one, grouped=grouped)


def _say(select: Sql, table: str, one: Sql, *, grouped: bool) -> None:
    for place in list(own_columns(select)):
        if (place.table, place.name) != (table, one.alias_or_name):
            continue
        around = place.parent
        same = isinstance(around, exp.Coalesce) and around.expressions == [one.this]
        if not grouped or one.this == exp.null() or same:  # a group that is not there gives NULL
            place.replace(one.this.copy())


def _prune(select: Sql) -> None:
    """Drop joins and columns that nothing names."""
    while True:
        joins = select.args.get("joins", [])
        kept = [join for join in joins if join.side != "LEFT" or _is_used(select, join)]
        if len(kept) == len(joins):
            break
        select.set("joins", kept)
    used = list(own_columns(select))
    for source in sources(select):
        if isinstance(source, exp.Subquery):
            names = {one.name for one in used if one.table == source.alias}
            kept = [one for one in source.this.expressions if one.alias_or_name in names]
            lists = [one for one in source.this.expressions if _lists(one) and one not in kept]
            source.this.set("expressions", kept + lists or source.this.expressions[:1])
            _prune(source.this)


def _is_used(select: Sql, join: Sql) -> bool:
    alias = join.this.alias
    inside = {id(one) for one in join.find_all(exp.Column)}
    return any(one.table == alias and id(one) not in inside for one in own_columns(select))


def _lift_filter(select: Sql) -> None:
    """Move what all gathered values ask of a row to the WHERE of the query."""
    made = [one for one in select.expressions if one.find(exp.Anonymous, exp.Count)]
    filters = [one.find(exp.Filter) for one in made]
    if not made or any(one is None for one in filters):
        return
    asked = [list(items_of(one.expression.this)) for one in filters]
    common = [item for item in asked[0] if all(item in others for others in asked)]
    if any(isinstance(unwrapped(one.expression.this), exp.Or) for one in filters) or not common:
        return
    for one, items in zip(filters, asked, strict=True):
        rest = [item for item in items if item not in common]
        if rest:
            one.expression.set("this", both(*rest))
        else:
            one.replace(one.this)
    where = select.args.get("where")
    select.set("where", exp.Where(this=informed(both(*([where.this] if where else []), *common))))
