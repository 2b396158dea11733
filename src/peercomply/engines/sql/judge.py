"""Judges all records of one plan in one query for each reading of ambiguous dates."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import attrs
from sqlglot import exp

from peercomply.engines.outcomes import Judgement
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
    negated,
    text,
    value_of,
)
from peercomply.engines.sql.compile import Compiler
from peercomply.engines.sql.database import TooLarge
from peercomply.engines.sql.durations import moved
from peercomply.engines.sql.fails import unsettled
from peercomply.engines.sql.fields import parts_of_plan
from peercomply.engines.sql.frame import Aliases, At, Base, Frame, aliased, named, table
from peercomply.engines.sql.items import items_query
from peercomply.engines.sql.pool import Group, Pool
from peercomply.engines.sql.scope import Scope, World
from peercomply.engines.sql.small import SmallTables
from peercomply.engines.sql.tables import Tables
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.sql.values import Value
from peercomply.plan.plan import Plan
from peercomply.rules.nodes import FieldValue, Home
from peercomply.rules.parameters import Parameter
from peercomply.rules.traversal import walk

_HOMES = tuple(name for home in Home for name in (home.value, unsettled(home)))

MOST_READINGS = 6
"""Columns of ambiguous dates that are tried in all their readings."""

LONGEST = 400_000
"""Characters of one query; a longer one takes the database too long to plan."""


@attrs.frozen
class _Compiled:
    """
    A plan as queries.

    Attributes:
        tables: Name and query of each table, in the order in which they are made; the last one
            says what the plan says about each record.

        groups: The aggregates that they read.
    """

    tables: list[tuple[str, str]]
    groups: frozenset[Group]


class SqlJudge:
    """Judges plans over the tables of one snapshot, on one day."""

    def __init__(self, tables: Tables, as_of: date, parameters: Mapping[str, Parameter]) -> None:
        self.tables = tables
        self.as_of = as_of
        self.parameters = parameters
        self.outcomes: dict[str, str] = {}
        self._small = SmallTables.of(tables.database, as_of)
        self._pool = Pool(self._text)
        self._count = 0
        self._compiled: dict[str, _Compiled | Unsupported] = {}
        self._made: dict[str, list[str]] = {}

    def prepare(self, plans: Iterable[Plan]) -> None:
        """Compile *plans*, which read no outcomes, so that what they share is gathered at once."""
        for plan in plans:
            try:
                self._compiled[plan.rule.id] = self._compile(plan, self._pool)
            except Unsupported as error:
                self._compiled[plan.rule.id] = error

    def judge(self, plan: Plan) -> str:
        """
        Return the name of the table that says what *plan* says about each record.

        Raises:
            Unsupported: The plan uses something that cannot be said in SQL.
        """
        compiled = self._compiled.pop(plan.rule.id, None) or self._compile(plan, self._pool)
        if isinstance(compiled, Unsupported):
            raise compiled
        try:
            self._gather(compiled.groups)
        except TooLarge:
            compiled = self._compile(plan, None)
        made = self._made[plan.rule.id] = []
        for name, sql in compiled.tables:
            self._create(name, sql)
            made.append(name)
        self.outcomes[plan.rule.id] = name
        return name

    def release(self, plan: Plan) -> None:
        """Drop the tables of *plan*, whose outcomes no rule reads any more."""
        for name in self._made.pop(plan.rule.id, ()):
            self.tables.database.drop(name)
        self.outcomes.pop(plan.rule.id, None)

    def _compile(self, plan: Plan, pool: Pool | None) -> _Compiled:
        self._count += 1
        number = self._count
        columns = self._ambiguous(plan)
        choices = list(itertools.product((0, 1), repeat=len(columns)))
        made: list[tuple[str, str]] = []
        if pool is not None:
            pool.used, pool.parts = set(), made
        names = []

        def add(name: str, query: Sql) -> None:
            made.append((name, self._text(query)))

        for place, reading in enumerate(choices):
            choice = dict(zip(columns, reading, strict=True))
            world = World(
                self.tables,
                self.as_of,
                self.parameters,
                choice,
                dict(self.outcomes),
                pool,
                self._small,
            )
            names.append(f"judged {number} {place}")
            self.write(plan, world, (names[-1], f"items {number} {place}"), add)
        if len(names) > 1:
            made.append((f"outcome {number}", self._text(_agreed(names))))
        return _Compiled(made, frozenset(pool.used) if pool is not None else frozenset())

    def _gather(self, groups: Iterable[Group]) -> None:
        """Make the tables of *groups*, of those that they read first."""
        for group in sorted(groups, key=lambda one: one.name):
            if not group.made:
                self._gather(group.needs)
                for name, sql in (*group.parts, (group.name, self._text(group.query()))):
                    self.tables.database.make(name, sql)
                group.made = True

    def note(self, judgement: Judgement) -> None:
        """Note what another engine said, for rules that read it."""
        name = f"noted {len(self.outcomes)}"
        rows = [
            (
                one.subject.id,
                one.state.value,
                one.program_id,
                one.organisation_id,
                *(str(home in one.unsettled) for home in Home),
            )
            for one in judgement.outcomes
        ]
        names = ("id", "state", "program", "organisation", *map(unsettled, Home))
        self.tables.database.fill(name, names, rows)
        self.outcomes[judgement.rule.id] = name

    def absent(self, rule: str) -> None:
        """Note that *rule* judged nothing, because its record type was not supplied."""
        self.outcomes[rule] = ""

    def _ambiguous(self, plan: Plan) -> list[tuple[str, str]]:
        read = {
            (node.record_type, node.field)
            for part in parts_of_plan(plan)
            for node in walk(part)
            if isinstance(node, FieldValue)
        }
        found = sorted(read & self.tables.ambiguous)
        if len(found) > MOST_READINGS:
            raise Unsupported("more columns of ambiguous dates than can be tried")
        return found

    def _create(self, name: str, sql: str) -> None:
        if len(sql) > LONGEST:
            raise Unsupported("a query of this length")
        self.tables.database.make(name, sql)

    def _text(self, query: Sql) -> str:
        return self.tables.database.text(query)

    def write(
        self, plan: Plan, world: World, names: tuple[str, str], add: Callable[[str, Sql], None]
    ) -> None:
        """
        Hand the queries that judge *plan* in *world* to *add*, with their names, in order.

        Args:
            plan: The plan.

            world: What is known besides it.

            names: Of the last query, and of the one that lists items where the plan has some.

            add: It is called once or twice.

        Raises:
            Unsupported: The plan uses something that cannot be said in SQL.
        """
        name, items = names
        subject = plan.rule.subject
        compiler, aliases = Compiler(world), Aliases()
        at = At(aliases.of(subject), subject)
        frame = Frame(aliases, [Base(at.alias, table(subject))], [at.key])
        scope = Scope(frame, at, at)
        applies = TRUE if plan.applies is None else compiler.truth(plan.applies, scope)
        listed: Sql = cast(NULL, "VARCHAR[]")
        if plan.check.items is None:
            holds, unknown = _ways(plan, compiler, scope), FALSE
        else:
            made, unknown = items_query(plan.check.items, compiler, self._fresh(subject))
            add(items, made)
            fails, open_ones, listed = self._items(plan, compiler, scope, items)
            holds = case((fails, FALSE), (open_ones, NULL), otherwise=TRUE)
            unknown = self._unknown(plan, compiler, scope)
        judged = frame.select(
            [
                ("id", at.key),
                ("applies", applies),
                ("open", unknown),
                ("holds", holds),
                ("items", listed),
                ("soon", self._soon(plan, compiler, scope)),
                *self._homes(world, at, frame),
            ]
        )
        kept_names = ("id", "items", "soon", *_HOMES)
        query = exp.Select()
        kept = [column("judged", one) for one in kept_names]
        query.set("expressions", [*kept, named(_state(), "state")])
        query.set("from_", exp.From(this=aliased(judged, "judged")))
        add(name, query)

    def _homes(self, world: World, at: At, frame: Frame) -> Iterator[tuple[str, Sql]]:
        """Yield the homes of a record, and whether it is not known which they are."""
        for home in Home:
            end = homes.home(world, at, home, frame)
            lost = is_null(end.sql)
            if home is Home.PROGRAM:
                lost = both(lost, end.unknown)
            yield home.value, end.sql
            yield unsettled(home), lost

    def _fresh(self, subject: str) -> Scope:
        aliases = Aliases()
        at = At(aliases.of(f"listed {subject}"), subject)
        return Scope(Frame(aliases, [Base(at.alias, table(subject))], [at.key]), at, at)

    def _unknown(self, plan: Plan, compiler: Compiler, scope: Scope) -> Sql:
        assert plan.check.items is not None
        _, unknown = items_query(plan.check.items, compiler, scope)
        return unknown

    def _items(
        self, plan: Plan, compiler: Compiler, scope: Scope, items: str
    ) -> tuple[Sql, Sql, Sql]:
        """Return whether an item of a record fails, whether one is unknown, and those that fail."""
        aliases = scope.frame.aliases
        subject = plan.rule.subject
        at, name = At(aliases.of(subject), subject), aliases.of("item")
        listed = table(items)
        bases = [
            Base(at.alias, table(subject)),
            Base(name, listed, binary(column(name, "id"), "==", at.key)),
        ]
        frame = Frame(aliases, bases, [at.key, column(name, "n")])
        holds = _ways(plan, compiler, Scope(frame, at, at, name))
        each = frame.select(
            [("id", at.key), ("holds", holds), ("n", cast(column(name, "n"), "VARCHAR"))]
        )
        held, own = column("each", "holds"), column("each", "id")
        failing = binary(coalesce(held, TRUE), "==", FALSE)
        found = exp.Filter(
            this=call("list", column("each", "n")), expression=exp.Where(this=failing)
        )
        query = (
            exp.select(
                named(own, "id"),
                named(call("bool_or", failing), "fails"),
                named(call("bool_or", is_null(held)), "open"),
                named(found, "failing"),
            )
            .from_(each.subquery("each"))
            .group_by(own, copy=False)
        )
        alias = scope.frame.join(
            ("items", items),
            "items",
            lambda one: (query, binary(column(one, "id"), "==", scope.judged.key)),
        )
        fails, open_ones = (coalesce(column(alias, word), FALSE) for word in ("fails", "open"))
        return fails, open_ones, column(alias, "failing")

    def _soon(self, plan: Plan, compiler: Compiler, scope: Scope) -> Sql:
        """Return whether a record that passes may have to be listed as due soon."""
        check = plan.check
        if check.due is None or check.warn is None:
            return FALSE
        due = compiler.day(check.due, scope)
        day = cast(coalesce(due.low.sql, due.high.sql), "DATE")
        warn = compiler.length(check.warn, scope)
        begin = moved(compiler, scope, Value.of(day), warn, -1).low.sql
        today = value_of(self.as_of)
        near = both(binary(begin, "<=", today), binary(today, "<=", day))
        return coalesce(near, FALSE)


def _state() -> Sql:
    """Return the outcome in a word, from what was judged."""
    applies, unknown, holds = (column("judged", name) for name in ("applies", "open", "holds"))
    return case(
        (is_null(applies), text("unknown")),
        (negated(applies), text("not_applicable")),
        (either(unknown, is_null(holds)), text("unknown")),
        (holds, text("pass")),
        otherwise=text("fail"),
    )


def _ways(plan: Plan, compiler: Compiler, scope: Scope) -> Sql:
    truths = [
        compiler.truth(way.holds, scope)
        if all(compiler.world.supplied(name) for name in way.needs)
        else NULL
        for way in plan.ways
    ]
    return either(*truths)


def _agreed(names: list[str]) -> exp.Expression:
    """Return the outcomes on which all readings agree; the others are unknown."""
    first = table(names[0])
    frame = Frame(Aliases(), [Base("first", first)], [column("first", "id")])
    states, lists = [column("first", "state")], [column("first", "items")]
    for name in names[1:]:
        alias = frame.join(name, name, functools.partial(_same_record, name))
        states.append(column(alias, "state"))
        lists.append(column(alias, "items"))
    agree = both(*(binary(states[0], "==", state) for state in states[1:]))
    common = lists[0]
    for other in lists[1:]:
        common = call("list_intersect", common, other)
    nothing = both(
        binary(states[0], "==", text("fail")),
        coalesce(binary(call("len", common), "==", value_of(0)), FALSE),
    )
    state = case(
        (agree, case((nothing, text("unknown")), otherwise=states[0])), otherwise=text("unknown")
    )
    kept = ("id", "soon", *_HOMES)
    return frame.select(
        [("state", state), ("items", common), *((name, column("first", name)) for name in kept)]
    )


def _same_record(source: str, alias: str) -> tuple[Sql, Sql]:
    return table(source), binary(column(alias, "id"), "==", column("first", "id"))
