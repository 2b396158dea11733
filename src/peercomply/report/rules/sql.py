"""A rule as the SQL with which its breaches can be listed again in a database."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

from peercomply.engines.reperform.columns import table_columns
from peercomply.engines.reperform.query import BreachQuery, breach_query
from peercomply.plan.lower import lower
from peercomply.plan.sentences import sentences
from peercomply.report.rules.limits import limits
from peercomply.rules.parameters import Parameter
from peercomply.rules.rule import Pack, Rule
from peercomply.rules.voice import literal

_WIDTH = 96


def render(rule: Rule, pack: Pack, as_of: date, dialect: str) -> str:
    """
    Return a query with what has to be known to trust it, as comments.

    Args:
        rule: The rule.

        pack: The pack that it stands in.

        as_of: The day of the check.

        dialect: The database, one of `DIALECTS`.

    Raises:
        DialectError: SQL, or the dialect, cannot say the rule.
    """
    query = breach_query(rule.id, pack, as_of)
    text = query.sql(dialect)
    lines = [*_head(rule, pack, as_of), *_limits(rule, pack, as_of), *_reads(query, pack, dialect)]
    return "\n".join([*(_comment(line) for line in lines), text + ";", ""])


def _head(rule: Rule, pack: Pack, as_of: date) -> Iterator[str]:
    yield f"{rule.id}: {rule.title}"
    yield f"Lists the keys of the {rule.subject} records that fail on {as_of}."
    yield ""
    said = sentences(lower(rule), pack.parameters)
    yield from said[: len(said) - len(limits(rule, pack))]
    for key in rule.obligations:
        found = pack.obligations.get(key)
        yield f"Checks {key}" + ("" if found is None else f" ({found.source}, {found.section})")


def _limits(rule: Rule, pack: Pack, as_of: date) -> Iterator[str]:
    found = limits(rule, pack)
    if found:
        yield ""
    for one in found:
        yield from _limit(one, as_of)


def _limit(parameter: Parameter, as_of: date) -> Iterator[str]:
    value = parameter.on(as_of)
    if value is None:
        yield f"Limit {parameter.name}: none is in force on that day"
    else:
        yield f"Limit {parameter.name} = {literal(value.value)}; source: {value.source}"


def _reads(query: BreachQuery, pack: Pack, dialect: str) -> Iterator[str]:
    yield ""
    yield "Reads these tables; each has to be there, empty where nothing took place:"
    for name, read in query.reads().items():
        types = dict(table_columns(pack.schema[name], dialect))
        yield f"  {name} ({', '.join(f'{column} {types[column]}' for column in read)})"
    yield "A cell that could not be read is NULL there, and taken as empty: see peercomply data."
    yield "A record that is not listed passes, is unknown or is not judged: see peercomply check."


def _comment(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    made = textwrap.wrap(
        line, _WIDTH, initial_indent="-- ", subsequent_indent=f"-- {indent}  ",
        break_long_words=False, break_on_hyphens=False, drop_whitespace=True,
    )  # fmt: skip
    return "\n".join(made) or "--"
