"""Rules as SQL: run on real databases, the queries list the breaches that a check lists."""

import functools
from datetime import date

import pytest
import sqlglot

from examples import DAY, PACK
from peercomply.engines.outcomes import State
from peercomply.engines.reperform.dialects import DIALECTS
from peercomply.engines.reperform.query import breach_query
from peercomply.errors import DialectError, UnknownRuleError
from peercomply.records.durations import Duration
from peercomply.report.tables import script
from worlds import record, rule, supervision, worker, world

UNSAID = {"growth-not-budgeted", "warm-line-hours-without-shift", "story-used-without-consent"}
CHOSEN = {"weekly-group-missed", "supervision-overdue", "warm-line-night-without-shift"}
RULES = sorted({rule.id for rule in PACK.rules[::16]} - UNSAID | CHOSEN)


@functools.cache
def query_of(rule_id):
    """Return the query of a shipped rule, written once."""
    return breach_query(rule_id, PACK, DAY)


def keys(connection, sql):
    """Return the keys that a query gives."""
    return [row[0] for row in connection.execute(sql).fetchall()]


@pytest.mark.parametrize("rule_id", RULES)
def test_the_query_lists_the_breaches_of_a_check(rule_id, services, postgres):
    """
    In DuckDB and in PostgreSQL, the keys are those of the records that fail, each once, in order.
    """
    query = query_of(rule_id)
    for name, (judgements, duck) in services.items():
        failing = [
            one.subject.id for one in judgements[rule_id].outcomes if one.state is State.FAIL
        ]
        postgres.execute(f"SET search_path TO {name}")

        assert keys(duck, query.sql("duckdb")) == failing
        assert sorted(keys(postgres, query.sql("postgres"))) == failing


def test_most_rules_can_be_said_in_every_dialect():
    """
    A query that is given in a dialect is read by a parser of it; one that is not is refused.
    """
    said = dict.fromkeys(DIALECTS, 0)
    for rule_id in RULES:
        query = query_of(rule_id)
        for dialect in DIALECTS:
            try:
                text = query.sql(dialect)
            except DialectError:
                continue
            said[dialect] += 1
            assert sqlglot.parse_one(text, read=dialect).find(sqlglot.exp.Select)

    assert said["duckdb"] == said["postgres"] == len(RULES)
    assert min(said.values()) > len(RULES) // 3


def test_a_dialect_that_cannot_is_refused_with_those_that_can():
    """
    The error names what cannot be said, and the dialects that can say the rule.
    """
    with pytest.raises(DialectError, match=r"a list in a column.*\n.*dialects can: duckdb"):
        query_of("weekly-group-missed").sql("tsql")


def test_records_in_doubt_are_not_listed(postgres):
    """
    A session of which it is not known whether it counts may count, so its worker is not listed.
    """
    body = "latest: {of: supervision.held_on, where: external, within: P1M, since: started_on}"
    loaded = rule("worker", body)
    sql = breach_query("test-rule", loaded, date(2026, 11, 22)).sql("postgres")
    alone = world(worker(), supplied=["supervision"])
    doubtful = world(worker(), supervision("S1", held_on="2026-11-20"))

    found = []
    for place, snapshot in enumerate((alone, doubtful)):
        postgres.execute(f"CREATE SCHEMA doubt{place}; SET search_path TO doubt{place}")
        postgres.execute("".join(script(snapshot, "postgres")))
        found.append(keys(postgres, sql))

    assert found == [["W1"], []]


def test_an_interval_in_business_days_leaves_a_record_open(postgres):
    """
    Tables have no calendar: such a record is not listed, and the script says that it is left open.
    """
    loaded = rule("funding_agreement", "require: starts_on + report_interval >= as_of")
    sql = breach_query("test-rule", loaded, date(2026, 11, 22)).sql("postgres")
    agreements = [
        record("funding_agreement", key, starts_on=date(2026, 1, 1), report_interval=length)
        for key, length in (("F1", Duration(days=7)), ("F2", Duration(business=5)), ("F3", None))
    ]
    made = "".join(script(world(*agreements), "postgres"))
    postgres.execute("CREATE SCHEMA business; SET search_path TO business")
    postgres.execute(made)

    assert keys(postgres, sql) == ["F1"]
    assert "-- In funding_agreement.report_interval, left open" in made
    assert "1 duration in business days" in made


def test_what_sql_cannot_say_is_refused_with_the_reason():
    """
    Rules about declared hours, and a few others, have no query; a wrong id is named too.
    """
    for rule_id in UNSAID:
        with pytest.raises(DialectError, match="SQL cannot say this rule: "):
            breach_query(rule_id, PACK, DAY).sql("postgres")
    with pytest.raises(UnknownRuleError):
        breach_query("no-such-rule", PACK, DAY)
